//! The way through a file: scan a piece, parse it, build its nodes, go on.

use pest::Parser as _;

use super::grammar::{Grammar, Rule};
use super::{Builder, Parsed, expected};
use crate::ast::FileKind;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::scan::{Scanner, Token, TokenKind};
use crate::source::{Source, SourceId};

/// How much of a file to parse.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    Whole,
    Header,
}

/// The letter of a string before a dot, which may qualify a name.
pub(super) const QUALIFIER: char = '3';

/// A piece ends with the first definition that reaches this many tokens.
const PIECE_TOKENS: usize = 1024;

pub(super) fn parse(source: &Source, id: SourceId, kind: FileKind, extent: Extent) -> Parsed {
    let mut builder = Builder::new(source, id, kind);
    let mut scanner = Scanner::new(source);
    let mut letters = String::new();
    let mut first = true;
    let whole = loop {
        builder.tokens.clear();
        letters.clear();
        let end = fill(
            &mut scanner,
            &mut builder.tokens,
            &mut letters,
            kind,
            extent,
        );
        if first && let Some(missing) = missing_clause(source, kind, &builder.tokens, &end) {
            builder.diagnostics.push(missing);
            break false;
        }
        let rule = match (first, kind, extent) {
            (false, _, _) => Rule::definitions,
            (true, FileKind::Package, Extent::Whole) => Rule::file,
            (true, FileKind::Package, Extent::Header) => Rule::header,
            (true, FileKind::Config, Extent::Whole) => Rule::config_file,
            (true, FileKind::Config, Extent::Header) => Rule::config_header,
            (true, FileKind::Exprs, _) => Rule::expr_list,
        };
        first = false;
        match Grammar::parse(rule, &letters) {
            Ok(pairs) => {
                if builder.piece(pairs).is_err() {
                    break false;
                }
            }
            Err(_) => {
                let (at, mut wanted) = expected::at_failure(rule, &letters);
                if extent == Extent::Header && wanted.contains(&TokenKind::Import) {
                    // The rule of a header ends where these begin.
                    wanted.extend([TokenKind::Type, TokenKind::Const, TokenKind::Error]);
                }
                let diagnostic = match end {
                    End::Error(error) if at >= builder.tokens.len() => *error,
                    End::Error(_) | End::Text | End::Piece => {
                        expected::unexpected(source, &builder.tokens, at, scanner.here(), &wanted)
                    }
                    End::Definition(token) => {
                        builder.tokens.push(token);
                        expected::unexpected(source, &builder.tokens, at, scanner.here(), &wanted)
                    }
                };
                builder.diagnostics.push(diagnostic);
                break false;
            }
        }
        match end {
            End::Piece => {}
            End::Text | End::Definition(_) => break true,
            End::Error(error) => {
                builder.diagnostics.push(*error);
                break false;
            }
        }
    };
    if whole && extent == Extent::Whole {
        builder.attach_docs(&scanner.comments);
    }
    let Builder {
        file,
        mut diagnostics,
        ..
    } = builder;
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    Parsed {
        file: whole.then_some(file),
        diagnostics,
    }
}

/// Why a piece ended.
enum End {
    /// The text is at its end.
    Text,
    /// There is more to come.
    Piece,
    /// The header ended at this first token of a definition.
    Definition(Token),
    /// The scanner cannot go on.
    Error(Box<Diagnostic>),
}

fn fill(
    scanner: &mut Scanner<'_>,
    tokens: &mut Vec<Token>,
    letters: &mut String,
    kind: FileKind,
    extent: Extent,
) -> End {
    // Imports are allowed only in the first piece, so it reaches at least to the first definition.
    let mut definitions = !letters.is_empty();
    let mut statement_start = true;
    loop {
        let token = match scanner.next_token() {
            Ok(Some(token)) => token,
            Ok(None) => return End::Text,
            Err(error) => return End::Error(error),
        };
        if (statement_start || kind == FileKind::Package)
            && matches!(
                token.kind,
                TokenKind::Type | TokenKind::Const | TokenKind::Error
            )
        {
            if extent == Extent::Header {
                return End::Definition(token);
            }
            definitions = true;
        }
        if token.kind == TokenKind::Dot
            && tokens
                .last()
                .is_some_and(|last| last.kind == TokenKind::String)
        {
            letters.pop();
            letters.push(QUALIFIER);
        }
        tokens.push(token);
        letters.push(char::from(token.kind.letter()));
        statement_start = token.kind == TokenKind::Semicolon && scanner.depth() == 0;
        if statement_start && definitions && tokens.len() >= PIECE_TOKENS {
            return End::Piece;
        }
    }
}

/// The complaint about a file that does not start with the clause of its kind.
fn missing_clause(
    source: &Source,
    kind: FileKind,
    tokens: &[Token],
    end: &End,
) -> Option<Diagnostic> {
    if tokens.is_empty() && matches!(end, End::Error(_)) {
        return None;
    }
    let first = tokens.first().copied().or(match end {
        End::Definition(token) => Some(*token),
        End::Text | End::Piece | End::Error(_) => None,
    });
    let span = first.map_or_else(|| source.span().shrink_to_start(), |token| token.span);
    match kind {
        FileKind::Package if first.is_none_or(|token| token.kind != TokenKind::Package) => {
            let finding =
                Diagnostic::new(Code::SyntaxMissingPackage, span, "missing package clause")
                    .label("expected `package` and a name");
            let words = "start the file with the name of its package";
            Some(match likely_name(source) {
                Some(name) => {
                    finding.fix(words, span.shrink_to_start(), format!("package {name}\n\n"))
                }
                None => finding.help(words),
            })
        }
        FileKind::Config if first.is_none_or(|token| source.slice(token.span) != "config") => Some(
            Diagnostic::new(
                Code::ConfigMissingClause,
                span,
                "a config file starts with `config = …`",
            )
            .label("expected `config`"),
        ),
        FileKind::Package | FileKind::Config | FileKind::Exprs => None,
    }
}

/// The name that the package of a file most often has: that of its directory.
fn likely_name(source: &Source) -> Option<&str> {
    let (path, _) = source.name().rsplit_once('/')?;
    let name = path.rsplit('/').next()?;
    let is_name = name.bytes().all(|byte| byte.is_ascii_lowercase())
        && TokenKind::keyword(name.as_bytes()).is_none();
    (is_name && !name.is_empty()).then_some(name)
}
