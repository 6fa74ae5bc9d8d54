//! Packages that a crate publishes, told by a file from its build script to those of its dependents (codegen §3.2).

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use vdl_parser::session::Checked;

use super::error::Error;
use super::surroundings::Surroundings;
use crate::rust::Plan;

/// The file in the output directory of a crate that says what it publishes.
pub(super) const FILE: &str = "vdl-package.json";

/// What a crate publishes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dependency {
    /// The file that says so.
    pub(super) file: PathBuf,
    /// Rust paths by package.
    pub(super) packages: BTreeMap<String, String>,
    /// Where package paths start.
    pub(super) roots: Vec<PathBuf>,
}

impl Dependency {
    /// Reads what the crate of a name publishes.
    pub(super) fn read(name: &str, surroundings: &Surroundings) -> Result<Self, Error> {
        let variable = format!("DEP_{}_VDL", name.to_uppercase().replace('-', "_"));
        let file = surroundings.variable(&variable).map(PathBuf::from).ok_or_else(|| {
            Error::environment(format!(
                "dependency `{name}` publishes no VDL packages: {variable} is not set; it needs `links = \"{name}\"` in its \
                 manifest and `.publish(…)` in its build script, and must be a direct dependency"
            ))
        })?;
        let text = fs::read_to_string(&file).map_err(|error| {
            Error::environment(format!("cannot read `{}`: {error}", file.display()))
        })?;
        Self::parse(&text, &file)
            .ok_or_else(|| Error::environment(format!("`{}` is malformed", file.display())))
    }

    fn parse(text: &str, file: &Path) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        if value.get("v")?.as_u64()? != VERSION {
            return None;
        }
        let packages = value.get("packages")?.as_object()?.iter();
        let roots = value.get("roots")?.as_array()?.iter();
        Some(Self {
            file: file.to_path_buf(),
            packages: packages
                .map(|(path, rust)| Some((path.clone(), rust.as_str()?.to_owned())))
                .collect::<Option<_>>()?,
            roots: roots
                .map(|root| root.as_str().map(PathBuf::from))
                .collect::<Option<_>>()?,
        })
    }
}

const VERSION: u64 = 1;

/// What a run publishes, as the text of a file.
pub(super) fn published(
    plan: &Plan<'_>,
    checked: &Checked,
    roots: &[PathBuf],
    module: &str,
    surroundings: &Surroundings,
) -> Result<String, Error> {
    if surroundings.variable("CARGO_MANIFEST_LINKS").is_none() {
        let message = "the manifest needs a key `links` with the name of the package, or dependents will not hear of packages";
        return Err(Error::environment(message));
    }
    let name = surroundings
        .variable("CARGO_PKG_NAME")
        .and_then(OsStr::to_str)
        .unwrap_or_default()
        .replace('-', "_");
    let around: Vec<&str> = [name.as_str()]
        .into_iter()
        .chain(module.split("::").filter(|part| !part.is_empty()))
        .collect();
    let packages: BTreeMap<&str, String> = plan
        .packages()
        .iter()
        .map(|id| {
            let modules = plan.module(*id).iter().map(|name| element(name));
            let path: Vec<String> = around
                .iter()
                .map(|part| (*part).to_owned())
                .chain(modules)
                .collect();
            (
                checked.env.packages[*id].path.as_str(),
                format!("::{}", path.join("::")),
            )
        })
        .collect();
    let roots: Vec<String> = roots
        .iter()
        .map(|root| root.to_string_lossy().into_owned())
        .collect();
    let value = json!({ "v": VERSION, "crate": name, "module": module, "packages": packages, "roots": roots });
    Ok(format!("{value:#}\n"))
}

/// A module as it stands in a path.
fn element(name: &str) -> String {
    match syn::parse_str::<syn::Ident>(name) {
        Ok(_) => name.to_owned(),
        Err(_) => format!("r#{name}"),
    }
}
