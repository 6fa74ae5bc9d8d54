//! What a build script finds around it: the one place where the environment is read.

use std::collections::HashMap;
use std::env;
use std::ffi::{OsStr, OsString};
use std::io::{self, Write};
use std::path::PathBuf;

use super::error::Error;
use crate::render::Paint;

/// Where a build script runs, and with which variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    /// The current directory, which is that of the Cargo manifest.
    pub(super) directory: PathBuf,
    pub(super) variables: HashMap<OsString, OsString>,
}

impl Surroundings {
    pub(super) fn of_process() -> Result<Self, Error> {
        Ok(Self {
            variables: env::vars_os().collect(),
            ..Self::without_variables()?
        })
    }

    pub(super) fn without_variables() -> Result<Self, Error> {
        let directory = env::current_dir().map_err(|error| {
            Error::environment(format!("there is no current directory: {error}"))
        })?;
        Ok(Self {
            directory,
            variables: HashMap::new(),
        })
    }

    /// The value of a variable, unless it is empty.
    pub(super) fn variable(&self, name: &str) -> Option<&OsStr> {
        self.variables
            .get(OsStr::new(name))
            .map(OsString::as_os_str)
            .filter(|value| !value.is_empty())
    }

    /// The directories that `VDLPATH` lists.
    pub(super) fn vdlpath(&self) -> Vec<PathBuf> {
        let list = self.variable("VDLPATH").unwrap_or_default();
        let paths = env::split_paths(list).filter(|path| !path.as_os_str().is_empty());
        paths.map(|path| self.directory.join(path)).collect()
    }

    /// Whether code that is part of the sources is only checked.
    pub(super) fn only_checks(&self) -> bool {
        let is = |name: &str, no: &[&str]| {
            self.variable(name)
                .is_some_and(|value| !no.iter().any(|no| value == *no))
        };
        is("CI", &["false", "0"]) || is("VDL_CHECK", &["false", "0"])
    }

    /// Whether what is shown may be coloured. Cargo shows it, so a terminal says nothing.
    pub(super) fn paint(&self) -> Paint {
        match self.variable("CARGO_TERM_COLOR") {
            Some(when) if when == "always" => Paint::Colors,
            Some(_) | None => Paint::Plain,
        }
    }
}

/// Tells Cargo. It hears nothing more if it is gone, so failures do not count.
pub(super) fn tell(lines: &[String]) {
    let mut out = io::stdout().lock();
    for line in lines {
        let _ = writeln!(out, "{line}");
    }
    let _ = out.flush();
}
