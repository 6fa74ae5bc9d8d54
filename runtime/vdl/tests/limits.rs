//! Hostile types and values end in errors, not in exhaustion.

use std::thread;

use vdl::{
    ConvertError, MAX_TYPE_DEPTH, MAX_VALUE_DEPTH, MAX_VALUE_SIZE, MAX_ZERO_SIZE, Pending, Type,
    TypeBuilder, TypeErrorKind, Value, ValueError, compatible, const_text,
};

/// Runs on half the stack that threads have by default.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(run);
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
    assert!(value.to_string().len() > value.size() as usize);
    assert!(!const_text(value.as_ref(), "p").is_empty());
    assert!(*value == value.clone());
    assert!(!value.is_zero());
    let converted = value.convert_to(other).expect("the types are alike");
    assert_eq!(converted.size(), value.size());
    assert_eq!(converted.convert_to(value.ty()).as_ref(), Ok(value));
}

#[test]
fn huge_arrays_have_types_but_no_zero_values() {
    let huge = Type::array(i64::MAX as u64, &Type::BYTE).expect("the length is valid");
    let nested = Type::array(1 << 40, &huge).expect("the length is valid");
    let fields = ["A", "B", "C"].map(|name| (name, nested.clone()));
    let holder = Type::structure("p.Holder", fields).expect("the struct is valid");
    let list = Type::list(&holder);
    for ty in [&huge, &nested, &holder] {
        assert_eq!(Value::zero(ty), Err(ValueError::TooLarge));
        assert_eq!(Value::array(ty, vec![]).ok(), None);
        // Nothing of the array is in these.
        assert!(Value::zero(&Type::list(ty)).is_ok());
    }
    let empty = Type::structure("p.Empty", [] as [(&str, Type); 0]).expect("the struct is valid");
    let empty = Value::zero(&empty).expect("nothing is small");
    assert!(matches!(
        empty.convert_to(&holder),
        Err(ConvertError::Value(ValueError::TooLarge))
    ));
    assert!(Value::zero(&list).is_ok());
}

#[test]
fn zero_values_may_be_large_but_not_many() {
    let large = Type::array(MAX_ZERO_SIZE - 1, &Type::BOOL).expect("the length is valid");
    let zero = Value::zero(&large).expect("just within the limit");
    assert_eq!(zero.size(), MAX_ZERO_SIZE);
    let many = vec![zero; 100];
    assert_eq!(
        Value::list(&Type::list(&large), many),
        Err(ValueError::TooLarge)
    );
    let bytes = Type::array(1 << 20, &Type::BYTE).expect("the length is valid");
    let zero = Value::zero(&bytes).expect("within the limit");
    assert_eq!(zero.as_bytes().map(<[u8]>::len), Some(1 << 20));
}

#[test]
fn shared_parts_cannot_multiply_without_end() {
    let list = recursive("p.Twice", |builder, list| builder.list(list));
    let mut value = Value::zero(&list).expect("an empty list is small");
    for _ in 0..100 {
        match Value::list(&list, vec![value.clone(), value.clone()]) {
            Ok(twice) => value = twice,
            Err(error) => {
                assert_eq!(error, ValueError::TooLarge);
                assert!(value.size() > u64::from(MAX_VALUE_SIZE) / 4);
                return;
            }
        }
    }
    panic!("the limit was never met");
}

#[test]
fn nested_types_are_limited_between_names() {
    let nested = |depth: usize, name_at: usize| {
        let mut builder = TypeBuilder::new();
        let mut ty = builder.existing(&Type::INT32);
        for i in 0..depth {
            ty = builder.list(ty);
            if i == name_at {
                let named = builder.named("p.Middle");
                builder.define(named, ty);
                ty = named;
            }
        }
        builder.build().map(|built| built[ty].clone())
    };
    assert!(nested(MAX_TYPE_DEPTH, usize::MAX).is_ok());
    let errors = nested(MAX_TYPE_DEPTH + 50, usize::MAX).expect_err("the type is too deep");
    assert!(matches!(&errors[..], [error] if error.kind == TypeErrorKind::TooDeep));
    assert!(nested(2 * MAX_TYPE_DEPTH - 10, MAX_TYPE_DEPTH - 5).is_ok());
}

#[test]
fn unnamed_types_cannot_multiply_without_end() {
    let mut builder = TypeBuilder::new();
    let mut ty = builder.existing(&Type::INT32);
    for _ in 0..100 {
        ty = builder.structure([("A", ty), ("B", ty)]);
    }
    let errors = builder.build().expect_err("the type takes too much text");
    assert!(matches!(&errors[..], [error] if error.kind == TypeErrorKind::TooLarge));
}

#[test]
fn a_long_chain_of_names_is_no_problem() {
    on_small_stack(|| {
        let chain = |prefix: &str| {
            let mut builder = TypeBuilder::new();
            let mut last = builder.existing(&Type::INT32);
            for i in 0..10_000 {
                let body = builder.structure([("Before", last), ("Number", last)]);
                last = builder.named(format!("{prefix}.T{i}"));
                builder.define(last, body);
            }
            builder.build().expect("the types are valid")[last].clone()
        };
        let (a, b) = (chain("a"), chain("b"));
        assert_eq!(a.unique_string().matches("struct").count(), 10_000);
        assert_eq!(a.walk().count(), 10_001);
        assert_eq!(Value::zero(&a), Err(ValueError::TooLarge));
        assert!(compatible(a.as_ref(), b.as_ref()));
        assert!(!compatible(a.as_ref(), Type::BOOL.as_ref()));
    });
}

#[test]
fn one_large_cycle_is_no_problem() {
    on_small_stack(|| {
        let cycle = |start: usize| {
            let count = 10_000;
            let mut builder = TypeBuilder::new();
            let names: Vec<_> = (0..count)
                .map(|i| builder.named(format!("c.T{}", (i + start) % count)))
                .collect();
            for i in 0..count {
                let next = builder.list(names[(i + 1) % count]);
                let body = builder.structure([("Next", next)]);
                builder.define(names[i], body);
            }
            let built = builder.build().expect("the types are valid");
            built[names[(count - start) % count]].clone()
        };
        let (a, b) = (cycle(0), cycle(1234));
        assert_eq!(a, b);
        assert_eq!(a.walk().count(), 20_000);
        assert!(
            a.unique_string()
                .starts_with("c.T0 struct{Next []c.T1 struct{Next []c.T2 ")
        );
    });
}

#[test]
fn zeros_are_not_compared_one_by_one() {
    let zeros = Type::array(MAX_ZERO_SIZE / 2, &Type::BOOL).expect("the length is valid");
    let key = Type::structure("p.Key", [("Zeros", zeros.clone()), ("Number", Type::INT32)]);
    let key = key.expect("the struct is valid");
    let set = Type::set(&key).expect("the key is valid");
    let keys = (0..200).map(|i| {
        let first = vec![Value::from(i % 2 == 0)];
        let zeros = Value::array(&zeros, first).expect("one element fits");
        Value::structure(&key, vec![zeros, Value::from(i % 5)]).expect("the parts fit")
    });
    let keys = Value::set(&set, keys.collect()).expect("the keys fit");
    assert_eq!(keys.len(), 10);
    assert!(keys == keys.clone());
}
