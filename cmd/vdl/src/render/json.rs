//! One JSON object per finding and line, for editors and scripts; the form is versioned by its member `v`.
//!
//! `file` is the package path and base name, `path` where the file lies on disk, if it does. Lines and columns start at
//! 1 and columns count characters; bytes start at 0 and count from the start of the file. `name` is the code by family.

use std::io::{self, Write};

use serde_json::{Value, json};
use vdl_parser::source::Span;

use vdl_codegen::render::{Findings, disk_path, locate, severity_name};

pub(super) fn render(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in findings.diagnostics {
        let first = diagnostic
            .span
            .and_then(|at| span(findings, at, &diagnostic.label, Rank::Primary));
        let others = diagnostic
            .labels
            .iter()
            .filter_map(|label| span(findings, label.span, &label.message, Rank::Secondary));
        let help = diagnostic.help.iter().map(|help| {
            let edits = help.edits.iter().filter_map(|edit| {
                let at = locate(findings.sources, edit.span)?;
                Some(json!({
                    "file": at.source.name(),
                    "path": disk_path(at.source, findings.directory),
                    "byte_start": at.byte_start,
                    "byte_end": at.byte_end,
                    "text": edit.text,
                }))
            });
            json!({ "message": help.message, "edits": edits.collect::<Vec<_>>() })
        });
        let object = json!({
            "v": 1,
            "level": severity_name(diagnostic.severity),
            "code": diagnostic.code.id(),
            "name": diagnostic.code.name(),
            "message": diagnostic.message,
            "spans": first.into_iter().chain(others).collect::<Vec<_>>(),
            "notes": diagnostic.notes,
            "help": help.collect::<Vec<_>>(),
        });
        writeln!(out, "{object}")?;
    }
    Ok(())
}

/// Whether a span is what the finding is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Primary,
    Secondary,
}

fn span(findings: &Findings<'_>, span: Span, label: &str, rank: Rank) -> Option<Value> {
    let at = locate(findings.sources, span)?;
    Some(json!({
        "file": at.source.name(),
        "path": disk_path(at.source, findings.directory),
        "line_start": at.start.line,
        "col_start": at.start.col,
        "line_end": at.end.line,
        "col_end": at.end.col,
        "byte_start": at.byte_start,
        "byte_end": at.byte_end,
        "label": label,
        "primary": rank == Rank::Primary,
    }))
}
