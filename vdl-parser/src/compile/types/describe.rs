//! From the syntax trees of type definitions to a builder's descriptions.
//!
//! Reports what the trees alone tell. A part that has an error is described as a type that is allowed everywhere, so
//! that the builder finds what else is wrong and nothing more.

use hashbrown::{HashMap, HashSet};

use vdl::{Kind, Pending, Type, TypeBuilder};

use super::array_len::array_len;
use super::members::Seen;
use super::order::Uses;
use crate::ast::{self, NameRef, TypeExprId, TypeExprKind};
use crate::compile::definitions::Local;
use crate::compile::scope::{NamedType, Scope, Unresolved, Wanted, is_exported, unnamed_kind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

/// All definitions of a package as a builder knows them.
pub(super) struct Described {
    /// The named types, by their numbers.
    pub(super) named: Vec<Pending>,
    /// The bodies; nothing for a definition that was refused.
    pub(super) bodies: Vec<Option<Pending>>,
    pub(super) uses: Uses,
    /// For each of the builder's types the definition and the node that it stands for.
    origins: Vec<Origin>,
}

impl Described {
    /// Where a type of the builder comes from.
    pub(super) fn origin(&self, pending: Pending) -> Origin {
        let last = self.origins.len().saturating_sub(1);
        self.origins[pending.index().min(last)]
    }
}

/// Where a type of the builder comes from.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Origin {
    /// The number of the definition.
    pub(super) def: u32,
    pub(super) node: TypeExprId,
}

/// Describes all definitions and reports what the trees alone tell.
pub(super) fn describe(scope: &Scope<'_>, builder: &mut TypeBuilder) -> Described {
    let count = scope.definitions.types.len();
    let mut describer = Describer {
        scope,
        builder,
        origins: Vec::with_capacity(count * 4),
        named: Vec::with_capacity(count),
        known: HashMap::new(),
        made: HashMap::new(),
        keys: HashSet::new(),
        nodes: Vec::new(),
        seen: scope
            .files
            .iter()
            .map(|file| vec![Seen::default(); file.symbol_count()])
            .collect(),
        uses: Uses::default(),
        current: Current {
            def: 0,
            file: 0,
            exported: false,
        },
    };
    describer.reserve_names();
    let empty = describer.builder.structure(NO_FIELDS);
    let bodies: Vec<_> = (0..count as u32)
        .map(|def| describer.definition(def))
        .collect();
    let Describer {
        origins,
        named,
        uses,
        ..
    } = describer;
    for (named, body) in named.iter().zip(&bodies) {
        builder.define(*named, body.unwrap_or(empty));
    }
    Described {
        named,
        bodies,
        uses,
        origins,
    }
}

const NO_FIELDS: [(&str, Pending); 0] = [];

pub(super) struct Describer<'d, 'a> {
    pub(super) scope: &'d Scope<'a>,
    builder: &'d mut TypeBuilder,
    origins: Vec<Origin>,
    named: Vec<Pending>,
    /// Existing types that were already given to the builder.
    known: HashMap<Type, Pending>,
    /// Unnamed types that break no rule and were already given to the builder.
    made: HashMap<Made, Pending>,
    /// Existing types that sets and maps may have as keys.
    keys: HashSet<Pending>,
    /// The nodes of the current body, in their order.
    nodes: Vec<Pending>,
    /// Members by name, per file and symbol.
    pub(super) seen: Vec<Vec<Seen>>,
    uses: Uses,
    pub(super) current: Current,
}

/// An unnamed type by its parts.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Made {
    List(Pending),
    Set(Pending),
    Map(Pending, Pending),
}

/// The definition that is being described.
#[derive(Clone, Copy)]
pub(super) struct Current {
    pub(super) def: u32,
    pub(super) file: usize,
    exported: bool,
}

impl<'a> Describer<'_, 'a> {
    fn reserve_names(&mut self) {
        let mut name = format!("{}.", self.scope.path);
        let path = name.len();
        for def in 0..self.scope.definitions.types.len() as u32 {
            let local = Local::Type(def);
            name.truncate(path);
            name.push_str(self.scope.definitions.text(local));
            let pending = self.builder.named(name.as_str());
            self.current.def = def;
            let body = self.tree(local).body;
            self.named.push(pending);
            self.remember(pending, body);
        }
    }

    fn tree(&self, local: Local) -> &'a ast::TypeDef {
        &self.scope.definitions.file(local).types[self.scope.definitions.site(local).index as usize]
    }

    /// The body of a definition; nothing when it was refused.
    fn definition(&mut self, def: u32) -> Option<Pending> {
        let local = Local::Type(def);
        let (text, site) = (
            self.scope.definitions.text(local),
            self.scope.definitions.site(local),
        );
        self.current = Current {
            def,
            file: site.file as usize,
            exported: is_exported(text),
        };
        if self.scope.definitions.is_refused(local) {
            self.uses.end();
            return None;
        }
        let (file, ast) = (self.scope.definitions.file(local), self.tree(local));
        self.nodes.clear();
        for at in ast.nodes.range() {
            let id = TypeExprId(at as u32);
            let pending = if id == ast.body {
                self.body(file, ast, id)
            } else {
                self.literal(file, ast, id)
            };
            let pending = match pending {
                Some(pending) => pending,
                None => self.broken(),
            };
            self.remember(pending, id);
            self.nodes.push(pending);
        }
        self.uses.end();
        self.nodes.last().copied()
    }

    fn remember(&mut self, pending: Pending, node: TypeExprId) {
        let origin = Origin {
            def: self.current.def,
            node,
        };
        if pending.index() >= self.origins.len() {
            self.origins.resize(pending.index() + 1, origin);
        }
    }

    /// A named struct may stand everywhere, and each is a type of its own.
    fn broken(&mut self) -> Pending {
        let (broken, body) = (
            self.builder.named("(unknown)"),
            self.builder.structure(NO_FIELDS),
        );
        self.builder.define(broken, body);
        broken
    }

    fn existing(&mut self, ty: &Type) -> Pending {
        if let Some(known) = self.known.get(ty) {
            return *known;
        }
        let pending = self.builder.existing(ty);
        self.known.insert(ty.clone(), pending);
        if ty.can_be_key() {
            self.keys.insert(pending);
        }
        pending
    }

    /// Each definition must have a type of its own to be blamed for.
    fn made(&mut self, made: Made) -> Pending {
        let sound = match made {
            Made::List(_) => true,
            Made::Set(key) | Made::Map(key, _) => self.keys.contains(&key),
        };
        if let Some(known) = self.made.get(&made).filter(|_| sound) {
            return *known;
        }
        let pending = match made {
            Made::List(elem) => self.builder.list(elem),
            Made::Set(key) => self.builder.set(key),
            Made::Map(key, elem) => self.builder.map(key, elem),
        };
        self.made.insert(made, pending);
        pending
    }

    pub(super) fn part(&self, def: &ast::TypeDef, id: TypeExprId) -> Pending {
        self.nodes[(id.0 - def.nodes.start) as usize]
    }

    /// The type directly under the defined name.
    fn body(
        &mut self,
        file: &'a ast::File,
        def: &'a ast::TypeDef,
        id: TypeExprId,
    ) -> Option<Pending> {
        let span = file.type_expr(id).span;
        match file.type_expr(id).kind {
            TypeExprKind::Name(name) => {
                let pending = self.name(&name)?;
                if pending == self.existing(&Type::ANY) {
                    return self.refuse(cannot_rename(Code::TypeAnyRename, file, def, "any"));
                }
                Some(pending)
            }
            TypeExprKind::Error => {
                self.refuse(cannot_rename(Code::TypeErrorRename, file, def, "error"))
            }
            TypeExprKind::TypeObject => {
                self.refuse(cannot_rename(Code::TypeAnyRename, file, def, "typeobject"))
            }
            TypeExprKind::Array(len, elem) => {
                let len = array_len(self.scope, file, span, len).unwrap_or(1);
                Some(self.builder.array(len, self.part(def, elem)))
            }
            TypeExprKind::Enum(labels) => {
                let labels = self.labels(file, labels);
                Some(self.builder.enumeration(labels))
            }
            TypeExprKind::Struct(fields) => {
                let fields = self.fields(file, def, fields, keyword(span, "struct"));
                Some(self.builder.structure(fields))
            }
            TypeExprKind::Union(fields) if fields.is_empty() => {
                let span = keyword(span, "union");
                self.refuse(Diagnostic::new(
                    Code::TypeNoUnionFields,
                    span,
                    "a union needs at least one field",
                ))
            }
            TypeExprKind::Union(fields) => {
                let fields = self.fields(file, def, fields, keyword(span, "union"));
                Some(self.builder.union(fields))
            }
            TypeExprKind::Optional(elem) => {
                let text = self.scope.spell(self.current.file, id);
                let message = format!(
                    "a defined type cannot be optional, and `{}` is `{text}`",
                    file.name(def.name)
                );
                let finding = Diagnostic::new(Code::TypeTopOptional, span, message);
                let elem = self.scope.spell(self.current.file, elem);
                self.refuse(finding.help(format!(
                    "write the `?` where a value may be missing, and define the type as `{elem}`"
                )))
            }
            TypeExprKind::List(_) | TypeExprKind::Set(_) | TypeExprKind::Map(..) => {
                self.literal(file, def, id)
            }
        }
    }

    /// A type inside a body.
    fn literal(
        &mut self,
        file: &'a ast::File,
        def: &'a ast::TypeDef,
        id: TypeExprId,
    ) -> Option<Pending> {
        let span = file.type_expr(id).span;
        match file.type_expr(id).kind {
            TypeExprKind::Name(name) => self.name(&name),
            TypeExprKind::Error => Some(self.existing(self.scope.error_type())),
            TypeExprKind::TypeObject => Some(self.existing(&Type::TYPEOBJECT)),
            TypeExprKind::List(elem) => Some(self.made(Made::List(self.part(def, elem)))),
            TypeExprKind::Set(key) => Some(self.made(Made::Set(self.part(def, key)))),
            TypeExprKind::Map(key, elem) => {
                Some(self.made(Made::Map(self.part(def, key), self.part(def, elem))))
            }
            TypeExprKind::Optional(elem) => Some(self.builder.optional(self.part(def, elem))),
            TypeExprKind::Array(..) => self.refuse(unnamed_kind(Kind::Array, span)),
            TypeExprKind::Enum(_) => self.refuse(unnamed_kind(Kind::Enum, span)),
            TypeExprKind::Struct(_) => self.refuse(unnamed_kind(Kind::Struct, span)),
            TypeExprKind::Union(_) => self.refuse(unnamed_kind(Kind::Union, span)),
        }
    }

    fn refuse(&self, finding: Diagnostic) -> Option<Pending> {
        self.scope.report(finding);
        None
    }

    fn name(&mut self, name: &NameRef) -> Option<Pending> {
        let at = self.current.file;
        let found = match self.scope.resolve_in_type_def(at, name) {
            Ok(found) => found,
            Err(Unresolved::Reported) => return None,
            Err(Unresolved::Unknown) => {
                return self.refuse(self.scope.undefined(
                    Code::TypeUndefined,
                    at,
                    name,
                    Wanted::Type,
                ));
            }
        };
        if found.used_parts < name.parts.len() {
            return self.refuse(self.scope.unmatched(
                Code::TypeUnmatchedSelector,
                at,
                name,
                found.used_parts,
                "type",
            ));
        }
        match found.target {
            NamedType::Known(ty) => Some(self.existing(ty)),
            NamedType::Local(used) => {
                self.uses.add(used);
                let local = Local::Type(used);
                let text = self.scope.definitions.text(local);
                if self.current.exported && !is_exported(text) {
                    let def = self.scope.definitions.text(Local::Type(self.current.def));
                    let message =
                        format!("exported type `{def}` uses type `{text}`, which is not exported");
                    let finding = Diagnostic::new(Code::TypeNotExported, name.span, message)
                        .also(
                            self.scope.definitions.span(local),
                            format!("`{text}` is defined here"),
                        )
                        .help(format!(
                            "start the name `{text}` with a capital, or `{def}` with a small letter"
                        ));
                    self.scope.report(finding);
                }
                Some(self.named[used as usize])
            }
        }
    }
}

fn cannot_rename(code: Code, file: &ast::File, def: &ast::TypeDef, base: &str) -> Diagnostic {
    let name = file.name(def.name);
    Diagnostic::new(
        code,
        def.name.span,
        format!("`{base}` cannot be given another name, here `{name}`"),
    )
    .help(format!("write `{base}` where `{name}` is used"))
}

/// The keyword at the start of a body: the rest may be long.
fn keyword(body: Span, word: &str) -> Span {
    Span::new(body.start, body.end.min(body.start + word.len() as u32))
}
