//! `vdl fmt` on files; what the formatter does to a text is tested where it lives.

use std::fs;

use crate::tree::Tree;

const UGLY: &str = "package   p\ntype A struct{X int32;Y string}\n";
const PRETTY: &str = "package p\n\ntype A struct {\n\tX int32\n\tY string\n}\n";
const CONFIG: &str = "config={GenLanguages:{Go}}\n";

fn tree() -> Tree {
    Tree::new(&[
        ("p/a.vdl", UGLY),
        ("p/b.vdl", PRETTY),
        ("p/vdl.config", CONFIG),
        ("p/note.txt", "package   p\n"),
        ("p/q/q.vdl", "package   q\n"),
        ("p/.hidden/h.vdl", "package   h\n"),
        ("p/_ignored/i.vdl", "package   i\n"),
    ])
}

#[test]
fn files_are_rewritten_in_place() {
    let tree = tree();
    let ran = tree.run(&["fmt", "p"]);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), "", "formatted 2 of 3 files\n")
    );
    assert_eq!(tree.read("p/a.vdl"), PRETTY);
    assert_eq!(tree.read("p/vdl.config"), "config = {GenLanguages: {Go}}\n");
    assert_eq!(tree.read("p/q/q.vdl"), "package   q\n");
    assert_eq!(tree.run(&["fmt", "p"]).err, "formatted 0 of 3 files\n");
    assert_eq!(
        fs::read_dir(tree.file("p")).expect("there").count(),
        7,
        "no file is left over"
    );
}

#[test]
fn arguments_are_files_directories_paths_and_patterns() {
    for (argument, files) in [
        ("p/a.vdl", 1),
        ("./p/vdl.config", 1),
        ("./p", 3),
        ("./...", 4),
        ("p/...", 4),
        ("...", 4),
        ("p/q", 1),
    ] {
        let ran = tree().run(&["fmt", "--check", argument]);
        assert!(
            ran.err.contains(&format!("of {files} file")),
            "{argument}: {}",
            ran.err
        );
    }
    let ran = tree().run(&["fmt", "nowhere"]);
    assert_eq!(ran.code, Some(1), "{}", ran.err);
    let ran = tree().run(&["-C", "p/q", "fmt", "--check"]);
    assert!(ran.err.contains("1 of 1 file"), "{}", ran.err);
}

#[test]
fn check_shows_a_diff_and_changes_nothing() {
    let tree = tree();
    insta::assert_snapshot!(
        tree.run(&["fmt", "--check", "./p/..."])
            .shown("vdl fmt --check ./p/...")
    );
    assert_eq!(tree.read("p/a.vdl"), UGLY);
    let clean = tree.run(&["fmt", "--check", "p/b.vdl"]);
    assert_eq!(
        (clean.code, clean.out.as_str(), clean.err.as_str()),
        (Some(0), "", "")
    );
}

#[test]
fn other_outputs() {
    let tree = tree();
    assert_eq!(
        tree.run(&["fmt", "--emit", "stdout", "p/a.vdl"]).out,
        PRETTY
    );
    let json: serde_json::Value =
        serde_json::from_str(&tree.run(&["fmt", "--emit=json", "p/a.vdl"]).out)
            .expect("one object");
    assert_eq!(
        json,
        serde_json::json!({ "path": "p/a.vdl", "changed": true, "text": PRETTY })
    );
    assert_eq!(tree.read("p/a.vdl"), UGLY);
}

#[test]
fn standard_input() {
    let tree = tree();
    let ran = tree.run_with_input(&["fmt", "--stdin"], UGLY);
    assert_eq!(
        (ran.code, ran.out.as_str(), ran.err.as_str()),
        (Some(0), PRETTY, "")
    );
    let ran = tree.run_with_input(&["fmt", "--stdin", "--stdin-path", "x/vdl.config"], CONFIG);
    assert_eq!(ran.out, "config = {GenLanguages: {Go}}\n");
    let ran = tree.run_with_input(
        &["fmt", "--stdin", "--check", "--stdin-path", "x/y.vdl"],
        UGLY,
    );
    assert_eq!(ran.code, Some(1));
    assert!(
        ran.out.starts_with("--- a/x/y.vdl\n+++ b/x/y.vdl\n"),
        "{}",
        ran.out
    );
    let ran = tree.run_with_input(&["fmt", "--stdin", "--error-format", "short"], "package\n");
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(
        ran.err.starts_with("<stdin>:1:8: error[E0201]"),
        "{}",
        ran.err
    );
}

#[test]
fn nothing_is_written_when_one_file_is_wrong() {
    let tree = tree();
    tree.write("p/z.vdl", "package p\n\ntype type\n");
    let ran = tree.run(&["fmt", "p", "--error-format", "short"]);
    assert_eq!((ran.code, ran.out.as_str()), (Some(1), ""));
    assert!(ran.err.contains("p/z.vdl:3:6: error[E0201]"), "{}", ran.err);
    assert_eq!(tree.read("p/a.vdl"), UGLY);
}

#[cfg(unix)]
#[test]
fn permissions_and_links_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};

    let tree = tree();
    let file = tree.file("p/a.vdl");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("own file");
    symlink(&file, tree.file("link.vdl")).expect("links are possible");
    assert_eq!(tree.run(&["fmt", "link.vdl"]).code, Some(0));
    assert_eq!(tree.read("p/a.vdl"), PRETTY);
    assert_eq!(
        fs::metadata(&file).expect("there").permissions().mode() & 0o777,
        0o640
    );
    assert!(
        fs::symlink_metadata(tree.file("link.vdl"))
            .expect("there")
            .is_symlink()
    );
}
