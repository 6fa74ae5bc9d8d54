//! The few lines of a source that a finding needs: never more than some thousand bytes, whatever the source.

use std::ops::Range;

use vdl_parser::source::{Source, Span};

/// Lines of a source with marks in them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// Whole lines, except where [`Excerpt::cut`] says otherwise.
    pub(super) text: String,
    /// The number of the first line.
    pub(super) line: usize,
    /// The marks as ranges of the text, in the order given.
    pub(super) marks: Vec<Range<usize>>,
    /// Whether the first line lacks its head, so that columns in the text are not those of the source.
    pub(super) cut: bool,
}

/// How much of a line is shown before and after the marks.
const MARGIN: usize = 160;
/// Marks further apart than this are shown apart.
const REACH: usize = 2_000;
/// Stands for text that is not shown.
const ELLIPSIS: &str = "…";

/// Whether two places are near enough for one excerpt.
pub(super) fn near(one: Span, other: Span) -> bool {
    one.start.max(other.start) - one.start.min(other.start) <= REACH as u32
}

/// Cuts the lines around some spans of a source, which are near each other.
pub(super) fn excerpt(source: &Source, spans: &[Span]) -> Excerpt {
    let text: &str = source.text();
    let ranges: Vec<Range<usize>> = spans.iter().map(|span| local(source, *span)).collect();
    let first = ranges.iter().map(|range| range.start).min().unwrap_or(0);
    let last = ranges.iter().map(|range| range.end).max().unwrap_or(first);

    let bom = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let window = floor(text, first.saturating_sub(MARGIN).max(bom).min(first))
        ..ceil(text, (last + MARGIN).min(text.len()));
    let head = text[window.start..first]
        .rfind('\n')
        .map(|at| window.start + at + 1);
    let start = head.unwrap_or(window.start);
    let cut = head.is_none() && window.start > bom;
    let tail = text[last..window.end].find('\n').map(|at| last + at);
    let end = tail.unwrap_or(window.end);

    let mut out = String::with_capacity(end - start + 2 * ELLIPSIS.len());
    if cut {
        out.push_str(ELLIPSIS);
    }
    let shift = out.len();
    push_visible(&mut out, &text[start..end]);
    if tail.is_none() && end < text.len() {
        out.push_str(ELLIPSIS);
    }
    let line = source.line(source.start() + first as u32);
    Excerpt {
        text: out,
        line: line as usize,
        marks: ranges
            .into_iter()
            .map(|range| range.start - start + shift..range.end - start + shift)
            .collect(),
        cut: cut || start == bom && bom > 0,
    }
}

/// A span as a range of its source that ends on its line, or soon after.
fn local(source: &Source, span: Span) -> Range<usize> {
    let text: &str = source.text();
    let start = floor(
        text,
        (span.start.saturating_sub(source.start()) as usize).min(text.len()),
    );
    let end = (span.end.saturating_sub(source.start()) as usize).clamp(start, text.len());
    let near = ceil(text, end.min(start + REACH));
    let lines = text[start..near]
        .bytes()
        .filter(|byte| *byte == b'\n')
        .count();
    if near == end && lines <= MAX_LINES {
        return start..ceil(text, end);
    }
    // A large piece is marked by its first line.
    let first = text[start..near].find('\n').map_or(near, |at| start + at);
    start..first
}

/// Marks over more lines are shown by their first line.
const MAX_LINES: usize = 12;

/// Appends text with every byte in its place, but without characters that would steer a terminal.
fn push_visible(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '\r' => out.push(' '),
            // Two bytes in, two bytes out.
            '\u{80}'..='\u{9f}' => out.push('\u{b7}'),
            // Three bytes in, three bytes out.
            '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' => out.push('\u{fffd}'),
            _ => out.push(ch),
        }
    }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn ceil(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use vdl_parser::source::{SourceMap, Span};

    use super::{Excerpt, excerpt};

    fn cut(text: &str, at: std::ops::Range<u32>) -> Excerpt {
        let mut sources = SourceMap::new();
        let id = sources
            .add("p/f.vdl", None, text.as_bytes().to_vec())
            .expect("small");
        excerpt(sources.source(id), &[Span::new(at.start, at.end)])
    }

    #[test]
    fn whole_lines_are_kept() {
        let found = cut("one\ntwo three\nfour\n", 8..13);
        assert_eq!(
            found,
            Excerpt {
                text: "two three".into(),
                line: 2,
                marks: std::iter::once(4..9).collect(),
                cut: false
            }
        );
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let text = format!("{}X{}", "é".repeat(5_000), "é".repeat(5_000));
        let found = cut(&text, 10_000..10_001);
        assert!(found.cut && found.text.len() < 400, "{found:?}");
        assert_eq!(&found.text[found.marks[0].clone()], "X");
    }

    #[test]
    fn ends_and_bad_spans_are_harmless() {
        assert_eq!(cut("", 0..0).marks[0], 0..0);
        assert_eq!(cut("a\n", 2..2).text, "");
        assert_eq!(cut("a", 0..900).text, "a");
        assert_eq!(cut("\u{feff}ab", 3..4).marks[0], 0..1);
    }
}
