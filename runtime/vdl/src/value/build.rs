//! Putting data together.
//!
//! The parts are known to fit the type; what is checked here are lengths, depth and size.

use std::sync::Arc;

use super::Value;
use super::data::{Data, Extent};
use super::error::ValueError;
use super::order;
use crate::kind::Kind;
use crate::types::TypeRef;
use crate::zero::check_zero;

pub(crate) fn bool(value: bool) -> Data {
    if value { Data::True } else { Data::Zero }
}

/// An integer of an integer kind; `None` if it is out of range.
pub(crate) fn integer(kind: Kind, value: i128) -> Option<Data> {
    let (min, max) = kind.integer_range()?;
    if value < min || value > max {
        None
    } else if value == 0 {
        Some(Data::Zero)
    } else if kind.is_unsigned() {
        u64::try_from(value).ok().map(Data::Unsigned)
    } else {
        i64::try_from(value).ok().map(Data::Signed)
    }
}

/// A float of a float kind, rounded to its width.
pub(crate) fn float(kind: Kind, value: f64) -> Data {
    let rounded = if kind == Kind::Float32 {
        f64::from(value as f32)
    } else {
        value
    };

    if rounded.to_bits() == 0 {
        Data::Zero
    } else {
        Data::Float(rounded)
    }
}

pub(crate) fn label(index: u32) -> Data {
    if index == 0 {
        Data::Zero
    } else {
        Data::Enum(index)
    }
}

/// The bytes of a string or of a list of bytes.
pub(crate) fn bytes(bytes: Vec<u8>) -> Data {
    if bytes.is_empty() {
        Data::Zero
    } else {
        Data::Bytes(bytes.into())
    }
}

/// The bytes of an array, the missing ones being zero.
pub(crate) fn byte_array(ty: TypeRef<'_>, mut bytes: Vec<u8>) -> Result<Data, ValueError> {
    let len = array_len(ty, bytes.len())?;
    if bytes.iter().all(|byte| *byte == 0) {
        check_zero(ty)?;
        return Ok(Data::Zero);
    }
    if (bytes.len() as u64) < len {
        check_zero(ty)?;
        bytes.resize(len as usize, 0);
    }
    Ok(Data::Bytes(bytes.into()))
}

/// The elements of a list.
pub(crate) fn list(ty: TypeRef<'_>, items: Vec<Data>) -> Result<Data, ValueError> {
    if ty.is_bytes() {
        return Ok(bytes(to_bytes(&items)));
    }
    let elem = ty.elem().expect("a list has an element type");
    stored(uniform_extent(elem, &items), items)
}

/// The elements of an array, the missing ones being zero.
pub(crate) fn array(ty: TypeRef<'_>, mut items: Vec<Data>) -> Result<Data, ValueError> {
    if ty.is_bytes() {
        return byte_array(ty, to_bytes(&items));
    }
    let len = array_len(ty, items.len())?;
    let stored_len = items
        .iter()
        .rposition(|item| !matches!(item, Data::Zero))
        .map_or(0, |i| i + 1);
    items.truncate(stored_len);
    if stored_len as u64 != len {
        check_zero(ty)?;
    }
    let elem = ty.elem().expect("an array has an element type");
    let rest = Data::Zero.extent(elem);
    let extent = uniform_extent(elem, &items).add_times(len - stored_len as u64, rest);
    stored(extent, items)
}

/// The keys of a set, in any order; equal ones become one.
pub(crate) fn set(ty: TypeRef<'_>, mut items: Vec<Data>) -> Result<Data, ValueError> {
    let key = ty.key().expect("a set has a key type");
    items.sort_by(|a, b| order::compare_data(key, a, b));
    items.dedup_by(|later, first| order::compare_data(key, first, later).is_eq());
    stored(uniform_extent(key, &items), items)
}

/// The entries of a map, in any order; of equal keys the last entry counts.
pub(crate) fn map(ty: TypeRef<'_>, mut entries: Vec<(Data, Data)>) -> Result<Data, ValueError> {
    let key = ty.key().expect("a map has a key type");
    let elem = ty.elem().expect("a map has an element type");
    entries.sort_by(|a, b| order::compare_data(key, &a.0, &b.0));
    entries.dedup_by(|later, first| {
        let same = order::compare_data(key, &first.0, &later.0).is_eq();
        if same {
            std::mem::swap(&mut first.1, &mut later.1);
        }
        same
    });
    if entries.is_empty() {
        return Ok(Data::Zero);
    }
    let mut extent = Extent::EMPTY;
    for (key_data, elem_data) in &entries {
        extent = extent.add(key_data.extent(key)).add(elem_data.extent(elem));
    }
    let (depth, size) = extent.checked()?;
    Ok(Data::Entries {
        depth,
        size,
        entries: entries.into(),
    })
}

/// The fields of a struct, all of them.
pub(crate) fn structure(ty: TypeRef<'_>, items: Vec<Data>) -> Result<Data, ValueError> {
    if items.iter().all(|item| matches!(item, Data::Zero)) {
        check_zero(ty)?;
        return Ok(Data::Zero);
    }
    let fields = ty.fields().expect("a struct has fields");
    let mut extent = Extent::EMPTY;
    for (field, item) in fields.iter().zip(&items) {
        extent = extent.add(item.extent(field.ty));
    }
    stored(extent, items)
}

/// The field of a union at `index`.
pub(crate) fn union(field: TypeRef<'_>, index: u32, data: Data) -> Result<Data, ValueError> {
    let (depth, size) = Extent::EMPTY.add(data.extent(field)).checked()?;
    if index == 0 && matches!(data, Data::Zero) {
        return Ok(Data::Zero);
    }
    Ok(Data::Union {
        depth,
        size,
        index,
        data: Arc::new(data),
    })
}

/// What a non-nil optional holds.
pub(crate) fn some(elem: TypeRef<'_>, data: Data) -> Result<Data, ValueError> {
    let (depth, size) = Extent::EMPTY.add(data.extent(elem)).checked()?;
    Ok(Data::Some {
        depth,
        size,
        data: Arc::new(data),
    })
}

/// What a non-nil any holds; what is an any already stays what it is.
pub(crate) fn any(value: Value) -> Result<Data, ValueError> {
    if *value.ty() == crate::types::Type::ANY {
        return Ok(value.into_data());
    }
    let (depth, size) = Extent::EMPTY
        .add(value.data().extent(value.ty().as_ref()))
        .checked()?;
    Ok(Data::Any {
        depth,
        size,
        value: Arc::new(value),
    })
}

fn stored(extent: Extent, items: Vec<Data>) -> Result<Data, ValueError> {
    let (depth, size) = extent.checked()?;
    if items.is_empty() {
        return Ok(Data::Zero);
    }
    Ok(Data::Items {
        depth,
        size,
        items: items.into(),
    })
}

fn uniform_extent(part: TypeRef<'_>, items: &[Data]) -> Extent {
    items
        .iter()
        .fold(Extent::EMPTY, |extent, item| extent.add(item.extent(part)))
}

fn array_len(ty: TypeRef<'_>, found: usize) -> Result<u64, ValueError> {
    let expected = ty.len().expect("an array has a length");
    let found = found as u64;
    if found > expected {
        return Err(ValueError::Length {
            ty: ty.to_owned(),
            expected,
            found,
        });
    }
    Ok(expected)
}

fn to_bytes(items: &[Data]) -> Vec<u8> {
    let byte = |item: &Data| {
        let Data::Unsigned(value) = item else {
            return 0;
        };
        u8::try_from(*value).expect("a byte is below 256")
    };

    items.iter().map(byte).collect()
}
