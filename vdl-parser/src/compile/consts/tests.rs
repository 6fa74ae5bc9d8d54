//! Whole packages: order, cycles, limits, and mistakes that conformance cases do not show.

use crate::ast::FileKind;
use crate::compile::{CompileOptions, Lints, ParsedPackage, PathQualifiers, compile_package};
use crate::diagnostic::Diagnostics;
use crate::env::Env;
use crate::parse::parse_file;
use crate::source::SourceMap;

/// Compiles package `p` of one file. The result is a line for each const in definition order, or for each error.
fn compile(source: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    let id = sources
        .add("p/p.vdl", None, source.as_bytes().to_vec())
        .expect("small");
    let parsed = parse_file(sources.source(id), id, FileKind::Package);
    assert_eq!(parsed.diagnostics, [], "the test's source is well formed");
    let package = ParsedPackage {
        path: String::from("p"),
        gen_path: String::from("p"),
        embedded: false,
        files: vec![parsed.file.expect("a tree without errors")],
        config: None,
    };
    let mut env = Env::new();
    let mut diagnostics = Diagnostics::new();
    let options = CompileOptions {
        path_qualifiers: PathQualifiers::Refused,
        lints: Lints::Off,
    };
    let compiled = compile_package(&mut env, &package, &sources, &options, &mut diagnostics);
    let found = diagnostics.take();
    match compiled {
        Some(package) => {
            assert_eq!(found, []);
            let consts = env.packages[package]
                .consts
                .iter()
                .map(|id| &env.consts[*id]);
            consts
                .map(|def| {
                    format!(
                        "{} = {}",
                        def.name,
                        vdl::const_text(def.value.as_ref(), "p")
                    )
                })
                .collect()
        }
        None => {
            let line = |finding: crate::diagnostic::Diagnostic| {
                let (_, place) = finding
                    .span
                    .and_then(|span| sources.locate(span))
                    .expect("a place");
                format!("{place} {} {}", finding.code.name(), finding.message)
            };
            found.into_iter().map(line).collect()
        }
    }
}

fn check(source: &str, expected: &[&str]) {
    assert_eq!(
        compile(&format!("package p\n{source}\n")),
        expected,
        "{source}"
    );
}

/// Like [`check`] for one error of which only the start of the line matters.
fn check_error(source: &str, expected: &str) {
    let found = compile(&format!("package p\n{source}\n"));
    assert!(
        found.len() == 1 && found[0].starts_with(expected),
        "{found:?}"
    );
}

#[test]
fn order_follows_every_name() {
    check(
        "type S struct {X int32}\nconst A = V.X + W\nconst V = S{1}\nconst W = int32(2)",
        &["V = S{X: 1}", "W = int32(2)", "A = int32(3)"],
    );
    check(
        "const A = []string{M[K]}\nconst M = map[int32]string{K: \"m\"}\nconst K = int32(7)",
        &[
            "K = int32(7)",
            "M = map[int32]string{7: \"m\"}",
            "A = []string{\"m\"}",
        ],
    );
}

#[test]
fn a_field_is_no_const() {
    check(
        "type S struct {A int32}\nconst A = S{A: 1}",
        &["A = S{A: 1}"],
    );
    check(
        "type S struct {A int32}\nconst A = []S{B}\nconst B = S{A: 1}",
        &["B = S{A: 1}", "A = []S{{A: 1}}"],
    );
}

#[test]
fn cycles_are_told_once() {
    check(
        "const A = B + 1\nconst B = C + 1\nconst C = A + 1\nconst D = C + B\nconst E = []bool{D}",
        &[
            "2:7 const/cycle consts defined by each other in a cycle: `A` uses `B`, `B` uses `C`, `C` uses `A`",
        ],
    );
    check(
        "const Z = A\nconst A = A || B\nconst B = A\nconst C = C",
        &[
            "3:7 const/cycle const defined by itself in a cycle: `A` uses `A`",
            "5:7 const/cycle const defined by itself in a cycle: `C` uses `C`",
        ],
    );
    // A key of a map is a const, though the field of the same name is not.
    check(
        "type S struct {A int32; M map[int32]string}\nconst A = int32(V.M == V.M)\nconst V = S{A: 1, M: {A: \"a\"}}",
        &["3:7 const/cycle consts defined by each other in a cycle: `A` uses `V`, `V` uses `A`"],
    );
}

#[test]
fn what_follows_from_an_error_is_silent() {
    check(
        "const A = int32(\"a\")\nconst B = A + 1\nconst C = []int32{A, B, \"c\"}\nconst D = C[0] + Missing",
        &[
            "2:11 const/convert `\"a\"` cannot be converted to `int32`",
            "4:25 const/convert `\"c\"` cannot be converted to `int32`",
            "5:18 const/undefined `Missing` is not defined",
        ],
    );
}

#[test]
fn every_mistake_of_a_literal_is_reported() {
    check(
        "type S struct {A byte; B string}\nconst A = []S{{1, 2}, {A: 300, C: 1, B: \"b\", A: 1}, {1}, {1, \"\", 3, 4}, 5}",
        &[
            "3:19 const/convert `2` cannot be converted to `string`",
            "3:27 const/overflow `300` overflows `byte`",
            "3:32 lit/unknown-field type `S` has no field `C`",
            "3:49 lit/dup-field field `A` is given twice in a literal of struct type `S`",
            "3:53 lit/too-few too few values for struct type `S`: it has 2 fields, and only 1 have a value",
            "3:66 lit/too-many too many values for struct type `S`: it has 2 fields",
            "3:73 const/convert `5` cannot be converted to `S`",
        ],
    );
    check(
        "type A2 [2]int32\nconst A = A2{1, 2, 3, 4, 5}\nconst B = []int32{3: 1, 3: 2, 3: 3}",
        &[
            "3:20 lit/index-range index 2 is past the end of array type `A2`, which has length 2",
            "4:28 lit/dup-index index 3 is repeated in a literal of type `[]int32`",
            "4:34 lit/dup-index index 3 is repeated in a literal of type `[]int32`",
        ],
    );
    check(
        "const A = map[string][]int32{\"k\": {1}, \"l\": {}, \"k\": {}, \"l\": {}}",
        &[
            "2:49 lit/dup-key key `\"k\"` is repeated in a literal of type `map[string][]int32`",
            "2:58 lit/dup-key key `\"l\"` is repeated in a literal of type `map[string][]int32`",
        ],
    );
}

#[test]
fn fields_in_any_order() {
    check(
        "type S struct {A, B, C, D int32}\nconst A = S{D: 4, B: 2, A: 1}\nconst B = S{C: 3}",
        &["A = S{A: 1, B: 2, D: 4}", "B = S{C: 3}"],
    );
    check(
        "type S struct {A, B, C int32}\nconst A = S{C: 4, B: 2, C: 1}",
        &["3:28 lit/dup-field field `C` is given twice in a literal of struct type `S`"],
    );
}

#[test]
fn large_indices_build_nothing() {
    check_error("const A = []int32{99999999999: 1}", "2:19 const/too-large");
    check_error("const A = []int32{1048576: 1}", "2:19 const/too-large");
    check_error(
        "type T [99999999999]int32\nconst A = T{99999999998: 1}",
        "3:13 const/too-large",
    );
    check_error(
        "type T [99999999999]int32\nconst A = T{99999999999: 1}",
        "3:26 lit/index-range",
    );
}

#[test]
fn doubling_ends() {
    let mut strings = String::from(
        "const S0 = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\"\n",
    );
    let mut structs = String::from("type L struct {A, B any}\nconst S0 = L{}\n");
    let mut numbers = String::from("const S0 = float64(1");
    for at in 0..64 {
        strings += &format!("const S{} = S{at} + S{at}\n", at + 1);
        structs += &format!("const S{} = L{{S{at}, S{at}}}\n", at + 1);
        numbers += " * (1 << 1999)";
    }
    check_error(&strings, "21:");
    check_error(&structs, "2");
    check_error(&(numbers + ")"), "2:");
}

#[test]
fn long_chains_do_not_recurse() {
    let operators = format!("const A = int32(0{})", " + 1".repeat(200_000));
    check(&operators, &["A = int32(200000)"]);
    let mut consts = String::new();
    for at in 0..50_000 {
        consts += &format!("const C{at} = C{} + 1\n", at + 1);
    }
    consts += "const C50000 = int32(0)\n";
    let found = compile(&format!("package p\n{consts}"));
    assert_eq!(found.last().map(String::as_str), Some("C0 = int32(50000)"));
}

#[test]
fn deep_nesting_is_fine() {
    let nested = |open: &str, depth: usize, close: &str| {
        format!("{}1{}", open.repeat(depth), close.repeat(depth))
    };
    let lists = format!(
        "const A = {}int32{}",
        "[]".repeat(200),
        nested("{", 200, "}")
    );
    assert_eq!(compile(&format!("package p\n{lists}\n")).len(), 1);
    let operators = format!("const A = int32({})", nested("(1 + -2 * int32(", 100, "))"));
    assert_eq!(compile(&format!("package p\n{operators}\n")).len(), 1);
    let anys = format!(
        "const A = {}",
        nested("[]any{1 < 2 && (int32(1)) == ", 200, "}")
    );
    check_error(&anys, "2:");
    let mixed = nested("[]any{map[string]any{\"k\": S{", 80, "}}}").replace('1', "true");
    assert_eq!(
        compile(&format!(
            "package p\ntype S struct {{X any}}\nconst A = {mixed}\n"
        ))
        .len(),
        1
    );
}

#[test]
fn a_large_knot_is_quick() {
    let mut consts = String::new();
    for at in 0..20_000 {
        consts += &format!("const C{at} = C0 + C{}\n", at + 1);
    }
    check_error(
        &(consts + "const C20000 = C0\n"),
        "2:7 const/cycle const defined by itself in a cycle: `C0` uses `C0`",
    );
}
