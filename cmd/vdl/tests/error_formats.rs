//! Findings in each of the five forms.

use serde_json::Value;

use crate::tree::Tree;

/// Two places, suggested edits, a warning, and text that must be escaped somewhere.
const TREE: &[(&str, &str)] = &[
    (
        "p/first.vdl",
        "package p\n\n// Meter is \u{1b}[31mlong.\ntype Meter float64 // as 100%, or so: \u{202e}\n\ntype Alt ?float64\n",
    ),
    (
        "p/second.vdl",
        "package p\n\ntype METER int32\n\nconst Size = Metre(1)\n",
    ),
    ("q/q.vdl", "package q\n\ntype unused int32\n"),
];

#[test]
fn every_form() {
    for form in ["human", "short", "json", "github", "sarif"] {
        let tree = Tree::new(TREE);
        let shown =
            ["p", "q"].map(|package| show(&tree, &["--error-format", form, "check", package]));
        insta::assert_snapshot!(format!("every_form_{form}"), shown.join("\n"));
    }
}

#[test]
fn findings_without_a_place() {
    let tree = Tree::new(TREE);
    for form in ["human", "short", "json", "github", "sarif"] {
        let shown = show(&tree, &["--error-format", form, "check", "no/package"]);
        insta::assert_snapshot!(format!("no_place_{form}"), shown);
    }
}

/// A run as text. A SARIF document goes without what is the same for each finding of a code, and without the version.
fn show(tree: &Tree, args: &[&str]) -> String {
    let mut ran = tree.run(args);
    if args.contains(&"sarif") {
        let mut document: Value =
            serde_json::from_str(&ran.err).expect("one document and nothing else");
        let driver = &mut document["runs"][0]["tool"]["driver"];
        assert_eq!(driver["version"].take(), env!("CARGO_PKG_VERSION"));
        for rule in driver["rules"].as_array_mut().expect("a list") {
            assert!(rule["help"].take()["markdown"].is_string());
        }
        ran.err = format!("{document:#}\n");
    }
    ran.shown(&format!("vdl {}", args.join(" ")))
}

#[test]
fn long_lines_are_cut() {
    let many = |letter| {
        (0..20_000)
            .map(|at| format!("type {letter}{at} int32; "))
            .collect::<String>()
    };
    let text = format!("package p; {}type Last Missing; {}", many('A'), many('B'));
    let tree = Tree::new(&[("p/p.vdl", &text)]);
    for form in ["human", "short", "json", "github", "sarif"] {
        let ran = tree.run(&["--error-format", form, "check", "p"]);
        assert_eq!(ran.code, Some(1));
        assert!(ran.err.len() < 20_000, "{form}: {} bytes", ran.err.len());
    }
}

#[test]
fn columns_of_cut_lines_are_true() {
    let text = format!("package p\nconst S = \"{}\" + Missing\n", "é".repeat(9_000));
    let tree = Tree::new(&[("p/p.vdl", &text)]);
    insta::assert_snapshot!(tree.run(&["check", "p"]).shown("vdl check p"));
}
