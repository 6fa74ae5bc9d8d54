//! Findings at the tokens that they are about.

use std::fmt::Write as _;

use proc_macro2::{Ident, Span};
use quote::quote;
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
            Some((start, end)) => add(spanned(start, end, &message(finding))),
            None => elsewhere.push(finding.clone()),
        }
    }
    if !elsewhere.is_empty() {
        add(source.refuse_start(&format!(
            "VDL has errors:\n\n{}",
            compiled.render(&elsewhere)
        )));
    }
    errors.unwrap_or_else(|| source.refuse_start("the package cannot be compiled"))
}

/// A finding without its place. What other places it names are lines of the Rust file.
fn message(finding: &Diagnostic) -> String {
    let mut text = format!("[{}] {}", finding.code.id(), finding.message);
    let notes = finding.notes.iter().map(|note| ("note", note));
    let help = finding.help.iter().map(|help| ("help", &help.message));
    for (word, line) in notes.chain(help) {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n{word}: {line}");
    }
    text
}

/// An error that marks tokens from one to another.
fn spanned(start: Span, end: Span, message: &str) -> syn::Error {
    // The place of an error is that of its first and last token.
    let (first, last) = (Ident::new("start", start), Ident::new("end", end));
    syn::Error::new_spanned(quote!(#first #last), message)
}
