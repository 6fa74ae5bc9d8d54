//! The packages that the tools carry: type for type, value for value and id for id those of the recorded corpus, free of
//! findings, and in canonical form.

use serde_json::Value as Json;
use vdl_codegen::format;
use vdl_parser::ast::FileKind;
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::session::{self, Checked, Options};
use vdl_parser::source::SourceMap;

use crate::cases::{corpus, dump};

#[test]
fn embedded_packages_equal_the_corpus() {
    let paths: Vec<String> = vdlroot::packages()
        .iter()
        .map(|package| package.path.to_owned())
        .collect();
    let (sources, checked) = check(&paths, "tests");
    let mut report = Vec::new();
    for package in corpus::read().packages {
        if !paths.contains(&package.path) {
            continue;
        }
        let id = checked
            .env
            .package(&package.path)
            .unwrap_or_else(|| panic!("{} did not compile", package.path));
        let text = vdl_codegen::dump::json(&checked.env, &sources, id);
        let seen = serde_json::from_str(&text).expect("a dump is JSON");
        dump::compare(
            &facts(package.expect),
            &facts(seen),
            &package.path,
            &mut report,
        );
    }
    assert!(report.is_empty(), "{}", report.join("\n"));
}

#[test]
fn own_packages_have_no_findings_and_are_canonical() {
    check(&["./...".to_owned()], "examples");
    check(&["./...".to_owned()], "testdata/interop");

    for package in vdlroot::packages() {
        for file in package.files {
            let kind = if file.name == "vdl.config" {
                FileKind::Config
            } else {
                FileKind::Package
            };
            let mut sources = SourceMap::new();
            let id = sources
                .add(file.name, None, file.text.as_bytes().to_vec())
                .expect("an embedded file fits");
            let canonical =
                format::format(sources.source(id), id, kind).expect("embedded files parse");
            assert_eq!(canonical, file.text, "{}/{}", package.path, file.name);
        }
    }
}

/// Checks packages from a folder of the workspace, without any finding.
fn check(arguments: &[String], folder: &str) -> (SourceMap, Checked) {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(folder);
    let options = SearchPathOptions {
        vdlpath: Some(vec![root.clone()]),
        vdlroot: None,
        current_dir: root,
    };
    let mut sources = SourceMap::new();
    let mut diagnostics = Diagnostics::new();
    let search = SearchPath::new(&options, &mut diagnostics).expect("the root exists");
    let checked = session::check(
        arguments,
        &search,
        &Options::default(),
        &OneByOne,
        &mut sources,
        &mut diagnostics,
    );
    let found = diagnostics.take();
    assert!(found.is_empty(), "{folder}: {found:?}");
    assert!(
        checked.packages.iter().all(|package| package.id.is_some()),
        "{folder}: everything compiles"
    );
    (sources, checked)
}

/// A dump without what is our own: places and words.
fn facts(mut json: Json) -> Json {
    match &mut json {
        Json::Object(object) => {
            object
                .retain(|key, _| !(matches!(key.as_str(), "line" | "col") || key.contains("doc")));
            object
                .values_mut()
                .for_each(|value| *value = facts(value.take()));
        }
        Json::Array(items) => items.iter_mut().for_each(|item| *item = facts(item.take())),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    json
}
