//! Why a time or duration does not exist.

use thiserror::Error;

/// A number, time or duration is not one that the wanted type can hold.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("out of the range of {target}")]
pub struct OutOfRange {
    target: &'static str,
}

impl OutOfRange {
    pub(super) const fn of(target: &'static str) -> Self {
        Self { target }
    }
}

/// Why a text is no time or duration.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum ParseError {
    /// The text is not of the form.
    #[error("expected {expected} at byte {at}")]
    Syntax {
        /// Where the text leaves the form.
        at: usize,
        /// What should be there.
        expected: &'static str,
    },
    /// The text has a meaning that does not fit.
    #[error(transparent)]
    OutOfRange(#[from] OutOfRange),
}
