//! A build script from its arguments to files and lines.

use std::path::PathBuf;
use std::thread;

use vdl_parser::compile::{CompileOptions, Lints};
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::session::{self, Checked};
use vdl_parser::source::SourceMap;

use super::arguments;
use super::builder::{Builder, ConfigFile, Variables};
use super::dependency::{self, Dependency};
use super::error::Error;
use super::lines;
use super::surroundings::{Surroundings, tell};
use crate::config::{self, Config, Place};
use crate::files::{Files, Stale, check, write};
use crate::generate::{plan, refuse};
use crate::render::{Findings, human};

/// A generated file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct GeneratedFile {
    /// Its path below the output directory, with slashes.
    pub name: String,
    /// What is in it.
    pub text: String,
}

/// Runs a build script and tells Cargo.
pub(super) fn compile(builder: Builder, surroundings: &Surroundings) -> Result<(), Error> {
    let mut told = Vec::new();
    let result = on_large_stack(|| script(builder, surroundings, &mut told));
    tell(&told);
    result
}

/// Generates, and nothing else.
pub(super) fn to_memory(
    builder: Builder,
    surroundings: &Surroundings,
) -> Result<Vec<GeneratedFile>, Error> {
    let made = on_large_stack(|| generate(builder, surroundings).result);
    let texts = made?.files.into_texts().into_iter();
    Ok(texts
        .map(|(name, text)| GeneratedFile { name, text })
        .collect())
}

/// Sources may nest deeply, and the stack of a build script is as large as the system likes.
fn on_large_stack<T: Send>(run: impl FnOnce() -> Result<T, Error> + Send) -> Result<T, Error> {
    thread::scope(|scope| {
        let spawned = thread::Builder::new()
            .stack_size(STACK_BYTES)
            .spawn_scoped(scope, run);
        let handle = spawned
            .map_err(|error| Error::environment(format!("cannot start a thread: {error}")))?;
        handle.join().unwrap_or_else(|_| Err(Error::bug()))
    })
}

const STACK_BYTES: usize = 64 << 20;

/// Runs a build script; `told` is what Cargo is to know.
pub(super) fn script(
    builder: Builder,
    surroundings: &Surroundings,
    told: &mut Vec<String>,
) -> Result<(), Error> {
    let Generated { lines, result } = generate(builder, surroundings);
    told.extend(lines);
    let result = result.and_then(|made| put(made, surroundings, told));
    if let Err(error) = &result
        && !error.is_finding()
    {
        told.push(lines::error(&error.to_string()));
    }
    result
}

/// The end of a run, with what Cargo is to know.
pub(super) struct Generated {
    pub(super) lines: Vec<String>,
    pub(super) result: Result<Made, Error>,
}

/// Files, and where they go.
pub(super) struct Made {
    pub(super) files: Files,
    out_dir: Option<PathBuf>,
    check_in: Option<PathBuf>,
    /// What dependents read.
    published: Option<String>,
}

fn generate(builder: Builder, surroundings: &Surroundings) -> Generated {
    let mut run = Run {
        sources: SourceMap::new(),
        diagnostics: Diagnostics::new(),
        watched: Vec::new(),
        emit_rerun: true,
        deny: false,
        surroundings,
    };
    let made = run.generate(builder);
    run.conclude(made)
}

struct Run<'s> {
    sources: SourceMap,
    diagnostics: Diagnostics,
    /// Files and directories beside those of the sources.
    watched: Vec<PathBuf>,
    emit_rerun: bool,
    deny: bool,
    surroundings: &'s Surroundings,
}

impl Run<'_> {
    /// Nothing comes back when there are findings that are errors.
    fn generate(&mut self, builder: Builder) -> Result<Option<Made>, Error> {
        let directory = &self.surroundings.directory;
        let config = self.config(&builder);
        self.emit_rerun = builder.emit_rerun.or(config.emit_rerun).unwrap_or(true);
        self.deny = builder
            .warnings_as_errors
            .or(config.warnings_as_errors)
            .unwrap_or(false);

        let mut options = config.options;
        let mut roots = config.search_path;
        if !builder.search_path.is_empty() {
            roots = builder
                .search_path
                .iter()
                .map(|root| directory.join(root))
                .collect();
        }
        let given = if builder.packages.is_empty() {
            &config.packages
        } else {
            &builder.packages
        };
        if given.is_empty() {
            return Err(Error::environment(
                "no packages: neither the build script nor `vdl.toml` names any",
            ));
        }
        let mut arguments = arguments::read(given, &roots, directory);
        let own_roots = arguments.roots.clone();
        for name in config.dependencies.iter().chain(&builder.dependencies) {
            let dependency = Dependency::read(name, self.surroundings)?;
            for (package, rust) in dependency.packages {
                options = options.extern_path(package, rust);
            }
            arguments.roots.extend(dependency.roots);
            self.watched.push(dependency.file);
        }
        for edit in builder.edits {
            options = edit(options);
        }
        self.watched.append(&mut arguments.watched);
        let mut vdlroot = None;
        if builder.variables == Variables::Read {
            arguments.roots.extend(self.surroundings.vdlpath());
            vdlroot = self.surroundings.variable("VDLROOT").map(PathBuf::from);
        }

        let checked = self.check(&arguments.texts, arguments.roots, vdlroot);
        if self.diagnostics.has_errors() {
            return Ok(None);
        }
        let Some(plan) = plan(&checked, &options, &mut self.diagnostics) else {
            return Ok(None);
        };
        let include = builder.include_file.or(config.include_file);
        let include = include.as_deref().unwrap_or("vdl.rs");
        let split = builder.split.or(config.split).unwrap_or_default();
        let files = match plan.files(include, split, &OneByOne) {
            Ok(files) => files,
            Err(findings) => {
                refuse(findings, &mut self.diagnostics);
                return Ok(None);
            }
        };
        let published = builder
            .publish
            .map(|module| {
                dependency::published(&plan, &checked, &own_roots, &module, self.surroundings)
            })
            .transpose()?;
        Ok(Some(Made {
            files,
            out_dir: builder.out_dir.or(config.out_dir),
            check_in: builder.check_in.or(config.check_in),
            published,
        }))
    }

    fn config(&mut self, builder: &Builder) -> Config {
        let directory = &self.surroundings.directory;
        let place = match &builder.config {
            ConfigFile::This(path) => Some(Place::File(directory.join(path))),
            ConfigFile::Nearest => config::find(directory),
        };
        place.map_or_else(Config::default, |place| {
            config::read(&place, &mut self.sources, &mut self.diagnostics)
        })
    }

    fn check(
        &mut self,
        texts: &[String],
        roots: Vec<PathBuf>,
        vdlroot: Option<PathBuf>,
    ) -> Checked {
        let search = SearchPathOptions {
            vdlpath: Some(roots),
            vdlroot,
            current_dir: self.surroundings.directory.clone(),
        };
        let Some(search) = SearchPath::new(&search, &mut self.diagnostics) else {
            return Checked::default();
        };
        let options = session::Options {
            compile: CompileOptions {
                lints: Lints::On,
                ..CompileOptions::default()
            },
            ..session::Options::default()
        };
        session::check(
            texts,
            &search,
            &options,
            &OneByOne,
            &mut self.sources,
            &mut self.diagnostics,
        )
    }

    fn conclude(mut self, made: Result<Option<Made>, Error>) -> Generated {
        let directory = &self.surroundings.directory;
        let mut found = self.diagnostics.take();
        if self.deny {
            found
                .iter_mut()
                .for_each(|diagnostic| diagnostic.severity = Severity::Error);
        }
        let mut lines = Vec::new();
        if self.emit_rerun {
            lines = lines::rerun(&self.sources, &self.watched, directory);
        }
        lines.extend(lines::findings(&self.sources, &found, directory));
        let is_refused = found
            .iter()
            .any(|diagnostic| diagnostic.severity == Severity::Error);
        let result = match made {
            Ok(Some(made)) if !is_refused => Ok(made),
            Ok(_) => Err(Error::findings(self.drawn(&found))),
            Err(error) => Err(error),
        };
        Generated { lines, result }
    }

    fn drawn(&self, found: &[Diagnostic]) -> String {
        let findings = Findings {
            sources: &self.sources,
            diagnostics: found,
            directory: &self.surroundings.directory,
            paint: self.surroundings.paint(),
        };
        let mut text = Vec::new();
        // Writing to memory cannot fail.
        let _ = human(&findings, &mut text);
        let text = String::from_utf8_lossy(&text);
        let errors = found
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .count();
        let plural = if errors == 1 { "" } else { "s" };
        format!(
            "no code is generated due to {errors} error{plural}\n\n{}",
            text.trim_end()
        )
    }
}

/// Puts files where they belong.
fn put(made: Made, surroundings: &Surroundings, told: &mut Vec<String>) -> Result<(), Error> {
    let Made {
        files,
        out_dir,
        check_in,
        published,
    } = made;
    let directory = &surroundings.directory;
    let cargo_dir = surroundings.variable("OUT_DIR").map(PathBuf::from);
    let no_place =
        || Error::environment("there is no output directory: OUT_DIR is not set, and no `out_dir`");

    let mut facts = Files::new();
    let mut outputs = Vec::new();
    if let Some(text) = published {
        facts
            .insert(dependency::FILE, text)
            .map_err(|error| Error::environment(error.to_string()))?;
        let place = cargo_dir.clone().ok_or_else(no_place)?;
        let path = place.join(dependency::FILE);
        told.push(format!("cargo::metadata=vdl={}", path.display()));
        outputs.push((place, &facts));
    }
    match check_in {
        Some(place) => {
            let place = directory.join(place);
            if surroundings.only_checks() {
                let stale = check(&place, &files)?;
                if !stale.is_empty() {
                    return Err(stale_error(&stale, surroundings));
                }
            } else {
                outputs.push((place, &files));
            }
        }
        None => {
            let place = out_dir.map(|place| directory.join(place)).or(cargo_dir);
            outputs.push((place.ok_or_else(no_place)?, &files));
        }
    }
    let outputs: Vec<_> = outputs
        .iter()
        .map(|(place, files)| (place.as_path(), *files))
        .collect();
    write(&outputs)?;
    Ok(())
}

fn stale_error(stale: &[Stale], surroundings: &Surroundings) -> Error {
    let mut text = String::from(
        "generated code in the sources is stale; build where CI and VDL_CHECK are not set, and commit:",
    );
    for Stale { path, reason } in stale {
        let path = path.strip_prefix(&surroundings.directory).unwrap_or(path);
        text.push_str(&format!("\n  {}: {reason}", path.display()));
    }
    Error::stale(text)
}
