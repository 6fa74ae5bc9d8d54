//! Why values could not be written or read.

use thiserror::Error;

use crate::text::{TextError, TextErrorKind};

/// Why a JSON text is not that of a value of some type, and where.
#[derive(Clone, PartialEq, Debug, Error)]
#[error("{kind}, in {path} (line {line}, column {column})")]
#[non_exhaustive]
pub struct JsonError {
    /// The number of bytes before the place.
    pub offset: usize,
    /// The line of the place, from 1.
    pub line: usize,
    /// The column of the place in characters, from 1.
    pub column: usize,
    /// The way to the value at the place, as in `$.points[3].x`.
    pub path: String,
    /// What is wrong.
    pub kind: Box<TextErrorKind>,
}

impl JsonError {
    pub(super) fn new(error: TextError, text: &str, path: String) -> Self {
        let (line, column) = error.line_and_column(text);
        Self {
            offset: error.offset,
            line,
            column,
            path,
            kind: Box::new(error.kind),
        }
    }
}

/// Why a value cannot be written as JSON.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum JsonWriteError {
    /// JSON has no way to write a string that is not UTF-8.
    #[error("the string at {path} is not UTF-8")]
    NotUtf8 {
        /// The way to the string, as in `$.points[3].name`.
        path: String,
    },
}
