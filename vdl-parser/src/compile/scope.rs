//! Everything visible while one package, config file or expression list is compiled (`vdl-language` §4.1).
//!
//! A [`Scope`] answers what a name means and what type a written type is, and collects findings. It is shared by all
//! phases: what a phase finds out (local types, const values) is put here for the next ones. It evaluates no consts.

mod clash;
mod hints;
mod literal;
mod resolve;

use std::cell::{Cell, OnceCell, RefCell};

use vdl::{Type, Value};

use self::literal::LiteralCache;
use self::resolve::{BUILTIN_TYPES, Head};
use super::definitions::{Definitions, Local};
use super::imports::Imports;
use crate::ast;
use crate::constant::meter::Meter;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::env::{self, Env, InterfaceId};
use crate::source::SourceMap;

pub(crate) use self::hints::Wanted;
pub(crate) use self::literal::unnamed_kind;
pub(crate) use self::resolve::is_builtin;

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

    /// How many errors were reported so far.
    pub(crate) fn errors(&self) -> usize {
        self.errors.get()
    }

    /// Moves the findings out.
    pub(crate) fn take_findings(&self) -> Vec<Diagnostic> {
        self.findings.take()
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

/// Whether a name can be seen by other packages.
pub(crate) fn is_exported(name: &str) -> bool {
    name.as_bytes().first().is_some_and(u8::is_ascii_uppercase)
}
