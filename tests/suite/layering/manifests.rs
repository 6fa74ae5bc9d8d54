//! Rules about manifests: edges between crates, and who may use which crate from outside.

use super::tree::Tree;

/// What each crate of the workspace may depend on in the workspace. Tests may use anything.
const EDGES: &[(&str, &[&str])] = &[
    ("vdl", &[]),
    ("vdlroot", &[]),
    ("vdl-parser", &["vdl", "vdlroot"]),
    ("vdl-codegen", &["vdl", "vdlroot", "vdl-parser"]),
    ("vdl-macros", &["vdl", "vdl-parser", "vdl-codegen"]),
    ("v23", &["vdl", "vdl-macros"]),
    ("cmdline", &["v23", "vdl"]),
    (
        "vdl-cli",
        &[
            "cmdline",
            "v23",
            "vdl",
            "vdlroot",
            "vdl-parser",
            "vdl-codegen",
        ],
    ),
    ("vom-cli", &["cmdline", "v23", "vdl"]),
    ("arith", &["v23", "vdl-codegen"]),
    ("fortune", &["v23", "vdl-codegen"]),
    ("inline", &["v23"]),
    ("rust-first", &["v23"]),
    ("tests", &[]),
    ("benches", &[]),
    ("vdl-fuzz", &["v23", "vdl", "vdl-parser", "vdl-codegen"]),
];

/// Crates from outside and the only packages whose libraries may use them.
const ROOMS: &[(&str, &[&str])] = &[
    ("pest", &["vdl-parser"]),
    ("pest_derive", &["vdl-parser"]),
    ("base64", &["cmdline"]),
    ("clap", &["cmdline", "vdl-cli", "vom-cli"]),
    ("clap_complete", &["vdl-cli"]),
    ("clap_mangen", &["vdl-cli"]),
    ("anstream", &["vdl-cli", "vom-cli"]),
    ("annotate-snippets", &["vdl-codegen"]),
    ("anyhow", &["cmdline", "vdl-cli", "vom-cli"]),
    ("mimalloc", &["benches", "vdl-cli"]),
    ("serde_json", &["vdl-cli", "vdl-codegen"]),
    ("toml", &["vdl-codegen"]),
    ("tokio", &["v23", "arith", "fortune", "rust-first"]),
];

pub(super) fn crates_depend_only_downwards(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.manifests() {
        let name = package_name(text);
        let Some((_, allowed)) = EDGES.iter().find(|(known, _)| *known == name) else {
            violations.push(format!("{path}: no rule says what {name} may depend on"));
            continue;
        };
        for dependency in dependencies(text) {
            if EDGES.iter().any(|(known, _)| *known == dependency)
                && !allowed.contains(&dependency.as_str())
            {
                violations.push(format!("{path}: {name} may not depend on {dependency}"));
            }
        }
    }
    violations
}

pub(super) fn outside_crates_stay_in_their_room(tree: &Tree) -> Vec<String> {
    let mut violations = Vec::new();
    for (path, text) in tree.manifests() {
        let name = package_name(text);
        for dependency in dependencies(text) {
            let room = ROOMS.iter().find(|(known, _)| *known == dependency);
            if room.is_some_and(|(_, allowed)| !allowed.contains(&name)) {
                violations.push(format!("{path}: {name} may not depend on {dependency}"));
            }
        }
    }
    violations
}

pub(super) fn members_inherit_the_workspace(tree: &Tree) -> Vec<String> {
    // The fuzz targets are a workspace of their own.
    let members = tree
        .manifests()
        .filter(|(path, _)| !path.starts_with("fuzz/"));
    let missing = members.flat_map(|(path, text)| {
        [
            "version.workspace",
            "edition.workspace",
            "rust-version.workspace",
            "license.workspace",
            "[lints]\nworkspace",
        ]
        .into_iter()
        .filter(|wanted| !text.contains(wanted))
        .map(move |wanted| format!("{path}: does not inherit {}", wanted.replace('\n', " ")))
    });
    missing.collect()
}

fn package_name(text: &str) -> &str {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("name = \""))
        .unwrap_or_default();
    line.trim_end_matches('"')
}

/// Names in the `dependencies` and `build-dependencies` tables, in either way of writing them.
fn dependencies(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(header) = line.trim().strip_prefix('[') {
            let header = header.trim_end_matches(']');
            let header = header.rsplit_once("cfg(").map_or(header, |(_, rest)| {
                rest.rsplit_once("'.").map_or(rest, |(_, table)| table)
            });
            inside = matches!(header, "dependencies" | "build-dependencies");
            names.extend(header.strip_prefix("dependencies.").map(str::to_owned));
        } else if inside && let Some((name, _)) = line.split_once('=') {
            let name = name.trim().split('.').next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names
}
