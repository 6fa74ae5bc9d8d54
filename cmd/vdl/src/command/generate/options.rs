//! Options from flags and `vdl.toml`: what a flag says wins.

use anyhow::Result;
use vdl_codegen::config::{Config, Place, find, read};
use vdl_codegen::options::Options;
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::diagnostic::suggest::nearest;
use vdl_parser::source::SourceMap;

use super::inputs::Inputs;
use crate::args::OutputArgs;
use crate::console::Console;
use crate::exit::{Exit, Usage};
use crate::report::{Warnings, show};
use crate::setting::Setting;

/// The languages that the reference tool knows.
const ELSEWHERE: &[&str] = &["go", "java", "javascript", "swift"];
/// The languages that there is a generator for.
const HERE: &[&str] = &["rust"];

/// Refuses languages that cannot be generated.
pub(super) fn check_languages(names: &[String]) -> Result<()> {
    for name in names {
        let lower = name.trim().to_lowercase();
        if HERE.contains(&&*lower) {
            continue;
        }
        let text = if ELSEWHERE.contains(&&*lower) {
            format!(
                "this tool generates no {name}; it generates {}",
                HERE.join(", ")
            )
        } else {
            let hint = nearest(&lower, HERE.iter().copied())
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("there is no language `{name}`{hint}")
        };
        return Err(Usage::new(text).into());
    }
    Ok(())
}

/// What the file of options says; an exit code when it has errors.
pub(super) fn config(
    args: &OutputArgs,
    setting: &Setting,
    inputs: &mut Inputs,
    console: &Console,
) -> Result<Config, Exit> {
    let here = &setting.search.current_dir;
    let place = match &args.config {
        Some(path) => Some(Place::File(here.join(path))),
        None => find(here),
    };
    let Some(place) = place else {
        return Ok(Config::default());
    };
    console.verbose(|| format!("options of {}", place.path().display()));
    inputs.add(place.path());
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let config = read(&place, &mut sources, &mut diagnostics);
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Show);
    tally.conclude(console, "could not read the options");
    match tally.errors {
        0 => Ok(config),
        _ => Err(tally.exit()),
    }
}

/// The setting with the search path of the options after its own.
pub(super) fn with_roots(setting: &Setting, config: &Config) -> Setting {
    let mut setting = setting.clone();
    if !config.search_path.is_empty() {
        let roots = setting.search.vdlpath.get_or_insert_default();
        roots.extend(config.search_path.iter().cloned());
    }
    setting
}

/// Options with what flags say.
pub(super) fn over(args: &OutputArgs, mut options: Options) -> Options {
    if let Some(path) = &args.runtime_path {
        options = options.runtime_path(path);
    }
    if let Some(compile) = args.compile_builtin_packages {
        options = options.compile_builtin_packages(compile);
    }
    if let Some(build) = args.build_client {
        options = options.build_client(build);
    }
    if let Some(build) = args.build_server {
        options = options.build_server(build);
    }
    for (vdl, rust) in &args.extern_path {
        options = options.extern_path(vdl, rust);
    }
    for (vdl, rust) in &args.rename {
        options = options.rename(vdl, rust);
    }
    for (vdl, rust) in &args.module {
        options = options.module(vdl, rust);
    }
    for prefix in &args.strip_prefix {
        options = options.strip_prefix(prefix);
    }
    options
}
