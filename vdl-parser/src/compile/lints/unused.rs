//! Definitions that no other package can see and this one does not use.
//!
//! Errors are not among them: nothing in VDL can use an error, so those that are not exported are there for the code of the
//! package itself.

use crate::ast::{self, TypeExprKind};
use crate::compile::definitions::Local;
use crate::compile::scope::{Scope, is_builtin, is_exported};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

pub(super) fn check_unused_definitions(scope: &Scope<'_>) {
    let definitions = &scope.definitions;
    // One with the name of a built-in cannot be used, which is told by itself.
    let hidden = |local: &Local| {
        let text = definitions.text(*local);
        !is_exported(text) && !is_builtin(text)
    };
    let types: Vec<_> = numbers(definitions.types.len(), Local::Type)
        .filter(hidden)
        .collect();
    let consts: Vec<_> = numbers(definitions.consts.len(), Local::Const)
        .filter(hidden)
        .collect();
    let interfaces: Vec<_> = numbers(definitions.interfaces.len(), Local::Interface)
        .filter(hidden)
        .collect();
    if !(types.is_empty() && consts.is_empty() && interfaces.is_empty()) {
        let used = Used::find(scope);
        for (code, locals) in [
            (Code::LintUnusedType, types),
            (Code::LintUnusedConst, consts),
            (Code::LintUnusedInterface, interfaces),
        ] {
            locals
                .into_iter()
                .filter(|local| !used.contains(*local))
                .for_each(|local| report(scope, code, local));
        }
    }
}

fn numbers(count: usize, local: fn(u32) -> Local) -> impl Iterator<Item = Local> {
    (0..count as u32).map(local)
}

fn report(scope: &Scope<'_>, code: Code, local: Local) {
    let (sort, text, span) = (
        local.sort(),
        scope.definitions.text(local),
        scope.definitions.span(local),
    );
    let message = format!("{sort} `{text}` is not exported and never used");
    scope.report(
        Diagnostic::new(code, span, message).help("remove it, or export it with a capital"),
    );
}

/// The definitions that something else refers to.
struct Used {
    types: Vec<bool>,
    consts: Vec<bool>,
    interfaces: Vec<bool>,
}

impl Used {
    fn find(scope: &Scope<'_>) -> Self {
        let mut used = Self {
            types: vec![false; scope.definitions.types.len()],
            consts: vec![false; scope.definitions.consts.len()],
            interfaces: vec![false; scope.definitions.interfaces.len()],
        };
        let mut first_type = 0;
        for (at, file) in scope.files.iter().enumerate() {
            used.mark_types(scope, file, at, first_type);
            first_type += file.types.len();
            let embeds = file.embeds.iter().map(|embed| &embed.name);
            for name in file.name_refs.iter().chain(embeds) {
                used.mark(scope.local_of(at, name));
            }
        }
        used
    }

    /// A type that only its own definition mentions is not used.
    fn mark_types(&mut self, scope: &Scope<'_>, file: &ast::File, at: usize, first: usize) {
        let mut owners = vec![None; file.type_exprs.len()];
        for (number, def) in file.types.iter().enumerate() {
            owners[def.nodes.range()].fill(Some(Local::Type((first + number) as u32)));
        }
        for (node, owner) in file.type_exprs.iter().zip(owners) {
            // In a type definition only an import can be followed by a dot.
            if let TypeExprKind::Name(name) = &node.kind
                && (owner.is_none() || name.parts.len() == 1)
            {
                self.mark(
                    scope
                        .local_of(at, name)
                        .filter(|local| Some(*local) != owner),
                );
            }
        }
    }

    fn mark(&mut self, local: Option<Local>) {
        match local {
            Some(Local::Type(at)) => self.types[at as usize] = true,
            Some(Local::Const(at)) => self.consts[at as usize] = true,
            Some(Local::Interface(at)) => self.interfaces[at as usize] = true,
            Some(Local::Error(_)) | None => {}
        }
    }

    fn contains(&self, local: Local) -> bool {
        match local {
            Local::Type(at) => self.types[at as usize],
            Local::Const(at) => self.consts[at as usize],
            Local::Interface(at) => self.interfaces[at as usize],
            Local::Error(_) => false,
        }
    }
}
