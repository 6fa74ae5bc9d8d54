//! Where a span lies, in all the ways that the error formats say it.

use vdl_parser::source::{Place, Source, SourceMap, Span};

/// Where a span lies.
#[derive(Clone, Copy, Debug)]
pub struct Located<'s> {
    /// The file.
    pub source: &'s Source,
    /// Where it starts.
    pub start: Place,
    /// Where it ends.
    pub end: Place,
    /// Offset in the file of the first byte.
    pub byte_start: u32,
    /// Offset in the file past the last byte.
    pub byte_end: u32,
}

/// Finds the place of a span; nothing when it is not in the map.
#[must_use]
pub fn locate(sources: &SourceMap, span: Span) -> Option<Located<'_>> {
    let source = sources.source(sources.find(span.start)?);
    let end = span.end.clamp(span.start, source.span().end);
    Some(Located {
        source,
        start: source.place(span.start),
        end: source.place(end),
        byte_start: span.start - source.start(),
        byte_end: end - source.start(),
    })
}
