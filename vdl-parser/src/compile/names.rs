//! Which names may be declared (`vdl-language` §5).
//!
//! What a used name means is the business of [`super::scope`].

use crate::ast::{self, Name};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

/// What a declared name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Item {
    Package,
    Type,
    Interface,
    Error,
    Const,
    Field,
    Label,
    Method,
    Argument,
    Result,
    Parameter,
}

impl Item {
    /// What messages call it.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Type => "type",
            Self::Interface => "interface",
            Self::Error => "error",
            Self::Const => "const",
            Self::Field => "field",
            Self::Label => "label",
            Self::Method => "method",
            Self::Argument => "argument",
            Self::Result => "result",
            Self::Parameter => "parameter",
        }
    }

    const fn first_letter(self) -> FirstLetter {
        match self {
            Self::Package | Self::Type | Self::Interface | Self::Error | Self::Const => {
                FirstLetter::AsWritten
            }
            Self::Argument | Self::Result | Self::Parameter => FirstLetter::Lowered,
            Self::Field | Self::Label | Self::Method => FirstLetter::Capital,
        }
    }
}

/// How the first letter of a name is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FirstLetter {
    AsWritten,
    /// Generated code writes it in lower case.
    Lowered,
    /// As `Lowered`; the name itself must start with a capital.
    Capital,
}

/// The rule that a name breaks, if it breaks one.
pub(crate) fn check_name(file: &ast::File, name: Name, item: Item) -> Option<Diagnostic> {
    let text = file.name(name);
    let what = item.word();
    let finding = |code, message: String| Diagnostic::new(code, name.span, message);
    if !is_valid(text) {
        let message = format!(
            "invalid {what} name `{text}`: it must be a letter followed by letters, digits and underscores"
        );
        return Some(finding(Code::NameInvalid, message).note("the letters are A to Z and a to z"));
    }
    if is_reserved(text, item.first_letter()) {
        let lowered = lowered(text);
        let word = if is_reserved_lowered(&lowered) {
            &lowered
        } else {
            text
        };
        return Some(finding(
            Code::NameReserved,
            format!(
                "{what} name `{text}` is not allowed: `{word}` is a reserved word of a target language"
            ),
        ));
    }
    if item != Item::Const && has_capital_run(text) {
        let better = without_capital_runs(text);
        let message = format!(
            "{what} name `{text}` has a run of capitals, which target languages would spell differently"
        );
        return Some(finding(Code::NameAcronym, message).fix(
            format!("call it `{better}`"),
            name.span,
            better,
        ));
    }
    if item.first_letter() == FirstLetter::Capital
        && !text.starts_with(|first: char| first.is_ascii_uppercase())
    {
        let better = capitalised(text);
        let message = format!("{what} name `{text}` must start with a capital");
        return Some(finding(Code::NameNotExported, message).fix(
            format!("call it `{better}`"),
            name.span,
            better,
        ));
    }
    None
}

/// A package name is checked as a type name is, under a code of its own.
pub(crate) fn check_package_name(file: &ast::File, name: Name) -> Option<Diagnostic> {
    check_name(file, name, Item::Package).map(|finding| Diagnostic {
        code: Code::PackageBadName,
        ..finding
    })
}

fn is_valid(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Whether two capitals are followed by something else than a lower-case letter.
fn has_capital_run(text: &str) -> bool {
    let bytes = text.as_bytes();
    (2..=bytes.len()).any(|after| {
        bytes[after - 2].is_ascii_uppercase()
            && bytes[after - 1].is_ascii_uppercase()
            && !bytes.get(after).is_some_and(u8::is_ascii_lowercase)
    })
}

/// `GetURLNow` becomes `GetUrlNow`.
fn without_capital_runs(text: &str) -> String {
    let bytes = text.as_bytes();
    let is_capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let mut better = String::with_capacity(text.len());
    for (at, letter) in text.char_indices() {
        let starts_run = at == 0 || !is_capital(at - 1);
        let starts_word = bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        better.push(if starts_run || starts_word {
            letter
        } else {
            letter.to_ascii_lowercase()
        });
    }
    better
}

pub(crate) fn capitalised(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    text
}

fn lowered(text: &str) -> String {
    let mut text = text.to_owned();
    if let Some(first) = text.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    text
}

fn is_reserved(text: &str, first: FirstLetter) -> bool {
    // No reserved word is longer: most names need not be looked at.
    if text.len() > "synchronized".len() {
        return false;
    }
    if is_reserved_as_written(text) || is_reserved_lowered(text) {
        return true;
    }
    let capital = text.starts_with(|first: char| first.is_ascii_uppercase());
    match first {
        FirstLetter::AsWritten => false,
        FirstLetter::Lowered | FirstLetter::Capital => {
            capital && is_reserved_lowered(&lowered(text))
        }
    }
}

/// Words that are also refused when the first letter is lowered.
fn is_reserved_lowered(text: &str) -> bool {
    matches!(
        text,
        "abstract"
            | "assert"
            | "boolean"
            | "break"
            | "byte"
            | "case"
            | "catch"
            | "char"
            | "class"
            | "const"
            | "continue"
            | "debugger"
            | "default"
            | "do"
            | "double"
            | "else"
            | "enum"
            | "extends"
            | "final"
            | "finally"
            | "float"
            | "for"
            | "function"
            | "goto"
            | "if"
            | "implements"
            | "import"
            | "instanceof"
            | "int"
            | "interface"
            | "long"
            | "native"
            | "new"
            | "package"
            | "private"
            | "protected"
            | "public"
            | "return"
            | "short"
            | "static"
            | "strictfp"
            | "super"
            | "switch"
            | "synchronized"
            | "this"
            | "throw"
            | "throws"
            | "transient"
            | "try"
            | "typeof"
            | "var"
            | "void"
            | "volatile"
            | "while"
            | "with"
    )
}

/// Words that are refused in this spelling only.
fn is_reserved_as_written(text: &str) -> bool {
    matches!(
        text,
        "break"
            | "case"
            | "chan"
            | "const"
            | "continue"
            | "default"
            | "defer"
            | "else"
            | "fallthrough"
            | "for"
            | "func"
            | "go"
            | "goto"
            | "if"
            | "import"
            | "interface"
            | "map"
            | "package"
            | "range"
            | "return"
            | "select"
            | "struct"
            | "switch"
            | "type"
            | "var"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capital_runs() {
        for text in ["A", "AMethod", "XYz", "A1B", "A_B", "getUrl"] {
            assert!(!has_capital_run(text), "{text}");
        }
        for (text, better) in [
            ("AB", "Ab"),
            ("URL", "Url"),
            ("GetURLNow", "GetUrlNow"),
            ("AB2", "Ab2"),
            ("AB_c", "Ab_c"),
            ("ABCdEF", "AbCdEf"),
        ] {
            assert!(has_capital_run(text), "{text}");
            assert_eq!(without_capital_runs(text), better);
            assert!(!has_capital_run(better), "{better}");
        }
    }

    #[test]
    fn reserved_words() {
        for (text, first, reserved) in [
            ("class", FirstLetter::AsWritten, true),
            ("Class", FirstLetter::AsWritten, false),
            ("Class", FirstLetter::Capital, true),
            ("Chan", FirstLetter::Capital, false),
            ("chan", FirstLetter::Lowered, true),
            ("Long", FirstLetter::Lowered, true),
            ("Delete", FirstLetter::Capital, false),
        ] {
            assert_eq!(is_reserved(text, first), reserved, "{text}");
        }
    }
}
