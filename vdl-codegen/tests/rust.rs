//! Generated Rust: what each construct becomes, what options change, and what is refused.
//!
//! That the code compiles and works is shown where the runtime is at hand.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use vdl_codegen::options::{Native, Options, ZeroMode};
use vdl_codegen::rust::{Finding, Plan, Split, with_dependencies};
use vdl_parser::diagnostic::{Diagnostics, Severity};
use vdl_parser::jobs::{Jobs, OneByOne};
use vdl_parser::load::{SearchPath, SearchPathOptions};
use vdl_parser::session::{self, Checked};
use vdl_parser::source::SourceMap;

/// The path of a package and its files, by name.
type Package<'a> = (&'a str, &'a [(&'a str, &'a str)]);

/// Compiles packages in the order given.
fn compile(packages: &[Package<'_>]) -> Checked {
    let root = TempDir::new().expect("a temporary directory");
    for (path, files) in packages {
        let directory = root.path().join(path);
        fs::create_dir_all(&directory).expect("new");
        for (name, text) in *files {
            fs::write(directory.join(name), text).expect("new");
        }
    }
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let options = SearchPathOptions {
        vdlpath: Some(vec![root.path().to_owned()]),
        vdlroot: None,
        current_dir: root.path().to_owned(),
    };
    let search = SearchPath::new(&options, &mut diagnostics).expect("the root exists");
    let arguments: Vec<String> = packages
        .iter()
        .map(|(path, _)| (*path).to_owned())
        .collect();
    let checked = session::check(
        &arguments,
        &search,
        &session::Options::default(),
        &OneByOne,
        &mut sources,
        &mut diagnostics,
    );
    let errors = diagnostics.take().into_iter();
    let errors: Vec<String> = errors
        .filter(|found| found.severity == Severity::Error)
        .map(|found| found.message)
        .collect();
    assert_eq!(errors, [""; 0]);
    checked
}

/// The tree of the packages and of what they import.
fn tree(checked: &Checked, options: &Options) -> Result<String, Vec<Finding>> {
    let targets: Vec<_> = checked.targets().collect();
    let packages = with_dependencies(&checked.env, &targets, options);
    let plan = Plan::new(&checked.env, &packages, options)?;
    let files = plan.files("vdl.rs", Split::Whole, &OneByOne)?;
    Ok(files.get("vdl.rs").expect("the root").to_owned())
}

/// The items of the package `p`, which is all there is.
fn items(text: &str, options: &Options) -> String {
    let checked = compile(&[("p", &[("p.vdl", text)])]);
    let package = checked.targets().next().expect("it compiles");
    let plan = Plan::new(&checked.env, &[package], options).expect("it can be generated");
    let file = plan.file(package).expect("it is Rust");
    let (_, items) = file.split_once('\n').expect("the first line is the header");
    items.to_owned()
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/rust")
}

fn snapshot(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder().join("snapshots"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

#[test]
fn constructs_look_as_recorded() {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder())
        .expect("the folder of cases is readable")
        .map(|entry| entry.expect("the folder of cases is readable").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "vdl"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy();
        let text = fs::read_to_string(&path).expect("cases are text");
        let items = items(&text, &Options::new());
        snapshot(&name, &format!("{text}======== Rust\n{items}"));
    }
}

/// Options, and what they look like.
macro_rules! options {
    ($($option:ident($($argument:tt)*)),* $(,)?) => {
        (
            concat!($(stringify!($option), stringify!(($($argument)*)), "\n"),*),
            Options::new()$(.$option($($argument)*))*,
        )
    };
}

#[test]
fn options_change_what_they_say() {
    let containers = "package p\ntype T struct { Map map[string]int32; Set set[string]; Data []byte; Text []string; Any any; Big T2 }\ntype T2 struct { Own ?T3 }\ntype T3 struct {}\ntype Blob []byte\n";
    let native = "package p\ntype Stamp struct { Seconds int64 }\ntype Host string\ntype T struct { At Stamp; All map[Host][]Stamp; Maybe ?Stamp }\ntype Each union { At Stamp; Called Host }\nconst Now = Stamp{Seconds: 5}\n";
    let traits = "package p\ntype Point struct { X int32 }\ntype Secret struct { Key string; Point Point }\ntype Shade enum { Dark; Light }\ntype Speed float64\n";
    let cases: &[(&str, &str, (&str, Options))] = &[
        (
            "options_containers",
            containers,
            options! {
                hash_map(["p"]),
                hash_set(["p.T.Set"]),
                bytes(["."]),
                boxed(["p.T.Big", "p.T2.*"]),
                any_as_value(["p.T"]),
                string_type("p.T.Text", "::small::String"),
            },
        ),
        (
            "options_native",
            native,
            options! {
                native("p.Stamp", Native::new("::jiff::Timestamp").via_try_from()),
                native("p.Host", Native::new("::url::Host<String>").with("crate::host").ordered()
                    .zero(ZeroMode::Fn("crate::host::nowhere".to_owned()))),
            },
        ),
        (
            "options_traits",
            traits,
            options! {
                skip_debug(["p.Secret"]),
                no_ord(["p.Point"]),
                non_exhaustive(["p.Shade", "p.Point"]),
                builder(["p.Secret"]),
                float_keys(["p.Speed"]),
                type_attribute("p", "#[derive(Testable)]"),
                type_attribute("p.Point", "#[repr(C)]"),
                enum_attribute(".", "#[must_use]"),
                field_attribute("p.Secret.Key", "#[doc(hidden)]"),
                rename("p.Secret.Key", "hidden_key"),
                rename("p.Shade.Light", "Bright"),
                rename("p.Point", "Spot"),
            },
        ),
    ];
    for (name, text, (shown, options)) in cases {
        let items = items(text, options);
        snapshot(
            name,
            &format!("{text}======== options\n{shown}======== Rust\n{items}"),
        );
    }
}

#[test]
fn modules_follow_the_packages() {
    let checked = compile(&[
        (
            "a.b/c",
            &[(
                "c.vdl",
                "package c\nimport kind \"a.b/c/type\"\nimport \"d\"\ntype T struct { Below kind.T; Beside d.T }\n",
            )],
        ),
        (
            "a.b/c/type",
            &[(
                "t.vdl",
                "package kind\nimport \"d\"\ntype T struct { Up d.T }\n",
            )],
        ),
        (
            "d",
            &[(
                "d.vdl",
                "package d\nimport \"time\"\ntype T struct { At time.Time }\nconst None = []T{}\n",
            )],
        ),
    ]);
    let cases = [
        ("modules_nested", Options::new()),
        ("modules_flat", Options::new().flat(true)),
        (
            "modules_named",
            Options::new()
                .strip_prefix("a.b")
                .module("d", "x::y")
                .package_feature("d", "dee")
                .runtime_path("crate::façade"),
        ),
        (
            "modules_elsewhere",
            Options::new()
                .extern_path("d", "::dee")
                .extern_path("a.b/c/type.T", "::other::Tee"),
        ),
    ];
    for (name, options) in cases {
        snapshot(
            name,
            &tree(&checked, &options).expect("it can be generated"),
        );
    }
}

/// Packages of one file each, options, and what is said about them.
type Refused<'a> = (&'a [(&'a str, &'a str)], Options, &'a str);

/// What is refused, and why.
fn refused(packages: &[(&str, &str)], options: &Options) -> Vec<String> {
    let files: Vec<[(&str, &str); 1]> = packages
        .iter()
        .map(|(_, text)| [("f.vdl", *text)])
        .collect();
    let packages: Vec<Package<'_>> = packages
        .iter()
        .zip(&files)
        .map(|((path, _), files)| (*path, files.as_slice()))
        .collect();
    let checked = compile(&packages);
    let targets: Vec<_> = checked.targets().collect();
    match Plan::new(&checked.env, &targets, options) {
        Ok(plan) => match plan.files("vdl.rs", Split::PerPackage, &OneByOne) {
            Ok(_) => plan
                .warnings()
                .iter()
                .map(|found| found.message.clone())
                .collect(),
            Err(findings) => findings.into_iter().map(|found| found.message).collect(),
        },
        Err(findings) => {
            assert!(
                findings
                    .iter()
                    .any(|found| found.severity == Severity::Error)
            );
            findings.into_iter().map(|found| found.message).collect()
        }
    }
}

#[test]
fn what_cannot_be_is_refused() {
    fn p(text: &str) -> [(&str, &str); 1] {
        [("p", text)]
    }
    // Each constant is ten times the one before it.
    let mut grown = "package p\nconst C0 = []byte{1}\n".to_owned();
    for number in 1..8 {
        let list = "[]".repeat(number + 1);
        let ten = format!("C{}, ", number - 1).repeat(10);
        grown.push_str(&format!("const C{number} = {list}byte{{{ten}}}\n"));
    }
    let simple = p("package p\ntype T struct { F int32 }\n");
    let cases: &[Refused<'_>] = &[
        (
            &[("a.b", "package ab\n"), ("a_b", "package a_b\n")],
            Options::new(),
            "packages `a.b` and `a_b` would both be the module `a_b`",
        ),
        (
            &p("package p\nimport \"v.io/v23/uniqueid\"\ntype T struct { Id uniqueid.Id }\n"),
            Options::new().compile_builtin_packages(true),
            "package `p` uses `v.io/v23/uniqueid`, which is not generated",
        ),
        (
            &p("package p\ntype Self struct { FooBar string; Foo_Bar string }\n"),
            Options::new(),
            "`p.Self.Foo_Bar` is `foo_bar_2` in Rust, because `foo_bar` is taken",
        ),
        (
            &p("package p\ntype T struct {}\ntype TBuilder struct {}\n"),
            Options::new().builder(["p.T"]),
            "`TBuilder` is the builder of `p.T`",
        ),
        (
            &simple,
            Options::new().hash_map(["p.U"]),
            "hash_map: nothing in package `p` is called `p.U`",
        ),
        (
            &simple,
            Options::new().rename("p.T.G", "g"),
            "rename: nothing in package `p` is called `p.T.G`",
        ),
        (
            &simple,
            Options::new().rename("p.T.F", "a b"),
            "rename of `p.T.F`: `a b` is no Rust name",
        ),
        (
            &simple,
            Options::new().module("p", "a::"),
            "module of `p`: `a::` is no module",
        ),
        (
            &simple,
            Options::new().type_attribute("p.T", "#[a"),
            "type_attribute: `#[a` is no piece of Rust",
        ),
        (
            &simple,
            Options::new().type_attribute("p.T", "struct"),
            "the generated code is no Rust: expected identifier, found keyword `pub`",
        ),
        (
            &[
                ("p", "package p\ntype T struct {}\n"),
                ("p/wire", "package wire\n"),
            ],
            Options::new().native("p.T", Native::new("::other::T")),
            "the module of package `p/wire` is that of the wire types of `p`",
        ),
        (
            &[("p", "package p\n"), ("p/q", "package q\n")],
            Options::new().package_feature("p", "pee"),
            "package_feature of `p`: package `p/q` is inside of its module",
        ),
        (
            &p(&grown),
            Options::new(),
            "the constants of package `p` are too large for Rust code",
        ),
    ];
    for (packages, options, expected) in cases {
        let found = refused(packages, options);
        assert_eq!(found, [*expected], "{packages:?}");
    }
}

#[test]
fn options_for_packages_that_are_not_there_are_fine() {
    let found = refused(
        &[("p", "package p\ntype T struct {}\n")],
        &Options::new()
            .hash_map(["q.T", "p/...", "q", "p", "p.*", "p.T.*"])
            .rename("q.T", "U")
            .native("q.T", Native::new("::other::T"))
            .module("q", "x"),
    );
    assert_eq!(found, [""; 0]);
}

/// Jobs in the opposite order.
struct Backwards;

impl Jobs for Backwards {
    fn run(&self, count: usize, job: &(dyn Fn(usize) + Sync)) {
        (0..count).rev().for_each(job);
    }
}

#[test]
fn the_order_of_input_does_not_matter() {
    let texts: Vec<(String, String)> = (0..6)
        .map(|number| {
            let text = format!("type T{number} struct {{ Next ?T{}; Keys map[K{number}]string }}\ntype K{number} struct {{ F float32 }}\nconst C{number} = []T{number}{{{{Keys: {{{{F: 1}}: \"x\"}}}}}}\n", (number + 1) % 6);
            (format!("f{number}.vdl"), format!("package p\n\n{text}"))
        })
        .collect();
    let files: Vec<(&str, &str)> = texts
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let backwards: Vec<(&str, &str)> = files.iter().rev().copied().collect();
    let other = [(
        "o.vdl",
        "package o\nimport \"p\"\ntype O struct { T p.T3; M map[p.K1]p.T2 }\n",
    )];
    let last = [("z.vdl", "package z\nimport \"o\"\ntype Z []o.O\n")];
    let orders: [&[Package<'_>]; 3] = [
        &[("p", &files), ("o", &other), ("z", &last)],
        &[("z", &last), ("o", &other), ("p", &backwards)],
        &[("o", &other), ("z", &last), ("p", &files)],
    ];
    let options = Options::new();
    let output = |order: &[Package<'_>], jobs: &dyn Jobs, turn: usize| {
        let checked = compile(order);
        let mut packages: Vec<_> = checked.targets().collect();
        packages.rotate_left(turn);
        let plan = Plan::new(&checked.env, &packages, &options).expect("it can be generated");
        [Split::Whole, Split::PerPackage]
            .map(|split| plan.files("vdl.rs", split, jobs).expect("it is Rust"))
    };
    let first = output(orders[0], &OneByOne, 0);
    assert_eq!((first[0].len(), first[1].len()), (1, 4));
    for (turn, order) in orders.iter().enumerate() {
        assert_eq!(output(order, &Backwards, turn), first, "order {turn}");
    }
}

#[test]
fn a_small_struct_is_small() {
    let items = items(
        "package p\n\n// Pair is two.\ntype Pair struct {\n\tKey string\n\tValue int64\n}\n",
        &Options::new(),
    );
    assert!(items.lines().count() <= 15, "{items}");
}

#[test]
fn long_chains_of_types_are_no_matter() {
    let mut text = "package p\n".to_owned();
    for number in 0..3000 {
        text.push_str(&format!(
            "type T{number} struct {{ Next ?T{}; Far []T{} }}\n",
            number + 1,
            number + 1
        ));
    }
    text.push_str("type T3000 struct { First ?T0; Ratio float64 }\n");
    let items = items(&text, &Options::new());
    assert!(items.contains("pub next: ::core::option::Option<::std::boxed::Box<T1>>"));
    assert!(!items.contains("Hash)"), "a float is in all of them");
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let package = |depth: usize| {
        let (lists, maps) = ("[]".repeat(depth), "map[string]".repeat(depth));
        let (open, close) = ("{".repeat(depth), "}".repeat(depth));
        format!(
            "package p\ntype Lists {lists}int32\ntype Maps struct {{ Maps {maps}Lists }}\nconst Deep = Lists{open}1{close}\n"
        )
    };
    let items = items(&package(31), &Options::new());
    assert!(items.contains("pub struct Maps"));
    assert!(
        items.contains("::v23::rt::constant("),
        "deep constants are text"
    );

    let found = refused(&[("p", &package(250))], &Options::new());
    assert_eq!(found, ["a type is nested too deeply for Rust"; 2]);

    let nodes = "{Next: ".repeat(100) + "{Name: \"last\"}" + &"}".repeat(100);
    let chain = format!(
        "package p\ntype Node struct {{ Name string; Next ?Node }}\nconst Chain = Node{nodes}\n"
    );
    assert!(self::items(&chain, &Options::new()).contains("::v23::rt::constant("));

    let path = "a/".repeat(100) + "p";
    let found = refused(&[(&path, "package p\n")], &Options::new());
    assert_eq!(
        found,
        [format!(
            "the modules of package `{path}` would be nested too deeply"
        )]
    );
}
