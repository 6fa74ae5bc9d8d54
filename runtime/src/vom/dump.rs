//! What a stream is made of, piece by piece, for people who look for mistakes in it: vom §17.
//!
//! A [`Dumper`] is fed a stream of any length in chunks of any size, and gives its [`Atom`]s and, after each message, a
//! [`Status`]. Both print as the lines of `vom dump`. This is a tool for looking at bytes: programs that want values use
//! a [`Decoder`](super::Decoder), which is stricter about the version byte and much faster.
//!
//! ```
//! use v23::vom::dump;
//!
//! let (atoms, result) = dump::atoms(b"\x81\x10\x0e");
//! assert_eq!(result, Ok(()));
//! assert_eq!(atoms[3].to_string(), "0e                   PrimValue                          7 [int]");
//! ```

mod atom;
mod body;
mod dumper;
mod received;
mod status;
mod step;
mod wire_type;

pub use self::atom::{Atom, AtomKind, Control, Datum};
pub use self::dumper::{Dumper, Item};
pub use self::status::Status;
use super::error::DecodeError;

/// All atoms of a whole stream, up to the first error.
///
/// # Errors
///
/// The error is that of the first bad message, an [incomplete](DecodeError::is_incomplete) one if the stream ends inside
/// of a message. Either way there are the atoms before it.
pub fn atoms(stream: &[u8]) -> (Vec<Atom>, Result<(), DecodeError>) {
    let mut dumper = Dumper::new();
    dumper.feed(stream);
    dumper.flush();
    let mut atoms = Vec::new();
    while let Some(item) = dumper.next_item() {
        match item {
            Item::Atom(atom) => atoms.push(atom),
            Item::Status(status) => {
                if let Some(error) = status.error {
                    return (atoms, Err(error));
                }
            }
        }
    }
    (atoms, Ok(()))
}
