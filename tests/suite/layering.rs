//! Who may import whom, and where things may live: the invariants of `ARCHITECTURE.md`, held against the tree.
//!
//! Every rule is a function from a [`Tree`] to its violations, so that each is shown to fail on a tree that breaks it.

mod manifests;
mod rooms;
mod sources;
mod tree;

use tree::Tree;

type Rule = fn(&Tree) -> Vec<String>;

const RULES: [Rule; 11] = [
    manifests::crates_depend_only_downwards,
    manifests::outside_crates_stay_in_their_room,
    manifests::members_inherit_the_workspace,
    rooms::rooms_use_only_lower_rooms,
    sources::pure_crates_do_no_io,
    sources::libraries_never_print_or_exit,
    sources::libraries_read_no_environment,
    sources::pest_stays_in_the_parser,
    sources::drawing_stays_at_the_edges,
    sources::files_have_nouns_and_bounds,
    sources::lints_are_expected_never_allowed,
];

#[test]
fn layering_holds() {
    let tree = Tree::of_workspace();
    let violations: Vec<String> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

/// Each plant breaks one rule in an otherwise sound tree.
#[test]
fn layering_fails_when_a_rule_is_broken() {
    let plants: &[(&str, &str, &str)] = &[
        (
            "runtime/vdl/Cargo.toml",
            "\n[dependencies]\nvdl-parser.workspace = true\n",
            "vdl may not depend on vdl-parser",
        ),
        (
            "vdl-parser/Cargo.toml",
            "\n[dependencies.vdl-codegen]\nworkspace = true\n",
            "vdl-parser may not depend on vdl-codegen",
        ),
        (
            "vdl-parser/Cargo.toml",
            "\n[dependencies]\nclap = \"4\"\n",
            "vdl-parser may not depend on clap",
        ),
        (
            "vdl-parser/Cargo.toml",
            "\n[dependencies]\nannotate-snippets = \"0.12\"\n",
            "vdl-parser may not depend on annotate-snippets",
        ),
        (
            "extra/Cargo.toml",
            "[package]\nname = \"extra\"\nedition = \"2021\"\n",
            "extra/Cargo.toml: does not inherit",
        ),
        (
            "runtime/Cargo.toml",
            "\n[dependencies]\nvdl-codegen.workspace = true\n",
            "v23 may not depend on vdl-codegen",
        ),
        (
            "runtime/src/vom/wire.rs",
            "use crate::rpc::Client;\n",
            "runtime/src/vom/wire.rs: vom may not use rpc",
        ),
        (
            "runtime/src/verror.rs",
            "use v23::{context, vom::{Encoder, encode}, conn};\n",
            "runtime/src/verror.rs: verror may not use conn",
        ),
        (
            "runtime/src/sundries.rs",
            "//! Things.\n",
            "no rule says where room sundries stands",
        ),
        (
            "vdl-parser/src/ast.rs",
            "use std::fs;\n",
            "vdl-parser/src/ast.rs: `std::fs`",
        ),
        (
            "runtime/vdl/src/types.rs",
            "let t = std::thread::spawn(f);\n",
            "runtime/vdl/src/types.rs: `thread::spawn`",
        ),
        (
            "vdl-codegen/src/dump.rs",
            "println!(\"x\");\n",
            "vdl-codegen/src/dump.rs: `println!`",
        ),
        (
            "vdl-parser/src/load.rs",
            "std::process::exit(1)\n",
            "vdl-parser/src/load.rs: `process::exit`",
        ),
        (
            "vdl-parser/src/load.rs",
            "let p = std::env::var(\"VDLPATH\");\n",
            "vdl-parser/src/load.rs: `env::var`",
        ),
        (
            "vdl-parser/src/compile.rs",
            "use pest::Span;\n",
            "vdl-parser/src/compile.rs: `pest::`",
        ),
        (
            "cmd/vdl/src/main.rs",
            "use annotate_snippets::Level;\n",
            "cmd/vdl/src/main.rs: `annotate_snippets`",
        ),
        (
            "vdl-parser/src/util.rs",
            "//! Things.\n",
            "vdl-parser/src/util.rs: is no noun",
        ),
        (
            "vdl-parser/src/load/mod.rs",
            "//! Things.\n",
            "vdl-parser/src/load/mod.rs: is no noun",
        ),
        (
            "vdl-parser/src/ast.rs",
            "#[allow(dead_code)]\n",
            "vdl-parser/src/ast.rs: `#[allow(",
        ),
    ];
    for (path, text, expected) in plants {
        let mut tree = Tree::of_workspace();
        tree.append(path, text);
        let violations: Vec<String> = RULES.iter().flat_map(|rule| rule(&tree)).collect();
        assert!(
            violations.iter().any(|found| found.contains(expected)),
            "{path}: nobody said {expected}: {violations:?}"
        );
    }
    let mut tree = Tree::of_workspace();
    tree.append("vdl-parser/src/ast.rs", &"// line\n".repeat(701));
    assert!(
        sources::files_have_nouns_and_bounds(&tree)
            .iter()
            .any(|found| found.contains("ast.rs: has"))
    );
}
