//! What flags and environment say about a run: the one place where the environment is read.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result};
use vdl_parser::compile::{CompileOptions, Lints};
use vdl_parser::load::{LoadOptions, SearchPathOptions, UnknownPackages};
use vdl_parser::session;

use crate::args::GlobalArgs;
use crate::threads::Threads;

/// What flags and environment say about a run.
#[derive(Clone, Debug)]
pub(crate) struct Setting {
    /// Where packages are looked for.
    pub(crate) search: SearchPathOptions,
    /// How they are loaded.
    pub(crate) load: LoadOptions,
    /// The threads to use.
    pub(crate) threads: Threads,
    /// How many errors to show.
    pub(crate) max_errors: usize,
    /// Whether to say how long each stage took.
    pub(crate) time: bool,
}

impl Setting {
    /// Reads the environment; flags win.
    pub(crate) fn new(global: &GlobalArgs) -> Result<Self> {
        let current_dir = env::current_dir().context("there is no current directory")?;
        let vdlpath = if global.vdlpath.is_empty() {
            env::var_os("VDLPATH").map(|list| split(&list))
        } else {
            Some(
                global
                    .vdlpath
                    .iter()
                    .flat_map(|list| split(&OsString::from(list)))
                    .collect(),
            )
        };
        let vdlroot = global
            .vdlroot
            .as_ref()
            .map(PathBuf::from)
            .or_else(|| env::var_os("VDLROOT").map(PathBuf::from));
        let unknown_packages = if global.ignore_unknown {
            UnknownPackages::Ignore
        } else {
            UnknownPackages::Error
        };
        Ok(Self {
            search: SearchPathOptions {
                vdlpath,
                vdlroot,
                current_dir,
            },
            load: LoadOptions {
                config_name: global.config_name.clone(),
                unknown_packages,
            },
            threads: Threads::new(global.jobs),
            // Zero would hide all errors; nobody wants that.
            max_errors: usize::try_from(global.max_errors)
                .ok()
                .filter(|most| *most > 0)
                .unwrap_or(usize::MAX),
            time: global.time,
        })
    }

    /// The library's options of a run.
    pub(crate) fn options(&self, lints: Lints) -> session::Options {
        session::Options {
            load: self.load.clone(),
            compile: CompileOptions {
                lints,
                ..CompileOptions::default()
            },
        }
    }
}

fn split(list: &OsString) -> Vec<PathBuf> {
    env::split_paths(list).collect()
}

/// Package arguments, or the current directory without any.
pub(crate) fn or_current_directory(arguments: &[String]) -> Vec<String> {
    if arguments.is_empty() {
        vec![String::from(".")]
    } else {
        arguments.to_vec()
    }
}
