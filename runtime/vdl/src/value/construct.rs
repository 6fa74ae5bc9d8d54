//! Making values, with checks.

use super::Value;
use super::build;
use super::data::Data;
use super::error::ValueError;
use crate::kind::Kind;
use crate::types::{Shape, Type, TypeRef};

impl Value {
    /// A boolean of a type of kind bool.
    pub fn bool(ty: &Type, value: bool) -> Result<Self, ValueError> {
        if ty.kind() != Kind::Bool {
            return Err(wrong_kind(ty, "a boolean"));
        }
        Ok(Self::from_parts(ty.clone(), build::bool(value)))
    }

    /// An integer of a type of an integer kind.
    pub fn integer(ty: &Type, value: impl Into<i128>) -> Result<Self, ValueError> {
        let value = value.into();
        if !ty.kind().is_integer() {
            return Err(wrong_kind(ty, "an integer"));
        }
        match build::integer(ty.kind(), value) {
            Some(data) => Ok(Self::from_parts(ty.clone(), data)),
            None => Err(ValueError::IntegerRange {
                ty: ty.clone(),
                value,
            }),
        }
    }

    /// A number of a type of a float kind, rounded to its width.
    ///
    /// A finite number must stay finite.
    pub fn float(ty: &Type, value: f64) -> Result<Self, ValueError> {
        if !ty.kind().is_float() {
            return Err(wrong_kind(ty, "a float"));
        }
        let data = build::float(ty.kind(), value);
        if let Data::Float(rounded) = data
            && rounded.is_infinite()
            && value.is_finite()
        {
            return Err(ValueError::FloatRange {
                ty: ty.clone(),
                value,
            });
        }
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A string of a type of kind string; the bytes need not be UTF-8.
    pub fn string(ty: &Type, value: impl Into<Vec<u8>>) -> Result<Self, ValueError> {
        if ty.kind() != Kind::String {
            return Err(wrong_kind(ty, "a string"));
        }
        Ok(Self::from_parts(ty.clone(), build::bytes(value.into())))
    }

    /// A list or array whose elements are of kind byte.
    pub fn bytes(ty: &Type, value: impl Into<Vec<u8>>) -> Result<Self, ValueError> {
        if !ty.is_bytes() {
            return Err(wrong_kind(ty, "bytes"));
        }
        let value = value.into();
        let data = match ty.len() {
            None => build::bytes(value),
            Some(len) => {
                check_len(ty, len, value.len())?;
                build::byte_array(ty.as_ref(), value)?
            }
        };
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// An enum with the label at a position.
    pub fn enum_label(ty: &Type, index: usize) -> Result<Self, ValueError> {
        let Some(labels) = ty.labels() else {
            return Err(wrong_kind(ty, "a label"));
        };
        let data = match u32::try_from(index) {
            Ok(label) if index < labels.len() => build::label(label),
            Ok(_) | Err(_) => {
                return Err(ValueError::Index {
                    ty: ty.clone(),
                    index,
                });
            }
        };
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A type as a value.
    pub fn type_object(ty: Type) -> Self {
        let data = if ty == Type::ANY {
            Data::Zero
        } else {
            Data::Type(ty)
        };
        Self::from_parts(Type::TYPEOBJECT, data)
    }

    /// A list, or an array with all its elements.
    ///
    /// Where a part of any kind of value is of type `any`, here and in the other constructors, a part of another type
    /// is put into an any.
    pub fn list(ty: &Type, elems: Vec<Self>) -> Result<Self, ValueError> {
        if let Some(len) = ty.len() {
            check_len(ty, len, elems.len())?;
            return Self::array(ty, elems);
        }
        let Shape::List(elem) = ty.shape() else {
            return Err(wrong_kind(ty, "elements"));
        };
        let data = build::list(ty.as_ref(), slots(elem, elems)?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// An array with its first elements; the others are zero.
    pub fn array(ty: &Type, elems: Vec<Self>) -> Result<Self, ValueError> {
        let Shape::Array { elem, .. } = ty.shape() else {
            return Err(wrong_kind(ty, "elements"));
        };
        let data = build::array(ty.as_ref(), slots(elem, elems)?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A set; equal keys become one.
    pub fn set(ty: &Type, keys: Vec<Self>) -> Result<Self, ValueError> {
        let Shape::Set(key) = ty.shape() else {
            return Err(wrong_kind(ty, "keys"));
        };
        let data = build::set(ty.as_ref(), slots(key, keys)?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A map; of entries with equal keys the last one counts.
    pub fn map(ty: &Type, entries: Vec<(Self, Self)>) -> Result<Self, ValueError> {
        let Shape::Map { key, elem } = ty.shape() else {
            return Err(wrong_kind(ty, "entries"));
        };
        let slots = entries
            .into_iter()
            .map(|(k, e)| Ok((slot(key, k)?, slot(elem, e)?)));
        let data = build::map(ty.as_ref(), slots.collect::<Result<_, ValueError>>()?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A struct with all its fields in order.
    pub fn structure(ty: &Type, fields: Vec<Self>) -> Result<Self, ValueError> {
        let Shape::Struct(types) = ty.shape() else {
            return Err(wrong_kind(ty, "fields"));
        };
        check_len(ty, types.len() as u64, fields.len())?;
        let slots = types
            .iter()
            .zip(fields)
            .map(|(field, value)| slot(field.ty, value));
        let data = build::structure(ty.as_ref(), slots.collect::<Result<_, _>>()?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// A union that holds a value in the field at a position.
    pub fn union(ty: &Type, index: usize, value: Self) -> Result<Self, ValueError> {
        let Shape::Union(fields) = ty.shape() else {
            return Err(wrong_kind(ty, "a field"));
        };
        let (Some(field), Ok(number)) = (fields.get(index), u32::try_from(index)) else {
            return Err(ValueError::Index {
                ty: ty.clone(),
                index,
            });
        };
        let data = build::union(field.ty, number, slot(field.ty, value)?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// An optional that holds a struct.
    pub fn optional_some(ty: &Type, value: Self) -> Result<Self, ValueError> {
        let Shape::Optional(elem) = ty.shape() else {
            return Err(wrong_kind(ty, "an optional struct"));
        };
        let data = build::some(elem, slot(elem, value)?)?;
        Ok(Self::from_parts(ty.clone(), data))
    }

    /// The nil of an optional type.
    pub fn optional_none(ty: &Type) -> Result<Self, ValueError> {
        if ty.kind() != Kind::Optional {
            return Err(wrong_kind(ty, "nil"));
        }
        Ok(Self::from_parts(ty.clone(), Data::Zero))
    }

    /// An any that holds a value; an any stays as it is.
    pub fn any_some(value: Self) -> Result<Self, ValueError> {
        Ok(Self::from_parts(Type::ANY, build::any(value)?))
    }

    /// The nil of type `any`.
    pub fn any_none() -> Self {
        Self::from_parts(Type::ANY, Data::Zero)
    }
}

fn wrong_kind(ty: &Type, from: &'static str) -> ValueError {
    ValueError::WrongKind {
        ty: ty.clone(),
        from,
    }
}

fn check_len(ty: &Type, expected: u64, found: usize) -> Result<(), ValueError> {
    let found = found as u64;
    if found == expected {
        return Ok(());
    }
    Err(ValueError::Length {
        ty: ty.clone(),
        expected,
        found,
    })
}

/// The data of a value for a place of some type.
fn slot(ty: TypeRef<'_>, value: Value) -> Result<Data, ValueError> {
    if *value.ty() == ty {
        Ok(value.into_data())
    } else if ty.kind() == Kind::Any {
        build::any(value)
    } else {
        let found = value.ty().clone();
        Err(ValueError::TypeMismatch {
            expected: ty.to_owned(),
            found,
        })
    }
}

fn slots(ty: TypeRef<'_>, values: Vec<Value>) -> Result<Vec<Data>, ValueError> {
    values.into_iter().map(|value| slot(ty, value)).collect()
}

/// A boolean of the unnamed type.
impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::from_parts(Type::BOOL, build::bool(value))
    }
}

/// A string of the unnamed type.
impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::from(value.to_owned())
    }
}

/// A string of the unnamed type.
impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::from_parts(Type::STRING, build::bytes(value.into_bytes()))
    }
}

/// A type as a value.
impl From<Type> for Value {
    fn from(ty: Type) -> Self {
        Self::type_object(ty)
    }
}

macro_rules! from_numbers {
    ($($number:ty => $ty:ident, $data:ident, $is_zero:expr;)*) => {$(
        /// A number of the unnamed type.
        impl From<$number> for Value {
            fn from(value: $number) -> Self {
                let is_zero: fn(&$number) -> bool = $is_zero;
                let data = if is_zero(&value) { Data::Zero } else { Data::$data(value.into()) };
                Self::from_parts(Type::$ty, data)
            }
        }
    )*};
}

from_numbers! {
    u8 => BYTE, Unsigned, |value| *value == 0;
    u16 => UINT16, Unsigned, |value| *value == 0;
    u32 => UINT32, Unsigned, |value| *value == 0;
    u64 => UINT64, Unsigned, |value| *value == 0;
    i8 => INT8, Signed, |value| *value == 0;
    i16 => INT16, Signed, |value| *value == 0;
    i32 => INT32, Signed, |value| *value == 0;
    i64 => INT64, Signed, |value| *value == 0;
    f32 => FLOAT32, Float, |value| value.to_bits() == 0;
    f64 => FLOAT64, Float, |value| value.to_bits() == 0;
}
