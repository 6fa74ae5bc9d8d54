//! Values of any type that are handed on without being decoded.

use std::collections::BTreeMap;

use bytes::Bytes;
use proptest::collection::vec;
use proptest::prelude::*;
use v23::Any;
use v23::vom::{
    Bound, DecodeErrorKind, Decoder, EncodeError, Encoder, Limits, TypeDecoder, TypeEncoder,
    ValueDecoder, ValueEncoder, decode, decode_as, decode_shared, encode,
};
use vdl::{Type, Value, VdlRead, VdlWrite};

use crate::arbitrary::{package, value};
use crate::node::{Node, structure};
use crate::vom_properties::nodes;

structure!(Parcel, "post.Parcel" {
    0 sender "Sender": String,
    1 content "Content": Any,
    2 extras "Extras": Vec<Any>,
    3 labels "Labels": BTreeMap<String, Any>,
});

// The same, decoded.
structure!(OpenParcel, "post.Parcel" {
    0 sender "Sender": String,
    1 content "Content": Value,
    2 extras "Extras": Vec<Value>,
    3 labels "Labels": BTreeMap<String, Value>,
});

impl OpenParcel {
    fn of(values: &[Value]) -> Self {
        Self {
            sender: "me".to_owned(),
            content: values.first().cloned().unwrap_or_else(Value::any_none),
            extras: values.to_vec(),
            labels: values
                .iter()
                .map(|value| (value.ty().to_string(), value.clone()))
                .collect(),
        }
    }
}

/// The stream of a sender that has sent something before, so that its type ids are others than those of a new one.
fn busy_encoder(before: usize) -> (Encoder, Vec<u8>) {
    let (mut encoder, mut out) = (Encoder::new(), Vec::new());
    for i in 0..before {
        let ty = Type::structure(format!("busy.T{i}"), [("X", Type::ANY)]).expect("it is valid");
        encoder
            .encode(&Value::zero(&ty).expect("it is small"), &mut out)
            .expect("it can be written");
    }
    (encoder, out)
}

/// Sends a value from one party to the next.
fn hop<T: VdlWrite, U: VdlRead>(value: &T, before: usize) -> U {
    let (mut encoder, mut out) = busy_encoder(before);
    encoder.encode(value, &mut out).expect("it can be written");
    let (mut decoder, mut input) = (Decoder::new(), &out[..]);
    for _ in 0..before {
        decoder
            .decode::<Value>(&mut input)
            .expect("it was written so");
    }
    let seen = decoder.decode(&mut input).expect("it was written so");
    assert!(input.is_empty());
    seen
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn three_hops_change_nothing(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        let values: Vec<_> = types
            .iter()
            .map(|ty| value(ty.as_ref(), &mut bytes, &types, 0))
            .collect();
        let sent = OpenParcel::of(&values);
        let expected = encode(&sent).expect("it can be written");
        let first: Parcel = hop(&sent, 0);
        let second: Parcel = hop(&first, 3);
        // One that takes it in without looking, in a stream with types apart.
        let (mut type_out, mut out) = (Vec::new(), Vec::new());
        let mut types = TypeEncoder::new();
        ValueEncoder::new()
            .encode(&second, &mut types, &mut type_out, &mut out)
            .expect("it can be written");
        let mut types = TypeDecoder::new();
        types.decode(&mut &type_out[..]).expect("it was written so");
        let whole: Any = ValueDecoder::new()
            .decode_shared(&types, &mut out.into())
            .expect("it was written so");
        prop_assert!(whole.is::<Parcel>());
        let held: Vec<Any> = hop(&vec![Any::nil(), whole.clone()], 1);
        prop_assert!(held[0].is_nil());
        let third: Parcel = held[1].decode().expect("it was written so");
        for parcel in [&first, &second, &third] {
            prop_assert_eq!(&encode(parcel).expect("it can be written"), &expected);
            prop_assert_eq!(format!("{:?}", &parcel.extras), format!("{:?}", &first.extras));
        }
        prop_assert_eq!(encode(&held[1]).expect("it can be written"), expected.clone());
        let seen: OpenParcel = decode(&encode(&third).expect("it can be written")).expect("so");
        prop_assert_eq!(encode(&seen).expect("it can be written"), expected);
    }

    #[test]
    fn splicing_is_decoding_and_encoding(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            let written = encode(&made).expect("it can be written");
            let lazy: Any = decode(&written).expect("it was written so");
            prop_assert_eq!(lazy.ty(), ty);
            prop_assert_eq!(&encode(&lazy).expect("it can be written"), &written);
            let new = Any::new(&made).expect("it can be written");
            prop_assert_eq!(&encode(&new).expect("it can be written"), &written);
            let seen = lazy.to_value().expect("it was written so");
            prop_assert_eq!(&encode(&seen).expect("it can be written"), &written);
            prop_assert_eq!(
                new.to_string(),
                Value::any_some(seen.clone()).expect("it is small").to_string()
            );
            prop_assert_eq!(
                encode(&vec![lazy.clone(), Any::nil(), new]).expect("it can be written"),
                encode(&vec![seen.clone(), Value::any_none(), seen]).expect("it can be written")
            );
            prop_assert_eq!(&lazy, &Any::new(&lazy).expect("it can be written"));
        }
    }

    #[test]
    fn other_readers_keep_what_they_can(
        a in package(),
        b in package(),
        bytes in vec(any::<u8>(), 0..100),
    ) {
        // Reading as another type, parts of which are any.
        let (from, to) = (a.build("p"), b.build("q"));
        let mut bytes = &bytes[..];
        for a in &from {
            let made = value(a.as_ref(), &mut bytes, &from, 0);
            let list = Type::list(a);
            let list = Value::list(&list, vec![made.clone(), made]).expect("it is small");
            let lazy: Vec<Any> = decode(&encode(&list).expect("it can be written")).expect("so");
            let values: Vec<Value> =
                decode(&encode(&list).expect("it can be written")).expect("so");
            prop_assert_eq!(
                encode(&lazy).expect("it can be written"),
                encode(&values).expect("it can be written")
            );
            for b in &to {
                let written = encode(&lazy[0]).expect("it can be written");
                let direct = decode_as(&written, b);
                let through: Result<Value, _> =
                    decode_as(&encode(&lazy).expect("it can be written"), &Type::list(b));
                if let Ok(direct) = direct {
                    let through = through.expect("its elements can be converted");
                    prop_assert_eq!(through.elem(0).map(|value| value.to_string()), Some(direct.as_ref().to_string()));
                }
            }
        }
    }

    #[test]
    fn rust_types_come_out(node in nodes()) {
        let held = Any::new(&node).expect("it can be written");
        let held: Vec<Any> = hop(&vec![held], 2);
        let seen: Node = held[0].decode().expect("it was written so");
        prop_assert_eq!(format!("{:?}", &seen), format!("{:?}", &node));
        let wider: BTreeMap<String, Any> = hop(&BTreeMap::from([("n".to_owned(), &node.votes)]), 1);
        let votes: BTreeMap<String, i64> = wider["n"].decode().expect("numbers fit");
        prop_assert_eq!(votes.len(), node.votes.len());
    }

    #[test]
    fn broken_bytes_do_not_panic(
        node in nodes(),
        changes in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let held = Any::new(&node).expect("it can be written");
        let mut bytes = encode(&vec![held.clone(), held]).expect("it can be written");
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(held) = decode::<Vec<Any>>(&bytes) {
            for any in &held {
                _ = (any.to_string(), any.decode::<Node>(), any == &held[0]);
            }
            let written = encode(&held).expect("it is well formed");
            let again: Vec<Any> = decode(&written).expect("it was written so");
            prop_assert_eq!(encode(&again).expect("it is well formed"), written);
        }
    }
}

fn new<T: VdlWrite + ?Sized>(value: &T) -> Any {
    Any::new(value).expect("it can be written")
}

#[test]
fn nil_is_nil_and_the_nil_of_an_optional_is_not() {
    assert_eq!(Any::default(), Any::nil());
    assert!(Any::nil().is_nil() && Any::nil().is::<Any>());
    assert_eq!(new(&Any::nil()), Any::nil());
    assert_eq!(new(&Value::any_none()), Any::nil());
    assert_eq!(encode(&Any::nil()), Ok(vec![0x81, 0x1E, 0, 0, 1, 0xE0]));
    assert_eq!(Any::nil().decode::<Option<Node>>(), Ok(None));
    assert_eq!(Any::nil().decode::<Any>(), Ok(Any::nil()));
    let error = Any::nil().decode::<i64>().expect_err("nil is no number");
    assert_eq!(error.class(), "nil_to_non_nilable");

    let none = new(&None::<Node>);
    assert!(!none.is_nil() && none.is::<Option<Node>>());
    let passed: Vec<Any> = hop(&vec![none.clone(), Any::nil()], 2);
    assert_eq!(passed, [none.clone(), Any::nil()]);
    let whole: Any = decode(&encode(&none).expect("it can be written")).expect("so");
    assert_eq!(whole, none);
    assert_eq!(none.decode::<Option<Node>>(), Ok(None));
}

#[test]
fn what_is_held_is_told_and_converted() {
    let held = new(&7_u32);
    assert!(held.is::<u32>() && !held.is::<u64>());
    assert_eq!(held.ty(), &Type::UINT32);
    assert_eq!(held.decode::<i8>(), Ok(7));
    assert_eq!(held.decode::<f64>(), Ok(7.0));
    let error = held.decode::<String>().expect_err("a number is no text");
    assert_eq!(error.class(), "incompatible");
    assert_eq!(held.to_value(), Ok(Value::from(7_u32)));
    assert_eq!(
        format!("{held} {held:?} {}", Any::nil()),
        "any(uint32(7)) any(uint32(7)) any(nil)"
    );
    assert_eq!(Any::try_from(Value::from(7_u32)), Ok(held));
    // A byte in a list of bytes is raw; by itself it is a number like others.
    let bytes: Vec<Any> = decode(&encode(&[3_u8, 200][..]).expect("so")).expect("so");
    assert_eq!(bytes, [new(&3_u8), new(&200_u8)]);
}

#[test]
fn equality_is_that_of_values() {
    let ab = BTreeMap::from([("a", 1), ("b", 2)]);
    let (a, b) = (Value::from("a"), Value::from("b"));
    let map = Type::map(&Type::STRING, &Type::INT32).expect("it is valid");
    let ba = Value::map(&map, vec![(b, Value::from(2)), (a, Value::from(1))]).expect("so");
    assert_eq!(new(&ab), new(&ba));
    assert_ne!(new(&1_i32), new(&1_i64));
    assert_ne!(new(&1_i32), new(&2_i32));
    assert_ne!(new(&0_i32), Any::nil());
    // The same types by other numbers.
    let types = [Type::INT32, map];
    let alone = new(&vec![types[1].clone()]);
    let both: Vec<Any> = hop(&(vec![new(&types[0]), alone.clone()]), 0);
    assert_eq!(both[1], alone);
    assert_ne!(both[0], new(&types[1]));
}

#[test]
fn shared_input_is_not_copied() {
    fn is_part(part: &Bytes, whole: &Bytes) -> bool {
        let whole = whole.as_ptr_range();
        whole.start < part.as_ptr() && part.as_ptr_range().end <= whole.end
    }
    let picture = Bytes::from(vec![7; 1000]);
    let sent = Bytes::from(encode(&picture).expect("it can be written"));
    let seen: Bytes = decode_shared(&sent).expect("it was written so");
    assert_eq!(seen, picture);
    assert!(is_part(&seen, &sent));
    assert!(!is_part(&decode(&sent).expect("it was written so"), &sent));

    // Inside of anys, behind one another, and where a type is converted.
    let inner = new(&vec![new(&picture), new(&3_u8)]);
    let (mut encoder, mut sent) = (Encoder::new(), Vec::new());
    encoder
        .encode(&vec![inner], &mut sent)
        .expect("it can be written");
    encoder
        .encode(&vec![&picture], &mut sent)
        .expect("it can be written");
    let sent = Bytes::from(sent);
    let (mut decoder, mut input) = (Decoder::new(), sent.clone());
    let held: Vec<Any> = decoder
        .decode_shared(&mut input)
        .expect("it was written so");
    let inner: Vec<Any> = held[0].decode().expect("it was written so");
    let seen: Bytes = inner[0].decode().expect("it was written so");
    assert!(seen == picture && is_part(&seen, &sent));
    let seen: Vec<Any> = decoder
        .decode_shared(&mut input)
        .expect("it was written so");
    let seen: Bytes = seen[0].decode().expect("it was written so");
    assert!(seen == picture && is_part(&seen, &sent));
    assert!(input.is_empty());
    // What ends early leaves the input where the value begins.
    let mut input = sent.slice(..sent.len() - 1);
    let mut decoder = Decoder::new();
    assert!(decoder.decode_shared::<Any>(&mut input).is_ok());
    let error = decoder
        .decode_shared::<Any>(&mut input)
        .expect_err("it ends early");
    assert!(error.is_incomplete());
    let rest = input.len();
    let mut input = sent.slice(sent.len() - rest - 1..);
    assert!(decoder.decode_shared::<Any>(&mut input).is_ok());
}

fn put_uint(out: &mut Vec<u8>, value: u64) {
    if value < 0x80 {
        out.push(value as u8);
    } else {
        out.push(0xF8);
        out.extend_from_slice(&value.to_be_bytes());
    }
}

/// A list of anys, with tables and a body.
fn list_of_any(type_ids: &[u64], any_lens: &[u64], body: &[u8]) -> Vec<u8> {
    // Type 41 is []any.
    let mut bytes = vec![0x81, 0x51, 4, 3, 1, 15, 0xE1, 0x52];
    for table in [type_ids, any_lens] {
        put_uint(&mut bytes, table.len() as u64);
        for entry in table {
            put_uint(&mut bytes, *entry);
        }
    }
    put_uint(&mut bytes, body.len() as u64);
    bytes.extend_from_slice(body);
    bytes
}

#[test]
fn claims_of_the_tables_are_checked_as_when_decoding() {
    // One any that holds the int64 5.
    let body = [1, 0, 0, 10];
    let honest = list_of_any(&[9], &[1], &body);
    for (claimed, is_ok) in [
        (0, true),
        (1, true),
        (7, true),
        (1 << 30, true),
        (1 << 31, false),
    ] {
        let bytes = list_of_any(&[9], &[claimed], &body);
        assert_eq!(decode::<Value>(&bytes).is_ok(), is_ok);
        let seen = decode::<Vec<Any>>(&bytes);
        assert_eq!(seen.is_ok(), is_ok);
        if let Ok(held) = seen {
            assert_eq!(held, [new(&5_i64)]);
            assert_eq!(encode(&held).as_ref(), Ok(&honest));
        }
    }
    let check = |type_ids: &[u64], any_lens: &[u64], body: &[u8], class| {
        let error = decode::<Vec<Any>>(&list_of_any(type_ids, any_lens, body));
        assert_eq!(error.expect_err("it is wrong").class(), class);
    };
    check(&[9], &[], &body, "anylen_table_index");
    check(&[], &[1], &body, "type_table_index");
    check(&[9], &[1], &[1, 1, 0, 10], "type_table_index");
    check(&[9], &[1], &[1, 0, 1, 10], "anylen_table_index");
    check(&[99], &[1], &body, "unknown_type_id");
    check(&[15], &[1], &[1, 0, 0, 0xE0], "invalid");
    // Entries that are not used may be unknown.
    let held = decode::<Vec<Any>>(&list_of_any(&[99, 41], &[2, 1], &[1, 1, 0, 0]));
    assert_eq!(held, Ok(vec![new::<Vec<Any>>(&vec![])]));
}

#[test]
fn deep_anys_are_refused() {
    // Lists of one any each.
    let deep = |levels: usize| {
        let mut body = [1, 0, 0].repeat(levels);
        body.push(0);
        list_of_any(&[41], &[1], &body)
    };
    let held: Any = decode(&deep(1000)).expect("it is not too deep");
    assert!(!held.to_string().is_empty());
    assert!(encode(&held).is_ok_and(|bytes| decode::<Value>(&bytes).is_ok()));
    for levels in [2_000, 100_000] {
        let bytes = deep(levels);
        for error in [
            decode::<Any>(&bytes).map(drop),
            decode::<Vec<Any>>(&bytes).map(drop),
        ] {
            let error = error.expect_err("it is too deep");
            assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Depth));
        }
    }
    // Wrapped one by one.
    let mut held = Any::nil();
    let error = (0..10_000).find_map(|_| match Any::new(&vec![held.clone()]) {
        Ok(deeper) => {
            held = deeper;
            None
        }
        Err(error) => Some(error),
    });
    assert_eq!(error, Some(EncodeError::TooDeep));
    assert!(encode(&held).is_ok_and(|bytes| decode::<Value>(&bytes).is_ok()));
}

#[test]
fn deep_values_are_not_written() {
    let wrapped = |levels| {
        (0..levels).fold(Node::zero(), |node, _| Node {
            kids: vec![node],
            ..Node::zero()
        })
    };
    let bytes = encode(&wrapped(255)).expect("it is not too deep");
    assert!(decode::<Value>(&bytes).is_ok());
    let mut encoder = Encoder::new();
    let mut out = Vec::new();
    let error = encoder.encode(&wrapped(256), &mut out);
    assert_eq!(error, Err(EncodeError::TooDeep));
    assert!(out.is_empty());
    // The stream can go on.
    encoder
        .encode(&wrapped(2), &mut out)
        .expect("it is not too deep");
    assert_eq!(out, encode(&wrapped(2)).expect("it is not too deep"));
}

#[test]
fn many_anys_share_one_table() {
    const COUNT: usize = 100_000;
    let ids = [9].repeat(COUNT);
    // Lists of one any each, which refer to the tables.
    let mut body = Vec::new();
    put_uint(&mut body, COUNT as u64);
    body.extend([1, 0, 1, 0, 0, 10].repeat(COUNT));
    let mut ids_and_list = vec![9, 41];
    ids_and_list.extend(ids);
    let bytes = list_of_any(&ids_and_list, &[4, 1], &body);
    let mut limits = Limits::default();
    limits.memory = 4 << 20;
    let held: Vec<Any> = Decoder::with_limits(limits)
        .decode_shared(&mut bytes.clone().into())
        .expect("one table is small");
    assert_eq!(held.len(), COUNT);
    let last: Vec<Any> = held[COUNT - 1].decode().expect("it was written so");
    assert_eq!(last, [new(&5_i64)]);
    // Written again there is only what is used.
    let seen = encode(&held).expect("it can be written");
    assert_eq!(decode::<Vec<Any>>(&seen).as_ref(), Ok(&held));
    assert!(seen.len() < bytes.len() + COUNT * 10);
}

#[test]
fn many_types_in_one_message_keep_their_places() {
    let types: Vec<Type> = (0..1_000)
        .map(|i| Type::named(format!("many.T{i}"), &Type::INT32).expect("it is valid"))
        .collect();
    let twice = [types.clone(), types].concat();
    let held: Any = decode(&encode(&twice).expect("it can be written")).expect("so");
    assert_eq!(held.decode::<Vec<Type>>(), Ok(twice));
}

#[test]
fn what_cannot_be_decoded_is_shown_with_a_note() {
    // The uint16 70000.
    let held: Any = decode(&[0x81, 8, 0xFD, 1, 0x11, 0x70]).expect("it is well formed");
    assert!(held.is::<u16>());
    let error = held.decode::<u16>().expect_err("it is out of range");
    assert_eq!(error.class(), "precision");
    let shown = held.to_string();
    assert!(
        shown.starts_with("any(uint16 that cannot be decoded: "),
        "{shown}"
    );
    assert_eq!(held, held.clone());
    assert_ne!(held, new(&1_u16));
}
