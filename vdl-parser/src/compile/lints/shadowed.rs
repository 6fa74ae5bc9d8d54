//! Definitions whose names mean something else, too.

use crate::compile::definitions::Local;
use crate::compile::scope::{Scope, is_builtin};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

pub(super) fn check_shadowed(scope: &Scope<'_>) {
    for (text, local) in scope.definitions.names() {
        if is_builtin(text) {
            let message = format!(
                "{} {text} has the name of a built-in, which every use of {text} means",
                local.sort()
            );
            let finding = Diagnostic::new(
                Code::LintShadowedBuiltin,
                scope.definitions.span(local),
                message,
            );
            scope.report(finding.help("give it another name"));
        }
    }
    for file in 0..scope.files.len() {
        for import in scope.imports(file).all() {
            // In the file of the definition this is an error.
            let hiding = scope
                .definitions
                .lookup(import.local)
                .filter(|local| match local {
                    Local::Type(_) | Local::Const(_) | Local::Interface(_) => true,
                    Local::Error(_) => false,
                });
            if let (Some(local), Some(span)) = (hiding, import.span) {
                let message = format!(
                    "{} {} hides the import of this name",
                    local.sort(),
                    import.local
                );
                let finding = Diagnostic::new(
                    Code::LintShadowedImport,
                    scope.definitions.span(local),
                    message,
                );
                scope.report(finding.also(span, format!("{} is imported here", import.local)));
            }
        }
    }
}
