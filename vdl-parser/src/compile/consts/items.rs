//! Literals of lists, arrays, sets and maps (`vdl-language` §7.5), and what is common to all composite literals.

use std::collections::HashMap;

use vdl::{Shape, Type, TypeRef, Value};

use super::expression::Evaluation;
use super::parts::{Parts, Put};
use crate::ast::{Entry, ExprId, Run, TypeExprId};
use crate::constant::failure::Failure;
use crate::constant::meter::Excess;
use crate::constant::{Constant, convert, text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

/// An index past the elements so far must be below this: the elements between are built too.
const MAX_INDEX: u64 = 1 << 20;

impl Evaluation<'_, '_> {
    /// The value of `T{…}`, or of `{…}` where a type is expected.
    pub(super) fn composite(
        self,
        id: ExprId,
        ty: Option<TypeExprId>,
        entries: Run,
        expected: Option<TypeRef<'_>>,
    ) -> Option<Constant> {
        let ty = match ty {
            Some(ty) => Some(self.scope.type_of(self.file, ty)?.as_ref()),
            None => expected,
        };
        self.literal(id, ty, entries).map(Constant::Typed)
    }

    /// The value of a composite literal of a type.
    pub(super) fn literal(
        self,
        id: ExprId,
        ty: Option<TypeRef<'_>>,
        entries: Run,
    ) -> Option<Value> {
        let Some(ty) = ty else {
            return self.no_type(id);
        };
        let entries = &self.tree.entries[entries.range()];
        match ty.shape() {
            Shape::Array { len, elem } => self.list(id, ty, elem, Some(len), entries),
            Shape::List(elem) => self.list(id, ty, elem, None, entries),
            Shape::Set(key) => self.set(id, ty, key, entries),
            Shape::Map { key, elem } => self.map(id, ty, key, elem, entries),
            Shape::Struct(fields) => self.structure(id, ty, fields, entries),
            Shape::Union(fields) => self.union(id, ty, fields, entries),
            Shape::Optional(elem) => self.optional(id, ty, elem, entries),
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
            | Shape::Enum(_)
            | Shape::TypeObject => self.bad_type(id, ty),
        }
    }

    fn optional(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        elem: TypeRef<'_>,
        entries: &[Entry],
    ) -> Option<Value> {
        let Shape::Struct(fields) = elem.shape() else {
            return self.bad_type(id, ty);
        };
        let value = self.structure(id, elem, fields, entries)?;
        self.made(id, ty, Value::optional_some(&ty.to_owned(), value))
    }

    fn no_type(self, id: ExprId) -> Option<Value> {
        let message = "the literal needs a type, and nothing here gives one";
        let finding = Diagnostic::new(Code::LitNoType, self.span(id), message);
        self.scope
            .report(finding.help("write the type before the `{`"));
        None
    }

    fn bad_type(self, id: ExprId, ty: TypeRef<'_>) -> Option<Value> {
        let name = text::type_name(ty, self.context.package);
        let mut finding = Diagnostic::new(
            Code::LitBadType,
            self.span(id),
            format!("type `{name}` has no composite literals"),
        );
        if ty == Type::ANY {
            finding = finding.help("write the type of the value before the `{`");
        }
        self.scope.report(finding);
        None
    }

    fn list(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        elem: TypeRef<'_>,
        len: Option<u64>,
        entries: &[Entry],
    ) -> Option<Value> {
        let mut items = Items {
            ty,
            elem,
            len,
            parts: Parts::new(self, id, entries.len()),
            next: Some(0),
            overrun: false,
        };
        for entry in entries {
            if let Some(key) = entry.key {
                items.next = self.position(key);
            }
            let value = self.slot(entry.value, elem);
            self.put_item(&mut items, entry, value);
        }
        let values = items.parts.finish()?;
        self.made(
            id,
            ty,
            if len.is_some() {
                Value::array(&ty.to_owned(), values)
            } else {
                Value::list(&ty.to_owned(), values)
            },
        )
    }

    fn put_item(self, items: &mut Items<'_, '_, '_>, entry: &Entry, value: Option<Value>) {
        // Nothing is known about the places after an index that has an error.
        let Some(at) = items.next else {
            return items.parts.fail();
        };
        items.next = Some(at.saturating_add(1));
        if let Some(len) = items.len.filter(|len| at >= *len) {
            // What follows the first element that is too many is so for the same reason.
            if entry.key.is_some() || !items.overrun {
                self.report_index_range(entry, at, items.ty, len);
            }
            items.overrun = true;
            return items.parts.fail();
        }
        items.overrun = false;
        if at >= MAX_INDEX && at > items.parts.len() as u64 {
            let _: Option<()> =
                self.check(entry.key.unwrap_or(entry.value), Err(Excess::Index.into()));
            items.next = None;
            return items.parts.fail();
        }
        if items.parts.put(at as usize, value, |_| Some(items.elem)) == Put::Again {
            self.report_index(entry, at, items.ty);
        }
    }

    fn set(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        key: TypeRef<'_>,
        entries: &[Entry],
    ) -> Option<Value> {
        let mut keys = Vec::with_capacity(entries.len());
        for entry in entries {
            match entry.key {
                None => keys.extend(self.slot(entry.value, key)),
                Some(before) => {
                    let name = text::type_name(ty, self.context.package);
                    let finding = Diagnostic::new(
                        Code::LitSetKeyValue,
                        self.span(before),
                        format!("a member of set type `{name}` cannot have a value"),
                    );
                    self.scope
                        .report(finding.help("leave out the colon and what follows it"));
                }
            }
        }
        if keys.len() < entries.len() {
            return None;
        }
        let value = self.made(id, ty, Value::set(&ty.to_owned(), keys))?;
        if value.len() == entries.len() {
            return Some(value);
        }
        self.report_keys(ty, key, entries.iter().map(|entry| entry.value));
        None
    }

    fn map(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        key: TypeRef<'_>,
        elem: TypeRef<'_>,
        entries: &[Entry],
    ) -> Option<Value> {
        let mut pairs = Vec::with_capacity(entries.len());
        let mut keyless = None;
        for entry in entries {
            let Some(before) = entry.key else {
                keyless = keyless.or(Some(entry.value));
                continue;
            };
            let (key, elem) = (self.slot(before, key), self.slot(entry.value, elem));
            pairs.extend(key.zip(elem));
        }
        if let Some(keyless) = keyless {
            let name = text::type_name(ty, self.context.package);
            let message = format!("every entry of a literal of map type `{name}` needs a key");
            let finding = Diagnostic::new(Code::LitMissingKey, self.span(id), message);
            self.scope
                .report(finding.also(self.span(keyless), "no key is given for this"));
        }
        if pairs.len() < entries.len() {
            return None;
        }
        let value = self.made(id, ty, Value::map(&ty.to_owned(), pairs))?;
        if value.len() == entries.len() {
            return Some(value);
        }
        self.report_keys(ty, key, entries.iter().filter_map(|entry| entry.key));
        None
    }

    /// Reports all repetitions among keys, which are known to be without other mistakes.
    fn report_keys(self, ty: TypeRef<'_>, key: TypeRef<'_>, keys: impl Iterator<Item = ExprId>) {
        let name = text::type_name(ty, self.context.package);
        let mut seen = HashMap::new();
        for id in keys {
            // Evaluating again costs nothing where there is no mistake, which is nearly everywhere.
            let Some(value) = self.slot(id, key) else {
                return;
            };
            if self
                .check(
                    id,
                    self.context
                        .meter
                        .bytes(value.size())
                        .map_err(Failure::from),
                )
                .is_none()
            {
                return;
            }
            let full = vdl::untyped_text(value.as_ref(), self.context.package);
            match seen.entry(full) {
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(id);
                }
                std::collections::hash_map::Entry::Occupied(entry) => {
                    let text = text::untyped(value.as_ref(), self.context.package);
                    let message = format!("key `{text}` is repeated in a literal of type `{name}`");
                    let finding = Diagnostic::new(Code::LitDupKey, self.span(id), message);
                    self.scope
                        .report(finding.also(self.span(*entry.get()), "first given here"));
                }
            }
        }
    }

    fn report_index(self, entry: &Entry, at: u64, ty: TypeRef<'_>) {
        let name = text::type_name(ty, self.context.package);
        let message = format!("index {at} is repeated in a literal of type `{name}`");
        self.scope.report(Diagnostic::new(
            Code::LitDupIndex,
            self.span(entry.value),
            message,
        ));
    }

    fn report_index_range(self, entry: &Entry, at: u64, ty: TypeRef<'_>, len: u64) {
        let name = text::type_name(ty, self.context.package);
        let message =
            format!("index {at} is past the end of array type `{name}`, which has length {len}");
        self.scope.report(Diagnostic::new(
            Code::LitIndexRange,
            self.span(entry.value),
            message,
        ));
    }

    /// The result of a constructor whose arguments fit the type: it fails only for size.
    pub(super) fn made(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        result: Result<Value, vdl::ValueError>,
    ) -> Option<Value> {
        self.check(id, convert::made(result, ty, self.context))
    }
}

/// The elements of a list or array literal while they come in.
struct Items<'t, 's, 'a> {
    ty: TypeRef<'t>,
    elem: TypeRef<'t>,
    /// The length of an array.
    len: Option<u64>,
    parts: Parts<'s, 'a>,
    /// The place of the next element.
    next: Option<u64>,
    /// Whether the last element was too many.
    overrun: bool,
}
