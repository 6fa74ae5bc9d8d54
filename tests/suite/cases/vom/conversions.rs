//! Values read as values of other types.

use serde_json::Value as Json;
use v23::vom::{decode, decode_as};
use vdl::{Type, Value, View, compatible};

use super::notation::{Reader, bytes};
use super::report::{Report, Seen, same};
use crate::cases::Failure;

pub(super) fn check(record: &Json) -> Option<Failure> {
    let reader = Reader::new(record);
    let target = reader.ty(&record["target_type"]);
    let recorded = bytes(&record["hex"]);
    let mut report = Report::new(record);
    report.same_text("target", &record["target_unique"], target.unique_string());
    let seen = decode_as(&recorded, &target);
    let expected = (record["result"] == "ok")
        .then(|| reader.value(&target, record.get("value").unwrap_or(&Json::Null)));
    match (&expected, &seen) {
        (Some(expected), seen) => report.same_value("converted", expected, seen),
        (None, Ok(seen)) if record["either"] != true => {
            report.add(format!("expected {}, seen {seen}", record["error_class"]));
        }
        (None, _) => {}
    }
    match decode::<Value>(&recorded) {
        Ok(source) => {
            check_source(record, &source, &mut report);
            check_types(record, source.ty(), &target, &mut report);
            check_values(&source, &target, &seen, &mut report);
        }
        Err(error) => report.add(format!("source: {error}")),
    }
    report.finish()
}

/// The value as it was sent.
fn check_source(record: &Json, source: &Value, report: &mut Report<'_>) {
    report.same_text(
        "source type",
        &record["source_unique"],
        source.ty().unique_string(),
    );
    if let Some(value) = record.get("source_value") {
        let reader = Reader::new(record);
        let expected = reader.value(&reader.ty(&record["source_type"]), value);
        report.same_value("source", &expected, &Ok(source.clone()));
    }
}

/// Whether the types say that there may be values that convert.
fn check_types(record: &Json, source: &Type, target: &Type, report: &mut Report<'_>) {
    let seen = compatible(source.as_ref(), target.as_ref());
    if let Some(expected) = record["compatible"].as_bool()
        && expected != seen
    {
        report.add(format!("{source} and {target} are compatible: {seen}"));
    }
    if record["result"] == "ok" && !seen {
        report.add(format!(
            "{source} became {target}, with which it is not compatible"
        ));
    }
}

/// Converting a value that was read is converting it while it is read, unless it has zero fields: they are not sent, and
/// so become zero where they would become something else or would not convert.
fn check_values(source: &Value, target: &Type, seen: &Seen, report: &mut Report<'_>) {
    let converted = source.convert_to(target);
    let agrees = match (&converted, seen) {
        (Ok(converted), Ok(seen)) => same(converted, seen) || has_zero_field(source),
        (Err(_), Ok(_)) => has_zero_field(source),
        (Ok(_), Err(_)) => false,
        (Err(_), Err(_)) => true,
    };
    if !agrees {
        report.add(format!("received {seen:?}, converted {converted:?}"));
    }
}

/// Whether there is a struct with a zero field.
fn has_zero_field(value: &Value) -> bool {
    let mut pending = vec![value.as_ref()];
    while let Some(value) = pending.pop() {
        match value.view() {
            View::Any(held) | View::Optional(held) => pending.extend(held),
            View::List(parts) | View::Set(parts) => pending.extend(parts),
            View::Map(entries) => pending.extend(entries.flat_map(|(key, elem)| [key, elem])),
            View::Union { value, .. } => pending.push(value),
            View::Struct(fields) => {
                let parts: Vec<_> = fields.map(|(_, part)| part).collect();
                if parts.iter().any(|part| part.is_zero()) {
                    return true;
                }
                pending.extend(parts);
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

/// The recorded class of an error, and the one that is seen.
pub(super) fn error_classes(record: &Json) -> Option<(&str, Option<&'static str>)> {
    let expected = record["error_class"].as_str()?;
    let target = Reader::new(record).ty(&record["target_type"]);
    let seen = decode_as(&bytes(&record["hex"]), &target);
    Some((expected, seen.err().map(|error| error.class())))
}
