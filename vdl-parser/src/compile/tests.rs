//! Whole packages through all phases: what the shared cases do not look at.

use super::{CompileOptions, Lints, ParsedPackage, PathQualifiers, compile_package};
use crate::ast::FileKind;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::env::Env;
use crate::parse::parse_file;
use crate::source::SourceMap;

/// A package that the others may import.
const BASE: &str =
    "package base\ntype T struct {X int32}\ntype Service interface {Get() error}\nerror Bad()\n";

struct Run {
    env: Env,
    sources: SourceMap,
    found: Vec<Diagnostic>,
}

impl Run {
    /// Compiles the package `base`, then the package `p` of these files.
    fn of(files: &[&str]) -> Self {
        let mut run = Self {
            env: Env::new(),
            sources: SourceMap::new(),
            found: Vec::new(),
        };
        run.package("base", &[BASE], Lints::Off);
        run.package("p", files, Lints::On);
        run
    }

    fn package(&mut self, path: &str, files: &[&str], lints: Lints) {
        let mut diagnostics = Diagnostics::new();
        let mut trees = Vec::new();
        for (at, text) in files.iter().enumerate() {
            let id = self
                .sources
                .add(format!("{path}/{at}.vdl"), None, text.as_bytes().to_vec());
            let id = id.expect("test sources are small");
            let parsed = parse_file(self.sources.source(id), id, FileKind::Package);
            assert_eq!(parsed.diagnostics, [], "{text}");
            trees.extend(parsed.file);
        }
        let package = ParsedPackage {
            path: String::from(path),
            gen_path: String::from(path),
            embedded: false,
            files: trees,
            config: None,
        };
        let options = CompileOptions {
            path_qualifiers: PathQualifiers::Refused,
            lints,
        };
        let id = compile_package(
            &mut self.env,
            &package,
            &self.sources,
            &options,
            &mut diagnostics,
        );
        assert_eq!(
            id.is_none(),
            diagnostics.has_errors(),
            "a package compiles unless it has errors"
        );
        assert_eq!(self.env.package(path), id);
        self.found.extend(diagnostics.take());
    }

    /// The findings as `file:line:col code`.
    fn lines(&self) -> Vec<String> {
        let line = |finding: &Diagnostic| {
            let span = finding.span.expect("findings of the compiler have a place");
            format!(
                "{} {}",
                self.sources.describe(span).trim_start_matches("p/"),
                finding.code.name()
            )
        };
        self.found.iter().map(line).collect()
    }
}

#[track_caller]
fn check(files: &[&str], expected: &[&str]) {
    assert_eq!(Run::of(files).lines(), expected, "{files:#?}");
}

#[test]
fn every_mistake_of_a_phase_is_reported_once_in_source_order() {
    check(
        &[
            "package p\ntype A struct {x int32; Y Foo; Z [3]Bar}\ntype B C\ntype C B\ntype D []???int32\ntype E map[A]D\n",
        ],
        &[
            "0.vdl:2:16 name/not-exported",
            "0.vdl:2:27 type/undefined",
            "0.vdl:2:34 type/unnamed-kind",
            "0.vdl:2:37 type/undefined",
            "0.vdl:4:8 type/name-cycle",
            "0.vdl:5:8 type/bad-optional",
        ],
    );
    check(
        &[
            "package p\nerror A(x Foo, y, x int32) {Zap}\n",
            "package p\nerror B(int32)\nerror Class()\nerror a()\n",
        ],
        &[
            "0.vdl:2:11 type/undefined",
            "0.vdl:2:19 error/param-dup",
            "0.vdl:2:29 error/action-unknown",
            "1.vdl:2:9 error/param-unnamed",
            "1.vdl:4:7 name/conflict",
        ],
    );
}

#[test]
fn what_follows_from_a_mistake_is_not_reported() {
    // Types of what is undefined, or defined twice, fit everywhere.
    check(
        &["package p\ntype A Foo\ntype B set[A]\ntype C []?A\nconst K = A{1}\n"],
        &["0.vdl:2:8 type/undefined"],
    );
    check(
        &["package p\ntype A int32\ntype A struct {}\ntype B []?A\ntype C set[A]\n"],
        &["0.vdl:3:6 name/conflict"],
    );
    // A name that an import has is not that of the definition.
    check(
        &["package p\nimport \"base\"\nconst base = base.T{1}\nconst B = base\n"],
        &["0.vdl:3:7 name/conflict"],
    );
    // A repeated name is not looked at further.
    check(
        &["package p\ntype Url int32\ntype URL int32\n"],
        &["0.vdl:3:6 name/conflict"],
    );
    // Embedding what has a conflict, or is on a cycle, repeats neither.
    check(
        &[
            "package p\ntype A interface {B}\ntype B interface {A}\ntype C interface {B; M() error}\ntype D interface {C}\n",
        ],
        &["0.vdl:2:6 iface/cycle"],
    );
    check(
        &[
            "package p\nimport \"base\"\ntype A interface {base.Service; Get() error}\ntype B interface {A; Get() error}\n",
        ],
        &["0.vdl:3:19 iface/embed-method-conflict"],
    );
}

#[test]
fn a_phase_with_errors_is_the_last() {
    check(
        &[
            "package p\nimport \"base\"\ntype A Foo\nerror E(x Foo)\nconst C = Foo\ntype I interface {Foo}\n",
        ],
        &["0.vdl:3:8 type/undefined"],
    );
    check(
        &["package p\nimport \"base\"\nconst C = Foo\ntype I interface {Foo}\n"],
        &["0.vdl:3:11 const/undefined"],
    );
    check(
        &["package p\nimport \"base\"\ntype I interface {}\n"],
        &["0.vdl:2:8 import/unused"],
    );
}

#[test]
fn local_names_win_over_imports_except_in_type_definitions() {
    let files = |rest: &str| {
        let first = format!("package p\nimport \"base\"\n{rest}");
        Run::of(&[&first, "package p\ntype base struct {T int32}\n"])
    };
    assert_eq!(
        files("type A []base.T\n").lines(),
        [
            "1.vdl:2:6 lint/unused-type",
            "1.vdl:2:6 lint/shadowed-import"
        ]
    );
    assert_eq!(
        files("error A(x base.T)\n").lines(),
        ["0.vdl:3:11 type/unmatched-selector"]
    );
}

#[test]
fn edits_repair_the_text() {
    for (text, repaired) in [
        (
            "package p\nimport \"base\"\ntype A int32\n",
            "package p\ntype A int32\n",
        ),
        (
            "package p\nimport (\n  b \"base\" // why\n)\n",
            "package p\nimport (\n// why\n)\n",
        ),
        (
            "package p\nimport (b \"base\"; \"base\")\ntype A []base.T\n",
            "package p\nimport (\"base\")\ntype A []base.T\n",
        ),
        (
            "package p\nimport (\"base\"; b \"base\")\ntype A []base.T\n",
            "package p\nimport (\"base\")\ntype A []base.T\n",
        ),
        (
            "package p; import \"base\"; type A int32\n",
            "package p; type A int32\n",
        ),
        (
            "package p\ntype GetURL int32\n",
            "package p\ntype GetUrl int32\n",
        ),
        (
            "package p\ntype A struct {x int32}\n",
            "package p\ntype A struct {X int32}\n",
        ),
        ("package p\ntype A strnig\n", "package p\ntype A string\n"),
        ("package p\ntype A uint8\n", "package p\ntype A byte\n"),
        (
            "package p\nimport \"base\"\ntype A []T\n",
            "package p\nimport \"base\"\ntype A []base.T\n",
        ),
        (
            "package p\nimport \"base\"\ntype A []\"base\".T\n",
            "package p\nimport \"base\"\ntype A []base.T\n",
        ),
        (
            "package p\nerror A() {RetryBackof}\n",
            "package p\nerror A() {RetryBackoff}\n",
        ),
    ] {
        let run = Run::of(&[text]);
        let finding = run
            .found
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        let edit =
            finding.and_then(|finding| finding.help.iter().find_map(|help| help.edits.first()));
        let edit = edit.unwrap_or_else(|| panic!("no edit for {text}"));
        let start = run
            .sources
            .sources()
            .last()
            .map_or(0, |(_, source)| source.start());
        let mut edited = String::from(text);
        edited.replace_range(
            (edit.span.start - start) as usize..(edit.span.end - start) as usize,
            &edit.text,
        );
        assert_eq!(edited, repaired);
    }
}

#[test]
fn warnings() {
    check(
        &[
            "package p\ntype self []self\ntype any struct {}\ntype iface interface {}\nerror bad()\nconst k = \"k\"\n",
        ],
        &[
            "0.vdl:2:6 lint/unused-type",
            "0.vdl:3:6 lint/shadowed-builtin",
            "0.vdl:4:6 lint/unused-interface",
            "0.vdl:6:7 lint/unused-const",
        ],
    );
    check(
        &[
            "package p\nconst A = int32(2^10)\nconst B = float64(1/2)\nconst C = A == A\nconst D = int32(7/2) ^ 10\n",
        ],
        &[
            "0.vdl:2:18 lint/suspicious-const",
            "0.vdl:3:20 lint/suspicious-const",
            "0.vdl:4:13 lint/suspicious-const",
        ],
    );
    check(
        &[
            "package p\ntype used int32\ntype own int32\ntype u struct {X used; Y []u}\ntype V set[string]\nconst K = int32(own(1))\n",
        ],
        &["0.vdl:4:6 lint/unused-type"],
    );
}

#[test]
fn long_chains_and_wide_diamonds_are_no_burden() {
    let chain = |first: &str, link: &dyn Fn(usize) -> String| {
        let links: String = (0..4_000).map(link).collect();
        format!("package p\n{first}\n{links}")
    };
    for text in [
        chain("type T4000 struct {}", &|at| {
            format!("type T{at} struct {{X T{}}}\n", at + 1)
        }),
        chain("type T4000 int32", &|at| {
            format!("type T{at} T{}\n", at + 1)
        }),
        chain("type T4000 interface {}", &|at| {
            format!("type T{at} interface {{T{}; M{at}() error}}\n", at + 1)
        }),
        chain("type I4000 interface {}", &|at| {
            format!(
                "type I{at} interface {{A{at}; B{at}}}\ntype A{at} interface {{I{0}}}\ntype B{at} interface {{I{0}}}\n",
                at + 1
            )
        }),
    ] {
        let run = Run::of(&[&text]);
        assert_eq!(run.lines(), [""; 0]);
        let package = &run.env.packages[run.env.package("p").expect("it compiled")];
        let last = package
            .interfaces
            .last()
            .map_or(0, |id| run.env.all_methods(*id).len());
        assert!(last == 0 || last == 4_000);
    }
    let cycle: String = (0..4_000)
        .map(|at| format!("type T{at} struct {{X T{}}}\n", (at + 1) % 4_000))
        .collect();
    check(
        &[&format!("package p\n{cycle}")],
        &["0.vdl:4001:12 type/strict-cycle"],
    );
}

#[test]
fn dependencies_of_files() {
    let types = "package p\nimport \"base\"\ntype A struct {X []base.T; Y ?A}\ntype B base.T\n";
    let consts = "package p\nimport \"base\"\ntype I interface {base.Service}\nconst C = []any{A{}, typeobject([]B)}\nconst D = [][]B{}\n";
    let run = Run::of(&[types, consts]);
    assert_eq!(run.lines(), [""; 0]);
    let package = &run.env.packages[run.env.package("p").expect("it compiled")];
    let deps = |at: usize| {
        let file = &run.env.files[package.files[at]];
        let packages = file
            .package_deps
            .iter()
            .map(|id| run.env.packages[*id].path.clone());
        let types = file
            .type_deps
            .iter()
            .map(|ty| ty.name().map_or_else(|| ty.to_string(), String::from));
        packages
            .chain([String::from("|")])
            .chain(types)
            .collect::<Vec<_>>()
    };
    assert_eq!(deps(0), ["base", "|", "base.T", "int32"]);
    assert_eq!(deps(1), ["base", "|", "any", "p.A", "typeobject"]);
}
