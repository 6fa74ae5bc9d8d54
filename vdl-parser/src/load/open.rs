//! Packages into memory: the files of a directory or of the tool, each read once, and what their headers import.

use std::path::Path;

use crate::ast::FileKind;
use crate::load::directory::{self, Unreadable};
use crate::load::graph::Graph;
use crate::load::locate::{self, Place};
use crate::load::node::{ImportSite, Node};
use crate::load::package_path::PackagePath;
use crate::load::report;
use crate::load::search_path::Standard;
use crate::load::{DEFAULT_CONFIG_NAME, LoadedFile};
use crate::parse;
use crate::source::{MAX_SOURCE_BYTES, SourceId, Span};

impl Graph<'_> {
    /// Reads an embedded package.
    pub(super) fn read_embedded(
        &mut self,
        package: &vdlroot::Package,
        mention: Option<Span>,
    ) -> Node {
        let paths = PackagePath {
            path: String::from(package.path),
            gen_path: String::from(package.gen_path),
        };
        let mut node = Node::new(paths, None);
        if package.standard
            && let Ok(Some(hidden)) =
                locate::find_in_roots(package.path, &self.roots, &mut Vec::new())
        {
            let current_dir = self.search.current_dir();
            node.report(report::hidden_by_standard(
                package.path,
                &hidden.dir,
                mention,
                current_dir,
            ));
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

    /// Reads the package in a directory.
    pub(super) fn read_directory(&mut self, place: Place) -> Node {
        let Place { dir, path, found } = place;
        let current_dir = self.search.current_dir();
        let mut node = Node::new(path, Some(dir.clone()));
        let path = &node.package.path;
        if self.search.standard() == Standard::Embedded
            && !node.package.is_standard()
            && vdlroot::find(path).is_some_and(|package| package.standard)
        {
            node.report(report::hides_standard(path, &dir, current_dir));
        }
        node.diagnostics.extend(
            found
                .fault()
                .map(|fault| report::unreadable(&fault, current_dir)),
        );

        for name in found
            .files
            .iter()
            .filter(|name| **name != self.options.config_name)
        {
            let file = dir.join(name);
            match directory::read(&file, MAX_SOURCE_BYTES as u64) {
                Ok(Some(bytes)) => self.add_file(&mut node, name, Some(&file), bytes),
                Ok(None) => {
                    let fault = Unreadable::new(&file, "it does not exist");
                    node.report(report::unreadable(&fault, current_dir));
                }
                Err(fault) => node.report(report::unreadable(&fault, current_dir)),
            }
        }
        let file = dir.join(&self.options.config_name);
        match directory::read(&file, MAX_SOURCE_BYTES as u64) {
            Ok(Some(bytes)) => {
                node.package.config =
                    self.add_source(&mut node, &self.options.config_name, Some(&file), bytes);
            }
            Ok(None) => {}
            Err(fault) => node.report(report::unreadable(&fault, current_dir)),
        }
        node
    }

    /// Adds a source file and notes what it imports.
    fn add_file(&mut self, node: &mut Node, name: &str, path: Option<&Path>, bytes: Vec<u8>) {
        let Some(source) = self.add_source(node, name, path, bytes) else {
            return;
        };
        node.package.files.push(LoadedFile {
            name: String::from(name),
            source,
        });

        let header = parse::parse_header(self.sources.source(source), source, FileKind::Package);
        // Imports near a mistake may not be what was meant.
        if let Some(file) = header.file.filter(|_| header.diagnostics.is_empty()) {
            if let Some(package) = file.package.filter(|_| node.package.name.is_empty()) {
                node.package.name = String::from(self.sources.source(source).slice(package.span));
            }
            let sites = file.imports.into_iter().map(|import| ImportSite {
                path: import.path,
                span: import.path_span,
            });
            node.imports.extend(sites);
        }
        node.diagnostics.extend(header.diagnostics);
    }

    fn add_source(
        &mut self,
        node: &mut Node,
        name: &str,
        path: Option<&Path>,
        bytes: Vec<u8>,
    ) -> Option<SourceId> {
        let full_name = if node.package.path == "." {
            String::from(name)
        } else {
            format!("{}/{name}", node.package.path)
        };
        let disk_path = path.map(|path| report::shown(path, self.search.current_dir()));
        match self.sources.add(full_name, disk_path, bytes) {
            Ok(source) => Some(source),
            Err(error) => {
                node.report(report::too_much_source(&error));
                None
            }
        }
    }
}
