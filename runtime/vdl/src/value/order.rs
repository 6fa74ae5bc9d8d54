//! A total order on values of one type.
//!
//! Sets and maps keep their keys in this order and know equal keys by it. It agrees with equality, except that it takes
//! equal bit patterns of NaN for equal.

use std::cmp::Ordering;

use super::data::Data;
use super::reference::ValueRef;
use super::view::View;
use crate::types::TypeRef;

pub(crate) fn compare_data(ty: TypeRef<'_>, a: &Data, b: &Data) -> Ordering {
    compare(ValueRef { ty, data: a }, ValueRef { ty, data: b })
}

/// Compares data of the type of `to` with `to`.
pub(crate) fn compare_data_to(data: &Data, to: ValueRef<'_>) -> Ordering {
    compare(ValueRef { ty: to.ty, data }, to)
}

/// Compares two values of one type.
pub(crate) fn compare(a: ValueRef<'_>, b: ValueRef<'_>) -> Ordering {
    match (a.view(), b.view()) {
        (View::Bool(a), View::Bool(b)) => a.cmp(&b),
        (View::Unsigned(a), View::Unsigned(b)) => a.cmp(&b),
        (View::Signed(a), View::Signed(b)) => a.cmp(&b),
        // Adding zero makes a negative zero positive and leaves everything else alone.
        (View::Float(a), View::Float(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
        (View::String(a), View::String(b)) | (View::Bytes(a), View::Bytes(b)) => a.cmp(b),
        (View::Enum { index: a, .. }, View::Enum { index: b, .. }) => a.cmp(&b),
        (View::TypeObject(a), View::TypeObject(b)) => a.cmp(b),
        (View::List(a), View::List(b)) | (View::Set(a), View::Set(b)) => sequence(a, b),
        (View::Struct(a), View::Struct(b)) => {
            sequence(a.map(|(_, part)| part), b.map(|(_, part)| part))
        }
        (View::Map(a), View::Map(b)) => {
            sequence(a.flat_map(|(key, elem)| [key, elem]), b.flat_map(|(key, elem)| [key, elem]))
        }
        (View::Union { index: a, value: v, .. }, View::Union { index: b, value: w, .. }) => {
            a.cmp(&b).then_with(|| compare(v, w))
        }
        (View::Optional(a), View::Optional(b)) => nilable(a, b),
        (View::Any(a), View::Any(b)) => nilable(a, b),
        // Within one type all values have the same view.
        (a, b) => a.rank().cmp(&b.rank()),
    }
}

fn sequence<'a>(
    mut a: impl Iterator<Item = ValueRef<'a>>,
    mut b: impl Iterator<Item = ValueRef<'a>>,
) -> Ordering {
    loop {
        let order = match (a.next(), b.next()) {
            (Some(a), Some(b)) => compare(a, b),
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => Ordering::Less,
            (Some(_), None) => Ordering::Greater,
        };
        if order.is_ne() {
            return order;
        }
    }
}

fn nilable(a: Option<ValueRef<'_>>, b: Option<ValueRef<'_>>) -> Ordering {
    match (a, b) {
        (Some(a), Some(b)) => a.ty.cmp(&b.ty).then_with(|| compare(a, b)),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}
