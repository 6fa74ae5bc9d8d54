//! Values of any VDL type.
//!
//! A [`Value`] pairs a type with data; parts of a value carry no type of their own. Values do not change once they are
//! made. How values are converted to other types is in [`crate::ConvertError`]'s module, how they are written in
//! [`crate::const_text`]'s. The rules are those of the specification of VOM, §12.

pub(crate) mod build;
mod children;
mod construct;
mod data;
mod error;
mod order;
mod parts;
mod reference;
mod view;

use std::fmt;

pub use self::error::ValueError;
pub use self::parts::{Entries, FieldValues, Parts};
pub use self::reference::ValueRef;
pub use self::view::View;

pub(crate) use self::children::Children;
pub(crate) use self::data::Data;
pub(crate) use self::order::compare_data;

use crate::kind::Kind;
use crate::types::Type;

/// How deep values may be nested: a list of strings is nested twice, a struct behind an optional in an any thrice.
pub const MAX_VALUE_DEPTH: u16 = 2100;

/// How many cells a value may have; see [`ValueRef::size`].
pub const MAX_VALUE_SIZE: u32 = 1 << 28;

/// A value of some [`Type`].
///
/// Constructors take the type and check what they are given. Numbers, booleans, strings and types of unnamed type can
/// also be made with `From`. Looking inside works as with [`ValueRef`], whose methods are repeated here.
///
/// Two values are equal if their types are identical and they hold the same, where the keys of maps and sets have no
/// order, NaN equals nothing, and it does not matter whether a value is held by an any. Clones share what is inside.
///
/// ```
/// use vdl::{Type, Value};
///
/// let celsius = Type::named("weather.Celsius", &Type::FLOAT32)?;
/// let readings = Type::map(&Type::STRING, &celsius)?;
/// let value = Value::map(
///     &readings,
///     vec![
///         (Value::from("Oslo"), Value::float(&celsius, -3.5)?),
///         (Value::from("Bari"), Value::float(&celsius, 17.0)?),
///     ],
/// )?;
/// let oslo = value.lookup(&Value::from("Oslo").as_ref());
/// assert_eq!(oslo.and_then(|oslo| oslo.as_f64()), Some(-3.5));
/// assert_eq!(
///     vdl::const_text(value.as_ref(), "weather"),
///     r#"map[string]Celsius{"Bari": 17, "Oslo": -3.5}"#,
/// );
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Value {
    ty: Type,
    data: Data,
}

impl Value {
    pub(crate) fn from_parts(ty: Type, data: Data) -> Self {
        Self { ty, data }
    }

    pub(crate) fn data(&self) -> &Data {
        &self.data
    }

    pub(crate) fn into_data(self) -> Data {
        self.data
    }

    /// The value seen through a borrow.
    pub fn as_ref(&self) -> ValueRef<'_> {
        ValueRef {
            ty: self.ty.as_ref(),
            data: &self.data,
        }
    }

    /// The type of the value.
    pub fn ty(&self) -> &Type {
        &self.ty
    }

    /// The kind of the value.
    pub fn kind(&self) -> Kind {
        self.ty.kind()
    }

    /// Whether this is the zero value of its type, a negative zero counting as zero.
    pub fn is_zero(&self) -> bool {
        self.as_ref().is_zero()
    }

    /// The number of cells of the value; see [`ValueRef::size`].
    pub fn size(&self) -> u64 {
        self.as_ref().size()
    }

    /// What the value holds.
    pub fn view(&self) -> View<'_> {
        self.as_ref().view()
    }

    /// The boolean.
    pub fn as_bool(&self) -> Option<bool> {
        self.as_ref().as_bool()
    }

    /// The integer of any integer kind.
    pub fn as_i128(&self) -> Option<i128> {
        self.as_ref().as_i128()
    }

    /// The integer of any integer kind, if it is not negative.
    pub fn as_u64(&self) -> Option<u64> {
        self.as_ref().as_u64()
    }

    /// The integer of any integer kind, if it is in the range of `i64`.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_ref().as_i64()
    }

    /// The number of a float kind.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_ref().as_f64()
    }

    /// The bytes of a string, or of a list or array whose elements are of kind byte.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        self.as_ref().as_bytes()
    }

    /// The text of a string, if it is valid UTF-8.
    pub fn as_str(&self) -> Option<&str> {
        self.as_ref().as_str()
    }

    /// The position of the label of an enum.
    pub fn enum_index(&self) -> Option<usize> {
        self.as_ref().enum_index()
    }

    /// The label of an enum.
    pub fn label(&self) -> Option<&str> {
        self.as_ref().label()
    }

    /// The type that a typeobject is.
    pub fn as_type(&self) -> Option<&Type> {
        self.as_ref().as_type()
    }

    /// The number of bytes, elements, keys or fields; see [`ValueRef::len`].
    pub fn len(&self) -> usize {
        self.as_ref().len()
    }

    /// Whether [`len`](Self::len) is 0.
    pub fn is_empty(&self) -> bool {
        self.as_ref().is_empty()
    }

    /// The element of a list or array at a position.
    pub fn elem(&self, index: usize) -> Option<ValueRef<'_>> {
        self.as_ref().elem(index)
    }

    /// The elements of a list or array, or the keys of a set; nothing for everything else.
    pub fn elems(&self) -> Parts<'_> {
        self.as_ref().elems()
    }

    /// The entries of a map; nothing for everything else.
    pub fn entries(&self) -> Entries<'_> {
        self.as_ref().entries()
    }

    /// Whether a set or map has a key equal to `key`, which must be of the key type.
    pub fn contains_key(&self, key: &ValueRef<'_>) -> bool {
        self.as_ref().contains_key(key)
    }

    /// The element of a map at a key equal to `key`, which must be of the key type.
    pub fn lookup(&self, key: &ValueRef<'_>) -> Option<ValueRef<'_>> {
        self.as_ref().lookup(key)
    }

    /// The field of a struct at a position.
    pub fn field(&self, index: usize) -> Option<ValueRef<'_>> {
        self.as_ref().field(index)
    }

    /// The field of a struct with a name.
    pub fn field_named(&self, name: &str) -> Option<ValueRef<'_>> {
        self.as_ref().field_named(name)
    }

    /// The position of the field that a union holds, and what it holds.
    pub fn union_field(&self) -> Option<(usize, ValueRef<'_>)> {
        self.as_ref().union_field()
    }

    /// What an optional holds, inner `None` being nil.
    pub fn optional(&self) -> Option<Option<ValueRef<'_>>> {
        self.as_ref().optional()
    }

    /// What an any holds, inner `None` being nil.
    pub fn any(&self) -> Option<Option<ValueRef<'_>>> {
        self.as_ref().any()
    }
}

/// The nil of type `any`, as which fields that can hold any value start.
impl Default for Value {
    fn default() -> Self {
        Self::any_none()
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

/// The type and what the value holds, as peers show it: vom §16.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_ref(), f)
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.as_ref(), f)
    }
}

#[cfg(test)]
mod tests;
