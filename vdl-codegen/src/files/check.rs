//! Whether a directory holds what it should, and what it should no longer hold.

use std::collections::BTreeSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::FilesError;
use super::header::{MARK, package_of};
use super::{Files, path_in};

/// A file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stale {
    /// Where it is, or should be.
    pub path: PathBuf,
    /// What is wrong with it.
    pub reason: Reason,
}

/// Why a file is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It is not there.
    Missing,
    /// It has another text.
    Differs,
    /// It was generated once, and nothing generates it any more.
    Orphan,
}

impl Reason {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Differs => "differs",
            Self::Orphan => "orphan",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How far to look for files that nothing generates any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// In the directories that generated files lie in, but not below: others have the rest.
    Beside,
    /// In the directory and in everything below it, but for hidden directories and links.
    Below,
}

/// The files that are missing in a directory or have another text there, by name.
///
/// # Errors
///
/// When something is there that cannot be read.
pub fn check(directory: &Path, files: &Files) -> Result<Vec<Stale>, FilesError> {
    let mut stale = Vec::new();
    for (name, text) in files.iter() {
        let path = path_in(directory, name);
        let reason = match fs::read(&path) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(_) => Reason::Differs,
            Err(error) if is_absence(&error) => Reason::Missing,
            Err(error) => return Err(FilesError::read(&path, error)),
        };
        stale.push(Stale { path, reason });
    }
    Ok(stale)
}

/// The files in a directory that bear our mark, are not among those generated now, and are not wanted by their package.
///
/// `keep` is asked with the package that a file says it is from, which is empty if it does not say.
///
/// # Errors
///
/// When a directory or a file cannot be read.
pub fn orphans(
    directory: &Path,
    files: &Files,
    reach: Reach,
    keep: impl Fn(&str) -> bool,
) -> Result<Vec<Stale>, FilesError> {
    let known: BTreeSet<PathBuf> = files
        .iter()
        .map(|(name, _)| path_in(directory, name))
        .collect();
    let mut pending: Vec<PathBuf> = match reach {
        Reach::Below => vec![directory.to_path_buf()],
        Reach::Beside => {
            let parents: BTreeSet<&Path> = known.iter().filter_map(|path| path.parent()).collect();
            parents.into_iter().map(Path::to_path_buf).collect()
        }
    };
    let mut found = Vec::new();
    while let Some(directory) = pending.pop() {
        for entry in entries(&directory)? {
            let Entry { path, kind } = entry;
            if kind.is_dir() && reach == Reach::Below && !is_hidden(&path) {
                pending.push(path);
            } else if kind.is_file() && !known.contains(&path) {
                let package = package_in(&path).map_err(|error| FilesError::read(&path, error))?;
                if package.is_some_and(|package| !keep(&package)) {
                    found.push(Stale {
                        path,
                        reason: Reason::Orphan,
                    });
                }
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Removes files that nothing generates any more, and the directories below `directory` that are empty then.
///
/// What is no orphan, or no longer bears our mark, stays.
///
/// # Errors
///
/// When a file cannot be removed; those before it have been.
pub fn prune(directory: &Path, stale: &[Stale]) -> Result<(), FilesError> {
    for Stale { path, reason } in stale {
        let is_ours =
            *reason == Reason::Orphan && package_in(path).is_ok_and(|found| found.is_some());
        if !is_ours {
            continue;
        }
        fs::remove_file(path).map_err(|error| FilesError::remove(path, error))?;
        let above = path.ancestors().skip(1);
        for parent in above.take_while(|above| *above != directory && above.starts_with(directory))
        {
            if fs::remove_dir(parent).is_err() {
                break;
            }
        }
    }
    Ok(())
}

struct Entry {
    path: PathBuf,
    kind: fs::FileType,
}

fn entries(directory: &Path) -> Result<Vec<Entry>, FilesError> {
    let listed = match fs::read_dir(directory) {
        Ok(listed) => listed,
        Err(error) if is_absence(&error) => return Ok(Vec::new()),
        Err(error) => return Err(FilesError::read(directory, error)),
    };
    let entries = listed.map(|entry| {
        let entry = entry?;
        Ok(Entry {
            path: entry.path(),
            kind: entry.file_type()?,
        })
    });
    entries
        .collect::<io::Result<_>>()
        .map_err(|error| FilesError::read(directory, error))
}

/// The package that the file at a path says it is generated from, if it bears our mark.
fn package_in(path: &Path) -> io::Result<Option<String>> {
    let mut start = vec![0; MARK.len()];
    let mut file = File::open(path)?;
    match file.read_exact(&mut start) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    if start != MARK.as_bytes() {
        return Ok(None);
    }
    file.take(MAX_LINE).read_to_end(&mut start)?;
    let text = String::from_utf8_lossy(&start);
    Ok(package_of(&text).map(str::to_owned))
}

/// Longer first lines are none of ours.
const MAX_LINE: u64 = 8 << 10;

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Whether an error says that there is nothing.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
