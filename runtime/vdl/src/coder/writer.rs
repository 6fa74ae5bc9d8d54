//! The writing half of a format.

use super::Encoded;
use crate::kind::Kind;
use crate::types::{Type, TypeRef};

/// The writing half of a format; see [`crate::coder`].
///
/// Every method writes one value or the beginning or end of one, in the order of vom §6. Numbers come with the kind of
/// their type, which is a constant wherever types are static.
pub trait Writer {
    /// Why writing fails.
    type Error;

    /// Why a value cannot be written although the format could.
    fn refuse(&self, why: String) -> Self::Error;

    /// A boolean.
    fn bool(&mut self, value: bool) -> Result<(), Self::Error>;
    /// An unsigned integer or byte.
    fn uint(&mut self, kind: Kind, value: u64) -> Result<(), Self::Error>;
    /// A signed integer.
    fn int(&mut self, kind: Kind, value: i64) -> Result<(), Self::Error>;
    /// A float.
    fn float(&mut self, kind: Kind, value: f64) -> Result<(), Self::Error>;
    /// A string, by convention UTF-8.
    fn string(&mut self, value: &[u8]) -> Result<(), Self::Error>;
    /// The label of an enum, by position.
    fn label(&mut self, index: usize) -> Result<(), Self::Error>;
    /// A type.
    fn type_object(&mut self, value: &Type) -> Result<(), Self::Error>;
    /// A list of elements of kind byte.
    fn byte_list(&mut self, value: &[u8]) -> Result<(), Self::Error>;
    /// An array of elements of kind byte.
    fn byte_array(&mut self, value: &[u8]) -> Result<(), Self::Error>;

    /// A list of other elements, which follow.
    fn begin_list(&mut self, len: usize) -> Result<(), Self::Error>;
    /// An array of other elements, which follow.
    fn begin_array(&mut self, len: usize) -> Result<(), Self::Error>;
    /// The end of a list or array.
    fn end_list(&mut self) -> Result<(), Self::Error>;
    /// A set, whose keys follow.
    fn begin_set(&mut self, len: usize) -> Result<(), Self::Error>;
    /// The end of a set.
    fn end_set(&mut self) -> Result<(), Self::Error>;
    /// A map, whose keys follow, each with its element.
    fn begin_map(&mut self, len: usize) -> Result<(), Self::Error>;
    /// The end of a map.
    fn end_map(&mut self) -> Result<(), Self::Error>;

    /// A struct, whose fields other than zeros follow.
    fn begin_struct(&mut self) -> Result<(), Self::Error>;
    /// The next field of a struct, by position.
    fn field(&mut self, index: usize) -> Result<(), Self::Error>;
    /// The end of a struct.
    fn end_struct(&mut self) -> Result<(), Self::Error>;
    /// A union with the field at a position, which follows.
    fn begin_union(&mut self, index: usize) -> Result<(), Self::Error>;
    /// The end of a union.
    fn end_union(&mut self) -> Result<(), Self::Error>;

    /// The nil of an optional.
    fn none(&mut self) -> Result<(), Self::Error>;
    /// An optional that holds the struct that follows.
    fn begin_some(&mut self) -> Result<(), Self::Error>;
    /// The end of an optional that is not nil.
    fn end_some(&mut self) -> Result<(), Self::Error>;
    /// The nil of `any`.
    fn any_none(&mut self) -> Result<(), Self::Error>;
    /// An any that holds the value that follows, of a type that is not `any`.
    fn begin_any(&mut self, ty: TypeRef<'_>) -> Result<(), Self::Error>;
    /// The end of an any that is not nil.
    fn end_any(&mut self) -> Result<(), Self::Error>;

    /// Says that a value follows that is written without recursion, and may be nested deeper than a stack is.
    fn begin_dynamic(&mut self) {}
    /// Says that such a value has been written.
    fn end_dynamic(&mut self) {}

    /// A value that is in VOM already, in the place of a value of its type; false, with nothing written, if the format
    /// needs it decoded.
    fn encoded(&mut self, value: &Encoded) -> Result<bool, Self::Error> {
        _ = value;
        Ok(false)
    }
}
