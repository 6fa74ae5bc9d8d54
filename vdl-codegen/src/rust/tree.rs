//! The tree of modules: codegen §3.2.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use vdl_parser::env::PackageId;

use super::docs;
use super::names::{ident, is_odd_snake};
use super::plan::Plan;

/// A module of the tree.
#[derive(Debug, Default)]
struct Module<'p> {
    /// The package whose items it holds.
    package: Option<PackageId>,
    inside: BTreeMap<&'p str, Self>,
}

/// All packages of a plan in their modules; `items` makes what is in the module of a package.
pub(super) fn tokens(plan: &Plan<'_>, items: impl Fn(PackageId) -> TokenStream) -> TokenStream {
    let mut root = Module::default();
    for id in plan.packages() {
        let mut module = &mut root;
        for name in plan.module(*id) {
            module = module.inside.entry(name).or_default();
        }
        module.package = Some(*id);
    }
    let modules = root.inside.iter().map(|(name, module)| {
        let lints = quote! {
            #[allow(
                clippy::all,
                clippy::nursery,
                clippy::pedantic,
                dead_code,
                missing_docs,
                unnameable_types,
                unreachable_pub,
                unused_qualifications
            )]
        };
        module_item(plan, name, module, Some(lints), &items)
    });
    modules.collect()
}

/// Modules are nested as deep as paths have elements, which is checked when the run is planned.
fn module_item(
    plan: &Plan<'_>,
    name: &str,
    module: &Module<'_>,
    lints: Option<TokenStream>,
    items: &impl Fn(PackageId) -> TokenStream,
) -> TokenStream {
    let package = module.package.map(|id| &plan.env.packages[id]);
    let docs = package.map(|package| docs::attributes(&package.docs, &|_| false));
    let feature = package
        .and_then(|package| plan.options.features.get(&package.path))
        .map(|feature| quote!(#[cfg(feature = #feature)]));
    let lint = is_odd_snake(name).then(|| quote!(#[allow(non_snake_case)]));
    let items_here = module.package.map(items);
    let inside = module
        .inside
        .iter()
        .map(|(name, module)| module_item(plan, name, module, None, items));
    let name = ident(name);
    quote! {
        #docs #feature #lints #lint
        pub mod #name {
            #items_here
            #(#inside)*
        }
    }
}
