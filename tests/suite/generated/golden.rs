//! `testdata/golden`: packages and options for every construct, with the code for them.
//!
//! Each directory is a case; the test target `golden` compiles and runs what was generated for it. A case without
//! `vdl.toml` is about all its packages.

use std::fs;
use std::path::{Path, PathBuf};

use vdl_codegen::Builder;
use vdl_codegen::files::Files;

use super::up_to_date;

/// What the file of a case is called; what else is there was written by hand.
const GENERATED: &str = "generated.vdl.rs";

#[test]
fn golden_files_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/golden");
    let mut cases: Vec<String> = fs::read_dir(&root)
        .expect("there are cases")
        .map(|entry| entry.expect("a case").file_name())
        .filter_map(|name| name.into_string().ok())
        .filter(|name| {
            root.join(name).join("vdl").is_dir() || root.join(name).join("vdl.toml").is_file()
        })
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    for case in cases {
        up_to_date(
            &case_files(&root.join(&case)),
            &format!("testdata/golden/{case}"),
        );
    }
}

fn case_files(directory: &Path) -> Files {
    let options = directory.join("vdl.toml");
    let mut builder = Builder::default().include_file(GENERATED);
    let mut text = String::new();
    if options.is_file() {
        text = fs::read_to_string(&options).expect("a file of options");
        builder = builder.config(options);
    }
    if !text.contains("search_path =") {
        builder = builder.search_path(directory.join("vdl"));
    }
    if !text.contains("packages =") {
        builder = builder.packages(packages(&directory.join("vdl"), Path::new("")));
    }
    let made = builder
        .compile_to_memory()
        .unwrap_or_else(|error| panic!("{}: {error}", directory.display()));
    let mut files = Files::new();
    for file in made {
        files
            .insert(file.name, file.text)
            .expect("a file of its own");
    }
    files
}

/// All packages below a directory.
pub(crate) fn packages(root: &Path, below: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut is_package = false;
    let mut inside: Vec<PathBuf> = Vec::new();
    for entry in fs::read_dir(root.join(below)).expect("packages") {
        let path = entry.expect("a file or directory").path();
        let name = path.file_name().unwrap_or_default();
        if path.is_dir() {
            inside.push(below.join(name));
        }
        is_package |= path.extension().is_some_and(|ext| ext == "vdl");
    }
    if is_package {
        let elements: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        found.push(elements.join("/"));
    }
    found.extend(inside.iter().flat_map(|below| packages(root, below)));
    found.sort();
    found
}
