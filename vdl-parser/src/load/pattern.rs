//! Patterns with `...` (`vdl-language` §11).

/// A pattern: `...` stands for any text, also none and also with slashes; a trailing `/...` also stands for nothing at all.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// What stands before, between and after the wildcards; at least two pieces.
    pieces: Vec<String>,
    /// The pieces without a trailing `/...`.
    bare: Option<Vec<String>>,
}

impl Pattern {
    /// Reads a pattern that contains `...`.
    pub(super) fn new(text: &str) -> Self {
        let split = |text: &str| text.split(WILDCARD).map(String::from).collect();
        Self {
            pieces: split(text),
            bare: text.strip_suffix("/...").map(split),
        }
    }

    pub(super) fn matches(&self, path: &str) -> bool {
        pieces_match(&self.pieces, path)
            || self
                .bare
                .as_ref()
                .is_some_and(|pieces| pieces_match(pieces, path))
    }

    /// Whether a path may match that lies below this one; the empty path stands for the root.
    pub(super) fn may_match_below(&self, path: &str) -> bool {
        let literal = self.literal();
        path.is_empty()
            || path.starts_with(literal)
            || literal
                .strip_prefix(path)
                .is_some_and(|rest| rest.starts_with('/'))
    }

    /// What stands before the first wildcard.
    pub(super) fn literal(&self) -> &str {
        self.pieces.first().map_or("", String::as_str)
    }

    /// The whole elements before the first wildcard: where a search may start. Without a trailing slash.
    pub(super) fn folder(&self) -> &str {
        self.literal()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    }
}

/// The wildcard.
pub(super) const WILDCARD: &str = "...";

fn pieces_match(pieces: &[String], path: &str) -> bool {
    let [first, rest @ ..] = pieces else {
        return path.is_empty();
    };
    let Some(path) = path.strip_prefix(first.as_str()) else {
        return false;
    };
    let [middle @ .., last] = rest else {
        return path.is_empty();
    };
    let Some(mut path) = path.strip_suffix(last.as_str()) else {
        return false;
    };
    // The leftmost place of each piece leaves the most for the others.
    for piece in middle {
        let Some(at) = path.find(piece.as_str()) else {
            return false;
        };
        path = &path[at + piece.len()..];
    }
    true
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    #[test]
    fn matches_as_the_specification_says() {
        for (pattern, yes, no) in [
            ("...", &["", "a", "a/b"][..], &[][..]),
            ("w/...", &["w", "w/sub", "w/sub/sub"], &["wx", "x/w", ""]),
            ("w...", &["w", "wx", "w/sub"], &["x", "xw"]),
            (
                "a...z",
                &["az", "a/b/z", "abcz"],
                &["a/b/y", "a", "z", "ba/z"],
            ),
            (
                "v...vdl/testdata/...exp",
                &["v.io/x/vdl/testdata/arith/exp", "vvdl/testdata/exp"],
                &["v.io/vdl/testdata"],
            ),
            ("...a...a...", &["aa", "xaxax"], &["a", ""]),
            ("a...a", &["aa", "aba"], &["a"]),
            (".../x", &["a/x", "/x"], &["x"]),
            (
                "a/.../b/...",
                &["a/q/b", "a/q/b/c", "a//b"],
                &["a/b", "a/q/bc"],
            ),
        ] {
            let read = Pattern::new(pattern);
            for path in yes {
                assert!(read.matches(path), "{pattern} {path}");
            }
            for path in no {
                assert!(!read.matches(path), "{pattern} {path}");
            }
        }
    }

    #[test]
    fn tells_where_to_look() {
        let pattern = Pattern::new("a/bc/d...");
        assert_eq!(pattern.folder(), "a/bc");
        for (path, may) in [
            ("", true),
            ("a", true),
            ("a/bc", true),
            ("a/bc/dx", true),
            ("a/b", false),
            ("x", false),
            ("a/bc/e", false),
        ] {
            assert_eq!(pattern.may_match_below(path), may, "{path}");
        }
    }
}
