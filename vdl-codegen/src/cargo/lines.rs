//! The lines that Cargo reads from standard output.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use vdl_parser::diagnostic::{Diagnostic, Severity};
use vdl_parser::source::SourceMap;

use crate::render::{locate, plain, severity_name, shown_path};

/// What to run the build script for again: the files that were read, the directories of packages, and variables.
pub(super) fn rerun(sources: &SourceMap, others: &[PathBuf], directory: &Path) -> Vec<String> {
    let mut paths: BTreeSet<PathBuf> = others.iter().cloned().collect();
    for (_, source) in sources.sources() {
        if let Some(path) = source.disk_path().map(PathBuf::from) {
            // New files count too. The directory of an options file holds everything else as well.
            if path.extension().is_some_and(|extension| extension == "vdl") {
                paths.extend(path.parent().map(Path::to_path_buf));
            }
            paths.insert(path);
        }
    }
    let mut lines: Vec<String> = paths
        .iter()
        .map(|path| path.strip_prefix(directory).unwrap_or(path))
        .filter_map(|path| path.to_str())
        .filter(|path| !path.is_empty() && !path.contains(['\n', '\r']))
        .map(|path| format!("cargo::rerun-if-changed={path}"))
        .collect();
    let variables = VARIABLES
        .iter()
        .map(|name| format!("cargo::rerun-if-env-changed={name}"));
    lines.extend(variables);
    lines
}

/// The variables that are read, but for those that Cargo sets itself.
const VARIABLES: &[&str] = &["VDLPATH", "VDLROOT", "CI", "VDL_CHECK"];

/// Each finding as a line, with its place first so that editors find it.
pub(super) fn findings(sources: &SourceMap, found: &[Diagnostic], directory: &Path) -> Vec<String> {
    let line = |diagnostic: &Diagnostic| {
        let place = diagnostic
            .span
            .and_then(|span| locate(sources, span))
            .map(|at| {
                let path = shown_path(at.source, directory).into_owned();
                format!("{}:{}: ", plain(&path), at.start)
            })
            .unwrap_or_default();
        let severity = severity_name(diagnostic.severity);
        let message = plain(&diagnostic.message);
        // Cargo writes the severity itself.
        format!("cargo::{severity}={place}{message} [{}]", diagnostic.code)
    };
    found.iter().map(line).collect()
}

/// An error that is no finding.
pub(super) fn error(text: &str) -> String {
    let first = text.lines().next().unwrap_or_default();
    format!("cargo::{}={}", severity_name(Severity::Error), plain(first))
}
