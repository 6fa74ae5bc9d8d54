//! What a value holds, as one exhaustive enum.

use super::parts::{Entries, FieldValues, Parts};
use super::reference::ValueRef;
use crate::types::Type;

/// What a value holds; match on it to take a value apart.
///
/// Kinds whose values hold the same thing share a variant, and lists and arrays of bytes have their own.
///
/// ```
/// use vdl::{Type, Value, View};
///
/// let value = Value::list(&Type::list(&Type::STRING), vec![Value::from("a"), Value::from("b")])?;
/// let View::List(elems) = value.view() else { unreachable!() };
/// assert_eq!(elems.filter_map(|elem| elem.as_str()).collect::<String>(), "ab");
/// # Ok::<_, vdl::ValueError>(())
/// ```
#[derive(Clone, Debug)]
pub enum View<'a> {
    /// What an any holds, or nil.
    Any(Option<ValueRef<'a>>),
    /// The struct that an optional holds, or nil.
    Optional(Option<ValueRef<'a>>),
    /// A boolean.
    Bool(bool),
    /// A byte or an unsigned integer.
    Unsigned(u64),
    /// A signed integer.
    Signed(i64),
    /// A float; of 32 bits if it is so narrow.
    Float(f64),
    /// The bytes of a string, by convention UTF-8.
    String(&'a [u8]),
    /// A label.
    Enum {
        /// The position of the label.
        index: usize,
        /// The label.
        label: &'a str,
    },
    /// A type.
    TypeObject(&'a Type),
    /// The elements of a list or array whose element type is of kind byte.
    Bytes(&'a [u8]),
    /// The elements of any other list or array.
    List(Parts<'a>),
    /// The keys of a set, in a fixed order.
    Set(Parts<'a>),
    /// The entries of a map, in a fixed order of the keys.
    Map(Entries<'a>),
    /// The fields of a struct.
    Struct(FieldValues<'a>),
    /// The field of a union.
    Union {
        /// The position of the field.
        index: usize,
        /// The name of the field.
        name: &'a str,
        /// What the field holds.
        value: ValueRef<'a>,
    },
}

impl View<'_> {
    /// The position among the variants.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Any(_) => 0,
            Self::Optional(_) => 1,
            Self::Bool(_) => 2,
            Self::Unsigned(_) => 3,
            Self::Signed(_) => 4,
            Self::Float(_) => 5,
            Self::String(_) => 6,
            Self::Enum { .. } => 7,
            Self::TypeObject(_) => 8,
            Self::Bytes(_) => 9,
            Self::List(_) => 10,
            Self::Set(_) => 11,
            Self::Map(_) => 12,
            Self::Struct(_) => 13,
            Self::Union { .. } => 14,
        }
    }
}
