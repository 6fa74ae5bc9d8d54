//! Expressions and types on the command line, and the packages that they name.

use anyhow::Result;
use vdl::Type;
use vdl_parser::ast::{self, File, FileKind, TypeExprKind};
use vdl_parser::compile::{Lints, compile_exprs};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::load::{SearchPath, load, load_with_imports};
use vdl_parser::parse::parse_file;
use vdl_parser::session;
use vdl_parser::source::{SourceMap, Span};

use crate::setting::Setting;

/// Parses expressions; nothing when there are errors.
pub(crate) fn parse(
    name: &str,
    text: &str,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<File>> {
    let id = sources.add(name, None, text.as_bytes().to_vec())?;
    let parsed = parse_file(sources.source(id), id, FileKind::Exprs);
    parsed
        .diagnostics
        .into_iter()
        .for_each(|found| diagnostics.push(found));
    Ok(parsed.file.filter(|_| !diagnostics.has_errors()))
}

/// Parses a type; nothing when there are errors.
pub(crate) fn parse_type(
    text: &str,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<File>> {
    parse(
        "--type",
        &format!("typeobject({text})"),
        sources,
        diagnostics,
    )
}

/// The types that were parsed, in an environment of all packages that they name.
pub(crate) fn types(
    env: &Env,
    files: &[File],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Vec<Type> {
    let mut found = Vec::new();
    for file in files {
        let values = compile_exprs(env, file, &[], sources, diagnostics);
        let types = values.into_iter().flatten();
        found.extend(types.filter_map(|value| value.as_type().cloned()));
    }
    found
}

/// All packages that are imported or that the expressions and types name, compiled; nothing when there are errors.
pub(crate) fn environment(
    import: &[String],
    files: &[&File],
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Env> {
    let imports: Vec<_> = files.iter().flat_map(|file| imports(file)).collect();
    if imports.is_empty() && import.is_empty() {
        return Some(Env::new());
    }
    let search = SearchPath::new(&setting.search, diagnostics)?;
    let loaded = match files.first() {
        Some(file) => {
            let mut named = (*file).clone();
            named.imports = imports;
            load_with_imports(&named, import, &search, &setting.load, sources, diagnostics)
        }
        None => load(import, &search, &setting.load, sources, diagnostics),
    }?;
    let options = setting.options(Lints::Off).compile;
    let env = session::compile(loaded, &options, &setting.threads, sources, diagnostics).env;
    (!diagnostics.has_errors()).then_some(env)
}

/// An import for each package path that a file quotes.
fn imports(file: &File) -> Vec<ast::Import> {
    let in_types = file.type_exprs.iter().filter_map(|ty| match ty.kind {
        TypeExprKind::Name(name) => name.qualifier,
        TypeExprKind::Error
        | TypeExprKind::TypeObject
        | TypeExprKind::Array(..)
        | TypeExprKind::List(_)
        | TypeExprKind::Set(_)
        | TypeExprKind::Map(..)
        | TypeExprKind::Optional(_)
        | TypeExprKind::Enum(_)
        | TypeExprKind::Struct(_)
        | TypeExprKind::Union(_) => None,
    });
    let spans = file
        .name_refs
        .iter()
        .filter_map(|name| name.qualifier)
        .chain(in_types);
    spans.map(|span| import(file, span)).collect()
}

fn import(file: &File, span: Span) -> ast::Import {
    let path = file.text(span).trim_matches(['"', '`']).to_owned();
    ast::Import {
        alias: None,
        path,
        path_span: span,
        docs: ast::Docs::default(),
    }
}
