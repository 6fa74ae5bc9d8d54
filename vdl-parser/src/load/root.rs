//! Source roots: the directories below which a path is a package path (`vdl-language` §11).

use std::path::{Component, Path, PathBuf};

use crate::load::directory::{self, Unreadable};
use crate::load::go_mod;
use crate::load::package_path::{self, PackagePath};

/// A source root.
#[derive(Clone, Debug)]
pub(super) struct Root {
    /// Absolute and clean.
    pub(super) dir: PathBuf,
    /// The module path of its `go.mod`: the first elements of the paths of all packages below.
    pub(super) module: String,
    /// What it holds.
    pub(super) kind: RootKind,
}

/// What a root holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RootKind {
    /// The standard packages, instead of the embedded ones.
    Standard,
    /// Other packages.
    Packages,
}

impl Root {
    /// A root at an absolute, clean path. It need not exist: then nothing is found below it.
    pub(super) fn open(dir: PathBuf, kind: RootKind) -> Result<Self, Unreadable> {
        let module = match kind {
            // Standard packages have the same paths wherever they lie.
            RootKind::Standard => String::new(),
            RootKind::Packages => module_of(&dir.join(GO_MOD))?,
        };
        Ok(Self { dir, module, kind })
    }

    /// The root that serves a directory when no search path was given.
    ///
    /// It is the nearest directory at or above that holds a `go.mod`; without one it is the directory itself, or the one
    /// above it when the directory is a package, so that the package is called by the name of its directory.
    pub(super) fn derive(dir: &Path) -> Result<Self, Unreadable> {
        let module = dir.ancestors().find(|above| above.join(GO_MOD).is_file());
        let root = module.or_else(|| package_parent(dir)).unwrap_or(dir);
        Self::open(root.to_path_buf(), RootKind::Packages)
    }

    /// The paths of the package in a directory below this root, by its slash-separated path from the root.
    pub(super) fn package_path(&self, below: &str) -> PackagePath {
        let full = self.full_path(below);
        let full = if full.is_empty() {
            String::from(".")
        } else {
            full
        };
        let placed = PackagePath::of(full);
        match self.kind {
            RootKind::Standard if placed.path == placed.gen_path => {
                PackagePath::standard(placed.path)
            }
            RootKind::Standard | RootKind::Packages => placed,
        }
    }

    /// The path with the module before it; empty for a root without a module itself.
    pub(super) fn full_path(&self, below: &str) -> String {
        package_path::join(&self.module, below)
    }

    /// What is left of a package path below the module. Nothing can import the root itself unless it has a module.
    pub(super) fn below_module<'p>(&self, path: &'p str) -> Option<&'p str> {
        package_path::strip(path, &self.module).filter(|_| !path.is_empty())
    }

    /// The directory of a slash-separated path below this root; nothing unless each element is a plain name.
    pub(super) fn below(&self, path: &str) -> Option<PathBuf> {
        let mut dir = self.dir.clone();
        if !path.is_empty() {
            for element in path.split('/') {
                let mut components = Path::new(element).components();
                match (components.next(), components.next()) {
                    (Some(Component::Normal(name)), None) if name == element => dir.push(name),
                    _ => return None,
                }
            }
        }
        Some(dir)
    }
}

fn module_of(file: &Path) -> Result<String, Unreadable> {
    match directory::read(file, MAX_GO_MOD_BYTES)? {
        None => Ok(String::new()),
        Some(bytes) => go_mod::module_path(&String::from_utf8_lossy(&bytes))
            .ok_or_else(|| Unreadable::new(file, "it has no module line")),
    }
}

/// The path of a directory from a root above it, slash-separated; nothing if it lies elsewhere or cannot be written.
pub(super) fn path_below(root: &Path, dir: &Path) -> Option<String> {
    let mut path = String::new();
    for component in dir.strip_prefix(root).ok()?.components() {
        let element = component.as_os_str().to_str()?;
        if !path.is_empty() {
            path.push('/');
        }
        path.push_str(element);
    }
    Some(path)
}

/// An absolute path without `.` and `..`, by its text alone.
pub(super) fn absolute(current_dir: &Path, path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in current_dir.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                clean.push(component)
            }
        }
    }
    clean
}

/// The directory above one that is a package and whose name can be a path element.
fn package_parent(dir: &Path) -> Option<&Path> {
    let name = dir.file_name()?.to_str()?;
    if package_path::is_ignored(name) || !directory::scan(dir).is_ok_and(|found| found.has_files())
    {
        return None;
    }
    dir.parent()
}

const GO_MOD: &str = "go.mod";
const MAX_GO_MOD_BYTES: u64 = 1 << 20;
