//! Findings at the tokens that they are about.

use std::fmt::Write as _;

use vdl_parser::diagnostic::Diagnostic;

use super::source::Source;
use crate::package::Compiled;

/// All findings as one error.
pub(super) fn errors(source: &Source, compiled: &Compiled, found: &[Diagnostic]) -> syn::Error {
    let main = compiled.sources.sources().next().map(|(id, _)| id);
    let mut errors: Option<syn::Error> = None;
    let mut add = |error: syn::Error| match &mut errors {
        Some(errors) => errors.combine(error),
        None => errors = Some(error),
    };
    let mut elsewhere = Vec::new();
    for finding in found {
        let tokens = finding
            .span
            .filter(|_| main.is_some_and(|main| compiled.is_in(finding, main)))
            .and_then(|span| source.spans(span.start as usize..span.end as usize));
        match tokens {
            Some((start, end)) => add(spanned(start, end, &message(finding, compiled))),
            None => elsewhere.push(finding.clone()),
        }
    }
    if !elsewhere.is_empty() {
        add(source.refuse_start(&format!("VDL has errors:\n\n{}", compiled.render(&elsewhere))));
    }
    errors.unwrap_or_else(|| source.refuse_start("the package cannot be compiled"))
}

/// A finding without its place.
fn message(finding: &Diagnostic, compiled: &Compiled) -> String {
    let mut text = format!("[{}] {}", finding.code.id(), finding.message);
    // Writing to a string cannot fail.
    for label in &finding.labels {
        let _ = write!(text, "\n{}: `{}`", label.message, compiled.sources.slice(label.span));
    }
    for note in &finding.notes {
        let _ = write!(text, "\nnote: {note}");
    }
    for help in &finding.help {
        let _ = write!(text, "\nhelp: {}", help.message);
    }
    text
}

/// An error that marks tokens from one to another.
fn spanned(start: proc_macro2::Span, end: proc_macro2::Span, message: &str) -> syn::Error {
    // The place of an error is that of its first and last token.
    let mut marks = [
        proc_macro2::Ident::new("start", start),
        proc_macro2::Ident::new("end", end),
    ];
    marks[0].set_span(start);
    let [first, last] = marks;
    syn::Error::new_spanned(quote::quote!(#first #last), message)
}
