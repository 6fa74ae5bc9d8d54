//! Which const comes before which, and cycles (`vdl-language` §1, §7.1).
//!
//! Names are followed in the order of their text. Whether the key of a literal's entry names a const or a field depends on
//! the literal's type; it is taken for a const first, and looked at closely only if that closes a cycle.

use vdl::{Fields, Shape, Type, TypeRef};

use super::cycles::report_cycles;
use crate::ast::{self, ExprId, ExprKind, NameRefId};
use crate::compile::scope::{ConstRef, LocalConst, Scope, Target};
use crate::compile::types::order::{self, Uses};

/// All local consts, each after those it uses. Consts that use each other in a cycle are reported and have failed.
pub(super) fn definition_order(scope: &Scope<'_>) -> Vec<LocalConst> {
    let count = scope.local_consts().len();
    let uses = uses(scope, |file, def, uses| {
        for id in def.name_refs.range() {
            add(scope, file, NameRefId(id as u32), uses);
        }
    });
    let order = order::definition_order(&uses, count);
    if is_sorted(&uses, &order) {
        return order.into_iter().map(LocalConst).collect();
    }
    let uses = self::uses(scope, |file, def, uses| {
        Walk { scope, file, uses }.expression(def.value, None)
    });
    report_cycles(scope, &uses, count);
    order::definition_order(&uses, count)
        .into_iter()
        .map(LocalConst)
        .collect()
}

fn uses(scope: &Scope<'_>, mut of: impl FnMut(usize, &ast::ConstDef, &mut Uses)) -> Uses {
    let mut uses = Uses::default();
    for id in scope.local_consts() {
        let (file, def) = scope.const_def(id);
        of(file, def, &mut uses);
        uses.end();
    }
    uses
}

fn add(scope: &Scope<'_>, file: usize, name: NameRefId, uses: &mut Uses) {
    if let Ok(found) = scope.resolve(file, scope.files[file].name_ref(name))
        && let Target::Const(ConstRef::Local(used)) = found.target
    {
        uses.add(used.0);
    }
}

/// Whether every definition comes after those it uses.
fn is_sorted(uses: &Uses, order: &[u32]) -> bool {
    let mut defined = vec![false; order.len()];
    order.iter().all(|at| {
        let sorted = uses.of(*at).iter().all(|used| defined[*used as usize]);
        defined[*at as usize] = true;
        sorted
    })
}

/// A walk over the names that are really evaluated: the types of literals tell keys from fields.
struct Walk<'w, 'a> {
    scope: &'w Scope<'a>,
    file: usize,
    uses: &'w mut Uses,
}

impl<'w> Walk<'w, '_> {
    fn expression(&mut self, id: ExprId, expected: Option<TypeRef<'w>>) {
        // Operands are put on a list: chains of operators are long. Literals nest only as deep as brackets do.
        let mut pending = vec![(id, expected)];
        while let Some((id, expected)) = pending.pop() {
            match self.scope.files[self.file].expr(id).kind {
                ExprKind::Integer
                | ExprKind::Rational
                | ExprKind::String
                | ExprKind::TypeObject(_) => {}
                ExprKind::Name(name) => add(self.scope, self.file, name, self.uses),
                ExprKind::Index(name, index) => {
                    add(self.scope, self.file, name, self.uses);
                    pending.push((index, None));
                }
                ExprKind::Unary(_, operand) | ExprKind::Convert(_, operand) => {
                    pending.push((operand, None))
                }
                ExprKind::Binary(_, left, right) => pending.extend([(right, None), (left, None)]),
                ExprKind::Composite(ty, entries) => {
                    let (scope, file) = (self.scope, self.file);
                    let ty = match ty {
                        Some(ty) => scope.type_of(file, ty).map(Type::as_ref),
                        None => expected,
                    };
                    self.literal(ty, entries);
                }
            }
        }
    }

    fn literal(&mut self, ty: Option<TypeRef<'w>>, entries: ast::Run) {
        let Some(ty) = ty else { return };
        let ty = if let Shape::Optional(elem) = ty.shape() {
            elem
        } else {
            ty
        };
        let tree = &self.scope.files[self.file];
        for (at, entry) in tree.entries[entries.range()].iter().enumerate() {
            let named = |fields: Fields<'w>| match entry.key {
                Some(key) => field_key(tree, key).and_then(|name| fields.named(name)),
                None => fields.get(at),
            };
            match ty.shape() {
                Shape::Array { elem, .. } | Shape::List(elem) => {
                    if let Some(key) = entry.key {
                        self.expression(key, None);
                    }
                    self.expression(entry.value, Some(elem));
                }
                Shape::Set(key) => self.expression(entry.value, Some(key)),
                Shape::Map { key, elem } => {
                    if let Some(of) = entry.key {
                        self.expression(of, Some(key));
                    }
                    self.expression(entry.value, Some(elem));
                }
                Shape::Struct(fields) | Shape::Union(fields) => {
                    if let Some(field) = named(fields) {
                        self.expression(entry.value, Some(field.ty));
                    }
                }
                Shape::Any
                | Shape::Optional(_)
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
                | Shape::TypeObject => {}
            }
        }
    }
}

/// The field that a key names, if it is a plain name.
pub(super) fn field_key(tree: &ast::File, key: ExprId) -> Option<&str> {
    let ExprKind::Name(name) = tree.expr(key).kind else {
        return None;
    };
    let name = tree.name_ref(name);
    match tree.parts(name) {
        [part] if name.qualifier.is_none() => Some(tree.name(*part)),
        _ => None,
    }
}
