//! What a definition is made of, down to the names of other definitions.
//!
//! Unnamed types are looked into, named ones are not; so one definition after the other can be judged, and what follows
//! from others is worked out by whoever asks.

use vdl::{Shape, TypeRef};

/// A part of a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaf<'t> {
    /// Another definition, or the same one.
    Named(TypeRef<'t>),
    /// The built-in error.
    Error,
    /// Any value.
    Any,
    /// A type.
    TypeObject,
    /// A float without a name.
    Float,
    /// A string without a name.
    String,
    /// Another scalar without a name.
    Scalar,
    /// An unnamed set or map; its parts are leaves of their own.
    Set,
    /// An unnamed set or map; its parts are leaves of their own.
    Map,
}

/// Where a leaf is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The key of a set or map.
    Key,
    /// Anywhere else.
    Part,
}

/// How deep unnamed types are nested in a type that has no name, or in the structure of one that has.
pub(crate) fn depth(ty: TypeRef<'_>) -> usize {
    let mut deepest = 0;
    let mut pending: Vec<(TypeRef<'_>, usize)> = parts(ty).map(|part| (part, 1)).collect();
    while let Some((ty, depth)) = pending.pop() {
        if ty.name().is_none() {
            deepest = deepest.max(depth);
            pending.extend(parts(ty).map(|part| (part, depth + 1)));
        }
    }
    deepest
}

fn parts(ty: TypeRef<'_>) -> impl Iterator<Item = TypeRef<'_>> {
    let fields = ty.fields().into_iter().flat_map(|fields| fields.iter());
    let parts = ty.key().into_iter().chain(ty.elem());
    parts.chain(fields.map(|field| field.ty))
}

/// Goes through the leaves of a definition, each with the name of the field that it belongs to.
pub(crate) fn of_definition<'t>(
    ty: TypeRef<'t>,
    mut visit: impl FnMut(Option<&'t str>, Leaf<'t>, Role),
) {
    match ty.shape() {
        Shape::Struct(fields) | Shape::Union(fields) => {
            for field in fields.iter() {
                of_type(field.ty, |leaf, role| visit(Some(field.name), leaf, role));
            }
        }
        Shape::Any
        | Shape::Optional(_)
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
        | Shape::Enum(_)
        | Shape::TypeObject
        | Shape::Array { .. }
        | Shape::List(_)
        | Shape::Set(_)
        | Shape::Map { .. } => {
            let mut pending = Vec::new();
            look(ty, Role::Part, &mut pending, &mut |leaf, role| {
                visit(None, leaf, role);
            });
            finish(pending, |leaf, role| visit(None, leaf, role));
        }
    }
}

/// Goes through the leaves of a type; of a named one there is just one.
pub(crate) fn of_type<'t>(ty: TypeRef<'t>, visit: impl FnMut(Leaf<'t>, Role)) {
    finish(vec![(ty, Role::Part)], visit);
}

fn finish<'t>(mut pending: Vec<(TypeRef<'t>, Role)>, mut visit: impl FnMut(Leaf<'t>, Role)) {
    while let Some((ty, role)) = pending.pop() {
        if ty.name().is_some() {
            visit(Leaf::Named(ty), role);
        } else {
            look(ty, role, &mut pending, &mut visit);
        }
    }
}

/// Visits a type as if it had no name, but for its parts, which are left for later.
fn look<'t>(
    ty: TypeRef<'t>,
    role: Role,
    pending: &mut Vec<(TypeRef<'t>, Role)>,
    visit: &mut impl FnMut(Leaf<'t>, Role),
) {
    match ty.shape() {
        Shape::Any => visit(Leaf::Any, role),
        Shape::TypeObject => visit(Leaf::TypeObject, role),
        Shape::Float32 | Shape::Float64 => visit(Leaf::Float, role),
        Shape::String => visit(Leaf::String, role),
        Shape::Bool
        | Shape::Byte
        | Shape::Uint16
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Int8
        | Shape::Int16
        | Shape::Int32
        | Shape::Int64
        | Shape::Enum(_) => visit(Leaf::Scalar, role),
        Shape::Optional(_) if ty.is_error() => visit(Leaf::Error, role),
        Shape::Optional(elem) | Shape::Array { elem, .. } | Shape::List(elem) => {
            pending.push((elem, Role::Part));
        }
        Shape::Set(key) => {
            visit(Leaf::Set, role);
            pending.push((key, Role::Key));
        }
        Shape::Map { key, elem } => {
            visit(Leaf::Map, role);
            pending.extend([(elem, Role::Part), (key, Role::Key)]);
        }
        // These have names, except for the definition itself, which is not looked at here.
        Shape::Struct(fields) | Shape::Union(fields) => {
            pending.extend(fields.iter().map(|field| (field.ty, Role::Part)));
        }
    }
}
