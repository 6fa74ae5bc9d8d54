//! The modules of a crate.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Item, Lit, Meta};
use toml::de::{DeTable, DeValue};

use super::{Finding, Place};

/// A file that cannot be read.
#[derive(Debug)]
pub struct Unreadable {
    path: PathBuf,
    source: io::Error,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}", self.path.display())
    }
}

impl std::error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// The sources of a crate.
pub(super) struct Crate {
    /// What `module_path!` says of the root.
    pub(super) name: String,
    pub(super) modules: Vec<Module>,
    pub(super) findings: Vec<Finding>,
    /// Shown paths are relative to it.
    directory: PathBuf,
}

/// A module.
pub(super) struct Module {
    /// Its path below the root.
    pub(super) path: Vec<String>,
    pub(super) items: Vec<Item>,
    /// The file that it is in.
    file: String,
    /// The text of the file.
    text: String,
}

impl Module {
    /// Where an item is defined.
    pub(super) fn place(&self, keyword: &str, name: &str) -> Place {
        let starts = |line: &str| {
            let mut words = line
                .split(|ch: char| !ch.is_alphanumeric() && ch != '_')
                .filter(|word| !word.is_empty());
            words.any(|word| word == keyword) && words.next() == Some(name)
        };
        let line = self.text.lines().position(starts).map_or(1, |at| at + 1);
        Place {
            file: self.file.clone(),
            line,
        }
    }
}

/// Modules nest no deeper, and no more files are read.
const MAX_DEPTH: usize = 64;
const MAX_MODULES: usize = 10_000;

impl Crate {
    /// The library of a crate, or its program if it has none.
    pub(super) fn read(directory: &Path) -> Result<Self, Unreadable> {
        let manifest = directory.join("Cargo.toml");
        let text = read(&manifest)?;
        let (table, _) = DeTable::parse_recoverable(&text);
        let text = |section: &str, key: &str| {
            let DeValue::Table(section) = table.get_ref().get(section)?.get_ref() else {
                return None;
            };
            let DeValue::String(text) = section.get(key)?.get_ref() else {
                return None;
            };
            Some(text.to_string())
        };
        let name = text("lib", "name")
            .or_else(|| text("package", "name"))
            .unwrap_or_default();
        let given = text("lib", "path").map(|path| directory.join(path));
        let root = given.unwrap_or_else(|| {
            let lib = directory.join("src/lib.rs");
            if lib.is_file() {
                lib
            } else {
                directory.join("src/main.rs")
            }
        });
        Self::load(&root, &name.replace('-', "_"), directory)
    }

    pub(super) fn of_file(file: &Path, name: &str) -> Result<Self, Unreadable> {
        Self::load(file, name, file.parent().unwrap_or(file))
    }

    fn load(root: &Path, name: &str, directory: &Path) -> Result<Self, Unreadable> {
        let mut source = Self {
            name: name.to_owned(),
            modules: Vec::new(),
            findings: Vec::new(),
            directory: directory.to_path_buf(),
        };
        let inside = root.parent().unwrap_or(root).to_path_buf();
        source.file(root, &inside, Vec::new())?;
        Ok(source)
    }

    fn file(&mut self, file: &Path, inside: &Path, path: Vec<String>) -> Result<(), Unreadable> {
        let text = read(file)?;
        let shown = file.strip_prefix(&self.directory).unwrap_or(file);
        let shown = shown.to_string_lossy().replace('\\', "/");
        match syn::parse_file(&text) {
            Ok(parsed) => self.module(parsed.items, &text, &shown, inside, path),
            Err(error) => {
                let place = Place {
                    file: shown,
                    line: 1,
                };
                self.findings
                    .push(place.finding(format!("this is no Rust: {error}")));
                Ok(())
            }
        }
    }

    fn module(
        &mut self,
        items: Vec<Item>,
        text: &str,
        file: &str,
        inside: &Path,
        path: Vec<String>,
    ) -> Result<(), Unreadable> {
        if path.len() > MAX_DEPTH || self.modules.len() >= MAX_MODULES {
            let place = Place {
                file: file.to_owned(),
                line: 1,
            };
            self.findings.push(place.finding("modules nest too deeply"));
            return Ok(());
        }
        let at = self.modules.len();
        self.modules.push(Module {
            path: path.clone(),
            items: Vec::new(),
            file: file.to_owned(),
            text: text.to_owned(),
        });
        let mut kept = Vec::new();
        for item in items {
            let Item::Mod(module) = item else {
                kept.push(item);
                continue;
            };
            if is_test(&module.attrs) {
                continue;
            }
            let name = module.ident.to_string();
            let name = name.strip_prefix("r#").unwrap_or(&name);
            let below: Vec<String> = path.iter().cloned().chain([name.to_owned()]).collect();
            let directory = inside.join(name);
            match module.content {
                Some((_, items)) => self.module(items, text, file, &directory, below)?,
                None => {
                    let given = path_attribute(&module.attrs).map(|path| inside.join(path));
                    let beside = inside.join(format!("{name}.rs"));
                    let (file, inside) = match given {
                        Some(file) => {
                            let inside = file.parent().unwrap_or(&file).to_path_buf();
                            (file, inside)
                        }
                        None if beside.is_file() => (beside, directory),
                        None => (directory.join("mod.rs"), directory),
                    };
                    self.file(&file, &inside, below)?;
                }
            }
        }
        self.modules[at].items = kept;
        Ok(())
    }
}

fn read(path: &Path) -> Result<String, Unreadable> {
    fs::read_to_string(path).map_err(|source| Unreadable {
        path: path.to_path_buf(),
        source,
    })
}

/// Whether an item is for tests.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(&attribute.meta, Meta::List(list) if list.tokens.to_string() == "test")
    })
}

fn path_attribute(attributes: &[Attribute]) -> Option<String> {
    let attribute = attributes
        .iter()
        .find(|attribute| attribute.path().is_ident("path"))?;
    text_of(&attribute.meta)
}

/// The text of `name = "text"`.
pub(super) fn text_of(meta: &Meta) -> Option<String> {
    if let Meta::NameValue(meta) = meta
        && let Expr::Lit(text) = &meta.value
        && let Lit::Str(text) = &text.lit
    {
        return Some(text.value());
    }
    None
}
