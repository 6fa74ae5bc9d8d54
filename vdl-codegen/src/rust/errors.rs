//! Error definitions: codegen §3.17.

mod format;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use vdl_parser::env::{ErrorDef, ErrorDefId};

use self::format::{Piece, pieces};
use super::items::{Item, in_source_order};
use super::names::{Taken, ident, is_odd_camel, snake};
use super::package::Scopes;
use super::passed::Passed;
use super::scope::{Scope, visibility};
use crate::options::Place;

/// The name of the enum of all errors of a package.
pub(crate) const ERRORS: &str = "Errors";

/// The errors of a package in source order, and the enum of all of them.
pub(super) fn items(scopes: &Scopes<'_>) -> TokenStream {
    let scope = &scopes.package;
    let ids: Vec<ErrorDefId> = in_source_order(scope.plan.env, scope.id)
        .into_iter()
        .filter_map(|(_, _, item)| match item {
            Item::Error(id) => Some(id),
            Item::Type(_) | Item::Const(_) | Item::Interface(_) => None,
        })
        .collect();
    if ids.is_empty() {
        return TokenStream::new();
    }
    let items = ids.iter().map(|id| error_item(scope, *id));
    let all = enum_item(scope, &ids);
    quote!(#(#items)* #all)
}

/// A parameter while the code of its error is made.
struct Param<'p> {
    vdl: &'p str,
    name: Ident,
    passed: Passed,
}

fn error_item(scope: &Scope<'_>, id: ErrorDefId) -> TokenStream {
    let (rt, def) = (&scope.rt, &scope.plan.env.errors[id]);
    let name = ident(scope.plan.items.error_name(id));
    let (docs, visibility) = (scope.docs(&def.docs), visibility(def.exported));
    let lint = is_odd_camel(scope.plan.items.error_name(id))
        .then(|| quote!(#[allow(non_camel_case_types)]));
    let place = Place {
        package: &scope.package.path,
        item: &def.name,
        member: None,
    };
    let attributes = Scope::attributes(scope.plan.options.type_attributes.of(place));
    let params = params(scope, def, place);
    let fields = params.iter().map(|param| {
        let (name, ty) = (&param.name, param.passed.owned());
        let place = Place {
            member: Some(param.vdl),
            ..place
        };
        let attributes = Scope::attributes(scope.plan.options.field_attributes.of(place));
        let doc = format!(" The parameter `{}`.", param.vdl);
        quote!(#[doc = #doc] #attributes pub #name: #ty)
    });
    let (id_text, action) = (&def.id, format_ident!("{}", def.retry.name()));
    let appended = params.iter().map(|param| {
        let name = &param.name;
        param.passed.append_param(rt, &quote!(self.#name))
    });
    let read = params.iter().map(|param| {
        let name = &param.name;
        match param.passed.conversion(rt) {
            Some(conversion) => quote!(#name: params.next_as(#conversion)?),
            None => quote!(#name: params.next()?),
        }
    });
    let params_arg = if params.is_empty() {
        quote!(_)
    } else {
        quote!(params)
    };
    let display = display(scope, def, &params);
    quote! {
        #docs
        #attributes
        #lint
        #[derive(Clone, Debug, PartialEq)]
        #visibility struct #name { #(#fields),* }
        impl #name {
            /// The identifier, with what a client should do.
            pub const ID: #rt::ErrorId = #rt::ErrorId::new(#id_text, #rt::Action::#action);
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                #display
            }
        }
        impl ::core::error::Error for #name {}
        impl #rt::ErrorDef for #name {
            const ID: #rt::ErrorId = Self::ID;
            fn add_params(&self, error: #rt::ErrorBuilder) -> #rt::ErrorBuilder {
                error #(#appended)*
            }
            fn from_params(
                #params_arg: &mut #rt::ErrorParams<'_>,
            ) -> ::core::result::Result<Self, #rt::DowncastError> {
                ::core::result::Result::Ok(Self { #(#read),* })
            }
        }
        impl ::core::convert::TryFrom<&#rt::Error> for #name {
            type Error = #rt::DowncastError;
            fn try_from(error: &#rt::Error) -> ::core::result::Result<Self, Self::Error> {
                error.downcast()
            }
        }
    }
}

fn params<'p>(scope: &Scope<'_>, def: &'p ErrorDef, place: Place<'_>) -> Vec<Param<'p>> {
    let mut taken = Taken::default();
    def.params
        .iter()
        .map(|param| Param {
            vdl: &param.name,
            name: ident(&taken.claim(snake(&param.name))),
            passed: scope.passed(param.ty.as_ref(), place),
        })
        .collect()
}

/// The body of `Display`: the English format, or the identifier and the parameters.
fn display(scope: &Scope<'_>, def: &ErrorDef, params: &[Param<'_>]) -> TokenStream {
    let english = def
        .formats
        .iter()
        .find(|format| format.lang == "en")
        .or_else(|| {
            def.formats
                .iter()
                .find(|format| format.lang.starts_with("en-"))
        });
    let names: Vec<&str> = params.iter().map(|param| param.vdl).collect();
    let pieces = match english {
        Some(format) => pieces(&format.text, &names),
        None => without_format(&def.id, names.len()),
    };
    let rt = &scope.rt;
    let (mut text, mut args) = (String::new(), Vec::new());
    for piece in pieces {
        match piece {
            Piece::Text(piece) => text.push_str(&piece.replace('{', "{{").replace('}', "}}")),
            Piece::Param(index) => {
                text.push_str("{}");
                let name = &params[index].name;
                args.push(params[index].passed.shown(rt, &quote!(self.#name)));
            }
        }
    }
    if args.is_empty() {
        let text = text.replace("{{", "{").replace("}}", "}");
        return quote!(f.write_str(#text));
    }
    let text = Literal::string(&text);
    quote!(::core::write!(f, #text, #(#args),*))
}

fn without_format(id: &str, count: usize) -> Vec<Piece> {
    let mut pieces = vec![Piece::Text(id.to_owned())];
    for index in 0..count {
        let text = if index == 0 { ": " } else { ", " };
        pieces.push(Piece::Text(text.to_owned()));
        pieces.push(Piece::Param(index));
    }
    pieces
}

/// One enum for all errors of a package.
fn enum_item(scope: &Scope<'_>, ids: &[ErrorDefId]) -> TokenStream {
    let (rt, items) = (&scope.rt, &scope.plan.items);
    let env = scope.plan.env;
    let is_exported = ids.iter().any(|id| env.errors[*id].exported);
    // What is not exported is not in an enum that is.
    let ids: Vec<ErrorDefId> = ids
        .iter()
        .copied()
        .filter(|id| env.errors[*id].exported == is_exported)
        .collect();
    let visibility = visibility(is_exported);
    let mut taken = Taken::default();
    let names: Vec<Ident> = ids
        .iter()
        .map(|id| ident(&taken.claim(items.error_name(*id).to_owned())))
        .collect();
    let other = ident(&taken.claim("Other".to_owned()));
    let lint = names
        .iter()
        .chain([&other])
        .any(|name| is_odd_camel(&name.to_string()))
        .then(|| quote!(#[allow(non_camel_case_types)]));
    let mut of_package = ERRORS.to_owned();
    while items.find(scope.id, &of_package).is_some() {
        of_package.push('_');
    }
    let name = ident(&of_package);
    let docs = ids.iter().map(|id| scope.docs(&env.errors[*id].docs));
    quote! {
        /// The errors of this package, and all others.
        #lint
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        #visibility enum #name {
            #(#docs #names(self::#names),)*
            /// An error that is none of these, or lacks what makes it one.
            #other(#rt::Error),
        }
        impl ::core::convert::From<#rt::Error> for #name {
            fn from(error: #rt::Error) -> Self {
                #(
                    if let ::core::result::Result::Ok(known) = error.downcast() {
                        return Self::#names(known);
                    }
                )*
                Self::#other(error)
            }
        }
        impl ::core::convert::From<#name> for #rt::Error {
            fn from(error: #name) -> Self {
                match error {
                    #(#name::#names(error) => ::core::convert::From::from(error),)*
                    #name::#other(error) => error,
                }
            }
        }
        impl ::core::fmt::Display for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                match self {
                    #(Self::#names(error) => ::core::fmt::Display::fmt(error, f),)*
                    Self::#other(error) => ::core::fmt::Display::fmt(error, f),
                }
            }
        }
        impl ::core::error::Error for #name {}
    }
}
