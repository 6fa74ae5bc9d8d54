//! A large body of real packages, whose sources are not in the tree.
//!
//! `VDL_CORPUS` names the root of their source tree, the directory with its `go.mod`; without it there is nothing to run.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value as Json;
use vdl_parser::diagnostic::{Diagnostics, Severity};
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::session::{self, Options};
use vdl_parser::source::SourceMap;

use super::run::Outcome;
use super::{dump, print};

#[derive(Deserialize)]
pub(crate) struct Corpus {
    order: Vec<String>,
    pub(crate) packages: Vec<Package>,
}

#[derive(Deserialize)]
pub(crate) struct Package {
    pub(crate) path: String,
    pub(crate) expect: Json,
}

#[test]
fn cases_vdl_corpus() {
    let Some(root) = root() else {
        print("cases vdl/corpus.json: 0 run, 0 passed (VDL_CORPUS does not name the sources)");
        return;
    };
    let corpus = read();
    let outcome = run(&corpus, root);
    let seen = dump::of(&outcome);
    let dumps = seen["packages"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let mut failed = 0;
    for package in &corpus.packages {
        let mut report = Vec::new();
        match dumps
            .iter()
            .find(|dump| dump["path"] == package.path.as_str())
        {
            Some(dump) => dump::compare(&package.expect, dump, "", &mut report),
            None => report.push("did not compile".to_owned()),
        }
        if !report.is_empty() {
            failed += 1;
            print(&format!(
                "  {}\n    {}",
                package.path,
                report.join("\n    ")
            ));
        }
    }
    print(&format!(
        "cases vdl/corpus.json: {} run, {} passed",
        corpus.packages.len(),
        corpus.packages.len() - failed
    ));
    assert_eq!(failed, 0, "{failed} packages differ");
    assert_eq!(
        seen["order"],
        serde_json::json!(corpus.order),
        "the order of packages"
    );
}

pub(crate) fn root() -> Option<PathBuf> {
    std::env::var_os("VDL_CORPUS").map(PathBuf::from)
}

pub(crate) fn read() -> Corpus {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vdl/corpus.json");
    let text = std::fs::read_to_string(path).expect("the recorded corpus");
    serde_json::from_str(&text).expect("the recorded corpus")
}

pub(crate) fn run(corpus: &Corpus, root: PathBuf) -> Outcome {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    // The standard packages of the tree are compared like all others, in place of the embedded ones.
    let options = SearchPathOptions {
        vdlroot: Some(root.join("v23/vdlroot")),
        vdlpath: Some(vec![root.clone()]),
        current_dir: root,
    };
    let search = SearchPath::new(&options, &mut diagnostics).expect("the roots exist");
    let checked = session::check(
        &corpus.order,
        &search,
        &Options::default(),
        &OneByOne,
        &mut sources,
        &mut diagnostics,
    );
    let errors = diagnostics
        .take()
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .collect();
    let outcome = Outcome {
        sources,
        checked,
        values: Vec::new(),
        errors,
    };
    for error in &outcome.errors {
        let place = error
            .span
            .map_or_else(String::new, |span| outcome.sources.describe(span));
        print(&format!(
            "  {place}: {} [{}]",
            error.message,
            error.code.name()
        ));
    }
    outcome
}
