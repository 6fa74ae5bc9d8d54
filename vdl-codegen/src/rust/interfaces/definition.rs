//! Interfaces of VDL: their names, and what their methods take and give.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use vdl::Type;
use vdl_parser::env::{self, Docs, InterfaceId};

use super::super::constants::Wanted;
use super::super::interface::{
    Arg, Bodies, CLIENT_FUNCTIONS, Embed, Interface, Method, PARAMETERS, Parts, Streams, name_lint,
};
use super::super::items::Part;
use super::super::mapping::Side;
use super::super::names::{Taken, ident, is_identifier, snake};
use super::super::paths::{Home, relative, tokens};
use super::super::scope::{Scope, visibility};
use crate::options::Place;

/// An interface of a package, as Rust.
pub(super) fn interface(scope: &Scope<'_>, id: InterfaceId) -> Interface {
    let (env, options) = (scope.plan.env, scope.plan.options);
    let def = &env.interfaces[id];
    let package = &scope.package.path;
    let place = |member| Place {
        package,
        item: &def.name,
        member,
    };
    let embeds = def.embeds.iter().map(|embed| Embed {
        parts: parts().map(|part| path(scope, embed.interface, part)),
    });
    Interface {
        rt: scope.rt.clone(),
        name: def.name.clone(),
        package: quote!(#package),
        doc: raw(&def.docs).to_owned(),
        docs: scope.docs(&def.docs),
        lint: [Part::Trait, Part::Client, Part::Server]
            .map(|part| name_lint(scope.plan.items.part_name(id, part)))
            .into_iter()
            .find(|lint| !lint.is_empty())
            .unwrap_or_default(),
        quiet: TokenStream::new(),
        visibility: visibility(is_visible(scope, id)),
        here: quote!(self::),
        parts: parts().map(|part| ident(scope.plan.items.part_name(id, part))),
        client_attributes: Scope::attributes(options.type_attributes.of(place(Some("Client")))),
        trait_attributes: Scope::attributes(options.trait_attributes.of(place(None))),
        embeds: embeds.collect(),
        methods: methods(scope, def, def.methods.iter(), Tags::Wanted),
        client_methods: methods(scope, def, env.all_methods(id).into_iter(), Tags::Unused),
        bodies: if options.default_methods {
            Bodies::NotImplemented
        } else {
            Bodies::Required
        },
    }
}

const fn parts() -> Parts<Part> {
    Parts {
        service: Part::Trait,
        client: Part::Client,
        server: Part::Server,
        description: Part::Description,
    }
}

/// Whether the tags of methods are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tags {
    Wanted,
    Unused,
}

fn methods<'p>(
    scope: &Scope<'p>,
    interface: &env::Interface,
    methods: impl Iterator<Item = &'p env::Method>,
    tags: Tags,
) -> Vec<Method> {
    let mut taken = Taken::default();
    for name in CLIENT_FUNCTIONS {
        taken.claim(name.to_owned());
    }
    methods
        .map(|method| {
            let full = format!("{}.{}.{}", scope.package.path, interface.name, method.name);
            let renamed = scope.plan.options.renames.get(&full).cloned();
            let name = renamed
                .filter(|name| is_identifier(name))
                .unwrap_or_else(|| snake(&method.name));
            let name = ident(&taken.claim(name));
            method_item(scope, interface, method, name, tags)
        })
        .collect()
}

fn method_item(
    scope: &Scope<'_>,
    interface: &env::Interface,
    method: &env::Method,
    name: Ident,
    tags: Tags,
) -> Method {
    let place = Place {
        package: &scope.package.path,
        item: &interface.name,
        member: Some(&method.name),
    };
    let streamed = |ty: &Type| scope.streamed(ty.as_ref(), place);
    let has_streams = method.in_stream.is_some() || method.out_stream.is_some();
    Method {
        wire: method.name.clone(),
        name,
        doc: raw(&method.docs).to_owned(),
        docs: scope.docs(&method.docs),
        in_args: args(scope, &method.in_args, place),
        out_args: args(scope, &method.out_args, place),
        streams: has_streams.then(|| Streams {
            client: method.in_stream.as_ref().map(streamed),
            server: method.out_stream.as_ref().map(streamed),
        }),
        tags: match tags {
            Tags::Wanted => tag_values(scope, method, place),
            Tags::Unused => Vec::new(),
        },
    }
}

fn args(scope: &Scope<'_>, args: &[env::Arg], place: Place<'_>) -> Vec<Arg> {
    let mut taken = Taken::default();
    for name in PARAMETERS {
        taken.claim(name.to_owned());
    }
    args.iter()
        .map(|arg| {
            let passed = scope.passed(arg.ty.as_ref(), place);
            Arg {
                label: arg.name.clone(),
                name: ident(&taken.claim(snake(if arg.name.is_empty() {
                    "out"
                } else {
                    &arg.name
                }))),
                lent: scope.lent(&passed, arg.ty.as_ref(), place),
                passed,
            }
        })
        .collect()
}

fn tag_values(scope: &Scope<'_>, method: &env::Method, place: Place<'_>) -> Vec<TokenStream> {
    let rt = &scope.rt;
    let tags = method.tags.iter().map(|tag| {
        let typed = scope.map(tag.as_ref().ty(), place, Side::Native);
        let value = scope.constant(tag.as_ref(), place, Wanted::LAZY);
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

/// A comment with its markers, as signatures have it.
fn raw(docs: &Docs) -> &str {
    docs.doc.trim_end_matches('\n')
}

/// Whether an interface is seen outside of the crate: also if only through others that embed it.
fn is_visible(scope: &Scope<'_>, id: InterfaceId) -> bool {
    let interfaces = &scope.plan.env.interfaces;
    let mut pending: Vec<InterfaceId> = scope
        .package
        .interfaces
        .iter()
        .copied()
        .filter(|other| interfaces[*other].exported)
        .collect();
    let mut seen = pending.clone();
    while let Some(at) = pending.pop() {
        if at == id {
            return true;
        }
        for embed in &interfaces[at].embeds {
            if !seen.contains(&embed.interface) {
                seen.push(embed.interface);
                pending.push(embed.interface);
            }
        }
    }
    false
}

fn path(scope: &Scope<'_>, id: InterfaceId, part: Part) -> TokenStream {
    let name = ident(scope.plan.items.part_name(id, part));
    match scope.plan.paths.home(scope.plan.env.interfaces[id].package) {
        Home::Tree(module) => {
            let path = relative(scope.module(), module);
            if path.is_empty() {
                quote!(self::#name)
            } else {
                quote!(#path #name)
            }
        }
        Home::Elsewhere(path) => {
            let path = tokens(path);
            quote!(#path::#name)
        }
        // Checked when the run was planned.
        Home::Nowhere => quote!(#name),
    }
}
