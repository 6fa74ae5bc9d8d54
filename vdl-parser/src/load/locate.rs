//! Where the package of a path is: the look-up order of the module documentation of `load`.

use std::path::PathBuf;

use crate::load::directory::{self, Scan, Unreadable};
use crate::load::package_path::PackagePath;
use crate::load::root::Root;
use crate::load::search_path::Standard;

/// Where a package is.
#[derive(Debug)]
pub(super) enum Location {
    /// In the tool.
    Embedded(&'static vdlroot::Package),
    /// In a directory.
    Directory(Place),
}

/// A directory with source files, and the package that it is.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) dir: PathBuf,
    pub(super) path: PackagePath,
    pub(super) found: Scan,
}

/// What a look-up found.
#[derive(Debug)]
pub(super) enum Found {
    /// The package.
    Package(Location),
    /// None, and where it was looked for.
    Nothing {
        /// The directories tried.
        tried: Vec<PathBuf>,
        /// The package that has this path only if the module of its root is left out.
        without_module: Option<Place>,
    },
}

/// Finds the package of a path whose elements are known to be allowed.
pub(super) fn find(path: &str, roots: &[Root], standard: Standard) -> Result<Found, Unreadable> {
    let embedded = vdlroot::find(path);
    if let Some(package) =
        embedded.filter(|package| package.standard && standard == Standard::Embedded)
    {
        return Ok(Found::Package(Location::Embedded(package)));
    }
    let mut tried = Vec::new();
    if let Some(place) = find_in_roots(path, roots, &mut tried)? {
        return Ok(Found::Package(Location::Directory(place)));
    }
    if let Some(package) = embedded.filter(|package| !package.standard) {
        return Ok(Found::Package(Location::Embedded(package)));
    }
    let without_module = find_without_module(path, roots, &mut tried)?;
    Ok(Found::Nothing {
        tried,
        without_module,
    })
}

/// The first root that holds a package of a path.
pub(super) fn find_in_roots(
    path: &str,
    roots: &[Root],
    tried: &mut Vec<PathBuf>,
) -> Result<Option<Place>, Unreadable> {
    for root in roots {
        if let Some(below) = root.below_module(path)
            && let Some(dir) = root.below(below)
            && let Some((dir, found)) = look(dir, tried)?
        {
            return Ok(Some(Place {
                dir,
                path: root.package_path(below),
                found,
            }));
        }
    }
    Ok(None)
}

/// The first root with a module that holds a directory of this path as written.
fn find_without_module(
    path: &str,
    roots: &[Root],
    tried: &mut Vec<PathBuf>,
) -> Result<Option<Place>, Unreadable> {
    for root in roots.iter().filter(|root| !root.module.is_empty()) {
        if let Some(dir) = root.below(path)
            && let Some((dir, found)) = look(dir, tried)?
        {
            return Ok(Some(Place {
                dir,
                path: root.package_path(path),
                found,
            }));
        }
    }
    Ok(None)
}

fn look(dir: PathBuf, tried: &mut Vec<PathBuf>) -> Result<Option<(PathBuf, Scan)>, Unreadable> {
    let found = directory::scan(&dir)?;
    if found.has_files() {
        return Ok(Some((dir, found)));
    }
    tried.push(dir);
    Ok(None)
}
