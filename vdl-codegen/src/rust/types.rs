//! Type definitions: codegen §3.5 to §3.15. What each kind becomes is in a room of its own.

mod array;
mod enumeration;
mod head;
mod list;
mod newtype;
mod set_map;
mod structure;
mod union;

use proc_macro2::TokenStream;
use quote::quote;
use vdl::Shape;
use vdl_parser::env::TypeDefId;

use super::items::{Item, in_source_order};
use super::names::ident;
use super::natives::Stand;
use super::package::Scopes;
use super::paths::tokens;
use super::scope::{Scope, WIRE};
use crate::options::Conversion;

/// The types of a package in source order, then those that travel in the place of native types.
pub(super) fn items(scopes: &Scopes<'_>) -> TokenStream {
    let scope = &scopes.package;
    let (mut items, mut wire) = (TokenStream::new(), TokenStream::new());
    for (_, _, item) in in_source_order(scope.plan.env, scope.id) {
        let Item::Type(id) = item else {
            continue;
        };
        let name = scope.type_def(id).ty.name().unwrap_or_default();
        if scope.plan.options.extern_paths.contains_key(name) {
            continue;
        }
        match scope.stand(id) {
            None => items.extend(definition(scope, id)),
            Some(stand) => wire.extend(wire_type(&scopes.wire, id, stand)),
        }
    }
    if !wire.is_empty() {
        let module = ident(WIRE);
        items.extend(quote! {
            /// What travels in the place of native types.
            pub mod #module {
                #wire
            }
        });
    }
    items
}

fn wire_type(scope: &Scope<'_>, id: TypeDefId, stand: &Stand) -> TokenStream {
    let definition = definition(scope, id);
    let Stand::User(native) = stand else {
        return definition;
    };
    let (rt, name, ty) = (&scope.rt, scope.name(id), tokens(&native.path));
    let functions = match &native.conversion {
        Conversion::TryFrom => None,
        Conversion::Module(module) => {
            let module = tokens(module);
            Some(quote!(, #module::to_native, #module::from_native))
        }
    };
    quote! {
        #definition
        #rt::converts! { #name, #ty #functions }
    }
}

fn definition(scope: &Scope<'_>, id: TypeDefId) -> TokenStream {
    match scope.type_def(id).ty.shape() {
        Shape::Struct(fields) => structure::item(scope, id, fields),
        Shape::Union(fields) => union::item(scope, id, fields),
        Shape::Enum(labels) => enumeration::item(scope, id, labels),
        Shape::Array { len, elem } => array::item(scope, id, len, elem),
        Shape::List(elem) => list::item(scope, id, elem),
        Shape::Set(_) | Shape::Map { .. } => set_map::item(scope, id),
        Shape::Bool
        | Shape::Byte
        | Shape::Uint16
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Int8
        | Shape::Int16
        | Shape::Int32
        | Shape::Int64
        | Shape::Float32
        | Shape::Float64
        | Shape::String => newtype::item(scope, id),
        // These have no names of their own.
        Shape::Any | Shape::Optional(_) | Shape::TypeObject => TokenStream::new(),
    }
}
