//! The items of one package, from one generator after the other.

use proc_macro2::TokenStream;
use vdl_parser::env::PackageId;

use super::plan::Plan;
use super::scope::{Scope, WIRE};
use super::{consts, errors, interfaces, types};

/// What makes some of the items of a package.
type ItemGenerator = fn(&Scopes<'_>) -> TokenStream;

/// In the order of their output.
const GENERATORS: &[ItemGenerator] = &[
    types::items,
    consts::items,
    errors::items,
    interfaces::items,
];

/// A package seen from its module and from the module of its wire types.
#[derive(Debug)]
pub(super) struct Scopes<'p> {
    pub(super) package: Scope<'p>,
    pub(super) wire: Scope<'p>,
}

/// The items of a package, without a module around them.
pub(super) fn items(plan: &Plan<'_>, id: PackageId) -> TokenStream {
    let package = Scope::new(plan, id);
    let wire = package.inside(WIRE);
    let scopes = Scopes { package, wire };
    GENERATORS.iter().map(|generate| generate(&scopes)).collect()
}
