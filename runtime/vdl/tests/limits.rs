//! Hostile types and values end in errors, not in exhaustion.

use std::fmt::Write;
use std::thread;

use vdl::{
    MAX_TYPE_DEPTH, MAX_VALUE_DEPTH, Pending, Type, TypeBuilder, TypeErrorKind, Value, ValueError,
    compatible, const_text,
};

/// Runs on a stack no larger than the threads of tests and programs have by default.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    let size = std::env::var("STK")
        .ok()
        .map_or(1 << 20, |s| s.parse::<usize>().unwrap() << 10);
    let thread = thread::Builder::new().stack_size(size).spawn(run);
    thread
        .expect("a thread starts")
        .join()
        .expect("the thread does not panic");
}

/// A named type that is a list of itself, or of whatever `elem` makes of it.
fn recursive(name: &str, elem: impl FnOnce(&mut TypeBuilder, Pending) -> Pending) -> Type {
    let mut builder = TypeBuilder::new();
    let named = builder.named(name);
    let elem = elem(&mut builder, named);
    builder.define(named, elem);
    builder.build().expect("the type is valid")[named].clone()
}

#[test]
fn the_deepest_list_can_be_used() {
    on_small_stack(|| {
        let ty = recursive("p.L", |builder, list| builder.list(list));
        let other = recursive("p.M", |builder, list| builder.list(list));
        let nested = |depth| {
            let mut value = Value::zero(&ty)?;
            for _ in 1..depth {
                value = Value::list(&ty, vec![value])?;
            }
            Ok(value)
        };
        let deepest = nested(MAX_VALUE_DEPTH).expect("the limit is within the limit");
        assert_eq!(nested(MAX_VALUE_DEPTH + 1), Err(ValueError::TooDeep));
        use_in_every_way(&deepest, &other);
    });
}

#[test]
fn a_thousand_links_can_be_used() {
    on_small_stack(|| {
        let link = |name: &str| {
            recursive(name, |builder, link| {
                let next = builder.optional(link);
                let any = builder.existing(&Type::ANY);
                builder.structure([("Next", next), ("Any", any)])
            })
        };
        let (ty, other) = (link("p.Link"), link("p.Other"));
        let next = ty
            .fields()
            .and_then(|fields| fields.named("Next"))
            .expect("there is a next");
        let next = next.ty.to_owned();
        let mut value = Value::structure(
            &ty,
            vec![Value::zero(&next).expect("nil is small"), Value::any_none()],
        )
        .expect("the parts fit");
        for _ in 0..1000 {
            let some = Value::optional_some(&next, value).expect("not too deep");
            value = Value::structure(&ty, vec![some, Value::any_none()]).expect("not too deep");
        }
        use_in_every_way(&value, &other);
    });
}

fn use_in_every_way(value: &Value, other: &Type) {
    let w: u32 = std::env::var("WAY").ok().map_or(99, |s| s.parse().unwrap());
    match w {
        0 => {
            value.to_string();
            return;
        }
        1 => {
            const_text(value.as_ref(), "p");
            return;
        }
        2 => {
            assert!(*value == value.clone());
            return;
        }
        3 => {
            value.is_zero();
            return;
        }
        4 => {
            let c = value.convert_to(other);
            assert!(c.is_ok());
            std::mem::forget(c);
            return;
        }
        5 => return,
        _ => {}
    }
    assert!(value.to_string().len() > value.size() as usize);
    assert!(!const_text(value.as_ref(), "p").is_empty());
    assert!(*value == value.clone());
    assert!(!value.is_zero());
    let converted = value.convert_to(other).expect("the types are alike");
    assert_eq!(converted.size(), value.size());
    assert_eq!(converted.convert_to(value.ty()).as_ref(), Ok(value));
}
