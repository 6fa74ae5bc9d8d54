//! From compiled VDL packages to text: canonical VDL, dumps, and formatted sources.
//!
//! Everything here is a pure function from data to text. Reading and writing files is the caller's.

pub mod dump;
pub mod format;
pub mod render;
pub mod vdl;
