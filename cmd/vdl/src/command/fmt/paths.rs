//! Arguments of `vdl fmt` to files. Unlike other commands it needs no source roots for what lies on disk.

use std::fs;
use std::path::{Path, PathBuf};

use vdl_parser::diagnostic::code::Code;
use vdl_parser::diagnostic::{Diagnostic, Diagnostics};
use vdl_parser::load::{SearchPath, load};
use vdl_parser::source::SourceMap;

use crate::setting::Setting;

/// The files that the arguments name, each once, by argument and name.
pub(super) fn find(
    arguments: &[String],
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for argument in arguments {
        let path = setting.search.current_dir.join(argument);
        let below = argument
            .strip_suffix("...")
            .map(|start| setting.search.current_dir.join(start));
        if path.is_file() {
            found.push(clean(&path));
        } else if path.is_dir() {
            let files = files_of(&clean(&path), setting, diagnostics);
            expect_some(argument, &files, setting, diagnostics);
            found.extend(files);
        } else if let Some(start) = below.filter(|start| is_local(argument) && start.is_dir()) {
            let files = files_below(clean(&start), setting, diagnostics);
            expect_some(argument, &files, setting, diagnostics);
            found.extend(files);
        } else {
            found.extend(packages(argument, setting, diagnostics));
        }
    }
    let mut seen = std::collections::HashSet::new();
    found.retain(|path| seen.insert(path.clone()));
    found
}

/// Whether a pattern is about a directory rather than about all source roots.
fn is_local(argument: &str) -> bool {
    argument != "..."
}

/// Without `.` elements.
fn clean(path: &Path) -> PathBuf {
    path.components().collect()
}

fn expect_some(
    argument: &str,
    files: &[PathBuf],
    setting: &Setting,
    diagnostics: &mut Diagnostics,
) {
    if files.is_empty()
        && !diagnostics.has_errors()
        && setting.load.unknown_packages == vdl_parser::load::UnknownPackages::Error
    {
        diagnostics.push(Diagnostic::unplaced(
            Code::PackageNotFound,
            format!("`{argument}` has no VDL files"),
        ));
    }
}

/// The VDL files of a directory, by name.
fn files_of(directory: &Path, setting: &Setting, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    entries(directory, diagnostics)
        .into_iter()
        .filter(|(path, _)| is_source(path, setting) && path.is_file())
        .map(|(path, _)| path)
        .collect()
}

/// The VDL files of a directory and all directories below it; links to directories are not followed.
fn files_below(start: PathBuf, setting: &Setting, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut pending = vec![start];
    while let Some(directory) = pending.pop() {
        let mut directories = Vec::new();
        for (path, is_directory) in entries(&directory, diagnostics) {
            if is_directory {
                directories.push(path);
            } else if is_source(&path, setting) && path.is_file() {
                found.push(path);
            }
        }
        pending.extend(directories.into_iter().rev());
    }
    found
}

fn is_source(path: &Path, setting: &Setting) -> bool {
    path.extension().is_some_and(|extension| extension == "vdl")
        || path
            .file_name()
            .is_some_and(|name| *name == *setting.load.config_name)
}

/// The entries of a directory that are not ignored, by name, and whether each is a directory itself.
fn entries(directory: &Path, diagnostics: &mut Diagnostics) -> Vec<(PathBuf, bool)> {
    let listed = fs::read_dir(directory).and_then(|entries| {
        let entries = entries.map(|entry| {
            let entry = entry?;
            Ok((entry.path(), entry.file_type()?.is_dir()))
        });
        entries.collect::<Result<Vec<_>, std::io::Error>>()
    });
    let mut entries = listed.unwrap_or_else(|error| {
        let message = format!(
            "cannot read the directory `{}`: {error}",
            directory.display()
        );
        diagnostics.push(Diagnostic::unplaced(Code::EnvUnreadable, message));
        Vec::new()
    });
    let ignored = |path: &Path| {
        path.file_name()
            .and_then(|name| name.to_str())
            .is_none_or(|name| name.starts_with(['.', '_']))
    };
    entries.retain(|(path, _)| !ignored(path));
    entries.sort_unstable();
    entries
}

/// The files of packages that an import path or a pattern names.
fn packages(argument: &str, setting: &Setting, diagnostics: &mut Diagnostics) -> Vec<PathBuf> {
    let Some(search) = SearchPath::new(&setting.search, diagnostics) else {
        return Vec::new();
    };
    let mut sources = SourceMap::new();
    let mut found = Diagnostics::new();
    let loaded = load(
        &[argument.to_owned()],
        &search,
        &setting.load,
        &mut sources,
        &mut found,
    );
    // Places in files would need the texts that were read here; the formatter finds syntax errors again.
    for mut finding in found.take() {
        if let Some(span) = finding.span.take() {
            finding.message = format!("{}: {}", sources.describe(span), finding.message);
            finding.labels.clear();
            finding.help.retain(|help| help.edits.is_empty());
        }
        diagnostics.push(finding);
    }
    let packages = loaded
        .into_iter()
        .flat_map(|loaded| loaded.packages)
        .filter(|package| package.target);
    let directories: Vec<PathBuf> = packages.filter_map(|package| package.dir).collect();
    directories
        .iter()
        .flat_map(|directory| files_of(directory, setting, diagnostics))
        .collect()
}
