//! The search path: where packages are looked for, from values that the caller read from the environment or from flags.

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostics;
use crate::load::report;
use crate::load::root::{self, Root, RootKind};

/// Where packages are looked for.
#[derive(Clone, Debug)]
pub struct SearchPath {
    /// The root of `VDLROOT`, if there is one, then the others in order.
    roots: Vec<Root>,
    standard: Standard,
    origin: Origin,
    current_dir: PathBuf,
}

/// The values from which a search path is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchPathOptions {
    /// The entries of `VDLPATH`; nothing when it is not set. Empty entries are passed over.
    ///
    /// Without it there is one root: the nearest directory at or above the current one that holds a `go.mod`, else the
    /// current directory, or the directory above it when the current one itself holds `.vdl` files. A directory
    /// argument elsewhere brings its own root by the same rule.
    pub vdlpath: Option<Vec<PathBuf>>,
    /// The value of `VDLROOT`: a directory of standard packages in place of the embedded ones. Empty means not set.
    pub vdlroot: Option<PathBuf>,
    /// The current directory, absolute: relative paths start there.
    pub current_dir: PathBuf,
}

/// Where the standard packages come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standard {
    /// From the tool.
    Embedded,
    /// From the first root.
    Root,
}

/// Where the roots come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// They were given.
    Given,
    /// They follow from the current directory and from directories that arguments name.
    Derived,
}

impl SearchPath {
    /// Makes a search path; nothing when an error was pushed.
    ///
    /// A root that does not exist is no error: nothing is found there.
    pub fn new(options: &SearchPathOptions, diagnostics: &mut Diagnostics) -> Option<Self> {
        let current_dir = root::absolute(Path::new(""), &options.current_dir);
        let before = diagnostics.errors();
        let mut roots: Vec<Root> = Vec::new();
        let mut open = |opened| match opened {
            Ok(root) => roots.push(root),
            Err(unreadable) => diagnostics.push(report::unreadable(&unreadable, &current_dir)),
        };

        let vdlroot = options
            .vdlroot
            .as_ref()
            .filter(|dir| !dir.as_os_str().is_empty());
        if let Some(dir) = vdlroot {
            open(Root::open(
                root::absolute(&current_dir, dir),
                RootKind::Standard,
            ));
        }
        match &options.vdlpath {
            Some(entries) => {
                for dir in entries.iter().filter(|dir| !dir.as_os_str().is_empty()) {
                    open(Root::open(
                        root::absolute(&current_dir, dir),
                        RootKind::Packages,
                    ));
                }
            }
            None => open(Root::derive(&current_dir)),
        }

        if let Some(dir) = vdlroot {
            let dir = root::absolute(&current_dir, dir);
            if !dir.is_dir() {
                diagnostics.push(report::bad_vdlroot(&dir));
            }
        }
        if diagnostics.errors() == before
            && !roots.iter().any(|root| root.kind == RootKind::Packages)
        {
            diagnostics.push(report::no_search_path());
        }
        (diagnostics.errors() == before).then(|| Self {
            roots,
            standard: if vdlroot.is_some() {
                Standard::Root
            } else {
                Standard::Embedded
            },
            origin: if options.vdlpath.is_some() {
                Origin::Given
            } else {
                Origin::Derived
            },
            current_dir,
        })
    }

    /// The directories of the roots in the order in which they are searched, absolute.
    pub fn roots(&self) -> impl ExactSizeIterator<Item = &Path> {
        self.roots.iter().map(|root| root.dir.as_path())
    }

    /// The directory where relative paths start.
    #[must_use]
    pub fn current_dir(&self) -> &Path {
        &self.current_dir
    }

    pub(super) fn root_list(&self) -> &[Root] {
        &self.roots
    }

    pub(super) const fn standard(&self) -> Standard {
        self.standard
    }

    pub(super) const fn origin(&self) -> Origin {
        self.origin
    }
}
