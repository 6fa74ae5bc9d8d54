//! Generated files: names with texts, and the directories where they belong.
//!
//! A generator fills [`Files`]; writing, checking and listing is done here, for the command, build scripts and tests
//! alike. Either everything is written or nothing; what is the same already is left alone. Nothing is generated here.

mod check;
mod error;
mod header;
mod stage;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use thiserror::Error;

pub use self::check::{Reach, Reason, Stale, check, orphans, prune};
pub use self::error::FilesError;
pub use self::header::{header, package_of};
pub use self::write::write;

/// Texts by name. Names are relative and have `/` between their parts.
///
/// ```
/// use vdl_codegen::files::Files;
///
/// let mut files = Files::new();
/// files.insert("acme/geo.vdl.rs", "pub struct Point;\n")?;
/// assert!(files.insert("../escape.rs", "").is_err());
/// assert_eq!(files.get("acme/geo.vdl.rs"), Some("pub struct Point;\n"));
/// # Ok::<(), vdl_codegen::files::NameError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

/// Why a file cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NameError {
    /// The name would lead out of the directory, or is no name on some platform.
    #[error("`{}` is no name for a generated file", name.escape_debug())]
    NotPlain {
        /// The name.
        name: String,
    },
    /// Another file has the name.
    #[error("two generated files are called `{name}`")]
    Taken {
        /// The name.
        name: String,
    },
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Errors
    ///
    /// When the name is not one of a file below the directory, or is taken.
    pub fn insert(
        &mut self,
        name: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<(), NameError> {
        let name = name.into();
        if !is_plain(&name) {
            return Err(NameError::NotPlain { name });
        }
        if self.0.contains_key(&name) {
            return Err(NameError::Taken { name });
        }
        self.0.insert(name, text.into());
        Ok(())
    }

    /// The text of a file.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// How many files there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Names and texts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// Writes what differs to a directory, as [`write()`] does.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn write_to(&self, directory: &Path) -> Result<Vec<PathBuf>, FilesError> {
        write(&[(directory, self)])
    }

    /// Names and texts, by name.
    #[must_use]
    pub fn into_texts(self) -> BTreeMap<String, String> {
        self.0
    }
}

/// Whether a name is one or more plain names with `/` between them, on every platform.
fn is_plain(name: &str) -> bool {
    name.split('/').all(|part| {
        !matches!(part, "" | "." | "..")
            && !part.contains(|ch: char| ch.is_control() || matches!(ch, '\\' | ':'))
    })
}

/// The path of a file in a directory.
fn path_in(directory: &Path, name: &str) -> PathBuf {
    name.split('/')
        .fold(directory.to_path_buf(), |path, part| path.join(part))
}
