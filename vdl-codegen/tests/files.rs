//! Files in directories: what is written, what is left alone, and that there is no half.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;
use vdl_codegen::files::{
    Files, FilesError, NameError, Reach, check, header, orphans, prune, write,
};

/// The files below a directory, with links shown as where they lead.
fn tree(directory: &Path) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut pending = vec![directory.to_path_buf()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).expect("it is a directory") {
            let path = entry.expect("it is readable").path();
            let name = path.strip_prefix(directory).expect("it is below");
            let name = name.to_str().expect("plain").replace('\\', "/");
            if path.is_symlink() {
                let to = path.read_link().expect("a link");
                found.insert(name, format!("-> {}", to.display()));
            } else if path.is_dir() {
                found.insert(format!("{name}/"), String::new());
                pending.push(path);
            } else {
                found.insert(name, fs::read_to_string(path).expect("text"));
            }
        }
    }
    found
}

/// A directory with files in it; a name that ends with a slash is a directory.
fn directory(texts: &[(&str, &str)]) -> TempDir {
    let directory = TempDir::new().expect("a temporary directory");
    for (name, text) in texts {
        let path = directory.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).expect("new");
        } else {
            fs::create_dir_all(path.parent().expect("below")).expect("new");
            fs::write(path, text).expect("new");
        }
    }
    directory
}

fn files(texts: &[(&str, &str)]) -> Files {
    let mut files = Files::new();
    for (name, text) in texts {
        files.insert(*name, *text).expect("a good name");
    }
    files
}

fn long_ago(path: &Path) -> SystemTime {
    let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options().append(true).open(path).expect("it exists");
    file.set_modified(time).expect("it is ours");
    time
}

#[test]
fn names_stay_below_the_directory() {
    for name in [
        "", "/", "a/", "/a", "a//b", ".", "..", "a/../b", "./a", "a\\b", "c:", "a\0", "a\n",
    ] {
        let refused = Files::new().insert(name, "");
        assert!(
            matches!(refused, Err(NameError::NotPlain { .. })),
            "{name:?}"
        );
    }
    let mut files = files(&[("a/b.rs", "")]);
    let refused = files.insert("a/b.rs", "other");
    assert!(matches!(refused, Err(NameError::Taken { .. })));
}

#[test]
fn only_what_differs_is_written() {
    let directory = directory(&[("same.rs", "same"), ("a/other.rs", "old")]);
    let path = |name: &str| directory.path().join(name);
    let before = long_ago(&path("same.rs"));
    let files = files(&[
        ("same.rs", "same"),
        ("a/other.rs", "new"),
        ("b/c/new.rs", "new"),
    ]);

    let written = files.write_to(directory.path()).expect("writable");

    assert_eq!(written, [path("a/other.rs"), path("b/c/new.rs")]);
    let after = fs::metadata(path("same.rs")).expect("it exists");
    assert_eq!(after.modified().expect("known"), before);
    assert_eq!(check(directory.path(), &files).expect("readable"), []);
    let again = files.write_to(directory.path()).expect("writable");
    assert!(again.is_empty(), "{again:?}");
}

#[test]
fn a_missing_directory_is_made() {
    let directory = directory(&[]);
    let below = directory.path().join("x/y");
    files(&[("a.rs", "text")])
        .write_to(&below)
        .expect("writable");
    assert_eq!(tree(&below)["a.rs"], "text");
}

#[test]
fn nothing_is_written_unless_all_can_be() {
    let long = format!("z/{}.rs", "n".repeat(300));
    for (obstacle, name) in [
        // A file where a directory is needed, near and far; a directory in the place of the file; an endless name.
        ("z", "z/a.rs"),
        ("y/z", "y/z/x/a.rs"),
        ("z.rs/", "z.rs"),
        ("z.rs/a", "z.rs"),
        ("z/", &long),
    ] {
        let directory = directory(&[("a.rs", "old"), (obstacle, "")]);
        let before = tree(directory.path());
        let files = files(&[("a.rs", "new"), ("b/new.rs", "new"), (name, "new")]);

        let refused = files.write_to(directory.path());

        assert!(
            matches!(refused, Err(FilesError::Write { .. })),
            "{name}: {refused:?}"
        );
        assert_eq!(tree(directory.path()), before, "{name}");
    }
}

#[test]
fn several_directories_are_one_step() {
    let one = directory(&[("a.rs", "old")]);
    let other = directory(&[("b.rs/", "")]);
    let (a, b) = (files(&[("a.rs", "new")]), files(&[("b.rs", "new")]));
    assert!(write(&[(one.path(), &a), (other.path(), &b)]).is_err());
    assert_eq!(tree(one.path())["a.rs"], "old");

    let twice = write(&[(one.path(), &a), (one.path(), &a)]);
    assert!(matches!(twice, Err(FilesError::Twice { .. })));
}

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    use std::os::unix::fs::symlink;

    let outside = directory(&[("a.rs", "theirs"), ("d/", "")]);
    let link = |from: &Path, name: &str, to: &Path| symlink(to, from.join(name)).expect("new");

    let inside = directory(&[("in/", "")]);
    link(inside.path(), "out", outside.path());
    link(inside.path(), "nowhere", &outside.path().join("missing"));
    for name in ["out/a.rs", "out/d/a.rs", "out/new/a.rs", "nowhere/a.rs"] {
        let refused = files(&[(name, "ours")]).write_to(inside.path());
        assert!(refused.is_err(), "{name}");
    }

    // The place of a link is taken; what it leads to is not ours.
    link(inside.path(), "a.rs", &outside.path().join("a.rs"));
    link(inside.path(), "here", &inside.path().join("in"));
    let fine = files(&[("a.rs", "ours"), ("here/b.rs", "ours")]);
    fine.write_to(inside.path()).expect("both are inside");
    let found = tree(inside.path());
    assert_eq!((&*found["a.rs"], &*found["in/b.rs"]), ("ours", "ours"));
    assert_eq!(tree(outside.path())["a.rs"], "theirs");
    assert_eq!(tree(outside.path()).len(), 2);
}

#[cfg(unix)]
#[test]
fn permissions_stay() {
    use std::os::unix::fs::PermissionsExt;

    let directory = directory(&[("a.rs", "old")]);
    let path = directory.path().join("a.rs");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).expect("it is ours");
    files(&[("a.rs", "new")])
        .write_to(directory.path())
        .expect("writable");
    let mode = fs::metadata(&path).expect("it exists").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn what_interrupted_runs_left_is_removed() {
    let directory = directory(&[
        ("p/.vdl-12-0.tmp", "half a te"),
        ("p/.vdl-13-0.tmp", "another run is at it"),
        ("p/.vdl-x.tmp", "not ours"),
        ("p/a.rs", "old"),
    ]);
    long_ago(&directory.path().join("p/.vdl-12-0.tmp"));
    long_ago(&directory.path().join("p/.vdl-x.tmp"));

    files(&[("p/a.rs", "new")])
        .write_to(directory.path())
        .expect("writable");

    let names: Vec<String> = tree(directory.path()).into_keys().collect();
    assert_eq!(names, ["p/", "p/.vdl-13-0.tmp", "p/.vdl-x.tmp", "p/a.rs"]);
}

#[test]
fn staleness_has_a_reason() {
    let ours = |package: &str| format!("{}\n", header(package));
    let directory = directory(&[
        ("p/same.rs", "same"),
        ("p/differs.rs", "old"),
        ("p/orphan.rs", &ours("p")),
        ("p/kept.rs", &ours("elsewhere")),
        ("p/theirs.rs", "// Written by hand.\n"),
        ("p/short.rs", "//"),
        ("gone/orphan.rs", &ours("gone")),
        (".hidden/orphan.rs", &ours("p")),
    ]);
    let root = directory.path();
    let files = files(&[
        ("p/same.rs", "same"),
        ("p/differs.rs", "new"),
        ("q/missing.rs", ""),
        ("p/short.rs/below.rs", ""),
    ]);
    let shown = |reach| {
        let mut stale = check(root, &files).expect("readable");
        let keep = |package: &str| package == "elsewhere";
        stale.extend(orphans(root, &files, reach, keep).expect("readable"));
        let lines = stale.iter().map(|stale| {
            let name = stale.path.strip_prefix(root).expect("below").display();
            format!("{name}: {}", stale.reason)
        });
        (
            lines.collect::<Vec<_>>().join("\n").replace('\\', "/"),
            stale,
        )
    };
    let common = "p/differs.rs: differs\np/short.rs/below.rs: missing\nq/missing.rs: missing";
    assert_eq!(
        shown(Reach::Beside).0,
        format!("{common}\np/orphan.rs: orphan")
    );
    let (text, stale) = shown(Reach::Below);
    assert_eq!(
        text,
        format!("{common}\ngone/orphan.rs: orphan\np/orphan.rs: orphan")
    );

    // A file that was replaced by hand meanwhile is no longer ours.
    fs::write(root.join("p/orphan.rs"), "mine now").expect("writable");
    prune(root, &stale).expect("removable");

    let left: Vec<String> = tree(root)
        .into_keys()
        .filter(|name| !name.starts_with('.'))
        .collect();
    let kept = [
        "p/",
        "p/differs.rs",
        "p/kept.rs",
        "p/orphan.rs",
        "p/same.rs",
        "p/short.rs",
    ];
    assert_eq!(left, [&kept[..], &["p/theirs.rs"]].concat());
}
