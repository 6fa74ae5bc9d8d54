//! The kinds of types.
//!
//! A kind says how a type is built and nothing about its name or parts: those are the business of [`crate::Type`].
//! The order and the spelling of the kinds are those of the type strings that peers compare.

use std::fmt;

/// How a type is built.
///
/// The list is complete: it is fixed by the wire format.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A value of any type, or nil.
    Any,
    /// A value of a named struct type, or nil.
    Optional,
    /// `true` or `false`.
    Bool,
    /// An unsigned integer of 8 bits.
    Byte,
    /// An unsigned integer of 16 bits.
    Uint16,
    /// An unsigned integer of 32 bits.
    Uint32,
    /// An unsigned integer of 64 bits.
    Uint64,
    /// A signed integer of 8 bits.
    Int8,
    /// A signed integer of 16 bits.
    Int16,
    /// A signed integer of 32 bits.
    Int32,
    /// A signed integer of 64 bits.
    Int64,
    /// An IEEE 754 binary32 number.
    Float32,
    /// An IEEE 754 binary64 number.
    Float64,
    /// A sequence of bytes, by convention UTF-8 text.
    String,
    /// One of a fixed list of labels.
    Enum,
    /// A type used as a value.
    TypeObject,
    /// A fixed number of elements of one type.
    Array,
    /// Any number of elements of one type.
    List,
    /// Distinct keys of one type.
    Set,
    /// Distinct keys of one type, each with an element of another.
    Map,
    /// Named fields, all present.
    Struct,
    /// Named fields, exactly one present.
    Union,
}

impl Kind {
    /// Every kind, in order.
    pub const ALL: [Self; 22] = [
        Self::Any,
        Self::Optional,
        Self::Bool,
        Self::Byte,
        Self::Uint16,
        Self::Uint32,
        Self::Uint64,
        Self::Int8,
        Self::Int16,
        Self::Int32,
        Self::Int64,
        Self::Float32,
        Self::Float64,
        Self::String,
        Self::Enum,
        Self::TypeObject,
        Self::Array,
        Self::List,
        Self::Set,
        Self::Map,
        Self::Struct,
        Self::Union,
    ];

    /// The spelling of the kind in type strings.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Optional => "optional",
            Self::Bool => "bool",
            Self::Byte => "byte",
            Self::Uint16 => "uint16",
            Self::Uint32 => "uint32",
            Self::Uint64 => "uint64",
            Self::Int8 => "int8",
            Self::Int16 => "int16",
            Self::Int32 => "int32",
            Self::Int64 => "int64",
            Self::Float32 => "float32",
            Self::Float64 => "float64",
            Self::String => "string",
            Self::Enum => "enum",
            Self::TypeObject => "typeobject",
            Self::Array => "array",
            Self::List => "list",
            Self::Set => "set",
            Self::Map => "map",
            Self::Struct => "struct",
            Self::Union => "union",
        }
    }

    /// The kind of the unnamed type that is spelled `name`, if that type has no parts.
    ///
    /// ```
    /// use vdl::Kind;
    ///
    /// assert_eq!(Kind::primitive_from_name("uint16"), Some(Kind::Uint16));
    /// assert_eq!(Kind::primitive_from_name("struct"), None);
    /// ```
    pub fn primitive_from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.is_primitive() && kind.name() == name)
    }

    /// Whether there is an unnamed type of this kind that needs nothing but the kind to describe it.
    pub const fn is_primitive(self) -> bool {
        match self {
            Self::Any
            | Self::Bool
            | Self::Byte
            | Self::Uint16
            | Self::Uint32
            | Self::Uint64
            | Self::Int8
            | Self::Int16
            | Self::Int32
            | Self::Int64
            | Self::Float32
            | Self::Float64
            | Self::String
            | Self::TypeObject => true,
            Self::Optional
            | Self::Enum
            | Self::Array
            | Self::List
            | Self::Set
            | Self::Map
            | Self::Struct
            | Self::Union => false,
        }
    }

    /// Whether values of this kind are integers or floats.
    pub const fn is_number(self) -> bool {
        self.is_integer() || self.is_float()
    }

    /// Whether values of this kind are unsigned or signed integers.
    pub const fn is_integer(self) -> bool {
        self.is_unsigned() || self.is_signed()
    }

    /// Whether values of this kind are unsigned integers; a byte is one.
    pub const fn is_unsigned(self) -> bool {
        matches!(
            self,
            Self::Byte | Self::Uint16 | Self::Uint32 | Self::Uint64
        )
    }

    /// Whether values of this kind are signed integers.
    pub const fn is_signed(self) -> bool {
        matches!(self, Self::Int8 | Self::Int16 | Self::Int32 | Self::Int64)
    }

    /// Whether values of this kind are floating point numbers.
    pub const fn is_float(self) -> bool {
        matches!(self, Self::Float32 | Self::Float64)
    }

    /// The width of a number of this kind in bits.
    pub const fn bit_len(self) -> Option<u32> {
        match self {
            Self::Byte | Self::Int8 => Some(8),
            Self::Uint16 | Self::Int16 => Some(16),
            Self::Uint32 | Self::Int32 | Self::Float32 => Some(32),
            Self::Uint64 | Self::Int64 | Self::Float64 => Some(64),
            Self::Any
            | Self::Optional
            | Self::Bool
            | Self::String
            | Self::Enum
            | Self::TypeObject
            | Self::Array
            | Self::List
            | Self::Set
            | Self::Map
            | Self::Struct
            | Self::Union => None,
        }
    }

    /// The smallest and the largest integer of this kind.
    pub const fn integer_range(self) -> Option<(i128, i128)> {
        let Some(bits) = self.bit_len() else {
            return None;
        };
        if self.is_unsigned() {
            Some((0, (1 << bits) - 1))
        } else if self.is_signed() {
            Some((-(1 << (bits - 1)), (1 << (bits - 1)) - 1))
        } else {
            None
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn primitive_names_are_read_back() {
        for kind in Kind::ALL {
            let expected = kind.is_primitive().then_some(kind);
            assert_eq!(Kind::primitive_from_name(kind.name()), expected);
        }
    }

    #[test]
    fn ranges_follow_the_width() {
        assert_eq!(Kind::Byte.integer_range(), Some((0, 255)));
        assert_eq!(Kind::Int8.integer_range(), Some((-128, 127)));
        assert_eq!(
            Kind::Uint64.integer_range(),
            Some((0, i128::from(u64::MAX)))
        );
        assert_eq!(
            Kind::Int64.integer_range(),
            Some((i128::from(i64::MIN), i128::from(i64::MAX)))
        );
        assert_eq!(Kind::Float32.integer_range(), None);
    }
}
