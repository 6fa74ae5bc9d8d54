//! Why a value could not be made.

use thiserror::Error;

use super::{MAX_VALUE_DEPTH, MAX_VALUE_SIZE};
use crate::types::Type;

/// Why a value of a type could not be made.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ValueError {
    /// Values of the type are of another kind.
    #[error("a value of type {} is not made from {from}", crate::text::type_text(ty.as_ref(), ""))]
    WrongKind {
        /// The type.
        ty: Type,
        /// What a value was to be made from.
        from: &'static str,
    },
    /// A part has another type than its place.
    #[error(
        "a value of type {} stands where type {} is needed",
        crate::text::type_text(found.as_ref(), ""),
        crate::text::type_text(expected.as_ref(), "")
    )]
    TypeMismatch {
        /// The type of the place.
        expected: Type,
        /// The type of the part.
        found: Type,
    },
    /// An integer does not fit the type.
    #[error("{value} is out of range for type {}", crate::text::type_text(ty.as_ref(), ""))]
    IntegerRange {
        /// The type.
        ty: Type,
        /// The integer.
        value: i128,
    },
    /// A finite number is too large for the type.
    #[error("{value} is out of range for type {}", crate::text::type_text(ty.as_ref(), ""))]
    FloatRange {
        /// The type.
        ty: Type,
        /// The number.
        value: f64,
    },
    /// There is no label or field at a position.
    #[error("type {} has nothing at position {index}", crate::text::type_text(ty.as_ref(), ""))]
    Index {
        /// The type.
        ty: Type,
        /// The position.
        index: usize,
    },
    /// An array or struct is given the wrong number of parts.
    #[error("type {} has {expected} parts, not {found}", crate::text::type_text(ty.as_ref(), ""))]
    Length {
        /// The type.
        ty: Type,
        /// How many parts the type has.
        expected: u64,
        /// How many parts were given.
        found: u64,
    },
    /// Values are nested too deeply.
    #[error("values are nested more than {MAX_VALUE_DEPTH} deep")]
    TooDeep,
    /// A value has too many parts, most of which need not exist in memory.
    #[error("a value has more than {MAX_VALUE_SIZE} parts, or its zero value too many")]
    TooLarge,
}
