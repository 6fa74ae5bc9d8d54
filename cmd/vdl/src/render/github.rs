//! Workflow commands that GitHub turns into annotations: `::error file=…,line=…,col=…,title=…::message`.

use std::fmt::Write as _;
use std::io::{self, Write};

use vdl_codegen::render::{Findings, locate, severity_name, shown_path};

pub(super) fn render(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in findings.diagnostics {
        write!(out, "::{} ", severity_name(diagnostic.severity))?;
        if let Some(at) = diagnostic
            .span
            .and_then(|span| locate(findings.sources, span))
        {
            let path = escape(&shown_path(at.source, findings.directory), PROPERTY);
            write!(
                out,
                "file={path},line={},endLine={},col={}",
                at.start.line, at.end.line, at.start.col
            )?;
            // Of a marking over several lines only its start has a column.
            if at.start.line == at.end.line {
                write!(out, ",endColumn={}", at.end.col)?;
            }
            write!(out, ",")?;
        }
        let title = format!("{} {}", diagnostic.code, diagnostic.code.name());
        let mut message = diagnostic.message.clone();
        for note in &diagnostic.notes {
            // Writing to a string cannot fail.
            let _ = write!(message, "\nnote: {note}");
        }
        for help in &diagnostic.help {
            let _ = write!(message, "\nhelp: {}", help.message);
        }
        writeln!(
            out,
            "title={}::{}",
            escape(&title, PROPERTY),
            escape(&message, MESSAGE)
        )?;
    }
    Ok(())
}

const MESSAGE: &[char] = &['%', '\r', '\n'];
const PROPERTY: &[char] = &['%', '\r', '\n', ':', ','];

/// Replaces the characters that end a message or a property, and all others that would steer a terminal.
fn escape(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        if special.contains(&ch) {
            let _ = write!(out, "%{:02X}", u32::from(ch));
        } else if ch.is_control() {
            out.extend(ch.escape_default());
        } else {
            out.push(ch);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{MESSAGE, PROPERTY, escape};

    #[test]
    fn escapes_what_would_end_the_part() {
        assert_eq!(
            escape("a:b,c%\r\n\u{1b}", PROPERTY),
            "a%3Ab%2Cc%25%0D%0A\\u{1b}"
        );
        assert_eq!(escape("a:b,c%\r\n", MESSAGE), "a:b,c%25%0D%0A");
    }
}
