//! What is wrong with a case.

use serde_json::Value as Json;
use v23::vom::DecodeError;
use vdl::Value;

use crate::cases::Failure;

/// A value that was read, or why it was not.
pub(super) type Seen = Result<Value, DecodeError>;

/// What is wrong with a case.
pub(super) struct Report<'j> {
    record: &'j Json,
    lines: Vec<String>,
}

impl<'j> Report<'j> {
    pub(super) fn new(record: &'j Json) -> Self {
        Self {
            record,
            lines: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    pub(super) fn same_bytes(&mut self, what: &str, expected: &[u8], seen: &[u8]) {
        if expected != seen {
            self.add(format!(
                "{what}: expected {}, seen {}",
                hex(expected),
                hex(seen)
            ));
        }
    }

    /// Compares texts, if one was recorded.
    pub(super) fn same_text(&mut self, what: &str, expected: &Json, seen: &str) {
        if let Some(expected) = expected.as_str()
            && expected != seen
        {
            self.add(format!("{what}: expected {expected}, seen {seen}"));
        }
    }

    pub(super) fn same_value(&mut self, what: &str, expected: &Value, seen: &Seen) {
        match seen {
            Ok(seen) if same(expected, seen) => {}
            Ok(seen) => self.add(format!("{what}: expected {expected}, seen {seen}")),
            Err(error) => self.add(format!("{what}: expected {expected}, seen {error}")),
        }
    }

    pub(super) fn finish(self) -> Option<Failure> {
        let name = ["name", "hex"]
            .iter()
            .find_map(|key| self.record[key].as_str());
        (!self.lines.is_empty()).then(|| Failure {
            id: name.unwrap_or_default().to_owned(),
            report: self.lines,
        })
    }
}

/// Equality under which NaN is itself.
pub(super) fn same(a: &Value, b: &Value) -> bool {
    let held = |value: &Value| {
        value
            .any()
            .flatten()
            .map_or_else(|| value.clone(), |held| held.to_owned())
    };
    let (a, b) = (held(a), held(b));
    a == b || (a.ty() == b.ty() && a.to_string() == b.to_string())
}

/// Whether there are numbers in a value that have more than one form in bytes.
pub(super) fn has_nan(value: &Value) -> bool {
    value.to_string().contains("NaN")
}

/// Whether entries of maps or sets may come in any order.
pub(super) fn is_unordered(record: &Json) -> bool {
    record["unordered"].as_bool().unwrap_or_default() || record.get("entry_order").is_some()
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
