//! `vdl explain`: the long text of a code.

use anyhow::Result;
use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::suggest::nearest;

use crate::args::ExplainArgs;
use crate::console::Console;
use crate::exit::{Exit, Usage};

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs, console: &mut Console) -> Result<Exit> {
    if args.codes.is_empty() {
        for code in Code::ALL {
            console.print_line(format_args!("{code}  {:<28} {}", code.name(), code.title()))?;
        }
    }
    for (at, text) in args.codes.iter().enumerate() {
        let code = find(text)?;
        if at > 0 {
            console.print("\n")?;
        }
        console.print_line(code.explain().trim_end())?;
    }
    Ok(Exit::Success)
}

fn find(text: &str) -> Result<Code> {
    // What is copied from a message may still have its brackets.
    let bare = text.trim_matches(['[', ']']);
    if let Some(code) = Code::find(bare) {
        return Ok(code);
    }
    let known = Code::ALL.iter().flat_map(|code| [code.id(), code.name()]);
    let hint = nearest(bare, known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Err(Usage::new(format!("there is no code `{text}`{hint}")).into())
}
