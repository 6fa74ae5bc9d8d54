//! Where the crate lies that is being compiled.
//!
//! Cargo tells it in the environment, and nobody else can: this is the one place where a macro looks there.

use std::path::PathBuf;

/// The folder of the `Cargo.toml` of the crate.
pub(crate) fn directory() -> Option<PathBuf> {
    std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from)
}
