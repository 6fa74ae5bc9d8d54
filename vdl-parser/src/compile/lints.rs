//! Warnings: what is allowed but probably not meant.
//!
//! They look at the syntax trees of a package that has no errors, never at values. A warning is worth its place only if
//! there is something to do about it, so those that are mere taste are missing.

mod shadowed;
mod suspicious;
mod unused;

use super::scope::Scope;

/// Looks through a package that has no errors.
pub(super) fn check_lints(scope: &Scope<'_>) {
    unused::check_unused_definitions(scope);
    shadowed::check_shadowed(scope);
    for file in scope.files {
        suspicious::check_exprs(scope, file);
    }
}
