//! Servers: codegen §3.19.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::super::interface::{Bodies, Interface, Method};

pub(in super::super) fn item(interface: &Interface) -> TokenStream {
    let (rt, here) = (&interface.rt, &interface.here);
    let (service, server) = (&interface.parts.service, &interface.parts.server);
    let (visibility, lint, quiet) = (&interface.visibility, &interface.lint, &interface.quiet);
    let definition = service_trait(interface);
    let (description, invoke) = (&interface.parts.description, invoke(interface));
    let summary = format!(" Serves a [`{service}`].");
    quote! {
        #definition
        #[doc = #summary]
        #lint
        #quiet
        #[derive(Debug)]
        #visibility struct #server<__S>(::std::sync::Arc<__S>);
        impl<__S> ::core::clone::Clone for #server<__S> {
            fn clone(&self) -> Self {
                Self(::std::sync::Arc::clone(&self.0))
            }
        }
        #quiet
        impl<__S: #service> #server<__S> {
            /// Serves an implementation.
            #[must_use]
            pub fn new(server: __S) -> Self {
                Self::from_arc(::std::sync::Arc::new(server))
            }
            /// Serves an implementation that is shared.
            #[must_use]
            pub fn from_arc(server: ::std::sync::Arc<__S>) -> Self {
                Self(server)
            }
            #invoke
        }
        impl<__S: #service> #rt::Invoker for #server<__S> {
            fn interface(&self) -> &'static #rt::InterfaceDesc {
                &#here #description
            }
            fn invoke<'a>(
                &'a self,
                cx: &'a #rt::Context,
                call: &'a #rt::ServerCall,
                args: #rt::Args,
                streams: &'a mut #rt::Duplex,
            ) -> #rt::Answer<'a> {
                Self::__vdl_invoke(&*self.0, cx, call, args, streams)
            }
        }
    }
}

fn service_trait(interface: &Interface) -> TokenStream {
    let rt = &interface.rt;
    let (head, visibility) = (interface.head(), &interface.visibility);
    let (service, attributes) = (&interface.parts.service, &interface.trait_attributes);
    let bases = interface.embeds.iter().map(|embed| {
        let base = &embed.parts.service;
        quote!(#base +)
    });
    let methods = interface.methods.iter().map(|method| {
        let (docs, output_docs) = (&method.docs, method.output_docs());
        let (name, output, wire) = (&method.name, method.output(), &method.wire);
        let stream = server_stream(rt, method).map(|ty| quote!(stream: #ty,));
        let params: Vec<TokenStream> = method
            .in_args
            .iter()
            .map(|arg| {
                let (name, ty) = (&arg.name, arg.passed.owned());
                quote!(#name: #ty)
            })
            .collect();
        let body = if interface.bodies == Bodies::NotImplemented {
            let names = method.in_args.iter().map(|arg| &arg.name);
            let stream = stream.as_ref().map(|_| quote!(stream,));
            quote!({
                let _ = (cx, call, #stream #(#names,)*);
                ::core::future::ready(::core::result::Result::Err(#rt::not_implemented(#wire)))
            })
        } else {
            quote!(;)
        };
        quote! {
            #docs
            #output_docs
            fn #name(
                &self,
                cx: &#rt::Context,
                call: &#rt::ServerCall,
                #stream
                #(#params),*
            ) -> impl ::core::future::Future<Output = ::core::result::Result<#output, #rt::Error>>
                + ::core::marker::Send
            #body
        }
    });
    quote! {
        #head
        #attributes
        #visibility trait #service: #(#bases)* ::core::marker::Send + ::core::marker::Sync + 'static {
            #(#methods)*
        }
    }
}

fn server_stream(rt: &TokenStream, method: &Method) -> Option<TokenStream> {
    let streams = method.streams.as_ref()?;
    let (send, recv) = (
        streams.server(rt, &quote!(NoSend)),
        streams.client(rt, &quote!(NoRecv)),
    );
    Some(quote!(#rt::ServerStream<'_, #send, #recv>))
}

/// The function that finds a method by its name.
fn invoke(interface: &Interface) -> TokenStream {
    let (rt, service) = (&interface.rt, &interface.parts.service);
    let arms = interface
        .methods
        .iter()
        .map(|method| arm(rt, service, method));
    let bases = interface.embeds.iter().map(|embed| {
        let (server, description) = (&embed.parts.server, &embed.parts.description);
        quote! {
            method if #description.method(method).is_some() => {
                #server::<__S>::__vdl_invoke(server, cx, call, args, streams)
            }
        }
    });
    quote! {
        #[doc(hidden)]
        pub fn __vdl_invoke<'a>(
            server: &'a __S,
            cx: &'a #rt::Context,
            call: &'a #rt::ServerCall,
            args: #rt::Args,
            streams: &'a mut #rt::Duplex,
        ) -> #rt::Answer<'a> {
            let _ = (server, cx, &args, &streams);
            match call.method() {
                #(#arms)*
                #(#bases)*
                method => #rt::no_method(method),
            }
        }
    }
}

fn arm(rt: &TokenStream, service: &Ident, method: &Method) -> TokenStream {
    let (wire, name) = (&method.wire, &method.name);
    let bound: Vec<Ident> = (0..method.in_args.len())
        .map(|at| format_ident!("__a{at}"))
        .collect();
    let taken = method.in_args.iter().zip(&bound).map(|(arg, bound)| {
        let ty = arg.passed.owned();
        let take = match arg.passed.conversion(rt) {
            Some(conversion) => quote!(args.take_as(call, #conversion)),
            None => quote!(args.take(call)),
        };
        quote!(let #bound: #ty = #take?;)
    });
    let args = (!bound.is_empty()).then(|| quote!(let mut args = args;));
    let stream = method
        .streams
        .is_some()
        .then(|| quote!(#rt::ServerStream::new(streams),));
    let results: Vec<Ident> = (0..method.out_args.len())
        .map(|at| format_ident!("__r{at}"))
        .collect();
    let pattern = match results.as_slice() {
        [one] => quote!(#one),
        [] | [_, ..] => quote!((#(#results),*)),
    };
    let appended = method.out_args.iter().zip(&results).map(|(arg, result)| {
        let append = arg.passed.append(rt, &quote!(#result));
        quote!(#append?)
    });
    quote! {
        #wire => ::std::boxed::Box::pin(async move {
            #args
            #(#taken)*
            let #pattern = <__S as #service>::#name(server, cx, call, #stream #(#bound),*).await?;
            ::core::result::Result::Ok(#rt::Results::new()#(#appended)*)
        }),
    }
}
