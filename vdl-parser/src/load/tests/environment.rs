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
    tree.check("a... b...", &["a*", "b*"]);
    tree.check("./r3/a", &["a*"]);
    tree.check(
        "./r2/a ./r3/a",
        &["package/dup-path: package `a` is in `r3/a` but was already loaded from `r2/a`"],
    );
    tree.check("./...", &["a*", "b*"]);
}

#[test]
fn a_search_path_needs_an_entry() {
    let expected = [
        "env/no-search-path: VDLPATH is set but names no directory (list the source roots in VDLPATH, or unset it to use the current directory)",
    ];
    Tree::new(&[("a/a.vdl", "package a\n")])
        .vdlpath(&[])
        .check("a", &expected);
    Tree::new(&[("a/a.vdl", "package a\n")])
        .vdlpath(&["", ""])
        .check("a", &expected);
}

#[test]
fn module_path_comes_first() {
    let tree = Tree::new(&[
        ("go.mod", "module v.io // the module\n"),
        (
            "x/a/a.vdl",
            "package a\nimport \"v.io/x/b\"\nimport \"time\"\n",
        ),
        ("x/b/b.vdl", "package b\n"),
        ("y/y.vdl", "package y\nimport \"x/b\"\n"),
        ("v23/vdlroot/time/time.vdl", "package time\n"),
        ("top.vdl", "package top\n"),
    ]);
    let loaded = [
        "v.io/x/b",
        "time = v.io/v23/vdlroot/time embedded config",
        "v.io/x/a*",
    ];
    for argument in [
        "v.io/x/a",
        "x/a",
        "./x/a",
        "TREE/x/a",
        "v.io/x/a...",
        "x/a/...",
        "v.io...a",
        "./x/../x/a/",
    ] {
        tree.check(argument, &loaded);
    }
    tree.check("./x/b v.io/x/b x/b", &["v.io/x/b*"]);
    tree.check("v.io", &["v.io*"]);
    tree.check(".", &["v.io*"]);
    tree.check(
        "v.io/y",
        &["v.io/y/y.vdl:2:8 import/not-found: package `x/b` does not exist: the one in `x/b` is `v.io/x/b` (did you mean `v.io/x/b`?) [\"v.io/x/b\"]"],
    );
    tree.check("./v23/vdlroot/time", &["time* = v.io/v23/vdlroot/time"]);
    tree.check("v.io/v23/vdlroot/...", &["package/not-found: `v.io/v23/vdlroot/...` names no package: no package matches; the roots are `.`"]);
    tree.check(
        "x/a ./v23/vdlroot/time",
        &["package/dup-path: package `time` is in `v23/vdlroot/time` but was already loaded from the embedded packages"],
    );
}

#[test]
fn a_deep_module_is_found_by_its_own_prefix_only() {
    let tree = Tree::new(&[
        ("go.mod", "module a/b\n"),
        ("c/c.vdl", "package c\n"),
        ("a/b/d/d.vdl", "package d\n"),
    ]);
    tree.check("a/b/c", &["a/b/c*"]);
    tree.check("a/...", &["a/b/a/b/d*", "a/b/c*"]);
    tree.check("a/b/d", &["a/b/a/b/d*"]);
    tree.check("a/b/a/b/d", &["a/b/a/b/d*"]);
    tree.check("a/bc", &["package/not-found: `a/bc` names no package: no .vdl files in `a/bc` (did you mean `a/b/c`?)"]);
}

#[test]
fn go_mod_must_name_its_module() {
    let tree = Tree::new(&[("go.mod", "go 1.20\n"), ("c/c.vdl", "package c\n")]);
    tree.check(
        "c",
        &["env/unreadable: cannot read `go.mod`: it has no module line"],
    );
    let tree = Tree::new(&[("go.mod/file", ""), ("c/c.vdl", "package c\n")]);
    tree.check(
        "c",
        &["env/unreadable: cannot read `go.mod`: it is a directory, not a regular file"],
    );
}

#[test]
fn embedded_standard_packages_come_first() {
    let tree = Tree::new(&[
        ("time/time.vdl", "package other\n"),
        ("v.io/v23/naming/n.vdl", "package mine\n"),
        (
            "p/p.vdl",
            "package p\nimport \"time\"\nimport \"v.io/v23/naming\"\nimport \"v.io/v23/uniqueid\"\n",
        ),
    ]);
    tree.check(
        "p",
        &[
            "p/p.vdl:2:8 lint/shadowed-package: `time` is the standard package, not the one in `time`",
            "time = v.io/v23/vdlroot/time embedded config",
            "v.io/v23/naming",
            "v.io/v23/uniqueid embedded",
            "p*",
        ],
    );
    tree.check("./time", &["lint/shadowed-package: the package in `time` takes the place of the standard package `time`", "time*"]);
    tree.check("v.io/...", &["v.io/v23/naming*"]);
}

#[test]
fn vdlroot_replaces_the_embedded_standard_packages() {
    let tree = Tree::new(&[
        ("std/time/time.vdl", "package time\n"),
        ("std/new/thing/thing.vdl", "package thing\n"),
        (
            "src/p/p.vdl",
            "package p\nimport \"time\"\nimport \"new/thing\"\n",
        ),
        ("src/q/q.vdl", "package q\nimport \"math\"\n"),
        ("src/c/c.vdl", "package c\n"),
        ("src/c/vdl.config", "config = {}\n"),
    ])
    .vdlpath(&["src"]);
    let tree = {
        let root = tree.path("std");
        tree.vdlroot(root.to_str().expect("plain name"))
    };
    tree.check(
        "p",
        &[
            "time = v.io/v23/vdlroot/time",
            "new/thing = v.io/v23/vdlroot/new/thing",
            "p*",
        ],
    );
    tree.check("./std/time time", &["time* = v.io/v23/vdlroot/time"]);
    tree.check("t...", &["time* = v.io/v23/vdlroot/time"]);
    tree.check(
        "q",
        &["q/q.vdl:2:8 import/not-found: package `math` does not exist: no .vdl files in `std/math`, `src/math`"],
    );
    tree.check(
        "c",
        &["env/bad-root: VDLROOT holds no package `vdltool`, which the configuration file of `c` needs (unset VDLROOT to use the embedded standard packages)"],
    );
}

#[test]
fn vdlroot_must_be_a_directory() {
    let tree = || Tree::new(&[("p/p.vdl", "package p\n")]);
    let help = "(unset VDLROOT to use the embedded standard packages)";
    tree().vdlroot("/no/such").check(
        "p",
        &[&format!(
            "env/bad-root: VDLROOT `/no/such` does not exist {help}"
        )],
    );
    tree().vdlroot("p/p.vdl").check(
        "p",
        &[&format!(
            "env/bad-root: VDLROOT `TREE/p/p.vdl` is not a directory {help}"
        )],
    );
    tree().vdlroot("").check("p", &["p*"]);
}

#[test]
fn configuration_needs_vdltool_beside_the_packages() {
    let tree = Tree::new(&[
        ("p/p.vdl", "package p\n"),
        ("p/vdl.config", "config = {}\n"),
        ("c/c.vdl", "package c\n"),
        ("c/my.vdl", "config = {}\n"),
        ("q/q.vdl", "package q\nimport \"time\"\n"),
    ]);
    let config_paths = |tree: &Tree, arguments| {
        let (loaded, ..) = tree.load(arguments);
        loaded.map(|loaded| {
            loaded
                .config_packages
                .into_iter()
                .map(|package| package.path)
                .collect::<Vec<_>>()
        })
    };
    let (loaded, sources, said) = tree.load("p");
    assert_eq!(said, ["p* config"]);
    let config = loaded
        .and_then(|mut loaded| loaded.packages.remove(0).config)
        .expect("a configuration file");
    assert_eq!(sources.source(config).name(), "p/vdl.config");
    assert_eq!(sources.source(config).disk_path(), Some("p/vdl.config"));
    assert_eq!(
        config_paths(&tree, "p"),
        Some(vec![String::from("vdltool")])
    );
    assert_eq!(config_paths(&tree, "v.io/v23/uniqueid"), Some(vec![]));

    let tree = tree.config_name("my.vdl");
    tree.check("p c", &["p*", "c* config"]);
    // Embedded packages keep their own.
    tree.check("q", &["time = v.io/v23/vdlroot/time embedded config", "q*"]);
}

#[test]
fn packages_of_vdltool_have_no_configuration() {
    let tree = Tree::new(&[
        ("std/vdltool/t.vdl", "package vdltool\nimport \"base\"\n"),
        ("std/base/b.vdl", "package base\n"),
        ("std/base/vdl.config", "config = {}\n"),
        ("p/p.vdl", "package p\n"),
        ("p/vdl.config", "config = {}\n"),
    ]);
    let root = tree.path("std");
    tree.vdlroot(root.to_str().expect("plain name")).check(
        "p",
        &["base/vdl.config:1:1 import/cycle: import cycle: the configuration file of `base` imports `vdltool`, which imports `base`"],
    );
}

#[test]
fn without_a_search_path_the_module_above_is_the_root() {
    let tree = Tree::new(&[
        ("m/go.mod", "module example.org/m\n"),
        ("m/a/b/b.vdl", "package b\nimport \"example.org/m/c\"\n"),
        ("m/c/c.vdl", "package c\n"),
    ])
    .no_vdlpath()
    .current_dir("m/a/b");
    let loaded = ["example.org/m/c", "example.org/m/a/b*"];
    tree.check(".", &loaded);
    tree.check("b.vdl", &loaded);
    tree.check("example.org/m/a/b", &loaded);
    tree.check("TREE/m/a/b", &loaded);
    tree.check("../../c", &["example.org/m/c*"]);
}

#[test]
fn without_search_path_and_module_the_current_directory_is_the_root() {
    let files = [
        ("w/p/p.vdl", "package p\nimport \"q\"\n"),
        ("w/q/q.vdl", "package q\n"),
        ("other/x/x.vdl", "package x\nimport \"y\"\n"),
        ("other/y/y.vdl", "package y\n"),
        ("_hidden/h.vdl", "package h\n"),
    ];
    let tree = Tree::new(&files).no_vdlpath().current_dir("w");
    tree.check("p", &["q", "p*"]);
    tree.check("./...", &["q*", "p*"]);
    // A directory elsewhere brings its root along.
    tree.check("../other/x", &["y", "x*"]);
    tree.check("../other/...", &["y*", "x*"]);
    tree.check(
        "../gone",
        &["package/not-found: `../gone` names no package: there is no such directory"],
    );

    // A package that is the current directory is called by the directory's name.
    let tree = tree.current_dir("w/p");
    tree.check(".", &["q", "p*"]);
    tree.check("p.vdl", &["q", "p*"]);
    tree.check("./...", &["q", "p*"]);
    // Unless that name cannot stand in a path.
    tree.current_dir("_hidden").check(".", &[".*"]);
}
