//! One binary with every suite that needs more than one crate.

mod cases;
mod hostile;
mod layering;
