//! What a run depends on, and whether it is still as it was when it was read.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// Files and directories with what they were like before a run read them.
#[derive(Clone, Debug)]
pub(super) struct Inputs {
    stamps: BTreeMap<PathBuf, Stamp>,
    start: SystemTime,
}

/// What shows that something has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stamp {
    Nothing,
    File(SystemTime, u64),
    /// The names of what may be packages or belong to one. What is generated beside them does not count.
    Directory(Vec<OsString>),
    /// It may have changed while it was read.
    Unsure,
}

/// File systems are this much behind the clock at most.
const MARGIN: Duration = Duration::from_millis(20);

impl Inputs {
    /// Those of a run that starts now.
    pub(super) fn new() -> Self {
        Self {
            stamps: BTreeMap::new(),
            start: SystemTime::now(),
        }
    }

    /// Adds something that will be read.
    pub(super) fn add(&mut self, path: &Path) {
        self.stamps
            .entry(path.to_path_buf())
            .or_insert_with(|| stamp(path));
    }

    /// Adds a directory with all below it, where new packages may appear; hidden ones hold none.
    pub(super) fn add_below(&mut self, folder: &Path) {
        let mut pending = vec![folder.to_path_buf()];
        while let Some(folder) = pending.pop() {
            if self.stamps.len() >= MAX_PATHS {
                return;
            }
            let entries = fs::read_dir(&folder).into_iter().flatten().flatten();
            let directories =
                entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
            let is_plain = |name: &OsString| {
                !name.as_encoded_bytes().starts_with(b".")
                    && !name.as_encoded_bytes().starts_with(b"_")
            };
            pending.extend(
                directories
                    .filter(|entry| is_plain(&entry.file_name()))
                    .map(|entry| entry.path()),
            );
            self.add(&folder);
        }
    }

    /// Adds a file that was read, and the directory of its package.
    pub(super) fn add_read(&mut self, path: &Path) {
        if let Some(parent) = path.parent() {
            self.add(parent);
        }
        let mut found = stamp(path);
        if let Stamp::File(modified, _) = found
            && modified + MARGIN >= self.start
        {
            found = Stamp::Unsure;
        }
        self.stamps.entry(path.to_path_buf()).or_insert(found);
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.stamps.len()
    }

    /// The same files and directories as they are now.
    pub(super) fn now(&self) -> Self {
        let stamps = self.stamps.keys().map(|path| (path.clone(), stamp(path)));
        Self {
            stamps: stamps.collect(),
            start: SystemTime::now(),
        }
    }

    /// Whether all is as it was.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.stamps == other.stamps
    }
}

/// More paths are not watched for new packages.
const MAX_PATHS: usize = 10_000;

fn stamp(path: &Path) -> Stamp {
    let Ok(found) = fs::metadata(path) else {
        return Stamp::Nothing;
    };
    if !found.is_dir() {
        return found
            .modified()
            .map_or(Stamp::Unsure, |modified| Stamp::File(modified, found.len()));
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let counts = |name: &OsString| {
        let name = name.as_encoded_bytes();
        !name.starts_with(b".") && !name.ends_with(b".rs")
    };
    let mut names: Vec<OsString> = entries
        .map(|entry| entry.file_name())
        .filter(counts)
        .collect();
    names.sort_unstable();
    Stamp::Directory(names)
}
