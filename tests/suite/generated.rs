//! Generated files that are committed: they are what the generator makes today. `VDL_BLESS=1` writes them anew.

pub(crate) mod golden;
mod vectors;

use std::path::Path;

use vdl_codegen::files::{Files, Reach, check, orphans, prune};
use vdl_codegen::options::Options;
use vdl_codegen::rust::{Plan, Split, with_dependencies};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::session;
use vdl_parser::source::SourceMap;

#[test]
fn the_packages_of_the_runtime_are_up_to_date() {
    let packages: Vec<String> = vdlroot::packages()
        .iter()
        .map(|package| package.path.to_owned())
        .collect();
    let options = Options::new().compile_builtin_packages(true);
    let files = generate(
        &packages,
        "tests",
        &options,
        "packages.vdl.rs",
        Split::PerPackage,
    );
    up_to_date(&files, "runtime/src/vdlroot/packages");
}

/// Code for packages below a directory of this tree.
pub(crate) fn generate(
    packages: &[String],
    root: &str,
    options: &Options,
    name: &str,
    split: Split,
) -> Files {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let search = SearchPathOptions {
        vdlpath: Some(vec![top.join(root)]),
        vdlroot: None,
        current_dir: top,
    };
    let search = SearchPath::new(&search, &mut diagnostics).expect("the tree is there");
    let checked = session::check(
        packages,
        &search,
        &session::Options::default(),
        &OneByOne,
        &mut sources,
        &mut diagnostics,
    );
    let errors: Vec<String> = diagnostics
        .take()
        .into_iter()
        .map(|found| found.message)
        .collect();
    let targets: Vec<_> = checked.targets().collect();
    assert!(!targets.is_empty(), "{packages:?}: {errors:?}");
    let run = with_dependencies(&checked.env, &targets, options);
    let plan = Plan::new(&checked.env, &run, options).expect("the packages can be generated");
    plan.files(name, split, &OneByOne)
        .expect("what is generated is Rust")
}

/// Compares files with those of a directory of this tree, or writes them there.
pub(crate) fn up_to_date(files: &Files, directory: &str) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .join(directory);
    let mut stale = check(&directory, files).expect("the directory can be read");
    if directory.exists() {
        let old =
            orphans(&directory, files, Reach::Below, |_| false).expect("the directory can be read");
        stale.extend(old);
    }
    if std::env::var_os("VDL_BLESS").is_some() {
        files
            .write_to(&directory)
            .expect("the files can be written");
        prune(&directory, &stale).expect("old files can be removed");
        return;
    }
    assert!(
        stale.is_empty(),
        "{} has stale files; VDL_BLESS=1 writes them anew: {stale:#?}",
        directory.display()
    );
}
