//! Whole processes: their time and the most memory they held.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{fs, io};

/// What one run of a command took.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// From start to end, as a clock on the wall sees it.
    pub wall: Duration,
    /// The largest resident size in bytes; zero where the system does not tell.
    pub peak: u64,
}

/// Runs a command to its end; its output is dropped.
///
/// # Errors
///
/// When the command cannot be started or fails.
pub fn run(command: &mut Command) -> io::Result<Run> {
    let start = Instant::now();
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        if let Some(status) = child.try_wait()? {
            let wall = start.elapsed();
            return if status.success() {
                Ok(Run { wall, peak })
            } else {
                Err(io::Error::other(format!("{status}")))
            };
        }
        peak = peak.max(high_water_mark(&status_file).unwrap_or(0));
        std::thread::sleep(Duration::from_micros(300));
    }
}

/// The fastest and the middle of some runs, and the largest peak of memory.
///
/// # Errors
///
/// When a run fails.
pub fn repeat(
    times: usize,
    mut command: impl FnMut() -> Command,
) -> io::Result<(Duration, Duration, u64)> {
    let mut runs = Vec::new();
    for _ in 0..times.max(1) {
        runs.push(run(&mut command())?);
    }
    runs.sort_by_key(|run| run.wall);
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or(0);
    Ok((runs[0].wall, runs[runs.len() / 2].wall, peak))
}

fn high_water_mark(status_file: &str) -> Option<u64> {
    let text = fs::read_to_string(status_file).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().trim_end_matches(" kB").trim().parse().ok()?;
    Some(kilobytes * 1024)
}
