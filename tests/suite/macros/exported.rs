//! `vdl export`: what is written for Rust types and services, and that it means the same.

#[expect(
    unused_qualifications,
    clippy::use_self,
    clippy::large_enum_variant,
    reason = "paths are written in all ways, and variants hold what they like"
)]
mod rust;

use std::fs;
use std::path::Path;

use vdl::Type;
use vdl_codegen::export::{export, export_file};

use super::services::check_same;

mod wire {
    v23::include_vdl!("vdl/acme/exported");
}
use wire::acme::exported;

/// The file that `wire` is made of. `VDL_BLESS=1` writes it anew.
const COMMITTED: &str = "vdl/acme/exported/exported.vdl";

#[test]
fn a_file_is_written_as_committed() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let export = export_file(&tests.join("suite/macros/exported/rust.rs"), "tests")
        .expect("the file is there");
    let findings: Vec<String> = export
        .findings
        .iter()
        .map(|found| format!("{}:{}: {}", found.file, found.line, found.message))
        .collect();
    assert_eq!(
        findings,
        [
            "rust.rs:94: `Converted` is left out: field `at`: it is converted, and what travels only the compiler knows",
            "rust.rs:100: `Pair` is left out: VDL has no types with parameters",
            "rust.rs:106: `Foreign` is left out: field `path`: `Alias` is neither a type of this crate that derives \
             `Vdl` nor one that VDL has",
            "rust.rs:112: field name `URL` has a run of capitals, which target languages would spell differently",
        ]
    );
    let [package] = export.packages.as_slice() else {
        panic!("{:?}", export.packages);
    };
    assert_eq!(package.path, "acme/exported");
    let committed = tests.join(COMMITTED);
    if std::env::var_os("VDL_BLESS").is_some() {
        fs::write(&committed, &package.text).expect("the file can be written");
    }
    assert_eq!(
        package.text,
        fs::read_to_string(&committed).expect("the file is there")
    );
}

#[test]
fn what_is_written_means_the_same() {
    fn same<A: vdl::VdlType, B: vdl::VdlType>() {
        assert_eq!(Type::of::<A>(), Type::of::<B>());
    }
    same::<rust::Leaf, exported::Leaf>();
    same::<rust::Shade, exported::Shade>();
    same::<rust::Tree, exported::Tree>();
    same::<rust::Path, exported::Path>();
    same::<rust::inner::Digest, exported::Digest>();
    same::<rust::Choice, exported::Choice>();
    check_same(&rust::FOREST_DESC, &exported::FOREST_DESC);
    check_same(&rust::inner::NURSERY_DESC, &exported::NURSERY_DESC);
}

#[test]
fn the_example_is_written() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/rust-first");
    let export = export(&crates).expect("the example is there");
    assert_eq!(export.findings, []);
    assert_eq!(export.packages.len(), 1);
    assert_eq!(export.packages[0].path, "example.com/notes");
    assert_eq!(
        export.packages[0].text,
        r"package notes

// A note on a board.
type Note struct {
	Author string
	Text   string
	Stars  byte
}

// A board that notes are pinned to.
type Board interface {
	// Pins a note, and tells how many there are.
	Pin(note Note) (uint32 | error)
	// Streams the notes of an author.
	ByAuthor(author string) stream<_, Note> error
}
"
    );
}
