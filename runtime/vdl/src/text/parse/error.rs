//! Why a text could not be read.

use std::borrow::Cow;

use thiserror::Error;

use crate::text::type_text;
use crate::types::{Type, TypeErrorKind};
use crate::value::ValueError;

/// Why a text is not that of a type or value, and where.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{kind} (at byte {offset})")]
#[non_exhaustive]
pub struct TextError {
    /// The number of bytes before the place.
    pub offset: usize,
    /// What is wrong.
    pub kind: TextErrorKind,
}

impl TextError {
    pub(crate) fn new(offset: usize, kind: impl Into<TextErrorKind>) -> Self {
        Self {
            offset,
            kind: kind.into(),
        }
    }

    /// The line and the column of the place in `text`, which is the text that was read.
    ///
    /// Both start at 1; columns count characters.
    ///
    /// ```
    /// let text = "struct{\n  A int32;\n  é int33}";
    /// let error = vdl::parse_type(text).unwrap_err();
    /// assert_eq!(error.line_and_column(text), (3, 5));
    /// ```
    pub fn line_and_column(&self, text: &str) -> (usize, usize) {
        let before = &text.as_bytes()[..self.offset.min(text.len())];
        let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        let start = before
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        // Every character has one byte that does not continue another.
        let is_first = |byte: &&u8| **byte & 0xc0 != 0x80;
        let column = before[start..].iter().filter(is_first).count() + 1;
        (line, column)
    }
}

/// What is wrong with a text.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum TextErrorKind {
    /// Something else is needed at the place.
    #[error("expected {expected}, found {found}")]
    Unexpected {
        /// What is needed.
        expected: Cow<'static, str>,
        /// What is there.
        found: String,
    },
    /// A type is named and it is not known what it is.
    #[error("type {name} is not known here")]
    UnknownType {
        /// The name.
        name: String,
    },
    /// A value says that it is of another type than its place.
    #[error("expected type {}, found {found}", type_text(expected.as_ref(), ""))]
    TypeMismatch {
        /// The type of the place.
        expected: Type,
        /// The type that is written.
        found: String,
    },
    /// A value in an any does not say its type.
    #[error("the type of {found} is not known here; write it, as in int32(1)")]
    NoType {
        /// The value.
        found: String,
    },
    /// A struct or union has no such field.
    #[error(
        "type {} has no field {name}{}",
        type_text(ty.as_ref(), ""),
        but(nearest.as_deref())
    )]
    UnknownField {
        /// The name.
        name: String,
        /// The struct or union.
        ty: Type,
        /// The field whose name is most alike.
        nearest: Option<String>,
    },
    /// An enum has no such label.
    #[error(
        "type {} has no label {label}{}",
        type_text(ty.as_ref(), ""),
        but(nearest.as_deref())
    )]
    UnknownLabel {
        /// The label.
        label: String,
        /// The enum.
        ty: Type,
        /// The label that is most alike.
        nearest: Option<String>,
    },
    /// A field is given twice.
    #[error("field {name} is given twice")]
    DuplicateField {
        /// The name.
        name: String,
    },
    /// A key of a set or map is given twice.
    #[error("key {key} is given twice")]
    DuplicateKey {
        /// The key.
        key: String,
    },
    /// Fields without names are not as many as the struct has.
    #[error("type {} has {expected} fields, not {found}", type_text(ty.as_ref(), ""))]
    FieldCount {
        /// The struct.
        ty: Type,
        /// The number of its fields.
        expected: usize,
        /// How many are given.
        found: usize,
    },
    /// A number is too large or too small for its type.
    #[error("{number} is out of range for type {}", type_text(ty.as_ref(), ""))]
    OutOfRange {
        /// The number.
        number: String,
        /// The type.
        ty: Type,
    },
    /// A number of an integer type has a fraction.
    #[error("{number} is not a whole number, as type {} needs", type_text(ty.as_ref(), ""))]
    NotWhole {
        /// The number.
        number: String,
        /// The type.
        ty: Type,
    },
    /// A type breaks the rules of types.
    #[error(transparent)]
    Type(#[from] TypeErrorKind),
    /// A value breaks the rules of values.
    #[error(transparent)]
    Value(#[from] ValueError),
}

fn but(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!(", but {nearest}"))
}
