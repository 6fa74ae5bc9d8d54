//! Arbitrary bytes through the formatter: what it accepts, it formats to a fixed point without losing a comment.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vdl_codegen::format::format;
use vdl_parser::ast::FileKind;
use vdl_parser::scan::scan;
use vdl_parser::source::SourceMap;

fuzz_target!(|data: &[u8]| {
    for kind in [FileKind::Package, FileKind::Config] {
        let mut sources = SourceMap::new();
        let id = sources.add("p/a.vdl", None, data.to_vec()).expect("fuzzed texts are small");
        let Ok(once) = format(sources.source(id), id, kind) else { continue };
        let formatted = sources.add("p/b.vdl", None, once.clone().into_bytes()).expect("fuzzed texts are small");
        let twice = format(sources.source(formatted), formatted, kind).expect("formatted text parses");
        assert_eq!(once, twice, "formatting is a fixed point");
        assert_eq!(scan(sources.source(id)).comments.len(), scan(sources.source(formatted)).comments.len());
    }
});
