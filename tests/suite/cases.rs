//! Conformance cases: recorded programs and bytes with their expected results, as data.
//!
//! They are read from `testdata/` and from every folder of the path list `VDL_EXTRA_CASES`, each laid out alike. For each
//! file one line says how many cases ran and passed; a failed case is named with what was expected and what was seen.

mod canonical_type;
pub(crate) mod corpus;
pub(crate) mod dump;
mod files;
pub(crate) mod run;
mod vdl;
mod vom;

use std::path::Path;

use serde::de::DeserializeOwned;

pub(crate) use self::files::{Failure, print, run_files};

/// The file itself is a JSON object with a list of cases.
pub(crate) fn read_cases<C: DeserializeOwned>(path: &Path) -> Vec<C> {
    #[derive(serde::Deserialize)]
    struct Envelope<C> {
        cases: Vec<C>,
    }
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let envelope: Envelope<C> =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    envelope.cases
}
