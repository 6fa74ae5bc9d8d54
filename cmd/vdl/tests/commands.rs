//! What each command prints, and how it ends.

use std::process::Stdio;

use crate::tree::Tree;

const GEO: &[(&str, &str)] = &[
    (
        "acme/geo/geo.vdl",
        "// Package geo knows places.\npackage geo\n\nimport \"acme/unit\"\n\n// Point is a place.\n\
         type Point struct {\n\tX, Y unit.Meter // from the corner\n}\n\nconst Origin = Point{}\n\n\
         // Away is far.\nerror Away(at Point) {RetryBackoff, \"en\": \"{at} is away\"}\n\n\
         type Map interface {\n\tFind(name string) stream<_, Point> (found bool | error) {\"slow\"}\n}\n",
    ),
    ("acme/geo/vdl.config", "config = {GenLanguages: {Go}}\n"),
    ("acme/unit/unit.vdl", "package unit\n\ntype Meter float64\n"),
];

const BAD: &[(&str, &str)] = &[
    ("bad/bad.vdl", "package bad\n\ntype A B\ntype C missing.D\n"),
    ("fine/fine.vdl", "package fine\n"),
    (
        "user/user.vdl",
        "package user\n\nimport \"bad\"\n\ntype T bad.A\n",
    ),
    ("warned/warned.vdl", "package warned\n\ntype unused int32\n"),
];

/// Runs command lines in a tree and shows all that came of them.
fn show(files: &[(&str, &str)], lines: &[&str]) -> String {
    let tree = Tree::new(files);
    let runs = lines.iter().map(|line| {
        let args: Vec<&str> = line.split(' ').skip(1).collect();
        tree.run(&args).shown(line)
    });
    runs.collect::<Vec<_>>().join("\n")
}

#[test]
fn check_and_compile() {
    insta::assert_snapshot!(show(
        GEO,
        &[
            "vdl check acme/...",
            "vdl compile ./acme/geo",
            "vdl check -q ./acme/geo/geo.vdl",
            "vdl compile --status=false all"
        ]
    ));
}

#[test]
fn failing_packages_do_not_stop_others() {
    insta::assert_snapshot!(show(
        BAD,
        &[
            "vdl compile ...",
            "vdl check bad",
            "vdl check user -q",
            "vdl check ./warned fine"
        ]
    ));
}

#[test]
fn list() {
    insta::assert_snapshot!(show(
        GEO,
        &[
            "vdl list acme/geo",
            "vdl list --format json acme/geo",
            "vdl list --format dot acme/geo"
        ]
    ));
}

#[test]
fn dump() {
    insta::assert_snapshot!(show(
        GEO,
        &[
            "vdl dump acme/geo",
            "vdl dump --format json acme/geo acme/unit",
            "vdl dump --format json --pretty acme/unit",
            "vdl dump --type Point acme/geo",
            "vdl dump --type acme/unit.Meter acme/geo --format json",
            "vdl dump --type None acme/geo",
        ]
    ));
    insta::assert_snapshot!(
        "dump_of_bad_packages",
        show(BAD, &["vdl dump fine bad -q --error-format short"])
    );
}

#[test]
fn eval() {
    let tree = Tree::new(GEO);
    let lines: &[&[&str]] = &[
        &["\"a\" + \"b\", 1 < 2, uint16(7)"],
        &["-1, 2.5", "--type", "int8", "--type", "float32"],
        &["\"acme/geo\".Origin"],
        &["{{1, 2}}", "--type", "[]\"acme/geo\".Point", "--json"],
        &["1 + 2"],
        &["\"no/where\".X"],
        &["1 +"],
        &["uint16(7)", "--type", "nothing"],
    ];
    let runs = lines.iter().map(|line| {
        let args: Vec<&str> = std::iter::once("eval")
            .chain(line.iter().copied())
            .collect();
        tree.run(&args).shown(&args.join(" "))
    });
    insta::assert_snapshot!(runs.collect::<Vec<_>>().join("\n"));
}

#[test]
fn explain() {
    let tree = Tree::new(&[]);
    let by_id = tree.run(&["explain", "e0301"]);
    assert_eq!(by_id.code, Some(0));
    assert_eq!(by_id.out, tree.run(&["explain", "type/bad-optional"]).out);
    assert!(
        by_id.out.starts_with("# type/bad-optional"),
        "{}",
        by_id.out
    );
    assert_eq!(
        tree.run(&["explain"]).out.lines().count(),
        vdl_parser::diagnostic::code::Code::ALL.len()
    );
    insta::assert_snapshot!(tree.run(&["explain", "E0310x"]).shown("vdl explain E0310x"));
}

#[test]
fn help_knows_commands_and_topics() {
    let tree = Tree::new(&[]);
    for topic in [
        "packages",
        "vdlpath",
        "vdlroot",
        "vdl.config",
        "check",
        "compile",
        "list",
        "dump",
        "fmt",
        "eval",
    ] {
        let ran = tree.run(&["help", topic]);
        assert_eq!(ran.code, Some(0), "{topic}");
        assert!(
            ran.out.len() > 200 && ran.err.is_empty(),
            "{topic}: {}",
            ran.out
        );
    }
    assert_eq!(tree.run(&["help"]).out, tree.run(&["--help"]).out);
    assert_eq!(
        tree.run(&["help", "list"]).out,
        tree.run(&["list", "-help"]).out
    );
    insta::assert_snapshot!(tree.run(&["help", "vdlpaht"]).shown("vdl help vdlpaht"));
}

#[test]
fn completions_and_manual_pages() {
    let tree = Tree::new(&[]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let ran = tree.run(&["completions", shell]);
        assert!(
            ran.code == Some(0) && ran.out.contains("max-errors"),
            "{shell}"
        );
    }
    assert!(tree.run(&["man"]).out.contains(".TH vdl 1"));
    assert!(tree.run(&["man", "fmt"]).out.contains("vdl\\-fmt"));
    assert_eq!(tree.run(&["man", "nothing"]).code, Some(2));
}

#[test]
fn version() {
    let tree = Tree::new(&[]);
    let text = format!("vdl {}\n", env!("CARGO_PKG_VERSION"));
    for args in [&["version"][..], &["--version"], &["-metadata"]] {
        assert_eq!(tree.run(args).out, text, "{args:?}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&tree.run(&["version", "--json"]).out).expect("JSON");
    assert_eq!(json["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(json["vom_versions"], serde_json::json!([0x81]));
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    let tree = Tree::new(&[]);
    let mut child = tree
        .command(&["explain"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    drop(child.stdout.take());
    let ran = tree.ran(&child.wait_with_output().expect("the command ends"));
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
}
