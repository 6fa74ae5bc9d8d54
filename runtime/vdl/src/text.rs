//! Values and types as text.
//!
//! There are two forms of a value. [`const_text`] writes it as the VDL source of a constant, as seen from some package:
//! the VDL language §7.7. `Display` writes it with its full type, for people and for the order of keys: vom §16. Reading
//! either is not done here.

mod constant;
mod display;
mod float;
mod quote;
mod writer;

pub use self::constant::{const_text, type_text, untyped_text};

#[cfg(test)]
mod tests;
