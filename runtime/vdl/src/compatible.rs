//! Which types can hold each other's values: vom §13.1, the VDL language §7.2.
//!
//! This is decided by the types alone. That a value of one type really fits another is seen when it is converted.

use std::collections::HashSet;

use crate::kind::Kind;
use crate::types::{Fields, Shape, TypeRef};

/// Whether values of one type may be converted to the other at all.
///
/// The answer is the same in both directions. Optionality and names of types do not matter. Numbers go with numbers,
/// strings with enums, arrays with lists; structs and unions with their like if they share the name of a field and all
/// fields of the same name are compatible, a struct also if either has no fields at all; `any` goes with everything.
///
/// A type that occurs again is not looked at again, whatever it is to be compatible with this time. So the answer may be
/// yes for types some of whose values do not convert, but it is no only where peers say no as well.
///
/// ```
/// use vdl::{Type, compatible};
///
/// let bytes = Type::list(&Type::BYTE);
/// let floats = Type::array(3, &Type::FLOAT64)?;
/// assert!(compatible(bytes.as_ref(), floats.as_ref()));
/// assert!(!compatible(bytes.as_ref(), Type::STRING.as_ref()));
/// # Ok::<_, vdl::TypeError>(())
/// ```
pub fn compatible(a: TypeRef<'_>, b: TypeRef<'_>) -> bool {
    // Where structs have equally many fields, which of them comes first decides what is seen first.
    compatible_from(a, b) || compatible_from(b, a)
}

/// Two types that stand in the same place.
struct Pair<'a> {
    first: TypeRef<'a>,
    second: TypeRef<'a>,
    /// Which of the two sides `first` is on.
    side: usize,
}

/// Goes through both types depth first, with a memory of what was met on either side.
fn compatible_from(a: TypeRef<'_>, b: TypeRef<'_>) -> bool {
    let mut seen = [HashSet::new(), HashSet::new()];
    let mut pending = vec![Pair {
        first: a,
        second: b,
        side: 0,
    }];
    while let Some(Pair {
        first,
        second,
        side,
    }) = pending.pop()
    {
        let (first, second) = (without_optional(first), without_optional(second));
        if first == second || seen[side].contains(&first) || seen[1 - side].contains(&second) {
            continue;
        }
        seen[side].insert(first);
        seen[1 - side].insert(second);
        if first.kind() == Kind::Any || second.kind() == Kind::Any {
            continue;
        }
        let pair = |first, second| Pair {
            first,
            second,
            side,
        };
        match (first.shape(), second.shape()) {
            (Shape::Bool, Shape::Bool) => {}
            (Shape::String | Shape::Enum(_), Shape::String | Shape::Enum(_)) => {}
            (
                Shape::List(a) | Shape::Array { elem: a, .. },
                Shape::List(b) | Shape::Array { elem: b, .. },
            )
            | (Shape::Set(a), Shape::Set(b)) => pending.push(pair(a, b)),
            (Shape::Map { key: k, elem: e }, Shape::Map { key: l, elem: f }) => {
                // The last one comes next.
                pending.extend([pair(e, f), pair(k, l)]);
            }
            (Shape::Struct(a), Shape::Struct(b)) => {
                let is_any_empty = a.is_empty() || b.is_empty();
                if !is_any_empty && !push_shared(a, b, side, &mut pending) {
                    return false;
                }
            }
            (Shape::Union(a), Shape::Union(b)) => {
                if !push_shared(a, b, side, &mut pending) {
                    return false;
                }
            }
            _ if first.kind().is_number() && second.kind().is_number() => {}
            _ => return false,
        }
    }
    true
}

fn without_optional(ty: TypeRef<'_>) -> TypeRef<'_> {
    if let Shape::Optional(elem) = ty.shape() {
        elem
    } else {
        ty
    }
}

/// Adds the pairs of fields of the same name in the order of the shorter list, and tells whether there are any.
fn push_shared<'a>(
    first: Fields<'a>,
    second: Fields<'a>,
    side: usize,
    pending: &mut Vec<Pair<'a>>,
) -> bool {
    let (first, second, side) = if first.len() > second.len() {
        (second, first, 1 - side)
    } else {
        (first, second, side)
    };
    let before = pending.len();
    pending.extend(first.iter().filter_map(|field| {
        Some(Pair {
            first: field.ty,
            second: second.named(field.name)?.ty,
            side,
        })
    }));
    pending[before..].reverse();
    pending.len() > before
}
