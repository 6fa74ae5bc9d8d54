//! Interfaces as Rust, wherever they were defined: the input of the one generator of clients, servers and descriptions.
//!
//! VDL sources end up here by way of a [`super::Plan`], and so does a Rust trait by way of a macro. Types are tokens
//! already, so nothing here knows VDL types.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::interfaces;
use super::items::Part;
use super::names::{is_odd_camel, snake};
pub use super::passed::{Lending, Passed};

/// An interface.
#[derive(Clone, Debug)]
pub struct Interface {
    /// The façade of the runtime.
    pub rt: TokenStream,
    /// Its name in VDL.
    pub name: String,
    /// The path of its package, as a constant expression.
    pub package: TokenStream,
    /// Its documentation, with comment markers.
    pub doc: String,
    /// Its documentation in Rust.
    pub docs: TokenStream,
    /// Attributes about lints of what has the name of the interface.
    pub lint: TokenStream,
    /// Attributes about lints of all that is not the trait.
    pub quiet: TokenStream,
    /// The visibility of the items.
    pub visibility: TokenStream,
    /// The path of the module of the items, with `::` behind it.
    pub here: TokenStream,
    /// The names of the items.
    pub parts: Parts<Ident>,
    /// Attributes of the client.
    pub client_attributes: TokenStream,
    /// Attributes of the trait.
    pub trait_attributes: TokenStream,
    /// What it embeds.
    pub embeds: Vec<Embed>,
    /// Its own methods.
    pub methods: Vec<Method>,
    /// The methods of its client.
    pub client_methods: Vec<Method>,
    /// What the methods of the trait do where a server has none.
    pub bodies: Bodies,
}

/// What an interface becomes.
#[derive(Clone, Debug)]
pub struct Parts<T> {
    /// The trait of servers.
    pub service: T,
    /// The client.
    pub client: T,
    /// What makes an object of a server.
    pub server: T,
    /// The description.
    pub description: T,
}

impl Parts<String> {
    /// The names that follow from the name of the trait.
    #[must_use]
    pub fn of(name: &str) -> Self {
        Self {
            service: Part::Trait.of(name),
            client: Part::Client.of(name),
            server: Part::Server.of(name),
            description: Part::Description.of(name),
        }
    }
}

impl<T> Parts<T> {
    /// All of them as something else.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Parts<U> {
        Parts {
            service: change(self.service),
            client: change(self.client),
            server: change(self.server),
            description: change(self.description),
        }
    }
}

/// What a method of a trait does where a server has none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bodies {
    /// Every server has one.
    Required,
    /// It answers that it is not implemented.
    NotImplemented,
}

/// An embedded interface.
#[derive(Clone, Debug)]
pub struct Embed {
    /// The paths of what it becomes.
    pub parts: Parts<TokenStream>,
}

/// A method.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name in VDL.
    pub wire: String,
    /// Its name in Rust.
    pub name: Ident,
    /// Its documentation, with comment markers.
    pub doc: String,
    /// Its documentation in Rust.
    pub docs: TokenStream,
    /// The arguments.
    pub in_args: Vec<Arg>,
    /// The results, without the error.
    pub out_args: Vec<Arg>,
    /// The streams, if it has any.
    pub streams: Option<Streams>,
    /// The tags: expressions of the type of `any`.
    pub tags: Vec<TokenStream>,
}

/// An argument or result.
#[derive(Clone, Debug)]
pub struct Arg {
    /// Its name in VDL; results may have none.
    pub label: String,
    /// Its name in Rust, which no other name in the signature is equal to.
    pub name: Ident,
    /// How it is passed.
    pub passed: Passed,
    /// Its type as a client's argument.
    pub lent: TokenStream,
}

/// The types of the items that a client and a server send.
#[derive(Clone, Debug)]
pub struct Streams {
    /// What the client sends.
    pub client: Option<TokenStream>,
    /// What the server sends.
    pub server: Option<TokenStream>,
}

/// Names of functions that clients have besides the methods.
pub const CLIENT_FUNCTIONS: [&str; 2] = ["new", "with_caller"];

/// Names of parameters that methods have besides the arguments.
pub const PARAMETERS: [&str; 3] = ["cx", "call", "stream"];

/// The Rust name of a method or argument.
#[must_use]
pub fn rust_name(vdl: &str) -> String {
    snake(vdl)
}

/// The trait, the client, the server and the description.
#[must_use]
pub fn tokens(interface: &Interface) -> TokenStream {
    [
        interfaces::description(interface),
        interfaces::client(interface),
        interfaces::server(interface),
    ]
    .into_iter()
    .collect()
}

impl Interface {
    /// Documentation and lints of an item.
    pub(super) fn head(&self) -> TokenStream {
        let (docs, lint) = (&self.docs, &self.lint);
        quote!(#docs #lint)
    }
}

impl Method {
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
            .filter(|arg| !arg.label.is_empty())
            .map(|arg| format!("`{}`", arg.label))
            .collect();
        let text = match names.as_slice() {
            [] => return None,
            [name] => format!(" Gives {name}."),
            [_, ..] => format!(" Gives ({}).", names.join(", ")),
        };
        let blank = (!self.docs.is_empty()).then(|| quote!(#[doc = ""]));
        Some(quote!(#blank #[doc = #text]))
    }
}

impl Streams {
    /// The type of what a client sends.
    pub(super) fn client(&self, rt: &TokenStream, none: &TokenStream) -> TokenStream {
        or_none(self.client.as_ref(), rt, none)
    }

    /// The type of what a server sends.
    pub(super) fn server(&self, rt: &TokenStream, none: &TokenStream) -> TokenStream {
        or_none(self.server.as_ref(), rt, none)
    }
}

fn or_none(ty: Option<&TokenStream>, rt: &TokenStream, none: &TokenStream) -> TokenStream {
    ty.cloned().unwrap_or_else(|| quote!(#rt::#none))
}

/// The attribute about the name of a trait, if there has to be one.
pub(super) fn name_lint(name: &str) -> TokenStream {
    if is_odd_camel(name) {
        quote!(#[allow(non_camel_case_types)])
    } else {
        TokenStream::new()
    }
}

/// The VDL name of a Rust method or field: `get_url` becomes `GetUrl`.
#[must_use]
pub fn wire_name(rust: &str) -> String {
    let capital = |word: &String| {
        let mut word = word.clone();
        if let Some(first) = word.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        word
    };
    words(rust).iter().map(capital).collect()
}

/// The words of a Rust name, which begin behind underscores and with upper-case letters behind others.
#[must_use]
pub fn words(rust: &str) -> Vec<String> {
    let mut words = Vec::new();
    for part in rust.split('_').filter(|part| !part.is_empty()) {
        let mut word = String::new();
        for ch in part.chars() {
            if ch.is_uppercase()
                && word
                    .chars()
                    .next_back()
                    .is_some_and(|last| !last.is_uppercase())
            {
                words.push(std::mem::take(&mut word));
            }
            word.push(ch);
        }
        words.push(word);
    }
    words
}
