//! What stands before every type: documentation, derived traits, other attributes, visibility.

use proc_macro2::TokenStream;
use quote::quote;
use vdl::Kind;
use vdl_parser::env::TypeDefId;

use super::super::names::{is_odd_camel, is_odd_snake};
use super::super::scope::{Scope, visibility};
use super::super::traits::{Order, is_copy};

/// Who implements a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Derive,
    /// An impl elsewhere.
    Hand,
}

/// The attributes and the visibility of a type.
pub(super) fn head(scope: &Scope<'_>, id: TypeDefId, default: By, debug: By) -> TokenStream {
    let def = scope.type_def(id);
    let options = scope.plan.options;
    let place = scope.place(def, None);
    let kind = def.ty.kind();
    let docs = scope.docs(&def.docs);
    let derives = derives(scope, id, default, debug);
    let non_exhaustive = matches!(kind, Kind::Struct | Kind::Enum | Kind::Union)
        .then_some(())
        .filter(|()| options.non_exhaustive.fit(place))
        .map(|()| quote!(#[non_exhaustive]));
    let of_enums = matches!(kind, Kind::Enum | Kind::Union)
        .then(|| Scope::attributes(options.enum_attributes.of(place)));
    let of_types = Scope::attributes(options.type_attributes.of(place));
    let lints = lints(scope, id, kind);
    let visibility = visibility(def.exported);
    quote!(#docs #derives #non_exhaustive #of_types #of_enums #lints #visibility)
}

/// An opaque `Debug` where options ask for it.
pub(super) fn debug(scope: &Scope<'_>, id: TypeDefId) -> (By, Option<TokenStream>) {
    let def = scope.type_def(id);
    if !scope.plan.options.skip_debug.fit(scope.place(def, None)) {
        return (By::Derive, None);
    }
    let (name, text) = (scope.name(id), scope.plan.items.type_name(id));
    let item = quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text).finish_non_exhaustive()
            }
        }
    };
    (By::Hand, Some(item))
}

/// `Default` as the zero value of VDL, where it cannot be derived.
pub(super) fn zero_default(scope: &Scope<'_>, id: TypeDefId) -> TokenStream {
    let (rt, name) = (&scope.rt, scope.name(id));
    quote! {
        impl ::core::default::Default for #name {
            fn default() -> Self {
                #rt::VdlRead::zero()
            }
        }
    }
}

fn derives(scope: &Scope<'_>, id: TypeDefId, default: By, debug: By) -> TokenStream {
    let traits = &scope.plan.traits;
    let ty = scope.type_def(id).ty.as_ref();
    let is_float = matches!(ty.kind(), Kind::Float32 | Kind::Float64);
    let mut derived = vec![quote!(Clone)];
    if is_copy(ty) {
        derived.push(quote!(Copy));
    }
    if debug == By::Derive {
        derived.push(quote!(Debug));
    }
    if default == By::Derive {
        derived.push(quote!(Default));
    }
    if !traits.is_float_key(id) {
        derived.push(quote!(PartialEq));
        match traits.order(id) {
            Order::Total => derived.push(quote!(Eq, PartialOrd, Ord, Hash)),
            Order::Eq => derived.push(quote!(Eq)),
            Order::Partial if is_float => derived.push(quote!(PartialOrd)),
            Order::Partial => {}
        }
    }
    quote!(#[derive(#(#derived),*)])
}

/// Names that VDL allows and Rust finds odd.
fn lints(scope: &Scope<'_>, id: TypeDefId, kind: Kind) -> TokenStream {
    let members = scope.plan.items.members(id);
    let variants: &[String] = if kind == Kind::Struct { &[] } else { members };
    let fields: &[String] = if kind == Kind::Struct { members } else { &[] };
    let mut names = variants
        .iter()
        .map(String::as_str)
        .chain([scope.plan.items.type_name(id)]);
    let camel = names
        .any(is_odd_camel)
        .then(|| quote!(#[allow(non_camel_case_types)]));
    let snake = fields
        .iter()
        .any(|name| is_odd_snake(name))
        .then(|| quote!(#[allow(non_snake_case)]));
    quote!(#camel #snake)
}
