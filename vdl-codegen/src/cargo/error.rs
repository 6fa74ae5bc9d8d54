//! Why a build script failed, as people read it.

use std::fmt;

use crate::files::FilesError;

/// Why there is no code.
///
/// It is shown as the command shows what it finds, with the sources. That is so for `Debug` too, which is what Rust
/// prints when `main` returns an error.
pub struct Error {
    text: String,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Findings,
    Files,
    Stale,
    Bug,
}

impl Error {
    /// Whether packages or options are wrong.
    #[must_use]
    pub fn is_finding(&self) -> bool {
        self.kind == Kind::Findings
    }

    /// Whether code that is part of the sources is not what would be generated.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.kind == Kind::Stale
    }

    /// Whether files could not be read or written.
    #[must_use]
    pub fn is_about_files(&self) -> bool {
        self.kind == Kind::Files
    }

    pub(super) fn findings(text: String) -> Self {
        Self {
            text,
            kind: Kind::Findings,
        }
    }

    pub(super) fn stale(text: String) -> Self {
        Self {
            text,
            kind: Kind::Stale,
        }
    }

    pub(super) fn environment(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: Kind::Files,
        }
    }

    pub(super) fn bug() -> Self {
        Self {
            text: String::from("the generator failed; that is a bug in it"),
            kind: Kind::Bug,
        }
    }
}

impl From<FilesError> for Error {
    fn from(error: FilesError) -> Self {
        let cause = std::error::Error::source(&error);
        let text = cause.map_or_else(|| error.to_string(), |cause| format!("{error}: {cause}"));
        Self::environment(text)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
