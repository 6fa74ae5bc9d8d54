//! What holds for all types and values.

use proptest::collection::vec;
use proptest::prelude::*;
use v23::vom::{
    Decoder, Encoder, TypeDecoder, TypeEncoder, ValueDecoder, ValueEncoder, decode, decode_as,
    encode,
};
use vdl::{Kind, Type, Value, VdlRead, View};

use crate::arbitrary::{package, value};
use crate::node::Node;

/// Equality under which NaN is itself.
fn same(a: &Value, b: &Value) -> bool {
    a == b || a.to_string() == b.to_string()
}

/// Whether a struct has a zero field. It is not sent, so that no conversion makes anything but zero of it.
fn has_zero_field(value: &Value) -> bool {
    let mut pending = vec![value.as_ref()];
    while let Some(value) = pending.pop() {
        match value.view() {
            View::Any(held) | View::Optional(held) => pending.extend(held),
            View::List(parts) | View::Set(parts) => pending.extend(parts),
            View::Map(entries) => pending.extend(entries.flat_map(|(key, elem)| [key, elem])),
            View::Union { value, .. } => pending.push(value),
            View::Struct(fields) => {
                let before = pending.len();
                pending.extend(fields.map(|(_, part)| part));
                if pending[before..].iter().any(|part| part.is_zero()) {
                    return true;
                }
            }
            View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Bytes(_) => {}
        }
    }
    false
}

pub(crate) fn nodes() -> impl Strategy<Value = Node> {
    let leaf = (
        any::<String>(),
        any::<i64>(),
        vec(any::<u8>(), 0..9),
        any::<f32>(),
        any::<u16>(),
    );
    let leaf = leaf.prop_map(|(text, number, bytes, ratio, votes)| Node {
        votes: [(text.clone(), votes)].into(),
        extra: if votes % 2 == 0 {
            Value::any_none()
        } else {
            Value::from(number)
        },
        text,
        number,
        bytes,
        // A negative zero is left out like any other zero.
        ratio: ratio + 0.0,
        ..Node::zero()
    });
    leaf.prop_recursive(4, 20, 4, |inner| {
        (
            inner.clone(),
            vec(inner.clone(), 0..4),
            proptest::option::of(inner),
        )
            .prop_map(|(node, kids, next)| Node {
                kids,
                next: next.map(Box::new),
                ..node
            })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn dynamic_values_come_back(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let types = package.build("p");
        prop_assert_eq!(types.len(), package.len());
        let mut bytes = &bytes[..];
        let (mut out, mut encoder) = (Vec::new(), Encoder::new());
        let (mut type_out, mut value_out) = (Vec::new(), Vec::new());
        let (mut type_encoder, mut value_encoder) = (TypeEncoder::new(), ValueEncoder::new());
        let mut values = Vec::new();
        for ty in &types {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            let single = encode(&made).expect("it can be written");
            let seen = decode::<Value>(&single).expect("it was written so");
            prop_assert!(same(&made, &seen), "{} became {}", made, seen);
            prop_assert!(same(&made, &decode_as(&single, made.ty()).expect("it was written so")));
            prop_assert_eq!(&encode(&seen).expect("it can be written"), &single);
            encoder.encode(&made, &mut out).expect("it can be written");
            value_encoder
                .encode(&made, &mut type_encoder, &mut type_out, &mut value_out)
                .expect("it can be written");
            values.push(made);
        }
        let (mut decoder, mut input) = (Decoder::new(), &out[..]);
        let (mut types, mut type_input) = (TypeDecoder::new(), &type_out[..]);
        types.decode(&mut type_input).expect("it was written so");
        let (mut value_decoder, mut value_input) = (ValueDecoder::new(), &value_out[..]);
        for made in &values {
            let seen: Value = decoder.decode(&mut input).expect("it was written so");
            prop_assert!(same(made, &seen));
            let seen: Value = value_decoder.decode(&types, &mut value_input).expect("it was written so");
            prop_assert!(same(made, &seen));
        }
        prop_assert!(input.is_empty() && type_input.is_empty() && value_input.is_empty());
    }

    #[test]
    fn reading_as_another_type_is_reading_and_converting(
        a in package(),
        b in package(),
        bytes in vec(any::<u8>(), 0..100),
    ) {
        let (from, to) = (a.build("p"), b.build("q"));
        let mut bytes = &bytes[..];
        for a in &from {
            let made = value(a.as_ref(), &mut bytes, &from, 0);
            let written = encode(&made).expect("it can be written");
            // What is written has no zeros of two signs.
            let made = decode_as(&written, a).expect("it was written so");
            for b in &to {
                let read = decode_as(&written, b);
                if let Ok(converted) = made.convert_to(b) {
                    let read = read.expect("it can be converted");
                    let alike = same(&converted, &read) || has_zero_field(&made);
                    prop_assert!(alike, "{} became {}", made, read);
                } else if let Ok(read) = read {
                    // A field that is left out needs no conversion.
                    prop_assert_eq!(read.ty(), b);
                }
            }
        }
    }

    #[test]
    fn structs_of_other_versions_are_read(
        package in package(),
        order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle(),
        kept in 0..8_usize,
        bytes in vec(any::<u8>(), 0..200),
    ) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in types.iter().filter(|ty| ty.kind() == Kind::Struct) {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            let written = encode(&made).expect("it can be written");
            // Some of the fields in another order, between new ones.
            let fields: Vec<_> = ty.fields().iter().flat_map(|fields| fields.iter()).collect();
            let kept: Vec<_> = order[..kept].iter().filter_map(|index| fields.get(*index)).collect();
            let mut new_fields = vec![("New".to_owned(), types[0].clone())];
            new_fields.extend(kept.iter().map(|field| (field.name.to_owned(), field.ty.to_owned())));
            new_fields.push(("Newest".to_owned(), Type::STRING));
            let other = Type::structure("p.Other", new_fields).expect("other names are free");
            let read = decode_as(&written, &other);
            if kept.is_empty() && !fields.is_empty() {
                prop_assert_eq!(read.expect_err("nothing is shared").class(), "incompatible");
                continue;
            }
            let read = read.expect("fields go by name");
            let made = decode_as(&written, ty).expect("it was written so");
            for (field, part) in read.ty().fields().into_iter().flat_map(|fields| fields.iter()).zip(0..) {
                let seen = read.field(part).expect("there is every field").to_owned();
                match made.field_named(field.name) {
                    Some(expected) => prop_assert!(same(&expected.to_owned(), &seen)),
                    None => prop_assert!(seen.is_zero()),
                }
            }
        }
    }

    #[test]
    fn static_values_come_back(node in nodes()) {
        let bytes = encode(&node).expect("it can be written");
        let seen: Node = decode(&bytes).expect("it was written so");
        prop_assert_eq!(format!("{:?}", &seen), format!("{:?}", &node));
        let dynamic: Value = decode(&bytes).expect("it was written so");
        prop_assert_eq!(encode(&dynamic).expect("it can be written"), bytes);
    }

    #[test]
    fn broken_bytes_do_not_panic(
        node in nodes(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = encode(&node).expect("it can be written");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        _ = decode::<Node>(&bytes);
        if let Ok(value) = decode::<Value>(&bytes) {
            prop_assert!(same(&value, &decode(&encode(&value).expect("it can be written")).expect("as before")));
        }
        _ = decode::<Node>(&bytes[..cut.index(bytes.len())]);
    }
}
