//! Package paths as text: which elements are allowed, and the short and long forms of standard packages
//! (`vdl-language` §4, §11).

/// The two paths of a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PackagePath {
    /// What imports say.
    pub(super) path: String,
    /// What generated code says.
    pub(super) gen_path: String,
}

impl PackagePath {
    /// The paths of a package that is found as `full`: below the folder of the standard packages it is one of them.
    pub(super) fn of(full: String) -> Self {
        match full.strip_prefix(vdlroot::STANDARD_PREFIX) {
            Some(short) if !short.is_empty() => Self {
                path: String::from(short),
                gen_path: full,
            },
            Some(_) | None => Self {
                path: full.clone(),
                gen_path: full,
            },
        }
    }

    /// The paths of a standard package, by its short path.
    pub(super) fn standard(short: String) -> Self {
        Self {
            gen_path: format!("{}{short}", vdlroot::STANDARD_PREFIX),
            path: short,
        }
    }
}

/// Whether the tools pass over files and directories of this name.
pub(super) fn is_ignored(element: &str) -> bool {
    element.starts_with('_') || (element.starts_with('.') && element != "." && element != "..")
}

/// Whether any element of a path is passed over.
pub(super) fn has_ignored_element(path: &str) -> bool {
    path.split('/').any(is_ignored)
}

/// The short path of a standard package whose long path this is; the folder of all of them has an empty one.
pub(super) fn below_standard_prefix(path: &str) -> Option<&str> {
    let folder = vdlroot::STANDARD_PREFIX.trim_end_matches('/');
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('/')
    }
}

/// A slash-separated path without empty and `.` elements, and with each `..` applied where it can be.
pub(super) fn clean(path: &str) -> String {
    let mut elements: Vec<&str> = Vec::new();
    for element in path.split('/') {
        match element {
            "" | "." => {}
            ".." if elements.last().is_some_and(|last| *last != "..") => {
                elements.pop();
            }
            _ => elements.push(element),
        }
    }
    if elements.is_empty() {
        String::from(".")
    } else {
        elements.join("/")
    }
}

/// Two paths joined by a slash; an empty one adds nothing.
pub(super) fn join(above: &str, below: &str) -> String {
    match (above.is_empty(), below.is_empty()) {
        (true, _) => String::from(below),
        (_, true) => String::from(above),
        (false, false) => format!("{above}/{below}"),
    }
}

/// What is left of a path below another one: nothing if it lies elsewhere.
pub(super) fn strip<'p>(path: &'p str, above: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(above)?;
    if rest.is_empty() || above.is_empty() {
        Some(rest)
    } else {
        rest.strip_prefix('/')
    }
}

#[cfg(test)]
mod tests {
    use super::{PackagePath, below_standard_prefix, clean, has_ignored_element, strip};

    #[test]
    fn knows_which_elements_are_ignored() {
        for path in ["_a", "a/_b", ".a", "a/.b/c", "..a", "...", "a/_"] {
            assert!(has_ignored_element(path), "{path}");
        }
        for path in ["a", "a/b_c", "./a", "../a", "a.b/c", ""] {
            assert!(!has_ignored_element(path), "{path}");
        }
    }

    #[test]
    fn cleans() {
        for (path, cleaned) in [
            ("a/", "a"),
            ("a//b/./c", "a/b/c"),
            ("a/../b", "b"),
            ("../a/../..", "../.."),
            ("", "."),
            ("./", "."),
            ("a/..", "."),
        ] {
            assert_eq!(clean(path), cleaned, "{path}");
        }
    }

    #[test]
    fn standard_packages_have_two_paths() {
        let time = PackagePath::of(String::from("v.io/v23/vdlroot/time"));
        assert_eq!(
            (time.path.as_str(), time.gen_path.as_str()),
            ("time", "v.io/v23/vdlroot/time")
        );
        assert_eq!(time, PackagePath::standard(String::from("time")));
        let other = PackagePath::of(String::from("v.io/v23/vdlroots"));
        assert_eq!(other.path, other.gen_path);
        assert_eq!(below_standard_prefix("v.io/v23/vdlroot"), Some(""));
        assert_eq!(below_standard_prefix("v.io/v23/vdlroot/a/b"), Some("a/b"));
        assert_eq!(below_standard_prefix("v.io/v23/vdlroots"), None);
    }

    #[test]
    fn strips_whole_elements() {
        assert_eq!(strip("v.io/x", "v.io"), Some("x"));
        assert_eq!(strip("v.io", "v.io"), Some(""));
        assert_eq!(strip("v.iox", "v.io"), None);
        assert_eq!(strip("x", ""), Some("x"));
    }
}
