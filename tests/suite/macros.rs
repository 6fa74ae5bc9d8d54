//! The macros that generate code: packages on disk, packages among Rust, and services that are traits. And the way back.

mod exported;
mod included;
mod inlined;
mod services;
