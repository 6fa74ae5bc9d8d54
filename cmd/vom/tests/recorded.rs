//! Runs of another `vom` command, recorded in `testdata/vom_tool`.

use std::fs;
use std::path::Path;

use crate::run::run;

#[test]
fn output_is_as_recorded() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata/vom_tool");
    let mut count = 0;
    for entry in fs::read_dir(&folder).expect("the folder of runs") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "txt") {
            let text = fs::read_to_string(&path).expect("a text");
            check(&path.display().to_string(), &text);
            count += 1;
        }
    }
    assert!(count >= 40, "only {count} runs");
}

fn check(name: &str, text: &str) {
    let mut args = Vec::new();
    let (mut input, mut out, mut code) = ("", "", "");
    for section in text.split("--- ").skip(1) {
        let (what, content) = section.split_once('\n').expect("a heading and a line");
        match what {
            "argument" => args.push(content.trim_end_matches('\n')),
            "stdin" => input = content,
            "stdout" => out = content,
            "exit code" => code = content.trim(),
            what => panic!("{name}: there is no section {what}"),
        }
    }
    let ran = run(&args[1..], input.as_bytes());
    assert_eq!(
        comparable(&ran.text()),
        comparable(out),
        "{name}: {}",
        ran.err
    );
    assert_eq!(
        ran.code.map(|code| code.to_string()).as_deref(),
        Some(code),
        "{name}"
    );
    assert_eq!(
        ran.err.starts_with("ERROR: "),
        code != "0",
        "{name}: {}",
        ran.err
    );
}

/// The lines without what only one of the commands says, as the folder's README has it.
fn comparable(out: &str) -> Vec<&str> {
    let lines = out
        .lines()
        .filter(|line| !line.starts_with("DumpStatus{MsgId: 0, Debug: "));
    lines.map(without_value_and_error).collect()
}

fn without_value_and_error(line: &str) -> &str {
    let is_early =
        line.starts_with("DumpStatus{MsgId: 0") || line.starts_with("DumpStatus{MsgId: -");
    let is_partial = line.starts_with("DumpStatus{") && line.contains(", Debug: ");
    if !is_early && !is_partial {
        return line;
    }
    let end = line.find(", Value: ").or_else(|| line.find(", Err: "));
    &line[..end.unwrap_or(line.len() - 1)]
}
