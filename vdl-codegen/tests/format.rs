//! The formatter: its look on the files of `testdata/fmt`, and its promises on these and on many variations of them.

use std::fs;
use std::path::PathBuf;

use vdl_codegen::format::{FormatError, format};
use vdl_parser::ast::FileKind;
use vdl_parser::scan::scan;
use vdl_parser::source::SourceMap;

/// The formatted text, or nothing when the text does not parse.
fn formatted(text: &str, kind: FileKind) -> Option<String> {
    let mut sources = SourceMap::new();
    let id = sources
        .add("p/p.vdl", None, text.as_bytes().to_vec())
        .expect("a case is small");
    match format(sources.source(id), id, kind) {
        Ok(text) => Some(text),
        Err(FormatError::Syntax(found)) => {
            assert!(!found.is_empty());
            None
        }
        Err(FormatError::TooLarge | FormatError::Changed) => panic!("formatting refuses:\n{text}"),
    }
}

/// The formatter itself refuses what would change tokens, comments or documentation; here is the rest.
fn check(text: &str) {
    if let Some(once) = formatted(text, FileKind::Package) {
        let twice = formatted(&once, FileKind::Package).expect("formatted text parses");
        assert_eq!(once, twice, "formatted once and twice, from:\n{text}");
        assert!(
            !once.contains('\r') && once.ends_with('\n') && !once.ends_with("\n\n"),
            "{once:?}"
        );
    }
}

fn cases() -> Vec<(PathBuf, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/fmt");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of cases is readable")
        .map(|entry| entry.expect("the folder of cases is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "vdl"))
        .collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            (
                path.clone(),
                fs::read_to_string(path).expect("cases are text"),
            )
        })
        .collect()
}

#[test]
fn cases_look_as_recorded() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../testdata/fmt/snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for (path, text) in cases() {
            let name = path
                .file_stem()
                .expect("a file has a name")
                .to_string_lossy();
            let result = formatted(&text, FileKind::Package).expect("cases parse");
            insta::assert_snapshot!(&*name, format!("{text}======== formatted\n{result}"));
        }
    });
}

#[test]
fn formatted_text_is_left_alone() {
    let (_, text) = cases()
        .into_iter()
        .find(|(path, _)| path.ends_with("formatted_text_is_left_alone.vdl"))
        .expect("the case is there");
    assert_eq!(formatted(&text, FileKind::Package), Some(text));
}

#[test]
fn formatting_is_a_fixed_point() {
    for (_, text) in cases() {
        check(&text);
        check(&text.replace('\n', "\r\n"));
        check(&format!("\u{feff}{text}"));
    }
}

/// Comments and line breaks in every place where a token ends, and lines joined there.
#[test]
fn no_comment_and_no_line_break_changes_the_meaning() {
    let insertions = [
        "// c\n",
        "/* c */",
        "/* c\n c */",
        "\n",
        "\n\n\n",
        ";",
        "; // c\n",
        "/**/;",
        "\r\n",
    ];
    for (_, text) in cases() {
        let mut sources = SourceMap::new();
        let id = sources
            .add("p/p.vdl", None, text.as_bytes().to_vec())
            .expect("a case is small");
        for token in scan(sources.source(id)).tokens {
            let at = token.span.end as usize;
            for insertion in insertions {
                check(&format!("{} {insertion}{}", &text[..at], &text[at..]));
            }
            let rest = text[at..].trim_start();
            check(&format!("{} {rest}", &text[..at]));
            check(&format!("{}; {rest}", &text[..at]));
        }
    }
}

#[test]
fn windows_line_ends_and_byte_order_marks_go() {
    let text = "\u{feff}package p\r\n// doc\r\ntype A struct {\r\n  X int32 // x\r\n}\r\n\r\n/* a\r\nb */\r\nconst R = `c\r\nd`\r\n";
    let expected =
        "package p\n\n// doc\ntype A struct {\n\tX int32 // x\n}\n\n/* a\nb */\nconst R = `c\nd`\n";
    assert_eq!(
        formatted(text, FileKind::Package).as_deref(),
        Some(expected)
    );
}

#[test]
fn config_files_and_expression_lists() {
    let config = "config=vdltool.Config{ GenLanguages:{ Go },}\nimport   \"x\"\nconst A=1";
    let expected = "config = vdltool.Config{GenLanguages: {Go}}\n\nimport \"x\"\n\nconst A = 1\n";
    assert_eq!(
        formatted(config, FileKind::Config).as_deref(),
        Some(expected)
    );
    assert_eq!(
        formatted("1+2 ,{ 3 }", FileKind::Exprs).as_deref(),
        Some("1 + 2, {3}\n")
    );
}

#[test]
fn what_does_not_parse_is_refused() {
    for text in [
        "",
        "package",
        "package p\ntype",
        "package p\nconst A = \"",
        "package p\n/*",
        "package p\n)",
    ] {
        assert_eq!(formatted(text, FileKind::Package), None, "{text:?}");
    }
}

#[test]
fn long_and_deep_texts_take_their_time_and_no_more() {
    let chain = format!("package p\nconst A = {}1\n", "1+".repeat(50_000));
    check(&chain);
    let signs = format!("package p\nconst A = {}1\n", "-".repeat(200));
    check(&signs);
    let nested = format!(
        "package p\nconst A = {}1{}\n",
        "(".repeat(200),
        ")".repeat(200)
    );
    check(&nested);
    let lines = format!(
        "package p\nconst A = T{{\n{}}}\n",
        "{1, 2}, // c\n".repeat(5_000)
    );
    check(&lines);
}

#[test]
fn text_does_not_grow_beyond_reason() {
    let short = "\tA = 1 // c\n".repeat(1_000);
    let long = format!(
        "\t{} = 1 // c\n\tB = \"{}\" // c\n",
        "L".repeat(100_000),
        "x".repeat(100_000)
    );
    let columns = format!("package p\nconst (\n{short}{long}{short})\n");
    let deep = format!(
        "package p\nconst A = {}{}{}\n",
        "{".repeat(250),
        "\n1,".repeat(1_000),
        "}".repeat(250)
    );
    for text in [columns, deep] {
        let formatted = formatted(&text, FileKind::Package).expect("it parses");
        assert!(
            formatted.len() < 40 * text.len(),
            "{} bytes become {}",
            text.len(),
            formatted.len()
        );
        check(&text);
    }
}
