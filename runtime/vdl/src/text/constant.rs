//! Values as VDL constants: the VDL language §7.7.

use super::display;
use super::float::write_float;
use super::quote::write_quoted;
use super::writer::{Items, Writer};

use crate::types::{Type, TypeRef, write_type};
use crate::value::{Entries, Parts, ValueRef, View};

/// A value as VDL source that says its type, as seen from a package.
///
/// Types of the package at path `local_package` are written without their path.
pub fn const_text(value: ValueRef<'_>, local_package: &str) -> String {
    let mut writer = Writer::default();
    typed(&mut writer, value, local_package);
    writer.finish(|writer, value| untyped(writer, value, local_package))
}

/// A value as VDL source for a place whose type is known.
pub fn untyped_text(value: ValueRef<'_>, local_package: &str) -> String {
    let mut writer = Writer::default();
    untyped(&mut writer, value, local_package);
    writer.finish(|writer, value| untyped(writer, value, local_package))
}

/// A type as VDL source, as seen from a package: a named type is its name, one of another package with the path in front.
///
/// ```
/// use vdl::{Type, type_text};
///
/// let point = Type::structure("geo.Point", [("X", Type::INT32)])?;
/// let list = Type::list(&Type::optional(&point)?);
/// assert_eq!(type_text(list.as_ref(), "geo"), "[]?Point");
/// assert_eq!(type_text(list.as_ref(), "maps"), r#"[]?"geo".Point"#);
/// assert_eq!(type_text(Type::error().as_ref(), "geo"), "error");
/// # Ok::<_, vdl::TypeError>(())
/// ```
pub fn type_text(ty: TypeRef<'_>, local_package: &str) -> String {
    let mut out = String::new();
    spell(ty, local_package, &mut out);
    out
}

fn typed<'a>(writer: &mut Writer<'a>, value: ValueRef<'a>, package: &str) {
    let ty = value.ty();
    if ty == Type::BOOL || ty == Type::STRING || ty == Type::TYPEOBJECT {
        return untyped(writer, value, package);
    }
    spell(ty, package, &mut writer.out);
    match value.view() {
        View::Enum { .. } => writer.out.push('.'),
        View::List(_)
        | View::Set(_)
        | View::Map(_)
        | View::Struct(_)
        | View::Union { .. }
        | View::Optional(Some(_)) => {}
        View::Optional(None)
        | View::Any(_)
        | View::Bool(_)
        | View::Unsigned(_)
        | View::Signed(_)
        | View::Float(_)
        | View::String(_)
        | View::TypeObject(_)
        | View::Bytes(_) => writer.parenthesis(),
    }
    untyped(writer, value, package);
}

/// Recurses twice at most: no any holds an any, and no optional an optional.
fn untyped<'a>(writer: &mut Writer<'a>, value: ValueRef<'a>, package: &str) {
    let out = &mut writer.out;
    match value.view() {
        View::Any(Some(held)) => typed(writer, held, package),
        View::Optional(Some(held)) => untyped(writer, held, package),
        View::Any(None) | View::Optional(None) => out.push_str("nil"),
        View::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        View::Unsigned(value) => out.push_str(&value.to_string()),
        View::Signed(value) => out.push_str(&value.to_string()),
        View::Float(number) => write_float(number, value.kind(), out),
        View::String(bytes) | View::Bytes(bytes) => write_quoted(bytes, out),
        View::Enum { label, .. } => out.push_str(label),
        View::TypeObject(ty) => {
            out.push_str("typeobject(");
            spell(ty.as_ref(), package, out);
            out.push(')');
        }
        View::List(_) if value.is_zero() => out.push_str("{}"),
        View::List(parts) => writer.items(Items::Parts(parts)),
        View::Set(keys) => writer.items(Items::SortedParts(sorted_keys(keys).into_iter())),
        View::Map(entries) => {
            writer.items(Items::SortedEntries(sorted_entries(entries).into_iter()));
        }
        View::Struct(fields) => writer.items(Items::NonZeroFields(fields)),
        View::Union { name, value, .. } => writer.union(name, value),
    }
}

/// Keys in the order of their texts.
pub(crate) fn sorted_keys(keys: Parts<'_>) -> Vec<ValueRef<'_>> {
    let mut keys: Vec<_> = keys.map(|key| (display::key_text(key), key)).collect();
    keys.sort_by(|a, b| a.0.cmp(&b.0));
    keys.into_iter().map(|(_, key)| key).collect()
}

/// Entries in the order of the texts of their keys.
pub(crate) fn sorted_entries(entries: Entries<'_>) -> Vec<(ValueRef<'_>, ValueRef<'_>)> {
    let mut entries: Vec<_> = entries
        .map(|entry| (display::key_text(entry.0), entry))
        .collect();
    entries.sort_by(|a, b| a.0.cmp(&b.0));
    entries.into_iter().map(|(_, entry)| entry).collect()
}

fn spell(ty: TypeRef<'_>, package: &str, out: &mut String) {
    write_type(ty, out, |ty, out| {
        if ty.is_error() {
            out.push_str("error");
            return false;
        }
        let (Some(path), Some(name)) = (ty.package_path(), ty.local_name()) else {
            return true;
        };
        if !path.is_empty() && path != package {
            out.push('"');
            out.push_str(path);
            out.push_str("\".");
        }
        out.push_str(name);
        false
    });
}
