//! The packages of one load and the edges between them: depth-first from the arguments along the imports.
//!
//! The walk keeps its own stack, since a chain of imports is as long as the input likes.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use crate::ast::{FileKind, Import};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::directory::{self, Unreadable};
use crate::load::known::Known;
use crate::load::locate::{self, Found, Location, Place};
use crate::load::package_path::{self, PackagePath};
use crate::load::report::{self, VDLTOOL};
use crate::load::root::Root;
use crate::load::search_path::{SearchPath, Standard};
use crate::load::{DEFAULT_CONFIG_NAME, LoadOptions, Loaded, LoadedFile, LoadedPackage};
use crate::parse;
use crate::source::{MAX_SOURCE_BYTES, SourceId, SourceMap, Span};

/// A load in progress.
pub(super) struct Graph<'a> {
    pub(super) search: &'a SearchPath,
    pub(super) options: &'a LoadOptions,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The roots of the search path, and those that directory arguments brought.
    pub(super) roots: Vec<Root>,
    sources: &'a mut SourceMap,
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

/// A package and how far its imports have been followed.
struct Node {
    package: LoadedPackage,
    imports: Vec<ImportSite>,
    next: usize,
    state: State,
    /// What was found in its files: reported together, in source order.
    diagnostics: Vec<Diagnostic>,
}

/// An import as written.
struct ImportSite {
    path: String,
    span: Span,
}

#[derive(Clone, Copy)]
enum State {
    Waiting,
    /// On the stack, at this place.
    Active(usize),
    Finished,
}

/// What is known about a path without a package.
struct Missing {
    tried: Vec<PathBuf>,
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
    pub(super) fn finish(self) -> Option<Loaded> {
        let Self { search, options, sources, diagnostics, errors_before, nodes, order, .. } = self;
        if diagnostics.errors() > errors_before {
            return None;
        }
        let packages = in_order(nodes, &order);
        let config_packages = match packages.iter().find(|package| package.config.is_some()) {
            Some(package) => load_config_packages(&package.path, search, options, sources, diagnostics)?,
            None => Vec::new(),
        };
        Some(Loaded { packages, config_packages })
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

    /// Reads a package that was found.
    pub(super) fn open(&mut self, location: Location, mention: Option<Span>) -> usize {
        let node = match location {
            Location::Embedded(package) => self.open_embedded(package, mention),
            Location::Directory(place) => self.open_directory(place),
        };
        self.by_path.insert(node.package.path.clone(), self.nodes.len());
        self.nodes.push(node);
        self.nodes.len() - 1
    }

    /// The path that was probably meant.
    pub(super) fn suggest(&mut self, path: &str) -> Option<String> {
        let known = self.known.get_or_insert_with(|| Known::gather(&self.roots));
        known.nearest(path).map(String::from)
    }

    fn open_embedded(&mut self, package: &vdlroot::Package, mention: Option<Span>) -> Node {
        let paths = PackagePath { path: String::from(package.path), gen_path: String::from(package.gen_path) };
        let mut node = Node::new(paths, None);
        if package.standard
            && let Ok(Some(hidden)) = locate::find_in_roots(package.path, &self.roots, &mut Vec::new())
        {
            let current_dir = self.search.current_dir();
            node.diagnostics.push(report::hidden_by_standard(package.path, &hidden.dir, mention, current_dir));
        }
        for file in package.files {
            let bytes = file.text.as_bytes().to_vec();
            if file.name == DEFAULT_CONFIG_NAME {
                node.package.config = self.add_source(&mut node, file.name, None, bytes);
            } else {
                self.add_file(&mut node, file.name, None, bytes);
            }
        }
        node
    }

    fn open_directory(&mut self, place: Place) -> Node {
        let Place { dir, path, found } = place;
        let current_dir = self.search.current_dir();
        let mut node = Node::new(path, Some(dir.clone()));
        let path = &node.package.path;
        if self.search.standard() == Standard::Embedded
            && !node.package.is_standard()
            && vdlroot::find(path).is_some_and(|package| package.standard)
        {
            node.diagnostics.push(report::hides_standard(path, &dir, current_dir));
        }
        node.diagnostics.extend(found.fault().map(|fault| report::unreadable(&fault, current_dir)));

        for name in found.files.iter().filter(|name| **name != self.options.config_name) {
            let file = dir.join(name);
            match directory::read(&file, MAX_SOURCE_BYTES as u64) {
                Ok(Some(bytes)) => self.add_file(&mut node, name, Some(&file), bytes),
                Ok(None) => {
                    let fault = Unreadable::new(&file, "it does not exist");
                    node.diagnostics.push(report::unreadable(&fault, current_dir));
                }
                Err(fault) => node.diagnostics.push(report::unreadable(&fault, current_dir)),
            }
        }
        let file = dir.join(&self.options.config_name);
        match directory::read(&file, MAX_SOURCE_BYTES as u64) {
            Ok(Some(bytes)) => {
                node.package.config = self.add_source(&mut node, &self.options.config_name, Some(&file), bytes);
            }
            Ok(None) => {}
            Err(fault) => node.diagnostics.push(report::unreadable(&fault, current_dir)),
        }
        node
    }

    /// Adds a source file and notes what it imports.
    fn add_file(&mut self, node: &mut Node, name: &str, path: Option<&Path>, bytes: Vec<u8>) {
        let Some(source) = self.add_source(node, name, path, bytes) else { return };
        node.package.files.push(LoadedFile { name: String::from(name), source });

        let header = parse::parse_header(self.sources.source(source), source, FileKind::Package);
        // Imports near a mistake may not be what was meant.
        if let Some(file) = header.file.filter(|_| header.diagnostics.is_empty()) {
            if let Some(package) = file.package.filter(|_| node.package.name.is_empty()) {
                node.package.name = String::from(self.sources.source(source).slice(package.span));
            }
            let sites = file.imports.into_iter().map(|import| ImportSite { path: import.path, span: import.path_span });
            node.imports.extend(sites);
        }
        node.diagnostics.extend(header.diagnostics);
    }

    fn add_source(&mut self, node: &mut Node, name: &str, path: Option<&Path>, bytes: Vec<u8>) -> Option<SourceId> {
        let full_name = if node.package.path == "." { String::from(name) } else { format!("{}/{name}", node.package.path) };
        let disk_path = path.map(|path| report::shown(path, self.search.current_dir()));
        match self.sources.add(full_name, disk_path, bytes) {
            Ok(source) => Some(source),
            Err(error) => {
                node.diagnostics.push(report::too_much_source(&error));
                None
            }
        }
    }

    /// Follows imports depth-first and puts each package behind those that it imports.
    fn visit(&mut self, node: usize) {
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
                    self.nodes[top].diagnostics.push(*diagnostic);
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
                    self.nodes[top].diagnostics.push(diagnostic);
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
        let nodes = || stack.iter().map(|&index| &self.nodes[index]);
        let paths: Vec<&str> = nodes().chain(nodes().take(1)).map(|node| node.package.path.as_str()).collect();
        let followed = nodes().filter_map(|node| node.imports.get(node.next.checked_sub(1)?)).map(|site| site.span);
        let imports: Vec<Span> = followed.take(stack.len() - 1).collect();
        report::cycle(&paths, &imports, span)
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
                Ok(Found::Nothing { tried, without_module }) => {
                    let suggestion = without_module.map_or_else(|| self.suggest(path), |place| Some(place.path.path));
                    Missing { tried, suggestion }
                }
                Err(fault) => {
                    let diagnostic = report::unreadable(&fault, self.search.current_dir());
                    return Err(Box::new(Diagnostic { span: Some(span), ..diagnostic }));
                }
            };
            self.missing.insert(String::from(path), missing);
        }
        let missing = &self.missing[path];
        let suggestion = missing.suggestion.as_deref();
        Err(Box::new(report::no_import(path, &missing.tried, suggestion, span, self.search.current_dir())))
    }
}

impl Node {
    fn new(paths: PackagePath, dir: Option<PathBuf>) -> Self {
        Self {
            package: LoadedPackage {
                name: String::new(),
                path: paths.path,
                gen_path: paths.gen_path,
                embedded: dir.is_none(),
                target: false,
                dir,
                files: Vec::new(),
                config: None,
                imports: Vec::new(),
            },
            imports: Vec::new(),
            next: 0,
            state: State::Waiting,
            diagnostics: Vec::new(),
        }
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

/// `vdltool` and its imports, which must do without configuration files.
fn load_config_packages(
    needed_by: &str,
    search: &SearchPath,
    options: &LoadOptions,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<LoadedPackage>> {
    let mut graph = Graph::new(search, options, sources, diagnostics);
    match locate::find(VDLTOOL, &graph.roots, search.standard()) {
        Ok(Found::Package(location)) => {
            let node = graph.open(location, None);
            graph.visit(node);
        }
        Ok(Found::Nothing { .. }) => graph.diagnostics.push(report::no_vdltool(needed_by)),
        Err(fault) => graph.diagnostics.push(report::unreadable(&fault, search.current_dir())),
    }
    for node in &graph.nodes {
        if let Some(config) = node.package.config {
            let start = graph.sources.source(config).span().shrink_to_start();
            graph.diagnostics.push(report::config_cycle(&node.package.path, start));
        }
    }
    let Graph { diagnostics, errors_before, nodes, order, .. } = graph;
    (diagnostics.errors() == errors_before).then(|| in_order(nodes, &order))
}
