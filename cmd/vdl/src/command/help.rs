//! `vdl help`: commands and topics.

use anyhow::Result;
use clap::CommandFactory;
use vdl_parser::diagnostic::suggest::nearest;

use crate::args::{CommandLine, HelpArgs};
use crate::console::Console;
use crate::exit::{Exit, Usage};

/// The topics that are not commands.
const TOPICS: &[(&str, &str)] = &[
    ("packages", include_str!("topics/packages.txt")),
    ("vdlpath", include_str!("topics/vdlpath.txt")),
    ("vdlroot", include_str!("topics/vdlroot.txt")),
    ("vdl.config", include_str!("topics/vdl.config.txt")),
    ("vdl.toml", include_str!("topics/vdl.toml.txt")),
];

/// Runs the command.
pub(crate) fn run(args: &HelpArgs, console: &mut Console) -> Result<Exit> {
    let mut command = CommandLine::command();
    command.build();
    let Some(topic) = &args.topic else {
        console.print(command.render_long_help().to_string())?;
        return Ok(Exit::Success);
    };
    if let Some((_, text)) = TOPICS.iter().find(|(name, _)| name == topic) {
        console.print(text)?;
    } else if let Some(command) = command.find_subcommand_mut(topic) {
        console.print(command.render_long_help().to_string())?;
    } else {
        let commands = command.get_subcommands().map(clap::Command::get_name);
        let known = TOPICS.iter().map(|(name, _)| *name).chain(commands);
        let hint = nearest(topic, known)
            .map(|near| format!("; did you mean `{near}`?"))
            .unwrap_or_default();
        return Err(Usage::new(format!("there is no command or topic `{topic}`{hint}")).into());
    }
    Ok(Exit::Success)
}
