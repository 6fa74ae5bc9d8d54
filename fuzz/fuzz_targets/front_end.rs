//! Arbitrary bytes as a package of two files and a configuration file: diagnostics or a compiled package, never a panic,
//! and every place inside the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, ParsedPackage, compile_config, compile_package};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::parse::{parse_file, parse_header};
use vdl_parser::source::SourceMap;

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
    let mut env = Env::new();
    if whole {
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
