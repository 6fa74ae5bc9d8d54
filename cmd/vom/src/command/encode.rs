//! `vom encode`: text to VOM.

use anyhow::Result;
use cmdline::output::Output;

use crate::args::EncodeArgs;

/// Runs the command.
pub(crate) fn run(args: EncodeArgs, out: &mut Output) -> Result<()> {
    let _ = (args, out);
    Ok(())
}
