//! What each command prints, and how it ends.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use tempfile::TempDir;

use crate::run::{command, ran, run};

/// Runs command lines, whose words are separated by two blanks, and shows all that came of them.
fn show(input: &str, lines: &[&str]) -> String {
    let runs = lines.iter().map(|line| {
        let args: Vec<&str> = line.split("  ").skip(1).collect();
        run(&args, input.as_bytes()).shown(line)
    });
    runs.collect::<Vec<_>>().join("\n")
}

#[test]
fn decode() {
    insta::assert_snapshot!(show(
        "gRAOEA 8=\n",
        &[
            "vom  decode  81100e",
            "vom  decode  --json  8150050201610162",
            "vom  decode  --data  base64",
            "vom  decode  --all  --data=base64",
            "vom  decode  --all  --json  8110021004",
            "vom  decode  --all  81",
            "vom  decode  81",
            "vom  decode  --all  8110021e",
            "vom  decode  --all  810600",
            "vom  decode  820600",
            "vom  decode  --json  810601ff",
        ]
    ));
}

#[test]
fn dump() {
    insta::assert_snapshot!(show(
        "81.10;\n100e",
        &[
            "vom  dump",
            "vom  dump  100e",
            "vom  dump  -data=base64  gRAO",
            "vom  dump  8110ff",
            "vom  dump  81520610",
            "vom  dump  8110fe0fff10fc80000000",
        ]
    ));
}

#[test]
fn encode() {
    insta::assert_snapshot!(show(
        "int32(1)\n[]any{nil,\n  true}\n",
        &[
            "vom  encode",
            "vom  encode  --data  base64",
            "vom  encode  []string{\"a\", \"b\"}",
            "vom  encode  --type  geo.Point struct{X int32}  {X: 1}",
            "vom  encode  --type  map[string]int32  --json  {\"a\": 1}",
            "vom  encode  --type  int32  -5",
            "vom  encode  --type  []int32  --  -5",
            "vom  encode  --type  []intt  {}",
            "vom  encode  --json  1",
            "vom  encode  --type  []int8  --json  [1,\n 128]",
            "vom  encode  int32(1)\n[]string{1}",
            "vom  encode  ",
        ]
    ));
}

#[test]
fn usage() {
    insta::assert_snapshot!(show(
        "",
        &[
            "vom",
            "vom  decoed",
            "vom  decode  81  10",
            "vom  decode  -data=octal",
            "vom  decode  --file  none/none",
            "vom  dump  --file  none  81",
            "vom  --version",
            "vom  -help",
            "vom  help  decode",
            "vom  dump  --help",
            "vom  encode  --help",
        ]
    ));
}

#[test]
fn files_and_pipes_say_what_arguments_say() {
    let folder = TempDir::new().expect("a folder");
    let stream = [b"\x81".to_vec(), b"\x10\x0e".repeat(10_000)].concat();
    fs::write(folder.path().join("a.vom"), &stream).expect("a file");
    let line = "int32(7)\n";
    for args in [
        &["decode", "--all", "--data", "binary", "--file", "a.vom"][..],
        &["decode", "--all", "-data=Binary"],
    ] {
        let mut child = command(args, folder.path());
        let input = fs::File::open(folder.path().join("a.vom")).expect("a file");
        let ran = ran(child.stdin(input).output().expect("the command runs"));
        assert_eq!(ran.err, "", "{args:?}");
        assert!(ran.text() == line.repeat(10_000), "{args:?}");
    }
    let values = run(&["encode", "--data=binary"], line.repeat(10_000).as_bytes());
    assert!(values.out == stream);
}

#[test]
fn dumps_do_not_depend_on_the_source() {
    let stream = [&b"\x81"[..], &b"\x10\x0e\x06\x03abc".repeat(2000)].concat();
    let hex: String = stream.iter().map(|byte| format!("{byte:02x}\n")).collect();
    let atoms = |out: String| {
        let lines = out.lines().filter(|line| !line.starts_with("DumpStatus"));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let from_argument = atoms(run(&["dump", &hex], b"").text());
    assert_eq!(from_argument.len(), 2 * 2000 * 3 + 2000 + 1 + 1);
    let from_hex = atoms(run(&["dump"], hex.as_bytes()).text());
    let from_bytes = atoms(run(&["dump", "--data=binary"], &stream).text());
    assert!(from_hex == from_bytes);
    assert!(
        from_argument
            .split_last()
            .is_some_and(|(_, atoms)| atoms == from_hex)
    );
}

#[test]
fn a_reader_who_leaves_is_no_error() {
    for args in [&["decode", "--all"][..], &["dump"]] {
        let mut child = command(args, Path::new("."))
            .stdin(Stdio::piped())
            .spawn()
            .expect("the command starts");
        drop(child.stdout.take());
        let mut stdin = child.stdin.take().expect("a pipe");
        let hex = "1 00e ".repeat(50_000);
        // Nobody reads to the end.
        let _ = std::io::Write::write_all(&mut stdin, format!("81{hex}1").as_bytes());
        drop(stdin);
        let ran = ran(child.wait_with_output().expect("the command ends"));
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
    }
}
