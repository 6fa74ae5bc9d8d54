//! A small source tree on disk, and the command run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// A source tree in a directory of its own, which is the search path and the current directory.
pub(crate) struct Tree(TempDir);

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Tree {
    /// Writes files by path and text.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let tree = Self(tempfile::tempdir().expect("a directory for the tree"));
        for (path, text) in files {
            tree.write(path, text);
        }
        tree
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.file(path);
        fs::create_dir_all(path.parent().expect("a file is in a directory"))
            .expect("a writable tree");
        fs::write(path, text).expect("a writable tree");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.file(path)).expect("a file of the tree")
    }

    /// The command, not yet started, without what the surroundings may say.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdl"));
        command
            .args(args)
            .current_dir(self.path())
            .env("VDLPATH", self.path());
        for name in [
            "VDLROOT",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "CLICOLOR",
            "RUST_BACKTRACE",
        ] {
            command.env_remove(name);
        }
        command
    }

    /// Runs the command in the tree.
    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.ran(&self.command(args).output().expect("the command starts"))
    }

    /// Runs the command in the tree with a text on standard input.
    pub(crate) fn run_with_input(&self, args: &[&str], input: &str) -> Ran {
        let mut command = self.command(args);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("standard input is a pipe");
        stdin
            .write_all(input.as_bytes())
            .expect("the command reads its input");
        drop(stdin);
        self.ran(&child.wait_with_output().expect("the command ends"))
    }

    /// A run with the place of the tree taken out of its output.
    pub(crate) fn ran(&self, output: &Output) -> Ran {
        let text = |bytes: &[u8]| {
            let real = fs::canonicalize(self.path()).expect("the tree is there");
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.replace(&real.display().to_string(), "TREE")
                .replace(&self.path().display().to_string(), "TREE")
        };
        Ran {
            code: output.status.code(),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }
}

impl Ran {
    /// Command line and result as one text for snapshots.
    pub(crate) fn shown(&self, line: &str) -> String {
        let code = self
            .code
            .map_or_else(|| String::from("none"), |code| code.to_string());
        let Self { out, err, .. } = self;
        format!("$ {line}\nexit code: {code}\n--- stdout\n{out}--- stderr\n{err}")
    }
}
