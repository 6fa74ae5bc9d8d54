//! What the benches share: generated inputs, whole-process runs, runs in this process, and the table of results.

pub mod process;
pub mod timing;
pub mod tree;
