//! Trees that want to keep the loader busy for ever, or to bring it down.

use super::Tree;

#[test]
fn a_long_chain_of_imports() {
    let count = 2000;
    let files: Vec<(String, String)> = (0..count)
        .map(|at| {
            (
                format!("p{at}/p.vdl"),
                format!("package p\nimport \"p{}\"\n", at + 1),
            )
        })
        .chain([(format!("p{count}/p.vdl"), String::from("package p\n"))])
        .collect();
    let tree = Tree::new(&files);
    let (loaded, _, said) = tree.load("p0");
    assert_eq!(loaded.map(|loaded| loaded.packages.len()), Some(count + 1));
    assert_eq!((said[0].as_str(), said[count].as_str()), ("p2000", "p0*"));
}

#[test]
fn a_long_cycle_is_cut_short() {
    let count = 500;
    let files: Vec<(String, String)> = (0..count)
        .map(|at| {
            (
                format!("p{at}/p.vdl"),
                format!("package p\nimport \"p{}\"\n", (at + 1) % count),
            )
        })
        .collect();
    let (_, _, said) = Tree::new(&files).load("p0");
    assert_eq!(said.len(), 1);
    assert!(
        said[0].ends_with("imports `p63` and so on over 437 more"),
        "{said:?}"
    );
}

#[test]
fn paths_of_odd_text() {
    let long = "x".repeat(5000);
    let cut = "x".repeat(1000);
    for (path, shown) in [
        (long.as_str(), format!("`{cut}…`")),
        ("a\\x07b", String::from("`a\\u{7}b`")),
        ("a\\000b", String::from("`a\\u{0}b`")),
    ] {
        let text = format!("package p\nimport \"{path}\"\n");
        let (_, _, said) = Tree::new(&[("p/p.vdl", text.as_str())]).load("p");
        let expected = format!("p/p.vdl:2:8 import/not-found: package {shown} does not exist: ");
        assert!(
            said.len() == 1 && said[0].starts_with(&expected) && !said[0].contains('\u{7}'),
            "{said:?}"
        );
    }
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::fs::{self, Permissions};
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::os::unix::net::UnixListener;

    use super::Tree;

    #[test]
    fn links_to_directories_are_named_but_not_walked() {
        let tree = Tree::new(&[
            ("a/b/b.vdl", "package b\n"),
            ("a/a.vdl", "package a\nimport \"link\"\n"),
            ("w/w.vdl", "package w\n"),
        ]);
        symlink(tree.path("a"), tree.path("a/b/up")).expect("a writable tree");
        symlink(tree.path("loop"), tree.path("loop")).expect("a writable tree");
        symlink(tree.path("w"), tree.path("link")).expect("a writable tree");
        symlink(tree.path("w"), tree.path("a/b/dir.vdl")).expect("a writable tree");
        tree.check("./...", &["link", "a*", "a/b*", "w*"]);
        tree.check("link", &["link*"]);
        tree.check("a/b/up/b/up/b", &["a/b/up/b/up/b*"]);
        let (loaded, _, said) = tree.load("loop ./loop");
        assert_eq!(loaded, None);
        assert!(
            said.len() == 2
                && said
                    .iter()
                    .all(|said| said.starts_with("env/unreadable: cannot read `loop")),
            "{said:?}"
        );
    }

    #[test]
    fn a_link_to_a_file_is_a_file() {
        let tree = Tree::new(&[("text/a.txt", "package p\n"), ("p/q.vdl", "package p\n")]);
        symlink(tree.path("text/a.txt"), tree.path("p/a.vdl")).expect("a writable tree");
        let (loaded, ..) = tree.load("p");
        assert_eq!(loaded.map(|loaded| loaded.packages[0].files.len()), Some(2));
        symlink(tree.path("gone"), tree.path("p/b.vdl")).expect("a writable tree");
        tree.check(
            "p",
            &["env/unreadable: cannot read `p/b.vdl`: it does not exist"],
        );
    }

    #[test]
    fn roots_reached_through_links() {
        let tree = Tree::new(&[("real/p/p.vdl", "package p\n")]).vdlpath(&["alias"]);
        symlink(tree.path("real"), tree.path("alias")).expect("a writable tree");
        tree.check("./real/p", &["p*"]);
        tree.check("./real/p ./alias/p p", &["p*"]);
    }

    #[test]
    fn only_regular_files_are_read() {
        let tree = Tree::new(&[("p/a.vdl", "package p\n"), ("q/q.vdl", "package q\n")]);
        let _socket = UnixListener::bind(tree.path("p/s.vdl")).expect("a writable tree");
        symlink("/dev/zero", tree.path("p/z.vdl")).expect("a writable tree");
        tree.check(
            "p q",
            &[
                "env/unreadable: cannot read `p/s.vdl`: it is a pipe, socket or device, not a regular file",
                "env/unreadable: cannot read `p/z.vdl`: it is a pipe, socket or device, not a regular file",
            ],
        );
        symlink("/dev/zero", tree.path("q/vdl.config")).expect("a writable tree");
        tree.check("q", &["env/unreadable: cannot read `q/vdl.config`: it is a pipe, socket or device, not a regular file"]);
    }

    #[test]
    fn huge_files_are_refused_unread() {
        let tree = Tree::new(&[("p/a.vdl", "package p\n"), ("p/b.vdl", "package p\n")]);
        let file = fs::File::create(tree.path("p/a.vdl")).expect("a writable tree");
        // A file of holes: it takes no room.
        file.set_len(1 << 40)
            .expect("a file system with sparse files");
        tree.check(
            "p",
            &["env/too-much-source: `p/a.vdl` is larger than 4294967294 bytes"],
        );
    }

    #[test]
    fn names_that_are_not_text() {
        let tree = Tree::new(&[("p/a.vdl", "package p\n")]);
        let name = OsStr::from_bytes(b"bad\xff.vdl");
        fs::write(tree.path("p").join(name), "package p\n").expect("a writable tree");
        tree.check(
            "p",
            &["env/unreadable: cannot read `p/bad\u{fffd}.vdl`: its name is not valid UTF-8"],
        );

        let tree = Tree::new(&[("p/a.vdl", "package p\n")]);
        let folder = tree.path("p").join(OsStr::from_bytes(b"bad\xff"));
        fs::create_dir(&folder).expect("a writable tree");
        fs::write(folder.join("x.vdl"), "package x\n").expect("a writable tree");
        tree.check("./...", &["p*"]);
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        let tree = Tree::new(&[
            ("p/a.vdl", "package p\n"),
            ("p/sub/s.vdl", "package s\n"),
            ("q/q.vdl", "package q\nimport \"p/sub\"\n"),
        ]);
        let forbid = |path: &str| {
            fs::set_permissions(tree.path(path), Permissions::from_mode(0o0))
                .expect("a tree of ours")
        };
        forbid("p/a.vdl");
        forbid("p/sub");
        // Nothing is forbidden to the superuser.
        if fs::read(tree.path("p/a.vdl")).is_err() {
            tree.check(
                "p",
                &["env/unreadable: cannot read `p/a.vdl`: Permission denied (os error 13)"],
            );
            tree.check(
                "./p/sub",
                &["env/unreadable: cannot read `p/sub`: Permission denied (os error 13)"],
            );
            tree.check("q", &["q/q.vdl:2:8 env/unreadable: cannot read `p/sub`: Permission denied (os error 13)"]);
            tree.check(
                "./...",
                &[
                    "env/unreadable: cannot read `p/a.vdl`: Permission denied (os error 13)",
                    "env/unreadable: cannot read `p/sub`: Permission denied (os error 13)",
                    "q/q.vdl:2:8 env/unreadable: cannot read `p/sub`: Permission denied (os error 13)",
                ],
            );
        }
        fs::set_permissions(tree.path("p/sub"), Permissions::from_mode(0o755))
            .expect("a tree of ours");
    }

    #[test]
    fn a_chain_of_folders_deeper_than_a_path_may_be_long() {
        let name = "d".repeat(200);
        let tree = Tree::new(&[("p/p.vdl", "package p\n")]);
        let mut path = tree.path("p");
        while fs::create_dir(path.join(&name)).is_ok() {
            path.push(&name);
        }
        tree.check("./...", &["p*"]);
    }
}
