//! The types of a builder as one graph: names resolved to structures, existing types unfolded.

use std::collections::HashMap;

use super::builder::{Pending, Proto, TypeBuilder};
use super::error::{TypeError, TypeErrorKind};
use super::reference::TypeRef;
use super::shape::Shape;
use crate::kind::Kind;

/// All types that a build has to do with.
#[derive(Debug)]
pub(super) struct Graph<'b> {
    pub(super) nodes: Vec<GraphNode<'b>>,
    /// What each pending type turned out to be.
    pub(super) targets: Vec<Target>,
}

/// One type with a structure; several nodes may describe the same type.
#[derive(Debug)]
pub(super) struct GraphNode<'b> {
    pub(super) name: Option<&'b str>,
    pub(super) kind: Kind,
    /// The length of an array.
    pub(super) len: u64,
    /// Labels, or the names of the fields.
    pub(super) names: Vec<&'b str>,
    pub(super) parts: Vec<Target>,
    /// The pending type this node comes from.
    pub(super) at: Pending,
    /// The type itself, if it existed before.
    pub(super) known: Option<TypeRef<'b>>,
}

/// What stands at one place of the graph.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Target {
    Primitive(Kind),
    Node(u32),
    /// Something that has an error of its own.
    Broken,
}

impl GraphNode<'_> {
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
        let bases = resolve_bases(protos, errors);
        let mut graph = Self { nodes: Vec::new(), targets: vec![Target::Broken; protos.len()] };
        // Places first, so that parts can refer to what comes later.
        let mut own = Vec::new();
        for (proto, at) in protos.iter().zip(0..) {
            let at = Pending(at);
            let owns = match proto {
                Proto::Existing(_) | Proto::Broken => false,
                Proto::Reserved { name, .. } => name.is_some() && bases[at.index()].is_some(),
                Proto::Optional(_)
                | Proto::Enum(_)
                | Proto::Array(..)
                | Proto::List(_)
                | Proto::Set(_)
                | Proto::Map(..)
                | Proto::Struct(_)
                | Proto::Union(_) => true,
            };
            if owns {
                graph.targets[at.index()] = Target::Node(own.len() as u32);
                own.push(at);
            }
        }
        let mut import = Import { nodes: Vec::new(), indices: HashMap::new(), first: own.len() };
        for (proto, at) in protos.iter().zip(0..) {
            if let Proto::Existing(ty) = proto {
                graph.targets[at as usize] = import.unfold(ty.as_ref(), Pending(at));
            }
        }
        for (at, base) in bases.iter().enumerate() {
            if let (Proto::Reserved { name: None, .. }, Some(base)) = (&protos[at], base) {
                graph.targets[at] = graph.targets[base.index()];
            }
        }
        for at in own {
            let node = match &protos[at.index()] {
                Proto::Reserved { name, .. } => {
                    let base = bases[at.index()].expect("only reserved types with a base are own");
                    let name = name.as_deref().expect("only named reserved types are own");
                    name_base(&graph.targets, &import, protos, at, name, base, errors)
                }
                proto => describe(&graph.targets, proto, at),
            };
            graph.nodes.push(node);
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

/// For each reserved type, the type with a structure at the end of its chain of definitions.
fn resolve_bases(protos: &[Proto], errors: &mut Vec<TypeError>) -> Vec<Option<Pending>> {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath,
        Done,
    }
    let mut bases = vec![None; protos.len()];
    let mut states = vec![State::New; protos.len()];
    for start in 0..protos.len() {
        let mut path = Vec::new();
        let mut at = start;
        let end = loop {
            let (name, base) = match &protos[at] {
                Proto::Reserved { name, base } => (name, base),
                Proto::Broken => break None,
                _ => break Some(Pending(at as u32)),
            };
            match states[at] {
                State::Done => break bases[at],
                State::OnPath => {
                    let first = path.iter().position(|on_path| *on_path == at);
                    let first = first.expect("what is marked so is on the path");
                    let members: Vec<_> = path[first..].iter().map(|i| Pending(*i as u32)).collect();
                    let at = members.iter().copied().min().expect("a cycle has members");
                    errors.push(TypeError { kind: TypeErrorKind::NameCycle { members }, at });
                    break None;
                }
                State::New => {}
            }
            states[at] = State::OnPath;
            path.push(at);
            match base {
                Some(base) => at = base.index(),
                None => {
                    let kind = TypeErrorKind::Undefined { name: name.clone() };
                    errors.push(TypeError { kind, at: Pending(at as u32) });
                    break None;
                }
            }
        };
        for on_path in path {
            states[on_path] = State::Done;
            bases[on_path] = end;
        }
    }
    bases
}

/// The node of an unnamed type.
fn describe<'b>(targets: &[Target], proto: &'b Proto, at: Pending) -> GraphNode<'b> {
    let target = |part: &Pending| targets.get(part.index()).copied().unwrap_or(Target::Broken);
    let mut node = GraphNode {
        name: None,
        kind: Kind::Any,
        len: 0,
        names: Vec::new(),
        parts: Vec::new(),
        at,
        known: None,
    };
    match proto {
        Proto::Optional(elem) => {
            node.kind = Kind::Optional;
            node.parts = vec![target(elem)];
        }
        Proto::Enum(labels) => {
            node.kind = Kind::Enum;
            node.names = labels.iter().map(String::as_str).collect();
        }
        Proto::Array(len, elem) => {
            node.kind = Kind::Array;
            node.len = *len;
            node.parts = vec![target(elem)];
        }
        Proto::List(elem) => {
            node.kind = Kind::List;
            node.parts = vec![target(elem)];
        }
        Proto::Set(key) => {
            node.kind = Kind::Set;
            node.parts = vec![target(key)];
        }
        Proto::Map(key, elem) => {
            node.kind = Kind::Map;
            node.parts = vec![target(key), target(elem)];
        }
        Proto::Struct(fields) | Proto::Union(fields) => {
            node.kind =
                if matches!(proto, Proto::Struct(_)) { Kind::Struct } else { Kind::Union };
            node.names = fields.iter().map(|(name, _)| name.as_str()).collect();
            node.parts = fields.iter().map(|(_, ty)| target(ty)).collect();
        }
        Proto::Existing(_) | Proto::Reserved { .. } | Proto::Broken => {
            unreachable!("these have no node of their own")
        }
    }
    node
}

/// The node of a named type: the structure of `base` under another name.
fn name_base<'b>(
    targets: &[Target],
    import: &Import<'b>,
    protos: &'b [Proto],
    at: Pending,
    name: &'b str,
    base: Pending,
    errors: &mut Vec<TypeError>,
) -> GraphNode<'b> {
    if name.is_empty() {
        errors.push(TypeError { kind: TypeErrorKind::EmptyName, at });
    }
    let mut node = match &protos[base.index()] {
        Proto::Existing(_) => match targets[base.index()] {
            Target::Primitive(kind) => {
                if matches!(kind, Kind::Any | Kind::TypeObject) {
                    let kind = TypeErrorKind::CannotBeNamed { name: name.to_owned(), kind };
                    errors.push(TypeError { kind, at });
                }
                GraphNode {
                    name: None,
                    kind,
                    len: 0,
                    names: Vec::new(),
                    parts: Vec::new(),
                    at,
                    known: None,
                }
            }
            Target::Node(index) => {
                let of = &import.nodes[index as usize - import.first];
                GraphNode {
                    name: None,
                    kind: of.kind,
                    len: of.len,
                    names: of.names.clone(),
                    parts: of.parts.clone(),
                    at,
                    known: None,
                }
            }
            Target::Broken => unreachable!("an existing type is valid"),
        },
        proto => describe(targets, proto, at),
    };
    node.name = Some(name);
    node
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
            let mut names = Vec::new();
            let mut parts = Vec::new();
            match ty.shape() {
                Shape::Enum(labels) => names.extend(labels.into_iter().map(|label| &**label)),
                Shape::Struct(fields) | Shape::Union(fields) => {
                    for field in fields.iter() {
                        names.push(field.name);
                        parts.push(self.place(field.ty, at, &mut open));
                    }
                }
                Shape::Optional(part)
                | Shape::Array { elem: part, .. }
                | Shape::List(part)
                | Shape::Set(part) => parts.push(self.place(part, at, &mut open)),
                Shape::Map { key, elem } => {
                    parts.push(self.place(key, at, &mut open));
                    parts.push(self.place(elem, at, &mut open));
                }
                Shape::Any
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
                | Shape::TypeObject => {}
            }
            let node = &mut self.nodes[index as usize - self.first];
            node.names = names;
            node.parts = parts;
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
            self.nodes.push(GraphNode {
                name: ty.name(),
                kind: ty.kind(),
                len: ty.len().unwrap_or(0),
                names: Vec::new(),
                parts: Vec::new(),
                at,
                known: Some(ty),
            });
            open.push((next, ty));
        }
        Target::Node(index)
    }
}
