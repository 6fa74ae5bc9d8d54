//! What an any holds, decoded or not: vom §9.

use std::sync::Arc;

use bytes::Bytes;

use crate::types::Type;
use crate::value::Value;

/// What a [`Reader`](super::Reader) found in an any.
#[derive(Clone, Debug)]
pub enum Held {
    /// Nothing.
    Nil,
    /// A value, from a format that is not VOM.
    Value(Value),
    /// A value as it came.
    Encoded(Encoded),
}

/// A value in VOM that was not decoded.
///
/// The reader that makes one has made sure that the body is well formed. Everybody can make one, though, so that
/// whoever decodes it must be ready for anything.
#[derive(Clone, Debug)]
pub struct Encoded {
    /// The type, which is not `any`.
    pub ty: Type,
    /// The types that the body refers to by position, and perhaps others; the lengths of what anys hold are not needed.
    pub types: Arc<[Type]>,
    /// The body: vom §6.
    pub body: Bytes,
}
