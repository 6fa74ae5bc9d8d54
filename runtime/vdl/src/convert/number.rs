//! Numbers as numbers of other kinds.

use super::error::ConvertError;
use crate::coder::Number;
use crate::kind::Kind;
use crate::types::TypeRef;
use crate::value::{Data, ValueRef, build};

/// Converts a number, which must keep its value; a float may be rounded to a narrower float.
pub(super) fn convert(value: ValueRef<'_>, to: TypeRef<'_>) -> Result<Data, ConvertError> {
    let kind = to.kind();
    let number = match number(value) {
        Some(number) if kind.is_number() => number,
        Some(_) | None => return Err(ConvertError::incompatible(value.ty(), to)),
    };
    let data = if kind.is_integer() {
        number
            .to_integer(kind)
            .and_then(|integer| build::integer(kind, integer))
    } else {
        number.to_float(kind).map(|float| build::float(kind, float))
    };
    data.ok_or_else(|| ConvertError::Number {
        value: number.to_string(),
        ty: to.to_owned(),
    })
}

/// A value of a kind of numbers as a number.
pub(crate) fn number(value: ValueRef<'_>) -> Option<Number> {
    let kind = value.kind();
    if kind.is_float() {
        let wrap = if kind == Kind::Float32 {
            Number::Float32
        } else {
            Number::Float64
        };
        value.as_f64().map(wrap)
    } else if kind.is_unsigned() {
        value.as_u64().map(Number::Unsigned)
    } else {
        value.as_i64().map(Number::Signed)
    }
}
