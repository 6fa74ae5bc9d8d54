//! Canonical formatting of VDL sources: layout only, every token, comment and piece of documentation kept.
//!
//! The formatter works on tokens, not on the tree: what it does not understand stays as it was. Rules: tabs for
//! indentation; one blank around binary operators and after commas; definitions of a group and members of a type on
//! lines of their own; line breaks in literals and argument lists kept; at most one blank line in a row; field types,
//! values and trailing comments of neighbouring lines in columns. Its output is a fixed point. It does no IO.
//!
//! Comments decide documentation by the lines they stand on (`vdl-language` §2.6). So lines with comments keep their
//! tokens, and the result is parsed and compared with the source before anyone sees it.

mod align;
mod classify;
mod layout;
mod print;
mod separate;
mod verify;

use vdl_parser::ast::FileKind;
use vdl_parser::diagnostic::Diagnostic;
use vdl_parser::parse::parse_file;
use vdl_parser::scan::scan;
use vdl_parser::source::{Source, SourceId};

use layout::Lines;

/// Why a text was not formatted.
#[derive(Debug)]
pub enum FormatError {
    /// It does not parse.
    Syntax(Vec<Diagnostic>),
    /// It is longer than a gigabyte.
    TooLarge,
    /// The formatted text would mean something else: a bug of the formatter.
    Changed,
}

/// The canonical form of a source.
///
/// # Errors
///
/// When the source does not parse, or when the result would not mean the same.
pub fn format(source: &Source, id: SourceId, kind: FileKind) -> Result<String, FormatError> {
    // Blanks may come between all bytes, and what is printed is counted in 32 bits.
    if source.text().len() > 1 << 30 {
        return Err(FormatError::TooLarge);
    }
    let parsed = parse_file(source, id, kind);
    let tree = match parsed.file {
        Some(tree) if parsed.diagnostics.is_empty() => tree,
        Some(_) | None => return Err(FormatError::Syntax(parsed.diagnostics)),
    };
    let scan = scan(source);
    let marks = classify::classify(&scan.tokens, kind);
    for lines in [Lines::Canonical, Lines::AsTheyAre] {
        let pieces = layout::pieces(source, &scan, marks.clone(), lines);
        let mut printed = print::print(source, &pieces, lines);
        if lines == Lines::Canonical {
            separate::separate(&mut printed);
        }
        let text = align::align(&printed);
        if verify::same_meaning(source, &scan, &tree, &text, kind) {
            return Ok(text);
        }
    }
    Err(FormatError::Changed)
}

/// A token or comment with Unix line ends.
fn unix(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    // The end of the line that holds a line comment is not part of it.
    if text.starts_with("//") {
        text.trim_end_matches('\r').to_owned()
    } else {
        text
    }
}
