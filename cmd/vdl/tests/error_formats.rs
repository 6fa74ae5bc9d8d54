//! Findings in each of the five forms.

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
        let shown = ["p", "q"].map(|package| {
            let args = ["--error-format", form, "check", package];
            tree.run(&args).shown(&format!("vdl {}", args.join(" ")))
        });
        insta::assert_snapshot!(format!("every_form_{form}"), shown.join("\n"));
    }
}

#[test]
fn findings_without_a_place() {
    let tree = Tree::new(TREE);
    for form in ["human", "short", "json", "github", "sarif"] {
        let args = ["--error-format", form, "check", "no/package"];
        insta::assert_snapshot!(
            format!("no_place_{form}"),
            tree.run(&args).shown(&format!("vdl {}", args.join(" ")))
        );
    }
}

#[test]
fn long_lines_are_cut() {
    let text = format!(
        "package p; {}type Last Missing; {}",
        "type A int32; ".repeat(20_000),
        "type B int32; ".repeat(20_000)
    );
    let tree = Tree::new(&[(
        "p/p.vdl",
        &text.replacen("type A int32", "type Alone int32", 1),
    )]);
    for form in ["human", "short", "json", "github", "sarif"] {
        let ran = tree.run(&["--error-format", form, "--max-errors", "3", "check", "p"]);
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
