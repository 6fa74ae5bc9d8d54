//! The `vom` command: shows what VOM says, and makes VOM from text (vom §17).
//!
//! Flags, output forms and exit codes are those of the tool that VOM came with, and there is more.

mod args;
mod command;

use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, FromArgMatches};
use cmdline::flags::normalise;
use cmdline::output::Output;

use args::{Command, CommandLine};

/// The exit code of wrong usage.
const USAGE: u8 = 2;

fn main() -> ExitCode {
    let line = match parse(std::env::args_os().skip(1)) {
        Ok(Ok(line)) => line,
        Ok(Err(error)) if error.use_stderr() => {
            let text = error.render().to_string();
            let text = text.strip_prefix("error: ").unwrap_or(&text);
            tell(format_args!("ERROR: {}", text.trim_end()));
            return ExitCode::from(USAGE);
        }
        Ok(Err(help)) => {
            // Nothing is left to tell it to when the terminal is gone.
            let _ = help.print();
            return ExitCode::SUCCESS;
        }
        Err(error) => return fail(&error),
    };
    let mut out = Output::new();
    let result = match line.command {
        Command::Decode(args) => command::decode::run(args, &mut out),
        Command::Dump(args) => command::dump::run(args, &mut out),
        Command::Encode(args) => command::encode::run(args, &mut out),
    };
    // What was printed before an error is of use, too.
    let flushed = out.flush();
    match result.and(flushed) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&error),
    }
}

fn parse(arguments: impl Iterator<Item = OsString>) -> Result<Result<CommandLine, clap::Error>> {
    let mut definition = CommandLine::command();
    definition.build();
    let arguments = normalise(&definition, arguments)?;
    let arguments = std::iter::once(OsString::from("vom")).chain(arguments);
    let matches = CommandLine::command().try_get_matches_from(arguments);
    Ok(matches.and_then(|matches| CommandLine::from_arg_matches(&matches)))
}

fn fail(error: &anyhow::Error) -> ExitCode {
    tell(format_args!("ERROR: {error:#}"));
    ExitCode::FAILURE
}

/// Writes a line to standard error. Trouble there has nowhere to be told.
fn tell(text: std::fmt::Arguments<'_>) {
    let _ = writeln!(io::stderr(), "{text}");
}
