//! From Rust back to VDL: the derived types and services of a crate as sources (codegen §4.2).
//!
//! Sources are read, not compiled: modules are followed, and names are looked up as far as `use` and paths tell. What is
//! written is compiled before it is given out, so that it is VDL. What VDL cannot say is reported with its place.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the syntax of Rust grows, and most of it is nothing to export"
)]

mod attributes;
mod check;
mod crates;
mod names;
mod services;
mod types;
mod write;

use std::path::Path;

use self::crates::Crate;
pub use self::crates::Unreadable;
use self::names::Names;

/// The VDL of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Export {
    /// The packages that could be written, by path.
    pub packages: Vec<Package>,
    /// What could not.
    pub findings: Vec<Finding>,
}

/// A package that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// Its path.
    pub path: String,
    /// Its source.
    pub text: String,
}

/// Something that VDL cannot say, or that could not be understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The source file, relative to the crate.
    pub file: String,
    /// The line of the definition, counted from 1.
    pub line: usize,
    /// What is wrong, in plain words.
    pub message: String,
}

/// Where a definition stands.
#[derive(Clone, Debug)]
struct Place {
    file: String,
    line: usize,
}

impl Place {
    fn finding(&self, message: impl Into<String>) -> Finding {
        Finding {
            file: self.file.clone(),
            line: self.line,
            message: message.into(),
        }
    }
}

/// Writes the types that derive `Vdl` and the services of a crate as VDL.
///
/// # Errors
///
/// When the manifest or a source file cannot be read.
pub fn export(directory: &Path) -> Result<Export, Unreadable> {
    let source = Crate::read(directory)?;
    Ok(of_crate(&source))
}

/// Writes what one file with its modules has, as if it were the root of a crate.
///
/// # Errors
///
/// When a source file cannot be read.
pub fn export_file(file: &Path, crate_name: &str) -> Result<Export, Unreadable> {
    let source = Crate::of_file(file, crate_name)?;
    Ok(of_crate(&source))
}

fn of_crate(source: &Crate) -> Export {
    let mut findings = source.findings.clone();
    let names = Names::new(source, &mut findings);
    let sources = write::packages(source, &names, &mut findings);
    check::compiled(sources, findings)
}
