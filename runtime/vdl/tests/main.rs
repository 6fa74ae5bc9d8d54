//! What the crate does, seen from outside.

mod arbitrary;
#[cfg(feature = "json")]
mod json;
mod limits;
mod parse;
mod properties;
mod types;
