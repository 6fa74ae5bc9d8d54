//! Writing as one step: everything is laid ready before anything is replaced.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::FilesError;
use super::stage::{Stage, remove_leftovers};
use super::{Files, path_in};

/// Writes what differs to several directories, which are made if they are not there: everything, or nothing.
///
/// Returns the paths of the files that were written, in order. The directories themselves may be links; below them, a
/// link to a directory elsewhere is an error, and a link in the place of a file is replaced by the file.
///
/// # Errors
///
/// When a file cannot be written, or would lie outside of its directory. Nothing has been changed then.
pub fn write(outputs: &[(&Path, &Files)]) -> Result<Vec<PathBuf>, FilesError> {
    let mut changes = Vec::new();
    let mut paths = BTreeSet::new();
    let mut parents = BTreeSet::new();
    for (directory, files) in outputs {
        for (name, text) in files.iter() {
            let path = path_in(directory, name);
            if !paths.insert(path.clone()) {
                return Err(FilesError::Twice { path });
            }
            if let Some(parent) = path.parent()
                && parents.insert(parent.to_path_buf())
            {
                expect_inside(&path, parent, directory)?;
            }
            let before = Before::read(&path)?;
            if !before.is(text) {
                changes.push(Change { path, text, before });
            }
        }
    }
    parents.iter().for_each(|parent| remove_leftovers(parent));
    replace(&changes)?;
    Ok(changes.into_iter().map(|change| change.path).collect())
}

/// A file that is to have another text.
struct Change<'a> {
    path: PathBuf,
    text: &'a str,
    before: Before,
}

/// What lies in the place of a file.
enum Before {
    Nothing,
    File(Vec<u8>),
    /// A link, with the text behind it if it leads to one.
    Link(Option<Vec<u8>>),
}

impl Before {
    fn read(path: &Path) -> Result<Self, FilesError> {
        let found = match fs::symlink_metadata(path) {
            Ok(found) => found,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::Nothing),
            Err(error) => return Err(FilesError::write(path, error)),
        };
        if found.is_symlink() {
            return Ok(Self::Link(fs::read(path).ok()));
        }
        if found.is_dir() {
            let error = std::io::Error::from(std::io::ErrorKind::IsADirectory);
            return Err(FilesError::write(path, error));
        }
        fs::read(path)
            .map(Self::File)
            .map_err(|error| FilesError::read(path, error))
    }

    fn is(&self, text: &str) -> bool {
        match self {
            Self::Nothing | Self::Link(None) => false,
            Self::File(before) | Self::Link(Some(before)) => before == text.as_bytes(),
        }
    }
}

fn replace(changes: &[Change<'_>]) -> Result<(), FilesError> {
    let mut stage = Stage::default();
    for Change { path, text, before } in changes {
        let like = matches!(before, Before::File(_)).then_some(path.as_path());
        stage.lay(path, text.as_bytes(), like)?;
    }
    for (done, change) in changes.iter().enumerate() {
        if let Err(error) = stage.put_next() {
            restore(&changes[..done]);
            return Err(FilesError::write(&change.path, error));
        }
    }
    stage.keep();
    Ok(())
}

/// Gives files back what was in them. What fails here cannot be helped: the first error is the one to tell.
fn restore(changes: &[Change<'_>]) {
    for Change { path, before, .. } in changes {
        match before {
            Before::Nothing | Before::Link(None) => {
                let _ = fs::remove_file(path);
            }
            Before::File(text) | Before::Link(Some(text)) => {
                let mut stage = Stage::default();
                if stage.lay(path, text, Some(path)).is_ok() {
                    let _ = stage.put_next();
                }
                stage.keep();
            }
        }
    }
}

/// Refuses a path of which a part is a link to somewhere else.
fn expect_inside(path: &Path, parent: &Path, directory: &Path) -> Result<(), FilesError> {
    let Ok(real_directory) = directory.canonicalize() else {
        // It is not there yet, so nothing is in it.
        return Ok(());
    };
    // What is not there yet will be no link. A link to nothing is there.
    let existing = parent
        .ancestors()
        .find(|above| above.symlink_metadata().is_ok());
    let real = existing
        .unwrap_or(directory)
        .canonicalize()
        .map_err(|error| FilesError::write(path, error))?;
    if real.starts_with(&real_directory) {
        Ok(())
    } else {
        Err(FilesError::Outside {
            path: path.to_path_buf(),
            directory: directory.to_path_buf(),
        })
    }
}
