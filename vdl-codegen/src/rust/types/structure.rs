//! Structs, and the builders that options ask for: codegen §3.10.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use vdl::{Fields, Kind, TypeRef};
use vdl_parser::env::TypeDefId;

use super::super::coding::{self, Member};
use super::super::names::{Taken, ident};
use super::super::natives::Stand;
use super::super::paths::tokens;
use super::super::scope::{Scope, visibility};
use super::head::{By, debug, head, zero_default};
use crate::options::ZeroMode;

pub(super) fn item(scope: &Scope<'_>, id: TypeDefId, fields: Fields<'_>) -> TokenStream {
    let (name, def) = (scope.name(id), scope.type_def(id));
    let members = members(scope, id, fields);
    let default = if members.iter().any(|member| member.zero.is_some()) {
        By::Hand
    } else {
        By::Derive
    };
    let (debug_by, debug) = debug(scope, id);
    let head = head(scope, id, default, debug_by);
    let default = (default == By::Hand).then(|| zero_default(scope, id));
    let items = members.iter().enumerate().map(|(at, member)| {
        let docs = def.members.get(at).map(|member| scope.docs(&member.docs));
        let place = scope.place(def, Some(member.vdl));
        let attributes = Scope::attributes(scope.plan.options.field_attributes.of(place));
        let (name, ty) = (&member.name, &member.mapped.ty);
        quote!(#docs #attributes pub #name: #ty)
    });
    let coding = coding::structure(scope, def, &name, &members);
    let order = scope.plan.traits.is_float_key(id).then(|| {
        let rt = &scope.rt;
        let fields = members.iter().zip(fields.iter()).map(|(member, field)| {
            let (way, name) = (float_way(field.ty), &member.name);
            quote!(#way #name)
        });
        quote!(#rt::float_order! { #name, struct { #(#fields),* } })
    });
    let builder = scope.plan.options.builder.fit(scope.place(def, None));
    let builder = builder.then(|| builder_item(scope, id, &members));
    quote! {
        #head struct #name { #(#items),* }
        #debug
        #default
        #coding
        #order
        #builder
    }
}

/// How a field takes part in the order of a key that holds floats.
pub(super) fn float_way(ty: TypeRef<'_>) -> TokenStream {
    if ty.name().is_none() && matches!(ty.kind(), Kind::Float32 | Kind::Float64) {
        quote!(float)
    } else {
        quote!(plain)
    }
}

fn members<'t>(scope: &Scope<'_>, id: TypeDefId, fields: Fields<'t>) -> Vec<Member<'t>> {
    let fields = scope.members(id).zip(fields.iter()).enumerate();
    fields
        .map(|(at, (name, field))| Member {
            name,
            vdl: field.name,
            mapped: scope.map_field(id, at, field.name, field.ty),
            zero: zero(scope, field.ty),
        })
        .collect()
}

/// The function that makes the zero of a field of a native type, unless it is `Default`.
fn zero(scope: &Scope<'_>, ty: TypeRef<'_>) -> Option<TokenStream> {
    match scope.stand(scope.definition(ty)?)? {
        Stand::User(native) => match &native.zero {
            ZeroMode::Fn(path) => Some(tokens(path)),
            ZeroMode::Default => None,
        },
        Stand::Runtime { .. } => None,
    }
}

fn builder_item(scope: &Scope<'_>, id: TypeDefId, members: &[Member<'_>]) -> TokenStream {
    let (name, def) = (scope.name(id), scope.type_def(id));
    let visibility = visibility(def.exported);
    let builder = format_ident!("{}Builder", scope.plan.items.type_name(id));
    let summary = format!(" Makes a [`{name}`], field by field; fields that are not set are zero.");
    let starts = " A builder, with all fields zero.";
    let mut taken = Taken::default();
    taken.claim("build".to_owned());
    let setters = members.iter().map(|member| {
        let (field, ty) = (&member.name, &member.mapped.ty);
        let setter = ident(&taken.claim(field.to_string()));
        let doc = format!(" Sets `{field}`.");
        quote! {
            #[doc = #doc]
            #[must_use]
            pub fn #setter(mut self, value: impl ::core::convert::Into<#ty>) -> Self {
                self.value.#field = value.into();
                self
            }
        }
    });
    quote! {
        #[doc = #summary]
        #[derive(Clone, Debug, Default)]
        #visibility struct #builder {
            value: #name,
        }
        impl #builder {
            #(#setters)*
            /// The struct.
            #[must_use]
            pub fn build(self) -> #name {
                self.value
            }
        }
        impl #name {
            #[doc = #starts]
            #[must_use]
            pub fn builder() -> #builder {
                #builder { value: ::core::default::Default::default() }
            }
        }
    }
}
