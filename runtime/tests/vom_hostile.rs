//! Input that means harm is refused at once, with little memory.

use v23::vom::{Bound, DecodeErrorKind, Decoder, Limits, decode};
use vdl::Value;

use crate::node::Node;

fn put_uint(out: &mut Vec<u8>, value: u64) {
    if value < 0x80 {
        out.push(value as u8);
    } else {
        out.push(0xF8);
        out.extend_from_slice(&value.to_be_bytes());
    }
}

/// A type message.
fn put_type(out: &mut Vec<u8>, id: u64, body: &[u8]) {
    put_uint(out, 2 * id - 1);
    put_uint(out, body.len() as u64);
    out.extend_from_slice(body);
}

#[test]
fn claims_of_size_are_held_against_the_input() {
    for count in [1 << 20, 1 << 30, (1 << 30) + 1, u64::MAX / 2, u64::MAX] {
        for (id, kind) in [(39, "bytes"), (40, "strings"), (41, "lists"), (3, "text")] {
            let mut bytes = vec![0x81];
            if id == 41 {
                put_type(&mut bytes, 41, &[3, 1, 39, 0xE1]);
            }
            put_uint(&mut bytes, id * 2);
            if id >= 40 {
                put_uint(&mut bytes, 9);
            }
            put_uint(&mut bytes, count);
            let seen = decode::<Value>(&bytes);
            assert!(seen.is_err(), "{count} {kind}");
        }
    }
}

#[test]
fn deep_values_are_refused() {
    // A list of itself, a million deep.
    let mut bytes = vec![0x81];
    put_type(&mut bytes, 41, &[3, 0, 3, b'a', b'.', b'L', 1, 41, 0xE1]);
    put_uint(&mut bytes, 82);
    put_uint(&mut bytes, 1_000_001);
    bytes.extend(std::iter::repeat_n(1, 1_000_000));
    bytes.push(0);
    let error = decode::<Value>(&bytes).expect_err("it is too deep");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Depth));
    // A list of nodes with nothing but kids.
    let mut bytes = v23::vom::encode(&Node {
        kids: vec![Node {
            kids: Vec::new(),
            ..zero()
        }],
        ..zero()
    })
    .expect("it can be written");
    bytes.truncate(bytes.len() - 5);
    let deep = [2, 1].repeat(100_000);
    put_uint(&mut bytes, deep.len() as u64);
    bytes.extend(deep);
    let error = decode::<Node>(&bytes).expect_err("it is too deep");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Depth));
}

fn zero() -> Node {
    vdl::VdlRead::zero()
}

#[test]
fn many_types_are_refused() {
    let mut bytes = vec![0x81];
    for id in 41..100_041 {
        put_type(&mut bytes, id, &[3, 1, if id == 41 { 9 } else { 41 }, 0xE1]);
    }
    let error = decode::<Value>(&bytes).expect_err("there are too many types");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Types));
}

#[test]
fn types_that_refer_to_themselves_are_refused() {
    let unnamed_list = [3, 1, 41, 0xE1];
    let named_self = [0, 0, 3, b'a', b'.', b'N', 1, 41, 0xE1];
    let endless_struct = [
        6, 0, 3, b'a', b'.', b'S', 1, 1, 0, 1, b'F', 1, 41, 0xE1, 0xE1,
    ];
    for body in [&unnamed_list[..], &named_self, &endless_struct] {
        let mut bytes = vec![0x81];
        put_type(&mut bytes, 41, body);
        bytes.extend([82, 0]);
        assert_eq!(
            decode::<Value>(&bytes).expect_err("no such type").class(),
            "invalid_type"
        );
    }
}

#[test]
fn memory_is_bounded_by_the_limit() {
    // Many empty structs of a type with many fields, each of which would be stored.
    let values: Vec<Node> = (0..2_000).map(|_| zero()).collect();
    let bytes = v23::vom::encode(&values).expect("it can be written");
    let mut limits = Limits::default();
    assert!(
        Decoder::with_limits(limits)
            .decode::<Vec<Node>>(&mut &bytes[..])
            .is_ok()
    );
    limits.memory = 1_000;
    let error = Decoder::with_limits(limits)
        .decode::<Vec<Node>>(&mut &bytes[..])
        .expect_err("nodes are larger than a byte");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Memory));
}
