//! Build scripts in small crates on disk, as Cargo would run them.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::Path;
use std::time::{Duration, SystemTime};

use insta::assert_snapshot;
use tempfile::TempDir;

use super::builder::Builder;
use super::configure;
use super::error::Error;
use super::run::{script, to_memory};
use super::surroundings::Surroundings;
use crate::rust::Split;

const GEO: &str = "package geo\n\ntype Point struct {\n\tX, Y float64\n}\n";
const FLEET: &str = "package fleet\n\nimport \"acme/geo\"\n\ntype Fleet map[string]geo.Point\n";

/// A crate on disk, in which build scripts run.
struct Crate(TempDir);

impl Crate {
    fn new(files: &[(&str, &str)]) -> Self {
        let found = Self(tempfile::tempdir().expect("a temporary directory"));
        found.write("out/.keep", "");
        for (path, text) in files {
            found.write(path, text);
        }
        found
    }

    fn acme() -> Self {
        Self::new(&[
            ("vdl/acme/geo/geo.vdl", GEO),
            ("vdl/acme/fleet/fleet.vdl", FLEET),
        ])
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().expect("below")).expect("new");
        fs::write(path, text).expect("writable");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.path().join(path)).expect("it was written")
    }

    fn surroundings(&self, variables: &[(&str, &str)]) -> Surroundings {
        let here = self.0.path().to_path_buf();
        let out_dir = (OsString::from("OUT_DIR"), here.join("out").into());
        let pairs = variables.iter().map(|(name, value)| {
            let value = value.replace("HERE", &here.to_string_lossy());
            (OsString::from(name), OsString::from(value))
        });
        Surroundings {
            variables: [out_dir].into_iter().chain(pairs).collect(),
            directory: here,
        }
    }

    fn run_with(
        &self,
        builder: Builder,
        variables: &[(&str, &str)],
    ) -> (Result<(), Error>, String) {
        let mut told = Vec::new();
        let result = script(builder, &self.surroundings(variables), &mut told);
        let told = told
            .join("\n")
            .replace(&*self.0.path().to_string_lossy(), "HERE");
        (result, told)
    }

    fn run(&self, builder: Builder) -> (Result<(), Error>, String) {
        self.run_with(builder, &[])
    }

    /// Runs a build script that works.
    fn build(&self, builder: Builder) -> String {
        let (result, told) = self.run(builder);
        result.expect("nothing is wrong");
        told
    }

    /// Runs a build script that does not, and shows all it says.
    fn fail(&self, builder: Builder) -> String {
        let (result, told) = self.run(builder);
        let error = result.expect_err("something is wrong");
        let error = format!("{error:?}").replace(&*self.0.path().to_string_lossy(), "HERE");
        assert!(!Path::new(&self.0.path().join("out/vdl.rs")).exists());
        format!("{told}\n\nError: {error}")
    }
}

fn modified(path: &Path) -> SystemTime {
    let found = fs::metadata(path).expect("it is there");
    found.modified().expect("the system keeps times")
}

#[test]
fn cargo_hears_what_was_read() {
    let acme = Crate::acme();
    acme.write("vdl/acme/geo/vdl.config", "config = vdltool.Config{}\n");
    acme.write("vdl.toml", "flat = true\n");
    assert_snapshot!(acme.build(configure().packages(["vdl/acme/fleet"])));
    let pattern = acme.build(configure().packages(["vdl/..."]));
    assert!(
        pattern.contains("cargo::rerun-if-changed=vdl\n"),
        "{pattern}"
    );
    assert_eq!(
        acme.build(configure().packages(["vdl/..."]).emit_rerun(false)),
        ""
    );
}

#[test]
fn what_is_wrong_is_shown_with_its_place() {
    let acme = Crate::acme();
    acme.write(
        "vdl/acme/geo/shape.vdl",
        "package geo\n\ntype Shape struct {\n\tAlt ?float64\n\tAt  Piont\n}\n",
    );
    assert_snapshot!(acme.fail(configure().packages(["vdl/acme/fleet"]).emit_rerun(false)));
    let missing = acme.fail(configure().packages(["vdl/acme/nothing"]).emit_rerun(false));
    assert_snapshot!(missing);
}

#[test]
fn colours_are_for_those_who_asked() {
    let acme = Crate::acme();
    acme.write("vdl/acme/geo/geo.vdl", "package geo\n\ntype T ?float64\n");
    let shown = |when: &str| {
        let builder = configure().packages(["vdl/acme/geo"]);
        let (result, told) = acme.run_with(builder, &[("CARGO_TERM_COLOR", when)]);
        assert!(!told.contains('\u{1b}'), "{told}");
        format!("{:?}", result.expect_err("an optional must be a struct"))
    };
    assert!(shown("always").contains('\u{1b}'));
    assert!(!shown("auto").contains('\u{1b}'));
}

#[test]
fn what_is_the_same_is_not_written_again() {
    let acme = Crate::acme();
    let path = acme.0.path().join("out/vdl.rs");
    acme.build(configure().packages(["vdl/..."]));
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    let file = File::options()
        .append(true)
        .open(&path)
        .expect("it is ours");
    file.set_modified(long_ago).expect("it is ours");

    acme.write(
        "vdl/acme/fleet/fleet.vdl",
        &FLEET.replace("type", "\n\n\n// Not documentation.\n\ntype"),
    );
    acme.build(configure().packages(["vdl/..."]));
    assert_eq!(modified(&path), long_ago);

    acme.write(
        "vdl/acme/fleet/fleet.vdl",
        &FLEET.replace("Fleet ", "Armada "),
    );
    acme.build(configure().packages(["vdl/..."]));
    assert!(modified(&path) > long_ago && acme.read("out/vdl.rs").contains("struct Armada"));
}

#[test]
fn output_depends_on_the_packages_alone() {
    let made = |arguments: &[&str], split| {
        let acme = Crate::acme();
        let builder = configure().packages(arguments.iter().copied()).split(split);
        to_memory(builder, &acme.surroundings(&[])).expect("nothing is wrong")
    };
    for split in [Split::Whole, Split::PerPackage] {
        let one = made(&["vdl/acme/fleet", "vdl/acme/geo"], split);
        for arguments in [
            &["vdl/acme/geo", "vdl/acme/fleet"][..],
            &["vdl/..."],
            &["vdl/acme/fleet/fleet.vdl"],
            &["acme/fleet"],
            &["acme/...", "acme/geo"],
        ] {
            assert_eq!(made(arguments, split), one, "{arguments:?}");
        }
    }
}

#[test]
fn files_have_the_places_and_names_that_are_asked_for() {
    let acme = Crate::acme();
    let builder = || {
        configure()
            .packages(["vdl/acme/geo"])
            .include_file("geo.rs")
    };
    acme.build(builder());
    let first = acme.read("out/geo.rs");
    assert!(first.contains("pub mod geo"), "{first}");
    acme.build(builder().out_dir("elsewhere/deep"));
    assert_eq!(acme.read("elsewhere/deep/geo.rs"), first);

    let files = to_memory(builder().split(Split::PerPackage), &acme.surroundings(&[]));
    let files = files.expect("nothing is wrong");
    let names: Vec<&str> = files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["acme.geo.vdl.rs", "geo.rs"]);

    assert_snapshot!(acme.fail(builder().emit_rerun(false).include_file("../geo.rs")));
}

#[test]
fn trouble_with_files_is_told() {
    let acme = Crate::acme();
    let builder = || configure().packages(["vdl/acme/geo"]).emit_rerun(false);
    acme.write("file", "");
    assert_snapshot!(acme.fail(builder().out_dir("file/below")));
    assert_snapshot!(acme.fail(builder().config("missing.toml")));
    assert_snapshot!(acme.fail(configure()));
}

#[test]
fn code_in_the_sources_is_only_checked_where_nobody_could_commit_it() {
    let acme = Crate::acme();
    let builder = || {
        configure()
            .packages(["vdl/..."])
            .check_in("src/gen")
            .emit_rerun(false)
    };
    for variable in [("CI", "true"), ("VDL_CHECK", "1")] {
        let (result, told) = acme.run_with(builder(), &[variable]);
        let error = result.expect_err("nothing was generated yet");
        assert!(
            error.is_stale() && told.starts_with("cargo::error="),
            "{told}"
        );
    }
    acme.build(builder());
    assert!(
        acme.read("src/gen/vdl.rs")
            .starts_with("// @generated by vdl")
    );
    acme.run_with(builder(), &[("CI", "true")])
        .0
        .expect("it is fresh");

    acme.write("src/gen/vdl.rs", "// Edited.\n");
    let (result, _) = acme.run_with(builder(), &[("CI", "1")]);
    assert_snapshot!(result.expect_err("it is stale"));
    assert_eq!(acme.read("src/gen/vdl.rs"), "// Edited.\n");
    acme.run_with(builder(), &[("CI", "false")])
        .0
        .expect("it is written");
    assert!(
        acme.read("src/gen/vdl.rs")
            .starts_with("// @generated by vdl")
    );
}

#[test]
fn builders_win_over_the_file() {
    let acme = Crate::acme();
    acme.write(
        "vdl.toml",
        "packages = [\"acme/geo\"]\ninclude_file = \"all.rs\"\n\n[path.\"acme/geo.Point\"]\nrename = \"Place\"\n",
    );
    acme.build(configure());
    assert!(acme.read("out/all.rs").contains("struct Place"));
    acme.build(
        configure()
            .include_file("mine.rs")
            .rename("acme/geo.Point", "Spot"),
    );
    assert!(acme.read("out/mine.rs").contains("struct Spot"));
    acme.write("other.toml", "include_file = \"other.rs\"\n");
    acme.build(configure().config("other.toml").packages(["vdl/acme/geo"]));
    assert!(acme.read("out/other.rs").contains("struct Point"));
}

#[test]
fn options_may_stand_in_the_manifest() {
    let acme = Crate::acme();
    let manifest =
        "[package]\nname = \"acme\"\n\n[package.metadata.vdl]\nstrip_prefix = \"acme\"\n";
    acme.write("Cargo.toml", manifest);
    let told = acme.build(configure().packages(["vdl/acme/geo"]));
    assert!(acme.read("out/vdl.rs").contains("\npub mod geo"));
    assert!(
        told.contains("cargo::rerun-if-changed=Cargo.toml\n"),
        "{told}"
    );
    acme.write(
        "Cargo.toml",
        &manifest.replace("strip_prefix", "strip_prefixes"),
    );
    let (result, told) = acme.run(configure().packages(["vdl/acme/geo"]));
    assert!(
        result.is_err() && told.contains("cargo::error=Cargo.toml:5:1: there is no option"),
        "{told}"
    );
}

#[test]
fn warnings_may_be_errors() {
    let acme = Crate::acme();
    acme.write(
        "vdl/acme/geo/rest.vdl",
        "package geo\n\ntype unused struct{}\n",
    );
    let builder = || configure().packages(["vdl/acme/geo"]).emit_rerun(false);
    assert_snapshot!(acme.fail(builder().warnings_as_errors(true)));
    assert_snapshot!(acme.build(builder()));
}

#[test]
fn packages_of_other_crates_need_no_options() {
    let base = Crate::new(&[("vdl/acme/geo/geo.vdl", GEO)]);
    let published = base.run_with(
        configure()
            .packages(["vdl/acme/geo"])
            .publish("wire")
            .emit_rerun(false),
        &[
            ("CARGO_PKG_NAME", "acme-base"),
            ("CARGO_MANIFEST_LINKS", "acme-base"),
        ],
    );
    published.0.expect("nothing is wrong");
    assert_eq!(published.1, "cargo::metadata=vdl=HERE/out/vdl-package.json");

    let user = Crate::new(&[("vdl/acme/fleet/fleet.vdl", FLEET)]);
    let json = base.0.path().join("out/vdl-package.json");
    let json = json.to_str().expect("plain");
    let builder = || {
        configure()
            .packages(["vdl/acme/fleet"])
            .use_dependency("acme-base")
    };
    let (result, told) = user.run_with(builder(), &[("DEP_ACME_BASE_VDL", json)]);
    result.expect("nothing is wrong");
    let text = user.read("out/vdl.rs");
    assert!(
        text.contains("::acme_base::wire::acme::geo::Point"),
        "{text}"
    );
    assert!(!text.contains("mod geo"), "{text}");
    assert!(
        told.contains(&format!("cargo::rerun-if-changed={json}")),
        "{told}"
    );

    let (result, told) = user.run_with(builder(), &[]);
    assert!(
        result.is_err() && told.contains("cargo::error=dependency `acme-base` publishes no"),
        "{told}"
    );
}

#[test]
fn variables_count_when_asked() {
    let acme = Crate::new(&[
        ("vdl/acme/fleet/fleet.vdl", FLEET),
        ("other/acme/geo/geo.vdl", GEO),
    ]);
    let variables = [("VDLPATH", "HERE/other")];
    let builder = || configure().packages(["vdl/acme/fleet"]);
    assert!(acme.run_with(builder(), &variables).0.is_err());
    acme.run_with(builder().search_path_from_env(), &variables)
        .0
        .expect("it is found there");
}

#[test]
fn deep_sources_are_no_trouble() {
    let deep = format!(
        "package p\n\nconst C = {}1{}\n",
        "(".repeat(250),
        ")".repeat(250)
    );
    let acme = Crate::new(&[("vdl/p/p.vdl", &deep)]);
    let files = to_memory(configure().packages(["vdl/p"]), &acme.surroundings(&[]));
    // An untyped number needs a type; what counts is that there is an answer.
    assert!(files.is_err_and(|error| error.is_finding()));
}

#[test]
fn every_option_can_be_set_at_every_door() {
    let methods = |text: &'static str| {
        text.lines()
            .filter_map(|line| line.trim_start().strip_prefix("pub fn "))
            .filter_map(|rest| rest.split(['(', '<']).next())
            .collect::<Vec<_>>()
    };
    // The constructor, and what the file says as `native = false`.
    let others = ["new", "without_native"];
    let options = methods(include_str!("../options.rs"));
    let (builder, file) = (
        include_str!("forward.rs"),
        include_str!("../config/keys.rs"),
    );
    assert!(options.contains(&"hash_map"), "{options:?}");
    for option in options
        .into_iter()
        .filter(|option| !others.contains(option))
    {
        let is_word = |text: &str| {
            text.split(|ch: char| !ch.is_alphanumeric() && ch != '_')
                .any(|word| word == option)
        };
        assert!(is_word(builder), "the builder does not know `{option}`");
        assert!(
            file.contains(&format!("\"{option}\"")),
            "`vdl.toml` does not know `{option}`"
        );
    }
}
