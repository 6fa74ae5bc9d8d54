//! One binary with every suite that needs more than one crate.

mod cases;
mod derive;
mod embedded;
mod formatting;
mod hostile;
mod layering;
