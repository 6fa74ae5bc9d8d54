//! The Rust names of all definitions, and what happens where two would be the same: codegen §3.3.

use std::collections::{BTreeMap, HashMap};

use vdl::Shape;
use vdl_parser::env::{
    ConstDefId, Env, ErrorDefId, FileId, InterfaceId, PackageId, TypeDef, TypeDefId,
};
use vdl_parser::source::Span;

use super::finding::Finding;
use super::names::{Taken, camel, is_identifier, screaming, snake};
use crate::options::Options;

/// What an interface becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Trait,
    Client,
    Server,
    Description,
}

impl Part {
    const ALL: [Self; 4] = [Self::Trait, Self::Client, Self::Server, Self::Description];

    /// The name of the part of an interface with a Rust name, where nothing is in the way.
    pub(crate) fn of(self, interface: &str) -> String {
        match self {
            Self::Trait => interface.to_owned(),
            Self::Client => format!("{interface}Client"),
            Self::Server => format!("{interface}Server"),
            Self::Description => format!("{}_DESC", screaming(interface)),
        }
    }

    const fn noun(self) -> &'static str {
        match self {
            Self::Trait => "trait",
            Self::Client => "client",
            Self::Server => "server",
            Self::Description => "description",
        }
    }
}

/// The Rust names of the definitions of an environment.
#[derive(Debug, Default)]
pub(crate) struct Items {
    types: HashMap<TypeDefId, TypeNames>,
    consts: HashMap<ConstDefId, String>,
    errors: HashMap<ErrorDefId, String>,
    interfaces: HashMap<InterfaceId, [String; Part::ALL.len()]>,
    /// The items of each package, by their Rust names.
    known: HashMap<PackageId, BTreeMap<String, Span>>,
}

/// The Rust names of a type and of its fields or labels.
#[derive(Debug, Default)]
struct TypeNames {
    name: String,
    members: Vec<String>,
}

impl Items {
    /// Names everything. What is wrong with packages outside of the run is not reported.
    pub(crate) fn new(
        env: &Env,
        run: &[PackageId],
        options: &Options,
        findings: &mut Vec<Finding>,
    ) -> Self {
        let mut items = Self::default();
        for (id, _) in env.packages.iter() {
            let mut found = Vec::new();
            items.add_package(env, id, options, &mut found);
            if run.contains(&id) {
                findings.append(&mut found);
            }
        }
        items
    }

    pub(crate) fn type_name(&self, id: TypeDefId) -> &str {
        self.types.get(&id).map_or("", |names| &names.name)
    }

    /// The names of fields, labels or variants, in order.
    pub(crate) fn members(&self, id: TypeDefId) -> &[String] {
        self.types.get(&id).map_or(&[], |names| &names.members)
    }

    pub(crate) fn const_name(&self, id: ConstDefId) -> &str {
        self.consts.get(&id).map_or("", String::as_str)
    }

    /// The name of an error's struct.
    pub(crate) fn error_name(&self, id: ErrorDefId) -> &str {
        self.errors.get(&id).map_or("", String::as_str)
    }

    /// The name of a part of an interface.
    pub(crate) fn part_name(&self, id: InterfaceId, part: Part) -> &str {
        self.interfaces
            .get(&id)
            .map_or("", |names| &names[part as usize])
    }

    /// Where the item of a package with a Rust name is defined.
    pub(crate) fn find(&self, package: PackageId, name: &str) -> Option<Span> {
        self.known.get(&package)?.get(name).copied()
    }

    fn add_package(
        &mut self,
        env: &Env,
        id: PackageId,
        options: &Options,
        findings: &mut Vec<Finding>,
    ) {
        let mut scope = PackageScope {
            path: &env.packages[id].path,
            options,
            taken: Taken::default(),
            known: BTreeMap::new(),
            findings,
        };
        let mut interfaces = Vec::new();
        for (_, _, item) in in_source_order(env, id) {
            match item {
                Item::Type(id) => {
                    let def = &env.types[id];
                    let name = scope.claim(&def.name, camel, def.span);
                    let members = scope.members(def);
                    self.types.insert(id, TypeNames { name, members });
                }
                Item::Const(id) => {
                    let def = &env.consts[id];
                    self.consts
                        .insert(id, scope.claim(&def.name, screaming, def.span));
                }
                Item::Error(id) => {
                    let def = &env.errors[id];
                    self.errors
                        .insert(id, scope.claim(&def.name, camel, def.span));
                }
                Item::Interface(id) => {
                    let def = &env.interfaces[id];
                    let name = scope.claim(&def.name, camel, def.span);
                    interfaces.push((id, name));
                }
            }
        }
        // What is generated beside definitions makes way for them.
        for (id, name) in interfaces {
            let def = &env.interfaces[id];
            let names = Part::ALL.map(|part| match part {
                Part::Trait => name.clone(),
                Part::Client | Part::Server | Part::Description => {
                    scope.claim_part(&def.name, part, &name, def.span)
                }
            });
            self.interfaces.insert(id, names);
        }
        self.known.insert(id, scope.known);
    }
}

/// A definition of a package.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item {
    Type(TypeDefId),
    Const(ConstDefId),
    Error(ErrorDefId),
    Interface(InterfaceId),
}

/// The definitions of a package as they stand in its files, each with the name of its file.
pub(crate) fn in_source_order(env: &Env, package: PackageId) -> Vec<(&str, Span, Item)> {
    let package = &env.packages[package];
    let file = |id: FileId| env.files[id].name.as_str();
    let types = package.types.iter().map(|id| {
        let def = &env.types[*id];
        (file(def.file), def.span, Item::Type(*id))
    });
    let consts = package.consts.iter().map(|id| {
        let def = &env.consts[*id];
        (file(def.file), def.span, Item::Const(*id))
    });
    let errors = package.errors.iter().map(|id| {
        let def = &env.errors[*id];
        (file(def.file), def.span, Item::Error(*id))
    });
    let interfaces = package.interfaces.iter().map(|id| {
        let def = &env.interfaces[*id];
        (file(def.file), def.span, Item::Interface(*id))
    });
    let mut items: Vec<_> = types
        .chain(consts)
        .chain(errors)
        .chain(interfaces)
        .collect();
    // Places of different files depend on the order of loading.
    items.sort_by_key(|(file, span, _)| (*file, *span));
    items
}

struct PackageScope<'a> {
    path: &'a str,
    options: &'a Options,
    taken: Taken,
    known: BTreeMap<String, Span>,
    findings: &'a mut Vec<Finding>,
}

impl PackageScope<'_> {
    /// The name of an item of the package.
    fn claim(&mut self, name: &str, rule: fn(&str) -> String, span: Span) -> String {
        let wanted = self.renamed(name).unwrap_or_else(|| rule(name));
        let claimed = self.taken.claim(wanted.clone());
        if claimed != wanted {
            self.clash(
                name,
                &wanted,
                &claimed,
                span,
                self.known.get(&wanted).copied(),
            );
        }
        self.known.insert(claimed.clone(), span);
        claimed
    }

    /// The name of what is generated beside an interface.
    fn claim_part(&mut self, interface: &str, part: Part, name: &str, span: Span) -> String {
        let wanted = part.of(name);
        let claimed = self.taken.claim(wanted.clone());
        if claimed != wanted {
            let full = format!("{}.{interface}", self.path);
            let message = format!(
                "the {} of `{full}` is `{claimed}` in Rust, because `{wanted}` is taken",
                part.noun()
            );
            let finding = Finding::warning(message).at(span).help(format!(
                "choose a name for the other with rename(\"{}.{wanted}\", \"…\")",
                self.path
            ));
            self.findings.push(match self.known.get(&wanted) {
                Some(other) => finding.other(*other),
                None => finding,
            });
        }
        claimed
    }

    /// The names of the fields or labels of a type.
    fn members(&mut self, def: &TypeDef) -> Vec<String> {
        let (names, rule): (Vec<&str>, fn(&str) -> String) = match def.ty.shape() {
            Shape::Struct(fields) => (fields.iter().map(|field| field.name).collect(), snake),
            Shape::Union(fields) => (fields.iter().map(|field| field.name).collect(), camel),
            Shape::Enum(labels) => (
                labels.as_slice().iter().map(|label| &**label).collect(),
                camel,
            ),
            Shape::Any
            | Shape::Optional(_)
            | Shape::Bool
            | Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64
            | Shape::String
            | Shape::TypeObject
            | Shape::Array { .. }
            | Shape::List(_)
            | Shape::Set(_)
            | Shape::Map { .. } => return Vec::new(),
        };
        let mut taken = Taken::default();
        let mut members: Vec<String> = Vec::with_capacity(names.len());
        for (at, name) in names.into_iter().enumerate() {
            let full = format!("{}.{name}", def.name);
            let wanted = self.renamed(&full).unwrap_or_else(|| rule(name));
            let claimed = taken.claim(wanted.clone());
            if claimed != wanted {
                let span_of = |at: usize| def.members.get(at).map(|member| member.span);
                let other = members
                    .iter()
                    .position(|known| *known == wanted)
                    .and_then(span_of);
                self.clash(
                    &full,
                    &wanted,
                    &claimed,
                    span_of(at).unwrap_or(def.span),
                    other,
                );
            }
            members.push(claimed);
        }
        members
    }

    fn renamed(&mut self, name: &str) -> Option<String> {
        let full = format!("{}.{name}", self.path);
        let renamed = self.options.renames.get(&full)?;
        if !is_identifier(renamed) {
            let message = format!("rename of `{full}`: `{renamed}` is no Rust name");
            self.findings.push(Finding::error(message));
            return None;
        }
        Some(renamed.clone())
    }

    fn clash(&mut self, name: &str, wanted: &str, claimed: &str, span: Span, other: Option<Span>) {
        let full = format!("{}.{name}", self.path);
        let message = format!("`{full}` is `{claimed}` in Rust, because `{wanted}` is taken");
        let finding = Finding::warning(message)
            .at(span)
            .help(format!("choose a name with rename(\"{full}\", \"…\")"));
        self.findings.push(match other {
            Some(other) => finding.other(other),
            None => finding,
        });
    }
}
