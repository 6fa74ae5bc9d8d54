//! The recorded values of `vom/values.json` as generated types: read, compared, and written again.

generated!("vectors");

use std::collections::BTreeSet;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;
use v23::vom;
use vdl::{Value, VdlRead, VdlType, VdlWrite};

use crate::files::{Failure, print, run_files};

include!(concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../testdata/golden/vectors/cases.vdl.rs"
));

/// Records that have a generated type.
pub(crate) struct Case {
    names: &'static [&'static str],
    check: fn(&Json) -> Result<(), String>,
}

impl Case {
    /// The generated type is that of the field of a generated struct.
    const fn new<H, T: VdlType + VdlRead + VdlWrite + Debug>(names: &'static [&'static str], _: fn(H) -> T) -> Self {
        Self {
            names,
            check: check::<T>,
        }
    }
}

#[test]
fn cases_generated_vom_values() {
    run_files("generated", "vom/values.json", records, |record| {
        let name = name(record);
        let outcome = find(name).map_or(Ok(()), |case| (case.check)(record));
        let report = outcome.err()?;
        Some(Failure {
            id: name.to_owned(),
            report: vec![report],
        })
    });
}

#[test]
fn every_record_with_source_has_a_type() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom/values.json");
    let without: Vec<String> = read(&own)
        .iter()
        .filter(|record| record["vdl_type"].is_string() && find(name(record)).is_none())
        .map(|record| name(record).to_owned())
        .collect();
    assert!(without.is_empty(), "{without:?}");
    let names: Vec<&str> = CASES.iter().flat_map(|case| case.names).copied().collect();
    assert!(names.len() > 500);
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
}

fn read(path: &Path) -> Vec<Json> {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The records whose types are known here.
fn records(path: &Path) -> Vec<Json> {
    let all = read(path);
    let count = all.len();
    let known: Vec<Json> = all.into_iter().filter(|record| find(name(record)).is_some()).collect();
    print(&format!("  {} of {count} records have no generated type", count - known.len()));
    known
}

fn name(record: &Json) -> &str {
    record["name"].as_str().unwrap_or_default()
}

fn find(name: &str) -> Option<&'static Case> {
    CASES.iter().find(|case| case.names.contains(&name))
}

fn check<T: VdlType + VdlRead + VdlWrite + Debug>(record: &Json) -> Result<(), String> {
    let recorded = bytes(record["hex"].as_str().unwrap_or_default())?;
    let unique = T::vdl_type().unique_string();
    if record["unique"].as_str() != Some(unique) {
        return Err(format!("type: expected {}, seen {unique}", record["unique"]));
    }
    let decoded = vom::decode::<T>(&recorded);
    if record["value"].to_string().contains("rawhex") {
        // Strings in Rust are text.
        return match decoded {
            Ok(value) => Err(format!("expected an error, seen {value:?}")),
            Err(_) => Ok(()),
        };
    }
    let value = decoded.map_err(|error| format!("decoding: {error}"))?;
    let written = vom::encode(&value).map_err(|error| format!("encoding {value:?}: {error}"))?;
    // Entries of sets and maps have an order in Rust, and there is more than one NaN.
    let has_nan = record["value"].to_string().contains("NaN");
    if record["entry_order"].is_null() && !has_nan {
        return same(&recorded, &written);
    }
    if !has_nan {
        same(&recorded.len(), &written.len())?;
        return same(&value_of(&recorded)?, &value_of(&written)?);
    }
    same(&value_of(&recorded)?.to_string(), &value_of(&written)?.to_string())
}

fn same<T: PartialEq + Debug>(expected: &T, seen: &T) -> Result<(), String> {
    if expected == seen {
        return Ok(());
    }
    Err(format!("expected {expected:02x?}, seen {seen:02x?}"))
}

fn value_of(bytes: &[u8]) -> Result<Value, String> {
    vom::decode(bytes).map_err(|error| format!("decoding what was encoded: {error}"))
}

fn bytes(hex: &str) -> Result<Vec<u8>, String> {
    (0..hex.len() / 2)
        .map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).map_err(|error| error.to_string()))
        .collect()
}
