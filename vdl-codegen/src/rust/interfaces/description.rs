//! Descriptions of interfaces: codegen §3.20.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use vdl_parser::env::Docs;

use super::super::constants::Wanted;
use super::method::{ArgItem, MethodItem};
use super::super::items::Part;
use super::InterfaceItem;

pub(super) fn item(interface: &InterfaceItem<'_>) -> TokenStream {
    let (scope, rt) = (interface.scope, &interface.scope.rt);
    let (static_name, visibility) = (interface.name(Part::Description), &interface.visibility);
    let (name, package) = (&interface.def.name, &scope.package.path);
    let doc = raw(&interface.def.docs);
    let summary = format!(" What `{name}` is, as it tells callers who ask.");
    let embeds = interface.def.embeds.iter().map(|embed| {
        let description = interface.embedded(embed, Part::Description);
        let doc = raw(&embed.docs);
        quote!(#rt::EmbedDesc { interface: &#description, doc: #doc })
    });
    let tags: Vec<Option<Ident>> = interface
        .own
        .iter()
        .enumerate()
        .map(|(at, method)| (!method.def.tags.is_empty()).then(|| format_ident!("__TAGS_{at}")))
        .collect();
    let tag_items = interface.own.iter().zip(&tags).filter_map(|(method, name)| {
        let (name, values) = (name.as_ref()?, tag_values(interface, method));
        Some(quote! {
            static #name: #rt::Tags = #rt::Tags::new(|| ::std::vec![#(#values),*]);
        })
    });
    let methods = interface.own.iter().zip(&tags).map(|(method, tags)| {
        let tags = tags.as_ref().map_or_else(|| quote!(&#rt::NO_TAGS), |tags| quote!(&#tags));
        method_item(interface, method, &tags)
    });
    quote! {
        #[doc = #summary]
        #visibility static #static_name: #rt::InterfaceDesc = {
            #(#tag_items)*
            #rt::InterfaceDesc {
                name: #name,
                package: #package,
                doc: #doc,
                embeds: &[#(#embeds),*],
                methods: &[#(#methods),*],
            }
        };
    }
}

fn tag_values(interface: &InterfaceItem<'_>, method: &MethodItem<'_>) -> Vec<TokenStream> {
    let (scope, rt) = (interface.scope, &interface.scope.rt);
    let tags = method.def.tags.iter().map(|tag| {
        let typed = scope.map(tag.as_ref().ty(), method.place, super::super::mapping::Side::Native);
        let value = scope.constant(tag.as_ref(), method.place, Wanted::LAZY);
        match (value, typed.way) {
            (Some(value), None) => {
                let ty = typed.ty;
                quote!(#rt::any::<#ty>(&#value))
            }
            // Nested too deeply for an expression, or not coded as it is held.
            (None, _) | (Some(_), Some(_)) => {
                let text = tag.to_string();
                quote!(#rt::any_constant(#text))
            }
        }
    });
    tags.collect()
}

fn method_item(
    interface: &InterfaceItem<'_>,
    method: &MethodItem<'_>,
    tags: &TokenStream,
) -> TokenStream {
    let rt = &interface.scope.rt;
    let (name, doc) = (&method.def.name, raw(&method.def.docs));
    let in_args = args(rt, &method.in_args);
    let out_args = args(rt, &method.out_args);
    let streams = method.streams.as_ref();
    let stream = |ty: Option<&TokenStream>| match ty {
        Some(ty) => quote!(::core::option::Option::Some(#rt::ArgDesc::of::<#ty>(""))),
        None => quote!(::core::option::Option::None),
    };
    let in_stream = stream(streams.and_then(|streams| streams.client.as_ref()));
    let out_stream = stream(streams.and_then(|streams| streams.server.as_ref()));
    quote! {
        #rt::MethodDesc {
            name: #name,
            doc: #doc,
            in_args: &[#(#in_args),*],
            out_args: &[#(#out_args),*],
            in_stream: #in_stream,
            out_stream: #out_stream,
            tags: #tags,
        }
    }
}

fn args<'a>(
    rt: &'a TokenStream,
    args: &'a [ArgItem<'_>],
) -> impl Iterator<Item = TokenStream> + 'a {
    args.iter().map(move |arg| {
        let (name, ty) = (&arg.def.name, arg.passed.wire());
        quote!(#rt::ArgDesc::of::<#ty>(#name))
    })
}

/// A comment with its markers, as signatures have it.
fn raw(docs: &Docs) -> &str {
    docs.doc.trim_end_matches('\n')
}
