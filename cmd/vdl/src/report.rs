//! The findings of a run, shown once, and what follows from them for the exit code.

use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::source::SourceMap;

use crate::args::ErrorFormat;
use crate::console::Console;
use crate::exit::Exit;
use vdl_codegen::render::Findings;

use crate::render::render;
use crate::setting::Setting;

/// What happens to warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// They are shown.
    Show,
    /// They are not.
    Hide,
    /// They count as errors.
    Deny,
}

/// How many findings there were.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tally {
    /// Errors, shown or not.
    pub(crate) errors: usize,
    /// Warnings that were shown.
    pub(crate) warnings: usize,
    first_error: Option<Code>,
    environment: bool,
}

/// Shows all findings.
pub(crate) fn show(
    console: &Console,
    setting: &Setting,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
    warnings: Warnings,
) -> Tally {
    let mut errors = diagnostics.errors();
    let mut found = diagnostics.take();
    match warnings {
        Warnings::Show => {}
        Warnings::Hide => found.retain(|diagnostic| diagnostic.severity == Severity::Error),
        Warnings::Deny => {
            for diagnostic in found
                .iter_mut()
                .filter(|diagnostic| diagnostic.severity == Severity::Warning)
            {
                diagnostic.severity = Severity::Error;
                errors += 1;
            }
        }
    }
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    let tally = Tally {
        errors,
        warnings: found
            .iter()
            .filter(|diagnostic| !is_error(diagnostic))
            .count(),
        first_error: found
            .iter()
            .find(is_error)
            .map(|diagnostic| diagnostic.code),
        environment: found
            .iter()
            .any(|diagnostic| diagnostic.code.name().starts_with("env/")),
    };
    let shown = limit(&mut found, setting.max_errors);
    write(console, setting, sources, &found);
    if shown < errors {
        console.summary(
            None,
            &format!("{} not shown", count(errors - shown, "more error")),
        );
    }
    tally
}

/// Drops what comes after the most errors to show; says how many errors are left.
fn limit(found: &mut Vec<Diagnostic>, most: usize) -> usize {
    let mut errors = 0;
    for at in 0..found.len() {
        if found[at].severity == Severity::Error {
            if errors == most {
                found.truncate(at);
                break;
            }
            errors += 1;
        }
    }
    errors
}

fn write(console: &Console, setting: &Setting, sources: &SourceMap, found: &[Diagnostic]) {
    let findings = Findings {
        sources,
        diagnostics: found,
        directory: &setting.search.current_dir,
        paint: console.paint(),
    };
    let mut text = Vec::new();
    match render(console.format, &findings, &mut text) {
        Ok(()) => console.tell(&text),
        Err(error) => console.tell(format!("error: {error}\n").as_bytes()),
    }
}

impl Tally {
    /// How a command ends that does nothing but look.
    pub(crate) const fn exit(self) -> Exit {
        if self.environment {
            Exit::Environment
        } else if self.errors > 0 {
            Exit::Findings
        } else {
            Exit::Success
        }
    }

    /// The last line of a run with errors: what was not reached, and why.
    pub(crate) fn conclude(self, console: &Console, undone: &str) {
        if self.errors > 0 {
            let mut text = format!("{undone} due to {}", count(self.errors, "error"));
            if self.warnings > 0 {
                text.push_str(&format!("; {} emitted", count(self.warnings, "warning")));
            }
            console.summary(Some(Severity::Error), &text);
            if let (Some(code), ErrorFormat::Human) = (self.first_error, console.format) {
                console.summary(
                    None,
                    &format!("\nFor more information about an error, try `vdl explain {code}`."),
                );
            }
        }
    }
}

/// A number and what is counted.
pub(crate) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}
