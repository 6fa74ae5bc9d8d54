//! The labels and fields of a body.

use vdl::Pending;

use super::describe::Describer;
use crate::ast::{self, Run, Symbol};
use crate::compile::names::{Item, check_name};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

impl<'a> Describer<'_, 'a> {
    pub(super) fn labels(&mut self, file: &'a ast::File, labels: Run) -> Vec<&'a str> {
        let labels = &file.labels[labels.range()];
        let mut texts = Vec::with_capacity(labels.len());
        for (at, label) in labels.iter().enumerate() {
            let text = file.name(label.name);
            if let Some(finding) = check_name(file, label.name, Item::Label) {
                self.scope.report(finding);
            }
            let Some(first) = self.first(label.name.symbol, at) else {
                texts.push(text);
                continue;
            };
            let message = format!("enum label `{text}` is already taken");
            let finding = Diagnostic::new(Code::TypeDupLabel, label.name.span, message);
            self.scope.report(finding.also(
                labels[first].name.span,
                format!("`{text}` is first listed here"),
            ));
        }
        texts
    }

    pub(super) fn fields(
        &mut self,
        file: &'a ast::File,
        def: &ast::TypeDef,
        fields: Run,
        body: Span,
    ) -> Vec<(&'a str, Pending)> {
        let fields = &file.fields[fields.range()];
        let mut described = Vec::with_capacity(fields.len());
        for (at, field) in fields.iter().enumerate() {
            let text = file.name(field.name);
            if let Some(finding) = check_name(file, field.name, Item::Field) {
                self.scope.report(finding);
            }
            let Some(first) = self.first(field.name.symbol, at) else {
                described.push((text, self.part(def, field.ty)));
                continue;
            };
            let message = format!("field `{text}` of `{}` occurs twice", file.name(def.name));
            let finding = Diagnostic::new(Code::TypeDupField, body, message)
                .also(field.name.span, "again here")
                .also(
                    fields[first].name.span,
                    format!("`{text}` is first defined here"),
                );
            self.scope.report(finding);
        }
        described
    }

    /// The position of the first member of this name in the current definition; nothing if it is this one.
    fn first(&mut self, symbol: Symbol, at: usize) -> Option<usize> {
        let seen = &mut self.seen[self.current.file][symbol.0 as usize];
        if seen.def == self.current.def + 1 {
            return Some(seen.position as usize);
        }
        *seen = Seen {
            def: self.current.def + 1,
            position: at as u32,
        };
        None
    }
}

/// The last definition that had a member of a name, counted from 1, and the position of the first such member.
#[derive(Clone, Copy, Default)]
pub(super) struct Seen {
    def: u32,
    position: u32,
}
