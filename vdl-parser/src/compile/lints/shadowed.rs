//! Definitions whose names mean something else, too.

use crate::compile::definitions::Local;
use crate::compile::scope::{Scope, is_builtin};
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Label};

pub(super) fn check_shadowed(scope: &Scope<'_>) {
    for (text, local) in scope.definitions.names() {
        if is_builtin(text) {
            let message = format!(
                "{} `{text}` has the name of a built-in, which every use of `{text}` means",
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
    let mut hiding: Vec<(Local, Diagnostic)> = Vec::new();
    for import in (0..scope.files.len()).flat_map(|file| scope.imports(file).all()) {
        // In the file of the definition this is an error, and errors hide nothing.
        let local = scope.definitions.lookup(import.local);
        let (Some(local), Some(span)) = (
            local.filter(|local| !matches!(local, Local::Error(_))),
            import.span,
        ) else {
            continue;
        };
        let label = format!("`{}` is imported here", import.local);
        if let Some((_, finding)) = hiding.iter_mut().find(|(other, _)| *other == local) {
            finding.labels.push(Label {
                span,
                message: label,
            });
            continue;
        }
        let message = format!(
            "{} `{}` hides an import of this name",
            local.sort(),
            import.local
        );
        let finding = Diagnostic::new(
            Code::LintShadowedImport,
            scope.definitions.span(local),
            message,
        );
        hiding.push((local, finding.also(span, label)));
    }
    hiding
        .into_iter()
        .for_each(|(_, finding)| scope.report(finding));
}
