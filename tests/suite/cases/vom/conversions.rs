//! Values read as values of other types.

use serde_json::Value as Json;
use v23::vom::{DecodeError, decode, decode_as};
use vdl::{Type, Value, compatible};

use super::notation::{Reader, bytes};
use super::report::{Report, same};
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

/// Converting a value that was read is converting it while it is read.
fn check_values(
    source: &Value,
    target: &Type,
    seen: &Result<Value, DecodeError>,
    report: &mut Report<'_>,
) {
    match (source.convert_to(target), seen) {
        (Ok(converted), Ok(seen)) if same(&converted, seen) => {}
        (Err(_), Err(_)) => {}
        (converted, seen) => report.add(format!("received {seen:?}, converted {converted:?}")),
    }
}

/// The recorded class of an error and the one that is seen, which is the same or there is a reason.
pub(super) fn error_classes(record: &Json) -> Option<(&str, Option<&'static str>)> {
    let expected = record["error_class"].as_str()?;
    let target = Reader::new(record).ty(&record["target_type"]);
    let seen = decode_as(&bytes(&record["hex"]), &target);
    Some((expected, seen.err().map(|error| error.class())))
}
