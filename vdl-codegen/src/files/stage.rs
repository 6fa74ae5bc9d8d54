//! Files that are laid ready beside their places.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::error::FilesError;

/// Texts that lie ready beside the files that they will be. What is not put in its place is removed at the end.
#[derive(Debug, Default)]
pub(super) struct Stage {
    /// Where texts lie, and where they belong; put in place from the front.
    laid: Vec<(PathBuf, PathBuf)>,
    /// How many are in their places.
    put: usize,
    /// Directories that were made, outer ones first.
    made: Vec<PathBuf>,
}

impl Stage {
    /// Lays a text ready for a path, with the permissions of a file that exists.
    pub(super) fn lay(
        &mut self,
        path: &Path,
        text: &[u8],
        like: Option<&Path>,
    ) -> Result<(), FilesError> {
        let parent = path.parent().unwrap_or_else(|| Path::new(""));
        self.make(parent)?;
        let (mut file, laid) = create_in(parent).map_err(|error| FilesError::write(path, error))?;
        self.laid.push((laid, path.to_path_buf()));
        let written = file.write_all(text).and_then(|()| match like {
            Some(like) => file.set_permissions(fs::metadata(like)?.permissions()),
            None => Ok(()),
        });
        written.map_err(|error| FilesError::write(path, error))
    }

    /// Puts the next text in its place.
    pub(super) fn put_next(&mut self) -> io::Result<()> {
        if let Some((laid, path)) = self.laid.get(self.put) {
            fs::rename(laid, path)?;
            self.put += 1;
        }
        Ok(())
    }

    /// Keeps the directories that were made.
    pub(super) fn keep(mut self) {
        self.made.clear();
    }

    /// Makes a directory and those above it, as far as they are not there.
    fn make(&mut self, directory: &Path) -> Result<(), FilesError> {
        let missing: Vec<&Path> = directory
            .ancestors()
            .take_while(|above| !above.as_os_str().is_empty() && !above.is_dir())
            .collect();
        for directory in missing.into_iter().rev() {
            match fs::create_dir(directory) {
                Ok(()) => self.made.push(directory.to_path_buf()),
                // Another run was faster.
                Err(_) if directory.is_dir() => {}
                Err(error) => return Err(FilesError::write(directory, error)),
            }
        }
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        for (laid, _) in &self.laid[self.put..] {
            let _ = fs::remove_file(laid);
        }
        // Only empty ones go.
        for directory in self.made.iter().rev() {
            let _ = fs::remove_dir(directory);
        }
    }
}

/// A new file in a directory, so that it can be renamed.
fn create_in(directory: &Path) -> io::Result<(File, PathBuf)> {
    let mut attempt = 0;
    loop {
        let path = directory.join(format!("{HEAD}{}-{attempt}{TAIL}", std::process::id()));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error)
                if error.kind() == io::ErrorKind::AlreadyExists && attempt < MAX_ATTEMPTS =>
            {
                attempt += 1;
            }
            opened => return opened.map(|file| (file, path)),
        }
    }
}

/// So many texts may lie ready in one directory.
const MAX_ATTEMPTS: u32 = 100_000;

/// Names of files that are laid ready: these around the process and a number. They are short, so that a directory with
/// room for the file has room for this one.
const HEAD: &str = ".vdl-";
const TAIL: &str = ".tmp";

/// Removes what runs that were interrupted left in a directory. Nothing is told of failures: it is no matter of this run.
pub(super) fn remove_leftovers(directory: &Path) {
    let Ok(entries) = fs::read_dir(directory) else {
        return;
    };
    for entry in entries.flatten() {
        if entry.file_name().to_str().is_some_and(is_laid)
            && entry
                .metadata()
                .is_ok_and(|found| found.is_file() && is_left(found.modified()))
        {
            let _ = fs::remove_file(entry.path());
        }
    }
}

fn is_laid(name: &str) -> bool {
    let numbers = name
        .strip_prefix(HEAD)
        .and_then(|rest| rest.strip_suffix(TAIL))
        .and_then(|rest| rest.split_once('-'));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    numbers.is_some_and(|(process, number)| is_number(process) && is_number(number))
}

/// Whether a file lies ready for longer than any run takes. A run that is mistaken for dead fails, and changes nothing.
fn is_left(modified: io::Result<SystemTime>) -> bool {
    modified.is_ok_and(|modified| {
        SystemTime::now()
            .duration_since(modified)
            .is_ok_and(|age| age >= LEFT_AFTER)
    })
}

const LEFT_AFTER: Duration = Duration::from_secs(60);

#[cfg(test)]
mod tests {
    use super::is_laid;

    #[test]
    fn knows_its_own_names() {
        assert!(is_laid(".vdl-12-0.tmp"));
        for other in [
            ".vdl-12.tmp",
            ".vdl-1-a.tmp",
            "vdl-1-2.tmp",
            ".vdl-1-2.tmp~",
            ".vdl--.tmp",
        ] {
            assert!(!is_laid(other), "{other}");
        }
    }
}
