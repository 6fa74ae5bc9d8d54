//! One binary with every suite that needs more than one crate.

mod cases;
mod compiles;
mod derive;
mod embedded;
mod formatting;
mod generated;
mod hostile;
mod layering;
mod macros;
