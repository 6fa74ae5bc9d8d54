//! Why a value could not be converted.

use thiserror::Error;

use crate::text::type_text;
use crate::types::{Type, TypeRef};
use crate::value::ValueError;

/// Why a value could not be converted.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ConvertError {
    /// No value of the one type converts to the other.
    #[error("type {} does not convert to {}", type_text(from.as_ref(), ""), type_text(to.as_ref(), ""))]
    Incompatible {
        /// The type of the value.
        from: Type,
        /// The wanted type.
        to: Type,
    },
    /// A number is out of range for the type, or would lose its fraction or low digits.
    #[error("{value} cannot be represented by type {}", type_text(ty.as_ref(), ""))]
    Number {
        /// The number in decimal.
        value: String,
        /// The wanted type.
        ty: Type,
    },
    /// The enum does not have the label.
    #[error("type {} has no label {label:?}", type_text(ty.as_ref(), ""))]
    Label {
        /// The label.
        label: String,
        /// The wanted type.
        ty: Type,
    },
    /// The array has another length.
    #[error("type {} needs {expected} elements, not {found}", type_text(ty.as_ref(), ""))]
    Length {
        /// The wanted type.
        ty: Type,
        /// The length of the array type.
        expected: u64,
        /// The number of elements of the value.
        found: u64,
    },
    /// The union does not have the field that the value holds.
    #[error("type {} has no field {field}", type_text(ty.as_ref(), ""))]
    UnionField {
        /// The name of the field.
        field: String,
        /// The wanted type.
        ty: Type,
    },
    /// Nil was to become something that cannot be nil.
    #[error("nil does not convert to type {}", type_text(ty.as_ref(), ""))]
    Nil {
        /// The wanted type.
        ty: Type,
    },
    /// The result would be too large.
    #[error(transparent)]
    Value(#[from] ValueError),
}

impl ConvertError {
    pub(crate) fn incompatible(from: TypeRef<'_>, to: TypeRef<'_>) -> Self {
        Self::Incompatible {
            from: from.to_owned(),
            to: to.to_owned(),
        }
    }

    pub(crate) fn nil(ty: TypeRef<'_>) -> Self {
        Self::Nil { ty: ty.to_owned() }
    }
}
