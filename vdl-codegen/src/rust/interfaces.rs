//! Interfaces: a description, a client and a server each (codegen §3.18 to §3.20).

mod client;
mod definition;
mod description;
mod server;

use proc_macro2::TokenStream;

pub(super) use self::client::item as client;
use self::definition::interface;
pub(super) use self::description::item as description;
pub(super) use self::server::item as server;
use super::items::{Item, in_source_order};
use super::package::Scopes;

/// The interfaces of a package in source order.
pub(super) fn items(scopes: &Scopes<'_>) -> TokenStream {
    let scope = &scopes.package;
    let mut items = TokenStream::new();
    for (_, _, item) in in_source_order(scope.plan.env, scope.id) {
        let Item::Interface(id) = item else {
            continue;
        };
        let interface = interface(scope, id);
        let options = scope.plan.options;
        items.extend(description(&interface));
        if options.build_client {
            items.extend(client(&interface));
        }
        if options.build_server {
            items.extend(server(&interface));
        }
    }
    items
}
