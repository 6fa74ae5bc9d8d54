//! `vdl check` and `vdl compile`: the whole front end, nothing kept.

use std::mem::ManuallyDrop;
use std::time::Instant;

use anyhow::Result;
use vdl_parser::compile::Lints;
use vdl_parser::diagnostic::{Diagnostics, Severity};
use vdl_parser::load::{SearchPath, load};
use vdl_parser::session::{self, Checked};
use vdl_parser::source::SourceMap;

use crate::args::{CheckArgs, CompileArgs};
use crate::console::Console;
use crate::exit::Exit;
use crate::report::{Warnings, count, show};
use crate::setting::{Setting, or_current_directory};

/// Runs `vdl check`.
pub(crate) fn check(args: &CheckArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let warnings = match (args.deny.is_empty(), args.warnings.show_warnings) {
        (false, _) => Warnings::Deny,
        (true, true) => Warnings::Show,
        (true, false) => Warnings::Hide,
    };
    let mut run = Run::new(&args.packages.packages, Lints::On, setting, console);
    if args.status {
        run.print_paths(console)?;
    }
    let tally = show(
        console,
        setting,
        &run.sources,
        &mut run.diagnostics,
        warnings,
    );
    tally.conclude(console, &run.undone("check"));
    if tally.errors == 0 {
        let text = format!("checked {}", count(run.checked.packages.len(), "package"));
        if tally.warnings == 0 {
            console.summary(None, &text);
        } else {
            console.summary(
                Some(Severity::Warning),
                &format!("{text}; {} emitted", count(tally.warnings, "warning")),
            );
        }
    }
    Ok(tally.exit())
}

/// Runs `vdl compile`.
pub(crate) fn compile(
    args: &CompileArgs,
    setting: &Setting,
    console: &mut Console,
) -> Result<Exit> {
    let warnings = if args.warnings.show_warnings {
        Warnings::Show
    } else {
        Warnings::Hide
    };
    let mut run = Run::new(&args.packages.packages, Lints::Off, setting, console);
    if args.status {
        run.print_paths(console)?;
    }
    let tally = show(
        console,
        setting,
        &run.sources,
        &mut run.diagnostics,
        warnings,
    );
    tally.conclude(console, &run.undone("compile"));
    Ok(tally.exit())
}

/// A run of the front end over package arguments.
pub(crate) struct Run {
    /// All texts.
    pub(crate) sources: SourceMap,
    /// All findings.
    pub(crate) diagnostics: Diagnostics,
    /// All packages. The process ends after the run: they are not worth freeing.
    pub(crate) checked: ManuallyDrop<Checked>,
}

impl Run {
    /// Loads and compiles packages and everything they import.
    pub(crate) fn new(
        arguments: &[String],
        lints: Lints,
        setting: &Setting,
        console: &Console,
    ) -> Self {
        let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
        let options = setting.options(lints);
        let start = Instant::now();
        let loaded = SearchPath::new(&setting.search, &mut diagnostics).and_then(|search| {
            console.verbose(|| format!("searching {:?}", search.roots().collect::<Vec<_>>()));
            let arguments = or_current_directory(arguments);
            load(
                &arguments,
                &search,
                &options.load,
                &mut sources,
                &mut diagnostics,
            )
        });
        let loading = start.elapsed();
        let checked = if let Some(loaded) = loaded {
            let paths = loaded.packages.iter().map(|package| package.path.as_str());
            console.verbose(|| format!("compiling {}", paths.collect::<Vec<_>>().join(" ")));
            session::compile(
                loaded,
                &options.compile,
                &setting.threads,
                &sources,
                &mut diagnostics,
            )
        } else {
            session::check_syntax(&setting.threads, &sources, &mut diagnostics);
            Checked::default()
        };
        if setting.time {
            let compiling = start.elapsed() - loading;
            let bytes: usize = sources
                .sources()
                .map(|(_, source)| source.text().len())
                .sum();
            console.tell(
                format!("load {loading:.1?}, parse and compile {compiling:.1?}, {bytes} bytes of source\n").as_bytes(),
            );
        }
        Self {
            sources,
            diagnostics,
            checked: ManuallyDrop::new(checked),
        }
    }

    fn print_paths(&self, console: &mut Console) -> Result<()> {
        self.checked
            .packages
            .iter()
            .filter(|package| package.id.is_some())
            .try_for_each(|package| console.print_line(&package.loaded.path))
    }

    /// What could not be done to which packages.
    pub(crate) fn undone(&self, verb: &str) -> String {
        let mut failed = self
            .checked
            .packages
            .iter()
            .filter(|package| package.id.is_none());
        match (failed.next(), failed.count()) {
            (None, _) => format!("could not {verb} the packages"),
            (Some(package), 0) => format!("could not {verb} `{}`", package.loaded.path),
            (Some(_), others) => format!("could not {verb} {} packages", others + 1),
        }
    }
}
