//! Constants that exist from the time when they are first asked for: codegen §3.16.

use vdl::coder::from_value;
use vdl::{Value, VdlRead, VdlWrite, parse_value};

use crate::vom::Any;

/// The value of a text as the compiler prints it.
///
/// # Panics
///
/// If the text is no such value.
pub fn constant<T: VdlRead>(text: &str) -> T {
    let value = constant_value(text);
    from_value(&value).unwrap_or_else(|error| panic!("the constant {text}: {error}"))
}

/// What holds a constant of any type.
///
/// # Panics
///
/// If the value cannot be encoded.
pub fn any<T: VdlWrite + ?Sized>(value: &T) -> Any {
    Any::new(value).unwrap_or_else(|error| panic!("a constant of any: {error}"))
}

/// What holds the value of a text as the compiler prints it.
///
/// # Panics
///
/// If the text is no such value.
pub fn any_constant(text: &str) -> Any {
    any::<Value>(&constant_value(text))
}

fn constant_value(text: &str) -> Value {
    parse_value(text).unwrap_or_else(|error| panic!("the constant {text}: {error}"))
}
