//! Texts that are read back, good ones and bad ones.

use std::fmt::Display;
use std::fs;
use std::path::Path;
use std::thread;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Json;
use vdl::{
    MAX_TYPE_DEPTH, MAX_VALUE_DEPTH, TextErrorKind, Type, TypeErrorKind, ValueError, ValueRef,
    const_text, parse_constant, parse_constant_in, parse_type, parse_value, untyped_text,
};

use crate::arbitrary::{package, value};

/// The records of a file of test data, one a line.
pub(crate) fn records(file: &str) -> Vec<Json> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../testdata/text")
        .join(file);
    let text = fs::read_to_string(&path).expect("the test data is there");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect()
}

/// Whether two values are the same to the last bit of a NaN's sign.
fn is_same(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    a == b || a.to_string().contains("NaN") && a.to_string() == b.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn types_are_read_back(package in package()) {
        for ty in package.build("some/path/p") {
            for part in ty.walk() {
                prop_assert_eq!(&parse_type(part.unique_string()), &Ok(part.to_owned()));
            }
        }
    }

    #[test]
    fn values_are_read_back(package in package(), bytes in vec(any::<u8>(), 0..150)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = value(ty.as_ref(), &mut bytes, &types, 0);
            let text = value.to_string();
            let read = parse_value(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
            prop_assert!(is_same(read.as_ref(), value.as_ref()), "{}", text);
            prop_assert_eq!(read.ty(), ty);
            prop_assert_eq!(parse_constant(&text, ty).map(|read| read.to_string()), Ok(text));
        }
    }

    #[test]
    fn constants_are_read_back(package in package(), bytes in vec(any::<u8>(), 0..150)) {
        let types = package.build("some/path/p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = value(ty.as_ref(), &mut bytes, &types, 0);
            for (text, local) in [
                (const_text(value.as_ref(), "q"), "q"),
                (const_text(value.as_ref(), "some/path/p"), "some/path/p"),
                (untyped_text(value.as_ref(), "some/path/p"), "some/path/p"),
            ] {
                let read = parse_constant_in(&text, ty, local, &types);
                let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
                prop_assert!(is_same(read.as_ref(), value.as_ref()), "{} {}", text, read);
                prop_assert_eq!(const_text(read.as_ref(), "q"), const_text(value.as_ref(), "q"));
            }
        }
    }

    #[test]
    fn whatever_is_read_ends(text in ".{0,40}") {
        let _ = parse_type(&text);
        let _ = parse_value(&text);
        let _ = parse_constant(&text, &Type::ANY);
    }

    #[test]
    fn whatever_is_changed_ends(
        package in package(),
        bytes in vec(any::<u8>(), 0..60),
        at in any::<prop::sample::Index>(),
        put in prop_oneof!["[;,:{}()\\[\\]?\"` .\\\\a-zA-Z0-9_+-]{0,3}", Just("\u{e9}".to_owned())],
        cut in 0..4_usize,
    ) {
        let types = package.build("p");
        let ty = types.last().expect("there is a type");
        let value = value(ty.as_ref(), &mut &bytes[..], &types, 0);
        for text in [value.to_string(), const_text(value.as_ref(), "p"), ty.to_string()] {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            chars.splice(at..(at + cut).min(text.chars().count()), put.chars());
            let text: String = chars.into_iter().collect();
            for error in [
                parse_type(&text).err(),
                parse_value(&text).err(),
                parse_constant_in(&text, ty, "p", &types).err(),
            ].into_iter().flatten() {
                prop_assert!(error.offset <= text.len());
                prop_assert!(text.is_char_boundary(error.offset), "{} {}", text, error);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}

#[test]
fn constants() {
    for record in records("constants.json") {
        let (ty, text) = typed_text(&record);
        let value = parse_constant(text, &ty).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(*value.ty(), ty, "{text}");
        assert_eq!(const_text(value.as_ref(), "p"), record["const"], "{text}");
    }
}

#[test]
fn types() {
    for record in records("types.json") {
        let text = record["text"].as_str().expect("there is a text");
        let ty = parse_type(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(
            ty.unique_string(),
            record["unique"].as_str().unwrap_or(text)
        );
    }
}

#[test]
fn constants_that_are_none() {
    check_errors("constants_bad.json", |record| {
        let (ty, text) = typed_text(record);
        parse_constant(text, &ty).err()
    });
}

#[test]
fn types_that_are_none() {
    check_errors("types_bad.json", |record| {
        parse_type(record["text"].as_str().expect("there is a text")).err()
    });
}

#[test]
fn values_that_are_none() {
    check_errors("values_bad.json", |record| {
        parse_value(record["text"].as_str().expect("there is a text")).err()
    });
}

/// Reads what is wrong with each record of a file.
pub(crate) fn check_errors<E: Display>(file: &str, read: impl Fn(&Json) -> Option<E>) {
    let mut wrong = Vec::new();
    for mut record in records(file) {
        let error = read(&record).map_or_else(String::new, |error| error.to_string());
        if record["error"] != error {
            record["error"] = error.into();
            wrong.push(record.to_string());
        }
    }
    assert!(wrong.is_empty(), "found instead:\n{}", wrong.join("\n"));
}

fn typed_text(record: &Json) -> (Type, &str) {
    let ty = record["type"].as_str().expect("there is a type");
    let text = record["text"].as_str().expect("there is a text");
    (
        parse_type(ty).unwrap_or_else(|error| panic!("{ty}: {error}")),
        text,
    )
}

/// Runs on half the stack that threads have by default.
fn on_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(1 << 20).spawn(run);
    thread
        .expect("a thread starts")
        .join()
        .expect("the thread does not panic");
}

#[test]
fn deep_types_are_read_without_a_deep_stack() {
    on_small_stack(|| {
        let lists = |depth| "[]".repeat(depth) + "bool";
        let deepest = lists(MAX_TYPE_DEPTH);
        let ty = parse_type(&deepest).expect("just within the limit");
        assert_eq!(ty.unique_string(), deepest);
        for depth in [MAX_TYPE_DEPTH + 1, 300_000] {
            let error = parse_type(&lists(depth)).expect_err("too deep");
            assert_eq!(error.kind, TextErrorKind::Type(TypeErrorKind::TooDeep));
        }
        // Names may be nested to any depth.
        let names: String = (0..20_000).map(|i| format!("p.T{i} struct{{F ")).collect();
        let text = names + "bool" + &"}".repeat(20_000);
        assert_eq!(parse_type(&text).map(|ty| ty.to_string()), Ok(text));
        for open in [
            "?",
            "[",
            "[1]",
            "set[",
            "map[",
            "map[bool]",
            "struct{A ",
            "union{A ",
            "p.N ?",
        ] {
            assert!(parse_type(&open.repeat(100_000)).is_err(), "{open}");
        }
    });
}

#[test]
fn deep_values_are_read_without_a_deep_stack() {
    on_small_stack(|| {
        let lists = |depth: usize| "p.L []p.L".to_owned() + &"{".repeat(depth) + &"}".repeat(depth);
        let deepest = lists(usize::from(MAX_VALUE_DEPTH));
        let value = parse_value(&deepest).expect("just within the limit");
        assert_eq!(value.to_string(), deepest);
        assert_eq!(
            parse_constant(&const_text(value.as_ref(), "p"), value.ty()),
            Ok(value)
        );
        for depth in [usize::from(MAX_VALUE_DEPTH) + 1, 300_000] {
            let error = parse_value(&lists(depth)).expect_err("too deep");
            assert_eq!(error.kind, TextErrorKind::Value(ValueError::TooDeep));
        }
        for open in [
            "any(",
            "[]any{",
            "map[bool]any{true:",
            "?p.S struct{A any}({A:",
            "typeobject(",
        ] {
            assert!(parse_value(&open.repeat(100_000)).is_err(), "{open}");
            assert!(
                parse_constant(&open.repeat(100_000), &Type::ANY).is_err(),
                "{open}"
            );
        }
        assert!(parse_constant(&"int32(".repeat(100_000), &Type::INT32).is_err());
    });
}

#[test]
fn fields_that_are_left_out_are_few() {
    let fields: Vec<_> = (0..20_000).map(|i| format!("F{i} bool")).collect();
    let values = vec!["{F1: true}"; 1000].join(",");
    let text = format!("[]struct{{{}}}{{{values}}}", fields.join(";"));
    let error = parse_value(&text).expect_err("too many fields");
    assert_eq!(error.kind, TextErrorKind::Value(ValueError::TooLarge));
}
