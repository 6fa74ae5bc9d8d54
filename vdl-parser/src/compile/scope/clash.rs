//! What is wrong with the name of a definition.

use super::Scope;
use crate::compile::definitions::{Clash, Local};
use crate::compile::names::{Item, check_name};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

impl Scope<'_> {
    /// Reports that another has the name of a definition, or that nothing may have it.
    pub(crate) fn check_def_name(&self, local: Local, item: Item) {
        let finding = match self.definitions.clash(local) {
            Some(clash) => Some(self.name_conflict(local, clash)),
            None => check_name(
                self.definitions.file(local),
                self.definitions.name(local),
                item,
            ),
        };
        if let Some(finding) = finding {
            self.report(finding);
        }
    }

    fn name_conflict(&self, local: Local, clash: Clash) -> Diagnostic {
        let (text, span) = (self.definitions.text(local), self.definitions.span(local));
        let sort = local.sort();
        if let Some(first) = clash.first {
            let (of, other) = (first.sort(), self.definitions.text(first));
            let how = if other == text { "" } else { ", but for case," };
            let there = self.sources.describe(self.definitions.span(first));
            let message =
                format!("{sort} name `{text}` is already taken{how} by {of} `{other}` at {there}");
            let label = format!("{of} `{other}` is defined here");
            return Diagnostic::new(Code::NameConflict, span, message)
                .also(self.definitions.span(first), label);
        }
        let message = format!("{sort} name `{text}` is already taken by an import of this file");
        let finding = Diagnostic::new(Code::NameConflict, span, message);
        let imports = &self.imports[self.definitions.site(local).file as usize];
        match imports
            .find(text)
            .and_then(|at| imports.all()[at as usize].span)
        {
            Some(import) => finding.also(import, format!("`{text}` is imported here")),
            None => finding,
        }
    }
}
