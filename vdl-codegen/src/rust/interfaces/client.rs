//! Clients: codegen §3.18.

use proc_macro2::TokenStream;
use quote::quote;

use super::super::interface::{Interface, Method};

pub(in super::super) fn item(interface: &Interface) -> TokenStream {
    let rt = &interface.rt;
    let (head, visibility) = (interface.head(), &interface.visibility);
    let (name, attributes) = (&interface.parts.client, &interface.client_attributes);
    let methods = interface
        .client_methods
        .iter()
        .map(|method| method_item(rt, method));
    let (lint, quiet) = (&interface.lint, &interface.quiet);
    let embedded = interface.embeds.iter().map(|embed| {
        let base = &embed.parts.client;
        quote! {
            impl<__C: ::core::clone::Clone> ::core::convert::From<&#name<__C>> for #base<__C> {
                fn from(client: &#name<__C>) -> Self {
                    ::core::convert::From::from(::core::clone::Clone::clone(&client.0))
                }
            }
        }
    });
    quote! {
        #head
        #quiet
        #attributes
        #[derive(Clone, Debug)]
        #visibility struct #name<__C = #rt::Client>(#rt::Target<__C>);
        #quiet
        impl #name {
            /// The object with a name, reached through the client that contexts carry.
            #[must_use]
            pub fn new(name: impl ::core::convert::Into<#rt::Name>) -> Self {
                Self(#rt::Target::new(name))
            }
        }
        #quiet
        impl<__C> #name<__C> {
            /// The same object, reached through another caller.
            #[must_use]
            pub fn with_caller<__D>(self, caller: __D) -> #name<__D> {
                #name(self.0.with_caller(caller))
            }
        }
        #lint
        #quiet
        impl<__C: #rt::Caller> #name<__C> {
            #(#methods)*
        }
        impl<__C: #rt::Caller> #rt::Remote for #name<__C> {
            type Caller = __C;
            fn target(&self) -> &#rt::Target<__C> {
                &self.0
            }
        }
        impl<__C> ::core::convert::From<#rt::Target<__C>> for #name<__C> {
            fn from(target: #rt::Target<__C>) -> Self {
                Self(target)
            }
        }
        #(#embedded)*
    }
}

fn method_item(rt: &TokenStream, method: &Method) -> TokenStream {
    let (docs, output_docs) = (&method.docs, method.output_docs());
    let (name, wire) = (&method.name, &method.wire);
    let params = method.in_args.iter().map(|arg| {
        let (name, ty) = (&arg.name, &arg.lent);
        quote!(#name: #ty)
    });
    let appended = method.in_args.iter().map(|arg| {
        let name = &arg.name;
        arg.passed.append_lent(rt, &quote!(#name))
    });
    let output = method.output();
    let outs = outs(rt, method);
    let (ty, make) = match &method.streams {
        None => (quote!(#rt::UnaryCall<'_, __C, #output>), quote!(unary)),
        Some(streams) => {
            let (send, recv) = (
                streams.client(rt, &quote!(NoSend)),
                streams.server(rt, &quote!(NoRecv)),
            );
            (
                quote!(#rt::StreamCall<'_, __C, #send, #recv, #output>),
                quote!(stream),
            )
        }
    };
    quote! {
        #docs
        #output_docs
        pub fn #name(&self, cx: &#rt::Context, #(#params),*) -> #ty {
            self.0.#make(cx, #wire, #rt::Params::new()#(#appended)*, #outs)
        }
    }
}

/// The function that decodes the results.
fn outs(rt: &TokenStream, method: &Method) -> TokenStream {
    let taken: Vec<TokenStream> = method
        .out_args
        .iter()
        .map(|arg| match arg.passed.conversion(rt) {
            Some(conversion) => quote!(outs.take_as(#conversion)),
            None => quote!(outs.take()),
        })
        .collect();
    match taken.as_slice() {
        [] => quote!(|_| ::core::result::Result::Ok(())),
        [one] => quote!(|outs| #one),
        [_, ..] => quote!(|outs| ::core::result::Result::Ok((#(#taken?),*))),
    }
}
