//! Why a dynamic value could not become a Rust value, and where.

use std::fmt;

use crate::coder::ReadError;

/// Why a dynamic value could not become a Rust value, and in which part of it.
#[derive(Clone, PartialEq)]
pub struct FromValueError(Box<Inner>);

#[derive(Clone, PartialEq, Debug)]
struct Inner {
    cause: ReadError,
    path: String,
}

impl FromValueError {
    pub(super) fn new(cause: ReadError, path: String) -> Self {
        Self(Box::new(Inner { cause, path }))
    }

    /// What is wrong.
    pub fn cause(&self) -> &ReadError {
        &self.0.cause
    }

    /// Where in the dynamic value, such as `.Kids[3].Name`; empty for the whole.
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl std::error::Error for FromValueError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.cause.source()
    }
}

impl fmt::Display for FromValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.0.path.is_empty() {
            write!(f, "{}: ", self.0.path)?;
        }
        self.0.cause.fmt(f)
    }
}

impl fmt::Debug for FromValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FromValueError")
            .field("path", &self.0.path)
            .field("cause", &self.0.cause)
            .finish()
    }
}
