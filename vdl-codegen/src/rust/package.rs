//! The items of one package, piece by piece.
//!
//! A piece is what a reader would call one definition. Pieces can be made and printed side by side.

use proc_macro2::TokenStream;
use vdl_parser::env::{ConstDefId, PackageId, TypeDefId};

use super::items::{Item, in_source_order};
use super::plan::Plan;
use super::scope::{Scope, WIRE};
use super::{consts, errors, interfaces, types};

/// What makes all items of some kind.
type ItemGenerator = fn(&Scopes<'_>) -> TokenStream;

/// What comes after types and consts.
const GENERATORS: [ItemGenerator; 2] = [errors::items, interfaces::items];

/// A package seen from its module and from the module of its wire types.
#[derive(Debug)]
pub(super) struct Scopes<'p> {
    pub(super) package: Scope<'p>,
    pub(super) wire: Scope<'p>,
}

impl<'p> Scopes<'p> {
    pub(super) fn new(plan: &'p Plan<'p>, id: PackageId) -> Self {
        let package = Scope::new(plan, id);
        let wire = package.inside(WIRE);
        Self { package, wire }
    }
}

/// A part of the items of a package.
#[derive(Clone, Copy, Debug)]
pub(super) enum Piece {
    Type(TypeDefId),
    /// The types that travel in the place of native types.
    Wire,
    Const(ConstDefId),
    All(ItemGenerator),
}

/// The pieces of a package: types in source order, consts in source order, and the rest.
pub(super) fn pieces(plan: &Plan<'_>, id: PackageId) -> Vec<Piece> {
    let scope = Scope::new(plan, id);
    let (mut types, mut consts, mut wire) = (Vec::new(), Vec::new(), None);
    for (_, _, item) in in_source_order(plan.env, id) {
        match item {
            Item::Type(id) if scope.is_elsewhere(id) => {}
            Item::Type(id) if scope.stand(id).is_some() => wire = Some(Piece::Wire),
            Item::Type(id) => types.push(Piece::Type(id)),
            Item::Const(id) => consts.push(Piece::Const(id)),
            Item::Error(_) | Item::Interface(_) => {}
        }
    }
    let rest = GENERATORS.map(Piece::All);
    types
        .into_iter()
        .chain(wire)
        .chain(consts)
        .chain(rest)
        .collect()
}

/// The items of a piece.
pub(super) fn piece(scopes: &Scopes<'_>, piece: Piece) -> TokenStream {
    match piece {
        Piece::Type(id) => types::item(&scopes.package, id),
        Piece::Wire => types::wire(scopes),
        Piece::Const(id) => consts::item(&scopes.package, id),
        Piece::All(generate) => generate(scopes),
    }
}

/// The items of a package, without a module around them.
pub(super) fn items(plan: &Plan<'_>, id: PackageId) -> TokenStream {
    let scopes = Scopes::new(plan, id);
    let pieces = pieces(plan, id).into_iter();
    pieces.map(|part| piece(&scopes, part)).collect()
}
