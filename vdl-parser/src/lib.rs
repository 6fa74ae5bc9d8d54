//! VDL text to diagnostics and a typed IR.

// The parser that pest derives without `std` names this crate.
extern crate alloc;

pub mod ast;
pub mod compile;
pub mod diagnostic;
pub mod env;
pub mod jobs;
pub mod source;
pub mod parse;
pub mod scan;
