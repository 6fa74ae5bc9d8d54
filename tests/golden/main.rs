//! Generated code, compiled and run: every case of `testdata/golden` has a room here.
//!
//! That the code is what the generator makes today is checked in `suite`, which also writes it anew.

/// The code of a case.
macro_rules! generated {
    ($case:literal) => {
        include!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../testdata/golden/",
            $case,
            "/generated.vdl.rs"
        ));
    };
}

/// The rooms, each called like its case.
macro_rules! cases {
    ($($case:ident),* $(,)?) => {
        $(mod $case;)*
        const CASES: &[&str] = &[$(stringify!($case)),*];
    };
}

mod coding;
#[path = "../suite/cases/files.rs"]
mod files;
mod signatures;

cases! {
    consts, docs, enums, errors, hostile, interfaces, names, natives, options, parts, recorded, scalars, sequences,
    sets_and_maps, structs, unions, vectors,
}

#[test]
fn every_case_is_compiled() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../testdata/golden");
    let entries = std::fs::read_dir(root).expect("there are cases");
    let mut found: Vec<String> = entries
        .map(|entry| entry.expect("a case").path())
        .filter(|path| path.is_dir())
        .filter_map(|path| path.file_name()?.to_str().map(str::to_owned))
        .collect();
    found.sort();
    assert_eq!(found, CASES);
}
