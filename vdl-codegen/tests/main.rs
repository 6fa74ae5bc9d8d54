//! Texts that the crate makes, held against what they are made from.

mod files;
mod format;
mod rust;
