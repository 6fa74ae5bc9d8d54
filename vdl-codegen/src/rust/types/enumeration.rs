//! Enums: codegen §3.6.

use proc_macro2::TokenStream;
use quote::quote;
use vdl::Labels;
use vdl_parser::env::TypeDefId;

use super::super::coding;
use super::super::scope::Scope;
use super::head::{By, debug, head};

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId, labels: Labels<'_>) -> TokenStream {
    let (rt, name, def) = (&scope.rt, scope.name(id), scope.type_def(id));
    let (debug_by, debug) = debug(scope, id);
    let head = head(scope, id, By::Derive, debug_by);
    let labels: Vec<_> = scope
        .members(id)
        .zip(labels.as_slice().iter().map(|label| &**label))
        .collect();
    let variants = labels.iter().enumerate().map(|(at, (variant, label))| {
        let docs = def.members.get(at).map(|member| scope.docs(&member.docs));
        let place = scope.place(def, Some(label));
        let attributes = Scope::attributes(scope.plan.options.field_attributes.of(place));
        let default = (at == 0).then(|| quote!(#[default]));
        quote!(#docs #attributes #default #variant)
    });
    let coding = coding::enumeration(scope, def, &name, &labels);
    let vdl = def.ty.name();
    let known = coding::positions(
        labels
            .iter()
            .map(|(variant, label)| quote!(#variant #label)),
    );
    quote! {
        #head enum #name { #(#variants),* }
        #debug
        #coding
        #rt::labels! { #name, #vdl { #(#known),* } }
    }
}
