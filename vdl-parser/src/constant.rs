//! Constants while they are evaluated: exact untyped numbers, conversions and operators (`vdl-language` §7.1–7.3).
//!
//! Pure arithmetic on values. Names, literals and slots, and everything else that needs the syntax tree or a place, are
//! `compile`'s business; here a mistake is a [`Failure`] without a place.

pub(crate) mod convert;
pub(crate) mod failure;
pub(crate) mod float;
pub(crate) mod integer;
pub(crate) mod literal;
pub(crate) mod meter;
pub(crate) mod operator;
pub(crate) mod rational;
pub(crate) mod scalar;
pub(crate) mod text;

#[cfg(test)]
mod properties;

use vdl::{Type, TypeRef, Value};

use self::failure::Failure;
use self::integer::Integer;
use self::meter::Meter;
use self::rational::Rational;

/// What an expression evaluates to.
#[derive(Clone, Debug)]
pub(crate) enum Constant {
    /// An untyped integer.
    Integer(Integer),
    /// An untyped rational.
    Rational(Box<Rational>),
    /// An untyped boolean or string, as a value of the built-in type that it takes in the end.
    Untyped(Value),
    /// A typed value.
    Typed(Value),
}

/// What all steps of an evaluation share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context<'c> {
    /// The package that messages are for: its types are called by their local names.
    pub(crate) package: &'c str,
    /// The budget.
    pub(crate) meter: &'c Meter,
}

impl Constant {
    /// An untyped boolean.
    pub(crate) fn boolean(value: bool) -> Self {
        Self::Untyped(Value::from(value))
    }

    /// A stored value when it is referred to: the built-in `bool` and `string` count as untyped then.
    pub(crate) fn stored(value: Value) -> Self {
        let untyped = *value.ty() == Type::BOOL || *value.ty() == Type::STRING;
        if untyped {
            Self::Untyped(value)
        } else {
            Self::Typed(value)
        }
    }

    /// The type, if there is one already.
    pub(crate) fn ty(&self) -> Option<TypeRef<'_>> {
        match self {
            Self::Integer(_) | Self::Rational(_) | Self::Untyped(_) => None,
            Self::Typed(value) => Some(value.ty().into()),
        }
    }

    /// The final value: untyped booleans and strings take their built-in types, untyped numbers have none.
    pub(crate) fn into_value(self, context: Context<'_>) -> Result<Value, Failure> {
        match self {
            Self::Integer(_) | Self::Rational(_) => Err(Failure::needs_type(&self, context)),
            Self::Untyped(value) | Self::Typed(value) => Ok(value),
        }
    }
}
