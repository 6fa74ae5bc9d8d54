//! `vdl dump`: what packages mean once they are compiled.

use anyhow::Result;
use serde_json::{Value, json};
use vdl_parser::compile::Lints;
use vdl_parser::env::{Def, TypeDefId};

use crate::args::{DumpArgs, DumpFormat};
use crate::command::check::Run;
use crate::console::Console;
use crate::exit::{Exit, Usage};
use crate::report::{Warnings, show};
use crate::setting::Setting;

/// Runs the command. Nothing is printed when any package has errors.
pub(crate) fn run(args: &DumpArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let mut run = Run::new(&args.packages.packages, Lints::Off, setting, console);
    let tally = show(
        console,
        setting,
        &run.sources,
        &mut run.diagnostics,
        Warnings::Hide,
    );
    tally.conclude(console, &run.undone("dump"));
    if tally.errors > 0 {
        return Ok(tally.exit());
    }
    if let Some(name) = &args.type_name {
        let id = find_type(&run, name)
            .ok_or_else(|| Usage::new(format!("no type `{name}` in these packages")))?;
        print_type(&run, id, args, console)?;
        return Ok(Exit::Success);
    }
    let env = &run.checked.env;
    for (at, id) in run.checked.targets().enumerate() {
        match args.format {
            DumpFormat::Json if args.pretty => {
                let object: Value =
                    serde_json::from_str(&vdl_codegen::dump::json(env, &run.sources, id))?;
                console.print_line(format_args!("{object:#}"))?;
            }
            DumpFormat::Json => {
                console.print_line(vdl_codegen::dump::json(env, &run.sources, id))?
            }
            DumpFormat::Text => {
                if at > 0 {
                    console.print("\n")?;
                }
                console.print(vdl_codegen::vdl::vdl(env, id))?;
            }
        }
    }
    Ok(Exit::Success)
}

/// A type by its full name, or by its name in one of the target packages.
fn find_type(run: &Run, name: &str) -> Option<TypeDefId> {
    let env = &run.checked.env;
    let local = || {
        run.checked
            .targets()
            .find_map(|id| match env.packages[id].lookup(name)? {
                Def::Type(id) => Some(id),
                Def::Const(_) | Def::Error(_) | Def::Interface(_) => None,
            })
    };
    env.type_def(name).or_else(local)
}

fn print_type(run: &Run, id: TypeDefId, args: &DumpArgs, console: &mut Console) -> Result<()> {
    let def = &run.checked.env.types[id];
    match args.format {
        DumpFormat::Text => console.print_line(def.ty.unique_string()),
        DumpFormat::Json => {
            let object = json!({
                "name": def.name,
                "kind": def.ty.kind().name(),
                "type": def.ty.unique_string(),
                "base": def.base.unique_string(),
            });
            if args.pretty {
                console.print_line(format_args!("{object:#}"))
            } else {
                console.print_line(object)
            }
        }
    }
}
