//! Unions: codegen §3.11.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use vdl::Fields;
use vdl_parser::env::TypeDefId;

use super::super::coding::{self, Member};
use super::super::scope::Scope;
use super::head::{By, debug, head, zero_default};
use super::structure::float_way;

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId, fields: Fields<'_>) -> TokenStream {
    let (rt, name, def) = (&scope.rt, scope.name(id), scope.type_def(id));
    let members: Vec<Member<'_>> = scope
        .members(id)
        .zip(fields.iter())
        .enumerate()
        .map(|(at, (name, field))| Member {
            name,
            vdl: field.name,
            mapped: scope.map_field(id, at, field.name, field.ty),
            zero: None,
        })
        .collect();
    let (debug_by, debug) = debug(scope, id);
    let head = head(scope, id, By::Hand, debug_by);
    let default = zero_default(scope, id);
    let variants = members.iter().enumerate().map(|(at, member)| {
        let docs = def.members.get(at).map(|member| scope.docs(&member.docs));
        let place = scope.place(def, Some(member.vdl));
        let attributes = Scope::attributes(scope.plan.options.field_attributes.of(place));
        let (name, ty) = (&member.name, &member.mapped.ty);
        quote!(#docs #attributes #name(#ty))
    });
    let coding = coding::union(scope, def, &name, &members);
    let are_distinct = are_distinct(&members);
    let known = coding::positions(members.iter().map(|member| {
        let (variant, vdl, ty) = (&member.name, member.vdl, &member.mapped.ty);
        let payload = are_distinct.then(|| quote!([#ty]));
        quote!(#variant #vdl #payload)
    }));
    let order = scope.plan.traits.is_float_key(id).then(|| {
        let fields = coding::positions(members.iter().zip(fields.iter()).map(|(member, field)| {
            let (way, variant) = (float_way(field.ty), &member.name);
            quote!(#way #variant)
        }));
        quote!(#rt::float_order! { #name, union { #(#fields),* } })
    });
    quote! {
        #head enum #name { #(#variants),* }
        #debug
        #default
        #coding
        #rt::fields! { #name { #(#known),* } }
        #order
    }
}

/// Whether a payload tells its field. Types of other libraries may be the same under several names.
fn are_distinct(members: &[Member<'_>]) -> bool {
    let mut seen = HashSet::new();
    let foreign = members.iter().filter(|member| member.mapped.way.is_some());
    foreign.count() < 2
        && members
            .iter()
            .all(|member| seen.insert(member.mapped.ty.to_string()))
}
