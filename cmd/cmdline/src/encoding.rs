//! Bytes as people write them.

use std::fmt;

use base64::Engine;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// How bytes are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    /// Two digits for each byte. White space may stand anywhere.
    Hex,
    /// Base64 in either alphabet, with or without padding. White space may stand anywhere.
    Base64,
    /// As they are.
    Binary,
}

/// A place in a text where it does not say bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EncodingError {
    line: u64,
    column: u64,
    problem: String,
}

/// Turns text into bytes, chunk by chunk.
#[derive(Debug)]
pub struct Decoder {
    encoding: Encoding,
    /// Digits that do not make bytes yet.
    digits: Vec<u8>,
    padding: Padding,
    line: u64,
    column: u64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Padding {
    None,
    Seen,
}

/// Padding is checked by the decoder above it.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::RequireNone)
        .with_decode_allow_trailing_bits(true),
);

impl Decoder {
    /// A decoder at the beginning of a text.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            digits: Vec::new(),
            padding: Padding::None,
            line: 1,
            column: 1,
        }
    }

    /// Appends what a chunk of the text says, as far as it makes whole bytes.
    ///
    /// # Errors
    ///
    /// At a character that has no meaning; what was before it is appended.
    pub fn decode(&mut self, text: &[u8], out: &mut Vec<u8>) -> Result<(), EncodingError> {
        if self.encoding == Encoding::Binary {
            out.extend_from_slice(text);
            return Ok(());
        }
        let read = self.read_digits(text);
        let whole = match self.encoding {
            Encoding::Hex => self.digits.len() / 2 * 2,
            Encoding::Base64 | Encoding::Binary => self.digits.len() / 4 * 4,
        };
        let rest = self.digits.split_off(whole);
        self.append(out);
        self.digits = rest;
        read
    }

    /// Appends what the end of the text says.
    ///
    /// # Errors
    ///
    /// When the text ends in the middle of a byte.
    pub fn finish(self, out: &mut Vec<u8>) -> Result<(), EncodingError> {
        let is_half = match self.encoding {
            Encoding::Hex => !self.digits.is_empty(),
            Encoding::Base64 => self.digits.len() == 1,
            Encoding::Binary => false,
        };
        if is_half {
            return Err(self.error("the text ends in the middle of a byte".to_owned()));
        }
        self.append(out);
        Ok(())
    }

    fn append(&self, out: &mut Vec<u8>) {
        match self.encoding {
            Encoding::Hex => out.extend(
                self.digits
                    .as_chunks()
                    .0
                    .iter()
                    .map(|[high, low]| high << 4 | low),
            ),
            // Every digit was checked.
            Encoding::Base64 => drop(ENGINE.decode_vec(&self.digits, out)),
            Encoding::Binary => {}
        }
    }

    fn read_digits(&mut self, text: &[u8]) -> Result<(), EncodingError> {
        for byte in text {
            let is_blank = match byte {
                // The rest of characters of which some are white space, as in U+00A0 or U+3000, is an error.
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c' => true,
                _ => false,
            };
            if !is_blank {
                self.read_digit(*byte)?;
            }
            if *byte == b'\n' {
                self.line += 1;
                self.column = 1;
            } else if byte & 0xC0 != 0x80 {
                self.column += 1;
            }
        }
        Ok(())
    }

    fn read_digit(&mut self, byte: u8) -> Result<(), EncodingError> {
        let digit = match (self.encoding, byte) {
            (Encoding::Hex, b'0'..=b'9') => byte - b'0',
            (Encoding::Hex, b'a'..=b'f') => byte - b'a' + 10,
            (Encoding::Hex, b'A'..=b'F') => byte - b'A' + 10,
            (Encoding::Base64, b'=') => {
                self.padding = Padding::Seen;
                return Ok(());
            }
            (Encoding::Base64, _) if self.padding == Padding::Seen => {
                return Err(self.error("there is more after the padding".to_owned()));
            }
            (Encoding::Base64, b'-') => b'+',
            (Encoding::Base64, b'_') => b'/',
            (Encoding::Base64, b'+' | b'/' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z') => byte,
            (Encoding::Hex | Encoding::Base64 | Encoding::Binary, _) => {
                let shown = byte.escape_ascii();
                let what = if self.encoding == Encoding::Hex {
                    "hex"
                } else {
                    "base64"
                };
                return Err(self.error(format!("`{shown}` is not a {what} digit")));
            }
        };
        self.digits.push(digit);
        Ok(())
    }

    fn error(&self, problem: String) -> EncodingError {
        EncodingError {
            line: self.line,
            column: self.column,
            problem,
        }
    }
}

/// Turns bytes into text, chunk by chunk.
#[derive(Debug)]
pub struct Encoder {
    encoding: Encoding,
    /// Bytes that do not make digits yet.
    rest: Vec<u8>,
    line: Line,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Line {
    Empty,
    Begun,
}

impl Encoder {
    /// An encoder at the beginning of a text.
    pub fn new(encoding: Encoding) -> Self {
        Self {
            encoding,
            rest: Vec::new(),
            line: Line::Empty,
        }
    }

    /// The text of some bytes, without what needs more bytes to be told.
    pub fn encode(&mut self, bytes: &[u8]) -> Vec<u8> {
        if !bytes.is_empty() {
            self.line = Line::Begun;
        }
        match self.encoding {
            Encoding::Hex => bytes.iter().flat_map(|byte| hex(*byte)).collect(),
            Encoding::Base64 => {
                self.rest.extend_from_slice(bytes);
                let rest = self.rest.split_off(self.rest.len() / 3 * 3);
                let whole = std::mem::replace(&mut self.rest, rest);
                base64::engine::general_purpose::STANDARD
                    .encode(whole)
                    .into()
            }
            Encoding::Binary => bytes.to_vec(),
        }
    }

    /// The rest of the text, with the end of its line if there is one.
    pub fn finish(self) -> Vec<u8> {
        let mut text = match self.encoding {
            Encoding::Hex => Vec::new(),
            Encoding::Base64 => base64::engine::general_purpose::STANDARD
                .encode(self.rest)
                .into_bytes(),
            Encoding::Binary => return Vec::new(),
        };
        if self.line == Line::Begun {
            text.push(b'\n');
        }
        text
    }
}

fn hex(byte: u8) -> [u8; 2] {
    let digit = |nibble: u8| match nibble {
        0..=9 => b'0' + nibble,
        _ => b'a' + nibble - 10,
    };
    [digit(byte >> 4), digit(byte & 0xF)]
}

impl std::error::Error for EncodingError {}

impl fmt::Display for EncodingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {}",
            self.line, self.column, self.problem
        )
    }
}

#[cfg(test)]
mod tests {
    use super::{Decoder, Encoder, Encoding};

    fn decoded(encoding: Encoding, chunks: &[&str]) -> Result<Vec<u8>, String> {
        let mut decoder = Decoder::new(encoding);
        let mut out = Vec::new();
        for chunk in chunks {
            decoder
                .decode(chunk.as_bytes(), &mut out)
                .map_err(|error| error.to_string())?;
        }
        decoder
            .finish(&mut out)
            .map_err(|error| error.to_string())?;
        Ok(out)
    }

    fn check(encoding: Encoding, chunks: &[&str], expected: &[u8]) {
        assert_eq!(
            decoded(encoding, chunks),
            Ok(expected.to_vec()),
            "{chunks:?}"
        );
    }

    fn check_error(encoding: Encoding, chunks: &[&str], expected: &str) {
        assert_eq!(
            decoded(encoding, chunks),
            Err(expected.to_owned()),
            "{chunks:?}"
        );
    }

    #[test]
    fn hex_digits_come_in_pairs() {
        check(Encoding::Hex, &[], b"");
        check(Encoding::Hex, &["8 1\n1", "0\t0", "E"], b"\x81\x10\x0e");
        let half = "line 1, column 4: the text ends in the middle of a byte";
        check_error(Encoding::Hex, &["810"], half);
        check_error(
            Encoding::Hex,
            &["81\n 1x"],
            "line 2, column 3: `x` is not a hex digit",
        );
        check_error(
            Encoding::Hex,
            &["81é"],
            "line 1, column 3: `\\xc3` is not a hex digit",
        );
    }

    #[test]
    fn base64_has_two_alphabets_and_may_be_padded() {
        for text in ["gRAO", "g RA\nO"] {
            check(Encoding::Base64, &[text], b"\x81\x10\x0e");
        }
        check(Encoding::Base64, &["-_", "8", "="], b"\xfb\xff");
        check(Encoding::Base64, &["+/8"], b"\xfb\xff");
        check(Encoding::Base64, &["gQ", "=="], b"\x81");
        let half = "line 1, column 6: the text ends in the middle of a byte";
        check_error(Encoding::Base64, &["gRAOg"], half);
        let more = "line 1, column 5: there is more after the padding";
        check_error(Encoding::Base64, &["gQ==gQ=="], more);
        check_error(
            Encoding::Base64,
            &["g*"],
            "line 1, column 2: `*` is not a base64 digit",
        );
    }

    #[test]
    fn binary_is_what_it_is() {
        check(Encoding::Binary, &["a\n", "b"], b"a\nb");
    }

    #[test]
    fn encoded_bytes_decode() {
        for encoding in [Encoding::Hex, Encoding::Base64, Encoding::Binary] {
            for len in 0..7_u8 {
                let bytes: Vec<u8> = (0..len).map(|byte| byte.wrapping_mul(77)).collect();
                let mut encoder = Encoder::new(encoding);
                let mut text = Vec::new();
                for byte in &bytes {
                    text.extend(encoder.encode(&[*byte]));
                }
                text.extend(encoder.finish());
                let mut out = Vec::new();
                let mut decoder = Decoder::new(encoding);
                assert_eq!(decoder.decode(&text, &mut out), Ok(()));
                assert_eq!(decoder.finish(&mut out), Ok(()));
                assert_eq!(out, bytes, "{encoding:?}");
            }
        }
    }
}
