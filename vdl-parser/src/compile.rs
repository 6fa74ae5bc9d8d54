//! Syntax trees to the typed IR, one package at a time (`vdl-language` §1, stage 5).
//!
//! The phases of a package follow each other in a fixed order, and one that finds an error is the last: types are known
//! to be right when errors are compiled, both are when consts are, and so on. Within a phase everything is reported that
//! does not follow from something else. The environment changes only when all went well.
//!
//! Nothing here reads a file or knows a search path: all dependencies are compiled already.

mod args;
mod assemble;
mod config;
mod consts;
mod definitions;
mod deps;
mod errors;
mod files;
mod imports;
mod interfaces;
mod lints;
mod names;
mod scope;
#[cfg(test)]
mod tests;
mod types;

use vdl::Value;

pub use self::config::{compile_config, compile_exprs};

use self::assemble::{Compiled, add_package};
use self::consts::compile_consts;
use self::definitions::Local;
use self::errors::compile_errors;
use self::files::{check_files, sort_findings};
use self::imports::{Imports, check_qualifiers, check_unused};
use self::interfaces::compile_interfaces;
use self::lints::check_lints;
use self::names::Item;
use self::scope::{Names, Qualified, Scope};
use self::types::compile_types;
use crate::ast;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::env::{Env, PackageId};
use crate::source::SourceMap;

/// A package whose files are all parsed.
#[derive(Clone, Debug)]
pub struct ParsedPackage {
    /// What imports say.
    pub path: String,
    /// The path that generated code uses.
    pub gen_path: String,
    /// Whether it came embedded with the tool.
    pub embedded: bool,
    /// Its files by base name, at least one.
    pub files: Vec<ast::File>,
    /// Its `vdltool.Config`, if it has a configuration file.
    pub config: Option<Value>,
}

/// What the caller decides about a compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompileOptions {
    /// What happens to package paths such as `"a/b".Name`.
    pub path_qualifiers: PathQualifiers,
    /// Whether to look for what is allowed but probably not meant.
    pub lints: Lints,
}

/// What happens to package paths such as `"a/b".Name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathQualifiers {
    /// They are errors.
    Refused,
    /// They name packages that the file imports.
    Allowed,
}

/// Whether warnings are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lints {
    /// They are.
    On,
    /// They are not.
    Off,
}

impl Default for CompileOptions {
    fn default() -> Self {
        Self {
            path_qualifiers: PathQualifiers::Refused,
            lints: Lints::On,
        }
    }
}

/// Compiles a package into the environment.
///
/// Every package that it imports must be in the environment; one that is not was reported by whoever looked for it.
/// Nothing comes back, and the environment is as before, when the package had errors; they are in `diagnostics` then, in
/// the order of the files and their lines.
pub fn compile_package(
    env: &mut Env,
    package: &ParsedPackage,
    sources: &SourceMap,
    options: &CompileOptions,
    diagnostics: &mut Diagnostics,
) -> Option<PackageId> {
    let mut findings = Vec::new();
    let compiled = compile(env, package, sources, options, &mut findings);
    sort_findings(&package.files, &mut findings);
    for finding in findings {
        diagnostics.push(finding);
    }
    Some(add_package(env, package, sources, compiled?))
}

/// All phases of a package.
fn compile<'a>(
    env: &Env,
    package: &'a ParsedPackage,
    sources: &SourceMap,
    options: &CompileOptions,
    findings: &mut Vec<Diagnostic>,
) -> Option<Compiled<'a>> {
    check_files(&package.files, sources, findings);
    if !findings.is_empty() {
        return None;
    }
    let mut complete = true;
    let imports: Vec<_> = package
        .files
        .iter()
        .map(|file| Imports::bind(env, file, &[], findings, |_, _| complete = false))
        .collect();
    if options.path_qualifiers == PathQualifiers::Refused {
        package
            .files
            .iter()
            .for_each(|file| check_qualifiers(file, findings));
    }
    if !findings.is_empty() || !complete {
        return None;
    }
    let names = Names::new(&package.files, imports);
    let mut scope = Scope::new(env, sources, &package.path, &names, Qualified::Imported);
    let compiled = compile_definitions(&mut scope);
    if compiled.is_some() && options.lints == Lints::On {
        check_lints(&scope);
    }
    findings.append(&mut scope.take_findings());
    let phases = compiled?;
    let consts = phases
        .consts
        .into_iter()
        .map(|id| Some((id, scope.take_const(id)?)))
        .collect::<Option<_>>()?;
    drop(scope);
    let (types, errors, interfaces) = (phases.types, phases.errors, phases.interfaces);
    Some(Compiled {
        names,
        types,
        errors,
        consts,
        interfaces,
    })
}

/// What the phases found out.
struct Phases {
    types: types::LocalTypes,
    errors: Vec<errors::LocalError>,
    consts: Vec<scope::LocalConst>,
    interfaces: interfaces::LocalInterfaces,
}

fn compile_definitions(scope: &mut Scope<'_>) -> Option<Phases> {
    let types = compile_types(scope);
    if scope.errors() > 0 {
        return None;
    }
    let errors = compile_errors(scope);
    if scope.errors() > 0 {
        return None;
    }
    check_const_names(scope);
    let consts = compile_consts(scope);
    if scope.errors() > 0 {
        return None;
    }
    let interfaces = compile_interfaces(scope);
    if scope.errors() > 0 {
        return None;
    }
    for (at, file) in scope.files.iter().enumerate() {
        check_unused(scope, file, at);
    }
    (scope.errors() == 0).then_some(Phases {
        types,
        errors,
        consts,
        interfaces,
    })
}

fn check_const_names(scope: &Scope<'_>) {
    for at in 0..scope.definitions.consts.len() as u32 {
        scope.check_def_name(Local::Const(at), Item::Const);
    }
}
