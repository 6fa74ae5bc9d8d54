//! One directory and one file at a time: which entries belong to a package, and their bytes.
//!
//! Nothing here blocks on a pipe or a device, follows a link to a directory, or reads more than it is allowed to.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::load::package_path;

/// What a directory holds.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// The names of the source files, sorted.
    pub(super) files: Vec<String>,
    /// The names of the directories that may hold packages, sorted. Links are not among them.
    pub(super) folders: Vec<String>,
    /// A source file whose name is not text.
    unnamable: Option<PathBuf>,
}

impl Scan {
    /// Whether the directory is a package.
    pub(super) const fn has_files(&self) -> bool {
        !self.files.is_empty() || self.unnamable.is_some()
    }

    /// The fault of a file whose name cannot be written, if there is one.
    pub(super) fn fault(&self) -> Option<Unreadable> {
        self.unnamable
            .as_ref()
            .map(|path| Unreadable::new(path, "its name is not valid UTF-8"))
    }
}

/// A file or directory that cannot be read.
#[derive(Debug)]
pub(super) struct Unreadable {
    /// Which one.
    pub(super) path: PathBuf,
    /// Why.
    pub(super) reason: Reason,
}

/// Why something cannot be read.
#[derive(Debug)]
pub(super) enum Reason {
    /// It is larger than this number of bytes.
    TooLarge(u64),
    /// Because of what these words say.
    Other(String),
}

impl Unreadable {
    pub(super) fn new(path: &Path, reason: impl Into<String>) -> Self {
        Self {
            path: path.to_path_buf(),
            reason: Reason::Other(reason.into()),
        }
    }

    fn too_large(path: &Path, limit: u64) -> Self {
        Self {
            path: path.to_path_buf(),
            reason: Reason::TooLarge(limit),
        }
    }

    fn io(path: &Path, error: &io::Error) -> Self {
        Self::new(path, error.to_string())
    }
}

/// Lists a directory. One that does not exist is empty.
pub(super) fn scan(dir: &Path) -> Result<Scan, Unreadable> {
    let mut found = Scan::default();
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if is_absence(&error) => return Ok(found),
        Err(error) => return Err(Unreadable::io(dir, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| Unreadable::io(dir, &error))?;
        let kind = match entry.file_type() {
            Ok(kind) => kind,
            Err(error) if is_absence(&error) => continue,
            Err(error) => return Err(Unreadable::io(&entry.path(), &error)),
        };
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            // A directory without a name in text has no package path: it is passed over like an ignored one.
            let bytes = name.as_encoded_bytes();
            if !kind.is_dir()
                && bytes.ends_with(SUFFIX.as_bytes())
                && !bytes.starts_with(b".")
                && !bytes.starts_with(b"_")
            {
                found.unnamable = Some(entry.path());
            }
            continue;
        };
        if package_path::is_ignored(name) {
            continue;
        }
        if kind.is_dir() {
            found.folders.push(String::from(name));
        } else if is_source_name(name) && !(kind.is_symlink() && entry.path().is_dir()) {
            found.files.push(String::from(name));
        }
    }
    found.files.sort_unstable();
    found.folders.sort_unstable();
    Ok(found)
}

/// Whether a file of this name belongs to the package of its directory.
pub(super) fn is_source_name(name: &str) -> bool {
    name.ends_with(SUFFIX) && !package_path::is_ignored(name)
}

/// The bytes of a regular file; nothing if it does not exist.
pub(super) fn read(path: &Path, limit: u64) -> Result<Option<Vec<u8>>, Unreadable> {
    let unreadable = |error: &io::Error| Unreadable::io(path, error);
    // To open a pipe is to wait for its other end: look first.
    let found = match fs::metadata(path) {
        Ok(found) => found,
        Err(error) if is_absence(&error) => return Ok(None),
        Err(error) => return Err(unreadable(&error)),
    };
    if !found.is_file() {
        let what = if found.is_dir() {
            "a directory"
        } else {
            "a pipe, socket or device"
        };
        return Err(Unreadable::new(
            path,
            format!("it is {what}, not a regular file"),
        ));
    }
    if found.len() > limit {
        return Err(Unreadable::too_large(path, limit));
    }
    let mut bytes = Vec::new();
    // Sized at once where the size is known, but a file may announce any size: one byte more than that ends the matter.
    bytes
        .try_reserve_exact(usize::try_from(found.len()).unwrap_or(usize::MAX))
        .map_err(|_| {
            Unreadable::new(
                path,
                format!("there is no memory for its {} bytes", found.len()),
            )
        })?;
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > limit {
        return Err(Unreadable::too_large(path, limit));
    }
    Ok(Some(bytes))
}

/// Whether an error says that there is no such thing, rather than that it cannot be read.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound
            | ErrorKind::NotADirectory
            | ErrorKind::InvalidInput
            | ErrorKind::InvalidFilename
    )
}

const SUFFIX: &str = ".vdl";
