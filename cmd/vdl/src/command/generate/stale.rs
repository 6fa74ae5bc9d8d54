//! Files that are not as they should be, for people and for scripts.

use std::path::Path;

use anyhow::Result;
use serde_json::json;
use vdl_codegen::files::{Reason, Stale};

use super::outputs::Outputs;
use super::shown;
use crate::args::{StaleArgs, StaleFormat};
use crate::console::Console;
use crate::diff::unified;

/// Shows files under a word for what they are, and their differences if these are wanted.
pub(super) fn show(
    stale: &[Stale],
    outputs: &Outputs,
    word: &str,
    args: &StaleArgs,
    here: &Path,
    console: &mut Console,
) -> Result<()> {
    for file in stale {
        let path = shown(&file.path, here);
        match args.format {
            StaleFormat::Text => console.print_line(format!("{word}: {path}"))?,
            StaleFormat::Json => {
                console.print_line(json!({ "path": path, "reason": file.reason.name() }))?
            }
        }
    }
    if args.diff && args.format == StaleFormat::Text {
        show_diffs(stale, outputs, here, console)?;
    }
    Ok(())
}

/// Shows what would change in files.
pub(super) fn show_diffs(
    stale: &[Stale],
    outputs: &Outputs,
    here: &Path,
    console: &mut Console,
) -> Result<()> {
    for file in stale {
        let before = match file.reason {
            Reason::Missing => String::new(),
            Reason::Differs | Reason::Orphan => {
                let bytes = std::fs::read(&file.path).unwrap_or_default();
                String::from_utf8_lossy(&bytes).into_owned()
            }
        };
        let after = match file.reason {
            Reason::Missing | Reason::Differs => outputs.text_of(&file.path),
            Reason::Orphan => "",
        };
        console.print(unified(&shown(&file.path, here), &before, after))?;
    }
    Ok(())
}
