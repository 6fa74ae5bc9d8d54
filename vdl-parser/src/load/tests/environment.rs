//! Roots, `go.mod`, `VDLROOT`, and what happens without any of them.

use super::Tree;

#[test]
fn first_root_with_the_package_wins() {
    let tree = Tree::new(&[
        ("r1/a/readme.txt", "no source"),
        ("r2/a/a.vdl", "package second\n"),
        ("r3/a/a.vdl", "package third\n"),
        ("r3/b/b.vdl", "package b\n"),
    ])
    .vdlpath(&["", "r1", "gone", "r2", "", "r3"]);
    let (loaded, _, said) = tree.load("a b");
    assert_eq!(said, ["a*", "b*"]);
    assert_eq!(loaded.expect("no error").packages[0].name, "second");
    tree.check("...", &["a*", "b*", "math* = v.io/v23/vdlroot/math embedded config"].as_slice().split_at(2).0.iter().copied().collect::<Vec<_>>().as_slice().to_vec().as_slice());
}

#[test]
fn a_search_path_needs_an_entry() {
    let expected = ["env/no-search-path: VDLPATH is set but names no directory (list the source roots in VDLPATH, or unset it to use the current directory)"];
    Tree::new(&[("a/a.vdl", "package a\n")]).vdlpath(&[]).check("a", &expected);
    Tree::new(&[("a/a.vdl", "package a\n")]).vdlpath(&["", ""]).check("a", &expected);
}

#[test]
fn module_path_comes_first() {
    let tree = Tree::new(&[
        ("go.mod", "module v.io // the module\n"),
        ("x/a/a.vdl", "package a\nimport \"v.io/x/b\"\nimport \"time\"\n"),
        ("x/b/b.vdl", "package b\n"),
        ("x/c/c.vdl", "package c\nimport \"x/b\"\n"),
        ("v23/vdlroot/time/time.vdl", "package time\n"),
        ("top.vdl", "package top\n"),
    ]);
    let loaded = ["v.io/x/b", "time = v.io/v23/vdlroot/time embedded config", "v.io/x/a*"];
    for argument in ["v.io/x/a", "x/a", "./x/a", "TREE/x/a", "v.io/x/a...", "x/a/...", "v...a", "./x/../x/a/"] {
        tree.check(argument, &loaded);
    }
    tree.check("./x/b v.io/x/b x/b", &["v.io/x/b*"]);
    tree.check("./v23/vdlroot/time", &["time* = v.io/v23/vdlroot/time"]);
    tree.check("v.io", &["v.io*"]);
    tree.check(".", &["v.io*"]);
    tree.check(
        "v.io/x/c",
        &["v.io/x/c/c.vdl:2:8 import/not-found: package `x/b` does not exist: no .vdl files in directories (did you mean `v.io/x/b`?) [\"v.io/x/b\"]"],
    );
    // The folder of the standard packages is not met by path, whatever the pattern.
    tree.check("v.io/x/... v.io", &["v.io/x/a*", "v.io/x/b*"]);
}
