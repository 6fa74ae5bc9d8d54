//! What the commands have in common.
//!
//! That is flags with one dash or two, standard output whose reader may leave, input from arguments, files or standard
//! input, bytes written as hex or base64, and values as VOM or text. What a command does is none of its business,
//! nor are the environment and the exit code.

pub mod encoding;
pub mod flags;
pub mod input;
pub mod output;
pub mod records;
pub mod text;
pub mod values;
