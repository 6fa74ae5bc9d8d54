//! What the rules of conversion and operators tell apart in a constant.

use std::borrow::Cow;

use vdl::ValueRef;

use crate::constant::Constant;
use crate::constant::integer::Integer;
use crate::constant::rational::Rational;

/// The category of a constant, typed or not, with its exact value.
#[derive(Clone, Debug)]
pub(crate) enum Scalar<'c> {
    Boolean(bool),
    /// A string, or a list or array of bytes.
    Bytes(&'c [u8]),
    Integer(Cow<'c, Integer>),
    Rational(Cow<'c, Rational>),
    /// Enums, type objects, composites, optionals and any.
    Other(ValueRef<'c>),
}

impl Constant {
    /// The category and the exact value.
    pub(crate) fn scalar(&self) -> Scalar<'_> {
        match self {
            Self::Integer(value) => Scalar::Integer(Cow::Borrowed(value)),
            Self::Rational(value) => Scalar::Rational(Cow::Borrowed(value)),
            Self::Untyped(value) | Self::Typed(value) => of_value(value.as_ref()),
        }
    }
}

fn of_value(value: ValueRef<'_>) -> Scalar<'_> {
    let kind = value.ty().kind();
    if kind.is_integer() {
        if let Some(integer) = value.as_i128() {
            return Scalar::Integer(Cow::Owned(Integer::Small(integer)));
        }
    } else if kind.is_float() {
        if let Some(float) = value.as_f64() {
            return Scalar::Rational(Cow::Owned(Rational::from_f64(float)));
        }
    } else if let Some(boolean) = value.as_bool() {
        return Scalar::Boolean(boolean);
    } else if let Some(bytes) = value.as_bytes() {
        return Scalar::Bytes(bytes);
    }
    Scalar::Other(value)
}
