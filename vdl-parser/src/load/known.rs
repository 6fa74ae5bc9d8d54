//! The packages that exist, for "did you mean". Only asked for after something was not found.

use std::collections::{BTreeSet, VecDeque};

use crate::diagnostic::suggest;
use crate::load::directory;
use crate::load::package_path;
use crate::load::root::Root;

/// The paths of packages that could have been meant.
#[derive(Debug)]
pub(super) struct Known {
    paths: BTreeSet<String>,
    /// Answers left: each costs a walk through all paths.
    answers: usize,
}

impl Known {
    /// The embedded packages and the ones near the top of the roots.
    pub(super) fn gather(roots: &[Root]) -> Self {
        let mut paths: BTreeSet<String> = vdlroot::packages()
            .iter()
            .map(|package| String::from(package.path))
            .collect();
        let mut pending: VecDeque<(&Root, String)> =
            roots.iter().map(|root| (root, String::new())).collect();
        let mut budget = MAX_ENTRIES;
        for _ in 0..MAX_DIRECTORIES {
            let Some((root, below)) = pending.pop_front() else {
                break;
            };
            let Some(Ok(found)) = root.below(&below).map(|dir| directory::scan(&dir)) else {
                continue;
            };
            if found.has_files() {
                paths.insert(root.package_path(&below).path);
            }
            budget = budget.saturating_sub(found.files.len() + found.folders.len());
            if budget == 0 {
                break;
            }
            pending.extend(
                found
                    .folders
                    .iter()
                    .map(|folder| (root, package_path::join(&below, folder))),
            );
        }
        Self {
            paths,
            answers: MAX_ANSWERS,
        }
    }

    /// The path that was probably meant.
    pub(super) fn nearest(&mut self, wanted: &str) -> Option<&str> {
        self.answers = self.answers.checked_sub(1)?;
        let paths = || {
            self.paths
                .iter()
                .map(String::as_str)
                .filter(|path| *path != ".")
        };
        suggest::nearest(wanted, paths()).or_else(|| {
            // Perhaps the first elements were forgotten or are different ones.
            let last = last_element(wanted.trim_end_matches('/'));
            paths().find(|path| *path != wanted && last_element(path) == last)
        })
    }
}

fn last_element(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

const MAX_DIRECTORIES: usize = 1000;
const MAX_ENTRIES: usize = 20_000;
const MAX_ANSWERS: usize = 20;
