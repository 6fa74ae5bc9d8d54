//! JSON texts, written and read.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value as Json;
use vdl::json::{AnyForm, BytesForm, JsonOptions, JsonWriteError, Layout, from_json, to_json};
use vdl::{MAX_VALUE_DEPTH, Type, TypeBuilder, Value, ValueRef, View, parse_type, parse_value};

use crate::arbitrary::{package, value};
use crate::parse::{check_errors, records};

fn options(record: &Json) -> JsonOptions {
    JsonOptions {
        layout: Layout::Compact,
        bytes: match record["bytes"].as_str() {
            Some("base64") => BytesForm::Base64,
            Some(_) | None => BytesForm::Numbers,
        },
        any: match record["any"].as_str() {
            Some("typed") => AnyForm::Typed,
            Some(_) | None => AnyForm::Plain,
        },
    }
}

fn ty(record: &Json) -> Type {
    let text = record["type"].as_str().expect("there is a type");
    parse_type(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn both_ways() {
    for record in records("json.json") {
        let (ty, options) = (ty(&record), options(&record));
        let text = record["value"].as_str().expect("there is a value");
        let value = parse_value(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(*value.ty(), ty, "{text}");
        let json = options.to_json(value.as_ref()).expect(text);
        assert_eq!(json, record["json"], "{text}");
        // What is written in an odd order is shown in the order of values.
        let reads = match record["reads"].as_str() {
            Some(text) => parse_value(text).expect(text).to_string(),
            None => value.to_string(),
        };
        let also = record["also"].as_array().into_iter().flatten();
        for text in also.filter_map(Json::as_str).chain([json.as_str()]) {
            let read = options
                .from_json(text, &ty)
                .unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read.to_string(), reads, "{text}");
        }
    }
}

#[test]
fn texts_that_are_no_value() {
    check_errors("json_bad.json", |record| {
        let text = record["json"].as_str().expect("there is a text");
        options(record).from_json(text, &ty(record)).err()
    });
}

#[test]
fn lines_of_their_own() {
    let ty = "p.S struct{A []int32;B map[string]bool;C p.S2 struct{};D []byte;E any;F p.U union{X []int32}}";
    let ty = parse_type(ty).expect("the type is valid");
    let text = r#"{"a": [1, 2], "b": {}, "d": [1, 2], "e": {"type": "[]bool", "value": [true]}, "f": {"x": []}}"#;
    let options = JsonOptions {
        layout: Layout::Indented,
        bytes: BytesForm::Numbers,
        any: AnyForm::Typed,
    };
    let value = options.from_json(text, &ty).expect("the text is valid");
    let expected = r#"{
  "a": [
    1,
    2
  ],
  "b": {},
  "c": {},
  "d": [1, 2],
  "e": {
    "type": "[]bool",
    "value": [
      true
    ]
  },
  "f": {
    "x": []
  }
}"#;
    let written = options
        .to_json(value.as_ref())
        .expect("all strings are UTF-8");
    assert_eq!(written, expected);
    assert_eq!(options.from_json(&written, &ty).as_ref(), Ok(&value));
}

#[test]
fn strings_that_are_not_utf8() {
    let ty = "p.S struct{Names map[int32][]string;Any any;Keys map[string]bool}";
    let ty = parse_type(ty).expect("the type is valid");
    for (text, path) in [
        (r#"{Names: {7: {"a", "\xff"}}}"#, "$.names[7][1]"),
        (r#"{Any: "\xff"}"#, "$.any"),
        (r#"{Keys: {"\xff": true}}"#, r#"$.keys["\xff"]"#),
    ] {
        let value = vdl::parse_constant(text, &ty).expect("the text is valid");
        let path = path.to_owned();
        assert_eq!(
            to_json(value.as_ref()),
            Err(JsonWriteError::NotUtf8 { path })
        );
    }
}

#[test]
fn deep_values_are_read_without_a_deep_stack() {
    let mut builder = TypeBuilder::new();
    let list = builder.named("p.L");
    let lists = builder.list(list);
    builder.define(list, lists);
    let ty = builder.build().expect("the type is valid")[list].clone();
    let thread = std::thread::Builder::new()
        .stack_size(1 << 20)
        .spawn(move || {
            let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
            let text = nested(usize::from(MAX_VALUE_DEPTH));
            let value = from_json(&text, &ty).expect("just within the limit");
            assert_eq!(to_json(value.as_ref()).as_deref(), Ok(&*text));
            for text in [
                nested(usize::from(MAX_VALUE_DEPTH) + 1),
                "[".repeat(1_000_000),
            ] {
                let error = from_json(&text, &ty).expect_err("too deep").to_string();
                assert!(
                    error.starts_with("values are nested more than 2100 deep"),
                    "{error}"
                );
            }
            let text = "[".repeat(3000) + &"]".repeat(3000);
            assert!(from_json(&text, &Type::ANY).is_err());
        });
    thread
        .expect("a thread starts")
        .join()
        .expect("the thread does not panic");
}

#[test]
fn fields_that_are_left_out_are_few() {
    let fields = (0..20_000).map(|i| (format!("F{i}"), Type::BOOL));
    let wide = Type::structure("p.Wide", fields).expect("the type is valid");
    let text = format!("[{}]", vec![r#"{"f0":true}"#; 1000].join(","));
    let error = from_json(&text, &Type::list(&wide)).expect_err("too many fields");
    assert!(
        error.to_string().starts_with("a value has more than"),
        "{error}"
    );
}

fn has_only_utf8(value: ValueRef<'_>) -> bool {
    match value.view() {
        View::String(bytes) => std::str::from_utf8(bytes).is_ok(),
        View::Any(Some(held)) | View::Optional(Some(held)) => has_only_utf8(held),
        View::Union { value, .. } => has_only_utf8(value),
        View::List(mut parts) | View::Set(mut parts) => parts.all(has_only_utf8),
        View::Map(mut entries) => {
            entries.all(|(key, elem)| has_only_utf8(key) && has_only_utf8(elem))
        }
        View::Struct(mut fields) => fields.all(|(_, part)| has_only_utf8(part)),
        View::Any(None)
        | View::Optional(None)
        | View::Bool(_)
        | View::Unsigned(_)
        | View::Signed(_)
        | View::Float(_)
        | View::Enum { .. }
        | View::TypeObject(_)
        | View::Bytes(_) => true,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn values_are_read_back(
        package in package(),
        bytes in vec(any::<u8>(), 0..150),
        layout in prop_oneof![Just(Layout::Compact), Just(Layout::Indented)],
        form in prop_oneof![Just(BytesForm::Numbers), Just(BytesForm::Base64)],
    ) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = value(ty.as_ref(), &mut bytes, &types, 0);
            let any = if ty.reaches_any() { AnyForm::Typed } else { AnyForm::Plain };
            let options = JsonOptions { layout, bytes: form, any };
            let Ok(text) = options.to_json(value.as_ref()) else {
                prop_assert!(!has_only_utf8(value.as_ref()));
                continue;
            };
            prop_assert!(has_only_utf8(value.as_ref()));
            prop_assert!(serde_json::from_str::<Json>(&text).is_ok(), "{}", text);
            let read = options.from_json(&text, ty);
            let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
            prop_assert_eq!(read.to_string(), value.to_string());
        }
    }

    #[test]
    fn plain_values_are_json(package in package(), bytes in vec(any::<u8>(), 0..150)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = Value::any_some(value(ty.as_ref(), &mut bytes, &types, 0)).expect("it is small");
            let Ok(text) = to_json(value.as_ref()) else { continue };
            prop_assert!(serde_json::from_str::<Json>(&text).is_ok(), "{}", text);
            let read = from_json(&text, &Type::ANY);
            let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
            prop_assert!(to_json(read.as_ref()).is_ok());
        }
    }

    #[test]
    fn any_json_is_a_plain_value(text in json_text()) {
        let parsed = serde_json::from_str::<Json>(&text);
        let read = from_json(&text, &Type::ANY);
        // The other reader takes objects whose keys repeat.
        if read.is_ok() {
            prop_assert!(parsed.is_ok(), "{}", text);
        } else if parsed.is_ok() {
            let error = read.expect_err("it was not read").to_string();
            prop_assert!(error.contains("is given twice"), "{} {}", text, error);
        }
    }

    #[test]
    fn whatever_is_changed_ends(
        package in package(),
        bytes in vec(any::<u8>(), 0..60),
        at in any::<prop::sample::Index>(),
        put in prop_oneof!["[,:{}\\[\\]\" .\\\\a-z0-9+-]{0,3}", Just("\u{e9}".to_owned())],
        cut in 0..4_usize,
    ) {
        let types = package.build("p");
        let ty = types.last().expect("there is a type");
        let value = value(ty.as_ref(), &mut &bytes[..], &types, 0);
        let options = JsonOptions { any: AnyForm::Typed, ..JsonOptions::default() };
        let Ok(text) = options.to_json(value.as_ref()) else { return Ok(()) };
        let mut chars: Vec<char> = text.chars().collect();
        let at = at.index(chars.len());
        chars.splice(at..(at + cut).min(text.chars().count()), put.chars());
        let text: String = chars.into_iter().collect();
        if let Err(error) = options.from_json(&text, ty) {
            prop_assert!(text.is_char_boundary(error.offset), "{} {}", text, error);
            prop_assert!(error.path.starts_with('$'));
        }
        let _ = from_json(&text, ty);
    }
}

/// What is JSON, or nearly.
fn json_text() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("true".to_owned()),
        "-?[0-9]{0,3}(\\.[0-9]{0,2})?([eE][+-]?[0-9]{0,2})?",
        "\"([a-c\u{e9}]|\\\\[nu\"/x]|\\\\u00[0-9a-g]{2}|\\\\ud8[0-9]{2}(\\\\udc[0-9]{2})?){0,3}\"",
    ];
    leaf.prop_recursive(4, 20, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|parts| format!("[{}]", parts.join(" , "))),
            vec(("\"[a-c]{0,2}\"", inner), 0..4).prop_map(|entries| {
                let entries: Vec<_> = entries
                    .iter()
                    .map(|(key, elem)| format!("{key}:{elem}"))
                    .collect();
                format!("{{{}}}", entries.join(","))
            }),
        ]
    })
}
