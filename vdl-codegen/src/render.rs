//! Findings with their source, in the look of rustc (`codegen` §6.3).
//!
//! The three edges draw here: the command, build scripts, and macros. Nothing is decided: what is found, in which order
//! and how much of it is shown is settled before. What comes out is safe to print whatever the sources hold.

mod excerpt;
mod human;
mod place;

pub use self::human::{human, title_line};
pub use self::place::{Located, locate};

use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

use vdl_parser::diagnostic::{Diagnostic, Severity};
use vdl_parser::source::{Source, SourceMap};

/// Findings, with what is needed to show them.
#[derive(Clone, Copy, Debug)]
pub struct Findings<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// What was found, in the order in which to show it.
    pub diagnostics: &'a [Diagnostic],
    /// Paths below this directory are shown relative to it.
    pub directory: &'a Path,
    /// Whether the output understands colours.
    pub paint: Paint,
}

/// Whether text may carry colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    /// Escape sequences are understood.
    Colors,
    /// Text only.
    Plain,
}

/// Where the file of a source lies, relative to a directory if it is below it.
#[must_use]
pub fn disk_path<'s>(source: &'s Source, directory: &Path) -> Option<Cow<'s, str>> {
    let path = source.disk_path()?;
    let below = Path::new(path)
        .strip_prefix(directory)
        .ok()
        .filter(|rest| !rest.as_os_str().is_empty());
    Some(below.map_or(Cow::Borrowed(path), |rest| {
        Cow::Borrowed(rest.to_str().unwrap_or(path))
    }))
}

/// Where to look for a source: on disk if it is there.
#[must_use]
pub fn shown_path<'s>(source: &'s Source, directory: &Path) -> Cow<'s, str> {
    disk_path(source, directory).unwrap_or_else(|| Cow::Borrowed(source.name()))
}

/// The word for a severity.
#[must_use]
pub const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One line that cannot steer a terminal: control and direction characters are shown as escapes.
#[must_use]
pub fn plain(text: &str) -> Cow<'_, str> {
    if !text.chars().any(steers) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for ch in text.chars() {
        if steers(ch) {
            // Writing to a string cannot fail.
            let _ = write!(out, "{}", ch.escape_default());
        } else {
            out.push(ch);
        }
    }
    Cow::Owned(out)
}

/// Whether a character moves the cursor, changes the terminal, or turns the reading direction.
fn steers(ch: char) -> bool {
    ch.is_control()
        || matches!(ch, '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
