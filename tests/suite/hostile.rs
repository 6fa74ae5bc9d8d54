//! Hostile texts: always a diagnostic or a package, never a panic, a hang or memory out of proportion.

use proptest::prelude::*;
use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, ParsedPackage, compile_exprs, compile_package};
use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::env::Env;
use vdl_parser::parse::parse_file;
use vdl_parser::source::SourceMap;

/// Compiles a text as the only file of a package; gives the codes of its errors.
fn errors(text: impl Into<Vec<u8>>) -> Vec<Code> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let id = sources
        .add("p/p.vdl", None, text.into())
        .expect("the text fits");
    let parsed = parse_file(sources.source(id), id, FileKind::Package);
    let stopped = parsed.file.is_none() || !parsed.diagnostics.is_empty();
    parsed
        .diagnostics
        .into_iter()
        .for_each(|found| diagnostics.push(found));
    if let Some(file) = parsed.file.filter(|_| !stopped) {
        let package = ParsedPackage {
            path: "p".into(),
            gen_path: "p".into(),
            embedded: false,
            files: vec![file],
            config: None,
        };
        let compiled = compile_package(
            &mut Env::new(),
            &package,
            &sources,
            &CompileOptions::default(),
            &mut diagnostics,
        );
        assert_eq!(
            compiled.is_none(),
            diagnostics.has_errors(),
            "a package compiles or has errors"
        );
    } else {
        assert!(
            diagnostics.has_errors(),
            "a text without a tree has a reason"
        );
    }
    check(&sources, diagnostics.take())
}

/// Evaluates a text as an expression list; gives the codes of its errors.
fn expression_errors(text: &str) -> Vec<Code> {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let id = sources
        .add("expr", None, text.as_bytes().to_vec())
        .expect("the text fits");
    let parsed = parse_file(sources.source(id), id, FileKind::Exprs);
    let stopped = parsed.file.is_none() || !parsed.diagnostics.is_empty();
    parsed
        .diagnostics
        .into_iter()
        .for_each(|found| diagnostics.push(found));
    if let Some(file) = parsed.file.filter(|_| !stopped) {
        let values = compile_exprs(&Env::new(), &file, &[], &sources, &mut diagnostics);
        assert_eq!(
            values.is_none(),
            diagnostics.has_errors(),
            "a list has values or errors"
        );
    }
    check(&sources, diagnostics.take())
}

fn check(sources: &SourceMap, found: Vec<Diagnostic>) -> Vec<Code> {
    for diagnostic in &found {
        if let Some(span) = diagnostic.span {
            assert!(
                sources.locate(span).is_some() && span.start <= span.end,
                "a place is inside the text: {diagnostic:?}"
            );
        }
        assert!(
            diagnostic.message.len() < 2000,
            "a message is short, whatever the text holds"
        );
    }
    found
        .into_iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.code)
        .collect()
}

const MILLION: usize = 1_000_000;

#[test]
fn a_million_brackets_are_refused() {
    for open in [
        "(",
        "[",
        "{",
        "[]",
        "?",
        "!",
        "-",
        "set[",
        "map[string]",
        "struct { A ",
    ] {
        assert_eq!(
            expression_errors(&format!("{}1", open.repeat(MILLION))).len(),
            1,
            "{open}"
        );
        assert_eq!(
            errors(format!("package p\ntype A {}B\n", open.repeat(MILLION))).len(),
            1,
            "{open}"
        );
    }
    assert_eq!(
        errors(format!("package p\ntype A {}int32\n", "[]".repeat(MILLION))),
        [Code::TypeTooDeep]
    );
    assert_eq!(
        expression_errors(&format!("{}1", "-".repeat(MILLION))),
        [Code::SyntaxTooDeep]
    );
}

#[test]
fn brackets_nest_as_deep_as_the_limit() {
    for depth in [100, 250] {
        let text = format!(
            "package p\nconst A = int32({}1{})\n",
            "(".repeat(depth),
            ")".repeat(depth)
        );
        assert_eq!(errors(text), []);
        assert_eq!(
            errors(format!("package p\ntype A {}int32\n", "[]".repeat(depth))),
            []
        );
    }
}

#[test]
fn long_chains_of_operators_are_no_nesting() {
    assert_eq!(
        expression_errors(&format!("int64(1{})", "+1".repeat(MILLION))),
        []
    );
    assert_eq!(
        expression_errors(&format!("\"a\"{} == \"b\"", "+\"b\"".repeat(10_000))),
        []
    );
    assert_eq!(
        expression_errors(&format!("true{}", "&&true".repeat(100_000))),
        []
    );
}

#[test]
fn huge_numbers_are_refused() {
    let digits = "9".repeat(MILLION);
    for text in [
        digits.clone(),
        format!("int32(0x{digits})"),
        format!("float64(1e{digits})"),
        "float64(1e999999999)".into(),
        "float64(1e-999999999)".into(),
        "float64(0x1p999999999)".into(),
        "1<<2000<<2000<<2000<<2000".into(),
        format!("int32(3{})", "*3".repeat(100_000)),
        format!("[]int32{{{digits}: 1}}"),
        "[]byte{99999999999: 1}".into(),
    ] {
        assert_eq!(
            expression_errors(&text).len(),
            1,
            "{}",
            &text[..text.len().min(60)]
        );
    }
}

#[test]
fn huge_values_are_refused_or_small() {
    let array =
        "package p\ntype A [9223372036854775807]byte\ntype B [4000000000]A\nconst X = B{}\n";
    assert!(errors(array).len() <= 1);
    let doubled: String = (1..64)
        .map(|n| format!("const C{n} = S{{C{m}, C{m}}}\n", m = n - 1))
        .collect();
    let text =
        format!("package p\ntype S struct {{ L, R any }}\nconst C0 = S{{\"x\", \"y\"}}\n{doubled}");
    assert_eq!(errors(text), [Code::ConstTooLarge]);
}

#[test]
fn long_chains_of_definitions_are_walked() {
    let consts: String = (1..50_000)
        .map(|n| format!("const C{n} = C{}\n", n - 1))
        .collect();
    assert_eq!(
        errors(format!("package p\nconst C0 = int32(1)\n{consts}")),
        []
    );
    let consts: String = (1..50_000)
        .rev()
        .map(|n| format!("const C{n} = C{} + 1\n", n - 1))
        .collect();
    assert_eq!(
        errors(format!("package p\n{consts}const C0 = int32(1)\n")),
        []
    );
    let aliases: String = (1..50_000)
        .map(|n| format!("type T{n} T{}\n", n - 1))
        .collect();
    assert_eq!(errors(format!("package p\ntype T0 int32\n{aliases}")), []);
    let embeds: String = (1..20_000)
        .map(|n| format!("type I{n} interface {{ I{} }}\n", n - 1))
        .collect();
    assert_eq!(
        errors(format!(
            "package p\ntype I0 interface {{ M() error }}\n{embeds}"
        )),
        []
    );
    let cycle: String = (0..20_000)
        .map(|n| format!("const C{n} = C{}\n", (n + 1) % 20_000))
        .collect();
    assert_eq!(errors(format!("package p\n{cycle}")), [Code::ConstCycle]);
}

#[test]
fn nested_types_are_bounded() {
    let lists: String = (1..5_000)
        .map(|n| format!("type T{n} []T{}\n", n - 1))
        .collect();
    assert_eq!(errors(format!("package p\ntype T0 int32\n{lists}")), []);
    let structs: String = (1..40)
        .map(|n| format!("type T{n} struct {{ A, B T{m} }}\n", m = n - 1))
        .collect();
    assert_eq!(errors(format!("package p\ntype T0 int32\n{structs}")), []);
    assert_eq!(
        errors(format!(
            "package p\ntype T0 int32\n{structs}const Z = T39{{}}\n"
        )),
        [Code::ConstTooLarge]
    );
}

#[test]
fn a_huge_file_is_parsed() {
    let line =
        b"// a comment that is long enough to be one of many in a file that has nothing else\n";
    let mut text = line.repeat((64 << 20) / line.len());
    text.extend_from_slice(b"package p\ntype A int32\n");
    assert_eq!(errors(text), []);
    let mut text = b"package p\nconst A = \"".to_vec();
    text.resize(64 << 20, b'x');
    assert_eq!(errors(text), [Code::LexUnterminatedString]);
}

#[test]
fn line_ends_and_marks_of_other_systems_are_fine() {
    assert_eq!(
        errors("\u{feff}package p\r\ntype A struct {\r\n\tX int32 // x\r\n}\r\n"),
        []
    );
    assert_eq!(errors("package p\r\nconst A = `a\r\nb`\r\n"), []);
}

#[test]
fn broken_bytes_are_named() {
    assert_eq!(
        errors(*b"package p\ntype A\xff int32\n"),
        [Code::LexInvalidUtf8]
    );
    assert_eq!(errors(*b"package p\n\0\n"), [Code::LexNul]);
    assert_eq!(errors(*b"\xff\xfep\0a\0c\0k\0"), [Code::LexInvalidUtf8]);
    assert_eq!(errors(*b""), [Code::SyntaxMissingPackage]);
}

/// A text that uses most of the language, to be damaged.
const SOUND: &str = include_str!("../../testdata/hostile/every_construct.vdl");

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::sample::select(vec![
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        ",",
        ":",
        ".",
        "\"",
        "`",
        "//",
        "/*",
        "*/",
        "\n",
        "?",
        "stream<",
        ">",
        "error",
        "type",
        "const",
        "import",
        "0x",
        "1e",
        "'",
        "\\",
        "\0",
        "\u{feff}",
        "é",
        "nil",
        "any",
        "map[",
        "9999999999999999999",
    ]);
    prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, pieces), 1..6).prop_map(
        |edits| {
            let mut bytes = SOUND.as_bytes().to_vec();
            for (at, length, piece) in edits {
                let at = at.index(bytes.len());
                let end = (at + length).min(bytes.len());
                bytes.splice(at..end, piece.bytes());
            }
            bytes
        },
    )
}

#[test]
fn the_sound_text_is_sound() {
    assert_eq!(errors(SOUND), []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        errors(bytes);
    }

    #[test]
    fn arbitrary_text_never_panics(text in "(package p\n)?[ -~\n]{0,200}") {
        errors(text.clone().into_bytes());
        expression_errors(&text);
    }

    #[test]
    fn damaged_files_never_panic(bytes in damaged()) {
        errors(bytes);
    }
}
