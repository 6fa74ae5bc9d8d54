//! Names of consts and labels, selected fields, indexed elements (`vdl-language` §7.4).

use vdl::{Kind, Shape, Type, TypeRef, Value, ValueRef};

use super::expression::Evaluation;
use crate::ast::{ExprId, Name, NameRef, NameRefId};
use crate::compile::definitions::Local;
use crate::compile::scope::{ConstRef, ConstState, Target, Unresolved, Wanted};
use crate::constant::failure::Failure;
use crate::constant::{Constant, convert, text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::diagnostic::suggest::nearest;
use crate::source::Span;

/// About as many bytes a part of a value takes where it is written.
const CELL: u64 = 8;

impl Evaluation<'_, '_> {
    /// What a name means as a value; a bare one may be a label of the expected enum.
    pub(super) fn name(self, id: NameRefId, expected: Option<TypeRef<'_>>) -> Option<Constant> {
        let name = self.tree.name_ref(id);
        let parts = self.tree.parts(name);
        let resolution = match self.scope.resolve(self.file, name) {
            Ok(resolution) => resolution,
            Err(Unresolved::Reported) => return None,
            Err(Unresolved::Unknown) => return self.label_or_undefined(name, expected),
        };
        let rest = &parts[resolution.used_parts..];
        match resolution.target {
            Target::Const(ConstRef::True) => self.select(name, Value::from(true).as_ref(), rest),
            Target::Const(ConstRef::False) => self.select(name, Value::from(false).as_ref(), rest),
            Target::Const(ConstRef::Nil) => self.select(name, Value::any_none().as_ref(), rest),
            Target::Const(ConstRef::Imported(def)) => self.select(name, def.value.as_ref(), rest),
            Target::Const(ConstRef::Local(local)) => match self.scope.const_state(local) {
                ConstState::Known(value) => self.select(name, value.as_ref(), rest),
                ConstState::Open | ConstState::Failed => None,
            },
            Target::Type(ty) if !rest.is_empty() => self.select_label(name, ty, rest),
            Target::Type(_) => {
                let label = self.label(name, expected);
                if label.is_none() {
                    self.report_type(name);
                }
                label
            }
            Target::Interface(_) => self.label_or_undefined(name, expected),
        }
    }

    /// `name[index]`.
    pub(super) fn index(self, id: NameRefId, index: ExprId) -> Option<Constant> {
        let name = self.tree.name_ref(id);
        let base = self.name(id, None)?;
        let base = self.check_at(name.span, base.into_value(self.context))?;
        self.element(name, &base, index).map(Constant::stored)
    }

    fn element(self, name: &NameRef, base: &Value, index: ExprId) -> Option<Value> {
        if let Shape::Map { key, .. } = base.ty().shape() {
            let key = self.slot(index, key)?;
            let elem = base.lookup(&key.as_ref());
            if elem.is_none() {
                let key = text::untyped(key.as_ref(), self.context.package);
                let message = format!("`{}` has no key `{key}`", self.tree.dotted(name));
                self.scope.report(Diagnostic::new(
                    Code::ConstKeyMissing,
                    self.span(index),
                    message,
                ));
            }
            return elem.map(ValueRef::to_owned);
        }
        if !matches!(base.kind(), Kind::List | Kind::Array) {
            let ty = text::type_name(base.ty().as_ref(), self.context.package);
            let message = format!(
                "`{}` of type `{ty}` cannot be indexed",
                self.tree.dotted(name)
            );
            let finding = Diagnostic::new(Code::ConstIndex, name.span, message);
            self.scope
                .report(finding.note("only lists, arrays and maps have an index"));
            return None;
        }
        let at = self.position(index)?;
        let elem = usize::try_from(at).ok().and_then(|at| base.elem(at));
        if elem.is_none() {
            let message = format!(
                "index {at} is past the end of `{}`, which has length {}",
                self.tree.dotted(name),
                base.len()
            );
            self.scope.report(Diagnostic::new(
                Code::ConstIndexRange,
                self.span(index),
                message,
            ));
        }
        elem.map(ValueRef::to_owned)
    }

    /// The value of an index into a list or array.
    pub(super) fn position(self, id: ExprId) -> Option<u64> {
        let constant = self.expression(id, None)?;
        let value = self.check(
            id,
            convert::convert(constant, Type::UINT64.as_ref(), self.context),
        )?;
        value.as_u64()
    }

    /// The field of a field… of a const.
    fn select(self, name: &NameRef, value: ValueRef<'_>, rest: &[Name]) -> Option<Constant> {
        let mut value = value;
        for part in rest {
            let field = self.tree.name(*part);
            match value.field_named(field) {
                Some(next) => value = next,
                None => {
                    self.report_selector(name, value.ty(), *part);
                    return None;
                }
            }
        }
        // Values are shared, not copied, but whoever looks at them later goes through all of their parts.
        let charged = self
            .context
            .meter
            .bytes(value.size().saturating_mul(CELL))
            .map_err(Failure::from);
        self.check_at(
            name.span,
            charged.map(|()| Constant::stored(value.to_owned())),
        )
    }

    fn label_or_undefined(self, name: &NameRef, expected: Option<TypeRef<'_>>) -> Option<Constant> {
        let label = self.label(name, expected);
        if label.is_none() {
            let mut finding =
                self.scope
                    .undefined(Code::ConstUndefined, self.file, name, Wanted::Value);
            if let Some(labels) = expected.and_then(TypeRef::labels) {
                let ty = expected
                    .map(|ty| text::type_name(ty, self.context.package))
                    .unwrap_or_default();
                finding = finding.note(format!("it is not a label of `{ty}` either"));
                if let Some(meant) = self.meant(
                    &self.tree.dotted(name),
                    labels.into_iter().map(|label| &**label),
                ) {
                    finding = finding.fix(
                        format!("did you mean the label `{meant}`?"),
                        name.span,
                        meant,
                    );
                }
            }
            self.scope.report(finding);
        }
        label
    }

    /// A bare name as a label of the expected enum.
    fn label(self, name: &NameRef, expected: Option<TypeRef<'_>>) -> Option<Constant> {
        let ty = expected.filter(|ty| ty.kind() == Kind::Enum)?;
        let [part] = self.tree.parts(name) else {
            return None;
        };
        if name.qualifier.is_some() {
            return None;
        }
        let index = ty.labels()?.index_of(self.tree.name(*part))?;
        Value::enum_label(&ty.to_owned(), index)
            .ok()
            .map(Constant::Typed)
    }

    /// `E.Label`.
    fn select_label(self, name: &NameRef, ty: &Type, rest: &[Name]) -> Option<Constant> {
        let Some(labels) = ty.labels() else {
            self.report_selector(name, ty.as_ref(), rest[0]);
            return None;
        };
        let found = match rest {
            [label] => labels.index_of(self.tree.name(*label)),
            _ => None,
        };
        if let Some(value) = found.and_then(|index| Value::enum_label(ty, index).ok()) {
            return Some(Constant::Typed(value));
        }
        let first = rest[0];
        let wanted: Vec<_> = rest.iter().map(|part| self.tree.name(*part)).collect();
        let wanted = wanted.join(".");
        let enum_name = text::type_name(ty.as_ref(), self.context.package);
        let mut finding = Diagnostic::new(
            Code::ConstEnumLabel,
            name.span,
            format!("enum `{enum_name}` has no label `{wanted}`"),
        );
        if let Some(meant) = self.meant(&wanted, labels.into_iter().map(|label| &**label)) {
            let span = Span::new(first.span.start, name.span.end);
            finding = finding.fix(format!("did you mean `{meant}`?"), span, meant);
        }
        self.scope.report(self.also_defined(finding, ty.as_ref()));
        None
    }

    fn report_selector(self, name: &NameRef, ty: TypeRef<'_>, part: Name) {
        let field = self.tree.name(part);
        let type_name = text::type_name(ty, self.context.package);
        let finding = |message| Diagnostic::new(Code::ConstSelector, name.span, message);
        let finding = match ty.fields().filter(|_| ty.kind() == Kind::Struct) {
            // A field that is there was selected from the type and not from a const.
            Some(fields) if fields.index_of(field).is_some() => finding(format!(
                "cannot select `{field}` from the struct type `{type_name}`; it takes a const"
            )),
            Some(fields) => {
                let finding = finding(format!("struct `{type_name}` has no field `{field}`"));
                match self.meant(field, fields.iter().map(|field| field.name)) {
                    Some(meant) => {
                        finding.fix(format!("did you mean `{meant}`?"), part.span, meant)
                    }
                    None => finding,
                }
            }
            None if ty.kind() == Kind::Optional => finding(format!(
                "cannot select `{field}` from a value of the optional type `{type_name}`"
            )),
            None => finding(format!(
                "cannot select `{field}` from a value of type `{type_name}`, which is not a struct"
            )),
        };
        self.scope.report(self.also_defined(finding, ty));
    }

    fn report_type(self, name: &NameRef) {
        let text = self.tree.dotted(name);
        let finding = Diagnostic::new(
            Code::ConstIsType,
            name.span,
            format!("`{text}` is a type, not a value"),
        );
        self.scope.report(finding.help(format!(
            "write `{text}(…)` to convert, or `typeobject({text})` for the type itself"
        )));
    }

    /// What was probably meant instead of a name that is not among the candidates.
    pub(super) fn meant<'n>(
        self,
        wanted: &str,
        candidates: impl Iterator<Item = &'n str>,
    ) -> Option<&'n str> {
        // Comparing names is slow, and few of many findings are read.
        const FINDINGS: usize = 20;
        const CANDIDATES: usize = 20_000;
        if self.scope.errors() < FINDINGS {
            nearest(wanted, candidates.take(CANDIDATES))
        } else {
            None
        }
    }

    /// Points to the definition of a type of this package.
    pub(super) fn also_defined(self, finding: Diagnostic, ty: TypeRef<'_>) -> Diagnostic {
        let local = ty
            .local_name()
            .filter(|_| ty.package_path() == Some(self.context.package));
        match local.and_then(|local| self.scope.definitions.lookup(local)) {
            Some(local @ Local::Type(_)) => {
                let text = self.scope.definitions.text(local);
                finding.also(
                    self.scope.definitions.span(local),
                    format!("`{text}` is defined here"),
                )
            }
            Some(Local::Error(_) | Local::Const(_) | Local::Interface(_)) | None => finding,
        }
    }
}
