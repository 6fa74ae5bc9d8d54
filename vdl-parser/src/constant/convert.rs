//! Conversion of a constant to a type: `T(x)` and what untyped constants become (`vdl-language` §7.2).

use vdl::{Kind, Type, TypeRef, Value, ValueError};

use crate::constant::failure::Failure;
use crate::constant::float::{self, Rounded, Width};
use crate::constant::integer::Integer;
use crate::constant::rational::Rational;
use crate::constant::scalar::Scalar;
use crate::constant::{Constant, Context, text};

/// Converts any constant, as `T(x)` does.
pub(crate) fn convert(
    constant: Constant,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    let by_value = matches!(constant.scalar(), Scalar::Other(_))
        || matches!(target.kind(), Kind::Any | Kind::Union);
    if by_value {
        value(&constant.into_value(context)?, target, context)
    } else {
        scalar(&constant, target, context)
    }
}

/// Converts a boolean, string, byte sequence or number, as an operand is brought to the type of the other one.
pub(crate) fn scalar(
    constant: &Constant,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    let kind = target.kind();
    match constant.scalar() {
        Scalar::Boolean(found) if kind == Kind::Bool => {
            made(Value::bool(&target.to_owned(), found), target, context)
        }
        Scalar::Bytes(found) if kind == Kind::String || target.is_bytes() => {
            if target
                .len()
                .is_some_and(|length| length != found.len() as u64)
            {
                return Err(Failure::length(constant, found.len(), target, context));
            }
            context.meter.bytes(found.len() as u64)?;
            bytes(found.to_vec(), target, context)
        }
        Scalar::Integer(found) if kind.is_number() => integer(&found, target, context),
        Scalar::Rational(found) if kind.is_number() => rational(&found, target, context),
        Scalar::Boolean(_)
        | Scalar::Bytes(_)
        | Scalar::Integer(_)
        | Scalar::Rational(_)
        | Scalar::Other(_) => Err(Failure::no_conversion(constant, target, context)),
    }
}

/// The string or byte sequence of a type, whose length is checked.
pub(crate) fn bytes(
    found: Vec<u8>,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    let ty = target.to_owned();
    if target.kind() == Kind::String {
        return made(Value::string(&ty, found), target, context);
    }
    match target.len() {
        Some(length) if length != found.len() as u64 => {
            let joined = Value::string(&Type::STRING, found);
            let joined = made(joined, target, context)?;
            let length = joined.len();
            Err(Failure::length(
                &Constant::Untyped(joined),
                length,
                target,
                context,
            ))
        }
        Some(_) | None => made(Value::bytes(&ty, found), target, context),
    }
}

/// The number of a type that an exact integer becomes.
pub(crate) fn integer(
    found: &Integer,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    if let Some(width) = width(target.kind()) {
        let rounded = float::round_integer(found, width, context.meter)?;
        return floating(rounded, || text::integer(found), width, target, context);
    }
    let ty = target.to_owned();
    let fitting = found
        .to_i128()
        .and_then(|small| Value::integer(&ty, small).ok());
    fitting.ok_or_else(|| Failure::overflow(text::integer(found), target, context))
}

/// The number of a type that an exact rational becomes.
pub(crate) fn rational(
    found: &Rational,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    match width(target.kind()) {
        Some(width) => {
            let rounded = float::round(found, width, context.meter)?;
            floating(rounded, || text::rational(found), width, target, context)
        }
        None => match found.to_integer(context.meter)? {
            Some(whole) => integer(&whole, target, context),
            None => Err(Failure::fraction(text::rational(found), target, context)),
        },
    }
}

/// The result of a constructor whose arguments fit the type: it fails only for size.
pub(crate) fn made(
    result: Result<Value, ValueError>,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    result.map_err(|error| Failure::too_large(&error, target, context))
}

/// The float type of a kind.
pub(crate) const fn width(kind: Kind) -> Option<Width> {
    match kind {
        Kind::Float32 => Some(Width::Single),
        Kind::Float64 => Some(Width::Double),
        Kind::Any
        | Kind::Optional
        | Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::String
        | Kind::Enum
        | Kind::TypeObject
        | Kind::Array
        | Kind::List
        | Kind::Set
        | Kind::Map
        | Kind::Struct
        | Kind::Union => None,
    }
}

fn floating(
    rounded: Rounded,
    text: impl Fn() -> String,
    width: Width,
    target: TypeRef<'_>,
    context: Context<'_>,
) -> Result<Value, Failure> {
    match rounded {
        Rounded::Float(float) => made(Value::float(&target.to_owned(), float), target, context),
        Rounded::Overflow => Err(Failure::overflow(text(), target, context)),
        Rounded::Underflow => Err(Failure::underflow(text(), target, width, context)),
    }
}

/// Converts a value by the rules that values of all kinds follow, also inside others.
fn value(found: &Value, target: TypeRef<'_>, context: Context<'_>) -> Result<Value, Failure> {
    // Parts may be shared, so that the result can be larger than all source text together.
    context.meter.bytes(found.size().saturating_mul(CELL))?;
    let result = found.convert_to(&target.to_owned());
    result.map_err(|error| Failure::value(found.ty().as_ref(), target, &error, context))
}

/// About as many bytes does a part of a value take.
const CELL: u64 = 32;
