//! The dump object of a run, and its comparison with a recorded one.

use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

use super::canonical_type;
use super::run::Outcome;

/// The `order` and the dumps of all packages that are not embedded, as the cases record them.
pub(crate) fn of(outcome: &Outcome) -> Json {
    let env = &outcome.checked.env;
    let order: Vec<&str> = outcome
        .checked
        .packages
        .iter()
        .map(|package| package.loaded.path.as_str())
        .collect();
    let packages: Vec<Json> = outcome
        .checked
        .packages
        .iter()
        .filter(|package| !package.loaded.embedded)
        .filter_map(|package| package.id)
        .map(|id| {
            let text = vdl_codegen::dump::json(env, &outcome.sources, id);
            serde_json::from_str(&text).expect("a dump is JSON")
        })
        .collect();
    serde_json::json!({ "order": order, "packages": packages })
}

/// Appends every difference, named by its path.
pub(crate) fn compare(expected: &Json, seen: &Json, path: &str, report: &mut Vec<String>) {
    match (expected, seen) {
        (Json::Object(hash), Json::String(text)) if is_hash(hash) => {
            let digest: String = Sha256::digest(text)
                .iter()
                .map(|byte| format!("{byte:02x}"))
                .collect();
            if hash["sha256"] != digest.as_str() || hash["len"] != text.len() {
                report.push(format!(
                    "{path}: expected a text with {hash:?}, seen {text:?}"
                ));
            }
        }
        (Json::Object(expected), Json::Object(seen)) => {
            let keys: std::collections::BTreeSet<&String> =
                expected.keys().chain(seen.keys()).collect();
            for key in keys {
                let empty = Json::Null;
                let (expected, seen) = (
                    expected.get(key).unwrap_or(&empty),
                    seen.get(key).unwrap_or(&empty),
                );
                compare(expected, seen, &format!("{path}.{key}"), report);
            }
        }
        (Json::Array(expected_items), Json::Array(seen_items))
            if expected_items.len() == seen_items.len() =>
        {
            for (at, (expected, seen)) in expected_items.iter().zip(seen_items).enumerate() {
                compare(expected, seen, &format!("{path}[{at}]"), report);
            }
        }
        _ if expected == seen || (is_empty(expected) && is_empty(seen)) => {}
        // The text of the body of mutually recursive types depends on where one starts; the type does not.
        (Json::String(expected), Json::String(seen))
            if path.ends_with(".base")
                && canonical_type::parse(expected) == canonical_type::parse(seen) => {}
        _ => report.push(format!("{path}: expected {expected}, seen {seen}")),
    }
}

fn is_hash(object: &Map<String, Json>) -> bool {
    object.len() == 2 && object.contains_key("sha256") && object.contains_key("len")
}

/// Absent documentation is recorded as nothing, an empty text, or a list of them.
fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::String(text) => text.is_empty(),
        Json::Array(items) => items.iter().all(is_empty),
        Json::Bool(_) | Json::Number(_) | Json::Object(_) => false,
    }
}
