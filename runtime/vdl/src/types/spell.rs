//! Types as text.
//!
//! All spellings share the structure of the unique string of the specification of VOM, §11, and differ in what they
//! make of names.

use hashbrown::HashSet;

use super::reference::TypeRef;
use super::shape::Shape;

/// The text that identifies a type: a named type is written out at its first occurrence only.
///
/// The length is bounded when types are built, see [`super::MAX_TYPE_TEXT`].
pub(super) fn unique_string(ty: TypeRef<'_>) -> Box<str> {
    let mut out = String::new();
    let mut named = HashSet::new();
    write_type(ty, &mut out, |ty, out| {
        let Some(name) = ty.name() else { return true };
        out.push_str(name);
        let first = named.insert(ty);
        if first {
            out.push(' ');
        }
        first
    });
    out.into()
}

enum Step<'a> {
    Type(TypeRef<'a>),
    Text(&'a str),
}

/// Writes a type.
///
/// `head` writes what stands before the structure of each type that is met and tells whether the structure follows.
pub(crate) fn write_type<'a>(
    ty: TypeRef<'a>,
    out: &mut String,
    mut head: impl FnMut(TypeRef<'a>, &mut String) -> bool,
) {
    let mut steps = vec![Step::Type(ty)];
    while let Some(step) = steps.pop() {
        let ty = match step {
            Step::Text(text) => {
                out.push_str(text);
                continue;
            }
            Step::Type(ty) => ty,
        };
        if !head(ty, out) {
            continue;
        }
        match ty.shape() {
            Shape::Optional(elem) => {
                out.push('?');
                steps.push(Step::Type(elem));
            }
            Shape::Enum(labels) => {
                out.push_str("enum{");
                for (i, label) in labels.iter().enumerate() {
                    if i > 0 {
                        out.push(';');
                    }
                    out.push_str(label);
                }
                out.push('}');
            }
            Shape::Array { len, elem } => {
                out.push('[');
                out.push_str(&len.to_string());
                out.push(']');
                steps.push(Step::Type(elem));
            }
            Shape::List(elem) => {
                out.push_str("[]");
                steps.push(Step::Type(elem));
            }
            Shape::Set(key) => {
                out.push_str("set[");
                steps.extend([Step::Text("]"), Step::Type(key)]);
            }
            Shape::Map { key, elem } => {
                out.push_str("map[");
                steps.extend([Step::Type(elem), Step::Text("]"), Step::Type(key)]);
            }
            Shape::Struct(fields) | Shape::Union(fields) => {
                out.push_str(ty.kind().name());
                out.push('{');
                steps.push(Step::Text("}"));
                for (i, field) in fields.iter().enumerate().rev() {
                    steps.extend([
                        Step::Type(field.ty),
                        Step::Text(" "),
                        Step::Text(field.name),
                    ]);
                    if i > 0 {
                        steps.push(Step::Text(";"));
                    }
                }
            }
            Shape::Any
            | Shape::Bool
            | Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64
            | Shape::String
            | Shape::TypeObject => out.push_str(ty.kind().name()),
        }
    }
}
