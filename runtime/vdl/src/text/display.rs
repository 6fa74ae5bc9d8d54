//! Values with their full types: vom §16.

use std::fmt;

use super::float::write_float;
use super::quote::write_quoted;
use super::writer::{Items, Writer};
use crate::kind::Kind;
use crate::types::Type;
use crate::value::{ValueRef, View};

/// The type and what the value holds: vom §16.
impl fmt::Display for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut writer = Writer::default();
        typed(&mut writer, *self);
        f.write_str(&writer.finish(content))
    }
}

/// A text that orders keys of one type as their full texts do.
pub(super) fn key_text(key: ValueRef<'_>) -> String {
    let mut writer = Writer::default();
    content(&mut writer, key);
    let mut text = writer.finish(content);
    if in_parentheses(key) {
        text.push(')');
    }
    text
}

fn typed<'a>(writer: &mut Writer<'a>, value: ValueRef<'a>) {
    if !is_bare(value) {
        writer.out.push_str(value.ty().unique_string());
    }
    if in_parentheses(value) {
        writer.parenthesis();
    }
    content(writer, value);
}

fn is_bare(value: ValueRef<'_>) -> bool {
    value.ty() == Type::BOOL || value.ty() == Type::STRING
}

fn in_parentheses(value: ValueRef<'_>) -> bool {
    match value.kind() {
        Kind::Array | Kind::List => value.ty().is_bytes(),
        Kind::Set | Kind::Map | Kind::Struct | Kind::Union => false,
        Kind::Any
        | Kind::Optional
        | Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::Float32
        | Kind::Float64
        | Kind::String
        | Kind::Enum
        | Kind::TypeObject => !is_bare(value),
    }
}

/// Recurses twice at most: no any holds an any, and no optional an optional.
fn content<'a>(writer: &mut Writer<'a>, value: ValueRef<'a>) {
    let out = &mut writer.out;
    match value.view() {
        View::Any(Some(held)) => typed(writer, held),
        View::Optional(Some(held)) => content(writer, held),
        View::Any(None) | View::Optional(None) => out.push_str("nil"),
        View::Bool(value) => out.push_str(if value { "true" } else { "false" }),
        View::Unsigned(value) => out.push_str(&value.to_string()),
        View::Signed(value) => out.push_str(&value.to_string()),
        // Floats of 32 bits too show the digits of 64.
        View::Float(value) => write_float(value, Kind::Float64, out),
        View::String(bytes) | View::Bytes(bytes) => write_quoted(bytes, out),
        View::Enum { label, .. } => out.push_str(label),
        View::TypeObject(ty) => out.push_str(ty.unique_string()),
        View::List(parts) | View::Set(parts) => writer.items(Items::Parts(parts)),
        View::Map(entries) => writer.items(Items::Entries(entries)),
        View::Struct(fields) => writer.items(Items::Fields(fields)),
        View::Union { name, value, .. } => writer.union(name, value),
    }
}
