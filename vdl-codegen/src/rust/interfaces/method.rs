//! Methods: their names, and what they take and give.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use vdl::Type;
use vdl_parser::env::{Arg, Interface, Method};

use super::super::names::{Taken, ident, is_identifier, snake};
use super::super::passed::Passed;
use super::super::scope::Scope;
use crate::options::Place;

/// A method while its code is made.
#[derive(Debug)]
pub(super) struct MethodItem<'p> {
    pub(super) def: &'p Method,
    /// Its name in Rust.
    pub(super) name: Ident,
    pub(super) in_args: Vec<ArgItem<'p>>,
    pub(super) out_args: Vec<ArgItem<'p>>,
    pub(super) streams: Option<Streams>,
    pub(super) place: Place<'p>,
}

/// An argument or result.
#[derive(Debug)]
pub(super) struct ArgItem<'p> {
    pub(super) def: &'p Arg,
    /// Its name in Rust, which no other name in the signature is equal to.
    pub(super) name: Ident,
    pub(super) passed: Passed,
}

/// The types of the items that a client and a server send.
#[derive(Clone, Debug)]
pub(super) struct Streams {
    pub(super) client: Option<TokenStream>,
    pub(super) server: Option<TokenStream>,
}

/// Names of functions that clients have besides the methods.
const CLIENT: [&str; 2] = ["new", "with_caller"];

/// Names of parameters that methods have besides the arguments.
const PARAMETERS: [&str; 3] = ["cx", "call", "stream"];

pub(super) fn items<'p>(
    scope: &Scope<'p>,
    interface: &'p Interface,
    methods: impl Iterator<Item = &'p Method>,
) -> Vec<MethodItem<'p>> {
    let mut taken = Taken::default();
    for name in CLIENT {
        taken.claim(name.to_owned());
    }
    methods
        .map(|method| {
            let full = format!("{}.{}.{}", scope.package.path, interface.name, method.name);
            let renamed = scope.plan.options.renames.get(&full).cloned();
            let name = renamed.filter(|name| is_identifier(name)).unwrap_or_else(|| snake(&method.name));
            item(scope, interface, method, ident(&taken.claim(name)))
        })
        .collect()
}

fn item<'p>(
    scope: &Scope<'p>,
    interface: &'p Interface,
    method: &'p Method,
    name: Ident,
) -> MethodItem<'p> {
    let place = Place {
        package: &scope.package.path,
        item: &interface.name,
        member: Some(&method.name),
    };
    let streamed = |ty: &Type| scope.streamed(ty.as_ref(), place);
    let has_streams = method.in_stream.is_some() || method.out_stream.is_some();
    MethodItem {
        def: method,
        name,
        in_args: args(scope, &method.in_args, place),
        out_args: args(scope, &method.out_args, place),
        streams: has_streams.then(|| Streams {
            client: method.in_stream.as_ref().map(streamed),
            server: method.out_stream.as_ref().map(streamed),
        }),
        place,
    }
}

fn args<'p>(scope: &Scope<'p>, args: &'p [Arg], place: Place<'_>) -> Vec<ArgItem<'p>> {
    let mut taken = Taken::default();
    for name in PARAMETERS {
        taken.claim(name.to_owned());
    }
    args.iter()
        .map(|arg| ArgItem {
            def: arg,
            name: ident(&taken.claim(snake(if arg.name.is_empty() { "out" } else { &arg.name }))),
            passed: scope.passed(arg.ty.as_ref(), place),
        })
        .collect()
}

impl MethodItem<'_> {
    /// The type of the results.
    pub(super) fn output(&self) -> TokenStream {
        let outs = self.out_args.iter().map(|arg| arg.passed.owned());
        match self.out_args.as_slice() {
            [out] => out.passed.owned().clone(),
            [] | [_, ..] => quote!((#(#outs),*)),
        }
    }

    /// What the results are called, where VDL says so.
    pub(super) fn output_docs(&self) -> Option<TokenStream> {
        let names: Vec<String> = self
            .out_args
            .iter()
            .filter(|arg| !arg.def.name.is_empty())
            .map(|arg| format!("`{}`", arg.def.name))
            .collect();
        let text = match names.as_slice() {
            [] => return None,
            [name] => format!(" Gives {name}."),
            [_, ..] => format!(" Gives ({}).", names.join(", ")),
        };
        let has_docs = !self.def.docs.doc.is_empty() || !self.def.docs.suffix.is_empty();
        let blank = has_docs.then(|| quote!(#[doc = ""]));
        Some(quote!(#blank #[doc = #text]))
    }
}

impl Streams {
    /// The type of what a client sends.
    pub(super) fn client(&self, rt: &TokenStream, none: &str) -> TokenStream {
        or_none(self.client.as_ref(), rt, none)
    }

    /// The type of what a server sends.
    pub(super) fn server(&self, rt: &TokenStream, none: &str) -> TokenStream {
        or_none(self.server.as_ref(), rt, none)
    }
}

fn or_none(ty: Option<&TokenStream>, rt: &TokenStream, none: &str) -> TokenStream {
    let none = ident(none);
    ty.cloned().unwrap_or_else(|| quote!(#rt::#none))
}
