//! Package arguments of build scripts, and where package paths start when nobody says.

use std::path::{Component, Path, PathBuf};

/// Arguments as the loader takes them, and what follows from them.
#[derive(Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Arguments {
    /// Package paths, and paths of directories and files that start with a dot or a slash.
    pub texts: Vec<String>,
    /// Where package paths start.
    pub roots: Vec<PathBuf>,
    /// Directories below which new packages count.
    pub watched: Vec<PathBuf>,
}

/// Tells directories from package paths.
///
/// `roots` are the directories that were said to be where package paths start.
#[must_use]
pub fn read(given: &[String], roots: &[PathBuf], directory: &Path) -> Arguments {
    let mut arguments = Arguments {
        roots: roots.to_vec(),
        ..Arguments::default()
    };
    for text in given {
        let folder = folder(text);
        let place = directory.join(folder);
        let is_path = match roots {
            [] => !folder.is_empty() && (place.exists() || is_misspelt(folder, directory)),
            roots => place.exists() && roots.iter().any(|root| place.starts_with(root)),
        };
        if !is_path && !is_explicit(text) {
            arguments.texts.push(text.clone());
            continue;
        }
        let is_pattern = folder.len() < text.len();
        arguments.texts.push(if is_explicit(text) {
            text.clone()
        } else {
            format!("./{text}")
        });
        if is_pattern {
            arguments.watched.push(place.clone());
        }
        if roots.is_empty() {
            let root = root(directory, Path::new(folder), is_pattern);
            if !arguments.roots.contains(&root) {
                arguments.roots.push(root);
            }
        }
    }
    if arguments.roots.is_empty() {
        let usual = directory.join(USUAL);
        arguments.roots.push(if usual.is_dir() {
            usual
        } else {
            directory.to_path_buf()
        });
    }
    arguments
}

/// The directory below which package paths usually start.
const USUAL: &str = "vdl";

/// Whether a path that leads nowhere was meant as one: it begins with a directory, and is no package at the usual place.
fn is_misspelt(folder: &str, directory: &Path) -> bool {
    let first = folder.split_once('/').map(|(first, _)| first);
    first.is_some_and(|first| directory.join(first).is_dir())
        && !directory.join(USUAL).join(folder).exists()
}

/// The directory at the start of an argument: all of it, or what is before a wildcard.
fn folder(text: &str) -> &str {
    match text.split_once("...") {
        Some((before, _)) => &before[..before.rfind('/').map_or(0, |at| at + 1)],
        None => text,
    }
}

/// Whether an argument cannot be a package path.
fn is_explicit(text: &str) -> bool {
    let path = Path::new(text);
    path.is_absolute()
        || matches!(
            path.components().next(),
            Some(Component::CurDir | Component::ParentDir)
        )
}

/// Where package paths start for a directory or file.
fn root(directory: &Path, place: &Path, is_pattern: bool) -> PathBuf {
    let is_file = place
        .extension()
        .is_some_and(|extension| extension == "vdl")
        && directory.join(place).is_file();
    let folder = if is_file {
        place.parent().unwrap_or(place)
    } else {
        place
    };
    let full = clean(&directory.join(folder));
    if let Some(module) = full
        .ancestors()
        .find(|above| above.join("go.mod").is_file())
    {
        return module.to_path_buf();
    }
    let elements: Vec<Component<'_>> = folder.components().collect();
    // A package has a name, so the last directory of its path is not where paths start.
    let most = elements.len() - usize::from(!is_pattern && !elements.is_empty());
    let is_usual = |element: &Component<'_>| element.as_os_str() == USUAL;
    let is_plain = |element: &Component<'_>| matches!(element, Component::Normal(_));
    let end = elements[..most].iter().position(is_usual).or_else(|| {
        elements[..most]
            .iter()
            .position(is_plain)
            .filter(|_| !place.is_absolute())
    });
    match end {
        Some(end) => clean(&directory.join(elements[..=end].iter().collect::<PathBuf>())),
        None if is_pattern => full,
        None => full.parent().unwrap_or(&full).to_path_buf(),
    }
}

/// A path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                clean.push(component)
            }
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::{Path, PathBuf};

    use super::read;

    fn check(arguments: &[&str], search_path: &[&str], texts: &[&str], roots: &[&str]) {
        let tree = tempfile::tempdir().expect("a temporary directory");
        let top = tree.path().canonicalize().expect("it is there");
        for file in [
            "crate/vdl/acme/geo/geo.vdl",
            "crate/wire/vdl/acme/map/map.vdl",
            "crate/proto/acme/p.vdl",
            "crate/here/p.vdl",
            "beside/vdl/b/b.vdl",
            "go/go.mod",
            "go/x/y/y.vdl",
        ] {
            let path = top.join(file);
            fs::create_dir_all(path.parent().expect("below")).expect("new");
            fs::write(path, "").expect("new");
        }
        let directory = top.join("crate");
        let given: Vec<String> = arguments
            .iter()
            .map(|text| (*text).replace("TOP", &top.to_string_lossy()))
            .collect();
        let search_path: Vec<PathBuf> = search_path
            .iter()
            .map(|root| directory.join(root))
            .collect();
        let found = read(&given, &search_path, &directory);
        let short = |path: &Path| {
            path.strip_prefix(&top)
                .unwrap_or(path)
                .to_string_lossy()
                .into_owned()
        };
        let found_texts: Vec<String> = found
            .texts
            .iter()
            .map(|text| short(Path::new(text)))
            .collect();
        let found_roots: Vec<String> = found.roots.iter().map(|root| short(root)).collect();
        assert_eq!(found_texts, texts, "{arguments:?}");
        assert_eq!(found_roots, roots, "{arguments:?}");
    }

    #[test]
    fn directories_say_where_package_paths_start() {
        check(&["vdl/acme/geo"], &[], &["./vdl/acme/geo"], &["crate/vdl"]);
        check(&["vdl/..."], &[], &["./vdl/..."], &["crate/vdl"]);
        check(
            &["vdl/acme/geo/geo.vdl"],
            &[],
            &["./vdl/acme/geo/geo.vdl"],
            &["crate/vdl"],
        );
        check(
            &["wire/vdl/acme/map"],
            &[],
            &["./wire/vdl/acme/map"],
            &["crate/wire/vdl"],
        );
        check(&["proto/acme"], &[], &["./proto/acme"], &["crate/proto"]);
        check(&["here"], &[], &["./here"], &["crate"]);
        check(
            &["../beside/vdl/b"],
            &[],
            &["../beside/vdl/b"],
            &["beside/vdl"],
        );
        check(
            &["TOP/beside/vdl/b"],
            &[],
            &["beside/vdl/b"],
            &["beside/vdl"],
        );
        check(&["../go/x/y"], &[], &["../go/x/y"], &["go"]);
        check(
            &["vdl/acme/geo", "proto/acme", "vdl/..."],
            &[],
            &["./vdl/acme/geo", "./proto/acme", "./vdl/..."],
            &["crate/vdl", "crate/proto"],
        );
    }

    #[test]
    fn what_is_no_directory_is_a_package_path() {
        check(
            &["acme/geo", "acme/...", "..."],
            &[],
            &["acme/geo", "acme/...", "..."],
            &["crate/vdl"],
        );
        check(
            &["acme/map"],
            &["wire/vdl"],
            &["acme/map"],
            &["crate/wire/vdl"],
        );
        // A directory elsewhere is none of the search path.
        check(
            &["vdl/acme/geo"],
            &["wire/vdl"],
            &["vdl/acme/geo"],
            &["crate/wire/vdl"],
        );
        check(
            &["./vdl/acme"],
            &["wire/vdl"],
            &["./vdl/acme"],
            &["crate/wire/vdl"],
        );
    }
}
