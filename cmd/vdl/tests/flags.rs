//! Flags, the environment, and the exit codes that they lead to.

use std::fs;

use crate::tree::Tree;

const TREE: &[(&str, &str)] = &[
    ("one/p/p.vdl", "package p\n"),
    (
        "two/q/q.vdl",
        "package q\n\nimport \"p\"\n\ntype T p.None\n",
    ),
    ("two/r/r.vdl", "package r\n\ntype A X\ntype B Y\ntype C Z\n"),
    ("two/w/w.vdl", "package w\n\ntype unused int32\n"),
    ("two/w/other.config", "config = {GenLanguages: {Gopher}}\n"),
];

/// Runs a command line and compares the exit code and both outputs, where `*` stands for any text.
fn check(tree: &Tree, line: &str, code: i32, out: &str, err: &str) {
    let args: Vec<&str> = line.split_whitespace().collect();
    let ran = tree.run(&args);
    assert_eq!(ran.code, Some(code), "vdl {line}: {ran:?}");
    assert!(
        matches(out, &ran.out),
        "vdl {line}: expected {out:?}, found {:?}",
        ran.out
    );
    assert!(
        matches(err, &ran.err),
        "vdl {line}: expected {err:?}, found {:?}",
        ran.err
    );
}

fn matches(pattern: &str, text: &str) -> bool {
    let mut rest = text;
    let pieces: Vec<&str> = pattern.split('*').collect();
    for (at, piece) in pieces.iter().enumerate() {
        let found = match at {
            0 => rest.strip_prefix(piece),
            _ if at == pieces.len() - 1 => rest.ends_with(piece).then_some(""),
            _ => rest.find(piece).map(|found| &rest[found + piece.len()..]),
        };
        match found {
            Some(later) => rest = later,
            None => return false,
        }
    }
    pieces.len() > 1 || rest.is_empty()
}

#[test]
fn wrong_usage_ends_with_2() {
    let tree = Tree::new(TREE);
    for (line, err) in [
        ("", "*Usage: vdl*"),
        ("-v", "error: a command is needed\n*Usage*"),
        ("nonsense", "error: unrecognized subcommand 'nonsense'*"),
        ("chekc", "*similar subcommand exists: 'check'*"),
        (
            "check --nonsense",
            "error: unexpected argument '--nonsense'*",
        ),
        ("-max-errors=many check", "error: invalid value 'many'*"),
        (
            "check -status=perhaps",
            "*'perhaps'*expected true or false*",
        ),
        (
            "--error-format loud check",
            "*possible values: human, short, json, github, sarif*",
        ),
        ("check --deny errors", "*possible values: warnings*"),
        ("explain X9", "error: there is no code `X9`*"),
        ("fmt --stdin --emit json", "*cannot be used with*"),
    ] {
        check(&tree, line, 2, "", err);
    }
}

#[test]
fn trouble_with_the_environment_ends_with_3() {
    let tree = Tree::new(TREE);
    check(&tree, "--vdlroot none compile p", 3, "", "error[E1203]: *");
    check(&tree, "--vdlpath= compile p", 3, "", "error[E1201]: *");
    check(
        &tree,
        "-C none compile p",
        3,
        "",
        "error: cannot work in `none`*",
    );
    check(
        &tree,
        "compile @none",
        3,
        "",
        "error: cannot read the argument file `none`*",
    );
}

#[test]
fn roots_come_from_flags_or_the_environment() {
    let tree = Tree::new(TREE);
    let list = std::env::join_paths(["one", "two"])
        .expect("plain names")
        .into_string()
        .expect("plain names");
    check(
        &tree,
        &format!("--vdlpath {list} compile w p"),
        0,
        "w\np\n",
        "",
    );
    check(
        &tree,
        "--vdlpath one --vdlpath two compile w p",
        0,
        "w\np\n",
        "",
    );
    check(&tree, "-vdlpath=one compile w", 1, "", "error[E0904]*");
    let ran = tree
        .command(&["compile", "w", "p"])
        .env("VDLPATH", &list)
        .output()
        .expect("starts");
    assert_eq!(tree.ran(&ran).out, "w\np\n");
}

#[test]
fn directories_are_relative_to_the_flag() {
    let tree = Tree::new(TREE);
    check(&tree, "-C two/w --vdlpath .. compile", 0, "w\n", "");
    check(&tree, "-C two --vdlpath . compile ./w", 0, "w\n", "");
}

#[test]
fn single_dashes_and_separate_values_are_understood() {
    let tree = Tree::new(TREE);
    let path = "-vdlpath one -vdlpath two";
    check(&tree, &format!("{path} compile -status=false w"), 0, "", "");
    check(&tree, &format!("{path} compile --status=0 w"), 0, "", "");
    check(
        &tree,
        &format!("{path} -ignore_unknown compile nothing w"),
        0,
        "w\n",
        "",
    );
    check(
        &tree,
        &format!("{path} -ignore_unknown=false compile nothing"),
        1,
        "",
        "*",
    );
    check(
        &tree,
        &format!("{path} -vdl.config other.config compile w"),
        1,
        "",
        "*Gopher*",
    );
    check(
        &tree,
        &format!("{path} -vdl.config=other.config compile w"),
        1,
        "",
        "*Gopher*",
    );
    check(
        &tree,
        &format!("{path} -v=true compile w"),
        0,
        "w\n",
        "vdl: *",
    );
    check(
        &tree,
        &format!("{path} -time compile w"),
        0,
        "w\n",
        "load * bytes of source\n",
    );
    check(
        &tree,
        &format!("{path} compile -j1 -show-warnings=false w"),
        0,
        "w\n",
        "",
    );
}

#[test]
fn errors_are_limited_but_never_hidden() {
    let tree = Tree::new(TREE);
    let all = "two/r/r.vdl:3:8*two/r/r.vdl:4:8*two/r/r.vdl:5:8*";
    let all = all.replace("two/", "");
    for most in [
        "",
        "-max-errors=-1",
        "-max-errors -1",
        "-max-errors=0",
        "-max-errors=9",
    ] {
        check(
            &tree,
            &format!("--vdlpath two --error-format short {most} compile r"),
            1,
            "",
            &all,
        );
    }
    let some =
        "r/r.vdl:3:8: *\n2 more errors not shown\nerror: could not compile `r` due to 3 errors\n";
    check(
        &tree,
        "--vdlpath two --error-format short -max-errors=1 compile r",
        1,
        "",
        some,
    );
}

#[test]
fn warnings_can_be_hidden_or_denied() {
    let tree = Tree::new(TREE);
    let path = "--vdlpath two --error-format short";
    check(
        &tree,
        &format!("{path} check w"),
        0,
        "",
        "w/w.vdl:3:6: warning[W0001]*1 warning emitted\n",
    );
    check(
        &tree,
        &format!("{path} check -show-warnings=false w"),
        0,
        "",
        "checked 1 package\n",
    );
    check(
        &tree,
        &format!("{path} check --deny warnings w"),
        1,
        "",
        "w/w.vdl:3:6: error[W0001]*due to 1 error\n",
    );
    check(&tree, &format!("{path} compile w"), 0, "w\n", "");
}

#[test]
fn arguments_may_come_from_a_file() {
    let tree = Tree::new(TREE);
    tree.write("arguments", "compile\n-status=false\n\nw\n");
    check(&tree, "--vdlpath two @arguments", 0, "", "");
}

#[test]
fn colors_follow_flag_and_environment() {
    let tree = Tree::new(TREE);
    let colored = |args: &[&str], variable: &str| {
        let mut command = tree.command(args);
        if !variable.is_empty() {
            command.env(variable, "1");
        }
        let output = command.output().expect("starts");
        tree.ran(&output).err.contains('\u{1b}')
    };
    let bad = ["--vdlpath", "two", "check", "r"];
    let with = |color| [&["--color", color], &bad[..]].concat();
    assert!(!colored(&bad, ""));
    assert!(colored(&bad, "CLICOLOR_FORCE"));
    assert!(!colored(&bad, "NO_COLOR"));
    assert!(colored(&with("always"), "NO_COLOR"));
    assert!(!colored(&with("never"), "CLICOLOR_FORCE"));
    assert!(colored(&["--color", "always", "check", "--nonsense"], ""));
    assert!(!colored(
        &["--color", "never", "check", "--nonsense"],
        "CLICOLOR_FORCE"
    ));
}

#[test]
fn one_thread_finds_what_many_find() {
    let files: Vec<(String, String)> = (0..40)
        .map(|number| {
            (
                format!("p{number}/p.vdl"),
                format!("package p{number}\n\ntype A Missing{number}\n"),
            )
        })
        .collect();
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let tree = Tree::new(&files);
    let one = tree.run(&["-j1", "check", "..."]);
    let many = tree.run(&["-j8", "check", "..."]);
    assert_eq!((one.code, &one.err), (many.code, &many.err));
    assert_eq!(one.err.matches("error[E0302]").count(), 40);
}

#[test]
fn nothing_is_written_beside_the_sources() {
    let tree = Tree::new(TREE);
    for line in [
        "--vdlpath two check ...",
        "--vdlpath two dump w",
        "--vdlpath two list w",
    ] {
        tree.run(&line.split(' ').collect::<Vec<_>>());
    }
    let mut names: Vec<_> = fs::read_dir(tree.file("two/w"))
        .expect("there")
        .filter_map(|entry| Some(entry.ok()?.file_name()))
        .collect();
    names.sort();
    assert_eq!(names, ["other.config", "w.vdl"]);
}
