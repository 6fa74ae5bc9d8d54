//! `vdl completions`: the completion script of a shell.

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{CommandLine, CompletionsArgs};
use crate::console::Console;
use crate::exit::Exit;

/// Runs the command.
pub(crate) fn run(args: &CompletionsArgs, console: &mut Console) -> Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut CommandLine::command(), "vdl", &mut script);
    console.print(script)?;
    Ok(Exit::Success)
}
