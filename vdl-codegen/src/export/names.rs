//! Which definition a Rust path means.

use std::collections::{BTreeMap, HashMap};

use syn::{Attribute, Ident, Item, UseTree};

use super::attributes::{Attributes, derives, is};
use super::crates::{Crate, is_test};
use super::{Finding, Place};

/// What is exported, by absolute Rust paths below the root.
#[derive(Debug)]
pub(super) struct Names {
    defined: BTreeMap<Vec<String>, Defined>,
    /// What `use` brings into modules.
    uses: HashMap<Vec<String>, HashMap<String, Vec<String>>>,
}

/// A definition.
#[derive(Clone, Debug)]
pub(super) struct Defined {
    /// The path of its package.
    pub(super) package: String,
    pub(super) name: String,
    pub(super) place: Place,
}

/// What a path means.
#[derive(Debug)]
pub(super) enum Meaning<'n> {
    /// A definition of the crate.
    Defined(&'n Defined),
    /// Something else, by its last element.
    Other(String),
}

impl Names {
    pub(super) fn new(source: &Crate, findings: &mut Vec<Finding>) -> Self {
        let package = source
            .modules
            .iter()
            .filter(|module| module.path.is_empty())
            .find_map(|root| {
                root.items.iter().find_map(|item| {
                    let Item::Macro(item) = item else {
                        return None;
                    };
                    let last = item.mac.path.segments.last()?;
                    let text: syn::LitStr = item.mac.parse_body().ok()?;
                    (last.ident == "package").then(|| text.value())
                })
            });
        let mut names = Self {
            defined: BTreeMap::new(),
            uses: HashMap::new(),
        };
        for module in &source.modules {
            let root = package.as_deref().unwrap_or(&source.name);
            let here: Vec<&str> = std::iter::once(root)
                .chain(module.path.iter().map(String::as_str))
                .collect();
            let here = here.join("/");
            let mut define = |ident: &Ident, keyword: &str, attributes: &Attributes| {
                let rust = plain(ident);
                let defined = Defined {
                    package: attributes.text("package").unwrap_or(&here).to_owned(),
                    name: attributes
                        .text("name")
                        .map_or_else(|| rust.clone(), str::to_owned),
                    place: module.place(keyword, &rust),
                };
                let path: Vec<String> = module.path.iter().cloned().chain([rust]).collect();
                names.defined.insert(path, defined);
            };
            for item in &module.items {
                match item {
                    Item::Struct(item) if is_derived(&item.attrs) => {
                        define(&item.ident, "struct", &Attributes::new(&item.attrs, "vdl"));
                    }
                    Item::Enum(item) if is_derived(&item.attrs) => {
                        define(&item.ident, "enum", &Attributes::new(&item.attrs, "vdl"));
                    }
                    Item::Trait(item) if is_service(&item.attrs) => {
                        define(
                            &item.ident,
                            "trait",
                            &Attributes::new(&item.attrs, "service"),
                        );
                    }
                    _ => {}
                }
            }
            let mut uses = HashMap::new();
            for item in &module.items {
                if let Item::Use(item) = item {
                    bring(&item.tree, &mut Vec::new(), &mut uses);
                }
            }
            names.uses.insert(module.path.clone(), uses);
        }
        names.report_clashes(findings);
        names
    }

    fn report_clashes(&self, findings: &mut Vec<Finding>) {
        let mut known: HashMap<(&str, &str), &Defined> = HashMap::new();
        for defined in self.defined.values() {
            if let Some(other) = known.insert((&defined.package, &defined.name), defined) {
                findings.push(defined.place.finding(format!(
                    "`{}.{}` is defined at {}:{} already",
                    defined.package, defined.name, other.place.file, other.place.line
                )));
            }
        }
    }

    /// The definition of an item of a module.
    pub(super) fn defined(&self, module: &[String], ident: &Ident) -> Option<&Defined> {
        let path: Vec<String> = module.iter().cloned().chain([plain(ident)]).collect();
        self.defined.get(&path)
    }

    /// What a path means in a module.
    pub(super) fn meaning(&self, module: &[String], path: &syn::Path) -> Meaning<'_> {
        self.meaning_of(module, path.segments.iter().map(|segment| &segment.ident))
    }

    /// What a path of these elements means in a module.
    pub(super) fn meaning_of<'i>(
        &self,
        module: &[String],
        elements: impl IntoIterator<Item = &'i Ident>,
    ) -> Meaning<'_> {
        let elements: Vec<String> = elements.into_iter().map(plain).collect();
        let last = elements.last().cloned().unwrap_or_default();
        let mut pending = vec![(module.to_vec(), elements)];
        // Chains of `use` may be circular.
        for _ in 0..MAX_STEPS {
            let Some((module, elements)) = pending.pop() else {
                break;
            };
            let Some(absolute) = self.absolute(&module, elements, MAX_STEPS) else {
                continue;
            };
            if let Some(defined) = self.defined.get(&absolute) {
                return Meaning::Defined(defined);
            }
            // It may be brought into the module that the path leads to.
            if let Some((name, inside)) = absolute.split_last()
                && let Some(path) = self.uses.get(inside).and_then(|uses| uses.get(name))
                && (inside != module || path.len() > 1)
            {
                pending.push((inside.to_vec(), path.clone()));
            }
        }
        let used = self.uses.get(module).and_then(|uses| uses.get(&last));
        Meaning::Other(used.and_then(|path| path.last().cloned()).unwrap_or(last))
    }

    /// A path below the root; nothing for paths of other crates.
    fn absolute(
        &self,
        module: &[String],
        elements: Vec<String>,
        steps: usize,
    ) -> Option<Vec<String>> {
        let steps = steps.checked_sub(1)?;
        let (first, rest) = elements.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some(below(module, rest)),
            "super" => {
                let (_, above) = module.split_last()?;
                let mut path = vec!["self".to_owned()];
                path.extend_from_slice(rest);
                let path = if rest.first().is_some_and(|first| first == "super") {
                    rest.to_vec()
                } else {
                    path
                };
                self.absolute(above, path, steps)
            }
            _ => match self.uses.get(module).and_then(|uses| uses.get(first)) {
                Some(used) if used.first() != Some(first) => {
                    self.absolute(module, below(used, rest), steps)
                }
                Some(_) | None => Some(below(module, &elements)),
            },
        }
    }
}

fn below(module: &[String], rest: &[String]) -> Vec<String> {
    module.iter().chain(rest).cloned().collect()
}

const MAX_STEPS: usize = 32;

/// Whether an item is a derived type.
pub(super) fn is_derived(attributes: &[Attribute]) -> bool {
    derives(attributes) && !is_test(attributes)
}

/// Whether a trait is a service.
pub(super) fn is_service(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| is(attribute, "service")) && !is_test(attributes)
}

/// A name without the mark of raw identifiers.
pub(super) fn plain(ident: &Ident) -> String {
    let name = ident.to_string();
    name.strip_prefix("r#").map(str::to_owned).unwrap_or(name)
}

fn bring(tree: &UseTree, before: &mut Vec<String>, uses: &mut HashMap<String, Vec<String>>) {
    match tree {
        UseTree::Path(path) => {
            before.push(plain(&path.ident));
            bring(&path.tree, before, uses);
            before.pop();
        }
        UseTree::Name(name) => {
            let name = plain(&name.ident);
            if name == "self" {
                if let Some(last) = before.last() {
                    uses.insert(last.clone(), before.clone());
                }
            } else {
                let path = before.iter().cloned().chain([name.clone()]).collect();
                uses.insert(name, path);
            }
        }
        UseTree::Rename(name) => {
            let path = before.iter().cloned().chain([plain(&name.ident)]).collect();
            uses.insert(plain(&name.rename), path);
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                bring(tree, before, uses);
            }
        }
        UseTree::Glob(_) => {}
    }
}
