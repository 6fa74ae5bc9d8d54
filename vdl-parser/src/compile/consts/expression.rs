//! Expressions without a slot: literals, operators, conversions.

use vdl::{Type, TypeRef, Value};

use crate::ast::{self, BinaryOp, ExprId, ExprKind, TypeExprId, UnaryOp};
use crate::compile::scope::Scope;
use crate::constant::failure::Failure;
use crate::constant::{Constant, Context, convert, literal, operator};
use crate::scan::literal::string_value;
use crate::source::Span;

/// The evaluation of expressions of one file.
#[derive(Clone, Copy)]
pub(super) struct Evaluation<'s, 'a> {
    pub(super) scope: &'s Scope<'a>,
    pub(super) tree: &'a ast::File,
    pub(super) file: usize,
    pub(super) context: Context<'s>,
}

/// What is left to do with the value at hand.
#[derive(Clone, Copy)]
enum Step {
    Unary(UnaryOp, ExprId),
    /// The value is the left operand; the right one is next.
    Right(BinaryOp, ExprId, ExprId),
    /// The value is the right operand.
    Binary(BinaryOp, ExprId),
    Convert(ExprId, TypeExprId),
}

impl<'s, 'a> Evaluation<'s, 'a> {
    pub(super) fn new(scope: &'s Scope<'a>, file: usize) -> Self {
        let context = Context {
            package: scope.path,
            meter: &scope.meter,
        };
        Self {
            scope,
            tree: &scope.files[file],
            file,
            context,
        }
    }

    /// The final value of an expression that no slot gives a type.
    pub(super) fn typed(self, id: ExprId) -> Option<Value> {
        let constant = self.expression(id, None)?;
        self.check(id, constant.into_value(self.context))
    }

    /// The constant that an expression is. `expected` is what bare labels and literals without a type take.
    ///
    /// Literals nest as deep as brackets do, and each level comes through here: big temporaries stay in other functions.
    pub(super) fn expression(self, id: ExprId, expected: Option<TypeRef<'_>>) -> Option<Constant> {
        match self.tree.expr(id).kind {
            ExprKind::Composite(ty, entries) => self.composite(id, ty, entries, expected),
            ExprKind::Convert(ty, operand) => self
                .short_conversion(ty, operand)
                .or_else(|| self.operations(id)),
            ExprKind::Unary(..) | ExprKind::Binary(..) => self.operations(id),
            ExprKind::Index(name, index) => self.index(name, index),
            ExprKind::Integer
            | ExprKind::Rational
            | ExprKind::String
            | ExprKind::Name(_)
            | ExprKind::TypeObject(_) => self.leaf(id, expected),
        }
    }

    /// The constant of a node without parts.
    fn leaf(self, id: ExprId, expected: Option<TypeRef<'_>>) -> Option<Constant> {
        match self.tree.expr(id).kind {
            ExprKind::Integer => {
                let found = literal::integer(self.text(id), self.context.meter);
                self.check(id, found.map(Constant::Integer).map_err(Failure::from))
            }
            ExprKind::Rational => {
                let found = literal::rational(self.text(id), self.context.meter);
                self.check(
                    id,
                    found
                        .map(|found| Constant::Rational(Box::new(found)))
                        .map_err(Failure::from),
                )
            }
            ExprKind::String => {
                let value = Value::string(&Type::STRING, string_value(self.text(id)));
                let value = convert::made(value, Type::STRING.as_ref(), self.context);
                self.check(id, value.map(Constant::Untyped))
            }
            ExprKind::Name(name) => self.name(name, expected),
            ExprKind::TypeObject(ty) => Some(Constant::Typed(Value::type_object(
                self.scope.type_of(self.file, ty)?.clone(),
            ))),
            ExprKind::Index(..)
            | ExprKind::Unary(..)
            | ExprKind::Binary(..)
            | ExprKind::Convert(..)
            | ExprKind::Composite(..) => self.expression(id, expected),
        }
    }

    /// `T(x)` of a literal that fits: most conversions are.
    fn short_conversion(self, ty: TypeExprId, operand: ExprId) -> Option<Constant> {
        let target = self.scope.type_of(self.file, ty)?;
        self.short(operand, target.as_ref()).map(Constant::Typed)
    }

    /// Evaluates nested operations without recursion.
    fn operations(self, id: ExprId) -> Option<Constant> {
        let mut steps = Vec::new();
        let mut lefts = Vec::new();
        let mut next = id;
        loop {
            let mut value = loop {
                match self.tree.expr(next).kind {
                    ExprKind::Unary(op, operand) => {
                        steps.push(Step::Unary(op, next));
                        next = operand;
                    }
                    ExprKind::Binary(op, left, right) => {
                        steps.push(Step::Right(op, next, right));
                        next = left;
                    }
                    ExprKind::Convert(ty, operand) => {
                        steps.push(Step::Convert(next, ty));
                        next = operand;
                    }
                    ExprKind::Integer
                    | ExprKind::Rational
                    | ExprKind::String
                    | ExprKind::Name(_)
                    | ExprKind::Index(..)
                    | ExprKind::TypeObject(_)
                    | ExprKind::Composite(..) => break self.expression(next, None),
                }
            };
            next = loop {
                match steps.pop() {
                    None => return value,
                    Some(Step::Unary(op, at)) => value = self.unary(op, at, value),
                    Some(Step::Convert(at, ty)) => value = self.convert(at, ty, value),
                    Some(Step::Binary(op, at)) => {
                        value = self.binary(op, at, lefts.pop().flatten(), value)
                    }
                    Some(Step::Right(op, at, right)) => {
                        lefts.push(value);
                        steps.push(Step::Binary(op, at));
                        break right;
                    }
                }
            };
        }
    }

    fn unary(self, op: UnaryOp, id: ExprId, operand: Option<Constant>) -> Option<Constant> {
        self.check(id, operator::unary(op, operand?, self.context))
    }

    fn binary(
        self,
        op: BinaryOp,
        id: ExprId,
        left: Option<Constant>,
        right: Option<Constant>,
    ) -> Option<Constant> {
        self.check(id, operator::binary(op, left?, right?, self.context))
    }

    fn convert(self, id: ExprId, ty: TypeExprId, operand: Option<Constant>) -> Option<Constant> {
        let target = self.scope.type_of(self.file, ty)?;
        self.check(
            id,
            convert::convert(operand?, target.as_ref(), self.context).map(Constant::Typed),
        )
    }

    /// The result, or a finding at a node.
    pub(super) fn check<T>(self, id: ExprId, result: Result<T, Failure>) -> Option<T> {
        self.check_at(self.span(id), result)
    }

    /// The result, or a finding at a place.
    pub(super) fn check_at<T>(self, span: Span, result: Result<T, Failure>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(failure) => {
                if let Some(finding) = failure.at(span) {
                    self.scope.report(finding);
                }
                None
            }
        }
    }

    pub(super) fn span(self, id: ExprId) -> Span {
        self.tree.expr(id).span
    }

    pub(super) fn text(self, id: ExprId) -> &'a str {
        self.tree.text(self.span(id))
    }
}
