//! The imports of each file: what they are called, what they lead to, and whether they are used (`vdl-language` §4).
//!
//! Finding the imported packages and their cycles is `load`'s business: here they are already compiled.

use hashbrown::HashMap;
use std::cell::Cell;

use super::scope::Scope;
use crate::ast::{self, Import};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::env::{Env, PackageId};
use crate::source::Span;

/// One import of a file.
pub(crate) struct Imported<'a> {
    /// The name it has in the file.
    pub(crate) local: &'a str,
    /// The path as written.
    pub(crate) path: &'a str,
    /// What it leads to.
    pub(crate) package: PackageId,
    /// The alias or the quoted path; nothing for an import that the caller added.
    pub(crate) span: Option<Span>,
    /// The alias, if there is one, and the path.
    whole: Span,
    used: Cell<bool>,
}

/// The imports of a file.
#[derive(Default)]
pub(crate) struct Imports<'a> {
    list: Vec<Imported<'a>>,
    by_local: HashMap<&'a str, u32>,
}

impl<'a> Imports<'a> {
    /// Binds the imports of a file; those that `added` names come last, unless the file has them.
    ///
    /// An import whose package is not compiled is passed to `missing`.
    pub(crate) fn bind(
        env: &Env,
        file: &'a ast::File,
        added: &[&'a str],
        findings: &mut Vec<Diagnostic>,
        mut missing: impl FnMut(&'a Import, &mut Vec<Diagnostic>),
    ) -> Self {
        let mut imports = Self::default();
        for import in &file.imports {
            let Some(package) = env.package(&import.path) else {
                missing(import, findings);
                continue;
            };
            let (local, span) = match import.alias {
                Some(alias) => (file.name(alias), alias.span),
                None => (last_element(&import.path), import.path_span),
            };
            if let Some(&first) = imports.by_local.get(local) {
                let first = &imports.list[first as usize];
                let finding = taken_twice(local, span, first);
                findings.push(if first.path == import.path {
                    finding.fix(
                        "remove one of the imports",
                        removal(file, span.to(import.path_span)),
                        "",
                    )
                } else {
                    finding.help("give one of the imports an alias")
                });
                continue;
            }
            let whole = span.to(import.path_span);
            imports.push(Imported {
                local,
                path: &import.path,
                package,
                span: Some(span),
                whole,
                used: Cell::new(false),
            });
        }
        for path in added {
            let local = last_element(path);
            let present = imports.list.iter().any(|import| import.path == *path)
                || imports.by_local.contains_key(local);
            if let (false, Some(package)) = (present, env.package(path)) {
                let whole = Span::default();
                imports.push(Imported {
                    local,
                    path,
                    package,
                    span: None,
                    whole,
                    used: Cell::new(true),
                });
            }
        }
        for import in &imports.list {
            if added.contains(&import.path) {
                import.used.set(true);
            }
        }
        imports
    }

    /// The import of a local name.
    pub(crate) fn find(&self, local: &str) -> Option<u32> {
        self.by_local.get(local).copied()
    }

    /// The import of a local name, by number; it counts as used from now on.
    pub(crate) fn use_at(&self, at: u32) -> &Imported<'a> {
        let import = &self.list[at as usize];
        import.used.set(true);
        import
    }

    /// The first import of a path; all imports of that path count as used from now on.
    pub(crate) fn use_path(&self, path: &str) -> Option<&Imported<'a>> {
        let mut found = None;
        for import in self.list.iter().filter(|import| import.path == path) {
            import.used.set(true);
            found = found.or(Some(import));
        }
        found
    }

    /// All imports, in source order.
    pub(crate) fn all(&self) -> &[Imported<'a>] {
        &self.list
    }

    fn push(&mut self, import: Imported<'a>) {
        self.by_local.insert(import.local, self.list.len() as u32);
        self.list.push(import);
    }
}

/// Reports the imports of a file that nothing used.
pub(crate) fn check_unused(scope: &Scope<'_>, file: &ast::File, at: usize) {
    for import in scope.imports(at).all() {
        if let (false, Some(span)) = (import.used.get(), import.span) {
            let mut finding = Diagnostic::new(
                Code::ImportUnused,
                span,
                format!("imported package `{}` is not used", import.path),
            );
            let base = last_element(import.path);
            if import.local == base && !is_identifier(base) {
                finding = finding.note(format!(
                    "`{base}` is not a name: the import can be used through an alias only"
                ));
            }
            scope.report(finding.fix("remove the import", removal(file, import.whole), ""));
        }
    }
}

/// Reports the quoted package paths in a source file, where only imports may name packages.
pub(crate) fn check_qualifiers(file: &ast::File, findings: &mut Vec<Diagnostic>) {
    let types = file.type_exprs.iter().filter_map(|ty| match &ty.kind {
        ast::TypeExprKind::Name(name) => Some(name),
        ast::TypeExprKind::Error
        | ast::TypeExprKind::TypeObject
        | ast::TypeExprKind::Array(..)
        | ast::TypeExprKind::List(_)
        | ast::TypeExprKind::Set(_)
        | ast::TypeExprKind::Map(..)
        | ast::TypeExprKind::Optional(_)
        | ast::TypeExprKind::Enum(_)
        | ast::TypeExprKind::Struct(_)
        | ast::TypeExprKind::Union(_) => None,
    });
    let embeds = file.embeds.iter().map(|embed| &embed.name);
    for name in types.chain(&file.name_refs).chain(embeds) {
        let Some(qualifier) = name.qualifier else {
            continue;
        };
        let text = file.dotted(name);
        let mut finding = Diagnostic::new(
            Code::ImportPathQualifier,
            name.span,
            format!("`{text}` names a package by its path, which source files cannot do"),
        );
        let path = file.text(qualifier);
        let known = file
            .imports
            .iter()
            .find(|import| file.text(import.path_span) == path);
        finding = match known {
            Some(import) => {
                let local = import
                    .alias
                    .map_or_else(|| last_element(&import.path), |alias| file.name(alias));
                finding.fix(format!("use the import's name `{local}`"), qualifier, local)
            }
            None => finding.help(format!("import `{path}` and use the import's name")),
        };
        findings.push(finding);
    }
}

fn taken_twice(local: &str, span: Span, first: &Imported<'_>) -> Diagnostic {
    let message = format!(
        "the import name `{local}` is already taken by package `{}`",
        first.path
    );
    let finding = Diagnostic::new(Code::ImportDupLocal, span, message);
    match first.span {
        Some(first) => finding.also(first, format!("`{local}` is first imported here")),
        None => finding,
    }
}

/// The last element of a slash-separated path.
pub(crate) fn last_element(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, last)| last)
}

fn is_identifier(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && text.starts_with(|first: char| first.is_ascii_alphabetic())
}

/// What to delete so that an import is gone: the whole line where it has one to itself.
fn removal(file: &ast::File, import: Span) -> Span {
    let bounds = (
        (import.start - file.start) as usize,
        (import.end - file.start) as usize,
    );
    let (Some(before), Some(after)) = (file.text.get(..bounds.0), file.text.get(bounds.1..)) else {
        return import;
    };
    let blanks = [' ', '\t', '\r'];
    let mut start = before.trim_end_matches(blanks);
    let keyword = start.strip_suffix("import");
    let keyword =
        keyword.filter(|rest| !rest.ends_with(|last: char| last.is_alphanumeric() || last == '_'));
    start = keyword.map_or(start, |rest| rest.trim_end_matches(blanks));
    let own_line = start.is_empty() || start.ends_with('\n');
    let mut rest = after.trim_start_matches(blanks);
    if let Some(next) = rest.strip_prefix(';') {
        // The next statement moves up.
        rest = next.trim_start_matches(blanks);
        start = if own_line { start } else { before };
        start = keyword.filter(|_| !own_line).unwrap_or(start);
    } else if own_line {
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    } else {
        start = start.strip_suffix(';').unwrap_or(start);
    }
    Span::new(
        file.start + start.len() as u32,
        file.start + (file.text.len() - rest.len()) as u32,
    )
}
