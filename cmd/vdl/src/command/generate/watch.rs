//! `vdl generate --watch`: a run after each change of what the last one read.

use std::mem::ManuallyDrop;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use vdl_codegen::render::Paint;

use super::inputs::Inputs;
use super::{Task, once};
use crate::console::Console;
use crate::exit::{Exit, Usage};
use crate::report::count;
use crate::setting::Setting;

/// How often files are looked at.
const POLL: Duration = Duration::from_millis(100);
/// Changes that follow each other this fast are one.
const QUIET: Duration = Duration::from_millis(50);
/// Wipes a terminal.
const CLEAR: &[u8] = b"\x1b[2J\x1b[H";

/// Runs until the process is interrupted, or nobody reads its output any more.
pub(super) fn run(task: &Task<'_>, setting: &Setting, console: &mut Console) -> Result<Exit> {
    // Where nothing is found yet, something may come.
    let mut inputs = Inputs::new();
    inputs.add(&setting.search.current_dir);
    loop {
        match once(task, setting, console) {
            Ok(done) => {
                drop(ManuallyDrop::into_inner(done.checked));
                inputs = done.inputs;
                inputs.add(&setting.search.current_dir);
                if done.exit == Exit::Success && console.paint() == Paint::Colors {
                    console.tell(CLEAR);
                }
            }
            Err(error) if error.is::<Usage>() => return Err(error),
            Err(error) => {
                console.fail(&error);
            }
        }
        console.flush()?;
        if console.is_gone() {
            return Ok(Exit::Success);
        }
        console.summary(None, &format!("watching {}", count(inputs.len(), "path")));
        inputs = changed(&inputs);
    }
}

/// Returns when something is no longer as it was, and then stays the same for a moment.
fn changed(before: &Inputs) -> Inputs {
    loop {
        thread::sleep(POLL);
        let mut now = before.now();
        if now.is_like(before) {
            continue;
        }
        loop {
            thread::sleep(QUIET);
            let later = now.now();
            if later.is_like(&now) {
                return later;
            }
            now = later;
        }
    }
}
