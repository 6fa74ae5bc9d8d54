//! Syntax errors in plain words: what was found, what the grammar would take, and the usual way out.

use std::sync::Mutex;

use pest::Parser as _;

use super::grammar::{Grammar, Rule};
use super::pieces::QUALIFIER;
use super::too_deep;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::scan::{Token, TokenKind};
use crate::source::{Source, Span};

/// Where a text fails, as a token index, and which kinds of token would have let the parser go on there.
///
/// The text is known to fail. It is parsed again with pest's bookkeeping of attempts, which is off otherwise.
pub(super) fn at_failure(rule: Rule, letters: &str) -> (usize, Vec<TokenKind>) {
    // The switch is global to the process: two failures at once must not turn it off for each other.
    static SWITCH: Mutex<()> = Mutex::new(());
    let guard = SWITCH.lock();
    pest::set_error_detail(true);
    let result = Grammar::parse(rule, letters);
    pest::set_error_detail(false);
    drop(guard);
    let Some(attempts) = result.err().and_then(|error| error.parse_attempts()) else {
        return (0, Vec::new());
    };
    let kinds = attempts.expected_tokens().into_iter().flat_map(|token| match token.to_string().as_bytes() {
        [letter] => *letter..=*letter,
        [first, b'.', b'.', last] => *first..=*last,
        // pest's word for its built-in rules; the end of the text is none of our tokens.
        _ => 1..=0,
    });
    let kinds = kinds.filter_map(|letter| {
        if char::from(letter) == QUALIFIER { Some(TokenKind::String) } else { TokenKind::from_letter(letter) }
    });
    (attempts.max_position, kinds.collect())
}

/// The error for the token at an index; `end` is where the text goes on after the tokens.
pub(super) fn unexpected(source: &Source, tokens: &[Token], at: usize, end: Span, wanted: &[TokenKind]) -> Diagnostic {
    let found = tokens.get(at).copied();
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).copied();
    let span = found.map_or(end, |token| token.span);
    if wanted.is_empty() {
        return too_deep(span);
    }
    let expected = describe_all(wanted);
    let shown = found.map_or_else(|| "end of file".to_owned(), |token| describe(source, token));
    let mut diagnostic =
        Diagnostic::new(Code::SyntaxUnexpectedToken, span, format!("expected {expected}, found {shown}"))
            .label(format!("expected {expected}"));
    if let Some(open) = unclosed(tokens, at) {
        let is_closer = found.is_none_or(|token| token.kind == TokenKind::Semicolon && token.span.start == token.span.end);
        if is_closer {
            diagnostic = diagnostic.also(open.span, format!("this {} is still open", open.kind.describe()));
        }
    }
    match hint(source, tokens, at, before, found, wanted) {
        Some(Hint::Words(words)) => diagnostic.help(words),
        Some(Hint::Edit(words, span, text)) => diagnostic.fix(words, span, text),
        None => diagnostic,
    }
}

enum Hint {
    Words(&'static str),
    Edit(&'static str, Span, &'static str),
}

/// The way out of common mistakes.
fn hint(
    source: &Source,
    tokens: &[Token],
    at: usize,
    before: Option<Token>,
    found: Option<Token>,
    wanted: &[TokenKind],
) -> Option<Hint> {
    let found = found?;
    let inserted = found.kind == TokenKind::Semicolon && found.span.start == found.span.end;
    let wants = |kind| wanted.contains(&kind);
    if inserted && wants(TokenKind::BraceOpen) && !wants(TokenKind::Semicolon) {
        return Some(Hint::Words("put `{` on the same line"));
    }
    if inserted && wants(TokenKind::Comma) {
        return Some(Hint::Edit("a line break inside a list needs a comma before it", found.span, ","));
    }
    if inserted && before.is_some_and(|token| matches!(token.kind, TokenKind::ShiftRight | TokenKind::GreaterEqual | TokenKind::Greater)) {
        return Some(Hint::Words("a line that ends in `>`, `>>` or `>=` ends the statement; put the operator's right side on the same line"));
    }
    match found.kind {
        TokenKind::Import if wants(TokenKind::Type) => Some(Hint::Words("imports come before all definitions")),
        TokenKind::Package if wants(TokenKind::Import) || wants(TokenKind::Type) => {
            Some(Hint::Words("a file has one package clause, at its start"))
        }
        TokenKind::Interface => Some(Hint::Words("an interface has a `type` of its own and cannot stand in a `type ( … )` group")),
        TokenKind::Assign if before.is_some_and(|token| token.kind == TokenKind::Identifier) && wants(TokenKind::Struct) => {
            Some(Hint::Edit("a type definition has no `=`", found.span, ""))
        }
        TokenKind::Identifier if wants(TokenKind::Assign) => {
            Some(Hint::Words("the type of a const is part of its value: `const Name = int32(1)`"))
        }
        TokenKind::Comma if wants(TokenKind::Semicolon) => {
            Some(Hint::Words("labels and fields are separated by line breaks or `;`"))
        }
        TokenKind::BraceClose | TokenKind::Semicolon | TokenKind::Identifier
            if wants(TokenKind::Error) && (wants(TokenKind::Stream) || in_results(tokens, at)) =>
        {
            Some(Hint::Words("the results of a method are `error`, or `(results… | error)`"))
        }
        TokenKind::ParenClose if wants(TokenKind::Or) => {
            Some(Hint::Edit("results end in `| error`", found.span.shrink_to_start(), " | error"))
        }
        TokenKind::Identifier if statement_word(source, tokens, at) => {
            Some(Hint::Words("a definition starts with `type`, `const` or `error`"))
        }
        TokenKind::Star if wants(TokenKind::Question) => Some(Hint::Edit("an optional type is written with `?`", found.span, "?")),
        TokenKind::Semicolon if !inserted && wants(TokenKind::Type) => {
            Some(Hint::Edit("there are no empty statements", found.span, ""))
        }
        _ if found.kind.is_keyword() && wanted == [TokenKind::Identifier] => {
            Some(Hint::Words("keywords cannot be names"))
        }
        _ => None,
    }
}

fn in_results(tokens: &[Token], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.kind == TokenKind::ParenClose)
}

fn statement_word(source: &Source, tokens: &[Token], at: usize) -> bool {
    let starts = at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|token| token.kind == TokenKind::Semicolon);
    starts && tokens.get(at).is_some_and(|token| matches!(source.slice(token.span), "func" | "fn" | "let" | "var" | "message" | "service" | "rpc" | "enum"))
}

/// The innermost bracket that is open before a token.
fn unclosed(tokens: &[Token], at: usize) -> Option<Token> {
    let mut open = Vec::new();
    for token in tokens.iter().take(at) {
        match token.kind {
            TokenKind::ParenOpen | TokenKind::BracketOpen | TokenKind::BraceOpen => open.push(*token),
            TokenKind::ParenClose | TokenKind::BracketClose | TokenKind::BraceClose => {
                open.pop();
            }
            _ => {}
        }
    }
    open.pop()
}

fn describe(source: &Source, token: Token) -> String {
    let text = source.slice(token.span);
    match token.kind {
        TokenKind::Semicolon if text.is_empty() && token.span.end == source.span().end => "end of file".to_owned(),
        TokenKind::Semicolon if text.is_empty() => "end of line".to_owned(),
        TokenKind::Identifier | TokenKind::Integer | TokenKind::Rational | TokenKind::String => {
            let short: String = text.chars().take_while(|ch| *ch != '\n').take(40).collect();
            let dots = if short.len() < text.len() { "…" } else { "" };
            format!("`{short}{dots}`")
        }
        _ => format!("`{text}`"),
    }
}

/// Families of tokens that have one name when all of them are possible.
const FAMILIES: [(&str, &[TokenKind]); 3] = [
    (
        "an expression",
        &[
            TokenKind::Identifier,
            TokenKind::Integer,
            TokenKind::Rational,
            TokenKind::String,
            TokenKind::ParenOpen,
            TokenKind::BraceOpen,
            TokenKind::BracketOpen,
            TokenKind::Question,
            TokenKind::Map,
            TokenKind::Set,
            TokenKind::Struct,
            TokenKind::Union,
            TokenKind::Enum,
            TokenKind::Error,
            TokenKind::TypeObject,
            TokenKind::Not,
            TokenKind::Plus,
            TokenKind::Minus,
            TokenKind::Caret,
        ],
    ),
    (
        "a type",
        &[
            TokenKind::Identifier,
            TokenKind::String,
            TokenKind::BracketOpen,
            TokenKind::Question,
            TokenKind::Map,
            TokenKind::Set,
            TokenKind::Struct,
            TokenKind::Union,
            TokenKind::Enum,
            TokenKind::Error,
            TokenKind::TypeObject,
        ],
    ),
    (
        "an operator",
        &[
            TokenKind::OrOr,
            TokenKind::AndAnd,
            TokenKind::Less,
            TokenKind::Greater,
            TokenKind::LessEqual,
            TokenKind::GreaterEqual,
            TokenKind::NotEqual,
            TokenKind::Equal,
            TokenKind::Plus,
            TokenKind::Minus,
            TokenKind::Or,
            TokenKind::Caret,
            TokenKind::Star,
            TokenKind::Slash,
            TokenKind::Percent,
            TokenKind::And,
            TokenKind::ShiftLeft,
            TokenKind::ShiftRight,
        ],
    ),
];

fn describe_all(wanted: &[TokenKind]) -> String {
    let mut rest: Vec<TokenKind> = wanted.to_vec();
    let mut words: Vec<&str> = Vec::new();
    for (name, family) in FAMILIES {
        if family.iter().all(|kind| rest.contains(kind)) {
            rest.retain(|kind| !family.contains(kind));
            words.push(name);
        }
    }
    rest.sort_by_key(|kind| kind.letter());
    rest.dedup();
    words.extend(rest.iter().map(|kind| kind.describe()));
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "something else".to_owned(),
    }
}
