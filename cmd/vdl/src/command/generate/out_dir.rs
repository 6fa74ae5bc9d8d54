//! Where the code of packages goes: next to the sources, into a directory, or by rules (codegen §6.1).

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::exit::Usage;

/// Where code goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum OutDir {
    /// Next to the sources.
    Beside,
    /// Into one directory, with all modules.
    Directory(PathBuf),
    /// By the end of the directory in which a package path starts, the first rule that fits.
    Rules(Vec<Rule>),
}

/// A rule of where code goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    /// The end that it fits.
    from: String,
    /// What to have in its place; nothing to pass packages over.
    to: Option<String>,
}

/// Stands for no place.
const SKIP: &str = "SKIP";

impl OutDir {
    /// Reads the value of the flag.
    pub(super) fn parse(text: &str, here: &Path) -> Result<Self> {
        if text.is_empty() {
            return Ok(Self::Beside);
        }
        if !text.contains("->") {
            return Ok(Self::Directory(here.join(text)));
        }
        let rules = text.split(',').map(|rule| {
            let (from, to) = rule.split_once("->").ok_or_else(|| {
                Usage::new(format!(
                    "`{rule}` is no rule for where code goes: expected SRC->DST"
                ))
            })?;
            Ok(Rule {
                from: from.to_owned(),
                to: (to != SKIP).then(|| to.to_owned()),
            })
        });
        rules.collect::<Result<_>>().map(Self::Rules)
    }
}

/// What rules say about a package.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Its code goes here.
    Into(PathBuf),
    /// It is passed over.
    Skip,
    /// No rule fits.
    Nothing,
}

/// Where the code of the package in a directory goes.
pub(super) fn place(rules: &[Rule], directory: &Path, package: &str) -> Verdict {
    let mut start = directory.to_path_buf();
    // With a module, directories have less elements than the path.
    for element in package.rsplit('/') {
        if start.file_name().is_none_or(|name| name != element) {
            break;
        }
        start.pop();
    }
    let text = start.to_string_lossy().replace('\\', "/");
    for Rule { from, to } in rules {
        let Some(before) = text.strip_suffix(from.trim_end_matches('/')) else {
            continue;
        };
        return match to {
            Some(to) => Verdict::Into(
                Path::new(before)
                    .join(to.trim_start_matches('/'))
                    .join(package),
            ),
            None => Verdict::Skip,
        };
    }
    Verdict::Nothing
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{OutDir, Verdict, place};

    fn check(rules: &str, directory: &str, package: &str, expected: Verdict) {
        let OutDir::Rules(rules) = OutDir::parse(rules, Path::new("/")).expect("it has rules")
        else {
            panic!("{rules} has no rules");
        };
        assert_eq!(place(&rules, Path::new(directory), package), expected);
    }

    #[test]
    fn rules_replace_what_is_before_package_paths() {
        let into = |path: &str| Verdict::Into(PathBuf::from(path));
        check(
            "go/src->rust/src",
            "/w/go/src/a/b",
            "a/b",
            into("/w/rust/src/a/b"),
        );
        check("x->y,src->SKIP", "/w/src/a/b", "a/b", Verdict::Skip);
        check("x->y", "/w/src/a/b", "a/b", Verdict::Nothing);
        check("->gen", "/w/src/a/b", "a/b", into("/w/src/gen/a/b"));
        check("src->", "/w/src/a/b", "a/b", into("/w/a/b"));
    }

    #[test]
    fn other_values_are_directories() {
        let here = Path::new("/w");
        assert_eq!(OutDir::parse("", here).expect("fine"), OutDir::Beside);
        assert_eq!(
            OutDir::parse("gen", here).expect("fine"),
            OutDir::Directory("/w/gen".into())
        );
        assert!(OutDir::parse("a->b,c", here).is_err());
    }
}
