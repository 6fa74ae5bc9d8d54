//! The rules that types as such obey, reported by definition.

use hashbrown::HashSet;

use vdl::{Pending, TypeError, TypeErrorKind};

use super::describe::{Described, Origin};
use crate::ast::{self, TypeExprKind};
use crate::compile::definitions::Local;
use crate::compile::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

/// Reports what the builder found, each mistake once and at the body of its definition.
pub(super) fn report(
    scope: &Scope<'_>,
    described: &Described,
    order: &[u32],
    errors: &[TypeError],
) {
    let mut ranks = vec![0; order.len()];
    for (rank, def) in order.iter().enumerate() {
        ranks[*def as usize] = rank;
    }
    let bad_optionals: HashSet<_> = errors
        .iter()
        .filter(|error| matches!(error.kind, TypeErrorKind::OptionalElem { .. }))
        .map(|error| described.origin(error.at))
        .collect();
    for error in errors {
        let origin = described.origin(error.at);
        let tree = Tree::of(scope, origin);
        let finding = if let TypeErrorKind::StrictCycle { members } = &error.kind {
            let defs = cycle(described, &ranks, members);
            let message = format!(
                "infinitely large type: {} in a cycle",
                tell(scope, &defs, "contains")
            );
            on_cycle(scope, Code::TypeStrictCycle, &defs, message)
                .help("break the cycle with a list, a map or an optional: `?T`")
        } else if let TypeErrorKind::NameCycle { members } = &error.kind {
            let defs = cycle(described, &ranks, members);
            let names = tell(scope, &defs, "is");
            let message = match defs[..] {
                [_] => format!("type defined by itself in a cycle: {names}"),
                _ => format!("types defined by each other in a cycle: {names}"),
            };
            on_cycle(scope, Code::TypeNameCycle, &defs, message)
        } else if let TypeErrorKind::NameConflict { name, .. } = &error.kind {
            let message = format!("the type name `{name}` already stands for another type");
            Diagnostic::new(Code::NameConflict, tree.def.name.span, message)
        } else {
            // `???T` is one mistake.
            if let TypeErrorKind::OptionalElem { .. } = &error.kind
                && let TypeExprKind::Optional(node) = tree.file.type_expr(origin.node).kind
                && bad_optionals.contains(&Origin { node, ..origin })
            {
                continue;
            }
            // All other rules are checked in the tree.
            scope.broken_rule(tree.at, origin.node, error, tree.body())
        };
        scope.report(finding);
    }
}

struct Tree<'a> {
    file: &'a ast::File,
    at: usize,
    def: &'a ast::TypeDef,
}

impl<'a> Tree<'a> {
    fn of(scope: &Scope<'a>, origin: Origin) -> Self {
        let site = scope.definitions.types[origin.def as usize];
        let file = &scope.files[site.file as usize];
        Self {
            file,
            at: site.file as usize,
            def: &file.types[site.index as usize],
        }
    }

    /// The body, cut off at the end of a line.
    fn body(&self) -> Span {
        let span = self.file.type_expr(self.def.body).span;
        let line = self
            .file
            .text(span)
            .lines()
            .next()
            .unwrap_or_default()
            .len();
        Span::new(span.start, span.start + line as u32)
    }
}

/// The types of a cycle, from the one that is defined first.
fn cycle(described: &Described, ranks: &[usize], members: &[Pending]) -> Vec<u32> {
    let mut defs: Vec<u32> = members
        .iter()
        .map(|member| described.origin(*member).def)
        .collect();
    defs.dedup();
    let start = (0..defs.len())
        .min_by_key(|at| ranks[defs[*at] as usize])
        .unwrap_or_default();
    defs.rotate_left(start);
    defs
}

fn tell(scope: &Scope<'_>, defs: &[u32], word: &str) -> String {
    let names = defs
        .iter()
        .map(|def| scope.definitions.text(Local::Type(*def)));
    tell_cycle(names, word)
}

/// The finding for a cycle, at the body of its first type.
fn on_cycle(scope: &Scope<'_>, code: Code, defs: &[u32], message: String) -> Diagnostic {
    const ENOUGH: usize = 5;
    let node = ast::TypeExprId(0);
    let first = Tree::of(scope, Origin { def: defs[0], node });
    let finding = Diagnostic::new(code, first.body(), message);
    defs.iter()
        .skip(1)
        .take(ENOUGH)
        .fold(finding, |finding, def| {
            let local = Local::Type(*def);
            let text = scope.definitions.text(local);
            finding.also(
                scope.definitions.span(local),
                format!("`{text}` is defined here"),
            )
        })
}

/// `A contains B, B contains A`; long cycles are cut.
pub(crate) fn tell_cycle<'n>(
    names: impl ExactSizeIterator<Item = &'n str> + Clone,
    word: &str,
) -> String {
    const ENOUGH: usize = 10;
    let count = names.len();
    let next = names.clone().skip(1).chain(names.clone().take(1));
    let mut steps: Vec<String> = names
        .zip(next)
        .take(ENOUGH)
        .map(|(from, to)| format!("`{from}` {word} `{to}`"))
        .collect();
    if count > ENOUGH {
        steps.push(format!("… and {} more", count - ENOUGH));
    }
    steps.join(", ")
}
