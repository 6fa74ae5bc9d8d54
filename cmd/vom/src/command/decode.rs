//! `vom decode`: the values of a stream.

use anyhow::{Result, bail};
use cmdline::output::Output;
use cmdline::text::TextForm;
use cmdline::values::Values;
use vdl::json::JsonOptions;

use crate::args::DecodeArgs;
use crate::tell;

/// Runs the command.
pub(crate) fn run(args: DecodeArgs, out: &mut Output) -> Result<()> {
    let form = if args.json {
        TextForm::Json(JsonOptions::default())
    } else {
        TextForm::Full
    };
    let all = args.all;
    let encoding = args.input.encoding();
    let (input, _) = args.input.open()?;
    let mut values = Values::new(input, encoding);
    if !all {
        let Some(value) = values.next_value(None)? else {
            bail!("the data ends before there is a value");
        };
        out.print_line(form.write(value.as_ref())?)?;
        if !values.is_drained() {
            tell(format_args!(
                "There is more after the first value, which --all prints."
            ));
        }
        return Ok(());
    }
    while let Some(value) = values.next_value(None)? {
        out.print_line(form.write(value.as_ref())?)?;
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
