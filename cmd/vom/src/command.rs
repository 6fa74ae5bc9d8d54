//! The commands, one module each.

pub(crate) mod decode;
pub(crate) mod dump;
pub(crate) mod encode;
