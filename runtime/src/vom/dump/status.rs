//! How far a dump has come.

use std::fmt;

use vdl::Value;

use super::atom::{quoted, write_hex};
use crate::vom::error::DecodeError;

/// How far a dump has come, at the end of a message or inside of it.
///
/// It prints as a line of `vom dump`, without what is zero or empty.
#[derive(Clone, PartialEq, Default, Debug)]
#[non_exhaustive]
pub struct Status {
    /// The id of the message, which is negative for the definition of a type.
    pub msg_id: i64,
    /// The number of bytes of the message's body, if the message says it.
    pub msg_len: u64,
    /// The number of bytes so far, of the body if the message says how long it is.
    pub msg_n: u64,
    /// Bytes that have come and are not dumped yet; the first of them if they are many.
    pub buf: Vec<u8>,
    /// What the message goes on with, if it goes on.
    pub debug: String,
    /// The value that ended here.
    pub value: Option<Value>,
    /// Why the dump cannot go on.
    pub error: Option<DecodeError>,
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DumpStatus{{MsgId: {}", self.msg_id)?;
        if self.msg_len != 0 {
            write!(f, ", MsgLen: {}", self.msg_len)?;
        }
        if self.msg_n != 0 {
            write!(f, ", MsgN: {}", self.msg_n)?;
        }
        if !self.buf.is_empty() {
            write!(f, ", Buf({}): \"", self.buf.len())?;
            write_hex(&self.buf, f)?;
            f.write_str("\"")?;
        }
        if !self.debug.is_empty() {
            write!(f, ", Debug: {}", quoted(self.debug.as_bytes()))?;
        }
        if let Some(value) = &self.value {
            write!(f, ", Value: {value}")?;
        }
        if let Some(error) = &self.error {
            write!(f, ", Err: {error}")?;
        }
        f.write_str("}")
    }
}
