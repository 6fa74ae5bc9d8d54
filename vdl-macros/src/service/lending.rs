//! How clients lend arguments, as far as that can be seen of a type's text.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};
use vdl_codegen::rust::interface::Lending;

/// The way of lending a type, and the type of what a list or optional of it holds.
pub(super) fn lending(ty: &Type) -> (Lending, TokenStream) {
    let none = TokenStream::new();
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return (Lending::Reference, none);
    };
    let Some(segment) = path.segments.last() else {
        return (Lending::Reference, none);
    };
    let name = segment.ident.to_string();
    match (name.as_str(), argument(segment)) {
        (name, None) if path.segments.len() == 1 && SCALARS.contains(&name) => {
            (Lending::Copy, none)
        }
        ("String", None) => (Lending::Text, none),
        ("Vec", Some(elem)) => (Lending::Slice, elem.to_token_stream()),
        ("Option", Some(elem)) => (Lending::Optional, held(elem).to_token_stream()),
        _ => (Lending::Reference, none),
    }
}

const SCALARS: &[&str] = &[
    "bool", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "f32", "f64",
];

/// What is in a box.
fn held(ty: &Type) -> &Type {
    if let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
        && let Some(segment) = path.segments.last()
        && segment.ident == "Box"
        && let Some(held) = argument(segment)
    {
        return held;
    }
    ty
}

/// The only argument of a generic type.
fn argument(segment: &PathSegment) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &segment.arguments else {
        return None;
    };
    let mut arguments = arguments.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(GenericArgument::Type(ty)), None) => Some(ty),
        _ => None,
    }
}
