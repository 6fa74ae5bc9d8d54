//! How VDL names become Rust names: the case rules of codegen §3.3, keywords, and names that are taken.
//!
//! Names are plain text here, without the `r#` of raw identifiers; [`ident`] adds it where tokens are made. Which
//! definition has which name is settled in [`super::items`].

use std::collections::HashSet;

use proc_macro2::{Ident, Span};

/// The name of a type, interface, error, label or union field: as written, with a capital first.
pub(crate) fn camel(name: &str) -> String {
    let mut text = name.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    usable(text)
}

/// The name of a struct field, method or argument: `HttpGet` becomes `http_get`.
pub(crate) fn snake(name: &str) -> String {
    usable(words(name, u8::to_ascii_lowercase))
}

/// The name of a const: `MaxURLLen` becomes `MAX_URL_LEN`.
pub(crate) fn screaming(name: &str) -> String {
    usable(words(name, u8::to_ascii_uppercase))
}

/// The name of a module for an element of a package path.
pub(crate) fn segment(element: &str) -> String {
    let mut text: String = element
        .chars()
        .map(|ch| match ch.to_ascii_lowercase() {
            ch @ ('a'..='z' | '0'..='9' | '_') => ch,
            _ => '_',
        })
        .collect();
    if text.starts_with(|ch: char| ch.is_ascii_digit()) {
        text.insert(0, '_');
    }
    while matches!(text.as_str(), "" | "_") {
        text.push('_');
    }
    usable(text)
}

/// The identifier of a name that one of the rules above has made, or that is one already.
pub(crate) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(name) => Ident::new_raw(name, Span::call_site()),
        None if KEYWORDS.binary_search(&name).is_ok() => Ident::new_raw(name, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// Whether options may give a definition this name.
pub(crate) fn is_identifier(name: &str) -> bool {
    let name = name.strip_prefix("r#").unwrap_or(name);
    let mut chars = name.chars();
    chars
        .next()
        .is_some_and(|ch| ch.is_ascii_alphabetic() || ch == '_')
        && chars.all(|ch| ch.is_ascii_alphanumeric() || ch == '_')
        && name != "_"
        && !NEVER_RAW.contains(&name)
}

/// Whether the lint about the case of types speaks up.
pub(crate) fn is_odd_camel(name: &str) -> bool {
    name.contains('_')
}

/// Whether the lint about the case of fields and modules speaks up.
pub(crate) fn is_odd_snake(name: &str) -> bool {
    name.trim_matches('_').contains("__")
}

/// The names of one scope. Who comes second gets a number.
#[derive(Debug, Default)]
pub(crate) struct Taken(HashSet<String>);

impl Taken {
    /// The name itself or, if it is taken, with the first free number.
    pub(crate) fn claim(&mut self, name: String) -> String {
        if self.0.insert(name.clone()) {
            return name;
        }
        let numbered = (2_u64..)
            .map(|number| format!("{name}_{number}"))
            .find(|numbered| !self.0.contains(numbered))
            .expect("there are more numbers than names");
        self.0.insert(numbered.clone());
        numbered
    }
}

/// The words of a name with `_` between them, each byte changed to the case that is asked for.
fn words(name: &str, case: fn(&u8) -> u8) -> String {
    let bytes = name.as_bytes();
    let mut text = String::with_capacity(name.len() + 4);
    for (at, &byte) in bytes.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let after = bytes.get(at + 1);
        if byte.is_ascii_uppercase()
            && before.is_some_and(|before| {
                before.is_ascii_lowercase()
                    || before.is_ascii_digit()
                    || before.is_ascii_uppercase() && after.is_some_and(u8::is_ascii_lowercase)
            })
        {
            text.push('_');
        }
        text.push(char::from(case(&byte)));
    }
    text
}

fn usable(mut name: String) -> String {
    if NEVER_RAW.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

/// Keywords that cannot be raw identifiers.
const NEVER_RAW: [&str; 4] = ["Self", "crate", "self", "super"];

/// The other keywords of all editions, used and reserved, sorted.
const KEYWORDS: [&str; 47] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while",
];

#[cfg(test)]
mod tests {
    use super::{
        KEYWORDS, NEVER_RAW, Taken, camel, ident, is_identifier, screaming, segment, snake,
    };

    #[test]
    fn words_break_where_the_case_changes() {
        for (name, lower, upper) in [
            ("HttpGet", "http_get", "HTTP_GET"),
            ("Sha256Sum", "sha256_sum", "SHA256_SUM"),
            ("Int32Const", "int32_const", "INT32_CONST"),
            ("MaxURLLen", "max_url_len", "MAX_URL_LEN"),
            ("HTTPGet", "http_get", "HTTP_GET"),
            ("xxIDyy", "xx_i_dyy", "XX_I_DYY"),
            ("ABC", "abc", "ABC"),
            ("Foo_Bar", "foo_bar", "FOO_BAR"),
            ("Foo__Bar_", "foo__bar_", "FOO__BAR_"),
            ("X", "x", "X"),
            ("aB", "a_b", "A_B"),
            ("Self", "self_", "SELF"),
        ] {
            assert_eq!(
                (snake(name).as_str(), screaming(name).as_str()),
                (lower, upper)
            );
        }
    }

    #[test]
    fn types_keep_their_spelling() {
        for (name, expected) in [
            ("point", "Point"),
            ("Foo_bar", "Foo_bar"),
            ("self", "Self_"),
        ] {
            assert_eq!(camel(name), expected);
        }
    }

    #[test]
    fn elements_of_paths_become_modules() {
        for (element, expected) in [
            ("v.io", "v_io"),
            ("Acme-Test", "acme_test"),
            ("2nd", "_2nd"),
            ("crate", "crate_"),
            ("type", "type"),
            ("_", "__"),
            ("é", "__"),
            ("", "__"),
        ] {
            assert_eq!(segment(element), expected, "{element}");
        }
    }

    #[test]
    fn keywords_become_raw() {
        assert!(KEYWORDS.is_sorted());
        for keyword in KEYWORDS {
            assert_eq!(ident(keyword).to_string(), format!("r#{keyword}"));
        }
        assert_eq!(ident("r#loop").to_string(), "r#loop");
        assert_eq!(ident("union").to_string(), "union");
        assert!(NEVER_RAW.iter().all(|name| !is_identifier(name)));
        assert!(is_identifier("r#type") && is_identifier("A_1"));
        assert!(!is_identifier("1a") && !is_identifier("_") && !is_identifier(""));
    }

    #[test]
    fn who_comes_later_gets_a_number() {
        let mut taken = Taken::default();
        let mut claim = |name: &str| taken.claim(name.to_owned());
        assert_eq!(claim("a"), "a");
        assert_eq!(claim("a_2"), "a_2");
        assert_eq!(claim("a"), "a_3");
        assert_eq!(claim("a"), "a_4");
    }
}
