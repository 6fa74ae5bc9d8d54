//! Streams taken apart into atoms.

use serde_json::Value as Json;
use v23::vom::dump::{Atom, atoms};

use super::report::{Report, hex};

/// Checks the recorded atoms of a stream: bytes, kind, datum, remark.
pub(super) fn check(record: &Json, stream: &[u8], report: &mut Report<'_>) {
    let Some(expected) = record["dump"].as_array() else {
        return;
    };
    let (seen, result) = atoms(stream);
    if let Err(error) = result {
        report.add(format!("dump: {error}"));
    }
    if expected.len() != seen.len() {
        report.add(format!(
            "dump: expected {} atoms, seen {}",
            expected.len(),
            seen.len()
        ));
    }
    for (expected, seen) in expected.iter().zip(&seen) {
        let facts = facts(seen);
        if *expected != facts {
            report.add(format!("dump: expected {expected}, seen {facts}"));
        }
    }
}

fn facts(atom: &Atom) -> Json {
    let datum = atom.datum.to_string();
    [
        hex(&atom.bytes),
        atom.kind.to_string(),
        datum,
        atom.debug.clone(),
    ]
    .as_slice()
    .into()
}
