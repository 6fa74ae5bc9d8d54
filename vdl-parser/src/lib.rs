//! VDL text to diagnostics and a typed IR.

// The parser that pest derives without `std` names this crate.
extern crate alloc;

pub mod ast;
pub mod compile;
mod constant;
pub mod diagnostic;
pub mod env;
pub mod jobs;
pub mod load;
pub mod parse;
pub mod scan;
pub mod session;
pub mod source;
