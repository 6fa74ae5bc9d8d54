//! Everything visible while one package, config file or expression list is compiled (`vdl-language` §4.1).
//!
//! A [`Scope`] answers what a name means and what type a written type is, and collects findings. It is shared by all
//! phases: what a phase finds out (local types, const values) is put here for the next ones. It evaluates no consts.

mod hints;
mod literal;

use std::cell::{Cell, OnceCell, RefCell};

use vdl::{Type, Value};

use self::literal::LiteralCache;
use super::definitions::{Definitions, Local};
use super::imports::Imports;
use super::names::{Item, check_name};
use crate::ast::{self, Name, NameRef, Symbol};
use crate::constant::meter::Meter;
use crate::diagnostic::code::Code;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::env::{self, Def, Env, InterfaceId, PackageId};
use crate::source::SourceMap;

pub(crate) use self::hints::Wanted;
pub(crate) use self::literal::unnamed_kind;

/// What package path qualifiers such as `"a/b".N` may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Qualified {
    /// Imported packages only.
    Imported,
    /// Every compiled package.
    Any,
}

/// A const of this package by its number: see [`Definitions::consts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct LocalConst(pub(crate) u32);

/// The const that a name means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ConstRef<'s> {
    /// Built in: an untyped boolean.
    True,
    /// Built in: an untyped boolean.
    False,
    /// Built in: `any(nil)`.
    Nil,
    /// A const of this package; see [`Scope::const_state`].
    Local(LocalConst),
    /// A const of another package.
    Imported(&'s env::ConstDef),
}

/// The interface that a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum InterfaceRef {
    /// An interface of this package, by its number.
    Local(u32),
    /// An interface of another package.
    Imported(InterfaceId),
}

/// What a name means.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target<'s> {
    Type(&'s Type),
    Const(ConstRef<'s>),
    Interface(InterfaceRef),
}

/// What a reference means, and how much of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Resolution<'s> {
    pub(crate) target: Target<'s>,
    /// How many of the reference's identifiers name the target; the rest selects something inside.
    pub(crate) used_parts: usize,
}

/// Why a reference means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unresolved {
    /// Nothing visible has this name: report it, with [`Scope::undefined`].
    Unknown,
    /// It names something that already has an error: say nothing.
    Reported,
}

/// How far the evaluation of a local const is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum ConstState<'s> {
    /// Not evaluated yet.
    Open,
    /// It has an error, or follows from something that has: say nothing.
    Failed,
    /// Its final value.
    Known(&'s Value),
}

/// What the first identifier of a reference means in a file, kept per symbol.
#[derive(Clone, Copy, Debug)]
enum Head {
    Unasked,
    Nothing,
    BuiltinType(u8),
    True,
    False,
    Nil,
    Local(Local),
    Import(u32),
}

/// Everything visible while one package (or config, or expression list) is compiled.
pub(crate) struct Scope<'a> {
    pub(crate) env: &'a Env,
    pub(crate) sources: &'a SourceMap,
    pub(crate) files: &'a [ast::File],
    /// The path of the package: the first half of the full names of its types.
    pub(crate) path: &'a str,
    pub(crate) definitions: &'a Definitions<'a>,
    /// What evaluating consts may still cost.
    pub(crate) meter: Meter,
    imports: &'a [Imports<'a>],
    qualified: Qualified,
    heads: Vec<Vec<Cell<Head>>>,
    builtins: Vec<Type>,
    error_type: Type,
    /// The local types, once their phase is over; a refused one has none.
    types: Vec<Option<Type>>,
    consts: Vec<OnceCell<Option<Value>>>,
    /// The literal types already made, per file and node.
    literals: Vec<Vec<OnceCell<Option<Type>>>>,
    cache: RefCell<LiteralCache>,
    findings: RefCell<Vec<Diagnostic>>,
    errors: Cell<usize>,
    suggestions: Cell<usize>,
}

/// The types that have a built-in name which is no keyword.
const BUILTIN_TYPES: [(&str, Type); 13] = [
    ("any", Type::ANY),
    ("bool", Type::BOOL),
    ("byte", Type::BYTE),
    ("uint16", Type::UINT16),
    ("uint32", Type::UINT32),
    ("uint64", Type::UINT64),
    ("int8", Type::INT8),
    ("int16", Type::INT16),
    ("int32", Type::INT32),
    ("int64", Type::INT64),
    ("float32", Type::FLOAT32),
    ("float64", Type::FLOAT64),
    ("string", Type::STRING),
];

/// The names that are not keywords and yet mean the built-in thing everywhere.
pub(crate) fn is_builtin(text: &str) -> bool {
    builtin(text).is_some()
}

fn builtin(text: &str) -> Option<Head> {
    match text {
        "true" => Some(Head::True),
        "false" => Some(Head::False),
        "nil" => Some(Head::Nil),
        _ => BUILTIN_TYPES
            .iter()
            .position(|(name, _)| *name == text)
            .map(|at| Head::BuiltinType(at as u8)),
    }
}

/// What the files of a package define and import.
pub(crate) struct Names<'a> {
    files: &'a [ast::File],
    pub(crate) definitions: Definitions<'a>,
    pub(crate) imports: Vec<Imports<'a>>,
}

impl<'a> Names<'a> {
    /// The names of `files`, whose imports are given in the same order.
    pub(crate) fn new(files: &'a [ast::File], imports: Vec<Imports<'a>>) -> Self {
        let definitions =
            Definitions::collect(files, |file, text| imports[file].find(text).is_some());
        Self {
            files,
            definitions,
            imports,
        }
    }
}

impl<'a> Scope<'a> {
    /// The scope of the files that `names` come from.
    pub(crate) fn new(
        env: &'a Env,
        sources: &'a SourceMap,
        path: &'a str,
        names: &'a Names<'a>,
        qualified: Qualified,
    ) -> Self {
        let Names {
            files,
            definitions,
            imports,
        } = names;
        let consts: Vec<OnceCell<Option<Value>>> = (0..definitions.consts.len())
            .map(|at| match definitions.is_refused(Local::Const(at as u32)) {
                true => OnceCell::from(None),
                false => OnceCell::new(),
            })
            .collect();
        Self {
            env,
            sources,
            files,
            path,
            definitions,
            meter: Meter::new(files.iter().map(|file| file.text.len()).sum()),
            imports,
            qualified,
            heads: files
                .iter()
                .map(|file| vec![Cell::new(Head::Unasked); file.symbol_count()])
                .collect(),
            builtins: BUILTIN_TYPES.iter().map(|(_, ty)| ty.clone()).collect(),
            error_type: Type::error(),
            types: Vec::new(),
            consts,
            literals: files
                .iter()
                .map(|file| vec![OnceCell::new(); file.type_exprs.len()])
                .collect(),
            cache: RefCell::default(),
            findings: RefCell::default(),
            errors: Cell::new(0),
            suggestions: Cell::new(0),
        }
    }

    /// Adds a finding.
    pub(crate) fn report(&self, finding: Diagnostic) {
        if finding.severity == Severity::Error {
            self.errors.set(self.errors.get() + 1);
        }
        let mut findings = self.findings.borrow_mut();
        if findings.len() < Diagnostics::CAP {
            findings.push(finding);
        }
    }

    /// Reports what is wrong with the name of a definition: that another has it, or that nothing may have it.
    pub(crate) fn check_def_name(&self, local: Local, item: Item) {
        let Some(clash) = self.definitions.clash(local) else {
            let finding = check_name(
                self.definitions.file(local),
                self.definitions.name(local),
                item,
            );
            finding.into_iter().for_each(|finding| self.report(finding));
            return;
        };
        let (text, span) = (self.definitions.text(local), self.definitions.span(local));
        let sort = local.sort();
        self.report(match clash.first {
            Some(first) => {
                let (of, other) = (first.sort(), self.definitions.text(first));
                let how = if other == text { "" } else { " but for case" };
                let there = self.sources.describe(self.definitions.span(first));
                let message =
                    format!("{sort} name {text} is already taken{how} by {of} {other} at {there}");
                Diagnostic::new(Code::NameConflict, span, message).also(
                    self.definitions.span(first),
                    format!("{of} {other} is defined here"),
                )
            }
            None => {
                let message =
                    format!("{sort} name {text} is already taken by an import of this file");
                let file = self.definitions.site(local).file as usize;
                let import = self.imports[file]
                    .find(text)
                    .and_then(|at| self.imports[file].all()[at as usize].span);
                let finding = Diagnostic::new(Code::NameConflict, span, message);
                match import {
                    Some(import) => finding.also(import, format!("{text} is imported here")),
                    None => finding,
                }
            }
        });
    }

    /// How many errors were reported so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Moves the findings out.
    pub(crate) fn take_findings(&self) -> Vec<Diagnostic> {
        self.findings.take()
    }

    /// What a reference in an expression, an argument or an embed means. The reference to an import counts as its use.
    pub(crate) fn resolve(
        &self,
        file: usize,
        name: &NameRef,
    ) -> Result<Resolution<'_>, Unresolved> {
        let tree = &self.files[file];
        let parts = tree.parts(name);
        if let Some(qualifier) = name.qualifier {
            let path = tree.text(qualifier);
            return self.resolve_qualified(
                file,
                path.get(1..path.len() - 1).unwrap_or_default(),
                tree.name(parts[0]),
            );
        }
        match self.head(file, parts[0].symbol) {
            Head::Unasked | Head::Nothing => Err(Unresolved::Unknown),
            Head::BuiltinType(at) => Ok(found(Target::Type(&self.builtins[usize::from(at)]))),
            Head::True => Ok(found(Target::Const(ConstRef::True))),
            Head::False => Ok(found(Target::Const(ConstRef::False))),
            Head::Nil => Ok(found(Target::Const(ConstRef::Nil))),
            Head::Local(local) => self.resolve_local(local),
            Head::Import(import) => self.resolve_imported(file, import, parts),
        }
    }

    /// What a reference in a type definition means: local types match by their whole text only.
    ///
    /// A local type is given by its number, since it has no type yet.
    pub(crate) fn resolve_in_type_def(
        &self,
        file: usize,
        name: &NameRef,
    ) -> Result<TypeName<'_>, Unresolved> {
        let tree = &self.files[file];
        let parts = tree.parts(name);
        if name.qualifier.is_none() {
            match self.head(file, parts[0].symbol) {
                Head::Local(local) if parts.len() == 1 => {
                    let refused = self.definitions.is_refused(local);
                    return match local {
                        _ if refused => Err(Unresolved::Reported),
                        Local::Type(at) => Ok(TypeName {
                            target: NamedType::Local(at),
                            used_parts: 1,
                        }),
                        Local::Error(_) | Local::Const(_) | Local::Interface(_) => {
                            Err(Unresolved::Unknown)
                        }
                    };
                }
                Head::Local(_) => {
                    let import = self.imports[file]
                        .find(tree.name(parts[0]))
                        .ok_or(Unresolved::Unknown)?;
                    return type_name(self.resolve_imported(file, import, parts)?);
                }
                Head::Unasked
                | Head::Nothing
                | Head::BuiltinType(_)
                | Head::True
                | Head::False
                | Head::Nil
                | Head::Import(_) => {}
            }
        }
        type_name(self.resolve(file, name)?)
    }

    /// The definition of this package that a reference leads to.
    pub(crate) fn local_of(&self, file: usize, name: &NameRef) -> Option<Local> {
        let first = self.files[file]
            .parts(name)
            .first()
            .filter(|_| name.qualifier.is_none())?;
        match self.head(file, first.symbol) {
            Head::Local(local) => Some(local),
            Head::Unasked
            | Head::Nothing
            | Head::BuiltinType(_)
            | Head::True
            | Head::False
            | Head::Nil
            | Head::Import(_) => None,
        }
    }

    /// Gives the local types, by their numbers.
    pub(crate) fn set_types(&mut self, types: Vec<Option<Type>>) {
        self.types = types;
    }

    /// The type of the keyword `error`.
    pub(crate) const fn error_type(&self) -> &Type {
        &self.error_type
    }

    /// How far the evaluation of a local const is.
    pub(crate) fn const_state(&self, id: LocalConst) -> ConstState<'_> {
        match self.consts[id.0 as usize].get() {
            None => ConstState::Open,
            Some(None) => ConstState::Failed,
            Some(Some(value)) => ConstState::Known(value),
        }
    }

    /// Gives the value of a local const, or nothing when it has an error; only the first time counts.
    pub(crate) fn set_const(&self, id: LocalConst, value: Option<Value>) {
        let _ = self.consts[id.0 as usize].set(value);
    }

    /// Moves the value of a local const out, when all phases are over.
    pub(crate) fn take_const(&mut self, id: LocalConst) -> Option<Value> {
        self.consts[id.0 as usize].take().flatten()
    }

    /// Where a local const is defined: its file and its definition.
    pub(crate) fn const_def(&self, id: LocalConst) -> (usize, &'a ast::ConstDef) {
        let site = self.definitions.consts[id.0 as usize];
        (
            site.file as usize,
            &self.files[site.file as usize].consts[site.index as usize],
        )
    }

    /// All local consts, in file and source order, refused ones included: their state is failed from the start.
    pub(crate) fn local_consts(&self) -> impl ExactSizeIterator<Item = LocalConst> + use<> {
        (0..self.consts.len() as u32).map(LocalConst)
    }

    /// The imports of a file.
    pub(crate) fn imports(&self, file: usize) -> &Imports<'a> {
        &self.imports[file]
    }

    fn head(&self, file: usize, symbol: Symbol) -> Head {
        let slot = &self.heads[file][symbol.0 as usize];
        match slot.get() {
            Head::Unasked => {
                let head = self.find_head(file, self.files[file].symbol(symbol));
                slot.set(head);
                head
            }
            head @ (Head::Nothing
            | Head::BuiltinType(_)
            | Head::True
            | Head::False
            | Head::Nil
            | Head::Local(_)
            | Head::Import(_)) => head,
        }
    }

    fn find_head(&self, file: usize, text: &str) -> Head {
        if let Some(builtin) = builtin(text) {
            return builtin;
        }
        match self.definitions.lookup(text) {
            Some(local @ (Local::Type(_) | Local::Const(_) | Local::Interface(_))) => {
                Head::Local(local)
            }
            // Errors cannot be referred to: they hide nothing.
            Some(Local::Error(_)) | None => self.imports[file]
                .find(text)
                .map_or(Head::Nothing, Head::Import),
        }
    }

    fn resolve_local(&self, local: Local) -> Result<Resolution<'_>, Unresolved> {
        if self.definitions.is_refused(local) {
            return Err(Unresolved::Reported);
        }
        Ok(found(match local {
            Local::Type(at) => {
                let known = self.types.get(at as usize).and_then(Option::as_ref);
                Target::Type(known.ok_or(Unresolved::Reported)?)
            }
            Local::Const(at) => Target::Const(ConstRef::Local(LocalConst(at))),
            Local::Interface(at) => Target::Interface(InterfaceRef::Local(at)),
            Local::Error(_) => return Err(Unresolved::Unknown),
        }))
    }

    fn resolve_imported(
        &self,
        file: usize,
        import: u32,
        parts: &[Name],
    ) -> Result<Resolution<'_>, Unresolved> {
        let &[_, name, ..] = parts else {
            return Err(Unresolved::Unknown);
        };
        let package = self.imports[file].use_at(import).package;
        let target = self.exported(package, self.files[file].name(name))?;
        Ok(Resolution {
            target,
            used_parts: 2,
        })
    }

    fn resolve_qualified(
        &self,
        file: usize,
        path: &str,
        name: &str,
    ) -> Result<Resolution<'_>, Unresolved> {
        let package = match self.qualified {
            Qualified::Imported => self.imports[file]
                .use_path(path)
                .map(|import| import.package),
            Qualified::Any => self.env.package(path),
        };
        Ok(found(
            self.exported(package.ok_or(Unresolved::Unknown)?, name)?,
        ))
    }

    fn exported(&self, package: PackageId, name: &str) -> Result<Target<'_>, Unresolved> {
        if !is_exported(name) {
            return Err(Unresolved::Unknown);
        }
        match self.env.packages[package].lookup(name) {
            Some(Def::Type(id)) => Ok(Target::Type(&self.env.types[id].ty)),
            Some(Def::Const(id)) => Ok(Target::Const(ConstRef::Imported(&self.env.consts[id]))),
            Some(Def::Interface(id)) => Ok(Target::Interface(InterfaceRef::Imported(id))),
            Some(Def::Error(_)) | None => Err(Unresolved::Unknown),
        }
    }
}

/// The type that a reference in a type definition names.
pub(crate) struct TypeName<'s> {
    pub(crate) target: NamedType<'s>,
    /// How many of the reference's identifiers name the type.
    pub(crate) used_parts: usize,
}

/// A type that may not be built yet.
pub(crate) enum NamedType<'s> {
    /// A type of this package, by its number.
    Local(u32),
    /// A built-in type or one of another package.
    Known(&'s Type),
}

fn type_name(resolution: Resolution<'_>) -> Result<TypeName<'_>, Unresolved> {
    match resolution.target {
        Target::Type(ty) => Ok(TypeName {
            target: NamedType::Known(ty),
            used_parts: resolution.used_parts,
        }),
        Target::Const(_) | Target::Interface(_) => Err(Unresolved::Unknown),
    }
}

const fn found(target: Target<'_>) -> Resolution<'_> {
    Resolution {
        target,
        used_parts: 1,
    }
}

/// Whether a name can be seen by other packages.
pub(crate) fn is_exported(name: &str) -> bool {
    name.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
}
