//! What holds for all types and values.

use proptest::collection::vec;
use proptest::prelude::*;
use vdl::{Kind, Type, TypeBuilder, Value, ValueRef, View, compatible, const_text};

use crate::arbitrary::{package, value};

/// Takes a value apart and puts it together again.
fn rebuild(value: ValueRef<'_>) -> Value {
    let ty = value.ty().to_owned();
    let made = match value.view() {
        View::Any(None) => return Value::any_none(),
        View::Any(Some(held)) => Value::any_some(rebuild(held)),
        View::Optional(None) => Value::optional_none(&ty),
        View::Optional(Some(held)) => Value::optional_some(&ty, rebuild(held)),
        View::Bool(value) => Value::bool(&ty, value),
        View::Unsigned(value) => Value::integer(&ty, value),
        View::Signed(value) => Value::integer(&ty, value),
        View::Float(value) => Value::float(&ty, value),
        View::String(bytes) => Value::string(&ty, bytes),
        View::Bytes(bytes) => Value::bytes(&ty, bytes),
        View::Enum { index, .. } => Value::enum_label(&ty, index),
        View::TypeObject(ty) => return Value::from(ty.clone()),
        View::List(parts) => Value::list(&ty, parts.map(rebuild).collect()),
        View::Set(parts) => Value::set(&ty, parts.rev().map(rebuild).collect()),
        View::Map(entries) => Value::map(
            &ty,
            entries
                .rev()
                .map(|(key, elem)| (rebuild(key), rebuild(elem)))
                .collect(),
        ),
        View::Struct(fields) => {
            Value::structure(&ty, fields.map(|(_, part)| rebuild(part)).collect())
        }
        View::Union { index, value, .. } => Value::union(&ty, index, rebuild(value)),
    };
    made.expect("a value can be made of its parts")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn isomorphic_types_are_one_type(
        (package, order) in package().prop_flat_map(|package| {
            let order: Vec<_> = (0..package.len()).collect();
            (Just(package), Just(order).prop_shuffle())
        }),
        known_bits in any::<u8>(),
    ) {
        let first = package.build("p");
        let count = first.len();
        // In another order, with some of the references going to types that exist already, and twice.
        let known: Vec<_> = first
            .iter()
            .enumerate()
            .map(|(i, ty)| (known_bits >> i & 1 == 1).then(|| ty.clone()))
            .collect();
        let mut builder = TypeBuilder::new();
        let names = package.describe(&mut builder, "p", &order, &known);
        let again = package.describe(&mut builder, "p", &order, &vec![None; count]);
        let built = builder.build().expect("the package is valid");
        for (i, ty) in first.iter().enumerate() {
            prop_assert_eq!(ty, &built[names[i]]);
            prop_assert_eq!(ty, &built[again[i]]);
            prop_assert_eq!(&Type::list(ty), &Type::list(&built[names[i]]));
        }
    }

    #[test]
    fn whatever_is_described_ends_in_types_or_errors(
        package in package(),
        steps in vec((0..12_u8, any::<usize>(), any::<usize>()), 0..40),
    ) {
        let existing = package.build("p");
        let mut builder = TypeBuilder::new();
        let mut made = vec![builder.primitive(Kind::Int32)];
        for (step, a, b) in steps {
            let (first, second) = (made[a % made.len()], made[b % made.len()]);
            let names = [format!("p.T{}", a % 8), format!("q.T{}", a % 3), String::new()];
            made.push(match step {
                0 => builder.primitive(Kind::ALL[a % Kind::ALL.len()]),
                1 => builder.existing(&existing[a % existing.len()]),
                2 => builder.named(names[b % names.len()].clone()),
                3 => builder.reserve(),
                4 => {
                    builder.define(first, second);
                    second
                }
                5 => builder.list(first),
                6 => builder.array((b % 3) as u64, first),
                7 => builder.set(first),
                8 => builder.map(first, second),
                9 => builder.optional(first),
                10 => builder.structure([("A", first), ("B", second)]),
                _ => builder.union([("A", first), (if b % 5 == 0 { "A" } else { "B" }, second)]),
            });
        }
        match builder.build() {
            Ok(built) => {
                for ty in built.as_slice() {
                    prop_assert!(ty.walk().count() >= 1);
                    prop_assert!(!ty.unique_string().is_empty());
                    let zero = Value::zero(ty);
                    prop_assert!(zero.is_ok_and(|zero| zero.is_zero()) || ty.as_ref().depth() > 10);
                }
            }
            Err(errors) => {
                prop_assert!(!errors.is_empty());
                prop_assert!(errors.iter().all(|error| !error.to_string().is_empty()));
                prop_assert!(errors.is_sorted_by_key(|error| error.at));
            }
        }
    }

    #[test]
    fn unique_strings_identify_types(a in package(), b in package()) {
        let mut types: Vec<Type> = a.build("p").into_iter().chain(b.build("p")).collect();
        types.extend(types.clone().iter().map(Type::list));
        let parts: Vec<Type> =
            types.iter().flat_map(|ty| ty.walk().map(|part| part.to_owned()).collect::<Vec<_>>()).collect();
        types.extend(parts);
        for a in &types {
            for b in &types {
                prop_assert_eq!(a == b, a.unique_string() == b.unique_string());
                prop_assert_eq!(a.cmp(b).is_eq(), a == b);
            }
            prop_assert_eq!(a.reaches_any(), a.walk().any(|part| part.kind() == Kind::Any));
            prop_assert_eq!(
                a.reaches_typeobject(),
                a.walk().any(|part| part.kind() == Kind::TypeObject)
            );
        }
    }

    #[test]
    fn values_survive_being_taken_apart(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            let rebuilt = rebuild(made.as_ref());
            prop_assert_eq!(&made, &rebuilt);
            prop_assert_eq!(made.to_string(), rebuilt.to_string());
            prop_assert_eq!(made.size(), rebuilt.size());
            prop_assert_eq!(
                made.is_zero(),
                made == Value::zero(ty).expect("the zero values are small")
            );
            prop_assert!(!const_text(made.as_ref(), "p").is_empty());
        }
    }

    #[test]
    fn conversion_to_other_names_and_back(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let (types, others) = (package.build("p"), package.build("q"));
        let mut bytes = &bytes[..];
        for (ty, other) in types.iter().zip(&others) {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            prop_assert!(compatible(ty.as_ref(), other.as_ref()));
            let there = made.convert_to(other).expect("only names differ");
            prop_assert_eq!(there.ty(), other);
            // A union field of any may hold a zero struct that is skipped on no side, so this is exact.
            prop_assert_eq!(&there.convert_to(ty).expect("only names differ"), &made);
            let held = made.convert_to(&Type::ANY).expect("any holds anything");
            prop_assert_eq!(&held.convert_to(ty).expect("as it was"), &made);
        }
    }

    #[test]
    fn conversion_between_any_types_does_not_panic(
        a in package(),
        b in package(),
        bytes in vec(any::<u8>(), 0..100),
    ) {
        let (from, to) = (a.build("p"), b.build("q"));
        let mut bytes = &bytes[..];
        for a in &from {
            let made = value(a.as_ref(), &mut bytes, &from, 0);
            for b in &to {
                let one_way = compatible(a.as_ref(), b.as_ref());
                prop_assert_eq!(one_way, compatible(b.as_ref(), a.as_ref()));
                match made.convert_to(b) {
                    Ok(converted) => {
                        prop_assert!(one_way);
                        prop_assert_eq!(converted.ty(), b);
                        prop_assert_eq!(rebuild(converted.as_ref()).to_string(), converted.to_string());
                    }
                    Err(error) => prop_assert!(!error.to_string().is_empty()),
                }
            }
        }
    }

    #[test]
    fn keys_are_found_whatever_their_order(bytes in vec(any::<u8>(), 0..80)) {
        let pair = Type::array(2, &Type::FLOAT32).expect("the type is valid");
        let union = Type::union("p.U", [("A", pair.clone()), ("B", Type::STRING)]).expect("it is valid");
        let key = Type::structure("p.K", [("U", union), ("N", Type::INT8)]).expect("it is valid");
        let set = Type::set(&key).expect("the key is valid");
        let map = Type::map(&key, &Type::INT64).expect("the key is valid");
        let mut bytes = &bytes[..];
        let mut keys = Vec::new();
        while !bytes.is_empty() {
            keys.push(value(key.as_ref(), &mut bytes, &[Type::BOOL], 0));
        }
        let forward = Value::set(&set, keys.clone()).expect("the keys fit");
        let backward = Value::set(&set, keys.iter().rev().cloned().collect()).expect("the keys fit");
        prop_assert_eq!(&forward, &backward);
        let entries = keys.iter().cloned().zip((0_i64..).map(Value::from)).collect();
        let map = Value::map(&map, entries).expect("the entries fit");
        prop_assert_eq!(map.len(), forward.len());
        for key in &keys {
            prop_assert!(forward.contains_key(&key.as_ref()));
            let last = keys.iter().rposition(|other| other == key).expect("it is there");
            prop_assert_eq!(map.lookup(&key.as_ref()).and_then(|elem| elem.as_u64()), Some(last as u64));
        }
        let distinct = keys.iter().enumerate().filter(|(i, key)| !keys[..*i].contains(key)).count();
        prop_assert_eq!(forward.len(), distinct);
    }

    #[test]
    fn numbers_are_converted_exactly_or_not_at_all(number in any::<i64>(), shift in 0..64_u32) {
        let number = number >> shift;
        let kinds = Kind::ALL.into_iter().filter(|kind| kind.is_number());
        let types: Vec<_> = kinds.filter_map(Type::primitive).collect();
        for ty in &types {
            let Ok(there) = Value::from(number).convert_to(ty) else { continue };
            prop_assert_eq!(there.convert_to(&Type::INT64).expect("it came from there"), Value::from(number));
        }
    }
}
