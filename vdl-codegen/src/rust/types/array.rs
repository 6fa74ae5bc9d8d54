//! Arrays, which have names always: codegen §3.7.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vdl::{Kind, TypeRef};
use vdl_parser::env::TypeDefId;

use super::super::coding;
use super::super::scope::Scope;
use super::head::{By, debug, head, zero_default};

/// Longer arrays have no `Default` in the standard library.
const MAX_DEFAULT: u64 = 32;

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId, len: u64, elem: TypeRef<'_>) -> TokenStream {
    let (rt, name, def) = (&scope.rt, scope.name(id), scope.type_def(id));
    let (debug_by, debug) = debug(scope, id);
    let default = if len > MAX_DEFAULT {
        By::Hand
    } else {
        By::Derive
    };
    let head = head(scope, id, default, debug_by);
    let default = (default == By::Hand).then(|| zero_default(scope, id));
    let held = scope.map_structure(id);
    let ty = &held.ty;
    let coding = coding::newtype(scope, def, &name, &held);
    let order = scope.plan.traits.is_float_key(id).then(|| {
        let is_float =
            matches!(elem.kind(), Kind::Float32 | Kind::Float64) && elem.name().is_none();
        let way = if is_float {
            quote!(floats)
        } else {
            quote!(plain)
        };
        quote!(#rt::float_order! { #name, struct { #way 0 } })
    });
    let elem = scope.map_elem(id).map(|elem| elem.ty);
    let len = Literal::u64_unsuffixed(len);
    quote! {
        #head struct #name(pub #ty);
        #debug
        #default
        #coding
        #rt::array! { #name, [#elem; #len] }
        #order
    }
}
