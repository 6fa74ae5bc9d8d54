//! The type phase: the definitions of a package to types (`vdl-language` §6).
//!
//! All definitions are described to one [`TypeBuilder`], since they may be recursive. What is wrong with a definition
//! stands in the syntax tree (names, unnamed kinds, exports) or is found by the builder (keys, optionals, cycles). Types
//! outside of definitions are made by [`Scope::type_of`].

mod array_len;
mod describe;
mod members;
pub(crate) mod order;
pub(crate) mod rules;

use vdl::{Type, TypeBuilder};

use self::describe::describe;
use self::order::definition_order;
use super::definitions::Local;
use super::names::Item;
use super::scope::Scope;

/// The types of a package.
#[derive(Default)]
pub(crate) struct LocalTypes {
    /// By their numbers; nothing for one that was refused or has an error.
    pub(crate) bodies: Vec<Option<LocalType>>,
    /// The numbers in definition order: dependencies first.
    pub(crate) order: Vec<u32>,
}

/// A type of the package.
pub(crate) struct LocalType {
    pub(crate) ty: Type,
    /// The body as written.
    pub(crate) base: Type,
}

/// Compiles all type definitions of the package; they are visible in the scope from then on.
pub(crate) fn compile_types(scope: &mut Scope<'_>) -> LocalTypes {
    check_names(scope);
    let count = scope.definitions.types.len();
    if count == 0 {
        return LocalTypes::default();
    }
    let mut builder = TypeBuilder::new();
    let described = describe(scope, &mut builder);
    let order = definition_order(&described.uses, count);
    let built = match builder.build() {
        Ok(built) => built,
        Err(errors) => {
            rules::report(scope, &described, &order, &errors);
            return LocalTypes {
                bodies: (0..count).map(|_| None).collect(),
                order,
            };
        }
    };
    let bodies: Vec<_> = (0..count)
        .map(|at| {
            let body = described.bodies[at]?;
            Some(LocalType {
                ty: built[described.named[at]].clone(),
                base: built[body].clone(),
            })
        })
        .collect();
    scope.set_types(
        bodies
            .iter()
            .map(|body| body.as_ref().map(|body| body.ty.clone()))
            .collect(),
    );
    LocalTypes { bodies, order }
}

fn check_names(scope: &Scope<'_>) {
    for at in 0..scope.definitions.types.len() as u32 {
        scope.check_def_name(Local::Type(at), Item::Type);
    }
}
