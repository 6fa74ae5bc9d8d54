//! How generated types are coded: calls of the macros that know (the crate `vdl`, module `coder::glue`).
//!
//! Nothing else here knows of them. A field that is not coded as its own type has a way behind it, two functions.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use vdl_parser::env::TypeDef;

use super::mapping::Mapped;
use super::scope::Scope;

/// A field, variant or label: its Rust name, its VDL name and its type.
#[derive(Clone, Debug)]
pub(crate) struct Member<'t> {
    pub(crate) name: Ident,
    pub(crate) vdl: &'t str,
    pub(crate) mapped: Mapped,
    /// The path of the function that makes the value that stands for zero, if it is not `Default`.
    pub(crate) zero: Option<TokenStream>,
}

/// The coder traits for a struct.
pub(crate) fn structure(
    scope: &Scope<'_>,
    def: &TypeDef,
    name: &Ident,
    members: &[Member<'_>],
) -> TokenStream {
    let (rt, vdl) = (&scope.rt, def.ty.name());
    let fields = fields(scope, members, Zeros::Told);
    quote!(#rt::structure! { #name, #vdl { #fields } })
}

/// The coder traits for a union.
pub(crate) fn union(
    scope: &Scope<'_>,
    def: &TypeDef,
    name: &Ident,
    members: &[Member<'_>],
) -> TokenStream {
    let (rt, vdl) = (&scope.rt, def.ty.name());
    let fields = fields(scope, members, Zeros::Default);
    quote!(#rt::union! { #name, #vdl { #fields } })
}

/// The coder traits for an enum.
pub(crate) fn enumeration(
    scope: &Scope<'_>,
    def: &TypeDef,
    name: &Ident,
    labels: &[(Ident, &str)],
) -> TokenStream {
    let (rt, vdl) = (&scope.rt, def.ty.name());
    let labels = positions(labels.iter().map(|(name, label)| quote!(#name #label)));
    quote!(#rt::enumeration! { #name, #vdl { #(#labels),* } })
}

/// The coder traits for a newtype.
pub(crate) fn newtype(
    scope: &Scope<'_>,
    def: &TypeDef,
    name: &Ident,
    held: &Mapped,
) -> TokenStream {
    let (rt, vdl, ty) = (&scope.rt, def.ty.name(), &held.ty);
    let way = way(scope, held, None);
    quote!(#rt::newtype! { #name, #vdl { 0: #ty #way } })
}

/// Items with their positions before them.
pub(crate) fn positions(
    items: impl Iterator<Item = TokenStream>,
) -> impl Iterator<Item = TokenStream> {
    items.enumerate().map(|(at, item)| {
        let at = Literal::usize_unsuffixed(at);
        quote!(#at #item)
    })
}

/// Whether fields may have a zero other than their `Default`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zeros {
    Told,
    Default,
}

fn fields(scope: &Scope<'_>, members: &[Member<'_>], zeros: Zeros) -> TokenStream {
    let fields = positions(members.iter().map(|member| {
        let Member {
            name,
            vdl,
            mapped,
            zero,
        } = member;
        let ty = &mapped.ty;
        let way = way(
            scope,
            mapped,
            zero.as_ref().filter(|_| zeros == Zeros::Told),
        );
        quote!(#name #vdl: #ty #way)
    }));
    quote!(#(#fields),*)
}

fn way(scope: &Scope<'_>, mapped: &Mapped, zero: Option<&TokenStream>) -> Option<TokenStream> {
    let (rt, way) = (&scope.rt, mapped.way.as_ref()?);
    let zero = zero.map(|path| quote!(, default #path));
    Some(quote!(=> [with #rt::Way<#way>::to_native, #rt::Way<#way>::from_native #zero]))
}
