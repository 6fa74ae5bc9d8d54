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

/// The types that travel in the place of native types, in a module of their own.
pub(super) fn wire(scopes: &Scopes<'_>) -> TokenStream {
    let scope = &scopes.wire;
    let types: TokenStream = in_source_order(scope.plan.env, scope.id)
        .into_iter()
        .filter_map(|(_, _, item)| match item {
            Item::Type(id) if !scope.is_elsewhere(id) => {
                Some(wire_type(scope, id, scope.stand(id)?))
            }
            Item::Type(_) | Item::Const(_) | Item::Error(_) | Item::Interface(_) => None,
        })
        .collect();
    let module = ident(WIRE);
    quote! {
        /// What travels in the place of native types.
        pub mod #module {
            #types
        }
    }
}

fn wire_type(scope: &Scope<'_>, id: TypeDefId, stand: &Stand) -> TokenStream {
    let definition = item(scope, id);
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

/// A type with all that belongs to it.
pub(super) fn item(scope: &Scope<'_>, id: TypeDefId) -> TokenStream {
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
