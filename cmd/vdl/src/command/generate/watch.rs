//! `vdl generate --watch`: a run after each change of what the last one read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use anyhow::Result;
use vdl_codegen::render::Paint;

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
    let mut inputs = BTreeSet::from([setting.search.current_dir.clone()]);
    loop {
        // What changes during a run is a change.
        let mut before = stamps(&inputs);
        match once(task, setting, console) {
            Ok(mut done) => {
                done.inputs.insert(setting.search.current_dir.clone());
                drop(ManuallyDrop::into_inner(done.checked));
                let is_new = |path: &&PathBuf| !inputs.contains(*path);
                before.extend(
                    done.inputs
                        .iter()
                        .filter(is_new)
                        .map(|path| (path.clone(), stamp(path))),
                );
                before.retain(|path, _| done.inputs.contains(path));
                inputs = done.inputs;
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
        wait(&inputs, before);
    }
}

/// Returns when something is no longer as it was, and then stays the same for a moment.
fn wait(inputs: &BTreeSet<PathBuf>, mut before: BTreeMap<PathBuf, Stamp>) {
    loop {
        thread::sleep(POLL);
        let mut now = stamps(inputs);
        if now == before {
            continue;
        }
        while now != before {
            thread::sleep(QUIET);
            before = std::mem::replace(&mut now, stamps(inputs));
        }
        return;
    }
}

/// What shows that a file or directory has changed.
type Stamp = Option<(SystemTime, u64)>;

fn stamps(inputs: &BTreeSet<PathBuf>) -> BTreeMap<PathBuf, Stamp> {
    inputs
        .iter()
        .map(|path| (path.clone(), stamp(path)))
        .collect()
}

fn stamp(path: &Path) -> Stamp {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}
