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
    // Pairs that are compatible if all others are; recursive types come back to the same pairs.
    let mut seen = HashSet::new();
    let mut pending = vec![(a, b)];
    while let Some((a, b)) = pending.pop() {
        let (a, b) = (without_optional(a), without_optional(b));
        if a == b || a.kind() == Kind::Any || b.kind() == Kind::Any {
            continue;
        }
        let (a_shape, b_shape) = (a.shape(), b.shape());
        if has_parts(a_shape) && !seen.insert((a, b)) {
            continue;
        }
        match (a_shape, b_shape) {
            (Shape::Bool, Shape::Bool) => {}
            (Shape::String | Shape::Enum(_), Shape::String | Shape::Enum(_)) => {}
            (
                Shape::List(a) | Shape::Array { elem: a, .. },
                Shape::List(b) | Shape::Array { elem: b, .. },
            )
            | (Shape::Set(a), Shape::Set(b)) => pending.push((a, b)),
            (Shape::Map { key: k, elem: e }, Shape::Map { key: l, elem: f }) => {
                pending.extend([(k, l), (e, f)]);
            }
            (Shape::Struct(a), Shape::Struct(b)) => {
                let shared = push_shared(a, b, &mut pending);
                if !shared && !a.is_empty() && !b.is_empty() {
                    return false;
                }
            }
            (Shape::Union(a), Shape::Union(b)) => {
                if !push_shared(a, b, &mut pending) {
                    return false;
                }
            }
            _ if a.kind().is_number() && b.kind().is_number() => {}
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

fn has_parts(shape: Shape<'_>) -> bool {
    matches!(
        shape,
        Shape::List(_)
            | Shape::Array { .. }
            | Shape::Set(_)
            | Shape::Map { .. }
            | Shape::Struct(_)
            | Shape::Union(_)
    )
}

/// Adds the pairs of fields of the same name, and tells whether there are any.
fn push_shared<'a>(
    a: Fields<'a>,
    b: Fields<'a>,
    pending: &mut Vec<(TypeRef<'a>, TypeRef<'a>)>,
) -> bool {
    let before = pending.len();
    if a.len() <= b.len() {
        pending.extend(
            a.iter()
                .filter_map(|field| Some((field.ty, b.named(field.name)?.ty))),
        );
    } else {
        pending.extend(
            b.iter()
                .filter_map(|field| Some((a.named(field.name)?.ty, field.ty))),
        );
    }
    pending.len() > before
}
