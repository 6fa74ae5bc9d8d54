use super::*;
use crate::types::intern::holds_name;

#[test]
fn handles_are_small() {
    assert_eq!(size_of::<Type>(), 16);
    assert_eq!(size_of::<TypeRef<'_>>(), 16);
    assert_eq!(size_of::<Option<Type>>(), 16);
}

#[test]
fn handles_may_go_anywhere() {
    fn anywhere<T: Send + Sync + std::panic::UnwindSafe + std::panic::RefUnwindSafe + 'static>() {}
    anywhere::<Type>();
    anywhere::<TypeRef<'static>>();
    anywhere::<crate::Value>();
    anywhere::<crate::ValueRef<'static>>();
}

#[test]
fn dropping_the_last_handle_forgets_the_type() {
    let tree = |leaf: &Type| {
        let mut builder = TypeBuilder::new();
        let node = builder.named("gone.Node");
        let leaf = builder.existing(leaf);
        let kids = builder.list(node);
        let body = builder.structure([("Leaf", leaf), ("Kids", kids)]);
        builder.define(node, body);
        builder.build().expect("the tree is valid")[kids].clone()
    };
    let leaf = Type::named("gone.Leaf", &Type::INT32).expect("the leaf is valid");
    let (first, second) = (tree(&leaf), tree(&leaf));
    drop(leaf);
    assert_eq!(first, second);
    assert!(holds_name("gone.Node") && holds_name("gone.Leaf"));
    drop(first);
    let node = second.elem().expect("a list has an element").to_owned();
    drop(second);
    assert!(holds_name("gone.Node") && holds_name("gone.Leaf"));
    drop(node);
    assert!(!holds_name("gone.Node"));
    assert!(!holds_name("gone.Leaf"));
}

#[test]
fn threads_agree_on_types_that_come_and_go() {
    let make = || {
        for _ in 0..500 {
            let inner = Type::named("race.Inner", &Type::UINT16).expect("the type is valid");
            let list = Type::list(&inner);
            let again = Type::named("race.Inner", &Type::UINT16).expect("the type is valid");
            assert_eq!(list, Type::list(&again));
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(make);
        }
    });
    assert!(!holds_name("race.Inner"));
}

#[test]
fn a_long_chain_is_dropped_without_recursion() {
    let mut ty = Type::INT32;
    for _ in 0..100_000 {
        ty = Type::list(&ty);
    }
    assert_eq!(ty.as_ref().depth(), 100_000);
    drop(ty);
}

#[test]
fn constants_can_be_borrowed_forever() {
    let any: &'static Type = &Type::ANY;
    assert_eq!(*any, Type::primitive(Kind::Any).expect("any is primitive"));
}
