//! The Go codec, in a process of its own that is told what to run: see `benches/go`.

use std::cell::RefCell;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;
use std::time::Duration;

use benches::timing::Candidate;
use v23::vom::encode;

use crate::Outcome;
use crate::data::Data;

/// The process, which ends with its input.
struct Go {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Go {
    fn start() -> Outcome<Self> {
        let dir = tempfile::tempdir()?;
        let program = dir.path().join("bench");
        let build = Command::new("go")
            .args(["build", "-o"])
            .arg(&program)
            .arg(".")
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("go"))
            .output()?;
        if !build.status.success() {
            return Err(String::from_utf8_lossy(&build.stderr).into());
        }
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        Ok(Self {
            input: child.stdin.take(),
            output: BufReader::new(child.stdout.take().ok_or("no output")?),
            child,
        })
    }

    /// One line there, and the numbers of one line back.
    fn ask(&mut self, line: &str) -> Outcome<Vec<u64>> {
        let input = self.input.as_mut().ok_or("no input")?;
        writeln!(input, "{line}")?;
        input.flush()?;
        let mut answer = String::new();
        self.output.read_line(&mut answer)?;
        let numbers: Result<Vec<u64>, _> = answer.split_whitespace().map(str::parse).collect();
        let numbers = numbers?;
        if numbers.is_empty() {
            return Err("it has ended".into());
        }
        Ok(numbers)
    }
}

impl Drop for Go {
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.child.wait();
    }
}

pub(crate) fn candidates(data: &Data) -> Outcome<Vec<Candidate>> {
    let go = Rc::new(RefCell::new(Go::start()?));
    let cases = [
        ("(a) five scalars", "a", encode(&data.scalars)?),
        ("(b) 1,000 records", "b", encode(&data.records)?),
        ("(c) 64 KiB of bytes", "c", encode(&data.blob)?),
        ("(d) nested any", "d", encode(&data.nested)?),
        ("(e) dynamic records", "e", encode(&data.dynamic)?),
    ];
    let mut out = Vec::new();
    for (group, case, bytes) in cases {
        let mut hex = String::new();
        for byte in bytes {
            write!(hex, "{byte:02x}")?;
        }
        let sizes = go.borrow_mut().ask(&format!("data {case} {hex}"))?;
        let [message, single] = sizes[..] else {
            return Err("not two sizes".into());
        };
        for (operation, name, size) in [
            ("encode", "Go, next in stream", message),
            ("encode-alone", "Go, alone", single),
            ("decode", "Go, next in stream", message),
            ("decode-alone", "Go, alone", single),
        ] {
            let go = Rc::clone(&go);
            out.push(Candidate::timed(
                &format!("{group}: {}", &operation[..6]),
                name,
                size as usize,
                move |times| {
                    let answer = go.borrow_mut().ask(&format!("{case} {operation} {times}"));
                    Duration::from_nanos(answer.expect("the Go program answers")[0])
                },
            ));
        }
    }
    Ok(out)
}
