//! The packages of one load and the edges between them: depth-first from the arguments along the imports.
//!
//! The walk keeps its own stack, since a chain of imports is as long as the input likes.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use crate::ast::Import;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::config::load_config_packages;
use crate::load::known::Known;
use crate::load::locate::{self, Found, Location};
use crate::load::node::{Node, State};
use crate::load::package_path;
use crate::load::report;
use crate::load::root::Root;
use crate::load::search_path::SearchPath;
use crate::load::{LoadOptions, Loaded, LoadedPackage};
use crate::source::{SourceMap, Span};

/// A load in progress.
pub(super) struct Graph<'a> {
    pub(super) search: &'a SearchPath,
    pub(super) options: &'a LoadOptions,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The roots of the search path, and those that directory arguments brought.
    pub(super) roots: Vec<Root>,
    pub(super) sources: &'a mut SourceMap,
    errors_before: usize,
    nodes: Vec<Node>,
    by_path: HashMap<String, usize>,
    /// Who imports whom.
    edges: HashSet<(usize, usize)>,
    /// Finished nodes, dependencies first.
    order: Vec<usize>,
    missing: HashMap<String, Missing>,
    known: Option<Known>,
}

/// What is known about a path without a package.
struct Missing {
    why: String,
    suggestion: Option<String>,
}

impl<'a> Graph<'a> {
    pub(super) fn new(
        search: &'a SearchPath,
        options: &'a LoadOptions,
        sources: &'a mut SourceMap,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            search,
            options,
            roots: search.root_list().to_vec(),
            errors_before: diagnostics.errors(),
            sources,
            diagnostics,
            nodes: Vec::new(),
            by_path: HashMap::new(),
            edges: HashSet::new(),
            order: Vec::new(),
            missing: HashMap::new(),
            known: None,
        }
    }

    /// Adds what a file outside of any package imports.
    pub(super) fn add_imports(&mut self, imports: &[Import]) {
        for import in imports {
            match self.resolve(&import.path, import.path_span) {
                Ok(node) => self.visit(node),
                Err(diagnostic) => self.diagnostics.push(*diagnostic),
            }
        }
    }

    /// The packages in order, with those that their configuration files need; nothing if there were errors.
    pub(super) fn finish(mut self) -> Option<Loaded> {
        let packages = self.take_packages()?;
        let config_packages = match packages.iter().find(|package| package.config.is_some()) {
            Some(package) => load_config_packages(
                &package.path,
                self.search,
                self.options,
                self.sources,
                self.diagnostics,
            )?,
            None => Vec::new(),
        };
        Some(Loaded {
            packages,
            config_packages,
        })
    }

    /// The packages so far, in order; nothing if there were errors.
    pub(super) fn take_packages(&mut self) -> Option<Vec<LoadedPackage>> {
        let (nodes, order) = (
            std::mem::take(&mut self.nodes),
            std::mem::take(&mut self.order),
        );
        (self.diagnostics.errors() == self.errors_before).then(|| in_order(nodes, &order))
    }

    /// The node of a path, if the package is loaded.
    pub(super) fn loaded(&self, path: &str) -> Option<usize> {
        self.by_path.get(path).copied()
    }

    /// The directory of a node, unless it is embedded.
    pub(super) fn dir(&self, node: usize) -> Option<&Path> {
        self.nodes[node].package.dir.as_deref()
    }

    /// Follows the imports of a package that an argument named.
    pub(super) fn add_target(&mut self, node: usize) {
        self.nodes[node].package.target = true;
        self.visit(node);
    }

    /// Reads a package that was found; `mention` is the import that led there.
    pub(super) fn open(&mut self, location: Location, mention: Option<Span>) -> usize {
        let node = match location {
            Location::Embedded(package) => self.read_embedded(package, mention),
            Location::Directory(place) => self.read_directory(place),
        };
        self.by_path
            .insert(node.package.path.clone(), self.nodes.len());
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The path that was probably meant.
    pub(super) fn suggest(&mut self, path: &str) -> Option<String> {
        let known = self.known.get_or_insert_with(|| Known::gather(&self.roots));
        known.nearest(path).map(String::from)
    }

    /// Follows imports depth-first and puts each package behind those that it imports.
    pub(super) fn visit(&mut self, node: usize) {
        if !matches!(self.nodes[node].state, State::Waiting) {
            return;
        }
        let mut stack = vec![node];
        self.nodes[node].state = State::Active(0);
        while let Some(&top) = stack.last() {
            let node = &mut self.nodes[top];
            let Some(site) = node.imports.get_mut(node.next) else {
                self.leave(top);
                stack.pop();
                continue;
            };
            let (path, span) = (std::mem::take(&mut site.path), site.span);
            node.next += 1;
            let target = match self.resolve(&path, span) {
                Ok(target) => target,
                Err(diagnostic) => {
                    self.nodes[top].report(*diagnostic);
                    continue;
                }
            };
            if !self.edges.insert((top, target)) {
                continue;
            }
            self.nodes[top].package.imports.push(target);
            match self.nodes[target].state {
                State::Waiting => {
                    self.nodes[target].state = State::Active(stack.len());
                    stack.push(target);
                }
                State::Active(place) => {
                    let diagnostic = self.cycle(&stack[place..], span);
                    self.nodes[top].report(diagnostic);
                }
                State::Finished => {}
            }
        }
    }

    fn leave(&mut self, index: usize) {
        let node = &mut self.nodes[index];
        node.state = State::Finished;
        let mut found = std::mem::take(&mut node.diagnostics);
        found.sort_by_key(|diagnostic| diagnostic.span);
        for diagnostic in found {
            self.diagnostics.push(diagnostic);
        }
        self.order.push(index);
    }

    /// The packages of a cycle are the end of the stack; the import at `span` leads from the last to the first.
    fn cycle(&self, stack: &[usize], span: Span) -> Diagnostic {
        // Every import of a long chain may close a cycle: look at no more of it than will be said.
        let nodes = stack
            .iter()
            .chain(stack.first())
            .take(report::MAX_CYCLE)
            .map(|&index| &self.nodes[index]);
        let paths: Vec<&str> = nodes.map(|node| node.package.path.as_str()).collect();
        let followed = stack
            .split_last()
            .map_or(&[][..], |(_, others)| others)
            .iter()
            .take(report::MAX_CYCLE);
        let imports: Vec<Span> = followed
            .filter_map(|&index| self.nodes[index].followed())
            .collect();
        report::cycle(&paths, stack.len() + 1, &imports, span)
    }

    /// The package of an import path.
    fn resolve(&mut self, path: &str, span: Span) -> Result<usize, Box<Diagnostic>> {
        if let Some(node) = self.loaded(path) {
            return Ok(node);
        }
        if package_path::has_ignored_element(path) {
            return Err(Box::new(report::ignored_import(path, span)));
        }
        if let Some(short) = package_path::below_standard_prefix(path) {
            return Err(Box::new(report::long_standard_import(path, short, span)));
        }
        if !self.missing.contains_key(path) {
            let missing = match locate::find(path, &self.roots, self.search.standard()) {
                Ok(Found::Package(location)) => return Ok(self.open(location, Some(span))),
                Ok(Found::Nothing {
                    without_module: Some(place),
                    ..
                }) => {
                    let why =
                        report::other_path(&place.dir, &place.path.path, self.search.current_dir());
                    Missing {
                        why,
                        suggestion: Some(place.path.path),
                    }
                }
                Ok(Found::Nothing {
                    tried,
                    without_module: None,
                }) => {
                    let why = report::where_looked(&tried, self.search.current_dir());
                    Missing {
                        why,
                        suggestion: self.suggest(path),
                    }
                }
                Err(fault) => {
                    let diagnostic = report::unreadable(&fault, self.search.current_dir());
                    return Err(Box::new(Diagnostic {
                        span: Some(span),
                        ..diagnostic
                    }));
                }
            };
            self.missing.insert(String::from(path), missing);
        }
        let missing = &self.missing[path];
        Err(Box::new(report::no_import(
            path,
            &missing.why,
            missing.suggestion.as_deref(),
            span,
        )))
    }
}

/// The packages of finished nodes; imports become places in the new list.
fn in_order(nodes: Vec<Node>, order: &[usize]) -> Vec<LoadedPackage> {
    let mut places = vec![0; nodes.len()];
    for (place, &index) in order.iter().enumerate() {
        places[index] = place;
    }
    let mut nodes: Vec<Option<Node>> = nodes.into_iter().map(Some).collect();
    let mut packages = Vec::with_capacity(order.len());
    for &index in order {
        let mut package = nodes[index].take().expect("a node finishes once").package;
        for import in &mut package.imports {
            *import = places[*import];
        }
        packages.push(package);
    }
    packages
}
