//! `vdl generate`, `vdl audit` and `vdl init`: what is written, what is not, and what is said about it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::tree::{Ran, Tree};

const GEO: &str = "package geo\n\ntype Point struct {\n\tX, Y float64\n}\n";
const FLEET: &str =
    "package fleet\n\nimport \"acme/geo\"\n\ntype Ship struct {\n\tAt geo.Point\n}\n";

fn acme() -> Tree {
    Tree::new(&[("acme/geo/geo.vdl", GEO), ("acme/fleet/fleet.vdl", FLEET)])
}

/// Runs a command line and compares the exit code and standard output.
fn check(tree: &Tree, line: &str, code: i32, out: &str) -> Ran {
    let ran = tree.run(&line.split_whitespace().collect::<Vec<_>>());
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (Some(code), out),
        "vdl {line}: {ran:?}"
    );
    ran
}

/// Names and texts of all files below a directory, but for sources.
fn files(directory: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut pending = vec![directory.to_path_buf()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).expect("a directory") {
            let path = entry.expect("readable").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|end| end != "vdl") {
                let name = path
                    .strip_prefix(directory)
                    .expect("below")
                    .to_string_lossy()
                    .replace('\\', "/");
                found.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
    }
    found
}

fn names(directory: &Path) -> Vec<String> {
    files(directory).into_keys().collect()
}

#[test]
fn code_goes_next_to_the_sources_once() {
    let tree = acme();
    check(
        &tree,
        "audit acme/fleet",
        10,
        "stale: acme/fleet/fleet.vdl.rs\nstale: acme/geo/geo.vdl.rs\n",
    );
    check(&tree, "generate acme/fleet", 0, "acme/fleet\nacme/geo\n");
    let geo = tree.file("acme/geo/geo.vdl.rs");
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options()
        .append(true)
        .open(&geo)
        .expect("it was written");
    file.set_modified(long_ago).expect("it is ours");

    check(&tree, "generate acme/...", 0, "");
    check(&tree, "audit", 1, "");
    check(&tree, "audit all", 0, "");
    check(&tree, "generate --check ./...", 0, "");
    let modified = fs::metadata(&geo).and_then(|found| found.modified());
    assert_eq!(modified.expect("it is there"), long_ago);

    tree.write("acme/fleet/fleet.vdl", &FLEET.replace("Ship", "Boat"));
    check(
        &tree,
        "generate --dry-run acme/...",
        0,
        "would write: acme/fleet/fleet.vdl.rs\n",
    );
    check(&tree, "generate -status=false acme/...", 0, "");
    check(&tree, "audit acme/...", 0, "");
}

#[test]
fn what_is_stale_has_a_reason_and_a_diff() {
    let tree = acme();
    check(&tree, "generate acme/...", 0, "acme/fleet\nacme/geo\n");
    fs::remove_file(tree.file("acme/geo/geo.vdl.rs")).expect("it was written");
    let fleet = tree.read("acme/fleet/fleet.vdl.rs");
    tree.write("acme/fleet/fleet.vdl.rs", &format!("{fleet}// Edited.\n"));
    tree.write("acme/fleet/old.vdl.rs", &fleet);
    check(
        &tree,
        "audit --format json acme/...",
        10,
        "{\"path\":\"acme/fleet/fleet.vdl.rs\",\"reason\":\"differs\"}\n\
         {\"path\":\"acme/fleet/old.vdl.rs\",\"reason\":\"orphan\"}\n\
         {\"path\":\"acme/geo/geo.vdl.rs\",\"reason\":\"missing\"}\n",
    );
    let ran = tree.run(&["audit", "--diff", "acme/..."]);
    assert!(
        ran.out.contains("+++ b/acme/fleet/fleet.vdl.rs") && ran.out.contains("\n-// Edited.\n"),
        "{ran:?}"
    );
    assert!(ran.out.contains("@@ -0,0 +1,"), "{ran:?}");
    assert_eq!(ran.code, Some(10));
}

#[test]
fn a_directory_gets_all_modules() {
    let tree = acme();
    check(
        &tree,
        "generate --out-dir gen acme/fleet",
        0,
        "acme/fleet\nacme/geo\n",
    );
    let found = files(&tree.file("gen"));
    let names: Vec<&str> = found.keys().map(String::as_str).collect();
    assert_eq!(names, ["acme.fleet.vdl.rs", "acme.geo.vdl.rs", "vdl.rs"]);
    assert!(
        found["vdl.rs"].contains("include!(\"acme.geo.vdl.rs\")"),
        "{found:?}"
    );

    check(
        &tree,
        "generate --out-dir gen --split whole --include-file all.rs acme/fleet",
        0,
        "acme/fleet\nacme/geo\n",
    );
    let whole = tree.read("gen/all.rs");
    assert!(
        whole.contains("pub mod fleet") && whole.contains("pub mod geo"),
        "{whole}"
    );
    check(&tree, "generate --stdout acme/fleet", 0, &whole);
}

#[test]
fn rules_say_where_code_goes() {
    let tree = Tree::new(&[
        ("src/a/a.vdl", "package a\n\ntype T int32\n"),
        ("other/b/b.vdl", "package b\n\ntype T int32\n"),
    ]);
    let run = |rules: &str| {
        let vdlpath = format!(
            "--vdlpath={}:{}",
            tree.file("src").display(),
            tree.file("other").display()
        );
        tree.run(&["generate", &vdlpath, "--out-dir", rules, "a", "b"])
    };
    let ran = run("src->gen/rust,other->SKIP");
    assert_eq!((ran.code, &*ran.out), (Some(0), "a\n"), "{ran:?}");
    assert_eq!(names(tree.path()), ["gen/rust/a/a.vdl.rs"]);
    let ran = run("src->gen/rust");
    assert!(
        ran.code == Some(2) && ran.err.contains("no rule of --out-dir"),
        "{ran:?}"
    );
    let ran = run("src->gen,nonsense");
    assert!(
        ran.code == Some(2) && ran.err.contains("`nonsense` is no rule"),
        "{ran:?}"
    );
}

#[test]
fn files_of_packages_that_are_gone_are_removed_when_asked() {
    let tree = acme();
    tree.write("acme/old/old.vdl", "package old\n\ntype T int32\n");
    tree.write("acme/mine.rs", "// Written by hand.\n");
    check(
        &tree,
        "generate acme/...",
        0,
        "acme/fleet\nacme/geo\nacme/old\n",
    );
    fs::remove_file(tree.file("acme/old/old.vdl")).expect("it was written");

    // Who names one package says nothing about the others.
    check(&tree, "generate --prune acme/geo", 0, "");
    check(&tree, "audit acme/...", 10, "stale: acme/old/old.vdl.rs\n");
    check(
        &tree,
        "generate --prune --dry-run acme/...",
        0,
        "would remove: acme/old/old.vdl.rs\n",
    );
    check(&tree, "generate --prune acme/...", 0, "");
    assert_eq!(
        names(tree.path()),
        [
            "acme/fleet/fleet.vdl.rs",
            "acme/geo/geo.vdl.rs",
            "acme/mine.rs"
        ]
    );
    assert!(!tree.file("acme/old").exists());
}

#[test]
fn nothing_is_written_when_something_is_wrong() {
    let tree = acme();
    tree.write("acme/bad/bad.vdl", "package bad\n\ntype T Nothing\n");
    let ran = check(&tree, "generate acme/...", 1, "");
    assert!(
        ran.err
            .contains("could not generate `acme/bad` due to 1 error"),
        "{ran:?}"
    );
    assert_eq!(names(tree.path()), [""; 0]);

    check(
        &tree,
        "generate --keep-going acme/...",
        1,
        "acme/fleet\nacme/geo\n",
    );
    assert_eq!(
        names(tree.path()),
        ["acme/fleet/fleet.vdl.rs", "acme/geo/geo.vdl.rs"]
    );
}

#[test]
fn nothing_is_written_when_something_cannot_be() {
    let tree = acme();
    fs::create_dir(tree.file("acme/geo/geo.vdl.rs")).expect("new");
    let ran = check(&tree, "generate acme/...", 3, "");
    assert!(
        ran.err
            .contains("cannot write `TREE/acme/geo/geo.vdl.rs`: "),
        "{ran:?}"
    );
    assert_eq!(names(tree.path()), [""; 0]);

    tree.write("file", "");
    let ran = check(&tree, "generate --out-dir file/gen acme/...", 3, "");
    assert!(ran.err.contains("cannot write"), "{ran:?}");
}

#[test]
fn wrong_usage_is_told() {
    let tree = acme();
    for (line, text) in [
        (
            "generate --lang=Go acme/geo",
            "this tool generates no Go; it generates rust",
        ),
        (
            "generate -lang=rust,Swift acme/geo",
            "this tool generates no Swift",
        ),
        (
            "generate --lang rsut acme/geo",
            "there is no language `rsut`; did you mean `rust`?",
        ),
        (
            "generate --extern-path acme/geo acme/geo",
            "expected VDL=RUST",
        ),
        ("generate --check --prune acme/geo", "cannot be used with"),
        (
            "generate --watch --lang go acme/geo",
            "this tool generates no go",
        ),
        (
            "init --name Type x",
            "`Type` cannot be the name of a package",
        ),
    ] {
        let ran = check(&tree, line, 2, "");
        assert!(ran.err.contains(text), "vdl {line}: {ran:?}");
    }
    // Flags about other languages mean nothing, and are taken.
    check(
        &tree,
        "generate -go-out-dir=x -js-relative-path-to-core=y -java-out-pkg=a->b acme/geo",
        0,
        "acme/geo\n",
    );
}

#[test]
fn flags_win_over_the_file() {
    let tree = acme();
    tree.write(
        "vdl.toml",
        "packages = [\"acme/geo\"]\nout_dir = \"gen\"\nsplit = \"whole\"\n\n[path.\"acme/geo.Point\"]\nrename = \"Place\"\n",
    );
    check(&tree, "generate", 0, "acme/geo\n");
    assert!(tree.read("gen/vdl.rs").contains("struct Place"));
    check(
        &tree,
        "generate --rename acme/geo.Point=Spot --out-dir gen2",
        0,
        "acme/geo\n",
    );
    assert!(tree.read("gen2/vdl.rs").contains("struct Spot"));
    tree.write("other.toml", "out_dir = \"gen3\"\n");
    check(
        &tree,
        "generate --config other.toml acme/geo",
        0,
        "acme/geo\n",
    );
    assert!(tree.read("gen3/acme.geo.vdl.rs").contains("struct Point"));
    let ran = check(&tree, "generate --config missing.toml acme/geo", 3, "");
    assert!(ran.err.contains("missing.toml"), "{ran:?}");
}

#[test]
fn output_depends_on_the_packages_alone() {
    let made = |line: &str| {
        let tree = acme();
        for package in ["a", "b", "c", "d"] {
            let text =
                format!("package {package}\n\nimport \"acme/fleet\"\n\ntype T []fleet.Ship\n");
            tree.write(&format!("acme/{package}/{package}.vdl"), &text);
        }
        let ran = tree.run(&line.split_whitespace().collect::<Vec<_>>());
        assert_eq!(ran.code, Some(0), "vdl {line}: {ran:?}");
        files(tree.path())
    };
    for flags in ["", "--out-dir gen", "--out-dir gen --split whole"] {
        let one = made(&format!("generate {flags} -j1 acme/..."));
        assert!(!one.is_empty());
        for arguments in [
            "-j4 acme/...",
            "-j3 acme/d acme/a acme/c acme/b",
            "-j2 ./acme/b ./acme/a ./acme/d acme/c/c.vdl",
        ] {
            let arguments = arguments.replace(" acme/c/", " ./acme/c/");
            assert_eq!(
                made(&format!("generate {flags} {arguments}")),
                one,
                "{flags} {arguments}"
            );
        }
    }
}

/// A command that goes on until this is dropped.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The lines of a stream, as they come.
fn lines(stream: impl Read + Send + 'static) -> impl FnMut(&str) {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        for line in BufReader::new(stream).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    move |wanted| {
        let mut seen = Vec::new();
        loop {
            match lines.recv_timeout(Duration::from_secs(60)) {
                Ok(line) if line.starts_with(wanted) => return,
                Ok(line) => seen.push(line),
                Err(_) => panic!("no line starts with {wanted:?}, after {seen:?}"),
            }
        }
    }
}

#[test]
fn a_watch_generates_after_each_change() {
    let tree = acme();
    let mut command = tree.command(&["generate", "--watch", "acme/..."]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut running = Running(command.spawn().expect("it starts"));
    let mut out = lines(running.0.stdout.take().expect("a pipe"));
    let mut err = lines(running.0.stderr.take().expect("a pipe"));

    out("acme/geo");
    err("watching");
    tree.write("acme/fleet/fleet.vdl", &FLEET.replace("Ship", "Boat"));
    out("acme/fleet");
    err("watching");
    tree.write("acme/fleet/fleet.vdl", "package fleet\n\ntype T Nothing\n");
    err("error[E0302]");
    err("watching");
    tree.write("acme/fleet/fleet.vdl", FLEET);
    out("acme/fleet");
    err("watching");
    tree.write("acme/fleet/more/more.vdl", "package more\n\ntype T int32\n");
    out("acme/fleet/more");
}

#[test]
fn a_new_crate_is_made_where_nothing_is() {
    let tree = Tree::new(&[("taken/build.rs", "")]);
    check(
        &tree,
        "init greeter",
        0,
        "greeter/Cargo.toml\ngreeter/build.rs\ngreeter/src/main.rs\ngreeter/vdl.toml\ngreeter/vdl/greeter/greeter.vdl\n",
    );
    assert!(
        tree.read("greeter/Cargo.toml")
            .contains("name = \"greeter\"")
    );
    let before = files(tree.path());
    for place in ["greeter", "taken"] {
        let ran = check(&tree, &format!("init {place}"), 3, "");
        assert!(
            ran.err.contains("nothing is made: there is already"),
            "{ran:?}"
        );
    }
    assert_eq!(files(tree.path()), before);
    let ran = check(&tree, "init --checkout taken other", 3, "");
    assert!(ran.err.contains("is no checkout"), "{ran:?}");
}

/// What `vdl init` makes is built by Cargo, with the crates of this tree and into the directory of this build.
#[test]
fn a_new_crate_runs_and_is_built_once() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let tree = Tree::new(&[]);
    let checkout = top.to_string_lossy();
    let ran = tree.run(&["init", "--checkout", &checkout, "greeter"]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    // It is no member of this workspace; what it depends on is what this one does.
    let manifest = tree.read("greeter/Cargo.toml");
    tree.write("greeter/Cargo.toml", &format!("{manifest}\n[workspace]\n"));
    fs::copy(top.join("Cargo.lock"), tree.file("greeter/Cargo.lock"))
        .expect("the lock file is there");

    let target = Path::new(env!("CARGO_BIN_EXE_vdl"))
        .ancestors()
        .nth(2)
        .expect("target/debug/vdl");
    let cargo = |line: &str| {
        let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        command
            .args(line.split_whitespace())
            .arg("--offline")
            .current_dir(tree.file("greeter"))
            .env("CARGO_TARGET_DIR", target)
            .env("CARGO_TERM_COLOR", "never");
        for name in [
            "VDLPATH",
            "VDLROOT",
            "CI",
            "VDL_CHECK",
            "RUSTFLAGS",
            "CARGO_BUILD_TARGET",
        ] {
            command.env_remove(name);
        }
        tree.ran(&command.output().expect("Cargo runs"))
    };
    let ran = cargo("run -q");
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert!(
        ran.out.contains("Hello, Grace!") && ran.out.contains("known: Ada"),
        "{ran:?}"
    );

    let ran = cargo("build -v");
    let (fresh, other): (Vec<&str>, Vec<&str>) = ran
        .err
        .lines()
        .partition(|line| line.trim_start().starts_with("Fresh"));
    assert!(fresh.iter().any(|line| line.contains("greeter")), "{ran:?}");
    assert!(
        other
            .iter()
            .all(|line| line.trim_start().starts_with("Finished")),
        "{other:?}"
    );

    let source = "greeter/vdl/greeter/greeter.vdl";
    tree.write(
        source,
        &tree.read(source).replace("Times int32", "Times int23"),
    );
    let ran = cargo("build -q");
    assert_eq!(ran.code, Some(101), "{ran:?}");
    for text in [
        "vdl/greeter/greeter.vdl:8:8: type `int23` is not defined [E0302]",
        "help: did you mean `int32`?",
    ] {
        assert!(ran.err.contains(text), "{ran:?}");
    }
}
