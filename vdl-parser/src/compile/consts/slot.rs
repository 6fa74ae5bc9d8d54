//! Assignment to a slot of known type (`vdl-language` §7.5), with short ways for the literals that trees are made of.

use vdl::{Kind, Shape, TypeRef, Value};

use super::expression::Evaluation;
use crate::ast::{ExprId, ExprKind, UnaryOp};
use crate::constant::integer::Integer;
use crate::constant::{Constant, convert, float, literal, text};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::scan::literal::string_value;

impl Evaluation<'_, '_> {
    /// The value of an expression for a slot. It has the type of the slot, except that in a slot of type `any` it may
    /// have any type.
    pub(super) fn slot(self, id: ExprId, slot: TypeRef<'_>) -> Option<Value> {
        if let ExprKind::Composite(None, entries) = self.tree.expr(id).kind {
            return self.literal(id, Some(slot), entries);
        }
        let short = self.short(id, slot);
        if short.is_some() {
            return short;
        }
        // Without a short way, or with a mistake on it, the long one gives the value or finds the words.
        let constant = self.expression(id, Some(slot))?;
        self.assign(id, constant, slot)
    }

    /// The value of a literal that fits a type as it stands; nothing for everything else, and without a finding.
    pub(super) fn short(self, id: ExprId, ty: TypeRef<'_>) -> Option<Value> {
        match self.tree.expr(id).kind {
            ExprKind::Integer | ExprKind::Rational => self.number(id, Sign::Plus, ty),
            ExprKind::Unary(UnaryOp::Minus, operand) => self.number(operand, Sign::Minus, ty),
            ExprKind::String if ty.kind() == Kind::String => {
                Value::string(&ty.to_owned(), string_value(self.text(id))).ok()
            }
            ExprKind::String
            | ExprKind::Name(_)
            | ExprKind::Index(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Convert(..)
            | ExprKind::TypeObject(_)
            | ExprKind::Composite(..) => None,
        }
    }

    fn number(self, id: ExprId, sign: Sign, slot: TypeRef<'_>) -> Option<Value> {
        match (self.tree.expr(id).kind, convert::width(slot.kind())) {
            (ExprKind::Integer, None) if slot.kind().is_integer() => {
                let Ok(Integer::Small(value)) = literal::integer(self.text(id), self.context.meter)
                else {
                    return None;
                };
                let value = if sign == Sign::Minus { -value } else { value };
                Value::integer(&slot.to_owned(), value).ok()
            }
            (ExprKind::Rational, Some(width)) => {
                let value = float::round_literal(self.text(id), width)?;
                let value = if sign == Sign::Minus { -value } else { value };
                Value::float(&slot.to_owned(), value).ok()
            }
            _ => None,
        }
    }

    /// Fits a constant into a slot.
    fn assign(self, id: ExprId, constant: Constant, slot: TypeRef<'_>) -> Option<Value> {
        let value = match constant {
            Constant::Typed(value) => value,
            Constant::Untyped(value) if *value.ty() == slot => return Some(value),
            untyped @ (Constant::Integer(_) | Constant::Rational(_) | Constant::Untyped(_)) => {
                return self.check(id, convert::convert(untyped, slot, self.context));
            }
        };
        if *value.ty() == slot || slot.kind() == Kind::Any {
            return Some(value);
        }
        let found = value.ty().clone();
        match (found.shape(), slot.shape()) {
            (_, Shape::Optional(elem)) if elem == found => self.check(
                id,
                convert::made(
                    Value::optional_some(&slot.to_owned(), value),
                    slot,
                    self.context,
                ),
            ),
            (Shape::Any, Shape::Optional(_)) if value.any() == Some(None) => self.check(
                id,
                convert::made(Value::optional_none(&slot.to_owned()), slot, self.context),
            ),
            (Shape::Optional(elem), _) if elem == slot => self.check(
                id,
                convert::convert(Constant::Typed(value), slot, self.context),
            ),
            _ => {
                self.not_assignable(id, &value, slot);
                None
            }
        }
    }

    fn not_assignable(self, id: ExprId, value: &Value, slot: TypeRef<'_>) {
        let package = self.context.package;
        let wanted = text::type_name(slot, package);
        let message = if value.any() == Some(None) {
            format!("`nil` cannot be used here: type `{wanted}` is expected, which has no nil")
        } else {
            let found = text::type_name(value.ty().as_ref(), package);
            format!("a value of type `{found}` cannot be used here: type `{wanted}` is expected")
        };
        let mut finding = Diagnostic::new(Code::ConstNotAssignable, self.span(id), message);
        if convert::convert(Constant::Typed(value.clone()), slot, self.context).is_ok() {
            finding = finding.help(format!("convert it: `{wanted}(…)`"));
        }
        self.scope.report(finding);
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    Plus,
    Minus,
}
