//! The source tree as text in memory.

use std::collections::BTreeMap;
use std::path::Path;

/// Files by their path from the workspace, with `/` between elements.
pub(super) struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Every manifest and Rust file of the workspace.
    pub(super) fn of_workspace() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut files = BTreeMap::new();
        let mut pending = vec![String::new()];
        while let Some(dir) = pending.pop() {
            for entry in
                std::fs::read_dir(root.join(&dir)).expect("folders of the workspace can be read")
            {
                let entry = entry.expect("folders of the workspace can be read");
                let name = entry
                    .file_name()
                    .into_string()
                    .expect("file names are UTF-8");
                let path = if dir.is_empty() {
                    name.clone()
                } else {
                    format!("{dir}/{name}")
                };
                if entry.file_type().expect("entries have a type").is_dir() {
                    if !name.starts_with('.')
                        && !matches!(
                            name.as_str(),
                            "target" | "testdata" | "corpus" | "artifacts"
                        )
                    {
                        pending.push(path);
                    }
                } else if name.ends_with(".rs") || name == "Cargo.toml" {
                    let text = std::fs::read_to_string(entry.path()).expect("sources are UTF-8");
                    files.insert(path, text);
                }
            }
        }
        Self { files }
    }

    /// Adds text to the end of a file, which need not exist.
    pub(super) fn append(&mut self, path: &str, text: &str) {
        self.files
            .entry(path.to_owned())
            .or_default()
            .push_str(text);
    }

    /// Manifests of packages, with their paths.
    pub(super) fn manifests(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.ends_with("/Cargo.toml"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Rust files, with their paths.
    pub(super) fn sources(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files
            .iter()
            .filter(|(path, _)| path.ends_with(".rs"))
            .map(|(path, text)| (path.as_str(), text.as_str()))
    }
}
