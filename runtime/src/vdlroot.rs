//! The Rust types that stand in for the standard packages of VDL: vom §15, and codegen §3.15 for the mapping.
//!
//! The VDL sources of these packages are the business of the crate `vdlroot`; here is only what programs hold in their
//! hands in place of the wire types.

pub mod math;
pub mod signature;
pub mod time;
