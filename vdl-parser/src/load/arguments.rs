//! The package arguments of the command line (`vdl-language` §11).

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::load::UnknownPackages;
use crate::load::directory::{self, Scan, Unreadable};
use crate::load::graph::Graph;
use crate::load::locate::{self, Found, Location, Place};
use crate::load::package_path::{self, PackagePath};
use crate::load::pattern::{Pattern, WILDCARD};
use crate::load::report;
use crate::load::root::{self, Root};
use crate::load::search_path::{Origin, Standard};
use crate::load::walk::walk;

/// What an argument means.
enum Argument {
    /// The package in a directory.
    Directory(PathBuf),
    /// The packages below a directory whose paths from there match.
    DirectoryPattern(PathBuf, Pattern),
    /// The package of a path.
    Path(String),
    /// The packages whose paths match.
    PathPattern(Pattern),
}

impl Argument {
    fn read(text: &str, current_dir: &Path) -> Self {
        let path = root::absolute(current_dir, Path::new(text));
        if text.ends_with(".vdl") && fs::metadata(&path).is_ok_and(|found| !found.is_dir()) {
            // A file stands for the package that it is a part of; an ignored file is part of none.
            let ignored = path
                .file_name()
                .and_then(|name| name.to_str())
                .is_some_and(package_path::is_ignored);
            return Self::Directory(if ignored {
                path
            } else {
                path.parent().unwrap_or(&path).to_path_buf()
            });
        }
        let text = if text == "all" { WILDCARD } else { text };
        let (before, _) = text.split_once(WILDCARD).unwrap_or((text, ""));
        match (is_directory(text), before.len() < text.len()) {
            (true, false) => Self::Directory(path),
            (true, true) => {
                let folder = before.rfind(std::path::is_separator).map_or(0, |at| at + 1);
                let start = root::absolute(current_dir, Path::new(&text[..folder]));
                Self::DirectoryPattern(
                    start,
                    Pattern::new(&package_path::clean(&with_slashes(&text[folder..]))),
                )
            }
            (false, false) => Self::Path(if text.is_empty() {
                String::new()
            } else {
                package_path::clean(text)
            }),
            (false, true) => Self::PathPattern(Pattern::new(&package_path::clean(text))),
        }
    }
}

/// Whether an argument is a directory: absolute, or with `.` or `..` as its first element.
fn is_directory(text: &str) -> bool {
    let path = Path::new(text);
    path.is_absolute()
        || matches!(
            path.components().next(),
            Some(Component::CurDir | Component::ParentDir)
        )
}

fn with_slashes(text: &str) -> String {
    text.replace(std::path::is_separator, "/")
}

impl Graph<'_> {
    /// Adds the packages that an argument names, and all they import.
    pub(super) fn add_argument(&mut self, text: &str) {
        let result = match Argument::read(text, self.search.current_dir()) {
            Argument::Directory(dir) => self.add_directory(text, dir),
            Argument::DirectoryPattern(start, pattern) => {
                self.add_directories(text, &start, &pattern)
            }
            Argument::Path(path) => self.add_path(text, &path),
            Argument::PathPattern(pattern) => self.add_paths(text, &pattern),
        };
        if let Err(fault) = result {
            self.push_fault(&fault);
        }
    }

    fn add_directory(&mut self, text: &str, dir: PathBuf) -> Result<(), Unreadable> {
        let Some(path) = self.path_of(&dir)? else {
            let why = if dir.is_dir() {
                format!("it lies below no source root; {}", self.root_names())
            } else {
                absence(&dir)
            };
            self.refuse(report::no_package(text, &why));
            return Ok(());
        };
        if package_path::has_ignored_element(&path.path) {
            self.refuse(report::ignored_argument(text, &path.path));
            return Ok(());
        }
        let found = directory::scan(&dir)?;
        self.add_named(text, Place { dir, path, found });
        Ok(())
    }

    /// Adds the directory that an argument names.
    fn add_named(&mut self, text: &str, place: Place) {
        let Place { dir, path, found } = &place;
        match self.loaded(&path.path) {
            Some(node) if self.is_at(node, dir) => self.add_target(node),
            Some(node) => {
                self.refuse(report::two_directories(
                    &path.path,
                    dir,
                    self.dir(node),
                    self.search.current_dir(),
                ));
            }
            None if found.has_files() => self.add_location(Location::Directory(place)),
            None => self.refuse(report::no_package(text, &absence(dir))),
        }
    }

    fn add_directories(
        &mut self,
        text: &str,
        start: &Path,
        pattern: &Pattern,
    ) -> Result<(), Unreadable> {
        if self.search.origin() == Origin::Derived && start.is_dir() {
            // The start decides the root, not the packages that happen to lie below.
            self.path_of(start)?;
        }
        let mut any = false;
        for step in walk(start, "", |below| {
            pattern.matches(below) || pattern.may_match_below(below)
        }) {
            match step.found {
                Ok(found) if pattern.matches(&step.below) => {
                    any |= self.add_match(step.dir, None, found)?
                }
                Ok(_) => {}
                Err(fault) => self.push_fault(&fault),
            }
        }
        if !any {
            let start = report::quoted_path(start, self.search.current_dir());
            self.refuse(report::no_package(
                text,
                &format!("no package below {start} matches"),
            ));
        }
        Ok(())
    }

    fn add_path(&mut self, text: &str, path: &str) -> Result<(), Unreadable> {
        if package_path::has_ignored_element(path) {
            self.refuse(report::ignored_argument(text, path));
        } else if let Some(short) = package_path::below_standard_prefix(path) {
            self.refuse(report::long_standard_argument(text, short));
        } else if let Some(node) = self.loaded(path) {
            self.add_target(node);
        } else {
            match locate::find(path, &self.roots, self.search.standard())? {
                Found::Package(location) => self.add_location(location),
                Found::Nothing {
                    without_module: Some(place),
                    ..
                } => self.add_named(text, place),
                Found::Nothing {
                    tried,
                    without_module: None,
                } => self.refuse_path(text, path, &tried),
            }
        }
        Ok(())
    }

    fn add_paths(&mut self, text: &str, pattern: &Pattern) -> Result<(), Unreadable> {
        let mut any = false;
        if self.search.standard() == Standard::Embedded {
            any |= self.add_embedded(|package| package.standard && pattern.matches(package.path));
        }
        for root in self.roots.clone() {
            for (start, below) in starts(&root, pattern) {
                let enter = |below: &str| enters(&root, pattern, below);
                for step in walk(&start, &below, enter) {
                    match step.found {
                        Ok(found) if matches(&root, pattern, &step.below) => {
                            any |= self.add_match(
                                step.dir,
                                Some(root.package_path(&step.below)),
                                found,
                            )?;
                        }
                        Ok(_) => {}
                        Err(fault) => self.push_fault(&fault),
                    }
                }
            }
        }
        // Nobody who says `all` means the runtime's own packages.
        if pattern.literal().starts_with(PUBLIC_PREFIX) {
            any |= self.add_embedded(|package| !package.standard && pattern.matches(package.path));
        }
        if !any {
            let why = format!("no package matches; {}", self.root_names());
            self.refuse(report::no_package(text, &why));
        }
        Ok(())
    }

    /// Adds the embedded packages of a kind that are not there yet.
    fn add_embedded(&mut self, wanted: impl Fn(&vdlroot::Package) -> bool) -> bool {
        let mut any = false;
        for package in vdlroot::packages().iter().filter(|package| wanted(package)) {
            any = true;
            match self.loaded(package.path) {
                Some(node) => self.add_target(node),
                None => self.add_location(Location::Embedded(package)),
            }
        }
        any
    }

    /// Adds a directory that a pattern met, unless it is no package or another directory has its path.
    fn add_match(
        &mut self,
        dir: PathBuf,
        path: Option<PackagePath>,
        found: Scan,
    ) -> Result<bool, Unreadable> {
        if !found.has_files() {
            return Ok(false);
        }
        let path = match path {
            Some(path) => Some(path),
            None => self.path_of(&dir)?,
        };
        let Some(path) = path.filter(|path| !package_path::has_ignored_element(&path.path)) else {
            return Ok(false);
        };
        match self.loaded(&path.path) {
            Some(node) if self.is_at(node, &dir) => self.add_target(node),
            Some(_) => return Ok(false),
            None => self.add_location(Location::Directory(Place { dir, path, found })),
        }
        Ok(true)
    }

    fn add_location(&mut self, location: Location) {
        let node = self.open(location, None);
        self.add_target(node);
    }

    /// The package path of a directory below some root.
    fn path_of(&mut self, dir: &Path) -> Result<Option<PackagePath>, Unreadable> {
        let by_name = self
            .roots
            .iter()
            .find_map(|root| Some(root.package_path(&root::path_below(&root.dir, dir)?)));
        if by_name.is_some() {
            return Ok(by_name);
        }
        let Ok(real) = dir.canonicalize() else {
            return Ok(None);
        };
        let by_place = self.roots.iter().find_map(|root| {
            let below = root::path_below(&root.dir.canonicalize().ok()?, &real)?;
            Some(root.package_path(&below))
        });
        if by_place.is_some() || self.search.origin() == Origin::Given {
            return Ok(by_place);
        }
        let root = Root::derive(dir)?;
        let path = root::path_below(&root.dir, dir).map(|below| root.package_path(&below));
        self.roots.push(root);
        Ok(path)
    }

    /// Whether a package was loaded from this directory, perhaps by another name of it.
    fn is_at(&self, node: usize, dir: &Path) -> bool {
        self.dir(node).is_some_and(|loaded| {
            loaded == dir || matches!((loaded.canonicalize(), dir.canonicalize()), (Ok(loaded), Ok(dir)) if loaded == dir)
        })
    }

    fn refuse_path(&mut self, text: &str, path: &str, tried: &[PathBuf]) {
        let why = if path.is_empty() {
            String::from("it is empty")
        } else {
            report::where_looked(tried, self.search.current_dir())
        };
        let mut diagnostic = report::no_package(text, &why);
        if !path.is_empty() {
            if self.search.current_dir().join(text).is_dir() {
                let directory = report::quoted(&format!("./{text}"));
                diagnostic = diagnostic.help(format!("write {directory} to name the directory"));
            } else if let Some(near) = self.suggest(path) {
                diagnostic = diagnostic.help(format!("did you mean {}?", report::quoted(&near)));
            }
        }
        self.refuse(diagnostic);
    }

    /// Reports an argument that names no package, if that matters.
    fn refuse(&mut self, diagnostic: Diagnostic) {
        match self.options.unknown_packages {
            UnknownPackages::Error => self.diagnostics.push(diagnostic),
            UnknownPackages::Ignore => {}
        }
    }

    fn push_fault(&mut self, fault: &Unreadable) {
        self.diagnostics
            .push(report::unreadable(fault, self.search.current_dir()));
    }

    fn root_names(&self) -> String {
        let dirs: Vec<PathBuf> = self.roots.iter().map(|root| root.dir.clone()).collect();
        report::root_names(&dirs, self.search.current_dir())
    }
}

/// Why a directory is no package.
fn absence(dir: &Path) -> String {
    String::from(match fs::metadata(dir) {
        Ok(found) if found.is_dir() => "the directory holds no .vdl files",
        Ok(_) => "it is not a directory",
        Err(_) => "there is no such directory",
    })
}

/// Where a pattern can match below a root: directories and their paths from the root.
fn starts(root: &Root, pattern: &Pattern) -> Vec<(PathBuf, String)> {
    let folder = pattern.folder();
    let in_module = package_path::strip(folder, &root.module);
    // The module and what is before it may be matched by a wildcard.
    let above_module = package_path::strip(&root.module, folder).map(|_| "");
    let as_written = (!folder.is_empty() && !root.module.is_empty()).then_some(folder);
    let mut starts: Vec<(PathBuf, String)> = Vec::new();
    for below in [in_module.or(above_module), as_written]
        .into_iter()
        .flatten()
    {
        if let Some(dir) = root.below(below)
            && !starts
                .iter()
                .any(|(_, other)| package_path::strip(below, other).is_some())
        {
            starts.push((dir, String::from(below)));
        }
    }
    starts
}

/// Whether a directory below a root has a path that matches: with the module, or as written without it.
fn matches(root: &Root, pattern: &Pattern, below: &str) -> bool {
    pattern.matches(&root.full_path(below)) || pattern.matches(below)
}

/// Whether a directory or anything below it may match. Standard packages are matched by their short paths only.
fn enters(root: &Root, pattern: &Pattern, below: &str) -> bool {
    let full = root.full_path(below);
    package_path::below_standard_prefix(&full).is_none()
        && (matches(root, pattern, below)
            || pattern.may_match_below(&full)
            || pattern.may_match_below(below))
}

/// What patterns start with that mean the embedded packages of the runtime.
const PUBLIC_PREFIX: &str = "v.io/v23";
