//! Numbers as numbers of other kinds.

use super::error::ConvertError;
use crate::kind::Kind;
use crate::types::TypeRef;
use crate::value::{Data, ValueRef, build};

/// Converts a number, which must keep its value; a float may be rounded to a narrower float.
pub(super) fn convert(value: ValueRef<'_>, to: TypeRef<'_>) -> Result<Data, ConvertError> {
    if !to.kind().is_number() {
        return Err(ConvertError::incompatible(value.ty(), to));
    }
    let data = match (value.as_i128(), value.as_f64()) {
        (Some(integer), _) if to.kind().is_integer() => build::integer(to.kind(), integer),
        (Some(integer), _) => integer_to_float(integer, to.kind()),
        (None, Some(float)) if to.kind().is_integer() => float_to_integer(float, to.kind()),
        (None, Some(float)) => float_to_float(value.kind(), float, to.kind()),
        (None, None) => None,
    };
    data.ok_or_else(|| {
        let integer = value.as_i128().map(|integer| integer.to_string());
        let text = integer.or_else(|| value.as_f64().map(|float| float.to_string()));
        ConvertError::Number {
            value: text.unwrap_or_default(),
            ty: to.to_owned(),
        }
    })
}

/// Every integer up to this bound, and not all beyond, are floats.
fn exact_bound(kind: Kind) -> i128 {
    if kind == Kind::Float32 {
        1 << f32::MANTISSA_DIGITS
    } else {
        1 << f64::MANTISSA_DIGITS
    }
}

fn integer_to_float(value: i128, to: Kind) -> Option<Data> {
    let bound = exact_bound(to);
    (-bound..=bound)
        .contains(&value)
        .then(|| build::float(to, value as f64))
}

fn float_to_integer(value: f64, to: Kind) -> Option<Data> {
    // Casts saturate, so the range of the wide integer must hold the value; NaN is in no range.
    let bound = 2.0_f64.powi(100);
    if !(-bound..=bound).contains(&value) || value.fract() != 0.0 {
        return None;
    }
    build::integer(to, value as i128)
}

fn float_to_float(from: Kind, value: f64, to: Kind) -> Option<Data> {
    let narrows = from == Kind::Float64 && to == Kind::Float32;
    if narrows && value.abs() > f64::from(f32::MAX) {
        return None;
    }
    Some(build::float(to, value))
}
