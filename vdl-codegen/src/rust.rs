//! The Rust generator: compiled packages to one stream of tokens each, and to files (`codegen` §3).
//!
//! A run is planned first ([`Plan`]): names, modules, boxes, traits. Nothing can go wrong after that. Macros take the
//! tokens as they are; for files they are printed, which is the business of the feature `cargo`. Generated code names
//! nothing but the façade of the runtime and the standard library, by absolute paths.

mod boxes;
mod check;
mod coding;
mod constants;
mod consts;
mod docs;
mod errors;
mod finding;
mod grouped;
pub mod interface;
mod interfaces;
mod items;
mod leaves;
mod mapping;
mod names;
mod natives;
mod package;
mod passed;
mod paths;
mod plan;
#[cfg(feature = "cargo")]
mod print;
mod scope;
mod traits;
mod tree;
mod types;

pub(crate) use self::paths::is_elsewhere;

pub use self::finding::Finding;
pub use self::plan::{Plan, with_dependencies};
#[cfg(feature = "cargo")]
pub use self::print::Split;
