//! Named lists: codegen §3.8.

use proc_macro2::TokenStream;
use quote::quote;
use vdl::{Kind, TypeRef};
use vdl_parser::env::TypeDefId;

use super::super::coding;
use super::super::scope::Scope;
use super::head::{By, debug, head};

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId, elem: TypeRef<'_>) -> TokenStream {
    let (rt, name, def) = (&scope.rt, scope.name(id), scope.type_def(id));
    let held = scope.map_structure(id);
    let ty = &held.ty;
    let coding = coding::newtype(scope, def, &name, &held);
    let (skipped_by, skipped) = debug(scope, id);
    let is_bytes = elem.kind() == Kind::Byte && elem.name().is_none();
    if is_bytes && skipped.is_none() {
        let head = head(scope, id, By::Derive, By::Hand);
        let shared = scope
            .is_shared_bytes(elem, scope.place(def, None))
            .then(|| quote!(, shared));
        return quote! {
            #head struct #name(pub #ty);
            #coding
            #rt::byte_list! { #name #shared }
        };
    }
    let head = head(scope, id, By::Derive, skipped_by);
    let conversions = if scope.is_shared_bytes(elem, scope.place(def, None)) {
        quote!(#rt::container! { #name, #ty })
    } else {
        let elem = scope.map_elem(id).map(|elem| elem.ty);
        quote!(#rt::list! { #name, #elem })
    };
    quote! {
        #head struct #name(pub #ty);
        #skipped
        #coding
        #conversions
    }
}
