//! Findings to text, in one of five forms (`codegen` §6.2, §6.3).
//!
//! Nothing is decided here: what is found, in which order and how much of it is shown is settled before. Every form is
//! safe to print whatever the sources hold.

mod github;
mod json;
mod sarif;
mod short;

use std::io::{self, Write};

use vdl_codegen::render::{Findings, human};

use crate::args::ErrorFormat;

/// Writes all findings.
pub(crate) fn render(
    format: ErrorFormat,
    findings: &Findings<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        ErrorFormat::Human => human(findings, out),
        ErrorFormat::Short => short::render(findings, out),
        ErrorFormat::Json => json::render(findings, out),
        ErrorFormat::Github => github::render(findings, out),
        ErrorFormat::Sarif => sarif::render(findings, out),
    }
}
