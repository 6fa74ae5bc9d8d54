//! From checked packages to a plan for their Rust code: the step that the command, build scripts and macros share.

use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::env::PackageId;
use vdl_parser::session::Checked;

use crate::options::Options;
use crate::rust::{Finding, Plan, is_elsewhere, with_dependencies};

/// Plans the code of the packages that a run is about and of what they import, unless that is somewhere already.
///
/// Packages that did not compile, and those that options or the runtime have already, are passed over. Nothing comes back when there is no code for the others.
pub fn plan<'e>(
    checked: &'e Checked,
    options: &'e Options,
    diagnostics: &mut Diagnostics,
) -> Option<Plan<'e>> {
    let env = &checked.env;
    let targets: Vec<PackageId> = checked
        .targets()
        .filter(|id| !is_elsewhere(&env.packages[*id], options))
        .collect();
    let packages = with_dependencies(&checked.env, &targets, options);
    match Plan::new(&checked.env, &packages, options) {
        Ok(plan) => {
            refuse(plan.warnings().to_vec(), diagnostics);
            Some(plan)
        }
        Err(findings) => {
            refuse(findings, diagnostics);
            None
        }
    }
}

/// Puts what is said about Rust code among the other findings.
pub fn refuse(mut findings: Vec<Finding>, diagnostics: &mut Diagnostics) {
    findings.sort_by(|one, other| (one.span, &one.message).cmp(&(other.span, &other.message)));
    for finding in findings {
        diagnostics.push(diagnostic(finding));
    }
}

fn diagnostic(finding: Finding) -> Diagnostic {
    let Finding {
        severity,
        message,
        span,
        other,
        help,
    } = finding;
    let code = match severity {
        Severity::Error => Code::GenerateRefused,
        Severity::Warning => Code::GenerateAdvice,
    };
    let mut diagnostic = Diagnostic::unplaced(code, message);
    diagnostic.span = span;
    if let Some(other) = other {
        diagnostic = diagnostic.also(other, "the other one");
    }
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}
