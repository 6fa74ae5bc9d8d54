//! `vdl fmt`: canonical formatting of files. Nothing is written unless all files parse.

mod paths;
mod replace;

use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use anyhow::{Context, Result, bail};
use serde_json::json;
use vdl_codegen::format::{FormatError, format};
use vdl_parser::ast::FileKind;
use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics, Severity};
use vdl_parser::jobs::Jobs;
use vdl_parser::source::{SourceId, SourceMap};

use crate::args::{Emit, FmtArgs};
use crate::console::Console;
use crate::diff;
use crate::exit::Exit;
use crate::report::{Warnings, count, show};
use crate::setting::{Setting, or_current_directory};

/// Runs the command.
pub(crate) fn run(args: &FmtArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let files = if args.stdin {
        vec![standard_input(args, setting, &mut sources)?]
    } else {
        let paths = paths::find(
            &or_current_directory(&args.paths),
            setting,
            &mut diagnostics,
        );
        read(&paths, setting, &mut sources, &mut diagnostics)
    };
    let texts = format_all(&files, setting, &sources, &mut diagnostics)?;
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Hide);
    tally.conclude(console, "could not format");
    if tally.errors > 0 {
        return Ok(tally.exit());
    }
    let emit = if args.stdin { Emit::Stdout } else { args.emit };
    let mut changed = 0;
    for (file, text) in files.iter().zip(&texts) {
        let before = sources.source(file.id).text();
        // What was read may have begun with a byte order mark, which the text keeps.
        let differs = **before != **text;
        changed += usize::from(differs);
        if args.check {
            if differs {
                console.print(diff::unified(&file.name, before, text))?;
            }
            continue;
        }
        match emit {
            Emit::Stdout => console.print(text)?,
            Emit::Json => console
                .print_line(json!({ "path": file.name, "changed": differs, "text": text }))?,
            Emit::Files if differs => {
                let path = file.path.as_ref().context("standard input is no file")?;
                replace::replace(path, text)
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                console.verbose(|| format!("formatted {}", file.name));
            }
            Emit::Files => {}
        }
    }
    conclude(args, console, changed, files.len())
}

fn conclude(args: &FmtArgs, console: &Console, changed: usize, files: usize) -> Result<Exit> {
    if args.check && changed > 0 {
        let are = if changed == 1 { "is" } else { "are" };
        console.summary(
            Some(Severity::Error),
            &format!(
                "{changed} of {} {are} not formatted; `vdl fmt` would change what the diff shows",
                count(files, "file")
            ),
        );
        return Ok(Exit::Findings);
    }
    if !args.check && !args.stdin && args.emit == Emit::Files {
        console.summary(
            None,
            &format!("formatted {changed} of {}", count(files, "file")),
        );
    }
    Ok(Exit::Success)
}

/// A file to format.
struct File {
    /// How it is called.
    name: String,
    path: Option<PathBuf>,
    id: SourceId,
    kind: FileKind,
}

fn standard_input(args: &FmtArgs, setting: &Setting, sources: &mut SourceMap) -> Result<File> {
    let mut bytes = Vec::new();
    io::stdin()
        .read_to_end(&mut bytes)
        .context("cannot read standard input")?;
    let name = args
        .stdin_path
        .clone()
        .unwrap_or_else(|| String::from("<stdin>"));
    let kind = kind(Path::new(&name), setting);
    let id = sources.add(name.as_str(), None, bytes)?;
    Ok(File {
        name,
        path: None,
        id,
        kind,
    })
}

fn read(
    paths: &[PathBuf],
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<File> {
    let mut files = Vec::new();
    for path in paths {
        let name = path
            .strip_prefix(&setting.search.current_dir)
            .unwrap_or(path)
            .display()
            .to_string();
        let added = std::fs::read(path)
            .map_err(anyhow::Error::from)
            .and_then(|bytes| {
                Ok(sources.add(name.as_str(), Some(path.display().to_string()), bytes)?)
            });
        match added {
            Ok(id) => files.push(File {
                name,
                path: Some(path.clone()),
                id,
                kind: kind(path, setting),
            }),
            Err(error) => {
                diagnostics.push(Diagnostic::unplaced(
                    Code::EnvUnreadable,
                    format!("cannot read `{name}`: {error}"),
                ));
            }
        }
    }
    files
}

fn kind(path: &Path, setting: &Setting) -> FileKind {
    let is_config = path
        .file_name()
        .is_some_and(|name| *name == *setting.load.config_name);
    if is_config {
        FileKind::Config
    } else {
        FileKind::Package
    }
}

/// The formatted texts of all files; of those with errors, what is wrong is pushed.
fn format_all(
    files: &[File],
    setting: &Setting,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<String>> {
    let slots: Vec<Mutex<Option<Result<String, FormatError>>>> =
        files.iter().map(|_| Mutex::new(None)).collect();
    setting.threads.run(files.len(), &|at| {
        let formatted = format(sources.source(files[at].id), files[at].id, files[at].kind);
        if let Ok(mut slot) = slots[at].lock() {
            *slot = Some(formatted);
        }
    });
    let mut texts = Vec::with_capacity(files.len());
    for (file, slot) in files.iter().zip(slots) {
        match slot.into_inner().ok().flatten() {
            Some(Ok(text)) => texts.push(text),
            Some(Err(FormatError::Syntax(found))) => {
                found.into_iter().for_each(|found| diagnostics.push(found))
            }
            Some(Err(FormatError::TooLarge)) => {
                let message = format!("`{}` is too large to be formatted", file.name);
                diagnostics.push(Diagnostic::unplaced(Code::EnvTooMuchSource, message));
            }
            Some(Err(FormatError::Changed)) | None => {
                // Pushed findings must not be dropped unseen.
                drop(diagnostics.take());
                bail!(
                    "formatting would change the meaning of `{}`, so nothing was written; please report this",
                    file.name
                );
            }
        }
    }
    Ok(texts)
}
