//! Values as Rust expressions, fully evaluated.

mod number;

use std::collections::HashSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use vdl::{Kind, Type, TypeRef, ValueRef, View};
use vdl_parser::env::TypeDefId;

use super::mapping::Side;
use super::names::ident;
use super::natives::Stand;
use super::scope::Scope;
use crate::options::Place;

/// The most cells that a constant may have as a Rust expression.
pub(crate) const MAX_CELLS: u64 = 1 << 22;

/// How deep an expression may be nested. Deeper constants are made from their text.
const MAX_DEPTH: u32 = 64;

/// Lists and maps with more elements do not go over the stack.
const MAX_ON_STACK: usize = 64;

/// Arrays that end in more zeros than this do not spell them out.
const MAX_ZEROS: usize = 16;

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
            View::List(parts) | View::Set(parts) => pending.extend(parts.filter(|part| !part.is_zero())),
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
    /// The expression for a value in some place, unless it is nested too deeply.
    pub(crate) fn constant(
        &self,
        value: ValueRef<'_>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let wanted = Wanted {
            depth: wanted.depth.checked_sub(1)?,
            ..wanted
        };
        match self.definition(value.ty()) {
            Some(id) => self.named_constant(id, value, wanted),
            None => self.unnamed_constant(value, place, wanted),
        }
    }

    fn named_constant(&self, id: TypeDefId, value: ValueRef<'_>, wanted: Wanted) -> Option<TokenStream> {
        let (rt, def) = (&self.rt, self.type_def(id));
        match self.stand(id) {
            Some(Stand::Runtime { .. }) => {
                let text = value.to_string();
                return Some(quote!(#rt::constant(#text)));
            }
            Some(Stand::User(_)) if wanted.side == Side::Native => {
                let path = self.wire_path(id);
                let wire = self.wire_constant(id, value, wanted)?;
                return Some(quote!(#rt::Way::<#path>::constant(#wire)));
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
                let wanted = Wanted { side: Side::Native, ..wanted };
                let held = self.unnamed_constant(value, self.place(def, None), wanted)?;
                Some(quote!(#path(#held)))
            }
        }
    }

    /// A value of a generated type.
    fn wire_constant(&self, id: TypeDefId, value: ValueRef<'_>, wanted: Wanted) -> Option<TokenStream> {
        let (path, def) = (self.wire_path(id), self.type_def(id));
        let members = self.plan.items.members(id);
        let member = |index: usize| members.get(index).map(|name| ident(name));
        let wanted = Wanted { side: Side::Native, ..wanted };
        match value.view() {
            View::Enum { index, .. } => {
                let label = member(index)?;
                Some(quote!(#path::#label))
            }
            View::Union { index, name, value } => {
                let variant = member(index)?;
                let held = self.field_constant(id, index, name, value, wanted)?;
                Some(quote!(#path::#variant(#held)))
            }
            View::Struct(values) => {
                let mut fields = Vec::new();
                let mut left_out = None;
                for (index, (field, value)) in values.enumerate() {
                    // Zeros are the default, but the compiler cannot evaluate that.
                    if value.is_zero() && wanted.when == When::Running {
                        left_out = Some(quote!(..::core::default::Default::default()));
                        continue;
                    }
                    let name = member(index)?;
                    let value = self.field_constant(id, index, field.name, value, wanted)?;
                    fields.push(quote!(#name: #value,));
                }
                Some(if fields.is_empty() && left_out.is_some() {
                    quote!(::core::default::Default::default())
                } else {
                    quote!(#path { #(#fields)* #left_out })
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
                Some(quote!(#path(#held)))
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
                Some(quote!(::core::option::Option::Some(::std::boxed::Box::new(#held))))
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
                Some(quote!(::std::boxed::Box::new(#held)))
            }
        }
    }

    /// A value as what it is made of, whether its type has a name or not.
    fn unnamed_constant(
        &self,
        value: ValueRef<'_>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        Some(match value.view() {
            View::Bool(value) => quote!(#value),
            View::Unsigned(_) | View::Signed(_) | View::Float(_) => number::literal(value)?,
            View::String(bytes) => self.string_constant(bytes, place, wanted),
            View::TypeObject(ty) => self.type_constant(ty, place),
            View::Optional(Some(_)) if value.ty().is_error() => {
                let text = value.to_string();
                quote!(#rt::constant(#text))
            }
            View::Optional(None) => quote!(::core::option::Option::None),
            View::Optional(Some(held)) => {
                let held = self.constant(held, place, wanted)?;
                quote!(::core::option::Option::Some(#held))
            }
            View::Any(held) => self.any_constant(value, held, place, wanted)?,
            View::Bytes(bytes) => self.bytes(value, bytes, place, wanted)?,
            View::List(elems) => {
                let elems: Vec<ValueRef<'_>> = elems.collect();
                if value.kind() == Kind::Array {
                    self.array_constant(&elems, place, wanted)?
                } else {
                    self.list_constant(&elems, place, wanted)?
                }
            }
            View::Set(keys) => {
                let keys: Option<Vec<_>> =
                    keys.map(|key| self.key_constant(key, place, wanted)).collect();
                collected(&keys?)
            }
            View::Map(entries) => {
                let entry = |(key, elem)| {
                    let key = self.key_constant(key, place, wanted)?;
                    let elem = self.constant(elem, place, wanted)?;
                    Some(quote!((#key, #elem)))
                };
                collected(&entries.map(entry).collect::<Option<Vec<_>>>()?)
            }
            // These have names.
            View::Enum { .. } | View::Struct(_) | View::Union { .. } => return None,
        })
    }

    fn string_constant(&self, bytes: &[u8], place: Place<'_>, wanted: Wanted) -> TokenStream {
        let text = String::from_utf8_lossy(bytes);
        let is_own = wanted.side == Side::Native
            && self.plan.options.string_types.of(place).next().is_some();
        match (is_own, text.is_empty()) {
            (false, true) => quote!(::std::string::String::new()),
            (false, false) => quote!(::std::string::String::from(#text)),
            (true, _) => quote!(::core::convert::From::from(::std::string::String::from(#text))),
        }
    }

    fn type_constant(&self, ty: &Type, place: Place<'_>) -> TokenStream {
        let rt = &self.rt;
        if *ty == Type::ANY {
            return quote!(#rt::Type::ANY);
        }
        let ty = self.map(ty.as_ref(), place, Side::Wire).ty;
        quote!(<#ty as #rt::VdlType>::vdl_type().clone())
    }

    fn any_constant(
        &self,
        value: ValueRef<'_>,
        held: Option<ValueRef<'_>>,
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let rt = &self.rt;
        if self.plan.options.any_as_value.fit(place) {
            let text = value.to_string();
            return Some(quote!(#rt::constant(#text)));
        }
        let Some(held) = held else {
            return Some(quote!(#rt::Any::nil()));
        };
        let ty = self.map(held.ty(), place, Side::Wire).ty;
        let wanted = Wanted { side: Side::Wire, ..wanted };
        let held = self.constant(held, place, wanted)?;
        Some(quote!(#rt::any::<#ty>(&#held)))
    }

    fn key_constant(&self, key: ValueRef<'_>, place: Place<'_>, wanted: Wanted) -> Option<TokenStream> {
        let rt = &self.rt;
        let value = self.constant(key, place, wanted)?;
        let is_float = matches!(key.kind(), Kind::Float32 | Kind::Float64) && key.ty().name().is_none();
        Some(if is_float { quote!(#rt::FloatKey(#value)) } else { value })
    }

    fn bytes(
        &self,
        value: ValueRef<'_>,
        bytes: &[u8],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let elem = value.ty().elem()?;
        if elem.name().is_some() {
            let elems: Vec<ValueRef<'_>> = value.elems().collect();
            return if value.kind() == Kind::Array {
                self.array_constant(&elems, place, wanted)
            } else {
                self.list_constant(&elems, place, wanted)
            };
        }
        let (rt, literal) = (&self.rt, Literal::byte_string(bytes));
        let is_list = value.kind() == Kind::List;
        Some(if !is_list && bytes.iter().all(|byte| *byte == 0) {
            let len = Literal::usize_unsuffixed(bytes.len());
            quote!([0; #len])
        } else if !is_list {
            quote!(*#literal)
        } else if self.is_shared_bytes(elem, place) {
            quote!(#rt::Bytes::from_static(#literal))
        } else if bytes.is_empty() {
            quote!(::std::vec::Vec::new())
        } else {
            quote!(#literal.to_vec())
        })
    }

    fn list_constant(
        &self,
        elems: &[ValueRef<'_>],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let elems: Option<Vec<_>> = elems
            .iter()
            .map(|elem| self.constant(*elem, place, wanted))
            .collect();
        let elems = elems?;
        Some(if elems.is_empty() {
            quote!(::std::vec::Vec::new())
        } else if elems.len() <= MAX_ON_STACK {
            quote!(::std::vec::Vec::from([#(#elems),*]))
        } else {
            quote!(::std::vec![#(#elems),*])
        })
    }

    /// The elements of an array; zeros at the end are not spelled out if there are many.
    fn array_constant(
        &self,
        elems: &[ValueRef<'_>],
        place: Place<'_>,
        wanted: Wanted,
    ) -> Option<TokenStream> {
        let zeros = elems.iter().rev().take_while(|elem| elem.is_zero()).count();
        let spelled = if zeros > MAX_ZEROS { elems.len() - zeros } else { elems.len() };
        let values: Option<Vec<_>> = elems[..spelled]
            .iter()
            .map(|elem| self.constant(*elem, place, wanted))
            .collect();
        let values = values?;
        let Some(zero) = elems.get(spelled) else {
            return Some(quote!([#(#values),*]));
        };
        let all_zero = match wanted.when {
            When::Running => quote!(::core::array::from_fn(|_| ::core::default::Default::default())),
            When::Compiling => {
                let zero = self.constant(*zero, place, wanted)?;
                let len = Literal::usize_unsuffixed(elems.len());
                quote!([const { #zero }; #len])
            }
        };
        if values.is_empty() {
            return Some(all_zero);
        }
        let set = values.iter().enumerate().map(|(at, value)| {
            let at = Literal::usize_unsuffixed(at);
            quote!(array[#at] = #value;)
        });
        Some(quote!({
            let mut array = #all_zero;
            #(#set)*
            array
        }))
    }
}

/// A set or map of its keys or entries.
fn collected(items: &[TokenStream]) -> TokenStream {
    if items.is_empty() {
        quote!(::core::default::Default::default())
    } else if items.len() <= MAX_ON_STACK {
        quote!(::core::convert::From::from([#(#items),*]))
    } else {
        quote!(::core::iter::FromIterator::from_iter(::std::vec![#(#items),*]))
    }
}
