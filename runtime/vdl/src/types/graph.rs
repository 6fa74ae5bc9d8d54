//! The types of a builder as one graph: names resolved to structures, existing types unfolded.

use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use hashbrown::HashMap;

use super::builder::{Description, Pending, Proto, TypeBuilder};
use super::error::{TypeError, TypeErrorKind};
use super::group::Names;
use super::reference::TypeRef;
use super::resolve::{Resolved, resolve};
use crate::kind::Kind;

/// All types that a build has to do with.
#[derive(Debug)]
pub(super) struct Graph<'b> {
    /// The types of the builder, then those that existed before.
    pub(super) nodes: Vec<GraphNode<'b>>,
    /// How many nodes come from the builder.
    pub(super) own: usize,
    /// The parts of all nodes.
    parts: Vec<Target>,
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
#[derive(Clone, Copy, Debug)]
pub(super) struct Structure<'b> {
    pub(super) kind: Kind,
    /// The length of an array.
    pub(super) len: u64,
    /// Labels, or the names of the fields.
    pub(super) names: Option<&'b Arc<Names>>,
    pub(super) parts: Run,
}

/// Where the parts of a structure are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    start: usize,
    end: usize,
}

/// What stands at one place of the graph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Target {
    Primitive(Kind),
    Node(u32),
    /// Something that has an error of its own.
    Broken,
}

/// In one step.
impl Hash for Target {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(match self {
            Self::Node(node) => u64::from(*node),
            Self::Primitive(kind) => 1 << 32 | *kind as u64,
            Self::Broken => 2 << 32,
        });
    }
}

impl Run {
    const EMPTY: Self = Self { start: 0, end: 0 };

    /// Everything from `start` to the end of the list.
    pub(super) fn since(start: usize, list: &[Target]) -> Self {
        Self {
            start,
            end: list.len(),
        }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl<'b> Structure<'b> {
    fn of_kind(kind: Kind) -> Self {
        Self {
            kind,
            len: 0,
            names: None,
            parts: Run::EMPTY,
        }
    }

    pub(super) fn names(&self) -> &'b [Box<str>] {
        self.names.map_or(&[], |names| &names.list)
    }
}

impl<'b> Graph<'b> {
    pub(super) fn new(builder: &'b TypeBuilder, errors: &mut Vec<TypeError>) -> Self {
        let protos = &builder.protos;
        let Resolved { bases, meanings } = resolve(protos, errors);
        let mut graph = Self {
            nodes: Vec::with_capacity(protos.len()),
            own: 0,
            parts: Vec::with_capacity(protos.len() * 2),
            targets: vec![Target::Broken; protos.len()],
        };
        // Places first, so that parts can refer to what comes later.
        for (meaning, at) in meanings.iter().zip(0..) {
            let at = Pending(at);
            let proto = &protos[at.index()];
            if *meaning == Some(at) && !matches!(proto, Proto::Existing(_)) {
                graph.targets[at.index()] = Target::Node(graph.nodes.len() as u32);
                let name = if let Proto::Reserved { name, .. } = proto {
                    name.as_deref()
                } else {
                    None
                };
                graph.nodes.push(GraphNode {
                    name,
                    structure: Structure::of_kind(Kind::Any),
                    at,
                    known: None,
                });
            }
        }
        graph.own = graph.nodes.len();
        graph.unfold_existing(protos);
        for (at, meaning) in meanings.iter().enumerate() {
            if let Some(meaning) = meaning {
                graph.targets[at] = graph.targets[meaning.index()];
            }
        }
        for index in 0..graph.own {
            if let Proto::Described(description) = &protos[graph.nodes[index].at.index()] {
                graph.nodes[index].structure = graph.describe(description);
            }
        }
        for index in 0..graph.own {
            let GraphNode {
                name: Some(name),
                at,
                ..
            } = graph.nodes[index]
            else {
                continue;
            };
            let base = bases[at.index()].expect("what has a meaning has a structure");
            let structure = match graph.targets[base.index()] {
                Target::Primitive(kind) => Structure::of_kind(kind),
                Target::Node(base) => graph.nodes[base as usize].structure,
                Target::Broken => unreachable!("a chain of definitions ends in a structure"),
            };
            graph.nodes[index].structure = structure;
            check_name(name, structure.kind, at, errors);
        }
        graph
    }

    pub(super) fn node(&self, index: u32) -> &GraphNode<'b> {
        &self.nodes[index as usize]
    }

    /// The nodes that come from the builder.
    pub(super) fn own_nodes(&self) -> &[GraphNode<'b>] {
        &self.nodes[..self.own]
    }

    /// How many parts all nodes have.
    pub(super) fn parts_len(&self) -> usize {
        self.parts.len()
    }

    pub(super) fn parts(&self, node: &GraphNode<'_>) -> &[Target] {
        &self.parts[node.structure.parts.range()]
    }

    /// The parts that a value of this type always holds inside it.
    pub(super) fn inline_parts(&self, node: &GraphNode<'_>) -> &[Target] {
        match node.structure.kind {
            Kind::Array | Kind::Struct | Kind::Union => self.parts(node),
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
        let parts = self.parts(node);
        let node = &node.structure;
        if depth > 8 || out.len() > 200 {
            return out.push('…');
        }
        let part = |out: &mut String, index: usize| {
            self.spell_into(parts[index], out, depth + 1);
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
                for (i, name) in node.names().iter().enumerate() {
                    if i > 0 {
                        out.push(';');
                    }
                    if out.len() > 200 {
                        out.push('…');
                        break;
                    }
                    out.push_str(name);
                    if !parts.is_empty() {
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

    fn describe(&mut self, description: &'b Description) -> Structure<'b> {
        let start = self.parts.len();
        let (mut len, mut names) = (0, None);
        let (kind, parts) = match description {
            Description::Optional(elem) => (Kind::Optional, std::slice::from_ref(elem)),
            Description::Enum(labels) => {
                names = Some(labels);
                (Kind::Enum, &[] as &[Pending])
            }
            Description::Array(count, elem) => {
                len = *count;
                (Kind::Array, std::slice::from_ref(elem))
            }
            Description::List(elem) => (Kind::List, std::slice::from_ref(elem)),
            Description::Set(key) => (Kind::Set, std::slice::from_ref(key)),
            Description::Map(parts) => (Kind::Map, parts.as_slice()),
            Description::Struct(fields, types) => {
                names = Some(fields);
                (Kind::Struct, types.as_slice())
            }
            Description::Union(fields, types) => {
                names = Some(fields);
                (Kind::Union, types.as_slice())
            }
        };
        let targets = &self.targets;
        let target = |part: &Pending| targets.get(part.index()).copied().unwrap_or(Target::Broken);
        self.parts.extend(parts.iter().map(target));
        Structure {
            kind,
            len,
            names,
            parts: Run::since(start, &self.parts),
        }
    }

    /// Adds nodes for existing types and all that they contain.
    fn unfold_existing(&mut self, protos: &'b [Proto]) {
        let mut indices = HashMap::new();
        let mut open = Vec::new();
        for (proto, at) in protos.iter().zip(0..) {
            let Proto::Existing(ty) = proto else { continue };
            let at = Pending(at);
            let target = self.place(ty.as_ref(), at, &mut indices, &mut open);
            self.targets[at.index()] = target;
            while let Some((index, ty)) = open.pop() {
                let start = self.parts.len();
                for part in ty.parts() {
                    let part = self.place(part, at, &mut indices, &mut open);
                    self.parts.push(part);
                }
                self.nodes[index as usize].structure.parts = Run::since(start, &self.parts);
            }
        }
    }

    /// Finds the place of an existing type, or makes one, the parts of which are still open.
    fn place(
        &mut self,
        ty: TypeRef<'b>,
        at: Pending,
        indices: &mut HashMap<TypeRef<'b>, u32>,
        open: &mut Vec<(u32, TypeRef<'b>)>,
    ) -> Target {
        if ty.node().is_none() {
            return Target::Primitive(ty.kind());
        }
        let next = self.nodes.len() as u32;
        let index = *indices.entry(ty).or_insert(next);
        if index == next {
            let structure = Structure {
                len: ty.len().unwrap_or(0),
                names: ty.part_names(),
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
