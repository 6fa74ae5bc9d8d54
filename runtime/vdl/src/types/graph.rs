//! The types of a builder as one graph: names resolved to structures, existing types unfolded.

use std::collections::HashMap;

use super::builder::{Description, Pending, Proto, TypeBuilder};
use super::error::{TypeError, TypeErrorKind};
use super::reference::TypeRef;
use super::resolve::{Resolved, resolve};
use crate::kind::Kind;

/// All types that a build has to do with.
#[derive(Debug)]
pub(super) struct Graph<'b> {
    pub(super) nodes: Vec<GraphNode<'b>>,
    /// What each pending type turned out to be.
    pub(super) targets: Vec<Target>,
}

/// One type; several nodes may describe the same one.
#[derive(Debug)]
pub(super) struct GraphNode<'b> {
    pub(super) name: Option<&'b str>,
    pub(super) structure: Structure<'b>,
    /// The pending type this node comes from.
    pub(super) at: Pending,
    /// The type itself, if it existed before.
    pub(super) known: Option<TypeRef<'b>>,
}

/// A type without its name.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(super) struct Structure<'b> {
    pub(super) kind: Kind,
    /// The length of an array.
    pub(super) len: u64,
    /// Labels, or the names of the fields.
    pub(super) names: Vec<&'b str>,
    pub(super) parts: Vec<Target>,
}

/// What stands at one place of the graph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Target {
    Primitive(Kind),
    Node(u32),
    /// Something that has an error of its own.
    Broken,
}

impl Structure<'_> {
    fn of_kind(kind: Kind) -> Self {
        Self {
            kind,
            len: 0,
            names: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// The parts that a value of this type always holds inside it.
    pub(super) fn inline_parts(&self) -> &[Target] {
        match self.kind {
            Kind::Array | Kind::Struct | Kind::Union => &self.parts,
            Kind::Any
            | Kind::Optional
            | Kind::Bool
            | Kind::Byte
            | Kind::Uint16
            | Kind::Uint32
            | Kind::Uint64
            | Kind::Int8
            | Kind::Int16
            | Kind::Int32
            | Kind::Int64
            | Kind::Float32
            | Kind::Float64
            | Kind::String
            | Kind::Enum
            | Kind::TypeObject
            | Kind::List
            | Kind::Set
            | Kind::Map => &[],
        }
    }
}

impl<'b> Graph<'b> {
    pub(super) fn new(builder: &'b TypeBuilder, errors: &mut Vec<TypeError>) -> Self {
        let protos = &builder.protos;
        let Resolved { bases, meanings } = resolve(protos, errors);
        let mut graph = Self {
            nodes: Vec::new(),
            targets: vec![Target::Broken; protos.len()],
        };
        // Places first, so that parts can refer to what comes later.
        let mut own = Vec::new();
        for (meaning, at) in meanings.iter().zip(0..) {
            let at = Pending(at);
            if *meaning == Some(at) && !matches!(protos[at.index()], Proto::Existing(_)) {
                graph.targets[at.index()] = Target::Node(own.len() as u32);
                own.push(at);
            }
        }
        let mut import = Import {
            nodes: Vec::new(),
            indices: HashMap::new(),
            first: own.len(),
        };
        for (proto, at) in protos.iter().zip(0..) {
            if let Proto::Existing(ty) = proto {
                graph.targets[at as usize] = import.unfold(ty.as_ref(), Pending(at));
            }
        }
        for (at, meaning) in meanings.iter().enumerate() {
            if let Some(meaning) = meaning {
                graph.targets[at] = graph.targets[meaning.index()];
            }
        }
        for at in own {
            let base = bases[at.index()].expect("what has a meaning has a structure");
            let structure = match &protos[base.index()] {
                Proto::Described(description) => describe(&graph.targets, description),
                Proto::Existing(ty) => import.structure(ty.as_ref()),
                Proto::Reserved { .. } | Proto::Broken => {
                    unreachable!("a chain of definitions ends in a structure")
                }
            };
            let name = if let Proto::Reserved { name, .. } = &protos[at.index()] {
                name.as_deref()
            } else {
                None
            };
            if let Some(name) = name {
                check_name(name, structure.kind, at, errors);
            }
            graph.nodes.push(GraphNode {
                name,
                structure,
                at,
                known: None,
            });
        }
        graph.nodes.append(&mut import.nodes);
        graph
    }

    pub(super) fn node(&self, index: u32) -> &GraphNode<'b> {
        &self.nodes[index as usize]
    }

    /// A short text for messages, in which names stand for themselves.
    pub(super) fn spell(&self, target: Target) -> String {
        let mut out = String::new();
        self.spell_into(target, &mut out, 0);
        out
    }

    fn spell_into(&self, target: Target, out: &mut String, depth: u32) {
        let node = match target {
            Target::Primitive(kind) => return out.push_str(kind.name()),
            Target::Broken => return out.push('…'),
            Target::Node(index) => self.node(index),
        };
        if let Some(name) = node.name {
            return out.push_str(name);
        }
        let node = &node.structure;
        if depth > 8 || out.len() > 200 {
            return out.push('…');
        }
        let part = |out: &mut String, index: usize| {
            self.spell_into(node.parts[index], out, depth + 1);
        };
        match node.kind {
            Kind::Optional => {
                out.push('?');
                part(out, 0);
            }
            Kind::Array => {
                out.push_str(&format!("[{}]", node.len));
                part(out, 0);
            }
            Kind::List => {
                out.push_str("[]");
                part(out, 0);
            }
            Kind::Set => {
                out.push_str("set[");
                part(out, 0);
                out.push(']');
            }
            Kind::Map => {
                out.push_str("map[");
                part(out, 0);
                out.push(']');
                part(out, 1);
            }
            Kind::Enum | Kind::Struct | Kind::Union => {
                out.push_str(node.kind.name());
                out.push('{');
                for (i, name) in node.names.iter().enumerate() {
                    if i > 0 {
                        out.push(';');
                    }
                    if out.len() > 200 {
                        out.push('…');
                        break;
                    }
                    out.push_str(name);
                    if !node.parts.is_empty() {
                        out.push(' ');
                        part(out, i);
                    }
                }
                out.push('}');
            }
            Kind::Any
            | Kind::Bool
            | Kind::Byte
            | Kind::Uint16
            | Kind::Uint32
            | Kind::Uint64
            | Kind::Int8
            | Kind::Int16
            | Kind::Int32
            | Kind::Int64
            | Kind::Float32
            | Kind::Float64
            | Kind::String
            | Kind::TypeObject => out.push_str(node.kind.name()),
        }
    }
}

fn check_name(name: &str, kind: Kind, at: Pending, errors: &mut Vec<TypeError>) {
    if name.is_empty() {
        errors.push(TypeError {
            kind: TypeErrorKind::EmptyName,
            at,
        });
    }
    if matches!(kind, Kind::Any | Kind::TypeObject) {
        let kind = TypeErrorKind::CannotBeNamed {
            name: name.to_owned(),
            kind,
        };
        errors.push(TypeError { kind, at });
    }
}

fn describe<'b>(targets: &[Target], description: &'b Description) -> Structure<'b> {
    let target = |part: &Pending| targets.get(part.index()).copied().unwrap_or(Target::Broken);
    let mut of = Structure::of_kind(Kind::Any);
    match description {
        Description::Optional(elem) => {
            of.kind = Kind::Optional;
            of.parts = vec![target(elem)];
        }
        Description::Enum(labels) => {
            of.kind = Kind::Enum;
            of.names = labels.iter().map(String::as_str).collect();
        }
        Description::Array(len, elem) => {
            of.kind = Kind::Array;
            of.len = *len;
            of.parts = vec![target(elem)];
        }
        Description::List(elem) => {
            of.kind = Kind::List;
            of.parts = vec![target(elem)];
        }
        Description::Set(key) => {
            of.kind = Kind::Set;
            of.parts = vec![target(key)];
        }
        Description::Map(key, elem) => {
            of.kind = Kind::Map;
            of.parts = vec![target(key), target(elem)];
        }
        Description::Struct(fields) | Description::Union(fields) => {
            let is_struct = matches!(description, Description::Struct(_));
            of.kind = if is_struct { Kind::Struct } else { Kind::Union };
            of.names = fields.iter().map(|(name, _)| name.as_str()).collect();
            of.parts = fields.iter().map(|(_, ty)| target(ty)).collect();
        }
    }
    of
}

/// Unfolds existing types into nodes that follow `first` others.
struct Import<'b> {
    nodes: Vec<GraphNode<'b>>,
    indices: HashMap<TypeRef<'b>, u32>,
    first: usize,
}

impl<'b> Import<'b> {
    fn unfold(&mut self, ty: TypeRef<'b>, at: Pending) -> Target {
        let mut open = Vec::new();
        let target = self.place(ty, at, &mut open);
        while let Some((index, ty)) = open.pop() {
            let structure = &mut self.nodes[index as usize - self.first].structure;
            let mut parts = std::mem::take(&mut structure.parts);
            parts.extend(ty.parts().map(|part| self.place(part, at, &mut open)));
            self.nodes[index as usize - self.first].structure.parts = parts;
        }
        target
    }

    fn place(
        &mut self,
        ty: TypeRef<'b>,
        at: Pending,
        open: &mut Vec<(u32, TypeRef<'b>)>,
    ) -> Target {
        if ty.node().is_none() {
            return Target::Primitive(ty.kind());
        }
        let next = (self.first + self.nodes.len()) as u32;
        let index = *self.indices.entry(ty).or_insert(next);
        if index == next {
            let structure = Structure {
                len: ty.len().unwrap_or(0),
                names: ty.part_names().iter().map(|name| &**name).collect(),
                ..Structure::of_kind(ty.kind())
            };
            self.nodes.push(GraphNode {
                name: ty.name(),
                structure,
                at,
                known: Some(ty),
            });
            open.push((next, ty));
        }
        Target::Node(index)
    }

    /// The structure of a type that has been unfolded.
    fn structure(&self, ty: TypeRef<'b>) -> Structure<'b> {
        match self.indices.get(&ty) {
            Some(index) => self.nodes[*index as usize - self.first].structure.clone(),
            None => Structure::of_kind(ty.kind()),
        }
    }
}
