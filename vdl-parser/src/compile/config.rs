//! Config files and expression lists: consts that belong to no package (`vdl-language` §10).

use vdl::{Type, Value};

use super::check_const_names;
use super::consts::{compile_consts, evaluate};
use super::files::sort_findings;
use super::imports::{Imports, check_unused};
use super::scope::{Names, Qualified, Scope};
use crate::ast;
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::env::Env;
use crate::source::SourceMap;

/// Evaluates a config file: the tree of a text that starts with `config =`.
///
/// `name` is the file's name with its directory, `implicit` the type that the value must have, and `auto_imports` are
/// the paths of packages that count as imported and never as unused. The value must tell its own type where no type is
/// given. Nothing comes back when there was an error.
pub fn compile_config(
    env: &Env,
    file: &ast::File,
    name: &str,
    implicit: Option<&Type>,
    auto_imports: &[&str],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Value> {
    let path = name.rsplit_once('/').map_or("", |(path, _)| path);
    let mut findings = Vec::new();
    let value = config_value(
        env,
        file,
        path,
        implicit,
        auto_imports,
        sources,
        &mut findings,
    );
    sort_findings(std::slice::from_ref(file), &mut findings);
    for finding in findings {
        diagnostics.push(finding);
    }
    value
}

fn config_value(
    env: &Env,
    file: &ast::File,
    path: &str,
    implicit: Option<&Type>,
    auto_imports: &[&str],
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) -> Option<Value> {
    let config = file.config?;
    check_definitions(file, findings);
    let imports = Imports::bind(env, file, auto_imports, findings, |import, findings| {
        let message = format!("package `{}` is not known here", import.path);
        findings.push(Diagnostic::new(
            Code::ImportNotFound,
            import.path_span,
            message,
        ));
    });
    if !findings.is_empty() {
        return None;
    }
    let names = Names::new(std::slice::from_ref(file), vec![imports]);
    let scope = Scope::new(env, sources, path, &names, Qualified::Imported);
    check_const_names(&scope);
    compile_consts(&scope);
    let value = if scope.errors() == 0 {
        evaluate(&scope, 0, config.value, implicit)
    } else {
        None
    };
    if scope.errors() == 0 {
        check_unused(&scope, file, 0);
    }
    findings.append(&mut scope.take_findings());
    value.filter(|_| findings.is_empty())
}

/// Only consts may be defined in a config file.
fn check_definitions(file: &ast::File, findings: &mut Vec<Diagnostic>) {
    let mut refuse = |sort: &str, name: ast::Name| {
        let message = format!(
            "{sort} definition `{}` is not allowed in a config file",
            file.name(name)
        );
        let finding = Diagnostic::new(Code::ConfigDefsNotAllowed, name.span, message);
        findings.push(finding.help("define it in a package and import that"));
    };
    file.types.iter().for_each(|def| refuse("type", def.name));
    file.errors.iter().for_each(|def| refuse("error", def.name));
    file.interfaces
        .iter()
        .for_each(|def| refuse("interface", def.name));
}

/// Evaluates an expression list, one value per expression.
///
/// `types` are the types of the expressions; the last one holds for all further ones, and without any each expression
/// must tell its own type. Package paths may name every package of the environment.
pub fn compile_exprs(
    env: &Env,
    file: &ast::File,
    types: &[Type],
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Value>> {
    let files = std::slice::from_ref(file);
    let names = Names::new(files, vec![Imports::default()]);
    let scope = Scope::new(env, sources, "", &names, Qualified::Any);
    let mut values = Vec::with_capacity(file.expr_list.len());
    for (at, expr) in file.expr_list.iter().enumerate() {
        values.extend(evaluate(
            &scope,
            0,
            *expr,
            types.get(at).or_else(|| types.last()),
        ));
    }
    let mut findings = scope.take_findings();
    sort_findings(files, &mut findings);
    let complete = findings.is_empty() && values.len() == file.expr_list.len();
    for finding in findings {
        diagnostics.push(finding);
    }
    complete.then_some(values)
}
