//! Rust types to VOM and back.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::rc::Rc;
use std::sync::Arc;

use v23::vom::{Decoder, Encoder, decode, decode_as, encode};
use vdl::coder::ReadError;
use vdl::{Type, Value, VdlRead, VdlWrite};

use crate::node::{Node, Octet, OldNode};

/// Checks that a value comes back, is of this type, and is the same when read and written as a dynamic value.
fn check<T: VdlRead + VdlWrite + PartialEq + Debug>(ty: &str, value: &T) {
    assert_eq!(T::vdl_type().unique_string(), ty);
    let bytes = encode(value).expect("the value can be written");
    assert_eq!(&decode::<T>(&bytes).expect("it was written so"), value);

    let dynamic: Value = decode(&bytes).expect("it was written so");
    assert_eq!(dynamic.is_zero(), value.is_zero());
    let again = encode(&dynamic).expect("the value can be written");
    assert_eq!(&decode::<T>(&again).expect("it was written so"), value);

    // Twice in a stream the type is defined once.
    let (mut out, mut encoder) = (Vec::new(), Encoder::new());
    for _ in 0..2 {
        encoder.encode(value, &mut out).expect("as before");
    }
    assert!(out.len() < 2 * bytes.len());
    let (mut input, mut decoder) = (&out[..], Decoder::new());
    for _ in 0..2 {
        assert_eq!(&decoder.decode::<T>(&mut input).expect("as before"), value);
    }
    assert!(input.is_empty());
}

#[test]
fn standard_types_come_back() {
    check("bool", &true);
    check("byte", &200_u8);
    check("uint16", &u16::MAX);
    check("uint32", &u32::MAX);
    check("uint64", &u64::MAX);
    check("int8", &i8::MIN);
    check("int16", &i16::MIN);
    check("int32", &i32::MIN);
    check("int64", &i64::MIN);
    check("float32", &1.1_f32);
    check("float64", &f64::INFINITY);
    check("string", &"caf\u{e9}".to_owned());
    check("string", &Arc::<str>::from("a"));
    check("string", &Cow::Borrowed("a"));
    check("typeobject", &Type::list(&Type::ANY));
    check("[]byte", &vec![0_u8, 200]);
    check("[]string", &vec![String::new(), "a".to_owned()]);
    check("[]int32", &VecDeque::from([1, 2, 3]));
    check("[][]byte", &vec![vec![1_u8], vec![]]);
    check("[3]uint16", &[1_u16, 2, 3]);
    check("[3]byte", &[1_u8, 2, 3]);
    check("set[string]", &BTreeSet::from(["a".to_owned()]));
    check("set[int8]", &HashSet::from([1_i8, -1]));
    check(
        "map[uint64]bool",
        &BTreeMap::from([(3_u64, true), (4, false)]),
    );
    check(
        "map[string][]int64",
        &HashMap::from([("a".to_owned(), vec![1_i64])]),
    );
    check("int64", &Box::new(5_i64));
    check("[]int64", &Rc::new(vec![5_i64]));
    check("[]tree.Octet byte", &vec![Octet(1), Octet(255)]);
    check("[2]tree.Octet byte", &[Octet(0), Octet(255)]);
}

fn node(text: &str) -> Node {
    Node {
        text: text.to_owned(),
        ..Node::zero()
    }
}

#[test]
fn recursive_structs_come_back() {
    let ty = "tree.Node struct{Text string;Number int64;Kids []tree.Node;Next ?tree.Node;Extra any;Bytes []byte;\
              Ratio float32;Votes map[string]uint16}";
    check(ty, &Node::zero());
    let full = Node {
        number: -7,
        kids: vec![node("a"), Node::zero()],
        next: Some(Box::new(node("b"))),
        extra: Value::from(5_i32),
        bytes: vec![0xE0, 0xE1],
        ratio: 0.5,
        votes: BTreeMap::from([("x".to_owned(), 1)]),
        ..node("full")
    };
    check(ty, &full);
}

#[test]
fn other_versions_of_a_struct_are_read() {
    let old = OldNode {
        gone: vec![
            Value::from(1_u8),
            Value::any_none(),
            Value::from(node("in any").text),
        ],
        number: 7,
        text: "old".to_owned(),
        kids: vec![OldNode {
            text: "kid".to_owned(),
            ..OldNode::zero()
        }],
    };
    let new: Node = decode(&encode(&old).expect("it can be written")).expect("fields go by name");
    assert_eq!(
        new,
        Node {
            number: 7,
            kids: vec![node("kid")],
            ..node("old")
        }
    );
    let back: OldNode =
        decode(&encode(&new).expect("it can be written")).expect("fields go by name");
    assert_eq!(
        back,
        OldNode {
            gone: Vec::new(),
            ..old
        }
    );
    let far = Node { number: -1, ..new };
    let refused = decode::<OldNode>(&encode(&far).expect("it can be written"));
    assert_eq!(refused.expect_err("it is negative").class(), "precision");
}

#[test]
fn strings_must_be_text_only_in_rust() {
    let raw = Value::string(&Type::STRING, vec![0xFF]).expect("any bytes are a string");
    let bytes = encode(&raw).expect("it can be written");
    assert_eq!(decode::<Value>(&bytes), Ok(raw));
    let error = decode::<String>(&bytes).expect_err("it is not UTF-8");
    assert_eq!(
        error.kind(),
        &v23::vom::DecodeErrorKind::Read(ReadError::Utf8)
    );
    assert_eq!(error.offset(), 4);
}

#[test]
fn any_is_transparent_at_the_top() {
    let held = Value::any_some(Value::from(5_i64)).expect("any holds anything");
    assert_eq!(encode(&held), encode(&5_i64));
    let bytes = encode(&vec![Value::from(5_i64), Value::any_none()]).expect("it can be written");
    assert_eq!(
        decode::<Vec<Value>>(&bytes).map(|values| values.len()),
        Ok(2)
    );
    let numbers = decode_as(&bytes, &Type::list(&Type::INT32));
    assert_eq!(
        numbers.expect_err("one is nil").class(),
        "nil_to_non_nilable"
    );
}

#[test]
fn a_stream_may_come_in_pieces() {
    let (mut out, mut encoder) = (Vec::new(), Encoder::new());
    let values = [
        node("a"),
        Node {
            number: 1 << 40,
            ..node(&"long".repeat(100))
        },
    ];
    for value in &values {
        encoder.encode(value, &mut out).expect("it can be written");
    }
    let (mut decoder, mut pending, mut seen) = (Decoder::new(), Vec::new(), Vec::new());
    for byte in out {
        pending.push(byte);
        let mut input = &pending[..];
        match decoder.decode::<Node>(&mut input) {
            Ok(value) => seen.push(value),
            Err(error) => assert!(error.is_incomplete(), "{error}"),
        }
        pending = input.to_vec();
    }
    assert_eq!(seen, values);
}
