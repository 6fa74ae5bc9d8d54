//! Source files and positions: one growing [`SourceMap`] that owns every text of a run.
//!
//! A [`Span`] is two offsets into the whole map, so that any piece of any file is named by eight bytes. The map knows
//! nothing of the file system: `load` reads files and puts their bytes here.

use std::fmt;
use std::sync::Arc;

/// The largest total size of the sources of one run, in bytes.
pub const MAX_SOURCE_BYTES: usize = u32::MAX as usize - 1;

/// A piece of source text: half-open byte offsets into a [`SourceMap`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from two offsets.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The empty span at the start of this one.
    #[must_use]
    pub const fn shrink_to_start(self) -> Self {
        Self {
            start: self.start,
            end: self.start,
        }
    }
}

/// A place as people count it: line and column start at 1, columns count characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub col: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.col)
    }
}

/// Names one file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(u32);

/// One source text with its names.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    disk_path: Option<String>,
    text: Arc<str>,
    start: u32,
    invalid_utf8: Option<u32>,
    lines: Vec<u32>,
    /// How many characters start before each block of [`BLOCK`] bytes; empty when every byte is a character.
    blocks: Vec<u32>,
}

impl Source {
    /// The package path and base name, `my/pkg/file.vdl`: how messages call the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the file lies, or nothing for embedded and synthetic texts.
    #[must_use]
    pub fn disk_path(&self) -> Option<&str> {
        self.disk_path.as_deref()
    }

    /// The text. Bytes that were not UTF-8 are replaced one by one by `?`; see [`Source::invalid_utf8`].
    #[must_use]
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// The offset in the map of the first byte of this file.
    #[must_use]
    pub const fn start(&self) -> u32 {
        self.start
    }

    /// The span of the whole file.
    #[must_use]
    pub fn span(&self) -> Span {
        Span::new(self.start, self.end())
    }

    /// The offset in this file of the first byte that is not UTF-8.
    #[must_use]
    pub const fn invalid_utf8(&self) -> Option<u32> {
        self.invalid_utf8
    }

    /// The text of a span of this file; nothing when the span is not inside it.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        let range = span
            .start
            .checked_sub(self.start)
            .zip(span.end.checked_sub(self.start));
        range
            .and_then(|(from, to)| self.text.get(from as usize..to as usize))
            .unwrap_or_default()
    }

    /// The line of an offset of the map that lies in this file, from 1.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        let local = offset.saturating_sub(self.start);
        self.lines.partition_point(|&start| start <= local) as u32
    }

    /// The place of an offset of the map that lies in this file.
    #[must_use]
    pub fn place(&self, offset: u32) -> Place {
        let local = offset
            .saturating_sub(self.start)
            .min(self.text.len() as u32);
        let line = self
            .lines
            .partition_point(|&start| start <= local)
            .saturating_sub(1);
        let mut col = self.characters(local) - self.characters(self.lines[line]);
        if line == 0 && self.text.starts_with('\u{feff}') && local >= 3 {
            col -= 1;
        }
        Place {
            line: line as u32 + 1,
            col: col + 1,
        }
    }

    /// How many characters start before an offset of this file. Lines may be as long as the file, so this does not
    /// count from their start.
    fn characters(&self, offset: u32) -> u32 {
        let block = offset as usize / BLOCK;
        match self.blocks.get(block) {
            Some(before) => {
                before + characters(&self.text.as_bytes()[block * BLOCK..offset as usize])
            }
            None => offset,
        }
    }

    fn end(&self) -> u32 {
        self.start + self.text.len() as u32
    }
}

/// The run's sources would exceed [`MAX_SOURCE_BYTES`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: the sources of this run exceed {MAX_SOURCE_BYTES} bytes")]
pub struct TooMuchSource {
    /// The file that did not fit.
    pub name: String,
}

/// Every source text of a run.
#[derive(Clone, Debug, Default)]
pub struct SourceMap {
    sources: Vec<Source>,
}

impl SourceMap {
    /// An empty map.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file and gives its id.
    ///
    /// # Errors
    ///
    /// When the map would pass [`MAX_SOURCE_BYTES`].
    pub fn add(
        &mut self,
        name: impl Into<String>,
        disk_path: Option<String>,
        bytes: Vec<u8>,
    ) -> Result<SourceId, TooMuchSource> {
        let name = name.into();
        // One free offset between files, so that the end of one is never the start of the next.
        let start = self.sources.last().map_or(0, |last| last.end() + 1);
        if bytes.len() > MAX_SOURCE_BYTES - start as usize {
            return Err(TooMuchSource { name });
        }
        let (text, invalid_utf8) = decode(bytes);
        let lines = std::iter::once(0)
            .chain(
                text.bytes()
                    .enumerate()
                    .filter(|(_, byte)| *byte == b'\n')
                    .map(|(at, _)| at as u32 + 1),
            )
            .collect();
        let blocks = blocks(&text);
        self.sources.push(Source {
            name,
            disk_path,
            text: text.into(),
            start,
            invalid_utf8,
            lines,
            blocks,
        });
        Ok(SourceId(self.sources.len() as u32 - 1))
    }

    /// The file of an id of this map.
    ///
    /// # Panics
    ///
    /// When the id is of another, larger map.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// All files, in the order they were added.
    pub fn sources(&self) -> impl ExactSizeIterator<Item = (SourceId, &Source)> {
        self.sources
            .iter()
            .enumerate()
            .map(|(at, source)| (SourceId(at as u32), source))
    }

    /// The file that holds an offset.
    #[must_use]
    pub fn find(&self, offset: u32) -> Option<SourceId> {
        let after = self
            .sources
            .partition_point(|source| source.start <= offset);
        let at = after.checked_sub(1)?;
        (offset <= self.sources[at].end()).then_some(SourceId(at as u32))
    }

    /// The text of a span; empty when it is not inside one file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.find(span.start)
            .map_or("", |id| self.source(id).slice(span))
    }

    /// File and place where a span starts.
    #[must_use]
    pub fn locate(&self, span: Span) -> Option<(SourceId, Place)> {
        let id = self.find(span.start)?;
        Some((id, self.source(id).place(span.start)))
    }

    /// `name:line:col` of the start of a span, as messages mention other places.
    #[must_use]
    pub fn describe(&self, span: Span) -> String {
        match self.locate(span) {
            Some((id, place)) => format!("{}:{place}", self.source(id).name),
            None => String::from("<unknown>"),
        }
    }
}

/// Bytes between two marks of [`Source::blocks`].
const BLOCK: usize = 1024;

fn blocks(text: &str) -> Vec<u32> {
    if text.is_ascii() {
        return Vec::new();
    }
    let mut before = 0;
    let mut blocks = Vec::with_capacity(text.len() / BLOCK + 1);
    for block in text.as_bytes().chunks(BLOCK) {
        blocks.push(before);
        before += characters(block);
    }
    blocks.push(before);
    blocks
}

/// How many characters start in some bytes of a text.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count() as u32
}

/// Bytes to text of the same length: offsets into the file stay true whatever it holds.
fn decode(bytes: Vec<u8>) -> (String, Option<u32>) {
    match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to() as u32;
            let bytes = error.into_bytes();
            let mut text = String::with_capacity(bytes.len());
            for chunk in bytes.utf8_chunks() {
                text.push_str(chunk.valid());
                text.extend(chunk.invalid().iter().map(|_| '?'));
            }
            (text, Some(at))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::SourceMap;

    #[test]
    fn columns_count_characters_however_long_the_line() {
        let text = format!("\u{feff}ab\n{}x\ny", "é".repeat(5000));
        let mut sources = SourceMap::new();
        let id = sources
            .add("f", None, text.clone().into_bytes())
            .expect("it fits");
        let source = sources.source(id);
        let place = |needle: char| {
            source
                .place(text.find(needle).expect("it is there") as u32)
                .to_string()
        };
        assert_eq!(
            [place('a'), place('b'), place('x'), place('y')],
            ["1:1", "1:2", "2:5001", "3:1"]
        );
        assert_eq!(source.place(text.len() as u32).to_string(), "3:2");
    }

    #[test]
    fn ends_of_blocks_are_places_too() {
        for length in [1022, 1023, 1024, 1025, 2048] {
            let text = format!("é{}", "x".repeat(length - 2));
            let mut sources = SourceMap::new();
            let id = sources.add("f", None, text.into_bytes()).expect("it fits");
            assert_eq!(sources.source(id).place(length as u32).col, length as u32);
        }
    }
}
