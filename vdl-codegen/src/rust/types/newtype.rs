//! Named scalars: codegen §3.5.

use proc_macro2::TokenStream;
use quote::quote;
use vdl::Kind;
use vdl_parser::env::TypeDefId;

use super::super::coding;
use super::super::scope::Scope;
use super::head::{By, debug, head};

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId) -> TokenStream {
    let (rt, name, def) = (&scope.rt, scope.name(id), scope.type_def(id));
    let (debug_by, debug) = debug(scope, id);
    let head = head(scope, id, By::Derive, debug_by);
    let held = scope.map_structure(id);
    let ty = &held.ty;
    let coding = coding::newtype(scope, def, &name, &held);
    let conversions = if def.ty.kind() == Kind::String {
        quote!(#rt::text! { #name, #ty })
    } else {
        quote!(#rt::scalar! { #name, #ty })
    };
    let order = scope
        .plan
        .traits
        .is_float_key(id)
        .then(|| quote!(#rt::float_order! { #name, struct { float 0 } }));
    quote! {
        #head struct #name(pub #ty);
        #debug
        #coding
        #conversions
        #order
    }
}
