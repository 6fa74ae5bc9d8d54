//! One line per finding: `package/file.vdl:line:col: error[E0301]: message`.

use std::io::{self, Write};

use vdl_codegen::render::{Findings, locate, plain, severity_name};

pub(super) fn render(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in findings.diagnostics {
        if let Some(located) = diagnostic
            .span
            .and_then(|span| locate(findings.sources, span))
        {
            write!(out, "{}:{}: ", plain(located.source.name()), located.start)?;
        }
        let severity = severity_name(diagnostic.severity);
        writeln!(
            out,
            "{severity}[{}]: {}",
            diagnostic.code,
            plain(&diagnostic.message)
        )?;
    }
    Ok(())
}
