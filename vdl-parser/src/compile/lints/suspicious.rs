//! Const expressions that rarely mean what they say.

use crate::ast::{self, BinaryOp, Expr, ExprId, ExprKind};
use crate::compile::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

pub(super) fn check_exprs(scope: &Scope<'_>, file: &ast::File) {
    for expr in &file.exprs {
        if let ExprKind::Binary(op, left, right) = expr.kind {
            check_binary(scope, file, expr, (op, left, right));
        }
    }
}

fn check_binary(
    scope: &Scope<'_>,
    file: &ast::File,
    expr: &Expr,
    (op, left, right): (BinaryOp, ExprId, ExprId),
) {
    let report = |finding: Diagnostic| scope.report(finding);
    let literals = small_literal(file, left).zip(small_literal(file, right));
    match (op, literals) {
        (BinaryOp::Xor, Some((base @ (2 | 10), exponent))) if exponent > 1 => {
            let message = format!("`{base} ^ {exponent}` is a bitwise exclusive or, not a power");
            let finding = Diagnostic::new(Code::LintSuspiciousConst, expr.span, message);
            report(match base {
                2 => finding.help(format!("2 to the power of {exponent} is `1 << {exponent}`")),
                _ => finding.help(format!("10 to the power of {exponent} is `1e{exponent}`")),
            });
        }
        (BinaryOp::Divide, Some((above, below))) if 0 < above && above < below => {
            let message =
                format!("`{above} / {below}` is 0: the division of integers drops the fraction");
            let finding = Diagnostic::new(Code::LintSuspiciousConst, expr.span, message);
            report(finding.help(format!("write `{above}.0 / {below}` for the fraction")));
        }
        _ if repeats_operand(op) && same_name(file, left, right) => {
            let ExprKind::Name(name) = file.expr(left).kind else {
                return;
            };
            let name = file.dotted(file.name_ref(name));
            let message = format!("both operands are `{name}`, so the result is known");
            report(Diagnostic::new(
                Code::LintSuspiciousConst,
                expr.span,
                message,
            ));
        }
        _ => {}
    }
}

/// The value of a short decimal literal.
fn small_literal(file: &ast::File, id: ExprId) -> Option<u32> {
    let expr = file.expr(id);
    let ExprKind::Integer = expr.kind else {
        return None;
    };
    let text = file.text(expr.span);
    if text.len() > 8 || (text.len() > 1 && text.starts_with('0')) {
        None
    } else {
        text.parse().ok()
    }
}

/// Whether an operator makes no sense with the same operand twice.
const fn repeats_operand(op: BinaryOp) -> bool {
    match op {
        BinaryOp::OrOr
        | BinaryOp::AndAnd
        | BinaryOp::Less
        | BinaryOp::Greater
        | BinaryOp::LessEqual
        | BinaryOp::GreaterEqual
        | BinaryOp::NotEqual
        | BinaryOp::Equal
        | BinaryOp::Subtract
        | BinaryOp::Or
        | BinaryOp::Xor
        | BinaryOp::Divide
        | BinaryOp::Remainder
        | BinaryOp::And => true,
        BinaryOp::Add | BinaryOp::Multiply | BinaryOp::ShiftLeft | BinaryOp::ShiftRight => false,
    }
}

fn same_name(file: &ast::File, left: ExprId, right: ExprId) -> bool {
    let (ExprKind::Name(left), ExprKind::Name(right)) =
        (file.expr(left).kind, file.expr(right).kind)
    else {
        return false;
    };
    let (left, right) = (file.name_ref(left), file.name_ref(right));
    let symbols = |name| file.parts(name).iter().map(|part| part.symbol);
    left.qualifier.is_none() && right.qualifier.is_none() && symbols(left).eq(symbols(right))
}
