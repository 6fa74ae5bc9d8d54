//! Values as Rust expressions, fully evaluated.

mod number;
mod sequence;
mod unnamed;

use std::collections::HashSet;

use proc_macro2::TokenStream;
use quote::quote;
use vdl::{Kind, TypeRef, ValueRef, View};
use vdl_parser::env::TypeDefId;

use super::grouped::{braced, parenthesized};
use super::mapping::Side;
use super::names::ident;
use super::natives::Stand;
use super::scope::Scope;
use crate::options::Place;

/// The most cells that a constant may have as a Rust expression.
pub(crate) const MAX_CELLS: u64 = 1 << 22;

/// How deep an expression may be nested. What is deeper is made from its text, for compilers and printers recurse.
const MAX_DEPTH: u32 = 16;

/// What kind of expression is wanted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    when: When,
    side: Side,
    depth: u32,
}

/// When an expression is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Compiling,
    Running,
}

impl Wanted {
    /// An expression of native types that the compiler evaluates.
    pub(crate) const CONST: Self = Self {
        when: When::Compiling,
        side: Side::Native,
        depth: MAX_DEPTH,
    };

    /// An expression of native types that is evaluated when it is first needed.
    pub(crate) const LAZY: Self = Self {
        when: When::Running,
        ..Self::CONST
    };
}

/// Calls `visit` with the type of a value, and of every value inside it.
///
/// A type comes once for each named value of it at most.
pub(crate) fn types<'v>(value: ValueRef<'v>, visit: &mut impl FnMut(TypeRef<'v>)) {
    let mut seen = HashSet::new();
    let mut pending = vec![value];
    while let Some(value) = pending.pop() {
        if seen.insert(value.ty()) {
            visit(value.ty());
        }
        match value.view() {
            View::Any(Some(held)) | View::Optional(Some(held)) => pending.push(held),
            View::Union { value, .. } => pending.push(value),
            View::TypeObject(ty) => {
                if seen.insert(ty.as_ref()) {
                    visit(ty.as_ref());
                }
            }
            View::List(parts) | View::Set(parts) => {
                pending.extend(parts.filter(|part| !part.is_zero()))
            }
            View::Map(entries) => pending.extend(entries.flat_map(|(key, elem)| [key, elem])),
            View::Struct(fields) => pending.extend(fields.map(|(_, value)| value)),
            View::Any(None)
            | View::Optional(None)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::Bytes(_) => {}
        }
    }
}

impl Scope<'_> {
    /// The expression for a value in some place; none if the compiler would have to evaluate one that is too deep.
    pub(crate) fn constant(
        &self,
        value: ValueRef<'_>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let Some(depth) = wanted.depth.checked_sub(1) else {
            let is_running = wanted.when == When::Running;
            return is_running.then(|| self.text_constant(value, place, wanted.side));
        };
        let wanted = Wanted { depth, ..wanted };
        match self.definition(value.ty()) {
            Some(id) => self.named_constant(id, value, wanted),
            None => self.unnamed_constant(value, place, wanted),
        }
    }

    /// A value that is made from its text.
    fn text_constant(&self, value: ValueRef<'_>, place: Place<'_>, side: Side) -> TokenStream {
        let (rt, text) = (&self.rt, value.to_string());
        match self.map(value.ty(), place, side).way {
            Some(way) => quote!(#rt::Way::<#way>::constant(#rt::constant(#text))),
            None => quote!(#rt::constant(#text)),
        }
    }

    fn named_constant(
        &self,
        id: TypeDefId,
        value: ValueRef<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let (rt, def) = (&self.rt, self.type_def(id));
        match self.stand(id) {
            Some(Stand::Runtime { .. }) => {
                let text = value.to_string();
                return Some(quote!(#rt::constant(#text)));
            }
            Some(Stand::User(_)) if wanted.side == Side::Native => {
                let path = self.wire_path(id);
                let wire = parenthesized(self.wire_constant(id, value, wanted)?);
                return Some(quote!(#rt::Way::<#path>::constant #wire));
            }
            Some(Stand::User(_)) | None => {}
        }
        match value.kind() {
            Kind::Struct | Kind::Union | Kind::Enum => self.wire_constant(id, value, wanted),
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
            | Kind::TypeObject
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map => {
                let path = self.wire_path(id);
                // What a newtype holds is native whatever the newtype is in.
                let wanted = Wanted {
                    side: Side::Native,
                    ..wanted
                };
                let held = self.unnamed_constant(value, self.place(def, None), wanted)?;
                let held = parenthesized(held);
                Some(quote!(#path #held))
            }
        }
    }

    /// A value of a generated type.
    fn wire_constant(
        &self,
        id: TypeDefId,
        value: ValueRef<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let (path, def) = (self.wire_path(id), self.type_def(id));
        let members = self.plan.items.members(id);
        let member = |index: usize| members.get(index).map(|name| ident(name));
        let wanted = Wanted {
            side: Side::Native,
            ..wanted
        };
        match value.view() {
            View::Enum { index, .. } => {
                let label = member(index)?;
                Some(quote!(#path::#label))
            }
            View::Union { index, name, value } => {
                let variant = member(index)?;
                let held = self.field_constant(id, index, name, value, wanted)?;
                let held = parenthesized(held);
                Some(quote!(#path::#variant #held))
            }
            View::Struct(values) => {
                let mut fields = TokenStream::new();
                let mut left_out = None;
                for (index, (field, value)) in values.enumerate() {
                    // Zeros are the default, but the compiler cannot evaluate that.
                    if value.is_zero() && wanted.when == When::Running {
                        left_out = Some(quote!(..::core::default::Default::default()));
                        continue;
                    }
                    let name = member(index)?;
                    let value = self.field_constant(id, index, field.name, value, wanted)?;
                    fields.extend(quote!(#name:));
                    fields.extend(value);
                    fields.extend(quote!(,));
                }
                Some(if fields.is_empty() && left_out.is_some() {
                    quote!(::core::default::Default::default())
                } else {
                    fields.extend(left_out);
                    let fields = braced(fields);
                    quote!(#path #fields)
                })
            }
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::TypeObject(_)
            | View::Bytes(_)
            | View::List(_)
            | View::Set(_)
            | View::Map(_) => {
                let held = self.unnamed_constant(value, self.place(def, None), wanted)?;
                let held = parenthesized(held);
                Some(quote!(#path #held))
            }
        }
    }

    /// The value of a field, in a box if the field has one.
    fn field_constant(
        &self,
        id: TypeDefId,
        index: usize,
        name: &str,
        value: ValueRef<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let place = self.place(self.type_def(id), Some(name));
        if !self.is_boxed(id, index, name) {
            return self.constant(value, place, wanted);
        }
        match value.view() {
            View::Optional(Some(held)) if !value.ty().is_error() => {
                let held = self.constant(held, place, wanted)?;
                let held = parenthesized(held);
                Some(quote!(::core::option::Option::Some(::std::boxed::Box::new #held)))
            }
            View::Optional(None) if !value.ty().is_error() => {
                Some(quote!(::core::option::Option::None))
            }
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Bytes(_)
            | View::List(_)
            | View::Set(_)
            | View::Map(_)
            | View::Struct(_)
            | View::Union { .. } => {
                let held = self.constant(value, place, wanted)?;
                let held = parenthesized(held);
                Some(quote!(::std::boxed::Box::new #held))
            }
        }
    }
}
