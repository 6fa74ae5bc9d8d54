//! Comparing values: equality as in vom §12, and a total order on values of one type.
//!
//! Sets and maps keep their keys in the order, and know equal keys by it. The order agrees with equality, except that it
//! takes equal bit patterns of NaN for equal.

use std::cmp::Ordering;

use super::children::Children;
use super::data::Data;
use super::reference::ValueRef;
use super::view::View;
use crate::types::TypeRef;

/// Whether two values have one type and hold the same; it does not matter if they are held by an any.
pub(crate) fn equal(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    let (a, b) = (without_any(a), without_any(b));
    if a.ty != b.ty {
        return false;
    }
    let mut path = Vec::new();
    let mut next = Some((a, b));
    while let Some((a, b)) = next {
        let (a, b) = (a.view(), b.view());
        if !equal_heads(&a, &b) {
            return false;
        }
        let children = (Children::of(a), Children::of(b));
        if !children.0.is_none() {
            path.push(children);
        }
        // Heads are equal only if there are equally many parts.
        next = loop {
            let Some((a, b)) = path.last_mut() else {
                break None;
            };
            if !(a.only_zeros_left() && b.only_zeros_left())
                && let (Some(a), Some(b)) = (a.next(), b.next())
            {
                break Some((a, b));
            }
            path.pop();
        };
    }
    true
}

fn without_any(value: ValueRef<'_>) -> ValueRef<'_> {
    value.any().flatten().unwrap_or(value)
}

/// Whether two values are equal if their parts are.
fn equal_heads(a: &View<'_>, b: &View<'_>) -> bool {
    match (a, b) {
        (View::Float(a), View::Float(b)) => a == b,
        (View::List(a), View::List(b)) | (View::Set(a), View::Set(b)) => a.len() == b.len(),
        (View::Map(a), View::Map(b)) => a.len() == b.len(),
        (View::Any(Some(a)), View::Any(Some(b))) => a.ty == b.ty,
        (a, b) => compare_heads(a, b).is_eq(),
    }
}

/// Compares two values of one type.
pub(crate) fn compare(a: ValueRef<'_>, b: ValueRef<'_>) -> Ordering {
    let mut path = Vec::new();
    let mut next = (a, b);
    loop {
        let (a, b) = (next.0.view(), next.1.view());
        let order = compare_heads(&a, &b);
        if order.is_ne() {
            return order;
        }
        let children = (Children::of(a), Children::of(b));
        if !children.0.is_none() {
            path.push(children);
        }
        next = loop {
            let Some((a, b)) = path.last_mut() else {
                return Ordering::Equal;
            };
            if a.only_zeros_left() && b.only_zeros_left() {
                path.pop();
                continue;
            }
            match (a.next(), b.next()) {
                (Some(a), Some(b)) => break (a, b),
                (None, None) => path.pop(),
                (None, Some(_)) => return Ordering::Less,
                (Some(_), None) => return Ordering::Greater,
            };
        };
    }
}

/// Compares two values of one type without their parts.
fn compare_heads(a: &View<'_>, b: &View<'_>) -> Ordering {
    match (a, b) {
        (View::Bool(a), View::Bool(b)) => a.cmp(b),
        (View::Unsigned(a), View::Unsigned(b)) => a.cmp(b),
        (View::Signed(a), View::Signed(b)) => a.cmp(b),
        // Adding zero makes a negative zero positive and leaves everything else alone.
        (View::Float(a), View::Float(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
        (View::String(a), View::String(b)) | (View::Bytes(a), View::Bytes(b)) => a.cmp(b),
        (View::Enum { index: a, .. }, View::Enum { index: b, .. })
        | (View::Union { index: a, .. }, View::Union { index: b, .. }) => a.cmp(b),
        (View::TypeObject(a), View::TypeObject(b)) => a.cmp(b),
        (View::Optional(a), View::Optional(b)) => a.is_some().cmp(&b.is_some()),
        (View::Any(a), View::Any(b)) => a.map(|held| held.ty).cmp(&b.map(|held| held.ty)),
        (View::List(_), View::List(_))
        | (View::Set(_), View::Set(_))
        | (View::Map(_), View::Map(_))
        | (View::Struct(_), View::Struct(_)) => Ordering::Equal,
        // Within one type all values have the same view.
        (a, b) => a.rank().cmp(&b.rank()),
    }
}

pub(crate) fn compare_data(ty: TypeRef<'_>, a: &Data, b: &Data) -> Ordering {
    compare(ValueRef { ty, data: a }, ValueRef { ty, data: b })
}

/// Compares data of the type of `to` with `to`.
pub(crate) fn compare_data_to(data: &Data, to: ValueRef<'_>) -> Ordering {
    compare(ValueRef { ty: to.ty, data }, to)
}
