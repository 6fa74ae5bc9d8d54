//! `vdl check` end to end, as whole processes, and the front end in process against its peers.
//!
//! `cargo bench -p benches --bench check`. With `VDL_REFERENCE` naming another `vdl` binary, that one runs over the
//! same tree in the same run. Numbers and method are in `benches/README.md`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use benches::process;
use benches::tree::{self, Density};
use vdl_parser::ast::FileKind;
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::jobs::OneByOne;
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::parse::parse_file;
use vdl_parser::session::{self, Options};
use vdl_parser::source::SourceMap;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let vdl = build()?;
    report("whole process                size      min   median     MB/s    peak/size");
    for kilobytes in [100, 1_000, 3_000, 10_000, 30_000] {
        let root = tempfile::tempdir()?;
        let bytes = tree::write(root.path(), kilobytes * 1000, Density::Usual)?;
        for threads in ["1", "2"] {
            let run = || check(&vdl, root.path(), threads);
            row(
                &format!("vdl check -j {threads}"),
                bytes,
                process::repeat(times(bytes), run)?,
            );
        }
        if let Some(reference) = std::env::var_os("VDL_REFERENCE") {
            let run = || {
                let mut command = Command::new(&reference);
                command
                    .args(["compile", "-status=false", "gen/..."])
                    .env("VDLPATH", root.path())
                    .current_dir(root.path());
                command
            };
            row(
                "VDL_REFERENCE compile",
                bytes,
                process::repeat(times(bytes), run)?,
            );
        }
    }
    let root = tempfile::tempdir()?;
    let bytes = tree::write(root.path(), 3_000_000, Density::Dense)?;
    for threads in ["1", "2"] {
        let run = || check(&vdl, root.path(), threads);
        row(
            &format!("dense, vdl check -j {threads}"),
            bytes,
            process::repeat(times(bytes), run)?,
        );
    }
    small_package(&vdl)?;
    in_process()
}

/// The command under test, built as it is shipped.
fn build() -> Outcome<PathBuf> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "-p", "vdl-cli"])
        .status()?;
    if !status.success() {
        return Err("the command does not build".into());
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../target"),
        PathBuf::from,
    );
    Ok(target.join("release/vdl"))
}

fn check(vdl: &Path, root: &Path, threads: &str) -> Command {
    let mut command = Command::new(vdl);
    command
        .args(["check", "-j", threads, "gen/..."])
        .env("VDLPATH", root)
        .env_remove("VDLROOT")
        .current_dir(root);
    command
}

fn times(bytes: usize) -> usize {
    if bytes > 5_000_000 { 5 } else { 15 }
}

fn small_package(vdl: &Path) -> Outcome<()> {
    let root = tempfile::tempdir()?;
    std::fs::create_dir_all(root.path().join("gen/small"))?;
    let text = "package small\n\nimport \"time\"\n\ntype Note struct {\n\tText string\n\tAt time.Time\n}\n";
    std::fs::write(root.path().join("gen/small/small.vdl"), text)?;
    row(
        "one small package",
        text.len(),
        process::repeat(30, || check(vdl, root.path(), "2"))?,
    );
    Ok(())
}

/// Peers parse texts of about the same size and density, on one thread of this process.
fn in_process() -> Outcome<()> {
    const BYTES: usize = 3_000_000;
    report("\none thread, in process       size      min   median     MB/s");
    let root = tempfile::tempdir()?;
    let bytes = tree::write(root.path(), BYTES, Density::Usual)?;
    let texts: Vec<String> = (0..)
        .flat_map(|package| {
            [
                tree::file_text(package, 0, Density::Usual),
                tree::file_text(package, 1, Density::Usual),
            ]
        })
        .scan(0, |sum, text| {
            *sum += text.len();
            (*sum <= bytes).then_some(text)
        })
        .collect();
    time("vdl: scan and parse", bytes, || {
        let mut sources = SourceMap::new();
        for text in &texts {
            let id = sources.add("gen/p/f.vdl", None, text.clone().into_bytes())?;
            let parsed = parse_file(sources.source(id), id, FileKind::Package);
            assert!(parsed.file.is_some(), "generated texts parse");
        }
        Ok(())
    })?;
    time("vdl: check", bytes, || {
        let mut diagnostics = Diagnostics::new();
        let options = SearchPathOptions {
            vdlpath: Some(vec![root.path().to_owned()]),
            vdlroot: None,
            current_dir: root.path().to_owned(),
        };
        let search = SearchPath::new(&options, &mut diagnostics).ok_or("no search path")?;
        let mut sources = SourceMap::new();
        let checked = session::check(
            &["gen/...".to_owned()],
            &search,
            &Options::default(),
            &OneByOne,
            &mut sources,
            &mut diagnostics,
        );
        assert!(
            !diagnostics.has_errors() && checked.targets().count() > 0,
            "the generated tree compiles"
        );
        _ = diagnostics.take();
        Ok(())
    })?;
    let proto = peer_text(BYTES, "syntax = \"proto3\";\npackage gen;\n", |n| {
        format!(
            "// Record{n} is what the service stores.\nmessage Record{n} {{\n  int64 id = 1; // unique\n  string name = 2;\n  repeated string tags = 3;\n  map<string, double> scores = 4;\n  Record{n} next = 5;\n  oneof shape {{\n    double circle = 6;\n    string label = 7;\n  }}\n}}\n\nenum Level{n} {{\n  LOW{n} = 0;\n  HIGH{n} = 1;\n}}\n\n// Store{n} keeps records.\nservice Store{n} {{\n  // Get finds one.\n  rpc Get(Record{n}) returns (stream Record{n});\n}}\n\n"
        )
    });
    time("protox-parse: parse", proto.len(), || {
        protox_parse::parse("gen.proto", &proto)?;
        Ok(())
    })?;
    let wit = peer_text(BYTES, "package gen:gen;\n", |n| {
        format!(
            "/// Records and what keeps them.\ninterface store{n} {{\n  enum level {{ low, high }}\n  /// What the service stores.\n  record entry {{\n    id: s64,\n    name: string,\n    tags: list<string>,\n    scores: list<tuple<string, f64>>,\n    level: level,\n  }}\n  variant shape {{ circle(f64), label(string) }}\n  /// Finds one.\n  get: func(id: s64) -> result<entry, string>;\n  put: func(entry: entry, shape: shape);\n}}\n\n"
        )
    });
    time("wit-parser: resolve", wit.len(), || {
        let mut resolve = wit_parser::Resolve::new();
        resolve
            .push_source("gen.wit", &wit)
            .map_err(|error| format!("{error:?}"))?;
        Ok(())
    })
}

fn peer_text(bytes: usize, head: &str, group: impl Fn(usize) -> String) -> String {
    let mut text = head.to_owned();
    let mut n = 0;
    while text.len() < bytes {
        text.push_str(&group(n));
        n += 1;
    }
    text
}

fn time(name: &str, bytes: usize, mut run: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    let mut walls: Vec<Duration> = Vec::new();
    for _ in 0..10 {
        let start = Instant::now();
        run()?;
        walls.push(start.elapsed());
    }
    walls.sort();
    row(name, bytes, (walls[0], walls[walls.len() / 2], 0));
    Ok(())
}

fn row(name: &str, bytes: usize, (min, median, peak): (Duration, Duration, u64)) {
    let speed = bytes as f64 / min.as_secs_f64() / 1e6;
    let memory = if peak == 0 {
        String::new()
    } else {
        format!("{:9.1} x", peak as f64 / bytes as f64)
    };
    report(&format!(
        "{name:24} {:8.3} MB {:6.1} ms {:6.1} ms {speed:8.1} {memory}",
        bytes as f64 / 1e6,
        min.as_secs_f64() * 1e3,
        median.as_secs_f64() * 1e3
    ));
}

#[expect(
    clippy::print_stdout,
    reason = "the table is the purpose of this program"
)]
fn report(line: &str) {
    println!("{line}");
}
