//! The names that fields, variants and types have in VDL.

use std::collections::HashMap;

use proc_macro2::{Ident, Span};
use syn::LitStr;
use syn::ext::IdentExt;

use super::errors::Errors;

/// How names are made from Rust names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// As written.
    Verbatim,
    /// Words begin with an upper-case letter and are not separated.
    Pascal,
    /// All upper-case letters, words not separated.
    Upper,
    /// All upper-case letters, words separated by underscores.
    Screaming,
}

impl Case {
    /// The case of a `rename_all` attribute.
    pub(super) fn new(text: &LitStr, errors: &mut Errors) -> Option<Self> {
        Some(match text.value().as_str() {
            "PascalCase" => Self::Pascal,
            "UPPERCASE" => Self::Upper,
            "SCREAMING_SNAKE_CASE" => Self::Screaming,
            "verbatim" => Self::Verbatim,
            _ => {
                errors.push(
                    text.span(),
                    "names in VDL begin with an upper-case letter; write \"PascalCase\", \"UPPERCASE\", \"SCREAMING_SNAKE_CASE\", or \"verbatim\"",
                );
                return None;
            }
        })
    }

    /// The name for a Rust name.
    pub(crate) fn apply(self, ident: &Ident) -> String {
        let name = ident.unraw().to_string();
        if self == Self::Verbatim {
            return name;
        }
        let words = words(&name);
        let separator = if self == Self::Screaming { "_" } else { "" };
        let shaped: Vec<String> = words
            .iter()
            .map(|word| match self {
                Self::Verbatim | Self::Pascal => capital(word),
                Self::Upper | Self::Screaming => word.to_uppercase(),
            })
            .collect();
        shaped.join(separator)
    }
}

/// The words of a name, which begin behind underscores and with upper-case letters behind lower-case ones or digits.
fn words(name: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in name.split('_').filter(|part| !part.is_empty()) {
        let mut word = String::new();
        for ch in part.chars() {
            if ch.is_uppercase()
                && word
                    .chars()
                    .next_back()
                    .is_some_and(|last| !last.is_uppercase())
            {
                words.push(std::mem::take(&mut word));
            }
            word.push(ch);
        }
        words.push(word);
    }
    words
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// What a name is the name of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Of {
    /// A type, which may be of its package alone.
    Type,
    /// A field or label, which everybody must see.
    Member,
}

/// The VDL name for a Rust name: that of its attribute, or the Rust name in another case.
pub(crate) fn name(
    ident: &Ident,
    given: Option<&LitStr>,
    case: Case,
    of: Of,
    errors: &mut Errors,
) -> String {
    let (name, span) = given.map_or_else(
        || (case.apply(ident), ident.span()),
        |given| (given.value(), given.span()),
    );
    if let Some(why) = fault(&name, of) {
        let attribute = match of {
            Of::Type => "name",
            Of::Member => "rename",
        };
        let hint = if given.is_some() {
            String::new()
        } else {
            format!("; say `#[vdl({attribute} = \"…\")]`")
        };
        errors.push(
            span,
            format_args!("`{name}` is no name in VDL: {why}{hint}"),
        );
    }
    name
}

fn fault(name: &str, of: Of) -> Option<&'static str> {
    if name.contains('.') && of == Of::Type {
        return Some("the package goes into `package = \"…\"`");
    }
    if !name
        .chars()
        .all(|ch| ch.is_ascii_alphanumeric() || ch == '_')
    {
        return Some("names are made of ASCII letters, digits and underscores");
    }
    match name.chars().next() {
        None => Some("it is empty"),
        Some(first) if !first.is_ascii_alphabetic() => Some("names begin with a letter"),
        Some(first) if of == Of::Member && !first.is_ascii_uppercase() => {
            Some("fields and labels begin with an upper-case letter")
        }
        Some(_) => None,
    }
}

/// Reports names that occur twice.
pub(crate) fn check_distinct<'a>(
    names: impl IntoIterator<Item = (&'a str, Span)>,
    errors: &mut Errors,
) {
    let mut seen = HashMap::new();
    for (at, (name, span)) in names.into_iter().enumerate() {
        if let Some(first) = seen.get(name) {
            errors.push(
                span,
                format_args!(
                    "`{name}` is the VDL name of number {} already; say `#[vdl(rename = \"…\")]`",
                    first + 1
                ),
            );
        } else {
            seen.insert(name, at);
        }
    }
}
