//! Lines and columns of many spans, in about the time of reading the text once.

use std::cell::Cell;

use vdl_parser::source::{Place, Source, SourceMap, Span};

/// Where a span lies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Located<'s> {
    /// The file.
    pub(crate) source: &'s Source,
    /// Where it starts.
    pub(crate) start: Place,
    /// Where it ends.
    pub(crate) end: Place,
    /// Offset in the file of the first byte.
    pub(crate) byte_start: u32,
    /// Offset in the file past the last byte.
    pub(crate) byte_end: u32,
}

/// Finds places and remembers the last one: a line of many megabytes is not counted again for each finding on it.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    sources: &'s SourceMap,
    last: Cell<Option<(u32, Place)>>,
}

impl<'s> Locator<'s> {
    /// A locator of spans of a map.
    pub(crate) const fn new(sources: &'s SourceMap) -> Self {
        Self {
            sources,
            last: Cell::new(None),
        }
    }

    /// Where a span lies; nothing when it is not in the map.
    pub(crate) fn locate(&self, span: Span) -> Option<Located<'s>> {
        let source = self.sources.source(self.sources.find(span.start)?);
        let end = span.end.clamp(span.start, source.span().end);
        Some(Located {
            source,
            start: self.place(source, span.start),
            end: self.place(source, end),
            byte_start: span.start - source.start(),
            byte_end: end - source.start(),
        })
    }

    fn place(&self, source: &Source, offset: u32) -> Place {
        let near = self.last.get().and_then(|(known, place)| {
            // Before the fourth byte a byte order mark may stand, which is no column.
            if known < source.start() + 3 || known > offset {
                return None;
            }
            let between = source.slice(Span::new(known, offset));
            // A place that is not at a character boundary has an empty slice; it is counted from the line's start.
            if between.len() != (offset - known) as usize || between.contains('\n') {
                return None;
            }
            Some(Place {
                line: place.line,
                col: place.col + between.chars().count() as u32,
            })
        });
        let place = near.unwrap_or_else(|| source.place(offset));
        self.last.set(Some((offset, place)));
        place
    }
}

#[cfg(test)]
mod tests {
    use vdl_parser::source::{SourceMap, Span};

    use super::Locator;

    #[test]
    fn agrees_with_the_source_in_any_order() {
        let mut sources = SourceMap::new();
        let text = "\u{feff}ab\ncé d\n\n€f\n";
        for name in ["one", "two"] {
            sources
                .add(name, None, text.as_bytes().to_vec())
                .expect("small");
        }
        let offsets: Vec<u32> = sources
            .sources()
            .flat_map(|(_, source)| source.span().start..=source.span().end)
            .collect();
        let locator = Locator::new(&sources);
        for step in [1, 3, offsets.len() - 2] {
            for at in (0..offsets.len()).map(|at| offsets[at * step % offsets.len()]) {
                let found = locator.locate(Span::new(at, at)).expect("inside");
                assert_eq!(found.start, found.source.place(at), "{at}");
            }
        }
    }
}
