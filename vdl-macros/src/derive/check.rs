//! `check = "file.vdl#Type"`: the proof that a Rust type is the type of a VDL source.
//!
//! Names, labels and the order of fields are compared here. What the types of fields are only the compiler knows, so these
//! comparisons become constant assertions about their signatures.

mod compare;
mod load;

use std::path::PathBuf;

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::LitStr;

use super::definition::Definition;
use super::errors::Errors;
use super::model::Body;
use crate::manifest;

/// What is left for the compiler to assert; nothing without a `check` attribute.
pub(super) fn check(definition: &Definition, body: &Body, errors: &mut Errors) -> TokenStream {
    let Some(text) = definition.attributes.text("check") else {
        return TokenStream::new();
    };
    if definition.head.is_generic() {
        errors.push(
            text.span(),
            "VDL has no generic types; check a type that has no parameters",
        );
        return TokenStream::new();
    }
    let outcome = source(text).and_then(|(file, name)| {
        let path = find(&file, text.span())?;
        let package = definition.attributes.text("package").map(LitStr::value);
        load::load(&path, &file, &name, package.as_deref())
    });
    let checked = match outcome {
        Ok(checked) => checked,
        Err(why) => {
            errors.push(text.span(), why);
            return TokenStream::new();
        }
    };
    let assertions = compare::compare(definition, body, &checked, errors);
    // Cargo builds again what has included a file that changes.
    let files = checked.files.iter();
    quote! {
        #assertions
        #(const _: &[u8] = ::core::include_bytes!(#files);)*
    }
}

/// Where a file lies: below the folder of Cargo.toml, or seen from the source file that names it.
fn find(file: &str, span: Span) -> Result<PathBuf, String> {
    let beside = span
        .unwrap()
        .local_file()
        .and_then(|source| Some(source.parent()?.canonicalize().ok()?.join(file)));
    let below = manifest::directory().map(|directory| directory.join(file));
    let mut places = below.into_iter().chain(beside);
    places.find(|place| place.is_file()).ok_or_else(|| {
        format!("there is no file `{file}`, neither below the folder of Cargo.toml nor seen from this source file")
    })
}

/// The file and the name of the type.
fn source(text: &LitStr) -> Result<(String, String), String> {
    let value = text.value();
    match value.rsplit_once('#') {
        Some((file, name)) if file.ends_with(".vdl") && !name.is_empty() => {
            Ok((file.to_owned(), name.to_owned()))
        }
        Some(_) | None => Err(
            "write the file, relative to the folder of Cargo.toml, and the type: `check = \"geo/geo.vdl#Point\"`"
                .to_owned(),
        ),
    }
}
