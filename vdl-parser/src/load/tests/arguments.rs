//! What arguments mean.

use super::Tree;
use crate::load::{SearchPath, SearchPathOptions, load};

fn tree() -> Tree {
    Tree::new(&[
        ("w/w.vdl", "package w\n"),
        ("w/sub/sub.vdl", "package sub\n"),
        ("w/sub-x/x.vdl", "package x\n"),
        ("w/_skip/skip.vdl", "package skip\n"),
        ("w/.hid/hid.vdl", "package hid\n"),
        ("w/_skip/deep/deep.vdl", "package deep\n"),
        ("docs/readme.txt", "hello\n"),
        ("docs/_a.vdl", "package docs\n"),
        ("docs/A.VDL", "package docs\n"),
        ("docs/folder.vdl/f.vdl", "package f\n"),
        ("wx/wx.vdl", "package wx\n"),
    ])
}

#[test]
fn patterns_match_and_skip() {
    let tree = tree();
    tree.check("w/...", &["w*", "w/sub*", "w/sub-x*"]);
    tree.check("w...", &["w*", "w/sub*", "w/sub-x*", "wx*"]);
    tree.check("w/sub...", &["w/sub*", "w/sub-x*"]);
    tree.check("...x", &["w/sub-x*", "wx*"]);
    tree.check(
        "./...",
        &["docs/folder.vdl*", "w*", "w/sub*", "w/sub-x*", "wx*"],
    );
    tree.check("./w...", &["w*", "w/sub*", "w/sub-x*", "wx*"]);
    tree.check("./w/...", &["w*", "w/sub*", "w/sub-x*"]);
    tree.check("./w/.../", &["w*", "w/sub*", "w/sub-x*"]);
    tree.check("TREE/.../sub", &["w/sub*"]);
    let all = [
        "math* = v.io/v23/vdlroot/math embedded config",
        "signature* = v.io/v23/vdlroot/signature embedded",
        "time* = v.io/v23/vdlroot/time embedded config",
        "vdltool* = v.io/v23/vdlroot/vdltool embedded",
        "docs/folder.vdl*",
        "w*",
        "w/sub*",
        "w/sub-x*",
        "wx*",
    ];
    tree.check("all", &all);
    tree.check("...", &all);
}

#[test]
fn patterns_reach_embedded_packages() {
    let tree = tree();
    tree.check("ma...", &["math* = v.io/v23/vdlroot/math embedded config"]);
    tree.check("v.io/v23/uniq...", &["v.io/v23/uniqueid* embedded"]);
    let (loaded, _, said) = tree.load("v.io/v23/security/...");
    assert_eq!(
        loaded.map(|loaded| loaded
            .packages
            .iter()
            .filter(|package| package.target)
            .count()),
        Some(2),
        "{said:?}"
    );
}

#[test]
fn patterns_without_a_match_are_reported() {
    let tree = tree();
    tree.check(
        "zzz/...",
        &["package/not-found: `zzz/...` names no package: no package matches; the roots are `.`"],
    );
    tree.check("w/_skip/...", &["package/not-found: `w/_skip/...` names no package: no package matches; the roots are `.`"]);
    tree.check("w/_skip/d...", &["package/not-found: `w/_skip/d...` names no package: no package matches; the roots are `.`"]);
    tree.check(
        "./docs/a...",
        &["package/not-found: `./docs/a...` names no package: no package below `docs` matches"],
    );
    tree.check(
        "./gone/...",
        &["package/not-found: `./gone/...` names no package: no package below `gone` matches"],
    );
}

#[test]
fn directories_and_files() {
    let tree = tree();
    for argument in [
        "./w/sub",
        "w/sub/sub.vdl",
        "./w/sub/sub.vdl",
        "TREE/w/sub",
        "./w/../w/sub/",
        "w/sub/",
        "w//./sub",
        "w/x/../sub",
    ] {
        tree.check(argument, &["w/sub*"]);
    }
    tree.check("./w ./w/sub w TREE/w", &["w*", "w/sub*"]);
    let tree = tree.current_dir("w/sub");
    tree.check("..", &["w*"]);
    tree.check(".", &["w/sub*"]);
    tree.check("sub.vdl", &["w/sub*"]);
    tree.check("./...", &["w/sub*"]);
    tree.check("../...", &["w*", "w/sub*", "w/sub-x*"]);
}

#[test]
fn ignored_elements_are_refused_when_named() {
    let tree = tree();
    tree.check(
        "w/_skip",
        &["package/invalid-path: `w/_skip` is no package path"],
    );
    tree.check(
        "w/.hid",
        &["package/invalid-path: `w/.hid` is no package path"],
    );
    tree.check("_no", &["package/invalid-path: `_no` is no package path"]);
    tree.check(
        "./w/_skip",
        &["package/invalid-path: `./w/_skip` is no package: its path would be `w/_skip`"],
    );
    tree.check(
        "./.gone",
        &["package/invalid-path: `./.gone` is no package: its path would be `.gone`"],
    );
    tree.check(
        "docs/_a.vdl",
        &["package/invalid-path: `docs/_a.vdl` is no package path"],
    );
    tree.check(
        "v.io/v23/vdlroot/time",
        &["package/invalid-path: `v.io/v23/vdlroot/time` is no package path: standard packages have short paths (write `time`)"],
    );
}

#[test]
fn unknown_packages_are_reported_or_ignored() {
    let wrong = [
        (
            "no/such",
            "package/not-found: `no/such` names no package: no .vdl files in `no/such`",
        ),
        (
            "docs",
            "package/not-found: `docs` names no package: no .vdl files in `docs` (write `./docs` to name the directory)",
        ),
        (
            "w/sbu",
            "package/not-found: `w/sbu` names no package: no .vdl files in `w/sbu` (did you mean `w/sub`?)",
        ),
        (
            "sub-x",
            "package/not-found: `sub-x` names no package: no .vdl files in `sub-x` (did you mean `w/sub-x`?)",
        ),
        (
            "./docs",
            "package/not-found: `./docs` names no package: the directory holds no .vdl files",
        ),
        (
            "./docs/readme.txt",
            "package/not-found: `./docs/readme.txt` names no package: it is not a directory",
        ),
        (
            "./gone",
            "package/not-found: `./gone` names no package: there is no such directory",
        ),
        (
            "gone.vdl",
            "package/not-found: `gone.vdl` names no package: no .vdl files in `gone.vdl`",
        ),
        (
            "w/../../x",
            "package/not-found: `w/../../x` names no package: no directory below a source root can have this path",
        ),
        (
            "zzz...",
            "package/not-found: `zzz...` names no package: no package matches; the roots are `.`",
        ),
    ];
    let tree = tree();
    for (argument, said) in wrong {
        tree.check(argument, &[said]);
    }
    tree.check("no/such w ./gone", &[wrong[0].1, wrong[6].1]);
    let tree = tree.ignoring_unknown();
    for (argument, _) in wrong {
        tree.check(&format!("{argument} w"), &["w*"]);
    }
    tree.check("_no ./_no v.io/v23/vdlroot w", &["w*"]);
    tree.check("no/such", &[]);
}

#[test]
fn a_directory_must_lie_below_a_root() {
    let tree = tree().vdlpath(&["docs"]);
    tree.check("./w", &["package/not-found: `./w` names no package: it lies below no source root; the roots are `docs`"]);
    tree.check("./...", &["folder.vdl*"]);
    tree.check("TREE/...", &["folder.vdl*"]);
}

#[test]
fn no_argument_is_no_package_and_an_empty_one_is_wrong() {
    let tree = tree();
    tree.check("", &[]);
    let mut diagnostics = crate::diagnostic::Diagnostics::new();
    let options = SearchPathOptions {
        vdlpath: None,
        vdlroot: None,
        current_dir: tree.path("w"),
    };
    let search = SearchPath::new(&options, &mut diagnostics).expect("a search path");
    let mut sources = crate::source::SourceMap::new();
    load(
        &[String::new()],
        &search,
        &tree.options,
        &mut sources,
        &mut diagnostics,
    );
    let found = diagnostics.take();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "`` names no package: it is empty");
}

#[test]
fn names_of_files_start_with_the_package() {
    let tree = Tree::new(&[
        ("go.mod", "module m\n"),
        ("p/z.vdl", "package p\n"),
        ("p/a.vdl", "package p\n"),
        ("p/e_test.vdl", "package p\n"),
    ]);
    let (loaded, sources, _) = tree.load("./p");
    let loaded = loaded.expect("no error");
    let files = &loaded.packages[0].files;
    let names: Vec<_> = files
        .iter()
        .map(|file| (file.name.as_str(), sources.source(file.source).name()))
        .collect();
    assert_eq!(
        names,
        [
            ("a.vdl", "m/p/a.vdl"),
            ("e_test.vdl", "m/p/e_test.vdl"),
            ("z.vdl", "m/p/z.vdl")
        ]
    );
    assert_eq!(sources.source(files[0].source).disk_path(), Some("p/a.vdl"));
    assert_eq!(loaded.packages[0].dir, Some(tree.path("p")));
}

#[test]
fn a_root_may_be_a_package() {
    let tree = Tree::new(&[("p.vdl", "package p\n")]);
    let (loaded, sources, said) = tree.load(".");
    assert_eq!(said, [".*"]);
    let file = &loaded.expect("no error").packages[0].files[0];
    assert_eq!(sources.source(file.source).name(), "p.vdl");
}
