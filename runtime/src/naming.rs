//! Names of objects: naming, part 1.
//!
//! Resolution of names is not done here; it needs calls.

use std::fmt;
use std::sync::Arc;

/// The name of an object, relative or rooted; cheap to clone.
///
/// ```
/// let name = v23::naming::Name::from("apps/fortune");
/// assert_eq!(name.join("today").as_str(), "apps/fortune/today");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of something below this one; either may be empty.
    #[must_use]
    pub fn join(&self, suffix: &str) -> Self {
        let suffix = suffix.trim_start_matches('/');
        match (self.0.trim_end_matches('/'), suffix) {
            (_, "") => self.clone(),
            ("", _) if self.0.is_empty() => Self::from(suffix),
            (prefix, _) => Self::from(format!("{prefix}/{suffix}")),
        }
    }
}

impl Default for Name {
    fn default() -> Self {
        Self::from("")
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(name.into())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self(name.into())
    }
}

impl From<&Self> for Name {
    fn from(name: &Self) -> Self {
        name.clone()
    }
}

impl AsRef<str> for Name {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Name;

    #[test]
    fn joining_puts_one_slash_between() {
        let cases = [
            ("", "", ""),
            ("", "a", "a"),
            ("a", "", "a"),
            ("a", "b", "a/b"),
            ("a/", "/b", "a/b"),
            ("/host:80", "a/b", "/host:80/a/b"),
        ];
        for (prefix, suffix, joined) in cases {
            let name = Name::from(prefix).join(suffix);
            assert_eq!(name.as_str(), joined, "{prefix} and {suffix}");
        }
    }
}
