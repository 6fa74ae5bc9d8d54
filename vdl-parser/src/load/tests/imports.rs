//! What imports lead to, in which order, and what is wrong with them.

use super::Tree;
use crate::ast::FileKind;
use crate::diagnostic::Diagnostics;
use crate::load::{SearchPath, SearchPathOptions, load_with_imports};
use crate::parse::parse_header;
use crate::source::SourceMap;

#[test]
fn dependencies_come_first() {
    let tree = Tree::new(&[
        ("base/base.vdl", "package base\n"),
        ("mid1/mid1.vdl", "package mid1\nimport \"base\"\n"),
        ("mid2/mid2.vdl", "package mid2\nimport \"base\"\n"),
        (
            "top/b.vdl",
            "package top\nimport \"base\"\nimport \"mid1\"\n",
        ),
        (
            "top/a.vdl",
            "package top\nimport (\n  \"mid2\"\n  \"mid1\"\n)\n",
        ),
        ("other/o.vdl", "package other\n"),
    ]);
    tree.check("top", &["base", "mid2", "mid1", "top*"]);
    tree.check(
        "other top mid1 top",
        &["other*", "base", "mid2", "mid1*", "top*"],
    );
    let (loaded, ..) = tree.load("top");
    let imports: Vec<_> = loaded
        .iter()
        .flat_map(|loaded| &loaded.packages)
        .map(|package| &package.imports[..])
        .collect();
    assert_eq!(imports, [&[][..], &[0], &[0], &[1, 2, 0]]);
}

#[test]
fn refused_paths() {
    for (path, said) in [
        ("_a", "import/invalid-path: `_a` cannot be imported"),
        ("a/.b", "import/invalid-path: `a/.b` cannot be imported"),
        (
            "v.io/v23/vdlroot/time",
            "import/vdlroot-prefix: `v.io/v23/vdlroot/time` cannot be imported: standard packages have short paths (import `time`) [\"time\"]",
        ),
        (
            "v.io/v23/vdlroot/x",
            "import/vdlroot-prefix: `v.io/v23/vdlroot/x` cannot be imported: standard packages have short paths (leave out `v.io/v23/vdlroot/`)",
        ),
        (
            "no/where",
            "import/not-found: package `no/where` does not exist: no .vdl files in `r1/no/where`, `r2/no/where`",
        ),
        (
            "aa/",
            "import/not-found: package `aa/` does not exist: no directory below a source root can have this path (did you mean `aa`?) [\"aa\"]",
        ),
        (
            "./aa",
            "import/not-found: package `./aa` does not exist: no directory below a source root can have this path (did you mean `aa`?) [\"aa\"]",
        ),
        (
            "/aa",
            "import/not-found: package `/aa` does not exist: no directory below a source root can have this path (did you mean `aa`?) [\"aa\"]",
        ),
        (
            "../x",
            "import/not-found: package `../x` does not exist: no directory below a source root can have this path",
        ),
        (
            "",
            "import/not-found: package `` does not exist: no directory below a source root can have this path",
        ),
        (
            "tiem",
            "import/not-found: package `tiem` does not exist: no .vdl files in `r1/tiem`, `r2/tiem` (did you mean `time`?) [\"time\"]",
        ),
        (
            "uniqueid",
            "import/not-found: package `uniqueid` does not exist: no .vdl files in `r1/uniqueid`, `r2/uniqueid` (did you mean `v.io/v23/uniqueid`?) [\"v.io/v23/uniqueid\"]",
        ),
    ] {
        let text = format!("package p\nimport \"{path}\"\n");
        let tree = Tree::new(&[
            ("r1/p/p.vdl", text.as_str()),
            ("r2/aa/a.vdl", "package a\n"),
            ("r2/x.vdl", "package x\n"),
        ])
        .vdlpath(&["r1", "r2"]);
        tree.check("p", &[&format!("p/p.vdl:2:8 {said}")]);
    }
}

#[test]
fn every_error_at_its_own_token_in_order() {
    let tree = Tree::new(&[
        (
            "p/a.vdl",
            "package p\nimport \"zzzz\"\nimport \"dep\"\nimport \"yyyy\"\n",
        ),
        ("p/b.vdl", "package p\nimport \"zzzz\"\n"),
        ("p/c.vdl", "package p\n#\nimport \"xxxx\"\n"),
        ("dep/d.vdl", "package dep\nimport \"wwww\"\n"),
    ]);
    let (loaded, _, said) = tree.load("p qqqq");
    assert_eq!(loaded, None);
    let places: Vec<_> = said
        .iter()
        .map(|line| line.split(": ").next().unwrap_or_default())
        .collect();
    assert_eq!(
        places,
        [
            "dep/d.vdl:2:8 import/not-found",
            "p/a.vdl:2:8 import/not-found",
            "p/a.vdl:4:8 import/not-found",
            "p/b.vdl:2:8 import/not-found",
            "p/c.vdl:2:1 lex/bad-char",
            "package/not-found",
        ]
    );
}

#[test]
fn unknown_imports_are_errors_even_when_unknown_arguments_are_not() {
    let tree = Tree::new(&[("p/p.vdl", "package p\nimport \"zzzz\"\n")]).ignoring_unknown();
    tree.check(
        "p",
        &["p/p.vdl:2:8 import/not-found: package `zzzz` does not exist: no .vdl files in `zzzz`"],
    );
}

#[test]
fn cycles_are_listed_in_order() {
    let tree = Tree::new(&[
        ("a/a.vdl", "package a\nimport \"b\"\n"),
        ("b/b.vdl", "package b\nimport \"c\"\n"),
        ("c/c1.vdl", "package c\nimport \"a\"\n"),
        ("c/c2.vdl", "package c\nimport \"a\"\nimport \"b\"\n"),
        ("self/s.vdl", "package self\nimport \"self\"\n"),
        ("top/t.vdl", "package top\nimport \"b\"\n"),
    ]);
    tree.check(
        "a",
        &[
            "c/c1.vdl:2:8 import/cycle: import cycle: `a` imports `b` imports `c` imports `a`",
            "c/c2.vdl:3:8 import/cycle: import cycle: `b` imports `c` imports `b`",
        ],
    );
    tree.check(
        "self",
        &["self/s.vdl:2:8 import/cycle: import cycle: `self` imports itself"],
    );
    tree.check(
        "top",
        &[
            "a/a.vdl:2:8 import/cycle: import cycle: `b` imports `c` imports `a` imports `b`",
            "c/c2.vdl:3:8 import/cycle: import cycle: `b` imports `c` imports `b`",
        ],
    );
}

#[test]
fn the_other_imports_of_a_cycle_are_labelled() {
    let tree = Tree::new(&[
        ("a/a.vdl", "package a\nimport \"b\"\n"),
        ("b/b.vdl", "package b\nimport \"a\"\n"),
    ]);
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let search = search(&tree, &mut diagnostics);
    crate::load::load(
        &[String::from("a")],
        &search,
        &tree.options,
        &mut sources,
        &mut diagnostics,
    );
    let found = diagnostics.take();
    let labels: Vec<_> = found[0]
        .labels
        .iter()
        .map(|label| (sources.describe(label.span), label.message.as_str()))
        .collect();
    assert_eq!(
        labels,
        [(String::from("a/a.vdl:2:8"), "`a` imports `b` here")]
    );
}

#[test]
fn a_config_file_brings_its_imports() {
    let tree = Tree::new(&[
        ("lib/l.vdl", "package lib\nimport \"time\"\n"),
        ("q/q.vdl", "package q\nimport \"lib\"\n"),
    ]);
    let mut diagnostics = Diagnostics::new();
    let search = search(&tree, &mut diagnostics);
    for (text, expected) in [
        ("config = x\nimport \"lib\"\n", Ok(["time", "lib", "q*"])),
        (
            "config = x\nimport \"zzzz\"\n",
            Err("app.config:2:8 import/not-found"),
        ),
    ] {
        let mut sources = SourceMap::new();
        let id = sources
            .add("app.config", None, text.into())
            .expect("a small file");
        let file = parse_header(sources.source(id), id, FileKind::Config)
            .file
            .expect("a tree");
        let loaded = load_with_imports(
            &file,
            &[String::from("q")],
            &search,
            &tree.options,
            &mut sources,
            &mut diagnostics,
        );
        let found: Vec<_> = diagnostics
            .take()
            .iter()
            .map(|found| super::say(found, &sources))
            .collect();
        match expected {
            Ok(paths) => {
                let said: Vec<_> = loaded
                    .iter()
                    .flat_map(|loaded| &loaded.packages)
                    .map(super::say_package)
                    .collect();
                assert_eq!(
                    said.iter()
                        .map(|said| &said[..said.find(" =").unwrap_or(said.len())])
                        .collect::<Vec<_>>(),
                    paths
                );
            }
            Err(place) => assert!(
                loaded.is_none() && found.len() == 1 && found[0].starts_with(place),
                "{found:?}"
            ),
        }
    }
}

fn search(tree: &Tree, diagnostics: &mut Diagnostics) -> SearchPath {
    let options = SearchPathOptions {
        vdlpath: Some(vec![tree.path("")]),
        vdlroot: None,
        current_dir: tree.path(""),
    };
    SearchPath::new(&options, diagnostics).expect("a search path")
}
