//! What the runtime does, seen from outside.

#[path = "../vdl/tests/arbitrary.rs"]
mod arbitrary;
mod node;
mod vom_hostile;
mod vom_properties;
mod vom_statics;
