//! A place in a text.

use std::borrow::Cow;

use super::error::{TextError, TextErrorKind};

/// How many characters of a text an error shows.
const SHOWN: usize = 24;

/// A text that is read from the front.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cursor<'x> {
    text: &'x str,
    at: usize,
}

impl<'x> Cursor<'x> {
    pub(crate) fn new(text: &'x str) -> Self {
        Self { text, at: 0 }
    }

    pub(crate) fn text(&self) -> &'x str {
        self.text
    }

    /// The number of bytes that have been read.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    pub(crate) fn rest(&self) -> &'x str {
        &self.text[self.at..]
    }

    pub(crate) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(crate) fn next_char(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Reads `wanted` if it comes next.
    pub(crate) fn eat(&mut self, wanted: char) -> bool {
        let is_next = self.peek() == Some(wanted);
        if is_next {
            self.at += wanted.len_utf8();
        }
        is_next
    }

    /// Reads `wanted` if it comes next and is a word of its own.
    pub(crate) fn eat_word(&mut self, wanted: &str) -> bool {
        let Some(after) = self.rest().strip_prefix(wanted) else {
            return false;
        };
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/' | '-');
        let is_next = !after.starts_with(is_part);
        if is_next {
            self.at += wanted.len();
        }
        is_next
    }

    pub(crate) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'x str {
        let rest = self.rest();
        let len = rest.find(|c| !wanted(c)).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    /// Goes on after `len` bytes, which end between characters.
    pub(crate) fn skip(&mut self, len: usize) {
        self.at += len;
    }

    pub(crate) fn blanks(&mut self) {
        self.take_while(is_blank);
    }

    /// Reads `wanted`, with blanks before it.
    pub(crate) fn expect(&mut self, wanted: char) -> Result<(), TextError> {
        self.blanks();
        if self.eat(wanted) {
            return Ok(());
        }
        Err(self.fail(format!("`{wanted}`")))
    }

    pub(crate) fn expect_end(&mut self) -> Result<(), TextError> {
        self.blanks();
        if self.rest().is_empty() {
            return Ok(());
        }
        Err(self.fail("the end of the text"))
    }

    /// The error that something else is needed here.
    pub(crate) fn fail(&self, expected: impl Into<Cow<'static, str>>) -> TextError {
        self.fail_at(self.at, expected)
    }

    /// The error that something else is needed at an earlier place.
    pub(crate) fn fail_at(&self, at: usize, expected: impl Into<Cow<'static, str>>) -> TextError {
        let kind = TextErrorKind::Unexpected {
            expected: expected.into(),
            found: self.found(at),
        };
        TextError::new(at, kind)
    }

    /// What is at a place, in quotes.
    pub(crate) fn found(&self, at: usize) -> String {
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else {
            return "the end of the text".to_owned();
        };
        if !first.is_alphanumeric() {
            return match first {
                '`' => "a back quote".to_owned(),
                '\0'..='\x7f' if !first.is_control() => format!("`{first}`"),
                _ => format!("`{}`", first.escape_debug()),
            };
        }
        let is_part = |c: &char| c.is_alphanumeric() || matches!(c, '_' | '.' | '/');
        let word: String = rest.chars().take_while(is_part).take(SHOWN).collect();
        format!("`{word}`")
    }
}

pub(crate) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\r' | '\n')
}
