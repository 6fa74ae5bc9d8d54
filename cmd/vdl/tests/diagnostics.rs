//! Every diagnostic as a person sees it: the cases of `testdata/diagnostics` and the examples of `vdl explain`.
//!
//! A case is one text file: what to run, which codes to expect, and the files of a source tree. Its snapshot shows the
//! case and everything that was printed. Adding a case touches no Rust; the form is described in [`case`].

mod case;
mod example;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use vdl_parser::diagnostic::code::Code;

use self::case::Case;
use self::example::Example;

/// Input and output together: what a reviewer reads.
#[test]
fn cases_look_as_recorded() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../../testdata/diagnostics/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::glob!("../../../testdata/diagnostics", "*.txt", |path| {
            let text = read(path);
            let shown = Case::parse(&text).place().show();
            insta::assert_snapshot!(
                "case",
                format!("{}\n{RULE}\n{shown}", visible(&text).trim_end())
            );
        });
    });
}

#[test]
fn every_picture_belongs_to_a_case() {
    let cases: BTreeSet<String> = case_files().iter().map(|path| file_name(path)).collect();
    for entry in fs::read_dir(cases_dir().join("snapshots")).expect("the pictures are recorded") {
        let name = file_name(&entry.expect("a readable directory").path());
        let case = name
            .strip_prefix("case@")
            .and_then(|rest| rest.strip_suffix(".snap"));
        assert!(case.is_some_and(|case| cases.contains(case)), "{name}");
    }
}

#[test]
fn cases_have_the_expected_codes() {
    let failures = check_cases(|case| {
        let found: Vec<String> = case
            .place()
            .findings()
            .into_iter()
            .map(|finding| finding.name)
            .collect();
        if found == case.expect {
            Ok(())
        } else {
            Err(format!("expected {:?}, found {found:?}", case.expect))
        }
    });
    assert!(failures.is_empty(), "{failures}");
}

/// A suggested edit is one that a tool may make: the finding is gone and no other came of it.
#[test]
fn suggested_edits_solve_what_they_are_for() {
    let failures = check_cases(|case| {
        for finding in case.place().findings() {
            for help in finding.help.iter().filter(|help| !help.edits.is_empty()) {
                let place = case.place();
                place.apply(&help.edits);
                let mut allowed: Vec<&String> = case.expect.iter().chain(&case.reveals).collect();
                if let Some(at) = allowed.iter().position(|name| **name == finding.name) {
                    allowed.remove(at);
                }
                for left in place.findings() {
                    match allowed.iter().position(|name| **name == left.name) {
                        Some(at) => drop(allowed.remove(at)),
                        None => {
                            return Err(format!(
                                "`{}` leaves {}: `{}`",
                                help.message, left.name, left.message
                            ));
                        }
                    }
                }
            }
        }
        Ok(())
    });
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_code_has_a_case() {
    let expected: BTreeSet<String> = case_files()
        .iter()
        .flat_map(|path| Case::parse(&read(path)).expect)
        .collect();
    let without: Vec<&str> = Code::ALL
        .iter()
        .map(|code| code.name())
        .filter(|name| !expected.contains(*name))
        .collect();
    assert_eq!(without, [""; 0]);
}

#[test]
fn explanations_have_a_wrong_and_a_right_example() {
    for &code in Code::ALL {
        let text = code.explain();
        let heading = format!("# {}: {}\n", code.name(), code.title());
        assert!(
            text.starts_with(&heading),
            "{code} does not start with its heading"
        );
        let examples = Example::all(text);
        let kinds: Vec<&str> = examples
            .iter()
            .map(|example| example.kind.as_str())
            .collect();
        assert_eq!(kinds, ["fails", "works"], "{code}");
        for example in examples.iter().filter(|example| example.language == "vdl") {
            let case = Case::parse(&example.text);
            let found: Vec<String> = case
                .place()
                .findings()
                .into_iter()
                .map(|finding| finding.name)
                .collect();
            let expected: &[&str] = if example.kind == "fails" {
                &[code.name()]
            } else {
                &[]
            };
            assert_eq!(found, expected, "{code}, the example that {}", example.kind);
        }
    }
}

/// Runs a check on every case and lists the failures.
fn check_cases(check: impl Fn(&Case) -> Result<(), String>) -> String {
    let mut failures = String::new();
    for path in case_files() {
        if let Err(failure) = check(&Case::parse(&read(&path))) {
            failures.push_str(&format!("{}: {failure}\n", file_name(&path)));
        }
    }
    failures
}

fn case_files() -> Vec<PathBuf> {
    let entries = fs::read_dir(cases_dir()).expect("the cases are part of the repository");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable directory").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    assert!(!files.is_empty(), "there are no cases");
    files
}

fn cases_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/diagnostics")
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("cases are text")
}

/// A case as it may stand in a snapshot, where a byte order mark would not be seen.
fn visible(text: &str) -> String {
    text.replace('\u{feff}', "<U+FEFF>")
}

const RULE: &str = "────────────────────────────────────────";
