use super::*;
use crate::Pending;
use crate::types::TypeBuilder;

#[test]
fn values_are_small() {
    assert!(size_of::<Data>() <= 24);
    assert!(size_of::<Value>() <= 40);
    assert!(size_of::<ValueRef<'_>>() <= 24);
}

#[test]
fn zero_takes_no_storage() {
    let ty = Type::structure(
        "p.S",
        [("A", Type::INT32), ("B", Type::list(&Type::STRING))],
    );
    let ty = ty.expect("the type is valid");
    let parts = vec![
        Value::from(0_i32),
        made(Value::list(&Type::list(&Type::STRING), vec![])),
    ];
    let value = made(Value::structure(&ty, parts));
    assert!(matches!(value.data, Data::Zero));
    let array = Type::array(3, &Type::FLOAT64).expect("the type is valid");
    let value = made(Value::list(
        &array,
        vec![0.0.into(), 0.0.into(), 0.0.into()],
    ));
    assert!(matches!(value.data, Data::Zero));
    let value = made(Value::list(
        &array,
        vec![1.0.into(), 0.0.into(), 0.0.into()],
    ));
    assert!(matches!(&value.data, Data::Items { items, .. } if items.len() == 1));
    assert_eq!(
        value
            .elems()
            .filter_map(ValueRef::as_f64)
            .collect::<Vec<_>>(),
        [1.0, 0.0, 0.0]
    );
    assert_eq!(value.size(), 4);
}

#[test]
fn negative_zero_is_kept_and_counts_as_zero() {
    let value = Value::from(-0.0);
    assert!(value.is_zero() && value.as_f64().is_some_and(f64::is_sign_negative));
    assert_eq!(value, Value::from(0.0));
    let set = Type::set(&Type::FLOAT64).expect("floats can be keys");
    let value = made(Value::set(
        &set,
        vec![0.0.into(), (-0.0).into(), 1.0.into()],
    ));
    assert_eq!(value.len(), 2);
    let pair = Type::array(2, &Type::FLOAT64).expect("the type is valid");
    let choice = Type::union("p.U", [("A", pair.clone())]).expect("the type is valid");
    let value = made(Value::list(&pair, vec![0.0.into(), (-0.0).into()]));
    let value = made(Value::union(&choice, 0, value));
    assert!(value.is_zero());
    assert_eq!(value, made(Value::zero(&choice)));
}

#[test]
fn nan_equals_nothing() {
    let nan = Value::from(f64::NAN);
    assert!(nan != nan.clone());
    assert!(!nan.is_zero());
    let set = Type::set(&Type::FLOAT64).expect("floats can be keys");
    let value = made(Value::set(&set, vec![nan.clone(), nan.clone()]));
    assert_eq!(value.len(), 1);
    assert!(value != value.clone());
}

#[test]
fn sets_and_maps_have_no_order() {
    let ty = Type::map(&Type::STRING, &Type::INT32).expect("the type is valid");
    let entry = |key: &str, elem: i32| (Value::from(key), Value::from(elem));
    let a = made(Value::map(
        &ty,
        vec![entry("x", 1), entry("y", 2), entry("x", 3)],
    ));
    let b = made(Value::map(&ty, vec![entry("y", 2), entry("x", 3)]));
    assert_eq!(a, b);
    assert_eq!(
        a.lookup(&Value::from("x").as_ref())
            .and_then(ValueRef::as_i64),
        Some(3)
    );
    assert!(a.contains_key(&Value::from("y").as_ref()));
    assert!(!a.contains_key(&Value::from("z").as_ref()));
    assert!(!a.contains_key(&Value::from(1_i32).as_ref()));
    assert_eq!(
        a.entries().map(|(key, _)| key.as_str()).collect::<Vec<_>>(),
        [Some("x"), Some("y")]
    );
}

#[test]
fn an_outer_any_does_not_matter() {
    let three = Value::from(3_i32);
    let held = made(Value::any_some(three.clone()));
    assert_eq!(held, three);
    assert_eq!(made(Value::any_some(held.clone())), held);
    assert_eq!(held.any(), Some(Some(three.as_ref())));
    let list = Type::list(&Type::ANY);
    let a = made(Value::list(&list, vec![three.clone(), Value::any_none()]));
    let b = made(Value::list(&list, vec![held, Value::any_none()]));
    assert_eq!(a, b);
    assert_ne!(
        a,
        made(Value::list(&list, vec![3_i64.into(), Value::any_none()]))
    );
}

#[test]
fn floats_are_rounded_to_their_width() {
    let value = made(Value::float(&Type::FLOAT32, 0.1));
    assert_eq!(value, Value::from(0.1_f32));
    assert_eq!(value.as_f64(), Some(f64::from(0.1_f32)));
    assert!(made(Value::float(&Type::FLOAT32, f64::INFINITY)).as_f64() == Some(f64::INFINITY));
    assert!(matches!(
        Value::float(&Type::FLOAT32, 1e300),
        Err(ValueError::FloatRange { .. })
    ));
    assert_eq!(
        made(Value::float(&Type::FLOAT64, 1e-300)),
        Value::from(1e-300)
    );
    assert!(!Value::from(1e-300).is_zero());
}

#[test]
fn constructors_check_what_they_are_given() {
    let pair = Type::array(2, &Type::INT32).expect("the type is valid");
    let bytes = Type::array(2, &Type::BYTE).expect("the type is valid");
    let label = Type::enumeration("p.E", ["A"]).expect("the type is valid");
    let point = Type::structure("p.P", [("X", Type::INT32)]).expect("the type is valid");
    let union = Type::union("p.U", [("X", Type::INT32)]).expect("the type is valid");
    let optional = Type::optional(&point).expect("the type is valid");
    let one = || Value::from(1_i32);
    let refused = [
        Value::bool(&Type::BYTE, true),
        Value::integer(&Type::BYTE, 256),
        Value::integer(&Type::INT8, -129),
        Value::integer(&Type::FLOAT32, 1),
        Value::float(&Type::INT8, 1.0),
        Value::string(&Type::list(&Type::BYTE), "a"),
        Value::bytes(&Type::STRING, "a"),
        Value::bytes(&bytes, "a"),
        Value::bytes(&bytes, "abc"),
        Value::enum_label(&label, 1),
        Value::list(&pair, vec![one()]),
        Value::array(&pair, vec![one(), one(), one()]),
        Value::list(&Type::list(&Type::INT64), vec![one()]),
        Value::set(&pair, vec![]),
        Value::map(&pair, vec![]),
        Value::structure(&point, vec![]),
        Value::structure(&point, vec![Value::from(true)]),
        Value::structure(&union, vec![one()]),
        Value::union(&union, 1, one()),
        Value::union(&union, 0, Value::from("")),
        Value::optional_some(&optional, one()),
        Value::optional_none(&point),
    ];
    for value in refused {
        let error = value.expect_err("the value does not fit");
        assert!(!error.to_string().is_empty());
    }
}

#[test]
fn parts_of_bytes_are_bytes() {
    let byte = Type::named("p.B", &Type::BYTE).expect("the type is valid");
    let ty = Type::array(3, &byte).expect("the type is valid");
    let value = made(Value::bytes(&ty, [1, 0, 255]));
    assert_eq!(value.as_bytes(), Some(&[1, 0, 255][..]));
    assert_eq!(
        value
            .elems()
            .filter_map(ValueRef::as_u64)
            .collect::<Vec<_>>(),
        [1, 0, 255]
    );
    assert_eq!(
        value.elem(2).map(|elem| elem.to_owned()),
        Value::integer(&byte, 255).ok()
    );
    assert_eq!(value.elem(3), None);
    let parts = value.elems().map(|elem| elem.to_owned()).collect();
    assert_eq!(made(Value::list(&ty, parts)), value);
    assert_eq!(made(Value::zero(&ty)).as_bytes(), Some(&[0, 0, 0][..]));
}

#[test]
fn strings_need_not_be_text() {
    let value = made(Value::string(&Type::STRING, *b"\xff"));
    assert_eq!(
        (value.as_str(), value.as_bytes()),
        (None, Some(&b"\xff"[..]))
    );
}

#[test]
fn a_recursive_zero_is_small() {
    let mut builder = TypeBuilder::new();
    let node: Pending = builder.named("p.Node");
    let next = builder.optional(node);
    let kids = builder.list(node);
    let body = builder.structure([("Next", next), ("Kids", kids)]);
    builder.define(node, body);
    let built = builder.build().expect("the types are valid");
    let zero = made(Value::zero(&built[node]));
    assert!(zero.is_zero());
    assert_eq!(zero.size(), 3);
    assert_eq!(
        zero.to_string(),
        "p.Node struct{Next ?p.Node;Kids []p.Node}{Next: nil, Kids: {}}"
    );
}

fn made(value: Result<Value, ValueError>) -> Value {
    value.expect("the value fits")
}
