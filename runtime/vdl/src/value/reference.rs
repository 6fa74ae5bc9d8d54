//! Looking into a value.

use std::fmt;

use super::Value;
use super::data::Data;
use super::order;
use super::parts::{Entries, FieldValues, Parts, ZERO};
use super::view::View;
use crate::kind::Kind;
use crate::types::{Shape, Type, TypeRef};
use crate::zero;

/// A borrowed [`Value`], or a part of one.
///
/// It copies freely. Each question about a value is answered with `None` when the value is of another kind; `view` asks
/// all of them at once.
///
/// ```
/// use vdl::{Type, Value};
///
/// let ty = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// let point = Value::structure(&ty, vec![Value::from(3_i32), Value::from(4_i32)])?;
/// assert_eq!(point.field_named("Y").and_then(|y| y.as_i64()), Some(4));
/// assert_eq!(point.as_str(), None);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy)]
pub struct ValueRef<'a> {
    pub(crate) ty: TypeRef<'a>,
    pub(crate) data: &'a Data,
}

impl<'a> ValueRef<'a> {
    /// The type of the value.
    pub fn ty(self) -> TypeRef<'a> {
        self.ty
    }

    /// The kind of the value.
    pub fn kind(self) -> Kind {
        self.ty.kind()
    }

    /// An owned copy; what is inside is shared.
    pub fn to_owned(self) -> Value {
        Value::from_parts(self.ty.to_owned(), self.data.clone())
    }

    /// Whether this is the zero value of its type, a negative zero counting as zero.
    pub fn is_zero(self) -> bool {
        zero::is_zero(self)
    }

    /// The number of cells of the value: one for itself, those of every part, and one for every four bytes of text.
    ///
    /// Parts that are shared in memory count as often as they occur, and zeros that are not stored count too.
    pub fn size(self) -> u64 {
        self.data.extent(self.ty).size
    }

    /// What the value holds.
    pub fn view(self) -> View<'a> {
        match self.ty.shape() {
            Shape::Any => View::Any(self.held_any()),
            Shape::Optional(elem) => View::Optional(self.held_optional(elem)),
            Shape::Bool => View::Bool(matches!(self.data, Data::True)),
            Shape::Byte | Shape::Uint16 | Shape::Uint32 | Shape::Uint64 => {
                View::Unsigned(if let Data::Unsigned(value) = self.data {
                    *value
                } else {
                    0
                })
            }
            Shape::Int8 | Shape::Int16 | Shape::Int32 | Shape::Int64 => {
                View::Signed(if let Data::Signed(value) = self.data {
                    *value
                } else {
                    0
                })
            }
            Shape::Float32 | Shape::Float64 => View::Float(if let Data::Float(value) = self.data {
                *value
            } else {
                0.0
            }),
            Shape::String => View::String(if let Data::Bytes(bytes) = self.data {
                bytes
            } else {
                &[]
            }),
            Shape::Enum(labels) => {
                let index = if let Data::Enum(index) = self.data {
                    *index as usize
                } else {
                    0
                };
                View::Enum {
                    index,
                    label: labels.label(index).unwrap_or_default(),
                }
            }
            Shape::TypeObject => View::TypeObject(if let Data::Type(ty) = self.data {
                ty
            } else {
                &ANY
            }),
            Shape::Array { len, elem } => {
                // The zero value, the longest one that need not be stored, is limited to fewer.
                let len = usize::try_from(len).unwrap_or(usize::MAX);
                if let Data::Bytes(bytes) = self.data {
                    View::Bytes(bytes)
                } else if elem.kind() == Kind::Byte {
                    View::Bytes(self.ty.zero_bytes())
                } else {
                    View::List(Parts::items(elem, self.items(), len))
                }
            }
            Shape::List(elem) => {
                if let Data::Bytes(bytes) = self.data {
                    View::Bytes(bytes)
                } else if elem.kind() == Kind::Byte {
                    View::Bytes(&[])
                } else {
                    View::List(Parts::items(elem, self.items(), self.items().len()))
                }
            }
            Shape::Set(key) => View::Set(Parts::items(key, self.items(), self.items().len())),
            Shape::Map { key, elem } => {
                let entries = if let Data::Entries { entries, .. } = self.data {
                    entries.iter()
                } else {
                    [].iter()
                };
                View::Map(Entries { key, elem, entries })
            }
            Shape::Struct(fields) => {
                let range = 0..fields.len();
                View::Struct(FieldValues {
                    fields,
                    items: self.items(),
                    range,
                })
            }
            Shape::Union(fields) => {
                let (index, data) = if let Data::Union { index, data, .. } = self.data {
                    (*index as usize, &**data)
                } else {
                    (0, &ZERO)
                };
                let field = fields.get(index).expect("a union has the field it holds");
                View::Union {
                    index,
                    name: field.name,
                    value: Self { ty: field.ty, data },
                }
            }
        }
    }

    fn items(self) -> &'a [Data] {
        if let Data::Items { items, .. } = self.data {
            items
        } else {
            &[]
        }
    }

    fn held_any(self) -> Option<Self> {
        if let Data::Any { value, .. } = self.data {
            Some(Value::as_ref(value))
        } else {
            None
        }
    }

    fn held_optional(self, elem: TypeRef<'a>) -> Option<Self> {
        if let Data::Some { data, .. } = self.data {
            Some(Self { ty: elem, data })
        } else {
            None
        }
    }

    /// The boolean.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == Kind::Bool).then_some(matches!(self.data, Data::True))
    }

    /// The integer of any integer kind.
    pub fn as_i128(self) -> Option<i128> {
        if !self.kind().is_integer() {
            return None;
        }
        Some(if let Data::Unsigned(value) = self.data {
            i128::from(*value)
        } else if let Data::Signed(value) = self.data {
            i128::from(*value)
        } else {
            0
        })
    }

    /// The integer of any integer kind, if it is not negative.
    pub fn as_u64(self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    /// The integer of any integer kind, if it is in the range of `i64`.
    pub fn as_i64(self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// The number of a float kind.
    pub fn as_f64(self) -> Option<f64> {
        if !self.kind().is_float() {
            return None;
        }
        Some(if let Data::Float(value) = self.data {
            *value
        } else {
            0.0
        })
    }

    /// The bytes of a string, or of a list or array whose elements are of kind byte.
    pub fn as_bytes(self) -> Option<&'a [u8]> {
        if !matches!(self.kind(), Kind::String | Kind::List | Kind::Array) {
            return None;
        }
        if let View::String(bytes) | View::Bytes(bytes) = self.view() {
            Some(bytes)
        } else {
            None
        }
    }

    /// The text of a string, if it is valid UTF-8.
    pub fn as_str(self) -> Option<&'a str> {
        if self.kind() != Kind::String {
            return None;
        }
        std::str::from_utf8(self.as_bytes()?).ok()
    }

    /// The position of the label of an enum.
    pub fn enum_index(self) -> Option<usize> {
        if let View::Enum { index, .. } = self.view() {
            Some(index)
        } else {
            None
        }
    }

    /// The label of an enum.
    pub fn label(self) -> Option<&'a str> {
        if let View::Enum { label, .. } = self.view() {
            Some(label)
        } else {
            None
        }
    }

    /// The type that a typeobject is.
    pub fn as_type(self) -> Option<&'a Type> {
        if let View::TypeObject(ty) = self.view() {
            Some(ty)
        } else {
            None
        }
    }

    /// The number of bytes of a string, of elements of a list or array, of keys of a set or map, or of fields of a
    /// struct; 0 for everything else.
    pub fn len(self) -> usize {
        match self.view() {
            View::String(bytes) | View::Bytes(bytes) => bytes.len(),
            View::List(parts) | View::Set(parts) => parts.len(),
            View::Map(entries) => entries.len(),
            View::Struct(fields) => fields.len(),
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Union { .. } => 0,
        }
    }

    /// Whether [`len`](Self::len) is 0.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// The element of a list or array at a position.
    pub fn elem(self, index: usize) -> Option<Self> {
        if !matches!(self.kind(), Kind::List | Kind::Array) {
            return None;
        }
        self.elems().nth(index)
    }

    /// The elements of a list or array, or the keys of a set; nothing for everything else.
    pub fn elems(self) -> Parts<'a> {
        match self.view() {
            View::List(parts) | View::Set(parts) => parts,
            View::Bytes(bytes) => {
                let elem = self
                    .ty
                    .elem()
                    .expect("bytes are the elements of a list or array");
                Parts::bytes(elem, bytes)
            }
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Map(_)
            | View::Struct(_)
            | View::Union { .. } => Parts::items(self.ty, &[], 0),
        }
    }

    /// The entries of a map; nothing for everything else.
    pub fn entries(self) -> Entries<'a> {
        if let View::Map(entries) = self.view() {
            return entries;
        }
        Entries {
            key: self.ty,
            elem: self.ty,
            entries: [].iter(),
        }
    }

    /// Whether a set or map has a key equal to `key`, which must be of the key type.
    pub fn contains_key(self, key: &ValueRef<'_>) -> bool {
        if self.ty.key() != Some(key.ty) {
            return false;
        }
        if let Data::Items { items, .. } = self.data {
            return items
                .binary_search_by(|own| order::compare_data_to(own, *key))
                .is_ok();
        }
        self.lookup(key).is_some()
    }
    /// The element of a map at a key equal to `key`, which must be of the key type.
    pub fn lookup(self, key: &ValueRef<'_>) -> Option<Self> {
        if self.ty.key() != Some(key.ty) {
            return None;
        }
        let ty = self.ty.elem()?;
        let Data::Entries { entries, .. } = self.data else {
            return None;
        };
        let at = entries
            .binary_search_by(|(own, _)| order::compare_data_to(own, *key))
            .ok()?;
        Some(Self {
            ty,
            data: &entries[at].1,
        })
    }

    /// The field of a struct at a position.
    pub fn field(self, index: usize) -> Option<Self> {
        let Shape::Struct(fields) = self.ty.shape() else {
            return None;
        };
        let field = fields.get(index)?;
        Some(Self {
            ty: field.ty,
            data: self.items().get(index).unwrap_or(&ZERO),
        })
    }

    /// The field of a struct with a name.
    pub fn field_named(self, name: &str) -> Option<Self> {
        self.field(self.ty.fields()?.index_of(name)?)
    }

    /// The position of the field that a union holds, and what it holds.
    pub fn union_field(self) -> Option<(usize, Self)> {
        if let View::Union { index, value, .. } = self.view() {
            Some((index, value))
        } else {
            None
        }
    }

    /// What an optional holds, inner `None` being nil.
    pub fn optional(self) -> Option<Option<Self>> {
        let Shape::Optional(elem) = self.ty.shape() else {
            return None;
        };
        Some(self.held_optional(elem))
    }

    /// What an any holds, inner `None` being nil.
    pub fn any(self) -> Option<Option<Self>> {
        (self.kind() == Kind::Any).then(|| self.held_any())
    }
}

static ANY: Type = Type::ANY;

/// As of [`Value`].
impl PartialEq for ValueRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        order::equal(*self, *other)
    }
}

impl PartialEq<Value> for ValueRef<'_> {
    fn eq(&self, other: &Value) -> bool {
        *self == other.as_ref()
    }
}

impl PartialEq<ValueRef<'_>> for Value {
    fn eq(&self, other: &ValueRef<'_>) -> bool {
        self.as_ref() == *other
    }
}

impl<'a> From<&'a Value> for ValueRef<'a> {
    fn from(value: &'a Value) -> Self {
        value.as_ref()
    }
}

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
