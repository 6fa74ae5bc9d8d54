//! What was written, compiled and formatted.

use std::collections::BTreeSet;

use vdl_parser::ast::FileKind;
use vdl_parser::compile::{CompileOptions, Lints};
use vdl_parser::diagnostic::{Diagnostics, Severity};
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{
    self, LoadOptions, Loaded, LoadedFile, LoadedPackage, SearchPath, SearchPathOptions,
};
use vdl_parser::session;
use vdl_parser::source::{SourceId, SourceMap};

use super::write::Source;
use super::{Export, Finding, Package};
use crate::format::format;

/// The packages that compile; what is wrong with others is found at its Rust definition.
pub(super) fn compiled(written: Vec<Source>, mut findings: Vec<Finding>) -> Export {
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let ordered = in_order(written, &mut findings);
    let mut loaded = carried(&ordered, &mut sources, &mut diagnostics);
    let mut texts: Vec<(SourceId, Vec<_>)> = Vec::new();
    for source in &ordered {
        let (text, places) = source.text();
        let Ok(id) = sources.add(source.path.clone(), None, text.into_bytes()) else {
            continue;
        };
        texts.push((id, places));
        let place = |path: &String| {
            loaded
                .packages
                .iter()
                .position(|package| package.path == *path)
        };
        let imports = source.imports.iter().filter_map(place).collect();
        loaded.packages.push(LoadedPackage {
            name: super::types::alias(&source.path),
            path: source.path.clone(),
            gen_path: source.path.clone(),
            embedded: false,
            target: true,
            dir: None,
            files: vec![LoadedFile {
                name: "export.vdl".to_owned(),
                source: id,
            }],
            config: None,
            imports,
        });
    }
    let options = CompileOptions {
        lints: Lints::Off,
        ..CompileOptions::default()
    };
    let checked = session::compile(loaded, &options, &OneByOne, &sources, &mut diagnostics);
    for found in diagnostics.take() {
        if found.severity != Severity::Error {
            continue;
        }
        let place = found.span.and_then(|span| {
            let (id, places) = texts
                .iter()
                .find(|(id, _)| Some(*id) == sources.find(span.start))?;
            let line = sources.source(*id).line(span.start) as usize;
            places.get(line.checked_sub(1)?).copied().flatten()
        });
        findings.push(match place {
            Some(place) => place.finding(found.message),
            None => Finding {
                file: "Cargo.toml".to_owned(),
                line: 1,
                message: found.message,
            },
        });
    }
    let whole = checked
        .packages
        .iter()
        .filter(|package| package.loaded.target && package.id.is_some());
    let packages = whole.filter_map(|package| {
        let id = package.loaded.files.first()?.source;
        let text = format(sources.source(id), id, FileKind::Package).ok()?;
        Some(Package {
            path: package.loaded.path.clone(),
            text,
        })
    });
    let mut packages: Vec<Package> = packages.collect();
    packages.sort_by(|a, b| a.path.cmp(&b.path));
    Export { packages, findings }
}

/// The packages that the tool carries and that are imported.
fn carried(written: &[Source], sources: &mut SourceMap, diagnostics: &mut Diagnostics) -> Loaded {
    let own: BTreeSet<&str> = written.iter().map(|source| source.path.as_str()).collect();
    let imports: BTreeSet<&String> = written.iter().flat_map(|source| &source.imports).collect();
    let arguments: Vec<String> = imports
        .into_iter()
        .filter(|path| !own.contains(path.as_str()))
        .cloned()
        .collect();
    let options = SearchPathOptions {
        // There is nothing on disk to look for.
        vdlpath: Some(vec!["vdl".into()]),
        vdlroot: None,
        current_dir: std::path::PathBuf::from("/"),
    };
    let found = SearchPath::new(&options, diagnostics).and_then(|search| {
        load::load(
            &arguments,
            &search,
            &LoadOptions::default(),
            sources,
            diagnostics,
        )
    });
    let mut loaded = found.unwrap_or(Loaded {
        packages: Vec::new(),
        config_packages: Vec::new(),
    });
    for package in &mut loaded.packages {
        package.target = false;
    }
    loaded
}

/// Packages behind those that they import.
fn in_order(mut pending: Vec<Source>, findings: &mut Vec<Finding>) -> Vec<Source> {
    let mut ordered: Vec<Source> = Vec::new();
    loop {
        let missing: BTreeSet<String> = pending.iter().map(|source| source.path.clone()).collect();
        let (ready, waiting): (Vec<Source>, Vec<Source>) = pending
            .into_iter()
            .partition(|source| source.imports.is_disjoint(&missing));
        if ready.is_empty() {
            for source in waiting {
                let (_, places) = source.text();
                if let Some(place) = places.into_iter().flatten().next() {
                    findings.push(place.finding(format!(
                        "package `{}` and others import each other, which VDL cannot; give the types one `package`",
                        source.path
                    )));
                }
            }
            return ordered;
        }
        ordered.extend(ready);
        pending = waiting;
    }
}
