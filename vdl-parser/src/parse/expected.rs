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
    let kinds = attempts.expected_tokens().into_iter().flat_map(|token| {
        match token.to_string().as_bytes() {
            [letter] => *letter..=*letter,
            [first, b'.', b'.', last] => *first..=*last,
            // pest's word for its built-in rules; the end of the text is none of our tokens, and no token is NUL.
            _ => 0..=0,
        }
    });
    let kinds = kinds.filter_map(|letter| {
        if char::from(letter) == QUALIFIER {
            Some(TokenKind::String)
        } else {
            TokenKind::from_letter(letter)
        }
    });
    (attempts.max_position, kinds.collect())
}

/// The error for the token at an index; `end` is where the text goes on after the tokens.
pub(super) fn unexpected(
    source: &Source,
    tokens: &[Token],
    at: usize,
    end: Span,
    wanted: &[TokenKind],
) -> Diagnostic {
    let found = tokens.get(at).copied();
    let span = found.map_or(end, |token| token.span);
    let shown = found.map_or_else(|| "end of file".to_owned(), |token| describe(source, token));
    if wanted.is_empty() {
        // Nothing is open, so that only the end can follow: that of a list of expressions.
        return if unclosed(tokens, at).is_none() {
            let message = format!("expected the end of the expressions, found {shown}");
            Diagnostic::new(Code::SyntaxUnexpectedToken, span, message)
                .label("expected nothing more")
                .help("put a `,` between expressions")
        } else {
            too_deep(span)
        };
    }
    let expected = describe_all(wanted);
    let mut diagnostic = Diagnostic::new(
        Code::SyntaxUnexpectedToken,
        span,
        format!("expected {expected}, found {shown}"),
    )
    .label(format!("expected {expected}"));
    if let Some(open) = unclosed(tokens, at) {
        let closes_another = found
            .is_some_and(|token| is_closer(token.kind) && Some(token.kind) != closer(open.kind));
        if found.is_none_or(is_inserted) || closes_another {
            diagnostic = diagnostic.also(
                open.span,
                format!("this {} is still open", open.kind.describe()),
            );
        }
    }
    match hint(source, tokens, at, wanted) {
        Some(Hint::Words(words)) => diagnostic.help(words),
        Some(Hint::Edit(words, span, text)) => diagnostic.fix(words, span, text),
        None => diagnostic,
    }
}

enum Hint {
    Words(&'static str),
    Edit(&'static str, Span, String),
}

impl Hint {
    fn edit(words: &'static str, span: Span, text: impl Into<String>) -> Self {
        Self::Edit(words, span, text.into())
    }
}

/// The way out of common mistakes.
fn hint(source: &Source, tokens: &[Token], at: usize, wanted: &[TokenKind]) -> Option<Hint> {
    let found = tokens.get(at).copied()?;
    let before = at
        .checked_sub(1)
        .and_then(|before| tokens.get(before))
        .copied()?;
    let around = Around {
        source,
        wanted,
        before_last: at
            .checked_sub(2)
            .and_then(|before| tokens.get(before))
            .copied(),
        before,
        found,
        next: tokens.get(at + 1).copied(),
        open: unclosed(tokens, at).map(|token| token.kind),
    };
    if is_inserted(found) {
        return around.line_end_hint();
    }
    around.missing_hint().or_else(|| around.found_hint())
}

/// What a hint may depend on.
struct Around<'a> {
    source: &'a Source,
    wanted: &'a [TokenKind],
    before_last: Option<Token>,
    before: Token,
    found: Token,
    next: Option<Token>,
    /// The innermost open bracket.
    open: Option<TokenKind>,
}

impl Around<'_> {
    fn wants(&self, kind: TokenKind) -> bool {
        self.wanted.contains(&kind)
    }

    fn wants_only(&self, kind: TokenKind) -> bool {
        self.wanted.iter().all(|wanted| *wanted == kind)
    }

    fn follows(&self, kind: TokenKind) -> bool {
        self.before_last.is_some_and(|token| token.kind == kind)
    }

    /// A line ends too early.
    fn line_end_hint(&self) -> Option<Hint> {
        let before = self.before.kind;
        if self.wants(TokenKind::BraceOpen) && !self.wants(TokenKind::Semicolon) {
            return Some(Hint::Words("put `{` on the same line"));
        }
        if self.wants(TokenKind::Comma)
            && self.wants(TokenKind::Struct)
            && self.open == Some(TokenKind::BraceOpen)
        {
            return Some(Hint::Words("a field is a name and a type: `Name string`"));
        }
        // At the end of the text a comma would not help.
        if self.wants(TokenKind::Comma) && self.next.is_some() {
            return Some(Hint::edit(
                "a line break inside a list needs a comma before it",
                self.found.span,
                ",",
            ));
        }
        if matches!(
            before,
            TokenKind::ShiftRight | TokenKind::GreaterEqual | TokenKind::Greater
        ) {
            return Some(Hint::Words(
                "a line that ends in `>`, `>>` or `>=` ends the statement; put the operator's right side on the same line",
            ));
        }
        if self.wants_only(TokenKind::String) && before == TokenKind::Identifier {
            let path = format!("\"{}\"", self.source.slice(self.before.span));
            return Some(Hint::edit(
                "the path of an import is quoted",
                self.before.span,
                path,
            ));
        }
        self.result_hint()
    }

    /// Something small is missing before the token found.
    fn missing_hint(&self) -> Option<Hint> {
        let (found, before) = (self.found.kind, self.before);
        let gap = Span::new(before.span.end, before.span.end);
        let apart = self.found.span.start > before.span.end;
        let starts_value = matches!(
            found,
            TokenKind::Identifier
                | TokenKind::Integer
                | TokenKind::Rational
                | TokenKind::String
                | TokenKind::BraceOpen
        );
        if self.wants(TokenKind::Comma) && starts_value && apart {
            return Some(Hint::edit("a comma is missing", gap, ","));
        }
        if self.wants_only(TokenKind::ParenOpen) && self.follows(TokenKind::Error) {
            return Some(Hint::edit("an error has parameters, or `()`", gap, "()"));
        }
        if self.wants(TokenKind::Semicolon)
            && self.open == Some(TokenKind::BraceOpen)
            && before.kind == TokenKind::Identifier
        {
            let names = self
                .before_last
                .filter(|token| token.kind == TokenKind::Identifier);
            let is_type = matches!(
                found,
                TokenKind::Identifier | TokenKind::BracketOpen | TokenKind::Map | TokenKind::Set
            );
            let is_last = self.next.is_none_or(|next| {
                matches!(next.kind, TokenKind::Semicolon | TokenKind::BraceClose)
            });
            if let Some(name) =
                names.filter(|_| is_type && (is_last || found != TokenKind::Identifier))
            {
                let gap = Span::new(name.span.end, name.span.end);
                return Some(Hint::edit(
                    "several names of one type are separated by commas",
                    gap,
                    ",",
                ));
            }
        }
        None
    }

    /// The token found says what was meant.
    fn found_hint(&self) -> Option<Hint> {
        use TokenKind as Kind;
        let (found, span) = (self.found.kind, self.found.span);
        let (before, before_last) = (
            self.before,
            self.before_last
                .map_or(self.before.span, |token| token.span),
        );
        let ends_error = found == Kind::ParenClose && before.kind == Kind::Error;
        let ends_results =
            found == Kind::ParenClose && self.wants(Kind::Or) && self.wants(Kind::Comma);
        let starts = before.kind == Kind::Semicolon && self.wants(Kind::Type);
        let hints = [
            (
                found == Kind::Import && self.wants(Kind::Type),
                Hint::Words("imports come before all definitions"),
            ),
            (
                found == Kind::Package && self.wants(Kind::Type),
                Hint::Words("a file has one package clause, at its start"),
            ),
            (
                matches!(found, Kind::Type | Kind::Const | Kind::Error)
                    && self.wants(Kind::Semicolon),
                Hint::Words("each definition has lines of its own"),
            ),
            (
                found == Kind::Interface,
                Hint::Words(
                    "an interface has a `type` of its own and cannot stand in a `type ( … )` group",
                ),
            ),
            (
                found == Kind::Assign
                    && before.kind == Kind::Identifier
                    && self.wants(Kind::Struct),
                Hint::edit("a type definition has no `=`", self.with_blank(span), ""),
            ),
            (
                found == Kind::Identifier && self.wants(Kind::Assign),
                Hint::Words("the type of a const is part of its value: `const Name = int32(1)`"),
            ),
            (
                found == Kind::Comma
                    && self.wants(Kind::Semicolon)
                    && self.open == Some(Kind::BraceOpen),
                Hint::Words("labels and fields are separated by line breaks or `;`"),
            ),
            (
                found == Kind::Stream && self.wants(Kind::Semicolon),
                Hint::Words("the stream comes before the result: `Watch() stream<string> error`"),
            ),
            (
                ends_error && self.follows(Kind::Comma),
                Hint::edit(
                    "`error` stands behind a bar",
                    before_last.to(before.span),
                    " | error",
                ),
            ),
            (
                ends_error && self.follows(Kind::ParenOpen),
                Hint::edit(
                    "without results `error` stands alone",
                    before_last.to(span),
                    "error",
                ),
            ),
            (
                ends_results && !ends_error,
                Hint::edit(
                    "results end in `| error`",
                    span.shrink_to_start(),
                    " | error",
                ),
            ),
            (
                found == Kind::BraceClose
                    && self.wants_only(Kind::Identifier)
                    && self.follows(Kind::Enum),
                Hint::Words("an enum has at least one label"),
            ),
            (
                matches!(found, Kind::BracketOpen | Kind::Dot) && before.kind == Kind::BracketClose,
                Hint::Words(
                    "only a name can be indexed, and once; give the element a const of its own",
                ),
            ),
            (
                found == Kind::Colon && self.open == Some(Kind::BracketOpen),
                Hint::Words("there are no slices; write the elements as a literal"),
            ),
            (
                found == Kind::Dot
                    && before.kind == Kind::Identifier
                    && self.follows(Kind::Package),
                Hint::Words("the name of a package has no dots; its path says where it lies"),
            ),
            (
                found == Kind::Star && self.wants(Kind::Question),
                Hint::edit("an optional type is written with `?`", span, "?"),
            ),
            (
                found == Kind::Semicolon && self.wants(Kind::Type),
                Hint::edit("there are no empty statements", span, ""),
            ),
            (
                starts && FOREIGN_WORDS.contains(&self.source.slice(span)),
                Hint::Words("a definition starts with `type`, `const` or `error`"),
            ),
            (
                starts && OPERATORS.contains(&found),
                Hint::Words("a line that goes on ends in its operator"),
            ),
            (
                found.is_keyword() && self.wants_only(Kind::Identifier),
                Hint::Words("keywords cannot be names"),
            ),
            (
                matches!(found, Kind::Identifier | Kind::Rational)
                    && self.wants(Kind::Integer)
                    && !self.wants(Kind::String),
                Hint::Words("the length of an array is an integer literal"),
            ),
            (
                self.wants_only(Kind::BracketOpen) && before.kind.is_keyword(),
                Hint::Words("`map` and `set` are keywords and cannot be names"),
            ),
        ];
        hints
            .into_iter()
            .find_map(|(fits, hint)| fits.then_some(hint))
            .or_else(|| self.result_hint())
    }

    /// A span and the blank after it.
    fn with_blank(&self, span: Span) -> Span {
        let wider = Span::new(span.start, span.end + 1);
        if self.source.slice(wider).ends_with(' ') {
            wider
        } else {
            span
        }
    }

    /// A method has no proper result.
    fn result_hint(&self) -> Option<Hint> {
        let after_args = self.wants(TokenKind::Stream) || self.before.kind == TokenKind::ParenClose;
        (self.wants(TokenKind::Error) && after_args && !self.wants(TokenKind::Type)).then_some(
            Hint::Words("the results of a method are `error`, or `(results… | error)`"),
        )
    }
}

/// How definitions start elsewhere.
const FOREIGN_WORDS: [&str; 8] = [
    "func", "fn", "let", "var", "message", "service", "rpc", "syntax",
];

/// Whether a terminator was inserted.
fn is_inserted(token: Token) -> bool {
    token.kind == TokenKind::Semicolon && token.span.start == token.span.end
}

/// The innermost bracket that is open before a token.
fn unclosed(tokens: &[Token], at: usize) -> Option<Token> {
    let mut open = Vec::new();
    for token in tokens.iter().take(at) {
        if closer(token.kind).is_some() {
            open.push(*token);
        } else if is_closer(token.kind) {
            open.pop();
        }
    }
    open.pop()
}

/// What closes an opening bracket.
fn closer(open: TokenKind) -> Option<TokenKind> {
    BRACKETS
        .iter()
        .find(|(opening, _)| *opening == open)
        .map(|(_, closing)| *closing)
}

fn is_closer(kind: TokenKind) -> bool {
    BRACKETS.iter().any(|(_, closing)| *closing == kind)
}

const BRACKETS: [(TokenKind, TokenKind); 3] = [
    (TokenKind::ParenOpen, TokenKind::ParenClose),
    (TokenKind::BracketOpen, TokenKind::BracketClose),
    (TokenKind::BraceOpen, TokenKind::BraceClose),
];

fn describe(source: &Source, token: Token) -> String {
    let text = source.slice(token.span);
    match token.kind {
        TokenKind::Semicolon if text.is_empty() && token.span.end == source.span().end => {
            "end of file".to_owned()
        }
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
    ("an operator", &OPERATORS),
];

const OPERATORS: [TokenKind; 18] = [
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
    // A name could go on with a dot nearly everywhere: that is worth a word only where nothing else could follow.
    if rest.len() + words.len() > 1 {
        rest.retain(|kind| *kind != TokenKind::Dot);
    }
    words.extend(rest.iter().map(|kind| kind.describe()));
    match words.split_last() {
        Some((last, [])) => (*last).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "something else".to_owned(),
    }
}
