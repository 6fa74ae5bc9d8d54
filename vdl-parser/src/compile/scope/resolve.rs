//! What a name means: the rules of `vdl-language` §4.1.

use vdl::Type;

use super::{
    ConstRef, InterfaceRef, LocalConst, NamedType, Qualified, Resolution, Scope, Target, TypeName,
    Unresolved, is_exported,
};
use crate::ast::{Name, NameRef, Symbol};
use crate::compile::definitions::Local;
use crate::env::{Def, PackageId};

/// What the first identifier of a reference means in a file, kept per symbol.
#[derive(Clone, Copy, Debug)]
pub(super) enum Head {
    Unasked,
    Nothing,
    BuiltinType(u8),
    True,
    False,
    Nil,
    Local(Local),
    Import(u32),
}

/// The types that have a built-in name which is no keyword.
pub(super) const BUILTIN_TYPES: [(&str, Type); 13] = [
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

impl Scope<'_> {
    /// What a reference in an expression, an argument or an embed means. The reference to an import counts as its use.
    pub(crate) fn resolve(
        &self,
        file: usize,
        name: &NameRef,
    ) -> Result<Resolution<'_>, Unresolved> {
        let tree = &self.files[file];
        let parts = tree.parts(name);
        if let Some(qualifier) = name.qualifier {
            let quoted = tree.text(qualifier);
            let path = quoted
                .get(1..quoted.len().saturating_sub(1))
                .unwrap_or_default();
            return self.resolve_qualified(file, path, tree.name(parts[0]));
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
