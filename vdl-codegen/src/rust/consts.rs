//! Consts: codegen §3.16.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vdl::{Kind, Shape, Type, TypeRef};
use vdl_parser::env::{ConstDef, ConstDefId};

use super::constants::Wanted;
use super::mapping::Side;
use super::names::ident;
use super::scope::{Scope, visibility};
use crate::options::Place;

/// A const.
pub(super) fn item(scope: &Scope<'_>, id: ConstDefId) -> TokenStream {
    let def = &scope.plan.env.consts[id];
    let name = ident(scope.plan.items.const_name(id));
    let docs = scope.docs(&def.docs);
    let visibility = visibility(def.exported);
    let head = quote!(#docs #visibility);
    let value = def.value.as_ref();
    if *def.value.ty() == Type::STRING {
        return match value.as_str() {
            Some(text) => quote!(#head const #name: &str = #text;),
            // Rust's strings cannot hold it.
            None => {
                let bytes = Literal::byte_string(value.as_bytes().unwrap_or_default());
                quote!(#head const #name: &[u8] = #bytes;)
            }
        };
    }
    let place = place(scope, def);
    let ty = scope.map(value.ty(), place, Side::Native).ty;
    if is_const(scope, value.ty())
        && let Some(value) = scope.constant(value, place, Wanted::CONST)
    {
        return quote!(#head const #name: #ty = #value;);
    }
    let rt = &scope.rt;
    let value = scope
        .constant(value, place, Wanted::LAZY)
        .unwrap_or_else(|| {
            let text = value.to_string();
            quote!(#rt::constant(#text))
        });
    quote! {
        #head static #name: ::std::sync::LazyLock<#ty> = ::std::sync::LazyLock::new(|| #value);
    }
}

fn place<'d>(scope: &Scope<'d>, def: &'d ConstDef) -> Place<'d> {
    Place {
        package: &scope.package.path,
        item: &def.name,
        member: None,
    }
}

/// Whether values of a type need no memory of their own and no function to make them.
fn is_const(scope: &Scope<'_>, ty: TypeRef<'_>) -> bool {
    ty.walk().all(|part| {
        let definition = scope.definition(part);
        let is_native = definition.is_some_and(|id| scope.stand(id).is_some());
        !is_native
            && match part.shape() {
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
                | Shape::Enum(_) => true,
                Shape::Array { elem, .. } => elem.kind() != Kind::Optional,
                Shape::Struct(fields) | Shape::Union(fields) => {
                    let mut fields = fields.iter().enumerate();
                    definition.is_some_and(|id| {
                        fields.all(|(at, field)| !scope.is_boxed(id, at, field.name))
                    })
                }
                Shape::Any
                | Shape::Optional(_)
                | Shape::String
                | Shape::TypeObject
                | Shape::List(_)
                | Shape::Set(_)
                | Shape::Map { .. } => false,
            }
    })
}
