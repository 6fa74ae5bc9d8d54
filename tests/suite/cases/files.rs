//! Running all cases of a file, wherever it is present, with a line about each.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

/// A failed case: its id, and what was expected and seen.
pub(crate) struct Failure {
    pub(crate) id: String,
    pub(crate) report: Vec<String>,
}

/// Runs a kind of case file wherever it is present; `what` starts the line about each.
pub(crate) fn run_files<C: DeserializeOwned>(
    what: &str,
    file: &str,
    cases: fn(&Path) -> Vec<C>,
    check: fn(&C) -> Option<Failure>,
) {
    let mut failed = 0;
    let mut files = 0;
    for (name, folder) in folders() {
        let path = folder.join(file);
        if !path.is_file() {
            continue;
        }
        files += 1;
        let cases = cases(&path);
        let failures: Vec<Failure> = cases
            .iter()
            .filter_map(|case| survive(case, check))
            .collect();
        let passed = cases.len() - failures.len();
        print(&format!(
            "{what} {name}/{file}: {} run, {passed} passed",
            cases.len()
        ));
        for failure in &failures {
            print(&format!(
                "  {}\n    {}",
                failure.id,
                failure.report.join("\n    ")
            ));
        }
        failed += failures.len();
    }
    assert!(files > 0, "{file} is in no folder");
    assert_eq!(failed, 0, "{failed} cases failed");
}

/// A case that panics has failed, and the others still run.
fn survive<C>(case: &C, check: fn(&C) -> Option<Failure>) -> Option<Failure> {
    let run = AssertUnwindSafe(|| check(case));
    catch_unwind(run).unwrap_or_else(|_| {
        let report = vec!["panicked; see above".to_owned()];
        Some(Failure {
            id: "a case".to_owned(),
            report,
        })
    })
}

/// The folders of cases, with the names that people know them by.
fn folders() -> Vec<(String, PathBuf)> {
    // Tests run in the folder of their package; relative folders are meant from the workspace.
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let extra = std::env::var_os("VDL_EXTRA_CASES").unwrap_or_default();
    let extra = std::env::split_paths(&extra).filter(|path| !path.as_os_str().is_empty());
    std::iter::once(PathBuf::from("testdata"))
        .chain(extra)
        .map(|path| (path.display().to_string(), workspace.join(path)))
        .collect()
}

#[expect(
    clippy::print_stdout,
    reason = "the summary line of each file is the interface of this suite"
)]
pub(crate) fn print(line: &str) {
    println!("{line}");
}
