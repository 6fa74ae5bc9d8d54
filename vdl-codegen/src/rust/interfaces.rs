//! Interfaces: a description, a client and a server each (codegen §3.18 to §3.20).

mod client;
mod description;
mod method;
mod server;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use vdl_parser::env::{Embed, Interface, InterfaceId};

use self::method::MethodItem;
use super::items::{Item, Part, in_source_order};
use super::names::{ident, is_odd_camel};
use super::package::Scopes;
use super::paths::{Home, relative, tokens};
use super::scope::{Scope, visibility};

/// The interfaces of a package in source order.
pub(super) fn items(scopes: &Scopes<'_>) -> TokenStream {
    let scope = &scopes.package;
    let mut items = TokenStream::new();
    for (_, _, item) in in_source_order(scope.plan.env, scope.id) {
        let Item::Interface(id) = item else {
            continue;
        };
        let interface = InterfaceItem::new(scope, id);
        let options = scope.plan.options;
        items.extend(description::item(&interface));
        if options.build_client {
            items.extend(client::item(&interface));
        }
        if options.build_server {
            items.extend(server::item(&interface));
        }
    }
    items
}

/// An interface while its code is made.
#[derive(Debug)]
struct InterfaceItem<'p> {
    scope: &'p Scope<'p>,
    id: InterfaceId,
    def: &'p Interface,
    visibility: TokenStream,
    /// Its own methods.
    own: Vec<MethodItem<'p>>,
    /// Its own methods, and those of what it embeds.
    all: Vec<MethodItem<'p>>,
}

impl<'p> InterfaceItem<'p> {
    fn new(scope: &'p Scope<'p>, id: InterfaceId) -> Self {
        let env = scope.plan.env;
        let def = &env.interfaces[id];
        Self {
            scope,
            id,
            def,
            visibility: visibility(is_visible(scope, id)),
            own: method::items(scope, def, def.methods.iter()),
            all: method::items(scope, def, env.all_methods(id).into_iter()),
        }
    }

    fn name(&self, part: Part) -> Ident {
        ident(self.scope.plan.items.part_name(self.id, part))
    }

    /// The path of a part of an embedded interface.
    fn embedded(&self, embed: &Embed, part: Part) -> TokenStream {
        path(self.scope, embed.interface, part)
    }

    /// Documentation and lints of an item.
    fn head(&self) -> TokenStream {
        let docs = self.scope.docs(&self.def.docs);
        let lint = self.lint();
        quote!(#docs #lint)
    }

    fn lint(&self) -> Option<TokenStream> {
        let name = self.scope.plan.items.part_name(self.id, Part::Trait);
        is_odd_camel(name).then(|| quote!(#[allow(non_camel_case_types)]))
    }
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
