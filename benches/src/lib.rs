//! What the benches share: generated inputs, whole-process runs, and the table of results.

pub mod process;
pub mod tree;
