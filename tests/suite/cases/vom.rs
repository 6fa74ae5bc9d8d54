//! Cases of the wire format VOM; their form is told in `testdata/vom/README.md`.

mod atoms;
mod conversions;
mod malformed;
mod messages;
mod natives;
mod notation;
mod report;
mod source;
mod streams;
mod values;

use std::path::Path;

use serde_json::{Value as Json, json};

use super::run_files;

#[test]
fn cases_vom_values() {
    run_files("cases", "vom/values.json", records, values::check);
}

#[test]
fn cases_vom_natives() {
    run_files("cases", "vom/natives.json", records, values::check);
}

#[test]
fn cases_vom_streams() {
    run_files("cases", "vom/streams.json", records, streams::check);
}

#[test]
fn cases_vom_conversions() {
    run_files("cases", "vom/conversions.json", records, conversions::check);
}

#[test]
fn cases_vom_malformed() {
    run_files("cases", "vom/malformed.json", records, malformed::check);
}

#[test]
fn cases_vom_quirks() {
    run_files("cases", "vom/quirks.json", records, malformed::check_quirk);
}

#[test]
fn cases_vom_reference_values() {
    let file = "vom/reference/vomtest.json";
    run_files("cases", file, records, values::check);
}

#[test]
fn cases_vom_reference_conversions() {
    let file = "vom/reference/vdltest-conversions.json";
    run_files("cases", file, records, conversions::check);
}

/// Which class an error has is recorded for information; nearly always there is but one that fits.
#[test]
fn classes_of_errors_are_nearly_always_as_recorded() {
    let records = records(&own("conversions.json"));
    let classes: Vec<_> = records
        .iter()
        .filter_map(conversions::error_classes)
        .collect();
    let agreeing = classes
        .iter()
        .filter(|(expected, seen)| Some(*expected) == *seen);
    let (agreeing, all) = (agreeing.count(), classes.len());
    assert!(agreeing * 100 >= all * 98, "{agreeing} of {all} agree");
}

/// The records of a file, which is a list; those that `either.json` names are marked.
fn records(path: &Path) -> Vec<Json> {
    let mut records = list(path);
    let either = list(&own("either.json"));
    for record in &mut records {
        let is_named =
            |named: &Json| named["name"] == record["name"] && named["hex"] == record["hex"];
        if either.iter().any(is_named) {
            record["either"] = json!(true);
        }
    }
    records
}

/// A file of the tree.
fn own(file: &str) -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom");
    folder.join(file)
}

fn list(path: &Path) -> Vec<Json> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
