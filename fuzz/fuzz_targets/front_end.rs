//! Arbitrary bytes as a package of two files and a configuration file: diagnostics or a compiled package, never a panic,
//! and every place inside the text.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, ParsedPackage, compile_config, compile_package};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::parse::{parse_file, parse_header};
use vdl_parser::source::SourceMap;

/// The standard package `time`, to have something to import.
static TIME: LazyLock<Env> = LazyLock::new(|| {
    let text = b"package time\ntype Time Duration\ntype Duration struct { Seconds int64; Nanos int32 }\nconst Zero = Time{}\n";
    let (mut env, mut sources, mut diagnostics) = (Env::new(), SourceMap::new(), Diagnostics::new());
    let id = sources.add("time/time.vdl", None, text.to_vec()).expect("the text is small");
    let file = parse_file(sources.source(id), id, FileKind::Package).file.expect("the text parses");
    let package =
        ParsedPackage { path: "time".into(), gen_path: "time".into(), embedded: true, files: vec![file], config: None };
    compile_package(&mut env, &package, &sources, &CompileOptions::default(), &mut diagnostics).expect("it compiles");
    env
});

fuzz_target!(|data: &[u8]| {
    // A NUL-free separator splits the input into files.
    let mut parts = data.splitn(3, |byte| *byte == 0xFE);
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let mut files = Vec::new();
    let mut whole = true;
    for name in ["p/a.vdl", "p/b.vdl"] {
        let Some(text) = parts.next() else { continue };
        let id = sources.add(name, None, text.to_vec()).expect("fuzzed texts are small");
        _ = parse_header(sources.source(id), id, FileKind::Package);
        let parsed = parse_file(sources.source(id), id, FileKind::Package);
        assert!(parsed.file.is_some() || !parsed.diagnostics.is_empty(), "a text without a tree has a reason");
        whole &= parsed.file.is_some() && parsed.diagnostics.is_empty();
        files.extend(parsed.file);
        parsed.diagnostics.into_iter().for_each(|found| diagnostics.push(found));
    }
    let mut env = TIME.clone();
    // What is not there was reported by whoever loads packages.
    let known = files.iter().flat_map(|file| &file.imports).all(|import| env.package(&import.path).is_some());
    if whole && known {
        let package = ParsedPackage { path: "p".into(), gen_path: "p".into(), embedded: false, files, config: None };
        let compiled = compile_package(&mut env, &package, &sources, &CompileOptions::default(), &mut diagnostics);
        assert_eq!(compiled.is_none(), diagnostics.has_errors(), "a package compiles or has errors");
    }
    if let Some(text) = parts.next() {
        let id = sources.add("p/vdl.config", None, text.to_vec()).expect("fuzzed texts are small");
        let parsed = parse_file(sources.source(id), id, FileKind::Config);
        if let Some(file) = parsed.file.filter(|_| parsed.diagnostics.is_empty()) {
            _ = compile_config(&env, &file, "p/vdl.config", None, &[], &sources, &mut diagnostics);
        }
    }
    for found in diagnostics.take() {
        if let Some(span) = found.span {
            assert!(sources.locate(span).is_some() && span.start <= span.end, "places are inside the sources");
        }
    }
});
