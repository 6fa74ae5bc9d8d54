//! The values of a VOM stream, one after the other.

use anyhow::Result;
use v23::vom;
use vdl::{Type, Value};

use crate::encoding::{self, Encoding};
use crate::input::Input;

/// The values of a VOM stream of any length. Of the stream no more is kept than a message and a chunk.
#[derive(Debug)]
pub struct Values {
    input: Input,
    text: Option<encoding::Decoder>,
    values: vom::Decoder,
    bytes: Vec<u8>,
    /// The end of what was decoded.
    at: usize,
}

impl Values {
    /// The values of a stream that is written in some way.
    pub fn new(input: Input, encoding: Encoding) -> Self {
        Self {
            input,
            text: Some(encoding::Decoder::new(encoding)),
            values: vom::Decoder::new(),
            bytes: Vec::new(),
            at: 0,
        }
    }

    /// The next value, as it is or as a value of a type; nothing at the end of the stream.
    ///
    /// # Errors
    ///
    /// When the input cannot be read or is no VOM, or when the value is of an incompatible type.
    pub fn next_value(&mut self, target: Option<&Type>) -> Result<Option<Value>> {
        loop {
            let mut rest = self.bytes.get(self.at..).unwrap_or_default();
            let value = match target {
                Some(target) => self.values.decode_as(&mut rest, target),
                None => self.values.decode(&mut rest),
            };
            let is_end = rest.is_empty();
            self.at = self.bytes.len() - rest.len();
            match value {
                Err(error) if error.is_incomplete() => {
                    if self.fill()? {
                        continue;
                    }
                    return if is_end { Ok(None) } else { Err(error.into()) };
                }
                value => return Ok(Some(value?)),
            }
        }
    }

    /// Whether everything that was read so far is decoded.
    pub fn is_drained(&self) -> bool {
        self.at == self.bytes.len()
    }

    /// Reads on, if there is more.
    fn fill(&mut self) -> Result<bool> {
        let Some(text) = &mut self.text else {
            return Ok(false);
        };
        self.bytes.drain(..self.at);
        self.at = 0;
        let chunk = self.input.next_chunk()?;
        if chunk.is_empty() {
            if let Some(text) = self.text.take() {
                text.finish(&mut self.bytes)?;
            }
        } else {
            text.decode(&chunk, &mut self.bytes)?;
        }
        Ok(true)
    }
}
