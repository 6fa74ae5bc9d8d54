//! Numbers as literals.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vdl::{Kind, ValueRef, View};

/// The literal of a number; those of 64 bits say so.
pub(super) fn literal(value: ValueRef<'_>) -> Option<TokenStream> {
    match value.view() {
        View::Unsigned(number) => Some(integer(false, number, value.kind())),
        View::Signed(number) => Some(integer(number < 0, number.unsigned_abs(), value.kind())),
        View::Float(number) if value.kind() == Kind::Float32 => Some(float32(number as f32)),
        View::Float(number) => Some(float64(number)),
        View::Any(_)
        | View::Optional(_)
        | View::Bool(_)
        | View::String(_)
        | View::Enum { .. }
        | View::TypeObject(_)
        | View::Bytes(_)
        | View::List(_)
        | View::Set(_)
        | View::Map(_)
        | View::Struct(_)
        | View::Union { .. } => None,
    }
}

fn integer(is_negative: bool, size: u64, kind: Kind) -> TokenStream {
    let literal = match kind {
        Kind::Uint64 => Literal::u64_suffixed(size),
        // The smallest number has a size that is no number itself.
        Kind::Int64 => match format!("{size}i64").parse() {
            Ok(literal) => literal,
            Err(_) => Literal::u64_unsuffixed(size),
        },
        Kind::Any
        | Kind::Optional
        | Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Float32
        | Kind::Float64
        | Kind::String
        | Kind::Enum
        | Kind::TypeObject
        | Kind::Array
        | Kind::List
        | Kind::Set
        | Kind::Map
        | Kind::Struct
        | Kind::Union => Literal::u64_unsuffixed(size),
    };
    signed(is_negative, &literal)
}

fn float32(number: f32) -> TokenStream {
    if number.is_nan() {
        quote!(f32::NAN)
    } else if number.is_infinite() {
        if number > 0.0 {
            quote!(f32::INFINITY)
        } else {
            quote!(f32::NEG_INFINITY)
        }
    } else {
        signed(
            number.is_sign_negative(),
            &Literal::f32_unsuffixed(number.abs()),
        )
    }
}

fn float64(number: f64) -> TokenStream {
    if number.is_nan() {
        quote!(f64::NAN)
    } else if number.is_infinite() {
        if number > 0.0 {
            quote!(f64::INFINITY)
        } else {
            quote!(f64::NEG_INFINITY)
        }
    } else {
        signed(
            number.is_sign_negative(),
            &Literal::f64_unsuffixed(number.abs()),
        )
    }
}

fn signed(is_negative: bool, literal: &Literal) -> TokenStream {
    if is_negative {
        quote!(-#literal)
    } else {
        quote!(#literal)
    }
}
