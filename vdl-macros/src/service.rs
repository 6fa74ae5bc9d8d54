//! `#[service]`: an interface that is written as a Rust trait (codegen §4.2).
//!
//! What a trait says becomes the same [`Interface`] that a VDL interface becomes, so one generator makes the client, the
//! server and the description of both. Here is only the way there: attributes ([`attributes`]), methods ([`method`]), and
//! how clients lend arguments ([`lending`]).

mod attributes;
mod lending;
mod method;

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{ItemTrait, Path, TraitItem, TypeParamBound};
use vdl_codegen::rust::interface::{Bodies, Embed, Interface, Parts, tokens};

use self::attributes::{Head, comment, passes};
use self::method::Methods;
use crate::derive::errors::Errors;

/// The trait, its client, its server and its description, or errors that say what to write instead.
pub(crate) fn service(attribute: TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let parsed = errors.take(syn::parse2::<ItemTrait>(item));
    let head = errors.take(Head::parse(attribute));
    let code = match (parsed, head) {
        (Some(item), Some(head)) => understand(&item, &head, &mut errors),
        (Some(_), None) | (None, _) => TokenStream::new(),
    };
    match errors.finish() {
        Ok(()) => code,
        Err(error) => error.into_compile_error(),
    }
}

fn understand(item: &ItemTrait, head: &Head, errors: &mut Errors) -> TokenStream {
    refuse_other_traits(item, errors);
    let rt = head.rt();
    let name = head.name(&item.ident, errors);
    let mut methods = Methods::new(&rt);
    for item in &item.items {
        match item {
            TraitItem::Fn(method) => methods.add(method, errors),
            TraitItem::Const(_)
            | TraitItem::Type(_)
            | TraitItem::Macro(_)
            | TraitItem::Verbatim(_)
            | _ => {
                errors.push_at(item, "a service has methods and nothing else");
            }
        }
    }
    let (docs, trait_attributes) = passes(&item.attrs);
    let interface = Interface {
        package: package(head, &rt),
        doc: comment(&item.attrs),
        docs,
        lint: TokenStream::new(),
        quiet: quote! {
            #[allow(
                clippy::all,
                clippy::nursery,
                clippy::pedantic,
                dead_code,
                unreachable_pub,
                unused_qualifications
            )]
        },
        visibility: item.vis.to_token_stream(),
        here: TokenStream::new(),
        parts: parts(&item.ident),
        client_attributes: TokenStream::new(),
        trait_attributes,
        embeds: embeds(item, errors),
        client_methods: methods.found.clone(),
        methods: methods.found,
        bodies: Bodies::Required,
        name,
        rt: rt.clone(),
    };
    let code = tokens(&interface);
    let assertions = methods.assertions;
    quote!(#code #assertions)
}

fn refuse_other_traits(item: &ItemTrait, errors: &mut Errors) {
    if let Some(token) = &item.unsafety {
        errors.push(token.span(), "a service is not `unsafe`");
    }
    if !item.generics.params.is_empty() || item.generics.where_clause.is_some() {
        errors.push(
            item.generics.span(),
            "a service has no parameters: callers elsewhere could not choose them; write `v23::Any` for values of any type",
        );
    }
}

/// The package, as a constant expression.
fn package(head: &Head, rt: &TokenStream) -> TokenStream {
    if let Some(package) = &head.package {
        let package = package.value();
        return quote!(#package);
    }
    // Names of the inner block go before those of the outer one, so this is the constant of `package!` if the root of the
    // crate has one, and none otherwise.
    quote! {
        {
            const PACKAGE: ::core::option::Option<&str> = {
                use #rt::glue::__VDL_PACKAGE;
                {
                    use crate::*;
                    __VDL_PACKAGE
                }
            };
            const LEN: usize = #rt::glue::place_len(PACKAGE, ::core::module_path!());
            const PATH: [u8; LEN] = #rt::glue::place_path(PACKAGE, ::core::module_path!());
            match ::core::str::from_utf8(&PATH) {
                ::core::result::Result::Ok(path) => path,
                ::core::result::Result::Err(_) => "",
            }
        }
    }
}

/// The items of a service, all of which lead to the trait.
fn parts(name: &Ident) -> Parts<Ident> {
    let parts = Parts::of(&name.to_string()).map(|part| Ident::new(&part, name.span()));
    Parts {
        service: name.clone(),
        ..parts
    }
}

/// The services that a trait demands.
fn embeds(item: &ItemTrait, errors: &mut Errors) -> Vec<Embed> {
    let mut embeds = Vec::new();
    for bound in &item.supertraits {
        match bound {
            TypeParamBound::Trait(bound) if is_implied(&bound.path) => {}
            TypeParamBound::Trait(bound) => embeds.extend(embed(&bound.path, errors)),
            // `'static`, which services are.
            TypeParamBound::Lifetime(_) => {}
            TypeParamBound::PreciseCapture(_) | TypeParamBound::Verbatim(_) | _ => {
                errors.push_at(bound, "write the path of a service");
            }
        }
    }
    embeds
}

/// Whether every service is that anyway.
fn is_implied(path: &Path) -> bool {
    let last = path
        .segments
        .last()
        .map(|segment| segment.ident.to_string());
    matches!(last.as_deref(), Some("Send" | "Sync"))
}

fn embed(path: &Path, errors: &mut Errors) -> Option<Embed> {
    let last = path.segments.last()?;
    if !last.arguments.is_none() {
        errors.push_at(path, "write the path of a service, which has no parameters");
        return None;
    }
    let part = |name: String| {
        let (start, before) = (&path.leading_colon, path.segments.pairs().rev().skip(1));
        let before: Vec<_> = before.collect();
        let before = before.iter().rev();
        let last = Ident::new(&name, last.ident.span());
        quote!(#start #(#before)* #last)
    };
    let parts = Parts::of(&last.ident.to_string());
    Some(Embed {
        parts: Parts {
            service: path.to_token_stream(),
            ..parts.map(part)
        },
    })
}

/// A proof that one type is what generated code takes it for, with the error at the type.
fn assertion(ty: &syn::Type, expected: &TokenStream) -> TokenStream {
    let value = quote_spanned!(ty.span()=> value);
    quote!(const _: fn(#ty) -> #expected = |value| #value;)
}
