//! `vdl eval`: constant expressions to values (`vdl-language` §10.3).

use anyhow::Result;
use serde_json::json;
use vdl::Value;
use vdl_parser::compile::compile_exprs;
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::source::SourceMap;

use crate::args::EvalArgs;
use crate::console::Console;
use crate::exit::Exit;
use crate::exprs::{self, environment};
use crate::report::{Warnings, show};
use crate::setting::Setting;

/// Runs the command.
pub(crate) fn run(args: &EvalArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let values = values(args, setting, &mut sources, &mut diagnostics)?;
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Hide);
    tally.conclude(console, "could not evaluate");
    for value in values.filter(|_| tally.errors == 0).into_iter().flatten() {
        let text = vdl::const_text(value.as_ref(), "");
        let ty = value.ty().unique_string();
        if args.json {
            console.print_line(json!({ "text": text, "type": ty }))?;
        } else {
            console.print_line(format_args!("{text} : {ty}"))?;
        }
    }
    Ok(tally.exit())
}

fn values(
    args: &EvalArgs,
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<Value>>> {
    let Some(exprs) = exprs::parse("expression", &args.expressions, sources, diagnostics)? else {
        return Ok(None);
    };
    let mut types = Vec::new();
    for text in &args.types {
        let Some(file) = exprs::parse_type(text, sources, diagnostics)? else {
            return Ok(None);
        };
        types.push(file);
    }
    let files: Vec<_> = std::iter::once(&exprs).chain(&types).collect();
    let Some(env) = environment(&args.import, &files, setting, sources, diagnostics) else {
        return Ok(None);
    };
    let wanted = exprs::types(&env, &types, sources, diagnostics);
    if diagnostics.has_errors() {
        return Ok(None);
    }
    Ok(compile_exprs(&env, &exprs, &wanted, sources, diagnostics))
}
