//! Findings to text, in one of five forms (`codegen` §6.2, §6.3).
//!
//! Nothing is decided here: what is found, in which order and how much of it is shown is settled before. Every form is
//! safe to print whatever the sources hold.

mod excerpt;
mod github;
mod human;
mod json;
mod place;
mod sarif;
mod short;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::Path;

use vdl_parser::diagnostic::{Diagnostic, Severity};
use vdl_parser::source::{Source, SourceMap};

use crate::args::ErrorFormat;

/// Findings, with what is needed to show them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Findings<'a> {
    /// The texts.
    pub(crate) sources: &'a SourceMap,
    /// What was found, in the order in which to show it.
    pub(crate) diagnostics: &'a [Diagnostic],
    /// Paths below this directory are shown relative to it.
    pub(crate) directory: &'a Path,
    /// Whether the output understands colours.
    pub(crate) paint: Paint,
}

/// Whether text may carry colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Paint {
    /// Escape sequences are understood.
    Colors,
    /// Text only.
    Plain,
}

/// Writes all findings.
pub(crate) fn render(
    format: ErrorFormat,
    findings: &Findings<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ErrorFormat::Human => human::render(findings, out),
        ErrorFormat::Short => short::render(findings, out),
        ErrorFormat::Json => json::render(findings, out),
        ErrorFormat::Github => github::render(findings, out),
        ErrorFormat::Sarif => sarif::render(findings, out),
    }
}

/// A line of our own in the look of the findings, such as `error: …`.
pub(crate) fn title_line(severity: Severity, text: &str, paint: Paint) -> String {
    human::title_line(severity, text, paint)
}

/// Where the file of a source lies, relative to a directory if it is below it.
fn disk_path<'s>(source: &'s Source, directory: &Path) -> Option<Cow<'s, str>> {
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
fn shown_path<'s>(source: &'s Source, directory: &Path) -> Cow<'s, str> {
    disk_path(source, directory).unwrap_or_else(|| Cow::Borrowed(source.name()))
}

const fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// One line that cannot steer a terminal: control and direction characters are shown as escapes.
fn plain(text: &str) -> Cow<'_, str> {
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
