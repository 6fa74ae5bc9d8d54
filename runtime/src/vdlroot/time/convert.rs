//! Times and durations as those of the standard library and of other crates: codegen §3.15.
//!
//! Where a type has the range of ours, or less, conversion to or from it cannot fail and is a `From`; everything else
//! is a `TryFrom`.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "jiff")]
mod jiff;
mod std;
#[cfg(feature = "time")]
mod time;
