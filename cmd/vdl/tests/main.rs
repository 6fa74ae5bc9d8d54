//! The command as people and scripts meet it.

mod commands;
mod converting;
mod diagnostics;
mod error_formats;
mod flags;
mod formatting;
mod generating;
mod tree;
