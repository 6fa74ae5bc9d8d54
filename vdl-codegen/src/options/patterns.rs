//! Sets of paths in options, and the places that they fit.

use std::collections::{BTreeMap, BTreeSet};

/// What a path in an option may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place<'a> {
    /// The path of the package.
    pub(crate) package: &'a str,
    /// The name of the definition.
    pub(crate) item: &'a str,
    /// The name of the field or label, if the place is one.
    pub(crate) member: Option<&'a str>,
}

impl Place<'_> {
    /// The paths that fit this place, without those for packages with all below.
    fn paths(&self) -> impl Iterator<Item = String> {
        let Self {
            package,
            item,
            member,
        } = *self;
        let item_path = format!("{package}.{item}");
        let member_paths =
            member.map(|member| [format!("{item_path}.{member}"), format!("{item_path}.*")]);
        [
            String::from("."),
            package.to_owned(),
            format!("{package}.*"),
            item_path,
        ]
        .into_iter()
        .chain(member_paths.into_iter().flatten())
    }

    /// The package and those above it.
    fn trees(&self) -> impl Iterator<Item = String> {
        let ends = self.package.match_indices('/').map(|(at, _)| at);
        ends.chain([self.package.len()])
            .map(|end| format!("{}/...", &self.package[..end]))
    }
}

/// A set of paths.
#[derive(Clone, Debug, Default)]
pub(crate) struct Patterns(BTreeSet<String>);

impl Patterns {
    pub(crate) fn extend(&mut self, paths: impl IntoIterator<Item = impl Into<String>>) {
        self.0.extend(paths.into_iter().map(Into::into));
    }

    /// Whether one of the paths fits the place.
    pub(crate) fn fit(&self, place: Place<'_>) -> bool {
        // Most options are not set.
        !self.0.is_empty()
            && place
                .paths()
                .chain(place.trees())
                .any(|path| self.0.contains(&path))
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Attributes by path, in the order in which they were set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    texts: Vec<String>,
    by_path: BTreeMap<String, Vec<usize>>,
}

impl Attributes {
    pub(super) fn add(&mut self, path: String, text: String) {
        self.by_path.entry(path).or_default().push(self.texts.len());
        self.texts.push(text);
    }

    /// The attributes of a place.
    pub(crate) fn of(&self, place: Place<'_>) -> impl Iterator<Item = &str> {
        let mut found = BTreeSet::new();
        if !self.texts.is_empty() {
            for path in place.paths().chain(place.trees()) {
                found.extend(self.by_path.get(&path).into_iter().flatten().copied());
            }
        }
        found.into_iter().map(|at| self.texts[at].as_str())
    }

    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.by_path.keys().map(String::as_str)
    }

    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::{Attributes, Patterns, Place};

    const FIELD: Place<'_> = Place {
        package: "a/b.c",
        item: "T",
        member: Some("F"),
    };
    const TYPE: Place<'_> = Place {
        member: None,
        ..FIELD
    };

    fn fit(path: &str, place: Place<'_>) -> bool {
        let mut patterns = Patterns::default();
        patterns.extend([path]);
        patterns.fit(place)
    }

    #[test]
    fn a_path_fits_what_it_names_and_its_parts() {
        for path in [".", "a/b.c", "a/b.c.*", "a/...", "a/b.c/...", "a/b.c.T"] {
            assert!(fit(path, TYPE) && fit(path, FIELD), "{path}");
        }
        for path in ["a/b.c.T.F", "a/b.c.T.*"] {
            assert!(!fit(path, TYPE) && fit(path, FIELD), "{path}");
        }
        for path in ["a", "a/b", "a/b/...", "a/b.c.T.G", "a/b.c.U", "", "*"] {
            assert!(!fit(path, TYPE) && !fit(path, FIELD), "{path}");
        }
    }

    #[test]
    fn attributes_come_in_the_order_of_setting() {
        let mut attributes = Attributes::default();
        attributes.add("a/b.c.T".to_owned(), "#[z]".to_owned());
        attributes.add(".".to_owned(), "#[a]".to_owned());
        attributes.add("a/b.c.T.F".to_owned(), "#[f]".to_owned());
        assert_eq!(attributes.of(TYPE).collect::<String>(), "#[z]#[a]");
        assert_eq!(attributes.of(FIELD).collect::<String>(), "#[z]#[a]#[f]");
    }
}
