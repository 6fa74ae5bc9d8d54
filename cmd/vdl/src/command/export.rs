//! `vdl export`: the types and services of a Rust crate as VDL.

use anyhow::Result;
use vdl_codegen::export::export;
use vdl_codegen::files::Files;
use vdl_codegen::render::title_line;
use vdl_parser::diagnostic::Severity;

use crate::args::ExportArgs;
use crate::console::Console;
use crate::exit::Exit;
use crate::report::count;
use crate::setting::Setting;

/// Runs the command. What can be exported is, also if something else cannot.
pub(crate) fn run(args: &ExportArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let directory = setting.search.current_dir.join(&args.crate_dir);
    let exported = export(&directory)?;
    for finding in &exported.findings {
        let place = format!("{}:{}", finding.file, finding.line);
        let line = title_line(
            Severity::Error,
            &format!("{place}: {}", finding.message),
            console.paint(),
        );
        console.tell(format!("{line}\n").as_bytes());
    }
    if let Some(out_dir) = &args.out_dir {
        let mut files = Files::new();
        for package in exported.packages {
            let last = package.path.rsplit('/').next().unwrap_or_default();
            files.insert(format!("{}/{last}.vdl", package.path), package.text)?;
        }
        files.write_to(&setting.search.current_dir.join(out_dir))?;
    } else {
        for (at, package) in exported.packages.iter().enumerate() {
            if at > 0 {
                console.print("\n")?;
            }
            console.print_line(format_args!("// {}", package.path))?;
            console.print("\n")?;
            console.print(&package.text)?;
        }
    }
    if exported.findings.is_empty() {
        return Ok(Exit::Success);
    }
    console.summary(
        Some(Severity::Error),
        &format!(
            "{} could not be exported",
            count(exported.findings.len(), "definition")
        ),
    );
    Ok(Exit::Findings)
}
