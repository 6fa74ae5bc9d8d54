//! Why encoding and decoding fail: vom §14.

use std::fmt;

use thiserror::Error;
use vdl::TypeError;
use vdl::coder::ReadError;

/// Why a value could not be encoded.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// Something is longer than peers accept, 2^30 bytes or elements.
    #[error("length {0} is more than peers accept")]
    TooLarge(usize),
    /// The value is nested deeper than readers follow.
    #[error("the value is nested too deep")]
    TooDeep,
    /// The value cannot be written, for a reason of its own.
    #[error("{0}")]
    Refused(String),
}

/// Why bytes could not be decoded, and where.
///
/// After an error other than an [incomplete](Self::is_incomplete) one a stream is of no more use.
#[derive(Clone, PartialEq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, PartialEq, Debug)]
struct Inner {
    offset: u64,
    incomplete: bool,
    kind: DecodeErrorKind,
}

/// Why bytes could not be decoded.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The data ends early, or a body is longer than its message.
    #[error("unexpected end of data")]
    Eof,
    /// The first byte is not a version that is spoken.
    #[error("version byte {0:#04x} instead of 0x81")]
    BadVersion(u8),
    /// A message has type id 0.
    #[error("type id 0")]
    ZeroTypeId,
    /// A control byte stands where another one or a number is needed.
    #[error("unexpected control byte {0:#04x}")]
    BadControl(u8),
    /// A byte that begins no number stands where one is needed.
    #[error("byte {0:#04x} begins no number")]
    BadLenByte(u8),
    /// Bytes that have no meaning in their place.
    #[error("invalid {0}")]
    Invalid(&'static str),
    /// A length is more than 2^30.
    #[error("length {0} is too large")]
    TooLarge(u64),
    /// A message is longer than its content.
    #[error("{0} bytes left over in message")]
    Leftover(usize),
    /// A stream defines an id of a built-in type.
    #[error("type id {0} is reserved")]
    ReservedTypeId(u64),
    /// A stream defines a type id twice.
    #[error("type id {0} is defined already")]
    DuplicateTypeId(u64),
    /// There is no type with an id, or not yet.
    #[error("type id {0} is not defined")]
    UnknownTypeId(u64),
    /// A definition breaks a rule of the type system.
    #[error("invalid type: {0}")]
    InvalidType(TypeError),
    /// A definition of a named type has no name.
    #[error("invalid type: a named type has no name")]
    NamelessType,
    /// A name of the type, or of a type that it is made of, is not UTF-8.
    #[error("invalid type: a name is not valid UTF-8")]
    TypeNameUtf8,
    /// A struct or union has no field at a position.
    #[error("there is no field {0}")]
    FieldIndex(u64),
    /// An enum has no label at a position.
    #[error("there is no label {0}")]
    EnumIndex(u64),
    /// The type table of the message has no such entry.
    #[error("there is no entry {0} in the type table")]
    TypeTableIndex(u64),
    /// The any length table of the message has no such entry.
    #[error("there is no entry {0} in the any length table")]
    AnyLenTableIndex(u64),
    /// A limit is exceeded.
    #[error("{0} exceeded")]
    Limit(Bound),
    /// The value is well formed and not what is wanted.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// One of the [`Limits`](super::Limits).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum Bound {
    /// The nesting of values.
    Depth,
    /// The memory for a value.
    Memory,
    /// The number of types.
    Types,
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Depth => "nesting limit",
            Self::Memory => "memory limit",
            Self::Types => "limit of type definitions",
        })
    }
}

impl DecodeError {
    #[cold]
    pub(super) fn new(kind: DecodeErrorKind, offset: u64) -> Self {
        Self(Box::new(Inner {
            offset,
            incomplete: false,
            kind,
        }))
    }

    /// The data ended, where more of it could help if it is open.
    #[cold]
    pub(super) fn eof(offset: u64, open: bool) -> Self {
        Self(Box::new(Inner {
            offset,
            incomplete: open,
            kind: DecodeErrorKind::Eof,
        }))
    }

    /// What is wrong.
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.0.kind
    }

    /// Where in the stream, in bytes from its start.
    pub fn offset(&self) -> u64 {
        self.0.offset
    }

    /// Whether the same bytes with more after them might be well formed.
    pub fn is_incomplete(&self) -> bool {
        self.0.incomplete
    }

    /// The id of a type that is not known; in a separate type stream it may still come.
    pub fn missing_type(&self) -> Option<u64> {
        if let DecodeErrorKind::UnknownTypeId(id) = self.0.kind {
            Some(id)
        } else {
            None
        }
    }

    /// The class of the error, a short word that the conformance cases use.
    pub fn class(&self) -> &'static str {
        match &self.0.kind {
            DecodeErrorKind::Eof => "eof",
            DecodeErrorKind::BadVersion(_) => "bad_version",
            DecodeErrorKind::ZeroTypeId => "zero_type_id",
            DecodeErrorKind::BadControl(_) => "bad_control",
            DecodeErrorKind::BadLenByte(_) => "bad_len_byte",
            DecodeErrorKind::Invalid(_) => "invalid",
            DecodeErrorKind::TooLarge(_) => "too_large",
            DecodeErrorKind::Leftover(_) => "leftover",
            DecodeErrorKind::ReservedTypeId(_) => "reserved_type_id",
            DecodeErrorKind::DuplicateTypeId(_) => "duplicate_type_id",
            DecodeErrorKind::UnknownTypeId(_) => "unknown_type_id",
            DecodeErrorKind::InvalidType(_)
            | DecodeErrorKind::NamelessType
            | DecodeErrorKind::TypeNameUtf8 => "invalid_type",
            DecodeErrorKind::FieldIndex(_) => "field_index",
            DecodeErrorKind::EnumIndex(_) => "enum_index",
            DecodeErrorKind::TypeTableIndex(_) => "type_table_index",
            DecodeErrorKind::AnyLenTableIndex(_) => "anylen_table_index",
            DecodeErrorKind::Limit(_) => "limit",
            DecodeErrorKind::Read(error) => error.class(),
        }
    }
}

impl std::error::Error for DecodeError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.kind.source()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.0.kind, self.0.offset)
    }
}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at byte {}", self.0.kind, self.0.offset)
    }
}
