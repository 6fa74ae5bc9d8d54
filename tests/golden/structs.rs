//! Structs: optionals, boxes, and what only the runtime knows the type of.

generated!("structs");

use v23::verror::{Action, ErrorId};
use v23::{Any, Error};
use vdl::Type;

use self::acme::nodes::{Bead, Blades, Cord, Cords, Empty, Fan, Knot, Leaf, Node, Ring};
use crate::coding::{is_zero, survives};

const BROKEN: ErrorId = ErrorId::new("acme/nodes.Broken", Action::RetryBackoff);

fn leaf() -> Leaf {
    Leaf {
        data: vec![1, 2, 3],
        by_name: [("one".to_owned(), 1)].into(),
        any: Any::new(&Empty {}).expect("it can be written"),
        anys: vec![Any::nil(), Any::new("text").expect("it can be written")],
        r#type: Type::of::<Node>().clone(),
        err: Some(Error::new(BROKEN, "broken")),
        errs: vec![None, Some(Error::new(BROKEN, "too"))],
    }
}

#[test]
fn structs_are_coded() {
    is_zero::<Empty>("acme/nodes.Empty struct{}");
    is_zero::<Knot>(
        "acme/nodes.Knot struct{Loose []acme/nodes.Ring struct{Bead acme/nodes.Bead union{Plain int32;\
         Cords acme/nodes.Cords [2]acme/nodes.Cord struct{Ring ?acme/nodes.Ring;Knot ?acme/nodes.Knot}}}}",
    );
    survives(&Node::default());
    survives(&Leaf::default());
    survives(&leaf());
    let next = Node { value: "next".to_owned(), ..Node::default() };
    survives(&Node {
        value: "node".to_owned(),
        kids: vec![next.clone(), Node::default()],
        left: Some(Box::new(next)),
        right: None,
        other: Some(leaf()),
        plain: leaf(),
    });
}

#[test]
fn the_default_is_zero_in_every_field() {
    let leaf = Leaf::default();
    assert!(leaf.any.is_nil() && leaf.err.is_none());
    assert_eq!(leaf.r#type, Type::ANY);
    assert_eq!(leaf.any.ty(), &Type::ANY);
}

#[test]
fn optionals_are_boxed_where_types_would_be_endless() {
    // Neither is part of a circle.
    let knot: Option<Knot> = Cord::default().knot;
    assert_eq!(knot, None);
    let inner = Ring { bead: Bead::Plain(7) };
    let cord = Cord { ring: Some(Box::new(inner)), knot: Some(Knot { loose: vec![Ring::default()] }) };
    survives(&Ring { bead: Bead::Cords(Cords([cord, Cord::default()])) });
    let fan = Fan { blades: Blades([None, Some(Box::new(Fan::default())), None]) };
    survives(&fan);
    assert_eq!(fan.blades[1].as_deref(), Some(&Fan::default()));
}
