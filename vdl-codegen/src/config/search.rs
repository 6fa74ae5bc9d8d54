//! Where the file of options is.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

/// A file that holds options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// All of a file.
    File(PathBuf),
    /// The table `package.metadata.vdl` of a Cargo manifest.
    Manifest(PathBuf),
}

impl Place {
    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::File(path) | Self::Manifest(path) => path,
        }
    }
}

/// Finds the file of options for a directory.
///
/// It is the nearest `vdl.toml`, or Cargo manifest with a table `package.metadata.vdl`, at or above the directory. The
/// search ends with the Cargo workspace of the directory, or with its crate if that is in none, or with the directory
/// itself if it is in no crate.
#[must_use]
pub fn find(directory: &Path) -> Option<Place> {
    let mut levels = Vec::new();
    for above in directory.ancestors() {
        let manifest = Manifest::read(&above.join("Cargo.toml")).ok();
        let is_last = manifest
            .as_ref()
            .is_some_and(|manifest| manifest.is_workspace);
        levels.push((above, manifest));
        if is_last {
            break;
        }
    }
    let is_workspace = |manifest: &Option<Manifest>| {
        manifest
            .as_ref()
            .is_some_and(|manifest| manifest.is_workspace)
    };
    let last = levels
        .iter()
        .position(|(_, manifest)| is_workspace(manifest))
        .or_else(|| levels.iter().position(|(_, manifest)| manifest.is_some()))
        .unwrap_or(0);
    levels
        .iter()
        .take(last + 1)
        .find_map(|(above, manifest)| place(above, manifest.as_ref()))
}

fn place(directory: &Path, manifest: Option<&Manifest>) -> Option<Place> {
    let file = directory.join("vdl.toml");
    if file.is_file() {
        return Some(Place::File(file));
    }
    manifest
        .filter(|manifest| manifest.has_options)
        .map(|_| Place::Manifest(directory.join("Cargo.toml")))
}

/// What counts of a Cargo manifest.
#[derive(Debug)]
struct Manifest {
    is_workspace: bool,
    has_options: bool,
}

impl Manifest {
    fn read(path: &Path) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        // Cargo itself tells of errors.
        let (table, _) = DeTable::parse_recoverable(&text);
        let table = table.get_ref();
        Ok(Self {
            is_workspace: table.contains_key("workspace"),
            has_options: options_in(table).is_some(),
        })
    }
}

/// The table of options of a Cargo manifest.
pub(super) fn options_in<'t, 'i>(manifest: &'t DeTable<'i>) -> Option<&'t DeTable<'i>> {
    ["package", "metadata", "vdl"]
        .into_iter()
        .try_fold(manifest, |table, key| {
            table.get(key).and_then(|value| match value.get_ref() {
                DeValue::Table(table) => Some(table),
                DeValue::String(_)
                | DeValue::Integer(_)
                | DeValue::Float(_)
                | DeValue::Boolean(_)
                | DeValue::Datetime(_)
                | DeValue::Array(_) => None,
            })
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Place, find};

    fn check(files: &[(&str, &str)], directory: &str, expected: Option<&str>) {
        let tree = tempfile::tempdir().expect("a temporary directory");
        for (name, text) in files {
            let path = tree.path().join(name);
            fs::create_dir_all(path.parent().expect("below")).expect("new");
            fs::write(path, text).expect("new");
        }
        let directory = tree.path().join(directory);
        fs::create_dir_all(&directory).expect("new");
        let found = find(&directory).map(|place| {
            let kind = match &place {
                Place::File(_) => "",
                Place::Manifest(_) => "table of ",
            };
            let name = place
                .path()
                .strip_prefix(tree.path())
                .expect("below")
                .display();
            format!("{kind}{name}").replace('\\', "/")
        });
        assert_eq!(
            found.as_deref(),
            expected,
            "{files:?} {}",
            directory.display()
        );
    }

    #[test]
    fn the_nearest_file_of_the_crate_or_workspace_counts() {
        const CRATE: &str = "[package]\nname = \"c\"\n";
        const WITH_TABLE: &str = "[package.metadata.vdl]\nflat = true\n";
        const WORKSPACE: &str = "[workspace]\n";
        check(&[("vdl.toml", "")], "", Some("vdl.toml"));
        // In no crate, only the directory itself counts.
        check(&[("vdl.toml", "")], "a/b", None);
        check(&[("vdl.toml", ""), ("a/Cargo.toml", CRATE)], "a/src", None);
        check(
            &[("a/vdl.toml", ""), ("a/Cargo.toml", CRATE)],
            "a/src",
            Some("a/vdl.toml"),
        );
        let workspace = [
            ("Cargo.toml", WORKSPACE),
            ("vdl.toml", ""),
            ("a/Cargo.toml", CRATE),
        ];
        check(&workspace, "a/src", Some("vdl.toml"));
        check(
            &[&workspace[..], &[("a/vdl.toml", "")]].concat(),
            "a/src",
            Some("a/vdl.toml"),
        );
        check(
            &[("Cargo.toml", WORKSPACE), ("a/Cargo.toml", WITH_TABLE)],
            "a",
            Some("table of a/Cargo.toml"),
        );
        check(
            &[("a/vdl.toml", ""), ("a/Cargo.toml", WITH_TABLE)],
            "a",
            Some("a/vdl.toml"),
        );
        check(&[("vdl.toml", ""), ("w/Cargo.toml", WORKSPACE)], "w", None);
        check(
            &[("Cargo.toml", "no TOML ["), ("vdl.toml", "")],
            "",
            Some("vdl.toml"),
        );
    }
}
