//! Why a value could not be read, as far as types know; formats add where.

use thiserror::Error;

use crate::convert::ConvertError;
use crate::types::Type;
use crate::value::ValueError;

/// Why a value could not be read, apart from what is wrong with the format.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The value does not convert to the wanted type.
    #[error(transparent)]
    Convert(#[from] ConvertError),
    /// The value is too large or too deep for what holds it.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// A string is not valid UTF-8.
    #[error("string is not valid UTF-8")]
    Utf8,
    /// A label or field has a position that the type does not have.
    #[error("type {ty} has nothing at position {index}")]
    Index {
        /// The type.
        ty: Type,
        /// The position.
        index: usize,
    },
    /// The value is well formed, but not what the Rust type accepts.
    #[error("{0}")]
    Refused(String),
}

impl ReadError {
    /// The class of the error, a short word that the conformance cases use.
    pub fn class(&self) -> &'static str {
        match self {
            Self::Convert(error) => match error {
                ConvertError::Incompatible { .. } => "incompatible",
                ConvertError::Number { .. } => "precision",
                ConvertError::Label { .. } => "enum_label",
                ConvertError::Length { .. } => "length_mismatch",
                ConvertError::UnionField { .. } => "union_field",
                ConvertError::Nil { .. } => "nil_to_non_nilable",
                ConvertError::Value(_) => "limit",
            },
            Self::Value(_) => "limit",
            Self::Index { ty, .. } if ty.labels().is_some() => "enum_index",
            Self::Index { .. } => "field_index",
            Self::Utf8 => "utf8",
            Self::Refused(_) => "refused",
        }
    }
}
