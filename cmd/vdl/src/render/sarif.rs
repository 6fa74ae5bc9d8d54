//! One SARIF 2.1.0 document with all findings, for code scanning services.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};
use vdl_parser::diagnostic::Diagnostic;
use vdl_parser::diagnostic::code::Code;

use vdl_codegen::render::{Findings, Located, locate, severity_name, shown_path};

pub(super) fn render(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut codes: Vec<Code> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.code)
        .collect();
    codes.sort_unstable();
    codes.dedup();
    let rules: Vec<Value> = codes.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = findings
        .diagnostics
        .iter()
        .map(|diagnostic| {
            result(
                findings,
                diagnostic,
                codes.binary_search(&diagnostic.code).ok(),
            )
        })
        .collect();
    let document = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "vdl", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    writeln!(out, "{document:#}")
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "name": code.name(),
        "shortDescription": { "text": code.title() },
        "help": { "text": code.explain(), "markdown": code.explain() },
        "defaultConfiguration": { "level": severity_name(code.severity()) },
    })
}

fn result(findings: &Findings<'_>, diagnostic: &Diagnostic, rule: Option<usize>) -> Value {
    let mut text = diagnostic.message.clone();
    for line in diagnostic
        .notes
        .iter()
        .chain(diagnostic.help.iter().map(|help| &help.message))
    {
        text.push('\n');
        text.push_str(line);
    }
    let mut object = json!({
        "ruleId": diagnostic.code.id(),
        "ruleIndex": rule,
        "level": severity_name(diagnostic.severity),
        "message": { "text": text },
        "locations": [],
    });
    if let Some(at) = diagnostic
        .span
        .and_then(|span| locate(findings.sources, span))
    {
        object["locations"] = json!([location(findings, &at)]);
    }
    let others = diagnostic.labels.iter().zip(0..).filter_map(|(label, id)| {
        let mut place = location(findings, &locate(findings.sources, label.span)?);
        place["id"] = json!(id);
        place["message"] = json!({ "text": label.message });
        Some(place)
    });
    let others: Vec<Value> = others.collect();
    if !others.is_empty() {
        object["relatedLocations"] = Value::Array(others);
    }
    let fixes = diagnostic.help.iter().filter(|help| !help.edits.is_empty()).map(|help| {
        let changes = help.edits.iter().filter_map(|edit| {
            let at = locate(findings.sources, edit.span)?;
            Some(json!({
                "artifactLocation": { "uri": uri(&shown_path(at.source, findings.directory)) },
                "replacements": [{ "deletedRegion": region(&at), "insertedContent": { "text": edit.text } }],
            }))
        });
        json!({ "description": { "text": help.message }, "artifactChanges": changes.collect::<Vec<_>>() })
    });
    let fixes: Vec<Value> = fixes.collect();
    if !fixes.is_empty() {
        object["fixes"] = Value::Array(fixes);
    }
    object
}

fn location(findings: &Findings<'_>, at: &Located<'_>) -> Value {
    json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(&shown_path(at.source, findings.directory)) },
            "region": region(at),
        },
    })
}

fn region(at: &Located<'_>) -> Value {
    json!({
        "startLine": at.start.line,
        "startColumn": at.start.col,
        "endLine": at.end.line,
        "endColumn": at.end.col,
        "byteOffset": at.byte_start,
        "byteLength": at.byte_end - at.byte_start,
    })
}

/// A path as a relative reference, or as a `file` URI when it is absolute.
fn uri(path: &str) -> String {
    let slashes = path.replace(std::path::MAIN_SEPARATOR, "/");
    let mut out = String::with_capacity(slashes.len() + 8);
    if slashes.starts_with('/') {
        out.push_str("file://");
    } else if slashes.as_bytes().get(1) == Some(&b':') {
        out.push_str("file:///");
    }
    for byte in slashes.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/ü.vdl"), "a%20b/%C3%BC.vdl");
        assert_eq!(uri("/x/y.vdl"), "file:///x/y.vdl");
    }
}
