//! Arbitrary bytes as an expression list.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vdl_parser::ast::FileKind;
use vdl_parser::compile::compile_exprs;
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::parse::parse_file;
use vdl_parser::source::SourceMap;

fuzz_target!(|data: &[u8]| {
    let mut sources = SourceMap::new();
    let id = sources.add("expr", None, data.to_vec()).expect("fuzzed texts are small");
    let parsed = parse_file(sources.source(id), id, FileKind::Exprs);
    let Some(file) = parsed.file.filter(|_| parsed.diagnostics.is_empty()) else { return };
    let mut diagnostics = Diagnostics::new();
    let values = compile_exprs(&Env::new(), &file, &[], &sources, &mut diagnostics);
    assert_eq!(values.is_none(), diagnostics.has_errors(), "an expression list has values or errors");
    for value in values.unwrap_or_default() {
        // The text of a value is an expression again.
        assert!(!vdl::const_text(value.as_ref(), "").is_empty());
    }
    _ = diagnostics.take();
});
