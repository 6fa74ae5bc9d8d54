//! The const phase: definitions in the order of their uses, and the values of expressions everywhere
//! (`vdl-language` §7).
//!
//! What numbers and operators do is the business of [`crate::constant`]. Every mistake is reported at its own node and
//! leaves no value; whatever depends on a missing value is missing too, in silence.

mod cycles;
mod expression;
mod fields;
mod items;
mod name;
mod order;
mod parts;
mod slot;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use vdl::{Type, Value};

use self::expression::Evaluation;
use super::args::hidden_part;
use super::definitions::Local;
use super::scope::{ConstState, LocalConst, Scope, is_exported};
use crate::ast::ExprId;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

/// Evaluates the consts of a package and gives them to the scope. The result is the order of their definition.
pub(crate) fn compile_consts(scope: &Scope<'_>) -> Vec<LocalConst> {
    let order = order::definition_order(scope);
    let mut hidden = HashMap::new();
    for &id in &order {
        if !matches!(scope.const_state(id), ConstState::Open) {
            continue;
        }
        let (file, def) = scope.const_def(id);
        let value = evaluate(scope, file, def.value, None);
        if let Some(value) = &value {
            check_exported(scope, id, value.ty(), &mut hidden);
        }
        scope.set_const(id, value);
    }
    order
}

/// The final value of an expression. `expected` is the type of the place it is for, if that is known: it types bare
/// literals, labels and untyped numbers, and the value must be assignable to it.
pub(crate) fn evaluate(
    scope: &Scope<'_>,
    file: usize,
    id: ExprId,
    expected: Option<&Type>,
) -> Option<Value> {
    let evaluation = Evaluation::new(scope, file);
    match expected {
        Some(ty) => evaluation.slot(id, ty.as_ref()),
        None => evaluation.typed(id),
    }
}

/// Reports an exported const whose type other packages cannot name.
fn check_exported(
    scope: &Scope<'_>,
    id: LocalConst,
    ty: &Type,
    hidden: &mut HashMap<Type, Option<String>>,
) {
    if ty.name().is_none() && ty.kind().is_primitive() {
        return;
    }
    let name = scope.definitions.text(Local::Const(id.0));
    if !is_exported(name) {
        return;
    }
    let hidden = match hidden.get(ty) {
        Some(known) => known,
        None => hidden
            .entry(ty.clone())
            .or_insert_with(|| hidden_part(ty).map(String::from)),
    };
    let Some(hidden) = hidden else { return };
    let span = scope.definitions.span(Local::Const(id.0));
    let text = crate::constant::text::type_name(ty.as_ref(), scope.path);
    let whose = if text == *hidden {
        format!("its type `{text}`")
    } else {
        format!("`{hidden}` in its type `{text}`")
    };
    let message = format!("const `{name}` is exported, but {whose} is not");
    let mut finding = Diagnostic::new(Code::ConstTypeNotExported, span, message);
    if let Some(local @ Local::Type(_)) = scope.definitions.lookup(hidden) {
        finding = finding.also(
            scope.definitions.span(local),
            format!("`{hidden}` is defined here"),
        );
    }
    scope.report(finding.help("convert the value to an exported type, or unexport the const"));
}
