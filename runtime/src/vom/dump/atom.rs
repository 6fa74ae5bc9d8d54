//! The smallest pieces of a stream.

use std::fmt::{self, Write};

use vdl::Value;

/// The smallest piece of a stream that means something.
///
/// It prints as a line of `vom dump`: the bytes, the kind, the datum, and in brackets what else there is to say.
#[derive(Clone, PartialEq, Debug)]
pub struct Atom {
    /// The bytes of the stream that the atom is.
    pub bytes: Vec<u8>,
    /// What the bytes are for.
    pub kind: AtomKind,
    /// What the bytes say.
    pub datum: Datum,
    /// More about it, for people; empty if there is no more.
    pub debug: String,
}

/// What an atom is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum AtomKind {
    /// The first byte of a stream.
    Version,
    /// A control byte.
    Control,
    /// The id of a message, which is negative for the definition of a type.
    MsgId,
    /// The id of the type that is defined; it has no bytes.
    TypeMsg,
    /// The id of the type of the value; it has no bytes.
    ValueMsg,
    /// The number of bytes of a message.
    MsgLen,
    /// The number of bytes of what an any holds, or the position of that number in its table.
    AnyMsgLen,
    /// The number of entries of the any length table.
    AnyLensLen,
    /// The number of entries of the type table.
    TypeIdsLen,
    /// The id of a type in the type table, or its position there.
    TypeId,
    /// A number, a bool, or the content of a string.
    PrimValue,
    /// The number of bytes of a string.
    ByteLen,
    /// The number of elements.
    ValueLen,
    /// The position of a field or label.
    Index,
    /// The position of a field in the union that defines types.
    WireTypeIndex,
}

/// What an atom says.
#[derive(Clone, PartialEq, Debug)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants are what they hold")]
pub enum Datum {
    Bool(bool),
    Byte(u8),
    Uint(u64),
    Int(i64),
    Float(f64),
    String(Vec<u8>),
    Control(Control),
}

/// A control byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Control {
    /// Nothing is there.
    Nil,
    /// A struct ends.
    End,
    /// The type that is defined needs others that come later.
    IncompleteType,
}

impl AtomKind {
    /// The name of the kind.
    pub fn name(self) -> &'static str {
        match self {
            Self::Version => "Version",
            Self::Control => "Control",
            Self::MsgId => "MsgId",
            Self::TypeMsg => "TypeMsg",
            Self::ValueMsg => "ValueMsg",
            Self::MsgLen => "MsgLen",
            Self::AnyMsgLen => "AnyMsgLen",
            Self::AnyLensLen => "AnyLensLen",
            Self::TypeIdsLen => "TypeIdsLen",
            Self::TypeId => "TypeId",
            Self::PrimValue => "PrimValue",
            Self::ByteLen => "ByteLen",
            Self::ValueLen => "ValueLen",
            Self::Index => "Index",
            Self::WireTypeIndex => "WireTypeIndex",
        }
    }
}

impl fmt::Display for Atom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.bytes, f)?;
        let gap = 20_usize.saturating_sub(2 * self.bytes.len());
        write!(f, "{:gap$} {:15} {:>20}", "", self.kind, self.datum)?;
        if self.debug.is_empty() {
            Ok(())
        } else {
            write!(f, " [{}]", self.debug)
        }
    }
}

impl fmt::Display for AtomKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Strings are quoted.
impl fmt::Display for Datum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => fmt::Display::fmt(value, f),
            Self::Byte(value) => fmt::Display::fmt(value, f),
            Self::Uint(value) => fmt::Display::fmt(value, f),
            Self::Int(value) => fmt::Display::fmt(value, f),
            Self::Float(value) => f.pad(&float_text(*value)),
            Self::String(bytes) => f.pad(&quoted(bytes)),
            Self::Control(value) => f.pad(match value {
                Control::Nil => "Nil",
                Control::End => "End",
                Control::IncompleteType => "IncompleteType",
            }),
        }
    }
}

/// Bytes in quotes, in the way of the text form of values.
pub(super) fn quoted(bytes: &[u8]) -> String {
    match Value::string(&vdl::Type::STRING, bytes) {
        Ok(value) => value.to_string(),
        Err(_) => String::from("\"…\""),
    }
}

/// The shortest digits, with an exponent from 1e6 on and below 1e-4.
fn float_text(value: f64) -> String {
    if !value.is_finite() {
        let text = match (value.is_nan(), value.is_sign_positive()) {
            (true, _) => "NaN",
            (false, true) => "+Inf",
            (false, false) => "-Inf",
        };
        return text.to_owned();
    }
    let scientific = format!("{value:e}");
    let Some((digits, exponent)) = scientific.split_once('e') else {
        return scientific;
    };
    match exponent.parse::<i32>() {
        Ok(exponent) if !(-4..6).contains(&exponent) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}e{sign}{:02}", exponent.abs())
        }
        Ok(_) | Err(_) => value.to_string(),
    }
}

/// Writes bytes in lower hex.
pub(super) fn write_hex(bytes: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().try_for_each(|byte| {
        f.write_char(char::from(DIGITS[usize::from(byte >> 4)]))?;
        f.write_char(char::from(DIGITS[usize::from(byte & 0xF)]))
    })
}
