//! VDL packages compiled while Rust is: what the macros that take VDL share.

use std::path::{Path, PathBuf};
use std::thread;

use vdl_codegen::render::{Findings, Paint, human};
use vdl_parser::compile::{CompileOptions, Lints};
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{
    self, LoadOptions, LoadedFile, LoadedPackage, SearchPath, SearchPathOptions,
};
use vdl_parser::session::{self, Checked, Options};
use vdl_parser::source::{SourceId, SourceMap};
use vdl_parser::{ast::FileKind, parse};

/// Packages that a macro compiled, or tried to.
#[derive(Debug, Default)]
pub(crate) struct Compiled {
    pub(crate) checked: Checked,
    pub(crate) sources: SourceMap,
    pub(crate) diagnostics: Diagnostics,
    /// Where relative paths start.
    folder: PathBuf,
}

/// Compiles what arguments name, with what that imports.
///
/// Package paths start in `roots`; without roots that is where `vdl check` takes it to be, seen from `folder`.
pub(crate) fn compile(
    arguments: &[String],
    roots: Option<Vec<PathBuf>>,
    folder: &Path,
) -> Compiled {
    on_large_stack(|| {
        let mut compiled = Compiled::new(folder);
        let Compiled {
            checked,
            sources,
            diagnostics,
            ..
        } = &mut compiled;
        if let Some(search) = search(roots, folder, diagnostics) {
            *checked = session::check(
                arguments,
                &search,
                &options(),
                &OneByOne,
                sources,
                diagnostics,
            );
        }
        compiled
    })
}

/// A package of one file that is in memory.
#[derive(Debug)]
pub(crate) struct Memory<'a> {
    /// The path of the package.
    pub(crate) path: &'a str,
    /// The base name of the file.
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
}

/// Compiles a package that is in memory, with what it imports. Its source comes first among the sources.
pub(crate) fn compile_memory(memory: &Memory<'_>, roots: Vec<PathBuf>, folder: &Path) -> Compiled {
    on_large_stack(|| {
        let mut compiled = Compiled::new(folder);
        compiled.memory(memory, roots);
        compiled
    })
}

impl Compiled {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_path_buf(),
            ..Self::default()
        }
    }

    fn memory(&mut self, memory: &Memory<'_>, roots: Vec<PathBuf>) -> Option<()> {
        let Self {
            sources,
            diagnostics,
            ..
        } = self;
        let search = search(Some(roots), &self.folder, diagnostics)?;
        let name = format!("{}/{}", memory.path, memory.file);
        let id = sources
            .add(name, None, memory.text.as_bytes().to_vec())
            .ok()?;
        let parsed = parse::parse_file(sources.source(id), id, FileKind::Package);
        let file = match parsed.file {
            Some(file) if parsed.diagnostics.is_empty() => file,
            Some(_) | None => {
                parsed
                    .diagnostics
                    .into_iter()
                    .for_each(|found| diagnostics.push(found));
                return None;
            }
        };
        let load = LoadOptions::default();
        let mut loaded = load::load_with_imports(&file, &[], &search, &load, sources, diagnostics)?;
        let mut imports: Vec<usize> = Vec::new();
        for import in &file.imports {
            let place = loaded
                .packages
                .iter()
                .position(|package| package.path == import.path);
            imports.extend(place.filter(|place| !imports.contains(place)));
        }
        let declared = file
            .package
            .map(|package| sources.slice(package.span).to_owned());
        loaded.packages.push(LoadedPackage {
            name: declared.unwrap_or_default(),
            path: memory.path.to_owned(),
            gen_path: memory.path.to_owned(),
            embedded: false,
            target: true,
            dir: None,
            files: vec![LoadedFile {
                name: memory.file.to_owned(),
                source: id,
            }],
            config: None,
            imports,
        });
        self.checked =
            session::compile(loaded, &options().compile, &OneByOne, sources, diagnostics);
        Some(())
    }

    /// The errors so far, in order. There are no others afterwards.
    pub(crate) fn take_errors(&mut self) -> Vec<Diagnostic> {
        let found = self.diagnostics.take().into_iter();
        found
            .filter(|found| found.severity == Severity::Error)
            .collect()
    }

    /// Findings as text.
    pub(crate) fn render(&self, errors: &[Diagnostic]) -> String {
        let mut text = Vec::new();
        let findings = Findings {
            sources: &self.sources,
            diagnostics: &errors[..errors.len().min(SHOWN)],
            directory: &self.folder,
            paint: Paint::Plain,
        };
        // Writing to a vector cannot fail.
        let _ = human(&findings, &mut text);
        String::from_utf8_lossy(&text).trim_end().to_owned()
    }

    /// Every file that was read, absolute.
    pub(crate) fn files(&self) -> Vec<String> {
        let paths = self
            .sources
            .sources()
            .filter_map(|(_, source)| source.disk_path());
        paths
            .map(|path| self.folder.join(path).to_string_lossy().into_owned())
            .collect()
    }

    /// Whether a finding is in a source.
    pub(crate) fn is_in(&self, finding: &Diagnostic, source: SourceId) -> bool {
        finding.span.and_then(|span| self.sources.find(span.start)) == Some(source)
    }
}

/// As much of the findings as one wants to read in the middle of others.
const SHOWN: usize = 10;

fn search(
    roots: Option<Vec<PathBuf>>,
    folder: &Path,
    diagnostics: &mut Diagnostics,
) -> Option<SearchPath> {
    let options = SearchPathOptions {
        vdlpath: roots,
        vdlroot: None,
        current_dir: folder.to_path_buf(),
    };
    SearchPath::new(&options, diagnostics)
}

fn options() -> Options {
    Options {
        compile: CompileOptions {
            lints: Lints::Off,
            ..CompileOptions::default()
        },
        ..Options::default()
    }
}

/// Sources may nest deeply, and nobody knows how large the stack of the compiler is.
fn on_large_stack(run: impl FnOnce() -> Compiled + Send) -> Compiled {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK_BYTES);
        let run = thread
            .spawn_scoped(scope, run)
            .expect("the compiler starts threads itself");
        match run.join() {
            Ok(compiled) => compiled,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

const STACK_BYTES: usize = 64 << 20;
