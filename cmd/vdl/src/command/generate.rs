//! `vdl generate` and `vdl audit`: code for packages, written as one step, or held against what is there.

mod inputs;
mod options;
mod out_dir;
mod outputs;
mod stale;
mod watch;

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use anyhow::Result;
use vdl_codegen::config::Config;
use vdl_codegen::files::write;
use vdl_codegen::generate::{plan, refuse};
use vdl_codegen::rust::Split;
use vdl_parser::compile::Lints;
use vdl_parser::diagnostic::Severity;
use vdl_parser::session::Checked;

use self::inputs::Inputs;
use self::outputs::Outputs;
use crate::args::{AuditArgs, GenerateArgs, OutputArgs, StaleArgs};
use crate::command::check::Run;
use crate::console::Console;
use crate::exit::Exit;
use crate::report::{Warnings, count, show};
use crate::setting::Setting;

/// Runs `vdl generate`.
pub(crate) fn run(args: &GenerateArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let task = Task {
        output: &args.output,
        stale: &args.stale,
        action: match (args.check, args.dry_run, args.stdout) {
            (true, _, _) => Action::Check,
            (false, true, _) => Action::Show,
            (false, false, true) => Action::Print,
            (false, false, false) => Action::Write,
        },
        gone: if args.prune { Gone::Remove } else { Gone::Keep },
        failure: if args.keep_going {
            Failure::GoOn
        } else {
            Failure::Stop
        },
    };
    if args.watch {
        return watch::run(&task, setting, console);
    }
    once(&task, setting, console).map(|done| done.exit)
}

/// Runs `vdl audit`.
pub(crate) fn audit(args: &AuditArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let task = Task {
        output: &args.output,
        stale: &args.stale,
        action: Action::Check,
        gone: Gone::Keep,
        failure: Failure::Stop,
    };
    once(&task, setting, console).map(|done| done.exit)
}

/// What a run of either command is to do.
struct Task<'a> {
    output: &'a OutputArgs,
    stale: &'a StaleArgs,
    action: Action,
    gone: Gone,
    failure: Failure,
}

/// What happens to generated code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// It is written.
    Write,
    /// It is held against what is there.
    Check,
    /// What would be written is listed.
    Show,
    /// It is printed.
    Print,
}

/// What happens to generated files of packages that are gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gone {
    Keep,
    Remove,
}

/// What happens when some packages have errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Failure {
    /// Nothing is written.
    Stop,
    /// The others are written.
    GoOn,
}

/// A run that is over.
struct Done {
    exit: Exit,
    /// What it depended on.
    inputs: Inputs,
    /// What is worth freeing only if the process goes on.
    checked: ManuallyDrop<Checked>,
}

fn once(task: &Task<'_>, setting: &Setting, console: &mut Console) -> Result<Done> {
    options::check_languages(&task.output.lang)?;
    let mut inputs = Inputs::new();
    let config = match options::config(task.output, setting, &mut inputs, console) {
        Ok(config) => config,
        Err(exit) => {
            let checked = ManuallyDrop::new(Checked::default());
            return Ok(Done {
                exit,
                inputs,
                checked,
            });
        }
    };
    let setting = &options::with_roots(setting, &config);
    let arguments = if task.output.packages.packages.is_empty() {
        &config.packages
    } else {
        &task.output.packages.packages
    };
    let folders = folders(arguments, setting);
    for folder in &folders {
        inputs.add_below(folder);
    }
    let mut run = Run::new(arguments, Lints::Off, setting, console);
    for (_, source) in run.sources.sources() {
        if let Some(path) = source.disk_path() {
            inputs.add_read(Path::new(path));
        }
    }

    let options = options::over(task.output, config.options.clone());
    let mut outputs = None;
    if task.failure == Failure::GoOn || !run.diagnostics.has_errors() {
        let planned = plan(&run.checked, &options, &mut run.diagnostics);
        let made = planned.map(|plan| Outputs::new(&plan, task, &config, &run, folders, setting));
        match made.transpose()? {
            Some(Ok(made)) => outputs = Some(made),
            Some(Err(findings)) => refuse(findings, &mut run.diagnostics),
            None => {}
        }
    }
    let warnings = if task.output.warnings.show_warnings {
        Warnings::Show
    } else {
        Warnings::Hide
    };
    let tally = show(
        console,
        setting,
        &run.sources,
        &mut run.diagnostics,
        warnings,
    );
    let undone = run.undone("generate");
    let exit = match outputs {
        Some(outputs) => act(task, &outputs, setting, console)?,
        None => Exit::Success,
    };
    tally.conclude(console, &undone);
    let exit = if tally.exit() == Exit::Success {
        exit
    } else {
        tally.exit()
    };
    Ok(Done {
        exit,
        inputs,
        checked: run.checked,
    })
}

/// Does with the code what is to be done.
fn act(
    task: &Task<'_>,
    outputs: &Outputs,
    setting: &Setting,
    console: &mut Console,
) -> Result<Exit> {
    let here = &setting.search.current_dir;
    match task.action {
        Action::Print => {
            console.print(outputs.text())?;
            return Ok(Exit::Success);
        }
        Action::Check => {
            let mut stale = outputs.stale()?;
            stale.extend(outputs.orphans()?);
            stale.sort();
            stale::show(&stale, outputs, "stale", task.stale, here, console)?;
            if stale.is_empty() {
                return Ok(Exit::Success);
            }
            let text = format!(
                "{} stale; `vdl generate` would write them",
                are(stale.len(), "generated file")
            );
            console.summary(Some(Severity::Error), &text);
            return Ok(Exit::Stale);
        }
        Action::Show | Action::Write => {}
    }
    let is_wanted = task.action == Action::Show || task.stale.diff;
    let changed = if is_wanted {
        outputs.stale()?
    } else {
        Vec::new()
    };
    let orphans = match task.gone {
        Gone::Remove => outputs.orphans()?,
        Gone::Keep => Vec::new(),
    };
    if task.action == Action::Show {
        stale::show(&changed, outputs, "would write", task.stale, here, console)?;
        stale::show(&orphans, outputs, "would remove", task.stale, here, console)?;
        return Ok(Exit::Success);
    }
    if task.stale.diff {
        stale::show_diffs(&changed, outputs, here, console)?;
    }
    let written = write(&outputs.places())?;
    outputs.prune(&orphans)?;
    if task.output.status {
        for package in outputs.packages_of(&written) {
            console.print_line(package)?;
        }
    }
    for path in &written {
        console.verbose(|| format!("wrote {}", shown(path, here)));
    }
    for gone in &orphans {
        console.verbose(|| format!("removed {}", shown(&gone.path, here)));
    }
    Ok(Exit::Success)
}

fn are(number: usize, noun: &str) -> String {
    let verb = if number == 1 { "is" } else { "are" };
    format!("{} {verb}", count(number, noun))
}

/// A path as it is shown.
fn shown(path: &Path, here: &Path) -> String {
    let below = path.strip_prefix(here).ok();
    below.unwrap_or(path).display().to_string()
}

/// How many files a directory gets unless somebody says otherwise.
fn split(config: &Config, args: &OutputArgs) -> Split {
    match args.split {
        Some(crate::args::SplitArg::Whole) => Split::Whole,
        Some(crate::args::SplitArg::PerPackage) => Split::PerPackage,
        None => config.split.unwrap_or(Split::PerPackage),
    }
}

/// The directories where patterns look for packages.
fn folders(arguments: &[String], setting: &Setting) -> Vec<PathBuf> {
    let here = &setting.search.current_dir;
    let mut folders = Vec::new();
    for argument in arguments {
        let argument = if argument == "all" { "..." } else { argument };
        let Some((before, _)) = argument.split_once("...") else {
            continue;
        };
        let folder = &before[..before.rfind('/').map_or(0, |at| at + 1)];
        let roots = setting
            .search
            .vdlpath
            .iter()
            .flatten()
            .map(|root| here.join(root));
        let is_local = Path::new(folder).is_absolute() || folder.starts_with('.');
        let roots: Vec<PathBuf> = match (is_local, &setting.search.vdlpath) {
            (false, Some(_)) => roots.collect(),
            (true, _) | (false, None) => vec![here.clone()],
        };
        folders.extend(
            roots
                .into_iter()
                .map(|root| root.join(folder))
                .filter(|folder| folder.is_dir()),
        );
    }
    folders
}
