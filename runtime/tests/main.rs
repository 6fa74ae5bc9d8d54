//! What the runtime does, seen from outside.

#[path = "../vdl/tests/arbitrary.rs"]
mod arbitrary;
mod derived;
mod natives;
mod node;
mod rpc;
mod values;
mod verror;
mod vom_any;
mod vom_dump;
mod vom_hostile;
mod vom_properties;
mod vom_statics;
mod vom_waiting;
