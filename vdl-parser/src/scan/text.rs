//! Scanning of string literals (`vdl-language` §2.5). Escapes are checked here and decoded in `literal`.

use super::literal::{Escape, escape};
use super::{Scanner, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

impl Scanner<'_> {
    /// Scans the `"…"` literal that starts here.
    pub(super) fn interpreted_string(&mut self) -> Result<TokenKind, Box<Diagnostic>> {
        let start = self.at;
        let mut at = start + 1;
        let mut problem: Option<Box<Diagnostic>> = None;
        loop {
            match self.bytes.get(at) {
                None | Some(b'\n') => {
                    return Err(self.unterminated(
                        start,
                        at,
                        "string literal is not terminated",
                        "`\"`",
                    ));
                }
                Some(b'"') => break,
                Some(b'\\') => match escape(&self.bytes[at..]) {
                    Escape::Byte(_, length) | Escape::Char(_, length) => at += length,
                    Escape::Bad(length) => {
                        problem.get_or_insert_with(|| self.bad_escape(start, at, length));
                        at += length;
                    }
                },
                Some(_) => at += 1,
            }
        }
        self.at = at + 1;
        if self.at > self.limit {
            return Err(self.bad_byte(start));
        }
        problem.map_or(Ok(TokenKind::String), Err)
    }

    /// Scans the raw literal that starts here.
    pub(super) fn raw_string(&mut self) -> Result<TokenKind, Box<Diagnostic>> {
        let start = self.at;
        let rest = &self.bytes[start + 1..];
        match rest.iter().position(|byte| *byte == b'`') {
            Some(length) => {
                self.at = start + length + 2;
                Ok(TokenKind::String)
            }
            None => Err(self.unterminated(
                start,
                self.bytes.len(),
                "raw string literal is not terminated",
                "a back quote",
            )),
        }
    }

    fn unterminated(
        &self,
        start: usize,
        end: usize,
        message: &str,
        quote: &str,
    ) -> Box<Diagnostic> {
        if end > self.limit {
            return self.bad_byte(start);
        }
        let line = self.bytes[start..end]
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(end, |at| start + at);
        Diagnostic::new(Code::LexUnterminatedString, self.span(start, line), message)
            .label("starts here")
            .help(format!("end it with {quote}"))
            .into()
    }

    fn bad_escape(&self, start: usize, at: usize, length: usize) -> Box<Diagnostic> {
        // The backslash may stand before a character of several bytes.
        let mut end = (at + length).min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end += 1;
        }
        let shown = self.text[at..end]
            .escape_debug()
            .to_string()
            .replace("\\\\", "\\")
            .replace("\\'", "'");
        let mut diagnostic =
            Diagnostic::new(Code::LexBadEscape, self.span(start, end), format!("unknown or malformed escape `{shown}` in a string literal"))
                .also(self.span(at, end), "this escape")
                .note("escapes are \\a \\b \\f \\n \\r \\t \\v \\\\ \\\" , \\ooo (up to \\377), \\xhh, \\uhhhh and \\Uhhhhhhhh");
        if self.bytes.get(at + 1) == Some(&b'\'') {
            diagnostic =
                diagnostic.fix("a single quote needs no escape", self.span(at, at + 2), "'");
        }
        diagnostic.into()
    }
}
