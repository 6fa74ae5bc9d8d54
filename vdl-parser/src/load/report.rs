//! The wording of everything that loading finds (`vdl-language` §13).

use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::load::directory::{Reason, Unreadable};
use crate::source::{Span, TooMuchSource};

/// Neither an entry nor a rule gives a root.
pub(super) fn no_search_path() -> Diagnostic {
    Diagnostic::unplaced(
        Code::EnvNoSearchPath,
        "VDLPATH is set but names no directory",
    )
    .help("list the source roots in VDLPATH, or unset it to use the current directory")
}

/// `VDLROOT` is set to something else than a directory.
pub(super) fn bad_vdlroot(dir: &Path) -> Diagnostic {
    let what = if dir.exists() {
        "is not a directory"
    } else {
        "does not exist"
    };
    Diagnostic::unplaced(
        Code::EnvBadRoot,
        format!("VDLROOT {} {what}", quoted_path(dir, Path::new(""))),
    )
    .help("unset VDLROOT to use the embedded standard packages")
}

/// A configuration file needs a package that the root of the standard packages does not hold.
pub(super) fn no_vdltool(package: &str) -> Diagnostic {
    Diagnostic::unplaced(
        Code::EnvBadRoot,
        format!(
            "VDLROOT holds no package {}, which the configuration file of {} needs",
            quoted(VDLTOOL),
            quoted(package)
        ),
    )
    .help("unset VDLROOT to use the embedded standard packages")
}

/// A configuration file stands in a package that is needed to read configuration files.
pub(super) fn config_cycle(package: &str, config: Span) -> Diagnostic {
    let message = if package == VDLTOOL {
        format!(
            "import cycle: the configuration file of {0} imports {0}",
            quoted(package)
        )
    } else {
        format!(
            "import cycle: the configuration file of {0} imports {1}, which imports {0}",
            quoted(package),
            quoted(VDLTOOL)
        )
    };
    Diagnostic::new(Code::ImportCycle, config, message)
        .note("the packages that vdltool imports can have no configuration file")
}

/// A file or directory cannot be read.
pub(super) fn unreadable(fault: &Unreadable, current_dir: &Path) -> Diagnostic {
    let path = quoted_path(&fault.path, current_dir);
    match &fault.reason {
        Reason::TooLarge(limit) => Diagnostic::unplaced(
            Code::EnvTooMuchSource,
            format!("{path} is larger than {limit} bytes"),
        ),
        Reason::Other(reason) => Diagnostic::unplaced(
            Code::EnvUnreadable,
            format!("cannot read {path}: {}", one_line(reason)),
        ),
    }
}

/// The sources do not fit into the map.
pub(super) fn too_much_source(error: &TooMuchSource) -> Diagnostic {
    Diagnostic::unplaced(Code::EnvTooMuchSource, one_line(&error.to_string()))
}

/// An argument names nothing.
pub(super) fn no_package(argument: &str, why: &str) -> Diagnostic {
    Diagnostic::unplaced(
        Code::PackageNotFound,
        format!("{} names no package: {why}", quoted(argument)),
    )
}

/// An argument goes through an element that the tools pass over.
pub(super) fn ignored_argument(argument: &str, path: &str) -> Diagnostic {
    let message = if argument == path {
        format!("{} is no package path", quoted(path))
    } else {
        format!(
            "{} is no package: its path would be {}",
            quoted(argument),
            quoted(path)
        )
    };
    Diagnostic::unplaced(Code::PackageInvalidPath, message)
        .note("directories and files whose names start with `.` or `_` are ignored")
}

/// An argument names a standard package by its long path.
pub(super) fn long_standard_argument(argument: &str, short: &str) -> Diagnostic {
    let diagnostic = Diagnostic::unplaced(
        Code::PackageInvalidPath,
        format!(
            "{} is no package path: standard packages have short paths",
            quoted(argument)
        ),
    );
    if short.is_empty() {
        diagnostic
    } else {
        diagnostic.help(format!("write {}", quoted(short)))
    }
}

/// A second directory has the path of a package that is already there.
pub(super) fn two_directories(
    path: &str,
    second: &Path,
    first: Option<&Path>,
    current_dir: &Path,
) -> Diagnostic {
    let first = first.map_or_else(
        || String::from("the embedded packages"),
        |dir| quoted_path(dir, current_dir),
    );
    Diagnostic::unplaced(
        Code::PackageDupPath,
        format!(
            "package {} is in {} but was already loaded from {first}",
            quoted(path),
            quoted_path(second, current_dir)
        ),
    )
}

/// An import path has an element that the tools pass over.
pub(super) fn ignored_import(path: &str, span: Span) -> Diagnostic {
    Diagnostic::new(
        Code::ImportInvalidPath,
        span,
        format!("{} cannot be imported", quoted(path)),
    )
    .label("an element starts with `.` or `_`")
    .note("directories and files whose names start with `.` or `_` are ignored")
}

/// An import names a standard package by its long path.
pub(super) fn long_standard_import(path: &str, short: &str, span: Span) -> Diagnostic {
    let message = format!(
        "{} cannot be imported: standard packages have short paths",
        quoted(path)
    );
    let diagnostic = Diagnostic::new(Code::ImportVdlrootPrefix, span, message);
    if vdlroot::find(short).is_some_and(|package| package.standard) {
        diagnostic.fix(
            format!("import {}", quoted(short)),
            span,
            format!("\"{short}\""),
        )
    } else {
        diagnostic.help(format!("leave out `{}`", vdlroot::STANDARD_PREFIX))
    }
}

/// An import names nothing.
pub(super) fn no_import(path: &str, why: &str, suggestion: Option<&str>, span: Span) -> Diagnostic {
    let message = format!("package {} does not exist: {why}", quoted(path));
    let diagnostic = Diagnostic::new(Code::ImportNotFound, span, message);
    match suggestion {
        Some(near) => diagnostic.fix(
            format!("did you mean {}?", quoted(near)),
            span,
            format!("\"{near}\""),
        ),
        None => diagnostic,
    }
}

/// Packages import each other. The whole cycle starts and ends with the same package and has `count` names, of which
/// these are the first; `imports` lead from each to the next, and the one at `span` to the last.
pub(super) fn cycle(cycle: &[&str], count: usize, imports: &[Span], span: Span) -> Diagnostic {
    let message = match cycle {
        [package, _] => format!("import cycle: {} imports itself", quoted(package)),
        _ => {
            let names = cycle
                .iter()
                .map(|path| quoted(path))
                .collect::<Vec<_>>()
                .join(" imports ");
            match count.saturating_sub(cycle.len()) {
                0 => format!("import cycle: {names}"),
                more => format!("import cycle: {names} and so on over {more} more"),
            }
        }
    };
    let mut diagnostic =
        Diagnostic::new(Code::ImportCycle, span, message).label("this closes the cycle");
    for (import, pair) in imports.iter().zip(cycle.windows(2)).take(MAX_LABELS) {
        if let [from, to] = pair {
            diagnostic = diagnostic.also(
                *import,
                format!("{} imports {} here", quoted(from), quoted(to)),
            );
        }
    }
    diagnostic
}

/// A package in a source root has the path of an embedded standard package and is not looked at.
pub(super) fn hidden_by_standard(
    path: &str,
    dir: &Path,
    span: Option<Span>,
    current_dir: &Path,
) -> Diagnostic {
    let message = format!(
        "{} is the standard package, not the one in {}",
        quoted(path),
        quoted_path(dir, current_dir)
    );
    Diagnostic {
        span,
        ..Diagnostic::unplaced(Code::LintShadowedPackage, message)
    }
    .note("the embedded standard packages come before the source roots")
}

/// A package of a directory stands for an embedded standard package.
pub(super) fn hides_standard(path: &str, dir: &Path, current_dir: &Path) -> Diagnostic {
    Diagnostic::unplaced(
        Code::LintShadowedPackage,
        format!(
            "the package in {} takes the place of the standard package {}",
            quoted_path(dir, current_dir),
            quoted(path)
        ),
    )
}

/// The directories where a package was looked for, as a clause.
pub(super) fn where_looked(tried: &[PathBuf], current_dir: &Path) -> String {
    if tried.is_empty() {
        return String::from("no directory below a source root can have this path");
    }
    let mut text = tried
        .iter()
        .take(MAX_TRIED)
        .map(|dir| quoted_path(dir, current_dir))
        .collect::<Vec<_>>()
        .join(", ");
    if let Some(more @ 1..) = tried.len().checked_sub(MAX_TRIED) {
        text.push_str(&format!(" and {more} more directories"));
    }
    format!("no .vdl files in {text}")
}

/// The package that a directory really is, as a clause.
pub(super) fn other_path(dir: &Path, path: &str, current_dir: &Path) -> String {
    format!(
        "the one in {} is {}",
        quoted_path(dir, current_dir),
        quoted(path)
    )
}

/// The roots, as a clause.
pub(super) fn root_names(dirs: &[PathBuf], current_dir: &Path) -> String {
    let list = dirs
        .iter()
        .take(MAX_TRIED)
        .map(|dir| quoted_path(dir, current_dir))
        .collect::<Vec<_>>()
        .join(", ");
    match dirs.len().checked_sub(MAX_TRIED) {
        None | Some(0) => format!("the roots are {list}"),
        Some(more) => format!("the roots are {list} and {more} more"),
    }
}

/// A path as messages and source names say it: from the current directory when it lies below.
pub(super) fn shown(path: &Path, current_dir: &Path) -> String {
    let below = if current_dir.as_os_str().is_empty() {
        path
    } else {
        path.strip_prefix(current_dir).unwrap_or(path)
    };
    let below = if below.as_os_str().is_empty() {
        Path::new(".")
    } else {
        below
    };
    below.to_string_lossy().into_owned()
}

/// A path in quotes, on one line.
pub(super) fn quoted_path(path: &Path, current_dir: &Path) -> String {
    quoted(&shown(path, current_dir))
}

/// Text from outside in quotes: on one line, and not without end.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", one_line(text))
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len().min(MAX_TEXT));
    for letter in text.chars() {
        if line.len() >= MAX_TEXT {
            line.push('…');
            break;
        }
        if letter.is_control() {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

/// The package that configuration files import without saying so.
pub(super) const VDLTOOL: &str = "vdltool";

/// More directories than these are counted only.
const MAX_TRIED: usize = 8;
/// More packages of a cycle than these are counted only.
pub(super) const MAX_CYCLE: usize = 64;
/// More places of a cycle than these are left out.
const MAX_LABELS: usize = 8;
/// Longer texts are cut.
const MAX_TEXT: usize = 1000;
