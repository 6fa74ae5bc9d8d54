//! Texts that come one after the other, each beginning on a line of its own.

use anyhow::{Context, Result};

use crate::input::Input;

/// The texts in an input of any length, each ending with a line outside of brackets and strings.
///
/// That makes texts of values in all forms: JSON, VDL constants, and what `vom decode` prints. Lines with nothing but
/// blanks between texts are passed over.
#[derive(Debug)]
pub struct Records {
    input: Input,
    bytes: Vec<u8>,
    /// The start of the next text.
    start: usize,
    /// The end of what was looked at.
    at: usize,
    /// The line of the start, from 1.
    line: usize,
    place: Place,
    depth: usize,
}

/// One of the texts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The text.
    pub text: String,
    /// The line on which it begins, from 1.
    pub line: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Outside,
    Quoted,
    /// Behind a backslash in quotes.
    Escaped,
    Raw,
}

impl Records {
    /// The texts in an input.
    pub fn new(input: Input) -> Self {
        Self {
            input,
            bytes: Vec::new(),
            start: 0,
            at: 0,
            line: 1,
            place: Place::Outside,
            depth: 0,
        }
    }

    /// The next text; nothing at the end of the input.
    ///
    /// # Errors
    ///
    /// When the input cannot be read or is not UTF-8.
    pub fn next_record(&mut self) -> Result<Option<Record>> {
        loop {
            while let Some(byte) = self.bytes.get(self.at).copied() {
                self.at += 1;
                if self.ends_record(byte)
                    && let Some(record) = self.cut()?
                {
                    return Ok(Some(record));
                }
            }
            let chunk = self.input.next_chunk()?;
            if chunk.is_empty() {
                // Whoever reads the text will say what is missing.
                return self.cut();
            }
            self.bytes.drain(..self.start);
            self.at -= self.start;
            self.start = 0;
            self.bytes.extend_from_slice(&chunk);
        }
    }

    /// Whether what was read of the input is all taken.
    pub fn is_drained(&self) -> bool {
        self.bytes[self.start..].trim_ascii_start().is_empty()
    }

    fn ends_record(&mut self, byte: u8) -> bool {
        match (self.place, byte) {
            (Place::Outside, b'"') => self.place = Place::Quoted,
            (Place::Outside, b'`') => self.place = Place::Raw,
            (Place::Outside, b'{' | b'[' | b'(') => self.depth += 1,
            (Place::Outside, b'}' | b']' | b')') => self.depth = self.depth.saturating_sub(1),
            (Place::Outside, b'\n') => return self.depth == 0,
            (Place::Quoted, b'\\') => self.place = Place::Escaped,
            (Place::Escaped, _) => self.place = Place::Quoted,
            // No form has strings in quotes that go over lines; the text is wrong, the next one need not be.
            (Place::Quoted, b'"' | b'\n') | (Place::Raw, b'`') => self.place = Place::Outside,
            (Place::Outside | Place::Quoted | Place::Raw, _) => {}
        }
        false
    }

    /// Takes what was looked at, unless it is blank.
    fn cut(&mut self) -> Result<Option<Record>> {
        let bytes = &self.bytes[self.start..self.at];
        let line = self.line;
        self.line += bytes.iter().filter(|byte| **byte == b'\n').count();
        (self.start, self.depth, self.place) = (self.at, 0, Place::Outside);
        if bytes.trim_ascii().is_empty() {
            return Ok(None);
        }
        let text = std::str::from_utf8(bytes)
            .with_context(|| format!("the text that begins in line {line} is not UTF-8"))?;
        let text = text.to_owned();
        Ok(Some(Record { text, line }))
    }
}

#[cfg(test)]
mod tests {
    use super::Records;
    use crate::input::Input;

    fn check(text: &str, expected: &[(usize, &str)]) {
        let mut records = Records::new(Input::argument(text.into()));
        let mut found = Vec::new();
        while let Some(record) = records.next_record().expect("UTF-8") {
            found.push((record.line, record.text.trim().to_owned()));
        }
        let expected: Vec<_> = expected
            .iter()
            .map(|(line, text)| (*line, (*text).to_owned()))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn texts_end_with_lines_outside_of_brackets_and_strings() {
        check("", &[]);
        check(" \n\n", &[]);
        check("1\n2", &[(1, "1"), (2, "2")]);
        check("\n1\n\n\n2\n", &[(2, "1"), (5, "2")]);
        check("{\n1: [\n2]}\n3\n", &[(1, "{\n1: [\n2]}"), (4, "3")]);
        check("\"{\\\"\"\n1", &[(1, "\"{\\\"\""), (2, "1")]);
        check("`\n\"`\n1", &[(1, "`\n\"`"), (3, "1")]);
    }

    #[test]
    fn wrong_texts_end_as_well() {
        check("}}\n1", &[(1, "}}"), (2, "1")]);
        check("{\n1\n", &[(1, "{\n1")]);
        check("\"a\n1\n", &[(1, "\"a\n1")]);
    }
}
