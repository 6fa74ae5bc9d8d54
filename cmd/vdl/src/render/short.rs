//! One line per finding: `package/file.vdl:line:col: error[E0301]: message`.

use std::io::{self, Write};

use super::place::Locator;
use super::{Findings, plain, severity_name};

pub(super) fn render(findings: &Findings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let locator = Locator::new(findings.sources);
    for diagnostic in findings.diagnostics {
        if let Some(located) = diagnostic.span.and_then(|span| locator.locate(span)) {
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
