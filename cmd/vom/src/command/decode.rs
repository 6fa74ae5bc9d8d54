//! `vom decode`: the values of a stream.

use anyhow::{Result, bail};
use cmdline::output::Output;
use cmdline::values::Values;
use vdl::Value;

use crate::args::DecodeArgs;
use crate::tell;

/// Runs the command.
pub(crate) fn run(args: DecodeArgs, out: &mut Output) -> Result<()> {
    let (all, json) = (args.all, args.json);
    let encoding = args.input.encoding();
    let (input, _) = args.input.open()?;
    let mut values = Values::new(input, encoding);
    if !all {
        let Some(value) = values.next_value(None)? else {
            bail!("the data ends before there is a value");
        };
        print(&value, json, out)?;
        if !values.is_drained() {
            tell(format_args!("There is more after the first value, which --all prints."));
        }
        return Ok(());
    }
    while let Some(value) = values.next_value(None)? {
        print(&value, json, out)?;
        if values.is_drained() {
            // Someone may be watching.
            out.flush()?;
        }
        if out.is_gone() {
            break;
        }
    }
    Ok(())
}

fn print(value: &Value, json: bool, out: &mut Output) -> Result<()> {
    if json {
        { let _ = value; todo!() }
    } else {
        out.print_line(value)
    }
}
