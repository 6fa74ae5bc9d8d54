//! The error phase: error definitions (`vdl-language` §9).

use super::args::{Rules, Unnamed, Visible, compile_args};
use super::definitions::Local;
use super::names::Item;
use super::scope::{Scope, is_exported};
use crate::ast::{self, ErrorDetail};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::diagnostic::suggest::nearest;
use crate::env::{Arg, Format, Retry};

/// An error of the package.
pub(crate) struct LocalError {
    pub(crate) retry: Retry,
    pub(crate) params: Vec<Arg>,
    pub(crate) formats: Vec<Format>,
}

/// Compiles all error definitions of the package, by their numbers.
pub(crate) fn compile_errors(scope: &Scope<'_>) -> Vec<LocalError> {
    (0..scope.definitions.errors.len() as u32)
        .map(|at| compile_error(scope, Local::Error(at)))
        .collect()
}

fn compile_error(scope: &Scope<'_>, local: Local) -> LocalError {
    scope.check_def_name(local, Item::Error);
    let (file, site) = (scope.definitions.file(local), scope.definitions.site(local));
    let def = &file.errors[site.index as usize];
    let name = file.name(def.name);
    let owner = format!("error `{name}`");
    let visible = if is_exported(name) {
        Visible::Everywhere
    } else {
        Visible::InPackage
    };
    let rules = Rules {
        item: Item::Parameter,
        owner: &owner,
        unnamed: Unnamed::Once(Code::ErrorParamUnnamed),
        dup: Code::ErrorParamDup,
        visible,
    };
    let params = compile_args(scope, site.file as usize, def.params, &rules);
    let details = &file.error_details[def.details.range()];
    LocalError {
        retry: retry(scope, file, &owner, details),
        params,
        formats: formats(details),
    }
}

fn retry(scope: &Scope<'_>, file: &ast::File, owner: &str, details: &[ErrorDetail]) -> Retry {
    let actions = details.iter().filter_map(|detail| match detail {
        ErrorDetail::Action(name) => Some(*name),
        ErrorDetail::Format { .. } => None,
    });
    let mut found = None;
    for name in actions {
        let text = file.name(name);
        let Some(retry) = Retry::ALL.into_iter().find(|retry| retry.name() == text) else {
            scope.report(unknown_action(owner, text, name.span));
            continue;
        };
        match found {
            None => found = Some((retry, name.span)),
            Some((_, first)) => {
                let message =
                    format!("{owner} has more than one retry action: `{text}` is one too many");
                scope.report(
                    Diagnostic::new(Code::ErrorActionDup, name.span, message)
                        .also(first, "the first action is here"),
                );
            }
        }
    }
    found.map_or_else(Retry::default, |(retry, _)| retry)
}

fn unknown_action(owner: &str, text: &str, span: crate::source::Span) -> Diagnostic {
    let names = Retry::ALL.map(Retry::name);
    let finding = Diagnostic::new(
        Code::ErrorActionUnknown,
        span,
        format!("{owner} has an unknown retry action `{text}`"),
    )
    .note(format!("the actions are `{}`", names.join("`, `")));
    match nearest(text, names) {
        Some(meant) => finding.fix(format!("did you mean `{meant}`?"), span, meant),
        None => finding,
    }
}

fn formats(details: &[ErrorDetail]) -> Vec<Format> {
    details
        .iter()
        .filter_map(|detail| match detail {
            ErrorDetail::Action(_) => None,
            ErrorDetail::Format { lang, format, .. } => Some(Format {
                lang: lang.clone(),
                text: format.clone(),
            }),
        })
        .collect()
}
