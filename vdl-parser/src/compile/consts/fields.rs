//! Literals of structs and unions (`vdl-language` §7.5).

use vdl::{Fields, TypeRef, Value};

use super::expression::Evaluation;
use super::parts::{Parts, Put};
use crate::ast::{Entry, ExprId, ExprKind};
use crate::constant::text;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

impl Evaluation<'_, '_> {
    pub(super) fn structure(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        fields: Fields<'_>,
        entries: &[Entry],
    ) -> Option<Value> {
        let part = |at| fields.get(at).map(|field| field.ty);
        let Some(first) = entries.first() else {
            return self.made(id, ty, Value::zero(&ty.to_owned()));
        };
        let keyed = first.key.is_some();
        let mut parts = Parts::new(self, id, fields.len());
        let mut mixed = false;
        for (position, entry) in entries.iter().enumerate() {
            if entry.key.is_some() != keyed {
                if !std::mem::replace(&mut mixed, true) {
                    self.report_mixed(entry, first, ty);
                }
                parts.fail();
                continue;
            }
            let at = match entry.key {
                Some(key) => self.field(key, parts.len(), ty, fields),
                None if position < fields.len() => Some(position),
                None => {
                    if position == fields.len() && !mixed {
                        self.report_too_many(entry, ty, fields);
                    }
                    None
                }
            };
            let Some((at, slot)) = at.and_then(|at| Some((at, part(at)?))) else {
                parts.fail();
                continue;
            };
            let value = self.slot(entry.value, slot);
            if parts.put(at, value, part) == Put::Again {
                self.report_twice(entry, entries, ty);
            }
        }
        if !keyed && !mixed && entries.len() < fields.len() {
            self.report_too_few(id, entries.len(), ty, fields);
            return None;
        }
        if parts.len() < fields.len() {
            parts.fill(fields.len(), part);
        }
        self.made(id, ty, Value::structure(&ty.to_owned(), parts.finish()?))
    }

    pub(super) fn union(
        self,
        id: ExprId,
        ty: TypeRef<'_>,
        fields: Fields<'_>,
        entries: &[Entry],
    ) -> Option<Value> {
        let entry = match entries {
            [] => return self.made(id, ty, Value::zero(&ty.to_owned())),
            [entry] => entry,
            [..] => {
                let message = format!(
                    "a literal of union type `{}` has exactly one field, not {}",
                    text::type_name(ty, self.context.package),
                    entries.len()
                );
                self.scope
                    .report(Diagnostic::new(Code::LitUnionArity, self.span(id), message));
                return None;
            }
        };
        let Some(key) = entry.key else {
            let name = text::type_name(ty, self.context.package);
            let message = format!("a literal of union type `{name}` needs the name of its field");
            self.scope
                .report(Diagnostic::new(Code::LitUnionKey, self.span(id), message));
            return None;
        };
        let at = self.field(key, 0, ty, fields)?;
        let value = self.slot(entry.value, fields.get(at)?.ty)?;
        self.made(id, ty, Value::union(&ty.to_owned(), at, value))
    }

    /// The position of the field that a key names. `next` is the one that it most likely names.
    fn field(self, key: ExprId, next: usize, ty: TypeRef<'_>, fields: Fields<'_>) -> Option<usize> {
        let name = match self.tree.expr(key).kind {
            ExprKind::Name(name) => self.tree.name_ref(name),
            ExprKind::Integer
            | ExprKind::Rational
            | ExprKind::String
            | ExprKind::Index(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Convert(..)
            | ExprKind::TypeObject(_)
            | ExprKind::Composite(..) => return self.bad_field_name(key, ty, fields),
        };
        if name.qualifier.is_some() {
            return self.bad_field_name(key, ty, fields);
        }
        let text = match self.tree.parts(name) {
            [part] => self.tree.name(*part),
            _ => self.text(key),
        };
        if fields.get(next).is_some_and(|field| field.name == text) {
            return Some(next);
        }
        let at = fields.index_of(text);
        if at.is_none() {
            let name = text::type_name(ty, self.context.package);
            let mut finding = Diagnostic::new(
                Code::LitUnknownField,
                self.span(key),
                format!("type `{name}` has no field `{text}`"),
            );
            if let Some(meant) = self.meant(text, fields.iter().map(|field| field.name)) {
                finding = finding.fix(format!("did you mean `{meant}`?"), self.span(key), meant);
            }
            self.scope.report(self.also_defined(finding, ty));
        }
        at
    }

    fn bad_field_name(self, key: ExprId, ty: TypeRef<'_>, fields: Fields<'_>) -> Option<usize> {
        let name = text::type_name(ty, self.context.package);
        let shown = text::shorten(String::from(self.text(key)));
        let message =
            format!("a field of type `{name}` is named by `{shown}`, which is not a plain name");
        let finding = Diagnostic::new(Code::LitBadFieldName, self.span(key), message);
        let quoted = self
            .text(key)
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let field = quoted.filter(|text| fields.index_of(text).is_some());
        self.scope.report(match field {
            Some(field) => finding.fix("field names have no quotes", self.span(key), field),
            None => finding,
        });
        None
    }

    fn report_mixed(self, entry: &Entry, first: &Entry, ty: TypeRef<'_>) {
        let name = text::type_name(ty, self.context.package);
        let message =
            format!("a literal of struct type `{name}` mixes values with and without field names");
        let (label, place) = match first.key {
            Some(key) => ("the first value has a field name", key),
            None => ("the first value has no field name", first.value),
        };
        let finding = Diagnostic::new(Code::LitMixed, self.span(entry.value), message);
        self.scope.report(finding.also(self.span(place), label));
    }

    fn report_too_many(self, entry: &Entry, ty: TypeRef<'_>, fields: Fields<'_>) {
        let name = text::type_name(ty, self.context.package);
        let message = format!(
            "too many values for struct type `{name}`: it has {} fields",
            fields.len()
        );
        let finding = Diagnostic::new(Code::LitTooMany, self.span(entry.value), message);
        self.scope.report(self.also_defined(finding, ty));
    }

    fn report_too_few(self, id: ExprId, found: usize, ty: TypeRef<'_>, fields: Fields<'_>) {
        let name = text::type_name(ty, self.context.package);
        let missing = fields.get(found).map_or("", |field| field.name);
        let message = format!(
            "too few values for struct type `{name}`: it has {} fields, and only {found} have a value",
            fields.len()
        );
        let finding = Diagnostic::new(Code::LitTooFew, self.span(id), message)
            .note(format!("the first field without a value is `{missing}`"))
            .help("name the fields to leave some of them out");
        self.scope.report(self.also_defined(finding, ty));
    }

    fn report_twice(self, entry: &Entry, entries: &[Entry], ty: TypeRef<'_>) {
        /// The literal is not searched in vain for each of many repetitions.
        const ENOUGH: usize = 1000;
        let Some(key) = entry.key else { return };
        let name = text::type_name(ty, self.context.package);
        let text = self.text(key);
        let message = format!("field `{text}` is given twice in a literal of struct type `{name}`");
        let mut finding = Diagnostic::new(Code::LitDupField, self.span(entry.value), message);
        let mut keys = entries.iter().filter_map(|entry| entry.key).take(ENOUGH);
        let first = keys.find(|first| self.text(*first) == text);
        if let Some(first) = first {
            finding = finding.also(self.span(first), "first given here");
        }
        self.scope.report(finding);
    }
}
