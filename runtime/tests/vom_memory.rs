//! How much memory decoding takes: little more than sixteen times the input and the limit.
//!
//! This is a program of its own, since it counts what it allocates.

use std::path::Path;

use peak_alloc::PeakAlloc;
use serde_json::Value as Json;
use v23::vom::{
    Any, Bound, DecodeError, DecodeErrorKind, Decoder, Limits, SharedTypes, TypeDecoder,
    ValueDecoder, decode,
};
use vdl::{Value, VdlRead};

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

/// What a decoder allocates for itself, most of it for the path to a value that is nested as deep as may be.
const FIXED: usize = 1 << 20;

/// The limit for values here.
const LIMIT: usize = 256 << 10;

/// What a call gives, and the most memory that it held at once.
fn measure<T>(call: impl FnOnce() -> T) -> (T, usize) {
    let before = HEAP.current_usage();
    HEAP.reset_peak_usage();
    let result = call();
    (result, HEAP.peak_usage().saturating_sub(before))
}

// All in one test, since tests that run at the same time would count each other's memory.
#[test]
fn decoding_takes_little_memory() {
    malformed_bytes();
    claims_of_size();
    deep_values();
    many_definitions();
    types_of_themselves();
    zeros_without_bytes();
}

fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.memory = LIMIT;
    limits
}

/// Reads all values of a stream.
fn read_all<T: VdlRead>(mut input: &[u8]) -> Result<(), DecodeError> {
    let mut decoder = Decoder::with_limits(limits());
    while !input.is_empty() {
        decoder.decode::<T>(&mut input)?;
    }
    Ok(())
}

fn malformed_bytes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom/malformed.json");
    let text = std::fs::read_to_string(path).expect("the cases are there");
    let cases: Vec<Json> = serde_json::from_str(&text).expect("the cases are JSON");
    assert!(cases.len() > 300);
    for case in &cases {
        let input = match case["parts"].as_array() {
            None => unhex(&case["hex"]),
            Some(parts) => parts
                .iter()
                .flat_map(|part| {
                    let times = part["repeat"].as_u64().expect("a part has a number");
                    unhex(&part["hex"]).repeat(times as usize)
                })
                .collect(),
        };
        check(&case["name"].to_string(), &input);
    }
}

/// Well formed or not, no way of reading takes more than it may.
fn check(name: &str, input: &[u8]) {
    let bound = 16 * input.len() + LIMIT + FIXED;
    let peaks = [
        measure(|| read_all::<Value>(input)).1,
        measure(|| read_all::<Any>(input)).1,
        measure(|| read_all::<Vec<Vec<String>>>(input)).1,
        measure(|| {
            let (mut types, mut values) = (TypeDecoder::new(), ValueDecoder::with_limits(limits()));
            let (head, mut tail) = input.split_at(input.len() / 2);
            types
                .decode(&mut &*head)
                .and_then(|()| values.decode::<Value>(&types, &mut tail))
        })
        .1,
    ];
    for peak in peaks {
        assert!(peak <= bound, "{name}: {peak} bytes for {}", input.len());
    }
}

fn unhex(text: &Json) -> Vec<u8> {
    let text = text.as_str().expect("bytes are a text");
    let digits: Vec<u32> = text.chars().filter_map(|ch| ch.to_digit(16)).collect();
    let (pairs, _) = digits.as_chunks::<2>();
    pairs
        .iter()
        .map(|[high, low]| (high * 16 + low) as u8)
        .collect()
}

fn put_uint(out: &mut Vec<u8>, value: u64) {
    if value < 0x80 {
        out.push(value as u8);
    } else {
        out.push(0xF8);
        out.extend_from_slice(&value.to_be_bytes());
    }
}

fn put_type(out: &mut Vec<u8>, id: u64, body: &[u8]) {
    put_uint(out, 2 * id - 1);
    put_uint(out, body.len() as u64);
    out.extend_from_slice(body);
}

fn claims_of_size() {
    let element_types = [
        ("uint64s", &[3, 1, 6, 0xE1][..]),
        ("anys", &[3, 1, 15, 0xE1]),
        ("texts", &[4, 1, 3, 0xE1]),
        ("maps", &[5, 1, 3, 2, 15, 0xE1]),
        ("empty structs", &[3, 1, 42, 0xE1]),
        (
            "arrays",
            &[2, 1, 42, 2, 0xF8, 0x40, 0, 0, 0, 0, 0, 0, 0, 0xE1],
        ),
    ];
    for (name, body) in element_types {
        for count in [
            1 << 20,
            1 << 29,
            1 << 30,
            (1 << 30) + 1,
            u64::MAX / 2,
            u64::MAX,
        ] {
            let mut input = vec![0x81];
            put_type(&mut input, 42, &[6, 0, 3, b'a', b'.', b'E', 0xE1]);
            put_type(&mut input, 41, body);
            put_uint(&mut input, 82);
            if name == "anys" || name == "maps" {
                input.extend([0, 0]);
            }
            put_uint(&mut input, 10);
            put_uint(&mut input, count);
            input.extend([0; 1]);
            for (result, peak) in [
                measure(|| decode::<Value>(&input).is_ok()),
                measure(|| decode::<Any>(&input).is_ok()),
                measure(|| decode::<Vec<u64>>(&input).is_ok()),
                measure(|| decode::<Vec<u8>>(&input).is_ok()),
            ] {
                assert!(!result, "{count} {name}");
                assert!(peak < FIXED, "{count} {name}: {peak} bytes");
            }
        }
    }
}

fn deep_values() {
    // Lists of themselves, a million deep.
    let mut input = vec![0x81];
    put_type(&mut input, 41, &[3, 0, 3, b'a', b'.', b'L', 1, 41, 0xE1]);
    put_uint(&mut input, 82);
    put_uint(&mut input, 1_000_001);
    input.extend(std::iter::repeat_n(1, 1_000_000));
    input.push(0);
    let (result, peak) = measure(|| decode::<Value>(&input));
    let error = result.expect_err("it is too deep");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Depth));
    assert!(peak < input.len(), "{peak}");
    let (result, peak) = measure(|| decode::<Any>(&input));
    let error = result.expect_err("it is too deep");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Depth));
    assert!(peak < input.len(), "{peak}");
}

fn many_definitions() {
    // Lists of lists of lists: a hundred thousand types, in the line of values and in one of their own.
    let mut input = vec![0x81];
    for id in 41..100_041_u64 {
        let mut body = vec![3, 1];
        put_uint(&mut body, if id == 41 { 9 } else { 41 + (id - 41) / 8 });
        body.push(0xE1);
        put_type(&mut input, id, &body);
    }
    let bound = 16 * input.len() + Limits::default().memory;
    let (result, peak) = measure(|| Decoder::new().decode::<Value>(&mut &input[..]));
    let error = result.expect_err("there are too many types");
    assert!(matches!(error.class(), "limit" | "invalid_type"), "{error}");
    assert!(peak < bound, "{peak}");
    let (result, peak) = measure(|| SharedTypes::new().receive(&input));
    assert!(result.is_err());
    assert!(peak < bound, "{peak}");
}

fn types_of_themselves() {
    let bodies = [
        &[3, 1, 41, 0xE1][..],
        &[0, 0, 3, b'a', b'.', b'N', 1, 41, 0xE1],
        &[
            6, 0, 3, b'a', b'.', b'S', 1, 1, 0, 1, b'F', 1, 41, 0xE1, 0xE1,
        ],
        &[2, 0, 3, b'a', b'.', b'A', 1, 41, 2, 2, 0xE1],
    ];
    for body in bodies {
        let mut input = vec![0x81];
        put_type(&mut input, 41, body);
        input.extend([82, 0]);
        let (result, peak) = measure(|| decode::<Value>(&input));
        let error = result.expect_err("no such type");
        assert_eq!(error.class(), "invalid_type");
        assert!(peak < FIXED, "{peak}");
    }
}

fn zeros_without_bytes() {
    // Structs of arrays of arrays, which are left out where they are zero, ten thousand numbers each; a thousand of them.
    let mut input = vec![0x81];
    put_type(&mut input, 43, &[2, 1, 6, 2, 0x64, 0xE1]);
    put_type(&mut input, 42, &[2, 1, 43, 2, 0x64, 0xE1]);
    put_type(
        &mut input,
        41,
        &[
            6, 0, 3, b'a', b'.', b'S', 1, 1, 0, 1, b'F', 1, 42, 0xE1, 0xE1,
        ],
    );
    put_type(&mut input, 44, &[3, 1, 41, 0xE1]);
    put_uint(&mut input, 88);
    put_uint(&mut input, 1_009);
    put_uint(&mut input, 1_000);
    input.extend([0xE1; 1_000]);
    check("zeros", &input);
}
