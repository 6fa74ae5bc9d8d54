//! Streams taken apart into messages.

use serde_json::{Value as Json, json};

use super::report::{Report, hex};

/// The messages of a stream that ends with its first value, as the cases record them.
///
/// What is not the beginning of a message is left to fail the comparison.
pub(super) fn split(stream: &[u8]) -> Vec<Json> {
    let mut messages = Vec::new();
    let mut rest = stream;
    if let [0x81, after @ ..] = rest {
        messages.push(json!({"kind": "version", "hex": "81"}));
        rest = after;
    }
    while let Some((message, after)) = message(rest) {
        messages.push(message);
        rest = after;
    }
    messages
}

/// The first message; a value goes on to the end.
fn message(stream: &[u8]) -> Option<(Json, &[u8])> {
    let mut rest = stream;
    let incomplete = rest.first() == Some(&0xE2);
    if incomplete {
        rest = &rest[1..];
    }
    let code = uint(&mut rest)?;
    let id = code / 2;
    if code % 2 == 0 {
        let message = json!({"kind": "value", "type_id": id, "hex": hex(stream)});
        return Some((message, &[]));
    }
    // Negative numbers are complements.
    let id = id + 1;
    let len = uint(&mut rest)?;
    let after = rest.get(usize::try_from(len).ok()?..)?;
    let bytes = &stream[..stream.len() - after.len()];
    let mut message = json!({"kind": "type", "type_id": id, "hex": hex(bytes)});
    if incomplete {
        message["incomplete"] = json!(true);
    }
    Some((message, after))
}

fn uint(bytes: &mut &[u8]) -> Option<u64> {
    let (first, mut rest) = bytes.split_first()?;
    let mut value = u64::from(*first);
    if *first >= 0x80 {
        let (digits, after) = rest.split_at_checked(usize::from(first.wrapping_neg()))?;
        value = digits.iter().try_fold(0_u64, |value, byte| {
            Some(value.checked_mul(256)? + u64::from(*byte))
        })?;
        rest = after;
    }
    *bytes = rest;
    Some(value)
}

/// Checks that bytes are the recorded messages.
pub(super) fn check(record: &Json, written: &[u8], report: &mut Report<'_>) {
    let seen = split(written);
    if let Some(expected) = record["messages"].as_array()
        && *expected != seen
    {
        report.add(format!("messages: expected {expected:?}, seen {seen:?}"));
    }
    let of_kind = |kind: &str| -> String {
        let of_kind = seen.iter().filter(|message| message["kind"] == kind);
        of_kind
            .filter_map(|message| message["hex"].as_str())
            .collect()
    };
    report.same_text("types", &record["hex_type"], &of_kind("type"));
    report.same_text("value", &record["hex_value"], &of_kind("value"));
}
