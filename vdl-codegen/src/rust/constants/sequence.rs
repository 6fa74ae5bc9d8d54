//! Lists and arrays, and what fills sets and maps.

use proc_macro2::{Literal, TokenStream, TokenTree};
use quote::quote;
use vdl::{Kind, ValueRef};

use super::super::grouped::listed;
use super::super::scope::Scope;
use super::{Wanted, When};
use crate::options::Place;

/// Lists and maps with more elements do not go over the stack.
const MAX_ON_STACK: usize = 64;

/// Arrays that end in more zeros than this do not spell them out.
const MAX_ZEROS: usize = 16;

impl Scope<'_> {
    pub(super) fn bytes(
        &self,
        value: ValueRef<'_>,
        bytes: &[u8],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let elem = value.ty().elem()?;
        if elem.name().is_some() {
            let elems: Vec<ValueRef<'_>> = value.elems().collect();
            return if value.kind() == Kind::Array {
                self.array_constant(&elems, place, wanted)
            } else {
                self.list_constant(&elems, place, wanted)
            };
        }
        let (rt, literal) = (&self.rt, Literal::byte_string(bytes));
        let is_list = value.kind() == Kind::List;
        Some(if !is_list && bytes.iter().all(|byte| *byte == 0) {
            let len = Literal::usize_unsuffixed(bytes.len());
            quote!([0; #len])
        } else if !is_list {
            quote!(*#literal)
        } else if self.is_shared_bytes(elem, place) {
            quote!(#rt::Bytes::from_static(#literal))
        } else if bytes.is_empty() {
            quote!(::std::vec::Vec::new())
        } else {
            quote!(#literal.to_vec())
        })
    }

    pub(super) fn list_constant(
        &self,
        elems: &[ValueRef<'_>],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let elems: Option<Vec<_>> = elems
            .iter()
            .map(|elem| self.constant(*elem, place, wanted))
            .collect();
        let elems = elems?;
        let len = elems.len();
        let elems = listed(elems);
        Some(match len {
            0 => quote!(::std::vec::Vec::new()),
            1..=MAX_ON_STACK => quote!(::std::vec::Vec::from(#elems)),
            _ => quote!(::std::vec!#elems),
        })
    }

    /// The elements of an array; zeros at the end are not spelled out if there are many.
    pub(super) fn array_constant(
        &self,
        elems: &[ValueRef<'_>],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let zeros = elems.iter().rev().take_while(|elem| elem.is_zero()).count();
        let spelled = if zeros > MAX_ZEROS {
            elems.len() - zeros
        } else {
            elems.len()
        };
        let values: Option<Vec<_>> = elems[..spelled]
            .iter()
            .map(|elem| self.constant(*elem, place, wanted))
            .collect();
        let values = values?;
        let Some(zero) = elems.get(spelled) else {
            return Some(TokenTree::from(listed(values)).into());
        };
        let all_zero = match wanted.when {
            When::Running => quote!(::core::array::from_fn(|_| {
                ::core::default::Default::default()
            })),
            When::Compiling => {
                let zero = self.constant(*zero, place, wanted)?;
                let len = Literal::usize_unsuffixed(elems.len());
                quote!([const { #zero }; #len])
            }
        };
        if values.is_empty() {
            return Some(all_zero);
        }
        let set = values.into_iter().enumerate().map(|(at, value)| {
            let at = Literal::usize_unsuffixed(at);
            quote!(array[#at] = #value;)
        });
        Some(quote!({
            let mut array = #all_zero;
            #(#set)*
            array
        }))
    }
}

/// A set or map of its keys or entries.
pub(super) fn collected(items: Vec<TokenStream>) -> TokenStream {
    let len = items.len();
    let items = listed(items);
    match len {
        0 => quote!(::core::default::Default::default()),
        1..=MAX_ON_STACK => quote!(::core::convert::From::from(#items)),
        _ => quote!(::core::iter::FromIterator::from_iter(::std::vec!#items)),
    }
}
