//! Arbitrary bytes as VOM: one stream, separate streams, single values, values of other types than were sent, values
//! that are not decoded, Rust types, and dumps.
#![no_main]

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use v23::Vdl;
use v23::vom::{
    Any, DecodeError, Decoder, Encoder, SharedTypes, ValueDecoder, decode, decode_as,
    decode_shared, dump, encode,
};
use vdl::coder::to_value;
use vdl::{Type, Value, VdlRead, VdlWrite};

#[derive(Clone, PartialEq, Debug, Vdl)]
#[vdl(package = "fuzz")]
struct Node {
    text: String,
    number: i64,
    kids: Vec<Node>,
    next: Option<Box<Node>>,
    extra: Any,
    value: Value,
    bytes: Bytes,
    ratio: f32,
    votes: BTreeMap<String, u16>,
    level: Level,
    form: Form,
    types: Vec<Type>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Vdl)]
#[vdl(package = "fuzz")]
enum Level {
    Low,
    High,
}

#[derive(Clone, PartialEq, Debug, Vdl)]
#[vdl(package = "fuzz")]
enum Form {
    Circle(f64),
    Levels(BTreeSet<Level>),
    Node(Option<Box<Node>>),
}

fuzz_target!(|data: &[u8]| {
    stream(data);
    alone(data);
    of_given_type(data);
    not_decoded(data);
    separate_types(data);
    _ = statics::<Vec<Vec<String>>>(data);
    _ = statics::<BTreeMap<String, Vec<Value>>>(data);
    _ = decode::<[f32; 3]>(data);
    if let Ok(node) = statics::<Node>(data) {
        let bytes = Bytes::from(encode(&node).expect("what was read can be written"));
        let shared: Node = decode_shared(&bytes).expect("what was written can be read");
        assert_same_meaning(&shared, &node);
    }
    _ = dump::atoms(data);
});

/// All values of a stream.
fn stream(data: &[u8]) {
    let (mut decoder, mut input) = (Decoder::new(), data);
    let (mut encoder, mut again) = (Encoder::new(), Decoder::new());
    let mut last: Option<Value> = None;
    while let Ok(value) = decoder.decode::<Value>(&mut input) {
        let bytes = encode(&value).expect("what was read can be written");
        let read: Value = decode(&bytes).expect("what was written can be read");
        let mut next = Vec::new();
        (encoder.encode(&value, &mut next)).expect("what was read can be written");
        let streamed: Value = (again.decode(&mut &next[..])).expect("what was written can be read");
        assert_same(&read, &value);
        assert_same(&streamed, &value);
        if let Some(last) = &last {
            // A value read as another type is the value converted, but for fields that are left out.
            let read = decode_as(&bytes, last.ty());
            assert!(read.is_ok() || value.convert_to(last.ty()).is_err());
        }
        last = Some(value);
    }
}

/// What is remembered of types makes no difference.
fn alone(data: &[u8]) {
    let first = Decoder::new().decode::<Value>(&mut &*data);
    for _ in 0..2 {
        match (&first, &decode::<Value>(data)) {
            (Ok(first), Ok(next)) => assert_same(next, first),
            (Err(first), Err(next)) => assert_eq!(next, first),
            (Ok(_), Err(error)) | (Err(error), Ok(_)) => panic!("only once: {error}"),
        }
    }
}

/// A type, and a value to be read as one of it.
fn of_given_type(data: &[u8]) {
    let (mut decoder, mut input) = (Decoder::new(), data);
    if let Ok(ty) = decoder.decode::<Type>(&mut input) {
        _ = decoder.decode_as(&mut input, &ty);
    }
}

/// Hands a value on without decoding it.
fn not_decoded(data: &[u8]) {
    let Ok(mut any) = decode::<Any>(data) else {
        return;
    };
    let Ok(value) = any.to_value() else {
        return;
    };
    for _ in 0..2 {
        let bytes = encode(&BTreeMap::from([(1_u8, &any), (2, &any)]));
        let bytes = bytes.expect("what is well formed can be written");
        let mut hop: BTreeMap<u8, Any> = decode(&bytes).expect("what was written can be read");
        any = hop.remove(&2).expect("it was written");
        let received = any.to_value().expect("what was written can be read");
        assert_same(&received, &value);
    }
    _ = decode_shared::<Any>(&Bytes::copy_from_slice(data));
}

fn separate_types(data: &[u8]) {
    let (head, mut values) = data.split_at(data.len() / 2);
    let types = SharedTypes::new();
    for part in head.chunks(7) {
        _ = types.receive(part);
    }
    types.end();
    let mut decoder = ValueDecoder::new();
    while types
        .decode_blocking::<Value>(&mut decoder, &mut values)
        .is_ok()
    {}
}

fn statics<T: VdlRead + VdlWrite>(data: &[u8]) -> Result<T, DecodeError> {
    let value: T = decode(data)?;
    let bytes = encode(&value).expect("what was read can be written");
    let again: T = decode(&bytes).expect("what was written can be read");
    assert_same_meaning(&again, &value);
    Ok(value)
}

fn assert_same_meaning<T: VdlWrite>(a: &T, b: &T) {
    // What an any holds was passed over, and may turn out to be no value.
    if let Ok(b) = to_value(b) {
        let a = to_value(a).expect("the same could be done before");
        assert_same(&a, &b);
    }
}

fn assert_same(a: &Value, b: &Value) {
    // A few bytes can mean millions of zeros; their text is another matter.
    if b.as_ref().size() < 10_000 {
        assert_eq!(text(a), text(b));
    }
}

/// The text of a value without the sign of zeros, which are left out where fields are zero.
fn text(value: &Value) -> String {
    value.to_string().replace("-0", "0")
}
