//! Formatting changes how a program looks and nothing else: whatever compiles compiles to the same, formatting again
//! changes nothing, and no comment is lost.

use std::path::Path;

use serde::Deserialize;
use serde_json::Value as Json;
use vdl_codegen::format;
use vdl_parser::ast::FileKind;
use vdl_parser::scan::scan;
use vdl_parser::source::SourceMap;

use crate::cases::run::{Input, run};
use crate::cases::{Failure, corpus, dump, print, read_cases, run_files};

#[test]
fn formatted_programs_mean_the_same() {
    run_files("formatted", "vdl/ok.json", read_cases, check);
}

#[derive(Deserialize)]
struct Case {
    #[serde(flatten)]
    input: Input,
}

fn check(case: &Case) -> Option<Failure> {
    let mut report = Vec::new();
    let formatted = case
        .input
        .map_sources(|name, text| canonical(name, text, &mut report));
    let (before, after) = (run(&case.input), run(&formatted));
    dump::compare(
        &without_places(dump::of(&before)),
        &without_places(dump::of(&after)),
        "",
        &mut report,
    );
    (!report.is_empty()).then(|| Failure {
        id: case.input.id.clone(),
        report,
    })
}

#[test]
fn formatted_corpus_means_the_same() {
    let Some(root) = corpus::root() else {
        print("formatted vdl/corpus.json: not run (VDL_CORPUS does not name the sources)");
        return;
    };
    let corpus = corpus::read();
    let copy = tempfile::tempdir().expect("a directory for the copy");
    let mut report = Vec::new();
    copy_formatted(&root, copy.path(), &mut report);
    let (before, after) = (
        corpus::run(&corpus, root),
        corpus::run(&corpus, copy.path().to_owned()),
    );
    dump::compare(
        &without_places(dump::of(&before)),
        &without_places(dump::of(&after)),
        "",
        &mut report,
    );
    assert!(report.is_empty(), "{}", report.join("\n"));
}

fn copy_formatted(from: &Path, to: &Path, report: &mut Vec<String>) {
    std::fs::create_dir_all(to).expect("directories can be made");
    for entry in std::fs::read_dir(from)
        .expect("directories can be read")
        .flatten()
    {
        let name = entry.file_name().to_string_lossy().into_owned();
        let (path, target) = (entry.path(), to.join(&name));
        if path.is_dir() {
            copy_formatted(&path, &target, report);
        } else if name.ends_with(".vdl") || matches!(name.as_str(), "go.mod" | "vdl.config") {
            let text = std::fs::read_to_string(&path).expect("sources are UTF-8");
            std::fs::write(target, canonical(&name, &text, report)).expect("files can be written");
        }
    }
}

/// The canonical form of a file of a package; other files, and those that do not parse, stay as they are.
fn canonical(name: &str, text: &str, report: &mut Vec<String>) -> String {
    let kind = match name {
        "vdl.config" => FileKind::Config,
        _ if name.ends_with(".vdl") => FileKind::Package,
        _ => return text.to_owned(),
    };
    let Some(once) = formatted(name, text, kind) else {
        return text.to_owned();
    };
    if formatted(name, &once, kind).as_deref() != Some(&once) {
        report.push(format!("{name}: formatting again changes it"));
    }
    let (before, after) = (comments(text), comments(&once));
    if before != after {
        report.push(format!(
            "{name}: comments were {before:?} and are {after:?}"
        ));
    }
    once
}

fn formatted(name: &str, text: &str, kind: FileKind) -> Option<String> {
    let mut sources = SourceMap::new();
    let id = sources
        .add(name, None, text.as_bytes().to_vec())
        .expect("a source fits");
    format::format(sources.source(id), id, kind).ok()
}

fn comments(text: &str) -> Vec<String> {
    let mut sources = SourceMap::new();
    let id = sources
        .add("f.vdl", None, text.as_bytes().to_vec())
        .expect("a source fits");
    let source = sources.source(id);
    let comments = scan(source).comments;
    comments
        .iter()
        .map(|comment| {
            source
                .slice(comment.span)
                .replace('\r', "")
                .trim_end()
                .to_owned()
        })
        .collect()
}

fn without_places(mut json: Json) -> Json {
    match &mut json {
        Json::Object(object) => {
            object.retain(|key, _| !matches!(key.as_str(), "line" | "col"));
            object
                .values_mut()
                .for_each(|value| *value = without_places(value.take()));
        }
        Json::Array(items) => items
            .iter_mut()
            .for_each(|item| *item = without_places(item.take())),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
    json
}
