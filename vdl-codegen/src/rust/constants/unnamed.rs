//! Values as what they are made of.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use vdl::{Kind, Type, ValueRef, View};

use super::super::grouped::{parenthesized, separated};
use super::super::mapping::Side;
use super::super::scope::Scope;
use super::sequence::collected;
use super::{Wanted, number};
use crate::options::Place;

impl Scope<'_> {
    /// A value as what it is made of, whether its type has a name or not.
    pub(super) fn unnamed_constant(
        &self,
        value: ValueRef<'_>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        Some(match value.view() {
            View::Bool(value) => quote!(#value),
            View::Unsigned(_) | View::Signed(_) | View::Float(_) => number::literal(value)?,
            View::String(bytes) => self.string_constant(bytes, place, wanted),
            View::TypeObject(ty) => self.type_constant(ty, place),
            View::Optional(Some(_)) if value.ty().is_error() => {
                let text = value.to_string();
                quote!(#rt::constant(#text))
            }
            View::Optional(None) => quote!(::core::option::Option::None),
            View::Optional(Some(held)) => {
                let held = self.constant(held, place, wanted)?;
                let held = parenthesized(held);
                quote!(::core::option::Option::Some #held)
            }
            View::Any(held) => self.any_constant(value, held, place, wanted)?,
            View::Bytes(bytes) => self.bytes(value, bytes, place, wanted)?,
            View::List(elems) => {
                let elems: Vec<ValueRef<'_>> = elems.collect();
                if value.kind() == Kind::Array {
                    self.array_constant(&elems, place, wanted)?
                } else {
                    self.list_constant(&elems, place, wanted)?
                }
            }
            View::Set(keys) => {
                let keys: Option<Vec<_>> = keys
                    .map(|key| self.key_constant(key, place, wanted))
                    .collect();
                collected(keys?)
            }
            View::Map(entries) => {
                let entry = |(key, elem)| {
                    let key = self.key_constant(key, place, wanted)?;
                    let elem = self.constant(elem, place, wanted)?;
                    Some(TokenTree::from(parenthesized(separated([key, elem]))).into())
                };
                collected(entries.map(entry).collect::<Option<Vec<_>>>()?)
            }
            // These have names.
            View::Enum { .. } | View::Struct(_) | View::Union { .. } => return None,
        })
    }

    fn string_constant(&self, bytes: &[u8], place: Place<'_>, wanted: Wanted) -> TokenStream {
        let text = String::from_utf8_lossy(bytes);
        let is_own = wanted.side == Side::Native
            && self.plan.options.string_types.of(place).next().is_some();
        match (is_own, text.is_empty()) {
            (false, true) => quote!(::std::string::String::new()),
            (false, false) => quote!(::std::string::String::from(#text)),
            (true, _) => quote!(::core::convert::From::from(::std::string::String::from(#text))),
        }
    }

    fn type_constant(&self, ty: &Type, place: Place<'_>) -> TokenStream {
        let rt = &self.rt;
        if *ty == Type::ANY {
            return quote!(#rt::Type::ANY);
        }
        let ty = self.map(ty.as_ref(), place, Side::Wire).ty;
        quote!(<#ty as #rt::VdlType>::vdl_type().clone())
    }

    fn any_constant(
        &self,
        value: ValueRef<'_>,
        held: Option<ValueRef<'_>>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        if self.plan.options.any_as_value.fit(place) {
            let text = value.to_string();
            return Some(quote!(#rt::constant(#text)));
        }
        let Some(held) = held else {
            return Some(quote!(#rt::Any::nil()));
        };
        let ty = self.map(held.ty(), place, Side::Wire).ty;
        let wanted = Wanted {
            side: Side::Wire,
            ..wanted
        };
        let held = self.constant(held, place, wanted)?;
        let held = parenthesized(quote!(&).into_iter().chain(held).collect());
        Some(quote!(#rt::any::<#ty> #held))
    }

    fn key_constant(
        &self,
        key: ValueRef<'_>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        let value = self.constant(key, place, wanted)?;
        let is_float =
            matches!(key.kind(), Kind::Float32 | Kind::Float64) && key.ty().name().is_none();
        Some(if is_float {
            quote!(#rt::FloatKey(#value))
        } else {
            value
        })
    }
}
