//! What a build script decides.

use std::fmt;
use std::path::PathBuf;

use super::error::Error;
use super::run::{self, GeneratedFile};
use super::surroundings::Surroundings;
use crate::options::Options;
use crate::rust::Split;

/// What a build script decides about the code that it generates.
///
/// Options that are not set have the value that `vdl.toml` gives them; it is looked for beside the Cargo manifest, and
/// then up to the workspace.
#[derive(Default)]
pub struct Builder {
    pub(super) packages: Vec<String>,
    pub(super) search_path: Vec<PathBuf>,
    pub(super) variables: Variables,
    pub(super) dependencies: Vec<String>,
    pub(super) config: ConfigFile,
    pub(super) out_dir: Option<PathBuf>,
    pub(super) check_in: Option<PathBuf>,
    pub(super) include_file: Option<String>,
    pub(super) split: Option<Split>,
    pub(super) publish: Option<String>,
    pub(super) emit_rerun: Option<bool>,
    pub(super) warnings_as_errors: Option<bool>,
    pub(super) edits: Vec<Edit>,
}

/// A change of the options for Rust code.
pub(super) type Edit = Box<dyn FnOnce(Options) -> Options + Send>;

/// Whether `VDLPATH` and `VDLROOT` count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Variables {
    #[default]
    Ignored,
    Read,
}

/// Which file of options counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum ConfigFile {
    /// The nearest.
    #[default]
    Nearest,
    This(PathBuf),
}

/// What to generate, from where.
impl Builder {
    /// Adds packages to generate code for, with what they import.
    ///
    /// Each is a directory or file below the Cargo manifest, such as `vdl/acme/geo`, or the path of a package, such as
    /// `acme/geo`; both may be patterns, such as `vdl/...`. Unless [`Builder::search_path`] says where package paths
    /// start, a directory does: they start in the directory called `vdl` on its way, or else in its first one. So
    /// `vdl/acme/geo` and `wire/vdl/acme/geo` are the package `acme/geo`. If there is a `go.mod` at or above the
    /// directory, package paths start there, as they do for the Go tool. Where no directory is given, they start in
    /// `vdl` if there is one.
    #[must_use]
    pub fn packages(mut self, packages: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.packages.extend(packages.into_iter().map(Into::into));
        self
    }

    /// Adds a directory in which package paths start; relative ones are below the Cargo manifest.
    #[must_use]
    pub fn search_path(mut self, directory: impl Into<PathBuf>) -> Self {
        self.search_path.push(directory.into());
        self
    }

    /// Adds the directories that the variable `VDLPATH` lists, and uses the standard packages of `VDLROOT` if it is set.
    #[must_use]
    pub fn search_path_from_env(mut self) -> Self {
        self.variables = Variables::Read;
        self
    }

    /// Uses the packages that another crate publishes: their sources when they are imported, and its code for them.
    ///
    /// The crate must be a direct dependency, have a key `links` with its own name in its manifest, and call
    /// [`Builder::publish`] in its build script.
    #[must_use]
    pub fn use_dependency(mut self, name: impl Into<String>) -> Self {
        self.dependencies.push(name.into());
        self
    }

    /// Reads the options of this file, which must exist, instead of the nearest `vdl.toml`.
    #[must_use]
    pub fn config(mut self, file: impl Into<PathBuf>) -> Self {
        self.config = ConfigFile::This(file.into());
        self
    }
}

/// Where code goes.
impl Builder {
    /// Writes to this directory instead of that of the variable `OUT_DIR`.
    #[must_use]
    pub fn out_dir(mut self, directory: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(directory.into());
        self
    }

    /// The name of the file to include, which is `vdl.rs` unless this says otherwise.
    #[must_use]
    pub fn include_file(mut self, name: impl Into<String>) -> Self {
        self.include_file = Some(name.into());
        self
    }

    /// How many files there are; one unless this says otherwise.
    #[must_use]
    pub fn split(mut self, split: Split) -> Self {
        self.split = Some(split);
        self
    }

    /// Keeps the code among the sources, in this directory, instead of in the output directory.
    ///
    /// Where the variable `CI` is set, or `VDL_CHECK` is 1, nothing is written: it is an error then if the code there is
    /// not what would be generated.
    #[must_use]
    pub fn check_in(mut self, directory: impl Into<PathBuf>) -> Self {
        self.check_in = Some(directory.into());
        self
    }

    /// Lets crates that depend on this one call [`Builder::use_dependency`].
    ///
    /// `module` is where this crate includes the code, such as `vdl`; it is empty for the root of the crate.
    #[must_use]
    pub fn publish(mut self, module: impl Into<String>) -> Self {
        self.publish = Some(module.into());
        self
    }

    /// Whether Cargo is told when to run the build script again; it is unless this says otherwise.
    #[must_use]
    pub fn emit_rerun(mut self, emit: bool) -> Self {
        self.emit_rerun = Some(emit);
        self
    }

    /// Whether there is no code if there are warnings.
    #[must_use]
    pub fn warnings_as_errors(mut self, deny: bool) -> Self {
        self.warnings_as_errors = Some(deny);
        self
    }
}

impl Builder {
    /// Generates, writes what differs, and tells Cargo about it.
    ///
    /// # Errors
    ///
    /// When anything is wrong with packages or options, or files cannot be written. Nothing has been written then.
    pub fn compile(self) -> Result<(), Error> {
        run::compile(self, &Surroundings::of_process()?)
    }

    /// Generates without writing anything, telling Cargo, or reading the environment.
    ///
    /// # Errors
    ///
    /// When anything is wrong with packages or options.
    pub fn compile_to_memory(self) -> Result<Vec<GeneratedFile>, Error> {
        run::to_memory(self, &Surroundings::without_variables()?)
    }

    pub(super) fn edit(mut self, change: impl FnOnce(Options) -> Options + Send + 'static) -> Self {
        self.edits.push(Box::new(change));
        self
    }
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("packages", &self.packages)
            .field("search_path", &self.search_path)
            .finish_non_exhaustive()
    }
}
