//! What can be said about a Rust type's VDL type while the program is compiled.
//!
//! A signature is no description: it is good for one question, whether two types are the same. Named types go by their
//! names, so the signatures of recursive types are finite. `#[vdl(check = …)]` compares the signature of a field with the
//! one that the VDL source says.

use crate::kind::Kind;
use crate::types::{Shape, TypeRef};

/// A digest of a VDL type, known while the program is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Signature(u64);

impl Signature {
    /// The signature of types that do not say theirs. It is the signature of no type.
    pub const UNKNOWN: Self = Self(0);

    /// The signature of the unnamed type of a kind without parts.
    pub const fn primitive(kind: Kind) -> Self {
        Self(START).kind(kind)
    }

    /// The signature of the type of a full name.
    pub const fn named(name: &str) -> Self {
        Self(START).byte(NAMED).bytes(name.as_bytes())
    }

    /// The signature of an optional.
    pub const fn optional(elem: Self) -> Self {
        elem.wrapped(Kind::Optional)
    }

    /// The signature of an array type.
    pub const fn array(len: u64, elem: Self) -> Self {
        elem.wrapped(Kind::Array).word(len)
    }

    /// The signature of a list type.
    pub const fn list(elem: Self) -> Self {
        elem.wrapped(Kind::List)
    }

    /// The signature of a set type.
    pub const fn set(key: Self) -> Self {
        key.wrapped(Kind::Set)
    }

    /// The signature of a map type.
    pub const fn map(key: Self, elem: Self) -> Self {
        if key.0 == 0 || elem.0 == 0 {
            return Self::UNKNOWN;
        }
        key.wrapped(Kind::Map).word(elem.0)
    }

    /// The signature of a type.
    pub fn of(ty: TypeRef<'_>) -> Self {
        match ty.name() {
            Some(name) => Self::named(name),
            None => Self::of_structure(ty),
        }
    }

    /// The signature of a type without its name.
    pub fn of_structure(ty: TypeRef<'_>) -> Self {
        match ty.shape() {
            Shape::Optional(elem) => Self::optional(Self::of(elem)),
            Shape::Array { len, elem } => Self::array(len, Self::of(elem)),
            Shape::List(elem) => Self::list(Self::of(elem)),
            Shape::Set(key) => Self::set(Self::of(key)),
            Shape::Map { key, elem } => Self::map(Self::of(key), Self::of(elem)),
            // No Rust type stands for one of these without a name.
            Shape::Enum(_) | Shape::Struct(_) | Shape::Union(_) => Self::UNKNOWN,
            Shape::Any
            | Shape::Bool
            | Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64
            | Shape::String
            | Shape::TypeObject => Self::primitive(ty.kind()),
        }
    }

    /// The signature of a generic type, given that of the type by itself, with one more argument.
    pub const fn applied_to(self, argument: Self) -> Self {
        if self.0 == 0 || argument.0 == 0 {
            return Self::UNKNOWN;
        }
        self.byte(APPLIED).word(argument.0)
    }

    /// Whether both are known and the same.
    pub const fn is(self, other: Self) -> bool {
        self.0 == other.0 && self.0 != 0
    }

    /// The signature of this number, which is what [`Self::number`] tells.
    pub const fn from_number(number: u64) -> Self {
        Self(number)
    }

    /// The signature as a number, for use in source text.
    pub const fn number(self) -> u64 {
        self.0
    }

    pub(super) const fn start_named() -> Self {
        Self(START).byte(NAMED)
    }

    pub(super) const fn byte(self, byte: u8) -> Self {
        let mixed = (self.0 ^ byte as u64).wrapping_mul(PRIME);
        // Zero is taken.
        Self(if mixed == 0 { START } else { mixed })
    }

    pub(super) const fn bytes(self, bytes: &[u8]) -> Self {
        let mut whole = self;
        let mut at = 0;
        while at < bytes.len() {
            whole = whole.byte(bytes[at]);
            at += 1;
        }
        whole
    }

    const fn word(self, word: u64) -> Self {
        self.bytes(&word.to_le_bytes())
    }

    const fn kind(self, kind: Kind) -> Self {
        self.byte(kind as u8)
    }

    const fn wrapped(self, kind: Kind) -> Self {
        if self.0 == 0 {
            return Self::UNKNOWN;
        }
        self.kind(kind)
    }
}

/// The parameters of the 64-bit FNV-1a hash.
const START: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// What comes before a name, and before an argument; no kind is this byte.
const NAMED: u8 = 0xf0;
const APPLIED: u8 = 0xf1;
