//! Why files could not be read, written or removed.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why files could not be read, written or removed.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum FilesError {
    /// What is there cannot be read.
    #[error("cannot read `{}`", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file or directory cannot be made or replaced.
    #[error("cannot write `{}`", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file cannot be removed.
    #[error("cannot remove `{}`", path.display())]
    Remove {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A link leads out of the directory that files are generated to.
    #[error("cannot write `{}`: a link on the way leads out of `{}`", path.display(), directory.display())]
    Outside {
        /// The file.
        path: PathBuf,
        /// The directory that it should be in.
        directory: PathBuf,
    },
    /// Files of several directories would be the same one.
    #[error("two generated files would both be `{}`", path.display())]
    Twice {
        /// The file.
        path: PathBuf,
    },
}

impl FilesError {
    pub(super) fn read(path: &Path, source: io::Error) -> Self {
        Self::Read {
            path: path.to_path_buf(),
            source,
        }
    }

    pub(super) fn write(path: &Path, source: io::Error) -> Self {
        Self::Write {
            path: path.to_path_buf(),
            source,
        }
    }

    pub(super) fn remove(path: &Path, source: io::Error) -> Self {
        Self::Remove {
            path: path.to_path_buf(),
            source,
        }
    }
}
