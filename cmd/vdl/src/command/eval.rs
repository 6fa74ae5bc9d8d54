//! `vdl eval`: constant expressions to values (`vdl-language` §10.3).

use anyhow::Result;
use serde_json::json;
use vdl::Value;
use vdl_parser::ast::{self, File, FileKind, TypeExprKind};
use vdl_parser::compile::{Lints, compile_exprs};
use vdl_parser::diagnostic::Diagnostics;
use vdl_parser::env::Env;
use vdl_parser::load::{SearchPath, load_with_imports};
use vdl_parser::parse::parse_file;
use vdl_parser::session;
use vdl_parser::source::{SourceMap, Span};

use crate::args::EvalArgs;
use crate::console::Console;
use crate::exit::Exit;
use crate::report::{Warnings, show};
use crate::setting::Setting;

/// Runs the command.
pub(crate) fn run(args: &EvalArgs, setting: &Setting, console: &mut Console) -> Result<Exit> {
    let (mut sources, mut diagnostics) = (SourceMap::new(), Diagnostics::new());
    let values = values(args, setting, &mut sources, &mut diagnostics)?;
    let tally = show(console, setting, &sources, &mut diagnostics, Warnings::Hide);
    tally.conclude(console, "could not evaluate");
    for value in values.filter(|_| tally.errors == 0).into_iter().flatten() {
        let text = vdl::const_text(value.as_ref(), "");
        let ty = value.ty().unique_string();
        if args.json {
            console.print_line(json!({ "text": text, "type": ty }))?;
        } else {
            console.print_line(format_args!("{text} : {ty}"))?;
        }
    }
    Ok(tally.exit())
}

fn values(
    args: &EvalArgs,
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Vec<Value>>> {
    let Some(exprs) = parse("expression", &args.expressions, sources, diagnostics)? else {
        return Ok(None);
    };
    let mut types = Vec::new();
    for text in &args.types {
        let Some(file) = parse(
            "--type",
            &format!("typeobject({text})"),
            sources,
            diagnostics,
        )?
        else {
            return Ok(None);
        };
        types.push(file);
    }
    let Some(env) = environment(args, &exprs, &types, setting, sources, diagnostics) else {
        return Ok(None);
    };
    let mut wanted = Vec::new();
    for file in &types {
        let found = compile_exprs(&env, file, &[], sources, diagnostics);
        wanted.extend(
            found
                .into_iter()
                .flatten()
                .filter_map(|value| value.as_type().cloned()),
        );
    }
    if diagnostics.has_errors() {
        return Ok(None);
    }
    Ok(compile_exprs(&env, &exprs, &wanted, sources, diagnostics))
}

fn parse(
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

/// All packages that the expressions and types name, compiled.
fn environment(
    args: &EvalArgs,
    exprs: &File,
    types: &[File],
    setting: &Setting,
    sources: &mut SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Env> {
    let mut named = exprs.clone();
    named.imports = std::iter::once(exprs)
        .chain(types)
        .flat_map(imports)
        .collect();
    if named.imports.is_empty() && args.import.is_empty() {
        return Some(Env::new());
    }
    let search = SearchPath::new(&setting.search, diagnostics)?;
    let loaded = load_with_imports(
        &named,
        &args.import,
        &search,
        &setting.load,
        sources,
        diagnostics,
    )?;
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
