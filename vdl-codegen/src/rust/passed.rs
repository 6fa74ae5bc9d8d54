//! Values that are passed: arguments, results, items of streams, parameters of errors (codegen §3.18).

use proc_macro2::TokenStream;
use quote::quote;
use vdl::{Shape, TypeRef};

use super::mapping::{Mapped, Side};
use super::scope::Scope;
use super::traits::is_copy;
use crate::options::Place;

/// How a value is passed.
#[derive(Clone, Debug)]
pub struct Passed {
    mapped: Mapped,
    /// What travels, where that is another type.
    wire: TokenStream,
    lending: Lending,
}

/// How a client lends a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lending {
    /// By value.
    Copy,
    /// By reference.
    Reference,
    /// As a string slice.
    Text,
    /// As a slice.
    Slice,
    /// As an optional of a reference.
    Optional,
}

impl Scope<'_> {
    /// How values of a type are passed in some place.
    pub(crate) fn passed(&self, ty: TypeRef<'_>, place: Place<'_>) -> Passed {
        let mapped = self.map(ty, place, Side::Native);
        let wire = self.map(ty, place, Side::Wire).ty;
        let lending = if mapped.way.is_some() {
            Lending::Reference
        } else {
            self.lending(ty, place)
        };
        Passed {
            mapped,
            wire,
            lending,
        }
    }

    fn lending(&self, ty: TypeRef<'_>, place: Place<'_>) -> Lending {
        let is_named = ty.name().is_some();
        match ty.shape() {
            Shape::Bool
            | Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64
            | Shape::Enum(_) => {
                let is_copied = !is_named || is_copy(ty);
                if is_copied {
                    Lending::Copy
                } else {
                    Lending::Reference
                }
            }
            Shape::String if !is_named => Lending::Text,
            Shape::List(elem) if !is_named && !self.is_shared_bytes(elem, place) => Lending::Slice,
            Shape::Optional(_) => Lending::Optional,
            Shape::Any
            | Shape::TypeObject
            | Shape::String
            | Shape::List(_)
            | Shape::Array { .. }
            | Shape::Set(_)
            | Shape::Map { .. }
            | Shape::Struct(_)
            | Shape::Union(_) => Lending::Reference,
        }
    }

    /// The type of a client's argument.
    pub(crate) fn lent(&self, passed: &Passed, ty: TypeRef<'_>, place: Place<'_>) -> TokenStream {
        let elem = || {
            let rt = &self.rt;
            if ty.is_error() {
                return quote!(#rt::Error);
            }
            let elem = ty.elem().map(|elem| self.map(elem, place, Side::Native).ty);
            elem.unwrap_or_default()
        };
        passed.lending.ty(&passed.mapped.ty, elem)
    }

    /// The type of an item of a stream, which travels as it is.
    pub(crate) fn streamed(&self, ty: TypeRef<'_>, place: Place<'_>) -> TokenStream {
        self.map(ty, place, Side::Wire).ty
    }
}

impl Lending {
    /// The type of an argument; `elem` is that of what a list or optional holds.
    pub fn ty(self, owned: &TokenStream, elem: impl FnOnce() -> TokenStream) -> TokenStream {
        match self {
            Self::Copy => owned.clone(),
            Self::Reference => quote!(&#owned),
            Self::Text => quote!(&str),
            Self::Slice => {
                let elem = elem();
                quote!(&[#elem])
            }
            Self::Optional => {
                let elem = elem();
                quote!(::core::option::Option<&#elem>)
            }
        }
    }
}

impl Passed {
    /// A value of a type that travels as it is.
    #[must_use]
    pub fn plain(ty: TokenStream, lending: Lending) -> Self {
        Self {
            wire: ty.clone(),
            mapped: Mapped { ty, way: None },
            lending,
        }
    }

    /// The type that a program holds.
    pub(crate) fn owned(&self) -> &TokenStream {
        &self.mapped.ty
    }

    /// The type that travels.
    pub(crate) fn wire(&self) -> &TokenStream {
        &self.wire
    }

    /// The call that appends a lent value, after the receiver.
    pub(crate) fn append_lent(&self, rt: &TokenStream, value: &TokenStream) -> TokenStream {
        match self.lending {
            Lending::Copy | Lending::Optional => self.append(rt, value),
            Lending::Reference | Lending::Text | Lending::Slice => match &self.mapped.way {
                Some(way) => quote!(.and_from(#rt::Way::<#way>::from_native(#value))),
                None => quote!(.and(#value)),
            },
        }
    }

    /// The call that appends an owned value, after the receiver.
    pub(crate) fn append(&self, rt: &TokenStream, value: &TokenStream) -> TokenStream {
        match &self.mapped.way {
            Some(way) => quote!(.and_from(#rt::Way::<#way>::from_native(&#value))),
            None => quote!(.and(&#value)),
        }
    }

    /// The call that appends an owned value to an error, after the receiver.
    pub(crate) fn append_param(&self, rt: &TokenStream, value: &TokenStream) -> TokenStream {
        match &self.mapped.way {
            Some(way) => quote!(.param_from(#rt::Way::<#way>::from_native(&#value))),
            None => quote!(.param(&#value)),
        }
    }

    /// The value as messages show it.
    pub(crate) fn shown(&self, rt: &TokenStream, value: &TokenStream) -> TokenStream {
        match &self.mapped.way {
            Some(way) => quote!(#rt::shown_from(#rt::Way::<#way>::from_native(&#value))),
            None => quote!(#rt::shown(&#value)),
        }
    }

    /// What makes the Rust type out of what travels, if that is another type.
    pub(crate) fn conversion(&self, rt: &TokenStream) -> Option<TokenStream> {
        let way = self.mapped.way.as_ref()?;
        Some(quote!(#rt::Way::<#way>::to_native))
    }
}
