//! The Vanadium runtime.
//!
//! Its rooms, from the bottom up: [`vom`] turns values into bytes and back. What values and types are is the business of
//! the crate `vdl` beneath.

#[expect(
    unused_extern_crates,
    reason = "generated code names the runtime in the same way inside and outside of it"
)]
extern crate self as v23;

pub mod vom;
