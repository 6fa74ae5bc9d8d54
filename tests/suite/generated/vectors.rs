//! `testdata/golden/vectors`: the types of `testdata/vom/values.json` as generated code, and a table of what to do with it.
//!
//! A type there is VDL source: definitions, and the type itself, which may have no name and so becomes a field. All are
//! of one package, and some have the same name as others, so that there are several programs.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde::Deserialize;
use vdl_codegen::Builder;
use vdl_codegen::files::{Files, header};

use super::up_to_date;

/// The package of all definitions.
const PACKAGE: &str = "vec/a";

#[derive(Deserialize)]
struct Record {
    name: String,
    #[serde(default)]
    vdl_decls: Option<String>,
    vdl_type: Option<String>,
}

/// Definitions that get along with each other, and the types that were given with them.
#[derive(Default)]
struct Program<'r> {
    definitions: BTreeMap<&'r str, &'r str>,
    /// The records of each type.
    types: BTreeMap<&'r str, Vec<&'r str>>,
}

#[test]
fn the_types_of_the_vectors_are_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom/values.json");
    let text = fs::read_to_string(path).expect("the recorded values");
    let records: Vec<Record> = serde_json::from_str(&text).expect("the recorded values");
    let programs = programs(&records);
    let modules = programs.iter().enumerate().map(|(at, program)| {
        let (name, items) = (module(at), program.code());
        quote! {
            pub(crate) mod #name {
                #items
            }
        }
    });
    let cases = programs.iter().enumerate().flat_map(|(at, program)| {
        let module = module(at);
        let cases = program
            .types
            .values()
            .enumerate()
            .map(move |(index, names)| {
                let held = format_ident!("Held{index}");
                quote!(Case::new(&[#(#names),*], |held: #module::vec::a::#held| held.value))
            });
        cases.collect::<Vec<_>>()
    });
    let mut files = Files::new();
    let table = quote! {
        pub(crate) const CASES: &[Case] = &[#(#cases),*];
    };
    for (name, tokens) in [
        ("generated.vdl.rs", quote!(#(#modules)*)),
        ("cases.vdl.rs", table),
    ] {
        let text = format!("{}\n{}", header("testdata/vom/values.json"), print(tokens));
        files.insert(name, text).expect("a file of its own");
    }
    up_to_date(&files, "testdata/golden/vectors");
}

fn module(at: usize) -> proc_macro2::Ident {
    format_ident!("set_{at}")
}

fn print(tokens: TokenStream) -> String {
    prettyplease::unparse(&syn::parse2(tokens).expect("it is Rust"))
}

/// Every record goes to the first program that has room for its definitions.
fn programs(records: &[Record]) -> Vec<Program<'_>> {
    let mut programs: Vec<Program<'_>> = Vec::new();
    for record in records {
        let Some(ty) = &record.vdl_type else {
            continue;
        };
        let definitions = record.vdl_decls.as_deref().unwrap_or_default();
        let definitions: Vec<(&str, &str)> = definitions
            .lines()
            .map(|line| {
                let rest = line.strip_prefix("type ").expect("a definition of a type");
                rest.split_once(' ').expect("a name and a type")
            })
            .collect();
        let has_room = |program: &Program<'_>| {
            definitions.iter().all(|(name, ty)| {
                program
                    .definitions
                    .get(name)
                    .is_none_or(|known| known == ty)
            })
        };
        let at = programs.iter().position(has_room).unwrap_or_else(|| {
            programs.push(Program::default());
            programs.len() - 1
        });
        programs[at].definitions.extend(definitions);
        programs[at].types.entry(ty).or_default().push(&record.name);
    }
    programs
}

impl Program<'_> {
    fn source(&self) -> String {
        let definitions = self.definitions.iter();
        let definitions = definitions.map(|(name, ty)| format!("type {name} {ty}\n"));
        let held = self.types.keys().enumerate();
        let held = held.map(|(index, ty)| format!("type Held{index} struct {{ Value {ty} }}\n"));
        format!(
            "package a\n{}{}",
            definitions.collect::<String>(),
            held.collect::<String>()
        )
    }

    fn code(&self) -> TokenStream {
        let root = tempfile::tempdir().expect("a temporary directory");
        let directory = root.path().join(PACKAGE);
        fs::create_dir_all(&directory).expect("a new directory");
        fs::write(directory.join("a.vdl"), self.source()).expect("a new file");
        let made = Builder::default()
            .search_path(root.path())
            .packages([PACKAGE])
            .compile_to_memory()
            .unwrap_or_else(|error| panic!("{}\n{error}", self.source()));
        let texts = made.into_iter().map(|file| file.text);
        texts.collect::<String>().parse().expect("it is Rust")
    }
}
