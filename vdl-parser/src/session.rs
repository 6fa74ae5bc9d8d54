//! A whole run: arguments to compiled packages. The command, build scripts and tests all come through here.
//!
//! The session owns the order of stages and nothing else: it loads, parses files side by side on the caller's
//! [`Jobs`], and compiles packages in dependency order (`vdl-language` §1). Packages go through in windows, so that the
//! syntax trees of a large tree are never all in memory; one window is parsed while the one before it is compiled.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use crate::ast::{self, FileKind};
use crate::compile::{self, CompileOptions, Lints, ParsedPackage};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::env::{Env, PackageId};
use crate::jobs::Jobs;
use crate::load::{self, LoadOptions, Loaded, LoadedPackage, SearchPath};
use crate::parse::{Parsed, parse_file};
use crate::source::{SourceId, SourceMap};

/// What the caller decides about a run.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// About finding packages.
    pub load: LoadOptions,
    /// About compiling them.
    pub compile: CompileOptions,
}

/// The result of a run.
#[derive(Debug, Default)]
pub struct Checked {
    /// Everything that compiled.
    pub env: Env,
    /// The packages of the run, dependencies first; empty when loading failed.
    pub packages: Vec<CheckedPackage>,
}

impl Checked {
    /// The compiled packages that arguments named, in order.
    pub fn targets(&self) -> impl Iterator<Item = PackageId> {
        self.packages
            .iter()
            .filter(|package| package.loaded.target)
            .filter_map(|package| package.id)
    }
}

/// A package of a run.
#[derive(Clone, Debug)]
pub struct CheckedPackage {
    /// Where it comes from.
    pub loaded: LoadedPackage,
    /// Its compiled form, unless it or one of its dependencies has errors.
    pub id: Option<PackageId>,
}

/// Loads and compiles what the arguments name and everything these packages import.
///
/// Findings are pushed package by package, dependencies first, each package's in source order.
pub fn check(
    arguments: &[String],
    search: &SearchPath,
    options: &Options,
    jobs: &dyn Jobs,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Checked {
    match load::load(arguments, search, &options.load, sources, diagnostics) {
        Some(loaded) => compile(loaded, &options.compile, jobs, sources, diagnostics),
        None => {
            check_syntax(jobs, sources, diagnostics);
            Checked::default()
        }
    }
}

/// Reports the syntax errors of all sources of a run whose packages could not be loaded: what is wrong with the imports
/// of one file is no reason to be silent about the others.
pub fn check_syntax(jobs: &dyn Jobs, sources: &SourceMap, diagnostics: &mut Diagnostics) {
    let files: Vec<SourceId> = sources
        .sources()
        .filter(|(_, source)| source.name().ends_with(".vdl"))
        .map(|(id, _)| id)
        .collect();
    let found: Vec<Mutex<Vec<Diagnostic>>> = files.iter().map(|_| Mutex::default()).collect();
    jobs.run(files.len(), &|job| {
        let parsed = parse_file(sources.source(files[job]), files[job], FileKind::Package);
        *found[job].lock().unwrap_or_else(PoisonError::into_inner) = parsed.diagnostics;
    });
    // Errors in headers are known already.
    let known: HashSet<_> = diagnostics
        .peek()
        .iter()
        .map(|known| (known.code, known.span))
        .collect();
    for diagnostic in found
        .into_iter()
        .flat_map(|found| found.into_inner().unwrap_or_else(PoisonError::into_inner))
    {
        if !known.contains(&(diagnostic.code, diagnostic.span)) {
            diagnostics.push(diagnostic);
        }
    }
    diagnostics.sort();
}

/// Compiles what has been loaded. A failing package does not stop the others, but what imports it is passed over.
pub fn compile(
    loaded: Loaded,
    options: &CompileOptions,
    jobs: &dyn Jobs,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Checked {
    let config_env = compile_all(
        &loaded.config_packages,
        &Env::default(),
        options,
        jobs,
        sources,
        diagnostics,
    )
    .0;
    let (env, ids) = compile_all(
        &loaded.packages,
        &config_env,
        options,
        jobs,
        sources,
        diagnostics,
    );
    let packages = loaded
        .packages
        .into_iter()
        .zip(ids)
        .map(|(loaded, id)| CheckedPackage { loaded, id })
        .collect();
    Checked { env, packages }
}

/// Sources of a window are at least this many bytes, unless it is the last.
const WINDOW_BYTES: usize = 96 << 10;

fn compile_all(
    packages: &[LoadedPackage],
    config_env: &Env,
    options: &CompileOptions,
    jobs: &dyn Jobs,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> (Env, Vec<Option<PackageId>>) {
    let mut stage = Stage {
        env: Env::new(),
        ids: vec![None; packages.len()],
        packages,
        config_env,
        options,
        sources,
    };
    let mut ready: Option<Window> = None;
    for window in windows(packages, sources) {
        let next = Window::new(packages, window);
        let compiling = Mutex::new((&mut stage, &mut *diagnostics, ready.take()));
        // The first job compiles the window before; it is the longest, so it starts first.
        jobs.run(next.files.len() + 1, &|job| match job.checked_sub(1) {
            Some(file) => next.parse(file, sources),
            None => {
                let mut compiling = compiling.lock().unwrap_or_else(PoisonError::into_inner);
                let (stage, diagnostics, ready) = &mut *compiling;
                if let Some(ready) = ready.take() {
                    stage.compile(ready, diagnostics);
                }
            }
        });
        ready = Some(next);
    }
    if let Some(ready) = ready {
        stage.compile(ready, diagnostics);
    }
    (stage.env, stage.ids)
}

/// Neighbouring packages that together are worth a round of jobs.
fn windows(packages: &[LoadedPackage], sources: &SourceMap) -> Vec<Range<usize>> {
    let mut windows = Vec::new();
    let (mut start, mut bytes) = (0, 0);
    for (at, package) in packages.iter().enumerate() {
        bytes += package
            .files
            .iter()
            .map(|file| sources.source(file.source).text().len())
            .sum::<usize>();
        if bytes >= WINDOW_BYTES {
            windows.push(start..at + 1);
            (start, bytes) = (at + 1, 0);
        }
    }
    if start < packages.len() {
        windows.push(start..packages.len());
    }
    windows
}

/// The files of some packages, parsed by jobs.
struct Window {
    packages: Range<usize>,
    files: Vec<(SourceId, Mutex<Option<Parsed>>)>,
}

impl Window {
    fn new(packages: &[LoadedPackage], range: Range<usize>) -> Self {
        let files = packages[range.clone()]
            .iter()
            .flat_map(|package| &package.files);
        Self {
            packages: range,
            files: files.map(|file| (file.source, Mutex::new(None))).collect(),
        }
    }

    fn parse(&self, file: usize, sources: &SourceMap) {
        let (source, slot) = &self.files[file];
        let parsed = parse_file(sources.source(*source), *source, FileKind::Package);
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(parsed);
    }
}

/// The compilation of one list of packages.
struct Stage<'a> {
    env: Env,
    ids: Vec<Option<PackageId>>,
    packages: &'a [LoadedPackage],
    config_env: &'a Env,
    options: &'a CompileOptions,
    sources: &'a SourceMap,
}

impl Stage<'_> {
    fn compile(&mut self, window: Window, diagnostics: &mut Diagnostics) {
        let mut files = window.files.into_iter();
        for at in window.packages {
            let mut found = Diagnostics::new();
            let parsed = files
                .by_ref()
                .take(self.packages[at].files.len())
                .filter_map(|(_, slot)| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
            self.ids[at] = self.package(at, parsed.collect(), &mut found);
            found.sort();
            diagnostics.append(found);
        }
    }

    fn package(
        &mut self,
        at: usize,
        parsed: Vec<Parsed>,
        diagnostics: &mut Diagnostics,
    ) -> Option<PackageId> {
        let package = &self.packages[at];
        let files = self.files(parsed, diagnostics);
        let config = package
            .config
            .map(|source| self.config(source, diagnostics));
        if diagnostics.has_errors()
            || package
                .imports
                .iter()
                .any(|import| self.ids[*import].is_none())
        {
            return None;
        }
        let parsed = ParsedPackage {
            path: package.path.clone(),
            gen_path: package.gen_path.clone(),
            embedded: package.embedded,
            files: files?,
            config: config.flatten(),
        };
        // Whoever checks a package cannot mend what it imports, nor what the tool carries.
        let lints = if package.target && !package.embedded {
            self.options.lints
        } else {
            Lints::Off
        };
        let options = CompileOptions {
            lints,
            ..*self.options
        };
        compile::compile_package(&mut self.env, &parsed, self.sources, &options, diagnostics)
    }

    fn files(&self, parsed: Vec<Parsed>, diagnostics: &mut Diagnostics) -> Option<Vec<ast::File>> {
        let mut files = Vec::with_capacity(parsed.len());
        let mut whole = true;
        for parsed in parsed {
            whole &= parsed.file.is_some();
            files.extend(parsed.file);
            push_all(parsed.diagnostics, diagnostics);
        }
        whole.then_some(files)
    }

    /// The value of a configuration file, unless it has errors.
    fn config(&self, id: SourceId, diagnostics: &mut Diagnostics) -> Option<vdl::Value> {
        let source = self.sources.source(id);
        let parsed = parse_file(source, id, FileKind::Config);
        push_all(parsed.diagnostics, diagnostics);
        let definition = self.config_env.type_def(CONFIG_TYPE)?;
        let ty = &self.config_env.types[definition].ty;
        let file = parsed.file.filter(|_| !diagnostics.has_errors())?;
        let imports = [CONFIG_PACKAGE];
        compile::compile_config(
            self.config_env,
            &file,
            source.name(),
            Some(ty),
            &imports,
            self.sources,
            diagnostics,
        )
    }
}

/// The package that configuration files see, and their type in it (`vdl-language` §10.2).
const CONFIG_PACKAGE: &str = "vdltool";
const CONFIG_TYPE: &str = "vdltool.Config";

fn push_all(found: Vec<Diagnostic>, diagnostics: &mut Diagnostics) {
    found
        .into_iter()
        .for_each(|diagnostic| diagnostics.push(diagnostic));
}
