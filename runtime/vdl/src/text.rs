//! Values and types as text.
//!
//! There are two forms of a value. [`const_text`] writes it as the VDL source of a constant, as seen from some package:
//! the VDL language §7.7. `Display` writes it with its full type, for people and for the order of keys: vom §16. Both are
//! read back here, as are types. JSON has a module of its own.

pub(crate) mod assembly;
pub(crate) mod constant;
mod display;
pub(crate) mod float;
pub(crate) mod nearest;
pub(crate) mod parse;
mod quote;
mod writer;

pub use self::constant::{const_text, type_text, untyped_text};
pub use self::parse::{
    TextError, TextErrorKind, parse_constant, parse_constant_in, parse_type, parse_value,
};

#[cfg(test)]
mod tests;
