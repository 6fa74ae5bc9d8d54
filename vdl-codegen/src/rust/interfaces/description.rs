//! Descriptions of interfaces: codegen §3.20.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::interface::{Arg, Interface, Method};

pub(in super::super) fn item(interface: &Interface) -> TokenStream {
    let rt = &interface.rt;
    let (static_name, visibility) = (&interface.parts.description, &interface.visibility);
    let (name, package, doc) = (&interface.name, &interface.package, &interface.doc);
    let quiet = &interface.quiet;
    let summary = format!(" What `{name}` is, as it tells callers who ask.");
    let embeds = interface.embeds.iter().map(|embed| {
        let description = &embed.parts.description;
        quote!(&#description)
    });
    let tags: Vec<Option<Ident>> = interface
        .methods
        .iter()
        .enumerate()
        .map(|(at, method)| (!method.tags.is_empty()).then(|| format_ident!("__TAGS_{at}")))
        .collect();
    let tag_items = interface
        .methods
        .iter()
        .zip(&tags)
        .filter_map(|(method, name)| {
            let (name, values) = (name.as_ref()?, &method.tags);
            Some(quote! {
                static #name: #rt::Tags = #rt::Tags::new(|| ::std::vec![#(#values),*]);
            })
        });
    let methods = interface.methods.iter().zip(&tags).map(|(method, tags)| {
        let tags = tags
            .as_ref()
            .map_or_else(|| quote!(&#rt::NO_TAGS), |tags| quote!(&#tags));
        method_item(rt, method, &tags)
    });
    quote! {
        #[doc = #summary]
        #quiet
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

fn method_item(rt: &TokenStream, method: &Method, tags: &TokenStream) -> TokenStream {
    let (name, doc) = (&method.wire, &method.doc);
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

fn args<'a>(rt: &'a TokenStream, args: &'a [Arg]) -> impl Iterator<Item = TokenStream> + 'a {
    args.iter().map(move |arg| {
        let (name, ty) = (&arg.label, arg.passed.wire());
        quote!(#rt::ArgDesc::of::<#ty>(#name))
    })
}
