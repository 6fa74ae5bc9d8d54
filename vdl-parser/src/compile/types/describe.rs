//! From the syntax trees of type definitions to a builder's descriptions.
//!
//! Reports what the trees alone tell. A part that has an error is described as a type that is allowed everywhere, so
//! that the builder finds what else is wrong and nothing more.

use hashbrown::{HashMap, HashSet};

use vdl::{Kind, Pending, Type, TypeBuilder};

use super::order::Uses;
use crate::ast::{self, NameRef, Run, Symbol, TypeExprId, TypeExprKind};
use crate::compile::definitions::Local;
use crate::compile::names::{Item, check_name};
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
            .map(|file| vec![0; file.symbol_count()])
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

struct Describer<'d, 'a> {
    scope: &'d Scope<'a>,
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
    /// Per file and symbol, one more than the definition that last had a member of this name.
    seen: Vec<Vec<u32>>,
    uses: Uses,
    current: Current,
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
struct Current {
    def: u32,
    file: usize,
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

    fn part(&self, def: &ast::TypeDef, id: TypeExprId) -> Pending {
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
                let len = self.array_len(file, span, len).unwrap_or(1);
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
                    "a defined type cannot be optional, and {} is {text}",
                    file.name(def.name)
                );
                let finding = Diagnostic::new(Code::TypeTopOptional, span, message);
                let elem = self.scope.spell(self.current.file, elem);
                self.refuse(finding.help(format!(
                    "define it as {elem} and write ?{} where it is used",
                    file.name(def.name)
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
                        format!("exported type {def} uses type {text}, which is not exported");
                    let finding = Diagnostic::new(Code::TypeNotExported, name.span, message)
                        .also(
                            self.scope.definitions.span(local),
                            format!("{text} is defined here"),
                        )
                        .help(format!(
                            "start the name {text} with a capital, or {def} with a small letter"
                        ));
                    self.scope.report(finding);
                }
                Some(self.named[used as usize])
            }
        }
    }

    fn array_len(&self, file: &ast::File, body: Span, literal: Span) -> Option<u64> {
        let text = file.text(literal);
        let too_long = || {
            let message = format!(
                "the array length {} is more than {}",
                shortened(text),
                i64::MAX
            );
            self.scope
                .report(Diagnostic::new(Code::TypeArrayLen, literal, message));
        };
        let Some(len) = array_len(text).filter(|len| i64::try_from(*len).is_ok()) else {
            too_long();
            return None;
        };
        if len == 0 {
            let span = body.shrink_to_start().to(literal);
            let message = "the array length 0 is less than 1";
            self.scope
                .report(Diagnostic::new(Code::TypeArrayLen, span, message));
            return None;
        }
        Some(len)
    }

    fn labels(&mut self, file: &'a ast::File, labels: Run) -> Vec<&'a str> {
        let labels = &file.labels[labels.range()];
        let mut texts = Vec::with_capacity(labels.len());
        for label in labels {
            let text = file.name(label.name);
            if let Some(finding) = check_name(file, label.name, Item::Label) {
                self.scope.report(finding);
            }
            if self.is_first(label.name.symbol) {
                texts.push(text);
                continue;
            }
            let first = labels
                .iter()
                .find(|first| first.name.symbol == label.name.symbol);
            let mut finding = Diagnostic::new(
                Code::TypeDupLabel,
                label.name.span,
                format!("enum label {text} is already taken"),
            );
            if let Some(first) = first {
                finding = finding.also(first.name.span, format!("{text} is first listed here"));
            }
            self.scope.report(finding);
        }
        texts
    }

    fn fields(
        &mut self,
        file: &'a ast::File,
        def: &ast::TypeDef,
        fields: Run,
        body: Span,
    ) -> Vec<(&'a str, Pending)> {
        let fields = &file.fields[fields.range()];
        let mut described = Vec::with_capacity(fields.len());
        for field in fields {
            let text = file.name(field.name);
            if let Some(finding) = check_name(file, field.name, Item::Field) {
                self.scope.report(finding);
            }
            if self.is_first(field.name.symbol) {
                described.push((text, self.part(def, field.ty)));
                continue;
            }
            let first = fields
                .iter()
                .find(|first| first.name.symbol == field.name.symbol);
            let message = format!("field {text} of {} occurs twice", file.name(def.name));
            let mut finding = Diagnostic::new(Code::TypeDupField, body, message)
                .also(field.name.span, "again here");
            if let Some(first) = first {
                finding = finding.also(first.name.span, format!("{text} is first defined here"));
            }
            self.scope.report(finding);
        }
        described
    }

    /// Whether the current definition had no member of this name before.
    fn is_first(&mut self, symbol: Symbol) -> bool {
        let stamp = self.current.def + 1;
        std::mem::replace(&mut self.seen[self.current.file][symbol.0 as usize], stamp) != stamp
    }
}

fn cannot_rename(code: Code, file: &ast::File, def: &ast::TypeDef, base: &str) -> Diagnostic {
    let name = file.name(def.name);
    Diagnostic::new(
        code,
        def.name.span,
        format!("{base} cannot be given another name, here {name}"),
    )
    .help(format!("write {base} where {name} is used"))
}

/// The keyword at the start of a body: the rest may be long.
fn keyword(body: Span, word: &str) -> Span {
    Span::new(body.start, body.end.min(body.start + word.len() as u32))
}

/// The value of an integer literal, unless it has more than 64 bits.
fn array_len(literal: &str) -> Option<u64> {
    let digits: String = literal.chars().filter(|digit| *digit != '_').collect();
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, lower.as_str()),
    };
    u64::from_str_radix(digits, radix).ok()
}

fn shortened(text: &str) -> String {
    const ENOUGH: usize = 40;
    if text.len() <= ENOUGH {
        text.to_owned()
    } else {
        format!("{}…", text.get(..ENOUGH).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::array_len;

    #[test]
    fn array_lengths() {
        for (literal, len) in [
            ("0", Some(0)),
            ("010", Some(8)),
            ("0o1_0", Some(8)),
            ("0x_fF", Some(255)),
            ("0B11", Some(3)),
            ("1_000", Some(1000)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551617", None),
        ] {
            assert_eq!(array_len(literal), len, "{literal}");
        }
    }
}
