//! Build scripts: from packages to code in the output directory, with Cargo told what it needs to know (codegen §5).
//!
//! ```no_run
//! // build.rs
//! fn main() -> Result<(), vdl_codegen::Error> {
//!     vdl_codegen::compile(&["vdl/acme/geo"])
//! }
//! ```
//!
//! The crate then includes what was generated: `v23::include_generated!();`. With options:
//!
//! ```no_run
//! fn main() -> Result<(), vdl_codegen::Error> {
//!     vdl_codegen::configure()
//!         .search_path("vdl")
//!         .packages(["acme/geo", "acme/fleet/..."])
//!         .extern_path("acme/base", "::acme_base::vdl")
//!         .hash_map(["acme/fleet.Index"])
//!         .compile()
//! }
//! ```
//!
//! This room is an edge, as commands are: it reads the environment that Cargo sets, and writes the lines that Cargo
//! reads to standard output. Nothing else of the library does.

#[doc(hidden)]
pub mod arguments;
mod builder;
mod dependency;
mod error;
mod forward;
mod lines;
mod run;
mod surroundings;
#[cfg(test)]
mod tests;

pub use self::builder::Builder;
pub use self::error::Error;
pub use self::run::GeneratedFile;

/// Generates code for packages from a build script, with the options of `vdl.toml` if there is one.
///
/// The packages are directories, files, or package paths; see [`Builder::packages`].
///
/// # Errors
///
/// When anything is wrong with the packages, or files cannot be written. Returned from `main`, the error is shown as
/// the command shows it.
pub fn compile(packages: &[impl AsRef<str>]) -> Result<(), Error> {
    configure()
        .packages(packages.iter().map(|package| package.as_ref().to_owned()))
        .compile()
}

/// Generates code from a build script as options say.
#[must_use]
pub fn configure() -> Builder {
    Builder::default()
}
