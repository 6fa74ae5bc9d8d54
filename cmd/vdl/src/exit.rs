//! How a run ends.

use std::{fmt, io};

/// The end of a run, as an exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is well.
    Success,
    /// Errors were found, or differences by `fmt --check`.
    Findings,
    /// The command line is wrong.
    Usage,
    /// Files or the environment are in the way.
    Environment,
    /// Generated code is not what would be generated.
    Stale,
    /// A bug of ours.
    Crash,
}

impl Exit {
    /// The code that the system gets.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Findings => 1,
            Self::Usage => 2,
            Self::Environment => 3,
            Self::Stale => 10,
            Self::Crash => 101,
        }
    }
}

/// A mistake on the command line that clap cannot see.
#[derive(Debug)]
pub(crate) struct Usage(String);

impl Usage {
    /// A mistake, in plain words.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// A mistake in the data that a command works on.
#[derive(Debug)]
pub(crate) struct BadData(anyhow::Error);

impl BadData {
    /// The mistake that an error tells of, unless what it tells of is trouble with files.
    pub(crate) fn or_trouble(error: anyhow::Error) -> anyhow::Error {
        if error.chain().any(|cause| cause.is::<io::Error>()) {
            error
        } else {
            Self(error).into()
        }
    }
}

impl fmt::Display for BadData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:#}", self.0)
    }
}

impl std::error::Error for BadData {}
