//! Equality of values: vom §12.

use super::reference::ValueRef;
use super::view::View;

/// Whether two values have one type and hold the same; it does not matter if they are held by an any.
pub(crate) fn equal(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    let (a, b) = (without_any(a), without_any(b));
    a.ty == b.ty && same(a, b)
}

fn without_any(value: ValueRef<'_>) -> ValueRef<'_> {
    value.any().flatten().unwrap_or(value)
}

fn same(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    match (a.view(), b.view()) {
        (View::Bool(a), View::Bool(b)) => a == b,
        (View::Unsigned(a), View::Unsigned(b)) => a == b,
        (View::Signed(a), View::Signed(b)) => a == b,
        (View::Float(a), View::Float(b)) => a == b,
        (View::String(a), View::String(b)) | (View::Bytes(a), View::Bytes(b)) => a == b,
        (View::Enum { index: a, .. }, View::Enum { index: b, .. }) => a == b,
        (View::TypeObject(a), View::TypeObject(b)) => a == b,
        (View::List(a), View::List(b)) | (View::Set(a), View::Set(b)) => {
            a.len() == b.len() && a.zip(b).all(|(a, b)| same(a, b))
        }
        // Both are in the order of the keys.
        (View::Map(a), View::Map(b)) => {
            a.len() == b.len() && a.zip(b).all(|(a, b)| same(a.0, b.0) && same(a.1, b.1))
        }
        (View::Struct(a), View::Struct(b)) => a.zip(b).all(|(a, b)| same(a.1, b.1)),
        (View::Union { index: a, value: v, .. }, View::Union { index: b, value: w, .. }) => {
            a == b && same(v, w)
        }
        (View::Optional(a), View::Optional(b)) => match (a, b) {
            (Some(a), Some(b)) => same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        },
        (View::Any(a), View::Any(b)) => match (a, b) {
            (Some(a), Some(b)) => a.ty == b.ty && same(a, b),
            (a, b) => a.is_none() && b.is_none(),
        },
        // Within one type all values have the same view.
        (a, b) => a.rank() == b.rank(),
    }
}
