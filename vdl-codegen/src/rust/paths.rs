//! Where packages are in Rust: modules of the tree, or paths outside of it (codegen §3.2).

use std::collections::{BTreeMap, HashMap};

use proc_macro2::TokenStream;
use quote::quote;
use vdl_parser::env::{Env, Package, PackageId};

use super::finding::Finding;
use super::names::{ident, is_identifier, segment};
use crate::options::{Builtin, Layout, Options};

/// Where the items of a package are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    /// In this module of the tree.
    Tree(Vec<String>),
    /// In a module outside of the tree, by its path.
    Elsewhere(String),
    /// Nobody said where.
    Nowhere,
}

/// The homes of all packages.
#[derive(Debug, Default)]
pub(crate) struct Paths(HashMap<PackageId, Home>);

impl Paths {
    /// Packages of the run go into the tree; all others are looked for in options, and then in the runtime.
    pub(crate) fn new(
        env: &Env,
        run: &[PackageId],
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut homes = HashMap::new();
        for (id, package) in env.packages.iter() {
            let home = if run.contains(&id) {
                Home::Tree(module(package, options, findings))
            } else {
                elsewhere(package, options)
            };
            homes.insert(id, home);
        }
        check_modules(env, run, &homes, findings);
        Self(homes)
    }

    pub(crate) fn home(&self, package: PackageId) -> &Home {
        self.0.get(&package).unwrap_or(&Home::Nowhere)
    }
}

/// Whether a package is already somewhere, so that a run need not generate it.
pub(crate) fn is_elsewhere(package: &Package, options: &Options) -> bool {
    elsewhere(package, options) != Home::Nowhere
}

/// The path from a module of the tree to an item of another one.
pub(crate) fn relative(from: &[String], to: &[String]) -> TokenStream {
    let common = from.iter().zip(to).take_while(|(a, b)| a == b).count();
    let up = (common..from.len()).map(|_| quote!(super::));
    let down = to[common..].iter().map(|module| {
        let module = ident(module);
        quote!(#module::)
    });
    // A child module may be called like a crate.
    let here = (common == from.len() && common < to.len()).then(|| quote!(self::));
    up.chain(here).chain(down).collect()
}

/// The tokens of a path or type in options, which has been checked when the run was planned.
pub(crate) fn tokens(text: &str) -> TokenStream {
    text.parse().unwrap_or_default()
}

/// Reports a path or type in options that is not made of tokens.
pub(crate) fn check_tokens(option: &str, text: &str, findings: &mut Vec<Finding>) {
    let is_empty = text
        .parse::<TokenStream>()
        .map_or(true, |tokens| tokens.is_empty());
    if is_empty {
        findings.push(Finding::error(format!(
            "{option}: `{text}` is no piece of Rust"
        )));
    }
}

fn elsewhere(package: &Package, options: &Options) -> Home {
    let mut prefix = package.path.as_str();
    loop {
        if let Some(path) = options.extern_paths.get(prefix) {
            let below = package.path[prefix.len()..]
                .split('/')
                .filter(|element| !element.is_empty());
            return Home::Elsewhere(joined(path, below));
        }
        match prefix.rsplit_once('/') {
            Some((shorter, _)) => prefix = shorter,
            None => break,
        }
    }
    let is_builtin = package.embedded || package.path != package.gen_path;
    if is_builtin && options.builtin == Builtin::Runtime {
        return Home::Elsewhere(joined(&options.runtime_path, package.path.split('/')));
    }
    Home::Nowhere
}

fn joined<'a>(path: &str, elements: impl Iterator<Item = &'a str>) -> String {
    elements.fold(path.to_owned(), |path, element| {
        format!("{path}::{}", ident(&segment(element)))
    })
}

/// How deep modules may be nested; compilers and formatters recurse.
const MAX_DEPTH: usize = 32;

/// The module of a package of the run.
fn module(package: &Package, options: &Options, findings: &mut Vec<Finding>) -> Vec<String> {
    if let Some(module) = options.modules.get(&package.path) {
        let parts: Vec<String> = module.split("::").map(str::to_owned).collect();
        if !parts.iter().all(|part| is_identifier(part)) {
            findings.push(Finding::error(format!(
                "module of `{}`: `{module}` is no module",
                package.path
            )));
        }
        return parts;
    }
    if package.path.split('/').count() > MAX_DEPTH {
        let message = format!(
            "the modules of package `{}` would be nested too deeply",
            package.path
        );
        findings.push(
            Finding::error(message)
                .help(format!("choose one: module(\"{}\", \"…\")", package.path)),
        );
        return Vec::new();
    }
    match options.layout {
        Layout::Flat => package
            .path
            .split('/')
            .next_back()
            .map(segment)
            .into_iter()
            .collect(),
        Layout::Nested => {
            let stripped = options.prefixes.iter().filter_map(|prefix| {
                let rest = package.path.strip_prefix(prefix.trim_end_matches('/'))?;
                rest.strip_prefix('/')
            });
            // The prefix that takes most away.
            let rest = stripped.min_by_key(|rest| rest.len());
            rest.unwrap_or(&package.path)
                .split('/')
                .map(segment)
                .collect()
        }
    }
}

/// Reports packages that would share a module.
fn check_modules(
    env: &Env,
    run: &[PackageId],
    homes: &HashMap<PackageId, Home>,
    findings: &mut Vec<Finding>,
) {
    let mut known: BTreeMap<&[String], &Package> = BTreeMap::new();
    for id in run {
        let package = &env.packages[*id];
        let Some(Home::Tree(module)) = homes.get(id) else {
            continue;
        };
        if let Some(other) = known.insert(module, package) {
            let message = format!(
                "packages `{}` and `{}` would both be the module `{}`",
                other.path,
                package.path,
                module.join("::")
            );
            findings.push(Finding::error(message).help(format!(
                "give one of them another: module(\"{}\", \"…\")",
                package.path
            )));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::relative;

    fn check(from: &str, to: &str, expected: &str) {
        let module = |path: &str| -> Vec<String> {
            path.split(' ')
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        };
        let path = relative(&module(from), &module(to))
            .to_string()
            .replace(' ', "");
        assert_eq!(path, expected, "from {from} to {to}");
    }

    #[test]
    fn paths_stay_inside_the_tree() {
        check("a b", "a b", "");
        check("a b", "a c", "super::c::");
        check("a b", "d", "super::super::d::");
        check("a", "a b type", "self::b::r#type::");
        check("a b", "a", "super::");
    }
}
