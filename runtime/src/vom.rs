//! VOM, the self-describing wire format: the specification of VOM, version 0x81.
//!
//! A stream is a version byte and then messages, each of which defines a type or carries a value. An [`Encoder`] appends
//! messages to a buffer that the caller keeps; a [`Decoder`] reads them from a slice. [`encode`] and [`decode`] do so for
//! a stream of one value. Where types travel in a stream of their own there are [`TypeEncoder`] with [`ValueEncoder`],
//! and [`TypeDecoder`] with [`ValueDecoder`].
//!
//! ```
//! use std::collections::BTreeMap;
//!
//! let votes = BTreeMap::from([("Oslo".to_owned(), 3_u32), ("Bari".to_owned(), 5)]);
//! let bytes = v23::vom::encode(&votes)?;
//! let wider: BTreeMap<String, i64> = v23::vom::decode(&bytes)?;
//! assert_eq!(wider["Bari"], 5);
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Values of types that are not known, or of no interest, are handed on as [`Any`] without being decoded. What is read
//! from [`bytes::Bytes`] with [`decode_shared`] and its like shares them.
//!
//! Nothing here reads or writes files or sockets. How types and values meet the format is told in [`vdl::coder`].

mod any;
mod body;
mod convert;
mod decoder;
pub mod dump;
mod encoder;
mod error;
mod exact;
mod ids;
mod limits;
mod shared_types;
mod single;
mod skip;
mod splice;
mod types;
mod wire;
mod writer;

pub use self::any::Any;
pub use self::decoder::{Decoder, ValueDecoder, decode, decode_as, decode_shared};
pub use self::encoder::{Encoder, ValueEncoder, encode};
pub use self::error::{Bound, DecodeError, DecodeErrorKind, EncodeError};
pub use self::limits::Limits;
pub use self::shared_types::SharedTypes;
pub use self::types::{TypeDecoder, TypeEncoder};
