//! Conversions between types, against recorded results.

use vdl::{Value, View, compatible};

use crate::cases::{Reader, records};

#[test]
fn recorded_conversions() {
    let mut failures = Vec::new();
    for record in records("conversions.json") {
        let reader = Reader::new(&record);
        let (from, to) = (reader.ty(&record["from"]), reader.ty(&record["to"]));
        let value = reader.value(&from, &record["value"]);
        let expected = record.get("converted").map(|json| reader.value(&to, json));
        let converted = value.convert_to(&to);
        let as_expected = match (&converted, &expected) {
            (Ok(converted), Some(expected)) => same(converted, expected),
            (Err(_), None) => true,
            (Ok(_), None) | (Err(_), Some(_)) => false,
        };
        if !as_expected {
            let name = &record["name"];
            failures.push(format!(
                "{name}: {value} to {to}: {converted:?}, not {expected:?}"
            ));
        }
        if converted.is_ok() && !compatible(from.as_ref(), to.as_ref()) {
            failures.push(format!(
                "{from} became {to}, with which it is not compatible"
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn recorded_compatibility() {
    let mut failures = Vec::new();
    for record in records("conversions.json") {
        let reader = Reader::new(&record);
        let (from, to) = (reader.ty(&record["from"]), reader.ty(&record["to"]));
        let expected = record["compatible"].as_bool();
        for (a, b) in [(&from, &to), (&to, &from)] {
            if Some(compatible(a.as_ref(), b.as_ref())) != expected {
                failures.push(format!(
                    "{}: {a} and {b}, expected {expected:?}",
                    record["name"]
                ));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// Equality under which NaN is itself.
fn same(a: &Value, b: &Value) -> bool {
    match (a.view(), b.view()) {
        (View::Float(x), View::Float(y)) if x.is_nan() => y.is_nan() && a.ty() == b.ty(),
        _ => a == b,
    }
}
