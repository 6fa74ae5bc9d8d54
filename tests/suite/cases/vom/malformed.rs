//! Bytes that are wrong, or odd and right.

use serde_json::Value as Json;
use v23::vom::{Decoder, decode, encode};
use vdl::Value;

use super::notation::{Reader, bytes};
use super::report::{Report, Seen};
use crate::cases::Failure;

pub(super) fn check(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    let input = match record["parts"].as_array() {
        None => bytes(&record["hex"]),
        Some(parts) => {
            let part = |part: &Json| {
                let times = part["repeat"].as_u64().expect("a part has a number") as usize;
                bytes(&part["hex"]).repeat(times)
            };
            parts.iter().flat_map(part).collect()
        }
    };
    check_outcome(record, "decoded", &decode(&input), &mut report);
    let streamed = Decoder::new().decode(&mut &input[..]);
    check_outcome(record, "streamed", &streamed, &mut report);
    report.finish()
}

fn check_outcome(record: &Json, what: &str, seen: &Seen, report: &mut Report<'_>) {
    match (record["expect"].as_str(), seen) {
        (Some("error"), Ok(seen)) => {
            report.add(format!("{what}: expected an error, seen {seen}"));
        }
        (Some("error" | "any"), _) | (Some("ok-or-limit"), Err(_)) => {}
        (Some("ok"), Err(error)) => report.add(format!("{what}: unexpected {error}")),
        (Some("ok" | "ok-or-limit"), Ok(_)) => {
            if let Some(expected) = record.get("value").filter(|value| value.is_object()) {
                let reader = Reader::new(expected);
                let value = reader.value(&reader.ty(&expected["type"]), &expected["value"]);
                report.same_value(what, &value, seen);
            }
        }
        (other, _) => report.add(format!("unknown expectation {other:?}")),
    }
}

/// Correct bytes that are easily got wrong.
pub(super) fn check_quirk(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    let recorded = bytes(&record["correct_hex"]);
    let seen = decode::<Value>(&recorded);
    if record.get("type").is_none() {
        if let Err(error) = seen {
            report.add(format!("unexpected {error}"));
        }
        return report.finish();
    }
    let reader = Reader::new(record);
    let value = reader.value(&reader.ty(&record["type"]), &record["value"]);
    report.same_value("decoded", &value, &seen);
    match encode(&value) {
        // Where there are several entries, ours come in another order.
        Ok(written) => report.same_value("encoded and decoded", &value, &decode(&written)),
        Err(error) => report.add(format!("encoding: {error}")),
    }
    report.finish()
}
