//! Packages from disk and from the tool itself: the only room of the library that does IO.
//!
//! [`load`] turns package arguments into files in memory. It finds directories on the [`SearchPath`], reads each file
//! once, follows imports through the headers of the files, and puts dependencies first (`vdl-language` §1, stages 1 to
//! 3, §4 and §11). It compiles nothing and reads no environment: the values of the variables come from the caller.
//!
//! A package path is looked up in this order: the directory of `VDLROOT` or, without one, the embedded standard packages;
//! then the source roots; then the embedded `v.io/v23/…` packages.

mod arguments;
mod config;
mod directory;
mod go_mod;
mod graph;
mod known;
mod locate;
mod node;
mod open;
mod package_path;
mod pattern;
mod report;
mod root;
mod search_path;
mod walk;

use std::path::PathBuf;

use crate::ast;
use crate::diagnostic::Diagnostics;
use crate::load::graph::Graph;
use crate::source::{SourceId, SourceMap};

pub use crate::load::search_path::{SearchPath, SearchPathOptions};

/// Loads what the arguments name and everything these packages import.
///
/// The arguments are those of the command: import paths, directories that are absolute or start with `.` or `..`,
/// single `.vdl` files (which stand for their whole package), patterns with `...`, and `all`. No argument, no package:
/// the default `.` is the caller's.
///
/// Nothing comes back when an error was found; every error of this phase has been pushed by then.
pub fn load(
    arguments: &[String],
    search: &SearchPath,
    options: &LoadOptions,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let mut graph = Graph::new(search, options, sources, diagnostics);
    for argument in arguments {
        graph.add_argument(argument);
    }
    graph.finish()
}

/// Loads like [`load`], and before that what a config file or an expression list imports.
///
/// The imports take part in everything but the target mark.
pub fn load_with_imports(
    file: &ast::File,
    arguments: &[String],
    search: &SearchPath,
    options: &LoadOptions,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Loaded> {
    let mut graph = Graph::new(search, options, sources, diagnostics);
    graph.add_imports(&file.imports);
    for argument in arguments {
        graph.add_argument(argument);
    }
    graph.finish()
}

/// What the caller decides about a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// The base name of the optional configuration file of a package. Embedded packages keep theirs whatever this says.
    pub config_name: String,
    /// What happens to an argument that names no package.
    pub unknown_packages: UnknownPackages,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            config_name: String::from(DEFAULT_CONFIG_NAME),
            unknown_packages: UnknownPackages::Error,
        }
    }
}

/// What happens to an argument that names no package. An import that does so is always an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownPackages {
    /// It is reported.
    Error,
    /// It is passed over.
    Ignore,
}

/// Everything that was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The packages, dependencies first: in depth-first order over arguments as given, files by name and imports as
    /// written.
    pub packages: Vec<LoadedPackage>,
    /// `vdltool` and what it imports, dependencies first: the whole world of configuration files (`vdl-language` §10.2).
    /// Empty when no package has a configuration file.
    pub config_packages: Vec<LoadedPackage>,
}

/// A package in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedPackage {
    /// The name that its first file declares. That the others agree is checked by `compile`.
    pub name: String,
    /// What imports say.
    pub path: String,
    /// The path that generated code uses; differs from `path` for standard packages.
    pub gen_path: String,
    /// Whether it came embedded with the tool rather than from a directory.
    pub embedded: bool,
    /// Whether an argument named it; the others are there because they are imported.
    pub target: bool,
    /// Its directory, absolute, unless it is embedded.
    pub dir: Option<PathBuf>,
    /// Its files, by name.
    pub files: Vec<LoadedFile>,
    /// Its configuration file, if it has one.
    pub config: Option<SourceId>,
    /// What its files import, each once, in order of first mention: indices into the list that this package is in.
    pub imports: Vec<usize>,
}

impl LoadedPackage {
    /// Whether it is a standard package, which has a short path for imports and a long one for generated code.
    #[must_use]
    pub fn is_standard(&self) -> bool {
        self.path != self.gen_path
    }
}

/// A file of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedFile {
    /// Its base name.
    pub name: String,
    /// Its text.
    pub source: SourceId,
}

/// The configuration file of embedded packages, and of others unless the caller says otherwise.
const DEFAULT_CONFIG_NAME: &str = "vdl.config";

#[cfg(test)]
mod tests;
