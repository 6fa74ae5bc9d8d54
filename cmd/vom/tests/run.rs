//! Runs of the command.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: Vec<u8>,
    pub(crate) err: String,
}

/// The command, not yet started.
pub(crate) fn command(args: &[&str], directory: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vom"));
    command
        .args(args)
        .current_dir(directory)
        .env_remove("COLUMNS")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs the command with bytes on standard input.
pub(crate) fn run(args: &[&str], input: &[u8]) -> Ran {
    let mut child = command(args, Path::new("."))
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A command that fails early does not read everything.
    let _ = stdin.write_all(input);
    drop(stdin);
    ran(child.wait_with_output().expect("the command ends"))
}

pub(crate) fn ran(output: Output) -> Ran {
    Ran {
        code: output.status.code(),
        out: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Ran {
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.out).into_owned()
    }

    /// Command line and result as one text for snapshots.
    pub(crate) fn shown(&self, line: &str) -> String {
        let code = self
            .code
            .map_or_else(|| String::from("none"), |code| code.to_string());
        let (out, err) = (self.text(), &self.err);
        format!("$ {line}\nexit code: {code}\n--- stdout\n{out}--- stderr\n{err}")
    }
}
