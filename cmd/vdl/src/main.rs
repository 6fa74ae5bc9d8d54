//! The `vdl` command: flags in, library calls, text and an exit code out (`codegen` §6, `vdl-language` §12).
//!
//! Everything that knows VDL is in the libraries. Here are the command line, the environment, threads, files that are
//! written, and the five ways to show findings.

mod args;
mod command;
mod console;
mod crash;
mod diff;
mod exit;
mod exprs;
mod render;
mod report;
mod setting;
mod threads;

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::{ColorChoice, CommandFactory, FromArgMatches};
use cmdline::flags::normalise;

use args::{Command, CommandLine};
use console::Console;
use exit::{Exit, Usage};
use setting::Setting;

/// Compiling is small allocations by the million, made on one thread and freed on another.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    crash::install_hook();
    // Syntax trees may nest deeply, and the main thread's stack is as large as the system likes.
    let code = threads::on_large_stack(|| run(std::env::args_os().skip(1)));
    // Compiled packages are not worth freeing.
    std::process::exit(i32::from(code.unwrap_or(Exit::Crash).code()))
}

fn run(arguments: impl Iterator<Item = OsString>) -> Exit {
    let mut definition = CommandLine::command();
    definition.build();
    let parsed = normalise(&definition, arguments).map(|arguments| {
        let command = CommandLine::command().color(help_colors(&arguments));
        let arguments = std::iter::once(OsString::from("vdl")).chain(arguments);
        let matches = command.try_get_matches_from(arguments);
        matches.and_then(|matches| CommandLine::from_arg_matches(&matches))
    });
    let line = match parsed {
        Ok(Ok(line)) => line,
        Ok(Err(error)) => {
            // Nothing is left to tell it to when the terminal is gone.
            let _ = error.print();
            return if error.use_stderr() {
                Exit::Usage
            } else {
                Exit::Success
            };
        }
        Err(error) => return Console::default().fail(&error),
    };
    let mut console = Console::new(&line.global);
    let result = execute(line, &mut console).and_then(|exit| console.flush().map(|()| exit));
    result.unwrap_or_else(|error| console.fail(&error))
}

/// What `--color` says about the texts that clap prints itself, before the flags are parsed.
fn help_colors(arguments: &[OsString]) -> ColorChoice {
    let last = arguments
        .iter()
        .rev()
        .filter_map(|argument| argument.to_str()?.strip_prefix("--color="))
        .next();
    last.and_then(|text| text.parse().ok())
        .unwrap_or(ColorChoice::Auto)
}

fn execute(line: CommandLine, console: &mut Console) -> Result<Exit> {
    let CommandLine { global, command } = line;
    if let Some(directory) = &global.directory {
        std::env::set_current_dir(directory)
            .with_context(|| format!("cannot work in `{directory}`"))?;
    }
    let setting = Setting::new(&global)?;
    match command {
        Some(Command::Check(args)) => command::check::check(&args, &setting, console),
        Some(Command::Compile(args)) => command::check::compile(&args, &setting, console),
        Some(Command::Generate(args)) => command::generate::run(&args, &setting, console),
        Some(Command::Audit(args)) => command::generate::audit(&args, &setting, console),
        Some(Command::Init(args)) => command::init::run(&args, &setting, console),
        Some(Command::List(args)) => command::list::run(&args, &setting, console),
        Some(Command::Dump(args)) => command::dump::run(&args, &setting, console),
        Some(Command::Fmt(args)) => command::fmt::run(&args, &setting, console),
        Some(Command::Eval(args)) => command::eval::run(&args, &setting, console),
        Some(Command::Convert(args)) => command::convert::run(args, &setting, console),
        Some(Command::Export(args)) => command::export::run(&args, &setting, console),
        Some(Command::Explain(args)) => command::explain::run(&args, console),
        Some(Command::Completions(args)) => command::completions::run(&args, console),
        Some(Command::Man(args)) => command::man::run(&args, console),
        Some(Command::Version(args)) => command::version::run(&args, console),
        Some(Command::Help(args)) => command::help::run(&args, console),
        None if global.metadata => {
            command::version::run(&args::VersionArgs { json: false }, console)
        }
        None => Err(Usage::new("a command is needed").into()),
    }
}
