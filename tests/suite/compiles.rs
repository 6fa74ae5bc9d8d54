//! Whatever the compiler accepts has Rust code that compiles: with warnings denied, in both editions, at any depth.
//!
//! The code goes to small crates in Cargo's directory for tests, which use the runtime of this tree.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use vdl_codegen::files::Files;
use vdl_codegen::options::Options;
use vdl_codegen::rust::{Plan, Split, with_dependencies};
use vdl_parser::jobs::OneByOne;

use crate::cases::corpus;
use crate::cases::read_cases;
use crate::cases::run::{Input, Outcome, run};
use crate::generated::generate;
use crate::generated::golden::packages;

/// Packages that were generated together, and what they are called here.
struct Program {
    name: String,
    code: String,
}

#[test]
fn code_compiles() {
    let mut programs = accepted();
    let interop = ["conformance/interop".to_owned()];
    programs.push(of_tree("interop", &interop, "testdata/interop"));
    // Names that mean something in Rust, at the root of a crate too.
    let roots = ["names", "hostile"].map(|case| {
        let root = format!("testdata/golden/{case}/vdl");
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let packages = packages(&top.join(&root), Path::new(""));
        let program = of_tree(case, &packages, &root);
        let name = program.name.clone();
        programs.push(program);
        name
    });
    compile("packages", &programs, &roots);
}

#[test]
fn code_of_the_corpus_compiles() {
    let Some(root) = corpus::root() else {
        return;
    };
    let outcome = corpus::run(&corpus::read(), root);
    let options = Options::new()
        .compile_builtin_packages(true)
        .without_native("v.io/v23/security.WireBlessings")
        .without_native("v.io/v23/security.WireDischarge");
    compile("corpus", &[program("corpus", &outcome, &options)], &[]);
}

/// The programs that compile.
fn accepted() -> Vec<Program> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vdl/ok.json");
    let cases: Vec<Input> = read_cases(&path);
    let outcomes = cases.iter().map(|case| (case, run(case)));
    outcomes
        .filter(|(_, outcome)| outcome.checked.targets().next().is_some())
        .map(|(case, outcome)| {
            let name = format!("case_{}", case.id.replace('-', "_"));
            program(&name, &outcome, &Options::new())
        })
        .collect()
}

fn program(name: &str, outcome: &Outcome, options: &Options) -> Program {
    let env = &outcome.checked.env;
    let targets: Vec<_> = outcome.checked.targets().collect();
    let packages = with_dependencies(env, &targets, options);
    let files = Plan::new(env, &packages, options)
        .and_then(|plan| plan.files(name, Split::Whole, &OneByOne))
        .unwrap_or_else(|findings| panic!("{name}: {findings:?}"));
    named(name, &files)
}

fn of_tree(name: &str, packages: &[String], root: &str) -> Program {
    let files = generate(packages, root, &Options::new(), name, Split::Whole);
    named(name, &files)
}

fn named(name: &str, files: &Files) -> Program {
    Program {
        name: name.to_owned(),
        code: files.get(name).expect("it was generated").to_owned(),
    }
}

/// Where the modules of a crate are.
#[derive(Clone, Copy)]
enum Mount {
    /// Each program is in a module of the crate.
    Shallow,
    /// Each program is in the innermost of some modules.
    Deep,
    /// There is one program, whose modules are those of the crate.
    Root,
}

/// Compiles crates with the programs, and one more for each that is named in `roots`.
fn compile(set: &str, programs: &[Program], roots: &[String]) {
    let mut files = Files::new();
    let mut add = |name: &str, text: &str| files.insert(name, text).expect("a file of its own");
    for program in programs {
        add(&format!("code/{}.rs", program.name), &program.code);
    }
    let all: Vec<&str> = programs
        .iter()
        .map(|program| program.name.as_str())
        .collect();
    let mut crates = vec![
        (
            "edition2021".to_owned(),
            "2021",
            Mount::Shallow,
            all.clone(),
        ),
        ("edition2024".to_owned(), "2024", Mount::Deep, all),
    ];
    crates.extend(roots.iter().map(|name| {
        (
            format!("root_{name}"),
            "2024",
            Mount::Root,
            vec![name.as_str()],
        )
    }));
    let mut members = Vec::new();
    for (name, edition, mount, programs) in crates {
        let name = format!("{set}_{name}");
        add(&format!("{name}/Cargo.toml"), &manifest(&name, edition));
        add(&format!("{name}/src/lib.rs"), &library(mount, &programs));
        members.push(name);
    }
    add("Cargo.toml", &workspace(&members));
    let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("compiles")
        .join(set);
    files
        .write_to(&directory)
        .expect("the crates can be written");
    fs::copy(lock, directory.join("Cargo.lock")).expect("the workspace has a lock file");
    check(&directory);
}

fn check(directory: &Path) {
    let target: PathBuf = [env!("CARGO_TARGET_TMPDIR"), ".."].iter().collect();
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["check", "--workspace", "--offline", "--quiet"])
        .arg("--target-dir")
        .arg(target)
        .current_dir(directory)
        .output()
        .expect("Cargo can be run");
    assert!(
        output.status.success(),
        "{}\n{}",
        directory.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}

fn workspace(members: &[String]) -> String {
    // As in this workspace, so that what was built for it is not built again.
    format!(
        "[workspace]\nresolver = \"3\"\nmembers = {members:?}\n\n[profile.dev.package.pest]\nopt-level = 2\n"
    )
}

fn manifest(name: &str, edition: &str) -> String {
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = {edition:?}\n\n[dependencies]\nv23 = {{ path = {runtime:?} }}\n"
    )
}

fn library(mount: Mount, programs: &[&str]) -> String {
    let include = |name: &&str| format!("include!(\"../../code/{name}.rs\");\n");
    let module = |visibility: &str, name| {
        format!(
            "/// Generated.\n{visibility} mod {name} {{\n{}}}\n",
            include(name)
        )
    };
    let body: String = match mount {
        Mount::Root => programs.iter().map(include).collect(),
        Mount::Shallow => programs.iter().map(|name| module("pub", name)).collect(),
        Mount::Deep => {
            let modules = programs.iter().map(|name| module("pub(crate)", name));
            let modules: String = modules.collect();
            format!("mod a {{\npub(crate) mod b {{\n{modules}}}\n}}\n")
        }
    };
    format!("//! Generated code.\n\n#![deny({LINTS})]\n\n{body}")
}

/// Those of this workspace, and what every crate is warned about.
const LINTS: &str = "warnings, missing_docs, unreachable_pub, unnameable_types, elided_lifetimes_in_paths, \
     unused_qualifications, rust_2018_idioms, rust_2024_compatibility";
