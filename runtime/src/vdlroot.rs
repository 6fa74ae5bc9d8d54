//! The Rust types that stand in for the standard packages of VDL: vom §15, and codegen §3.15 for the mapping.
//!
//! Times and complex numbers are written by hand. All else is generated from the VDL sources of the crate `vdlroot`:
//! [`signature`], [`vdltool`], and below [`v_io`] the packages of the runtime.

pub mod math;
mod packages;
pub mod time;

pub use self::packages::{signature, v_io, vdltool};
