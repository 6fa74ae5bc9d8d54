//! Rules about source files: what their text may mention, how they are called, how long they may get.

use super::tree::Tree;

/// Folders of libraries.
const LIBRARIES: &[&str] = &[
    "runtime/",
    "vdl-parser/src/",
    "vdl-codegen/src/",
    "vdl-macros/src/",
    "vdlroot/src/",
];

/// The longest a file may get, in lines.
const MAX_LINES: usize = 700;

pub(super) fn pure_crates_do_no_io(tree: &Tree) -> Vec<String> {
    let pure = |path: &str| {
        let is_loader =
            path == "vdl-parser/src/load.rs" || path.starts_with("vdl-parser/src/load/");
        (path.starts_with("runtime/vdl/src/") || path.starts_with("vdl-parser/src/")) && !is_loader
    };
    let mut found = mentions(
        tree,
        pure,
        &[
            "std::fs",
            "std::net",
            "std::process",
            "thread::spawn",
            "thread::scope",
            "thread::Builder",
            "thread::sleep",
            "std::env",
            "std::io",
        ],
    );
    let loader = |path: &str| path.starts_with("vdl-parser/src/load");
    found.extend(mentions(
        tree,
        loader,
        &["thread::spawn", "thread::scope", "std::process", "std::net"],
    ));
    found
}

pub(super) fn libraries_never_print_or_exit(tree: &Tree) -> Vec<String> {
    mentions(
        tree,
        is_library,
        &[
            "println!",
            "print!",
            "dbg!",
            "process::exit",
            "process::abort",
        ],
    )
}

pub(super) fn libraries_read_no_environment(tree: &Tree) -> Vec<String> {
    // Cargo tells macros and build scripts in the environment what they need to know.
    let told = [
        "vdl-macros/src/manifest.rs",
        "vdl-codegen/src/cargo/surroundings.rs",
    ];
    let reads = |path: &str| is_library(path) && !told.contains(&path);
    mentions(tree, reads, &["env::var", "env::args", "env::current_dir"])
}

pub(super) fn pest_stays_in_the_parser(tree: &Tree) -> Vec<String> {
    let outside =
        |path: &str| !path.starts_with("vdl-parser/src/parse") && !path.starts_with("tests/");
    mentions(tree, outside, &["pest::", "pest_derive"])
}

pub(super) fn drawing_stays_at_the_edges(tree: &Tree) -> Vec<String> {
    let outside =
        |path: &str| path != "vdl-codegen/src/render/human.rs" && !path.starts_with("tests/");
    mentions(tree, outside, &["annotate_snippets"])
}

pub(super) fn files_have_nouns_and_bounds(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.sources() {
        let name = path.rsplit('/').next().unwrap_or(path);
        if matches!(
            name,
            "mod.rs" | "util.rs" | "utils.rs" | "helpers.rs" | "common.rs" | "misc.rs"
        ) {
            violations.push(format!("{path}: is no noun"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES && !path.ends_with(".vdl.rs") && !is_test(path) {
            violations.push(format!("{path}: has {lines} lines, more than {MAX_LINES}"));
        }
    }
    violations
}

pub(super) fn lints_are_expected_never_allowed(tree: &Tree) -> Vec<String> {
    mentions(
        tree,
        |path| {
            // Code that is generated cannot know whether a lint speaks up.
            let generates = [
                "vdl-codegen/src/rust/",
                "vdl-macros/src/",
                "runtime/src/rt/",
            ];
            !path.ends_with(".vdl.rs")
                && !path.starts_with("tests/")
                && !generates.iter().any(|room| path.starts_with(room))
        },
        &["#[allow(", "#![allow("],
    )
}

fn is_library(path: &str) -> bool {
    LIBRARIES.iter().any(|library| path.starts_with(library)) && !is_test(path)
}

fn is_test(path: &str) -> bool {
    path.contains("/tests/")
        || path.ends_with("/tests.rs")
        || path.starts_with("tests/")
        || path.starts_with("benches/")
}

/// Files that a filter takes and whose code, outside comments and test modules, has one of the texts.
fn mentions(tree: &Tree, takes: impl Fn(&str) -> bool, texts: &[&str]) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree
        .sources()
        .filter(|(path, _)| takes(path) && !is_test(path))
    {
        let code = text
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default();
        for (number, line) in code.lines().enumerate() {
            let line = line.split("//").next().unwrap_or_default();
            let hit = texts.iter().find(|text| is_mentioned(line, text));
            violations.extend(hit.map(|text| format!("{path}: `{text}` in line {}", number + 1)));
        }
    }
    violations
}

/// Whether a text stands in a line as a word of its own: `eprintln!` is not `println!`.
fn is_mentioned(line: &str, text: &str) -> bool {
    line.match_indices(text).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|ch| ch.is_alphanumeric() || ch == '_')
    })
}
