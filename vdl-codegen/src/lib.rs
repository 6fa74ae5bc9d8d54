//! From compiled VDL packages to text: canonical VDL, dumps, and formatted sources.
//!
//! Everything here is a pure function from data to text. Reading and writing files is the caller's.

#[cfg(feature = "cargo")]
pub mod cargo;
#[cfg(feature = "cargo")]
pub mod config;
pub mod dump;
#[cfg(feature = "cargo")]
pub mod export;
#[cfg(feature = "cargo")]
pub mod files;
pub mod format;
pub mod generate;
pub mod options;
pub mod render;
pub mod rust;
pub mod vdl;

#[cfg(feature = "cargo")]
pub use self::cargo::{Builder, Error, GeneratedFile, compile, configure};
