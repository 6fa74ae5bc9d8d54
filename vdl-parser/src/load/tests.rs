//! Each test lays out a small tree, loads from it, and compares one text that says everything.

mod arguments;
mod environment;
mod hostile;
mod imports;

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{
    LoadOptions, Loaded, LoadedPackage, SearchPath, SearchPathOptions, UnknownPackages, load,
};
use crate::source::SourceMap;

/// A directory tree and how to load from it. Paths are relative to the tree.
struct Tree {
    dir: TempDir,
    vdlpath: Option<Vec<String>>,
    vdlroot: Option<String>,
    current_dir: String,
    options: LoadOptions,
}

impl Tree {
    /// Files by path; the top of the tree is the only root and the current directory.
    fn new<T: AsRef<str>>(files: &[(T, T)]) -> Self {
        let dir = TempDir::new().expect("a place for temporary files");
        for (path, text) in files {
            write(&dir.path().join(path.as_ref()), text.as_ref().as_bytes());
        }
        Self {
            dir,
            vdlpath: Some(vec![String::from(".")]),
            vdlroot: None,
            current_dir: String::new(),
            options: LoadOptions::default(),
        }
    }

    fn vdlpath(mut self, entries: &[&str]) -> Self {
        self.vdlpath = Some(entries.iter().copied().map(String::from).collect());
        self
    }

    fn no_vdlpath(mut self) -> Self {
        self.vdlpath = None;
        self
    }

    fn vdlroot(mut self, dir: &str) -> Self {
        self.vdlroot = Some(String::from(dir));
        self
    }

    fn current_dir(mut self, dir: &str) -> Self {
        self.current_dir = String::from(dir);
        self
    }

    fn ignoring_unknown(mut self) -> Self {
        self.options.unknown_packages = UnknownPackages::Ignore;
        self
    }

    fn config_name(mut self, name: &str) -> Self {
        self.options.config_name = String::from(name);
        self
    }

    fn path(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    /// Loads and compares; `TREE` in arguments and expectation stands for the tree.
    #[track_caller]
    fn check(&self, arguments: &str, expected: &[&str]) {
        let (_, _, said) = self.load(arguments);
        assert_eq!(said, expected, "arguments {arguments}");
    }

    /// Loads, and says what came of it: findings, then packages.
    fn load(&self, arguments: &str) -> (Option<Loaded>, SourceMap, Vec<String>) {
        let top = self
            .dir
            .path()
            .to_str()
            .expect("a temporary directory with a plain name");
        let absolute = |entry: &String| {
            if entry.is_empty() {
                PathBuf::new()
            } else {
                self.dir.path().join(entry)
            }
        };
        let search = SearchPathOptions {
            vdlpath: self
                .vdlpath
                .as_ref()
                .map(|entries| entries.iter().map(absolute).collect()),
            vdlroot: self.vdlroot.as_ref().map(PathBuf::from),
            current_dir: self.dir.path().join(&self.current_dir),
        };
        let arguments: Vec<String> = arguments
            .split_whitespace()
            .map(|argument| argument.replace("TREE", top).replace("EMPTY", ""))
            .collect();
        let mut sources = SourceMap::new();
        let mut diagnostics = Diagnostics::new();
        let loaded = SearchPath::new(&search, &mut diagnostics).and_then(|search| {
            load(
                &arguments,
                &search,
                &self.options,
                &mut sources,
                &mut diagnostics,
            )
        });
        let mut said: Vec<String> = diagnostics
            .take()
            .iter()
            .map(|found| say(found, &sources).replace(top, "TREE"))
            .collect();
        said.extend(
            loaded
                .iter()
                .flat_map(|loaded| &loaded.packages)
                .map(say_package),
        );
        (loaded, sources, said)
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a path below the tree")).expect("a writable tree");
    fs::write(path, bytes).expect("a writable tree");
}

/// `place code: message (help)`.
fn say(found: &Diagnostic, sources: &SourceMap) -> String {
    let place = found
        .span
        .map(|span| sources.describe(span) + " ")
        .unwrap_or_default();
    let help: String = found
        .help
        .iter()
        .map(|help| format!(" ({})", help.message))
        .collect();
    let edits: String = found
        .help
        .iter()
        .flat_map(|help| &help.edits)
        .map(|edit| format!(" [{}]", edit.text))
        .collect();
    format!(
        "{place}{}: {}{help}{edits}",
        found.code.name(),
        found.message
    )
}

/// The path, a star for targets, and whatever is unusual about it.
fn say_package(package: &LoadedPackage) -> String {
    let mut text = package.path.clone();
    if package.target {
        text.push('*');
    }
    if package.is_standard() {
        text += &format!(" = {}", package.gen_path);
    }
    if package.embedded {
        text += " embedded";
    }
    if package.config.is_some() {
        text += " config";
    }
    text
}
