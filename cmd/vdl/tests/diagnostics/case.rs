//! A case: a small source tree as one text, what to run on it, and what to expect.
//!
//! ```text
//! args: ./p q                 arguments; without this line, the directory of the first file
//! command: compile            the command; without this line, `check`
//! vdlpath: one two            the search path; without this line, the tree itself
//! vdlroot: std                the directory of the standard packages, if not the embedded ones
//! expect: type/undefined      a code to expect; one line each, in order
//! reveals: const/cycle        a code that a suggested edit may lead to
//! -- p/p.vdl --               a file; its text follows
//! package p
//! -- p/q.vdl (crlf) --        how the file differs from the text that follows:
//! ```
//!
//! `(crlf)`: lines end as on Windows; `(bom)`: a byte order mark comes first; `(no newline)`: the last line has no end;
//! `(hex)`: the text is bytes in hexadecimal, up to the first wide gap of each line; `(size N)`: N zero bytes;
//! `(link to F)`: a symbolic link. A text without a `--` line is the file `p/p.vdl`.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A case as read.
#[derive(Debug, Default)]
pub(super) struct Case {
    /// The names of the expected codes, in order.
    pub(super) expect: Vec<String>,
    /// The names of codes that an edit may lead to.
    pub(super) reveals: Vec<String>,
    command: Option<String>,
    args: Option<String>,
    vdlpath: Option<String>,
    vdlroot: Option<String>,
    files: Vec<CaseFile>,
}

#[derive(Debug)]
struct CaseFile {
    path: String,
    form: String,
    text: String,
}

/// A case written to a directory of its own.
pub(super) struct Place<'a> {
    case: &'a Case,
    dir: TempDir,
}

/// A finding as the JSON format tells it.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) name: String,
    pub(super) message: String,
    pub(super) help: Vec<Help>,
}

/// A way out.
#[derive(Debug)]
pub(super) struct Help {
    pub(super) message: String,
    pub(super) edits: Vec<Edit>,
}

/// An edit of a file of the case.
#[derive(Debug)]
pub(super) struct Edit {
    path: String,
    start: usize,
    end: usize,
    text: String,
}

impl Case {
    /// Reads a case.
    pub(super) fn parse(text: &str) -> Self {
        let mut case = Self::default();
        if !text.lines().any(|line| section(line).is_some()) && !text.starts_with("command:") {
            case.files.push(CaseFile {
                path: String::from("p/p.vdl"),
                form: String::new(),
                text: String::from(text),
            });
            return case;
        }
        for line in text.split_inclusive('\n') {
            match (section(line), case.files.last_mut()) {
                (Some((path, form)), _) => {
                    case.files.push(CaseFile {
                        path: path.into(),
                        form: form.into(),
                        text: String::new(),
                    });
                }
                (None, Some(file)) => file.text.push_str(line),
                (None, None) => case.directive(line.trim_end_matches('\n')),
            }
        }
        case
    }

    fn directive(&mut self, line: &str) {
        let (key, value) = line
            .split_once(':')
            .expect("lines before the first file are `key: value`");
        let value = String::from(value.trim());
        match key {
            "expect" => self.expect.push(value),
            "reveals" => self.reveals.push(value),
            "command" => self.command = Some(value),
            "args" => self.args = Some(value),
            "vdlpath" => self.vdlpath = Some(value),
            "vdlroot" => self.vdlroot = Some(value),
            _ => panic!("there is no directive `{key}`"),
        }
    }

    /// Writes the tree to a new directory.
    pub(super) fn place(&self) -> Place<'_> {
        let dir = TempDir::new().expect("a temporary directory");
        for file in &self.files {
            let path = dir.path().join(&file.path);
            fs::create_dir_all(path.parent().expect("below the directory"))
                .expect("a new directory");
            file.write(&path);
        }
        Place { case: self, dir }
    }

    fn args(&self) -> Vec<String> {
        match &self.args {
            // One quoted argument may hold blanks.
            Some(args) if args.starts_with('\'') => vec![args.trim_matches('\'').into()],
            Some(args) => args.split_whitespace().map(String::from).collect(),
            None => self
                .files
                .iter()
                .take(1)
                .filter_map(|file| Some(file.path.rsplit_once('/')?.0.into()))
                .collect(),
        }
    }
}

impl CaseFile {
    fn write(&self, path: &Path) {
        let bytes = match self.form.split_once(' ').unwrap_or((&self.form, "")) {
            ("", _) => self.text.clone().into_bytes(),
            ("crlf", _) => self.text.replace('\n', "\r\n").into_bytes(),
            ("bom", _) => format!("\u{feff}{}", self.text).into_bytes(),
            ("no", "newline") => self.text.trim_end_matches('\n').into(),
            ("hex", _) => self.text.lines().flat_map(hex).collect(),
            ("size", size) => {
                let size = size.parse().expect("a number of bytes");
                return File::create(path)
                    .and_then(|file| file.set_len(size))
                    .expect("a new file");
            }
            ("link", target) => {
                return link(target.strip_prefix("to ").expect("link to FILE"), path);
            }
            _ => panic!("there is no form `{}`", self.form),
        };
        fs::write(path, bytes).expect("a new file");
    }
}

impl Place<'_> {
    /// What a person sees, without the name of the directory.
    pub(super) fn show(&self) -> String {
        let output = self.run("human");
        let real = self
            .dir
            .path()
            .canonicalize()
            .expect("the directory exists");
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("output is text");
            [real.as_path(), self.dir.path()]
                .iter()
                .fold(text, |text, dir| {
                    text.replace(&*dir.to_string_lossy(), "TREE")
                })
        };
        let code = output.status.code().expect("no signal ended the run");
        format!(
            "{}{}exit code {code}\n",
            text(&output.stdout),
            text(&output.stderr)
        )
    }

    /// All findings, in order.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let output = self.run("json");
        let text = String::from_utf8(output.stderr).expect("output is text");
        text.lines()
            .filter(|line| line.starts_with('{'))
            .map(finding)
            .collect()
    }

    /// Changes the files.
    pub(super) fn apply(&self, edits: &[Edit]) {
        let mut edits: Vec<&Edit> = edits.iter().collect();
        // From the end, so that the offsets of the others stay true.
        edits.sort_by_key(|edit| std::cmp::Reverse(edit.start));
        for edit in edits {
            let path = self.dir.path().join(&edit.path);
            let mut bytes = fs::read(&path).expect("edits are for files of the case");
            bytes.splice(edit.start..edit.end, edit.text.bytes());
            fs::write(path, bytes).expect("a file of the case");
        }
    }

    fn run(&self, format: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vdl"));
        command.current_dir(self.dir.path());
        command.args([
            self.case.command.as_deref().unwrap_or("check"),
            "--color=never",
            "--error-format",
            format,
        ]);
        command.arg("--").args(self.case.args());
        let roots = self
            .case
            .vdlpath
            .as_deref()
            .unwrap_or(".")
            .split_whitespace();
        let roots = std::env::join_paths(roots.map(|root| self.dir.path().join(root)))
            .expect("plain names");
        command.env("VDLPATH", roots);
        match &self.case.vdlroot {
            Some(dir) => command.env("VDLROOT", dir),
            None => command.env_remove("VDLROOT"),
        };
        command.output().expect("the command runs")
    }
}

/// A finding from its JSON form. Edits of texts that are not on disk are left out.
fn finding(line: &str) -> Finding {
    let value: Value = serde_json::from_str(line).expect("one JSON object per line");
    let array = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| String::from(value.as_str().unwrap_or_default());
    let edit = |value: &Value| {
        let offset = |key: &str| value[key].as_u64().expect("a byte offset") as usize;
        Some(Edit {
            path: value["path"].as_str()?.into(),
            start: offset("byte_start"),
            end: offset("byte_end"),
            text: text(&value["text"]),
        })
    };
    let help = |value: &Value| Help {
        message: text(&value["message"]),
        edits: array(&value["edits"]).iter().filter_map(edit).collect(),
    };
    Finding {
        name: text(&value["name"]),
        message: text(&value["message"]),
        help: array(&value["help"]).iter().map(help).collect(),
    }
}
/// The path and the form of a `-- path (form) --` line.
fn section(line: &str) -> Option<(&str, &str)> {
    let inner = line.trim_end().strip_prefix("-- ")?.strip_suffix(" --")?;
    match inner
        .strip_suffix(')')
        .and_then(|rest| rest.split_once(" ("))
    {
        Some((path, form)) => Some((path, form)),
        None => Some((inner, "")),
    }
}

/// The bytes that one line of hexadecimal digits names; what follows a wide gap is a remark.
fn hex(line: &str) -> Vec<u8> {
    let digits = line.split("  ").next().unwrap_or_default().replace(' ', "");
    let pairs = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| std::str::from_utf8(pair).unwrap_or_default());
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).expect("pairs of hexadecimal digits"))
        .collect()
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("a new link");
}

#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_file(target, path).expect("a new link");
}
