//! All directories below a start, for patterns.

use std::path::{Path, PathBuf};

use crate::load::directory::{self, Scan, Unreadable};
use crate::load::package_path;

/// A directory on the way.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) dir: PathBuf,
    /// Its slash-separated path below the root of the walk.
    pub(super) below: String,
    pub(super) found: Result<Scan, Unreadable>,
}

/// The directories at and below a start: each before the ones in it, those in name order.
///
/// Ignored names are passed over with everything below them, and so are links to directories: a tree is walked once, also
/// when its links form a cycle.
pub(super) fn walk<E: Fn(&str) -> bool>(
    start: &Path,
    below: &str,
    enter: E,
) -> impl Iterator<Item = Step> + use<E> {
    let mut pending = vec![(start.to_path_buf(), String::from(below))];
    std::iter::from_fn(move || {
        loop {
            let (dir, below) = pending.pop()?;
            if !enter(&below) {
                continue;
            }
            let found = directory::scan(&dir);
            if let Ok(found) = &found {
                let folders = found.folders.iter().rev();
                pending.extend(
                    folders.map(|folder| (dir.join(folder), package_path::join(&below, folder))),
                );
            }
            return Some(Step { dir, below, found });
        }
    })
}
