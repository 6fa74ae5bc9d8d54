//! Options in a file: `vdl.toml`, or a table of a Cargo manifest (codegen §6.5).
//!
//! Options have the names that they have in build scripts. Those for everything stand at the top; those for a package,
//! a definition, or a part of one stand in a table of that path:
//!
//! ```toml
//! search_path = ["vdl"]
//! packages = ["acme/..."]
//! strip_prefix = "acme"
//! hash_map = ["acme/fleet.Index"]
//!
//! [path."acme/base"]
//! extern_path = "::acme_base::vdl"
//!
//! [path."acme/geo.Stamp"]
//! native = { type = "::jiff::Timestamp", ordered = true }
//!
//! [path."acme/geo.*"]
//! type_attribute = "#[derive(utoipa::ToSchema)]"
//! ```
//!
//! What a builder or a command line says wins. Nothing here looks for the file but [`find`].

mod keys;
mod read;
mod search;

use std::path::PathBuf;

pub use self::read::read;
pub use self::search::{Place, find};

use crate::options::Options;
use crate::rust::Split;

/// What a file of options says.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Config {
    /// The options for Rust code.
    pub options: Options,
    /// Where packages are looked for, absolute.
    pub search_path: Vec<PathBuf>,
    /// What to generate code for when nobody says: package paths and patterns.
    pub packages: Vec<String>,
    /// Crates that publish packages.
    pub dependencies: Vec<String>,
    /// Where code goes, absolute.
    pub out_dir: Option<PathBuf>,
    /// Where code lies that is part of the sources, absolute.
    pub check_in: Option<PathBuf>,
    /// The name of the file to include.
    pub include_file: Option<String>,
    /// How many files there are.
    pub split: Option<Split>,
    /// Whether build scripts say when to run them again.
    pub emit_rerun: Option<bool>,
    /// Whether warnings count as errors.
    pub warnings_as_errors: Option<bool>,
}
