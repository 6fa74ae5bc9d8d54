//! Servers: codegen §3.19.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::method::MethodItem;
use super::super::items::Part;
use super::InterfaceItem;

pub(super) fn item(interface: &InterfaceItem<'_>) -> TokenStream {
    let rt = &interface.scope.rt;
    let (service, server) = (interface.name(Part::Trait), interface.name(Part::Server));
    let (visibility, lint) = (&interface.visibility, interface.lint());
    let definition = service_trait(interface, &service);
    let (description, invoke) = (interface.name(Part::Description), invoke(interface, &service));
    let summary = format!(" Serves a [`{service}`].");
    quote! {
        #definition
        #[doc = #summary]
        #lint
        #[derive(Debug)]
        #visibility struct #server<__S>(::std::sync::Arc<__S>);
        impl<__S> ::core::clone::Clone for #server<__S> {
            fn clone(&self) -> Self {
                Self(::std::sync::Arc::clone(&self.0))
            }
        }
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
                &self::#description
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

fn service_trait(interface: &InterfaceItem<'_>, service: &Ident) -> TokenStream {
    let (scope, rt) = (interface.scope, &interface.scope.rt);
    let (head, visibility) = (interface.head(), &interface.visibility);
    let attributes = crate::rust::scope::Scope::attributes(scope.plan.options.trait_attributes.of(
        crate::options::Place {
            package: &scope.package.path,
            item: &interface.def.name,
            member: None,
        },
    ));
    let bases = interface.def.embeds.iter().map(|embed| {
        let base = interface.embedded(embed, Part::Trait);
        quote!(#base +)
    });
    let methods = interface.own.iter().map(|method| {
        let (docs, output_docs) = (scope.docs(&method.def.docs), method.output_docs());
        let (name, output, wire) = (&method.name, method.output(), &method.def.name);
        let stream = server_stream(rt, method).map(|ty| quote!(stream: #ty,));
        let params: Vec<TokenStream> = method
            .in_args
            .iter()
            .map(|arg| {
                let (name, ty) = (&arg.name, arg.passed.owned());
                quote!(#name: #ty)
            })
            .collect();
        let body = if scope.plan.options.default_methods {
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

fn server_stream(rt: &TokenStream, method: &MethodItem<'_>) -> Option<TokenStream> {
    let streams = method.streams.as_ref()?;
    let (send, recv) = (streams.server(rt, "NoSend"), streams.client(rt, "NoRecv"));
    Some(quote!(#rt::ServerStream<'_, #send, #recv>))
}

/// The function that finds a method by its name.
fn invoke(interface: &InterfaceItem<'_>, service: &Ident) -> TokenStream {
    let rt = &interface.scope.rt;
    let arms = interface.own.iter().map(|method| arm(rt, service, method));
    let bases = interface.def.embeds.iter().map(|embed| {
        let (server, description) = (
            interface.embedded(embed, Part::Server),
            interface.embedded(embed, Part::Description),
        );
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

fn arm(rt: &TokenStream, service: &Ident, method: &MethodItem<'_>) -> TokenStream {
    let (wire, name) = (&method.def.name, &method.name);
    let bound: Vec<Ident> = (0..method.in_args.len()).map(|at| format_ident!("__a{at}")).collect();
    let taken = method.in_args.iter().zip(&bound).map(|(arg, bound)| {
        let ty = arg.passed.owned();
        let take = match arg.passed.conversion(rt) {
            Some(conversion) => quote!(args.take_as(call, #conversion)),
            None => quote!(args.take(call)),
        };
        quote!(let #bound: #ty = #take?;)
    });
    let args = (!bound.is_empty()).then(|| quote!(let mut args = args;));
    let stream = method.streams.is_some().then(|| quote!(#rt::ServerStream::new(streams),));
    let results: Vec<Ident> = (0..method.out_args.len()).map(|at| format_ident!("__r{at}")).collect();
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
