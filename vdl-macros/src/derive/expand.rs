//! From the model to calls of the glue macros.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};

use super::model::{Body, Field, Held, Model, Name, Skipped, Unknown};

/// The impls.
pub(super) fn expand(model: &Model) -> TokenStream {
    let Model {
        root,
        head,
        body,
        assertions,
    } = model;
    let marker = head.marker();
    let mode = if head.borrows() {
        quote!(write)
    } else {
        quote!(both)
    };
    let head = head.tokens(root);
    let call = match body {
        Body::Struct {
            name,
            unknown,
            fields,
            skipped,
        } => {
            let name = type_name(name, root);
            let strictness = match unknown {
                Unknown::PassedOver => quote!(open),
                Unknown::Refused => quote!(strict),
            };
            let fields = fields.iter().enumerate().map(|(at, field)| {
                let member = &field.held.member;
                member_of(at, quote!(#member), field)
            });
            let skipped = made(skipped);
            quote!(structure! { [#mode #strictness] #head (#name) { #(#fields,)* } { #skipped } })
        }
        Body::Newtype {
            name,
            field,
            skipped,
        } => {
            let name = type_name(name, root);
            let (member, ty) = (&field.member, held(field));
            let skipped = made(skipped);
            quote!(newtype! { [#mode] #head (#name) { #member: #ty } { #skipped } })
        }
        Body::Enum { name, labels } => {
            let name = type_name(name, root);
            let labels = labels.iter().enumerate().map(|(at, label)| {
                let at = Literal::usize_unsuffixed(at);
                let (rust, name) = (&label.rust, &label.name);
                quote!(#at #rust #name)
            });
            quote!(enumeration! { [#mode] #head (#name) { #(#labels,)* } })
        }
        Body::Union { name, fields } => {
            let name = type_name(name, root);
            let fields = fields.iter().enumerate().map(|(at, field)| {
                let rust = &field.rust;
                member_of(at, quote!(#rust), field)
            });
            quote!(union! { [#mode] #head (#name) { #(#fields,)* } })
        }
        Body::Transparent { field, skipped } => {
            let (member, ty) = (&field.member, &field.ty);
            let skipped = made(skipped);
            quote!(transparent! { [#mode] #head { #member: #ty } { #skipped } })
        }
        Body::Native { wire, to, from } => {
            quote!(native! { [#mode] #head { #wire, #to, #from } })
        }
    };
    quote! {
        const _: () = {
            #marker
            #root::#call
            #assertions
        };
    }
}

fn member_of(at: usize, rust: TokenStream, field: &Field) -> TokenStream {
    let at = Literal::usize_unsuffixed(at);
    let (name, ty) = (&field.name, held(&field.held));
    quote!(#at #rust #name: #ty)
}

/// The type and the way.
fn held(held: &Held) -> TokenStream {
    let Held {
        ty, with, default, ..
    } = held;
    let with = with
        .as_ref()
        .map(|with| (&with.to, &with.from))
        .map(|(to, from)| quote!(with #to, #from));
    match (with, default) {
        (None, None) => quote!(#ty),
        (Some(with), None) => quote!(#ty => [#with]),
        (None, Some(default)) => quote!(#ty => [default #default]),
        (Some(with), Some(default)) => quote!(#ty => [#with, default #default]),
    }
}

fn made(skipped: &[Skipped]) -> TokenStream {
    let fields = skipped
        .iter()
        .map(|Skipped { member, make }| quote!(#member: #make,));
    quote!(#(#fields)*)
}

/// The name as a constant expression.
pub(super) fn type_name(name: &Name, root: &TokenStream) -> TokenStream {
    let local = &name.local;
    match &name.package {
        Some(package) => quote!(#root::glue::TypeName::within(#package, #local)),
        None => {
            // Names of the inner block go before those of the outer one, so this is the constant of `package!` if the
            // root of the crate has one, and none otherwise.
            let package = quote_spanned! {proc_macro2::Span::call_site()=> {
                use #root::glue::__VDL_PACKAGE;
                {
                    use crate::*;
                    __VDL_PACKAGE
                }
            }};
            quote!(#root::glue::TypeName::at(#package, ::core::module_path!(), #local))
        }
    }
}
