//! The packages that configuration files are made of (`vdl-language` §10.2).

use crate::diagnostic::Diagnostics;
use crate::load::graph::Graph;
use crate::load::locate::{self, Found};
use crate::load::report::{self, VDLTOOL};
use crate::load::search_path::SearchPath;
use crate::load::{LoadOptions, LoadedPackage};
use crate::source::SourceMap;

/// `vdltool` and its imports, which must do without configuration files.
pub(super) fn load_config_packages(
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
        Err(fault) => graph
            .diagnostics
            .push(report::unreadable(&fault, search.current_dir())),
    }
    let packages = graph.take_packages()?;
    let mut allowed = true;
    for package in &packages {
        if let Some(config) = package.config {
            let start = sources.source(config).span().shrink_to_start();
            diagnostics.push(report::config_cycle(&package.path, start));
            allowed = false;
        }
    }
    allowed.then_some(packages)
}
