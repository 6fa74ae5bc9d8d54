//! Conversion of a constant to a type: `T(x)` and what untyped constants become (`vdl-language` §7.2).

use vdl::{Kind, Type, TypeRef, Value};

use crate::constant::failure::Failure;
use crate::constant::float::{self, Rounded, Width};
use crate::constant::integer::Integer;
use crate::constant::rational::Rational;
use crate::constant::scalar::Scalar;
use crate::constant::{Constant, Context, text};

/// Converts any constant, as `T(x)` does.
pub(crate) fn convert(constant: Constant, target: TypeRef<'_>, context: &Context<'_>) -> Result<Constant, Failure> {
    let other = matches!(constant.scalar(), Scalar::Other(_));
    if other || matches!(target.kind(), Kind::Any | Kind::Union) {
        return value(constant.into_value(context)?, target, context).map(Constant::Typed);
    }
    scalar(&constant, target, context)
}

/// Converts a boolean, string, byte sequence or number, as operands are brought to the type of the other one.
pub(crate) fn scalar(constant: &Constant, target: TypeRef<'_>, context: &Context<'_>) -> Result<Constant, Failure> {
    let kind = target.kind();
    match constant.scalar() {
        Scalar::Boolean(value) if kind == Kind::Bool => {
            typed(Value::bool(&target.to_owned(), value), constant, target, context)
        }
        Scalar::Bytes(found) if kind == Kind::String || target.is_bytes() => {
            if target.len().is_some_and(|length| length != found.len() as u64) {
                return Err(Failure::length(constant, found.len(), target, context));
            }
            context.meter.bytes(found.len() as u64)?;
            bytes(found.into_owned(), target, context)
        }
        Scalar::Integer(value) if kind.is_number() => integer(&value, target, context),
        Scalar::Rational(value) if kind.is_number() => rational(&value, target, context),
        Scalar::Boolean(_) | Scalar::Bytes(_) | Scalar::Integer(_) | Scalar::Rational(_) | Scalar::Other(_) => {
            Err(Failure::no_conversion(constant, target, context))
        }
    }
}
