//! What the crate does, seen from outside.

mod arbitrary;
mod cases;
mod conversions;
mod limits;
mod parse;
mod properties;
mod texts;
mod types;
