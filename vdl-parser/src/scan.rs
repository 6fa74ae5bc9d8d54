//! Text to tokens: comments set aside, terminators inserted (`vdl-language` §2).
//!
//! The scanner knows what a token is and nothing of the grammar. It is lazy, so that a file is scanned and parsed in
//! pieces, and it stops at the first character sequence that is no token.

pub mod literal;
mod number;
mod text;
pub mod token;

pub use token::{Token, TokenKind};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::{Source, Span};

/// How deeply brackets may nest.
pub const MAX_NESTING: usize = 256;

/// A comment, with its markers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The text, without the newline that ends a line comment.
    pub span: Span,
    /// How many tokens precede it; inserted terminators count.
    pub after_tokens: usize,
    /// Whether it starts on the line where the token before it ends.
    pub trails_token: bool,
}

/// All tokens and comments of a text.
#[derive(Debug, Default)]
pub struct Scan {
    /// The tokens with inserted terminators.
    pub tokens: Vec<Token>,
    /// The comments in source order.
    pub comments: Vec<Comment>,
    /// What stopped the scan before the end of the text.
    pub error: Option<Box<Diagnostic>>,
}

/// Scans a whole file.
#[must_use]
pub fn scan(source: &Source) -> Scan {
    let mut scanner = Scanner::new(source);
    let mut scan = Scan::default();
    loop {
        match scanner.next_token() {
            Ok(Some(token)) => scan.tokens.push(token),
            Ok(None) => break,
            Err(error) => {
                scan.error = Some(error);
                break;
            }
        }
    }
    scan.comments = scanner.comments;
    scan
}

/// A cursor over one text.
pub(crate) struct Scanner<'s> {
    text: &'s str,
    bytes: &'s [u8],
    /// Offset of the text in the source map.
    base: u32,
    at: usize,
    /// No token may reach past this offset: the first byte that is not UTF-8, or NUL.
    limit: usize,
    limit_code: Code,
    /// Whether a newline here ends a statement.
    statement_open: bool,
    tokens: usize,
    /// Whether the last token ends on the line of the cursor.
    same_line: bool,
    depth: usize,
    pub(crate) comments: Vec<Comment>,
}

impl<'s> Scanner<'s> {
    pub(crate) fn new(source: &'s Source) -> Self {
        let text: &str = source.text();
        let nul = text.find('\0');
        let invalid = source.invalid_utf8().map(|at| at as usize);
        let (limit, limit_code) = match (nul, invalid) {
            (Some(nul), Some(invalid)) if invalid < nul => (invalid, Code::LexInvalidUtf8),
            (Some(nul), _) => (nul, Code::LexNul),
            (None, Some(invalid)) => (invalid, Code::LexInvalidUtf8),
            (None, None) => (text.len(), Code::LexNul),
        };
        let at = if text.starts_with(BYTE_ORDER_MARK) {
            BYTE_ORDER_MARK.len_utf8()
        } else {
            0
        };
        Self {
            text,
            bytes: text.as_bytes(),
            base: source.start(),
            at,
            limit,
            limit_code,
            statement_open: false,
            tokens: 0,
            same_line: false,
            depth: 0,
            comments: Vec::new(),
        }
    }

    /// The next token, or nothing at the end of the text.
    pub(crate) fn next_token(&mut self) -> Result<Option<Token>, Box<Diagnostic>> {
        loop {
            let start = self.at;
            let Some(&byte) = self.bytes.get(start) else {
                if std::mem::take(&mut self.statement_open) {
                    return Ok(Some(self.token(TokenKind::Semicolon, start)));
                }
                return Ok(None);
            };
            match byte {
                b' ' | b'\t' | b'\r' => self.at += 1,
                b'\n' => {
                    self.same_line = false;
                    if std::mem::take(&mut self.statement_open) {
                        let inserted = self.token(TokenKind::Semicolon, start);
                        self.at += 1;
                        return Ok(Some(inserted));
                    }
                    self.at += 1;
                }
                b'/' if matches!(self.bytes.get(start + 1), Some(b'/' | b'*')) => self.comment()?,
                _ => {
                    let kind = self.token_kind(byte)?;
                    if self.at > self.limit {
                        return Err(self.bad_byte(start));
                    }
                    self.nest(kind, start)?;
                    self.statement_open = kind.may_end_statement();
                    self.same_line = true;
                    return Ok(Some(self.token(kind, start)));
                }
            }
        }
    }

    fn token(&mut self, kind: TokenKind, start: usize) -> Token {
        self.tokens += 1;
        Token {
            kind,
            span: self.span(start, self.at),
        }
    }

    fn token_kind(&mut self, first: u8) -> Result<TokenKind, Box<Diagnostic>> {
        let start = self.at;
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.at += 1;
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
                {
                    self.at += 1;
                }
                if self.bytes.get(self.at).is_some_and(|byte| *byte >= 0x80) {
                    self.unicode_identifier();
                }
                Ok(
                    TokenKind::keyword(&self.bytes[start..self.at])
                        .unwrap_or(TokenKind::Identifier),
                )
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.bytes.get(start + 1).is_some_and(u8::is_ascii_digit) => self.number(),
            b'"' => self.interpreted_string(),
            b'`' => self.raw_string(),
            0x80.. if self.char_at(start).is_alphabetic() => {
                self.unicode_identifier();
                Ok(TokenKind::Identifier)
            }
            _ => match TokenKind::operator(first, self.bytes.get(start + 1).copied()) {
                Some((kind, length)) => {
                    self.at += length;
                    Ok(kind)
                }
                None => Err(self.bad_char()),
            },
        }
    }

    fn unicode_identifier(&mut self) {
        let rest = &self.text[self.at..];
        let length = rest
            .find(|ch: char| !(ch.is_alphanumeric() || ch == '_'))
            .unwrap_or(rest.len());
        self.at += length;
    }

    fn comment(&mut self) -> Result<(), Box<Diagnostic>> {
        let start = self.at;
        if self.bytes[start + 1] == b'/' {
            let rest = &self.bytes[start..];
            self.at = start
                + rest
                    .iter()
                    .position(|byte| *byte == b'\n')
                    .unwrap_or(rest.len());
        } else if let Some(length) = self.text[start + 2..].find("*/") {
            self.at = start + 2 + length + 2;
        } else {
            if self.limit < self.bytes.len() {
                return Err(self.bad_byte(start));
            }
            return Err(Diagnostic::new(
                Code::LexUnterminatedComment,
                self.span(start, start + 2),
                "block comment is not terminated",
            )
            .label("starts here")
            .help("end the comment with `*/`; block comments do not nest")
            .into());
        }
        if self.at > self.limit {
            return Err(self.bad_byte(start));
        }
        let trails_token = self.same_line;
        self.same_line &= !self.bytes[start..self.at].contains(&b'\n');
        self.comments.push(Comment {
            span: self.span(start, self.at),
            after_tokens: self.tokens,
            trails_token,
        });
        Ok(())
    }

    /// Bounds the nesting of brackets, and so the recursion of everything after the scanner.
    fn nest(&mut self, kind: TokenKind, start: usize) -> Result<(), Box<Diagnostic>> {
        match kind.bracket() {
            token::Bracket::Open if self.depth == MAX_NESTING => Err(Diagnostic::new(
                Code::SyntaxTooDeep,
                self.span(start, self.at),
                format!("brackets are nested more than {MAX_NESTING} deep"),
            )
            .into()),
            token::Bracket::Open => {
                self.depth += 1;
                Ok(())
            }
            token::Bracket::Close => {
                self.depth = self.depth.saturating_sub(1);
                Ok(())
            }
            token::Bracket::None => Ok(()),
        }
    }

    /// How many brackets are open after the last token.
    pub(crate) const fn depth(&self) -> usize {
        self.depth
    }

    /// The place of the scanner as an empty span.
    pub(crate) fn here(&self) -> Span {
        self.span(self.at, self.at)
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start as u32, self.base + end as u32)
    }

    fn char_at(&self, at: usize) -> char {
        self.text[at..]
            .chars()
            .next()
            .unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    fn bad_char(&self) -> Box<Diagnostic> {
        if self.at >= self.limit {
            return self.bad_byte(self.at);
        }
        let ch = self.char_at(self.at);
        let span = self.span(self.at, self.at + ch.len_utf8());
        let shown = if ch == BYTE_ORDER_MARK {
            "byte order mark U+FEFF".to_owned()
        } else if ch.is_ascii_graphic() || ch.is_alphanumeric() {
            format!("character `{ch}`")
        } else if ch.escape_debug().len() == 1 {
            format!("character `{ch}` (U+{:04X})", u32::from(ch))
        } else {
            format!("character U+{:04X}", u32::from(ch))
        };
        let mut diagnostic = Diagnostic::new(Code::LexBadChar, span, format!("unexpected {shown}"))
            .label("no token starts with this");
        match ch {
            '\'' => {
                diagnostic = diagnostic.help(
                    "write a string literal with double quotes; there are no character literals",
                )
            }
            '“' | '”' | '„' | '‘' | '’' => {
                diagnostic = diagnostic.help("string literals have straight quotes: `\"`")
            }
            '#' if self.text[..self.at]
                .rsplit('\n')
                .next()
                .is_none_or(|line| line.trim().is_empty()) =>
            {
                diagnostic = diagnostic.fix("comments start with `//`", span, "//");
            }
            '~' => diagnostic = diagnostic.fix("the complement operator is `^`", span, "^"),
            BYTE_ORDER_MARK => {
                diagnostic = diagnostic.fix(
                    "remove it; it is ignored at the start of a file only",
                    span,
                    "",
                )
            }
            _ => {}
        }
        diagnostic.into()
    }

    /// The complaint about a byte inside the token or comment that starts at an offset.
    fn bad_byte(&self, start: usize) -> Box<Diagnostic> {
        let byte = self.span(self.limit, self.limit + 1);
        let span = self.span(start.min(self.limit), self.limit + 1);
        let (diagnostic, label) = if self.limit_code == Code::LexNul {
            let found = Diagnostic::new(Code::LexNul, span, "the file holds a NUL byte");
            (
                found.help("VDL files are UTF-8 text; in strings, write the byte as `\\x00`"),
                "this is the NUL byte",
            )
        } else {
            let found = Diagnostic::new(
                Code::LexInvalidUtf8,
                span,
                "the file is not valid UTF-8 text",
            );
            let words =
                "save the file as UTF-8; in strings, write the byte as an escape such as `\\xff`";
            (found.help(words), "this byte is not UTF-8")
        };
        if span == byte {
            diagnostic.label(label)
        } else {
            diagnostic.also(byte, label)
        }
        .into()
    }
}

const BYTE_ORDER_MARK: char = '\u{feff}';
