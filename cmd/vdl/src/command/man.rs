//! `vdl man`: manual pages.

use anyhow::Result;
use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{CommandLine, ManArgs};
use crate::console::Console;
use crate::exit::{Exit, Usage};

/// Runs the command.
pub(crate) fn run(args: &ManArgs, console: &mut Console) -> Result<Exit> {
    let mut command = CommandLine::command();
    command.build();
    let page = match &args.command {
        None => command,
        Some(name) => {
            let found = command.find_subcommand(name).cloned();
            found.ok_or_else(|| Usage::new(format!("there is no command `{name}`")))?
        }
    };
    let mut text = Vec::new();
    Man::new(page).render(&mut text)?;
    console.print(text)?;
    Ok(Exit::Success)
}
