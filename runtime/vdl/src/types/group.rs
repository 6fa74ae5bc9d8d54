//! The storage of composite and named types: immutable groups of nodes.
//!
//! One group holds one strongly connected part of the type graph, so that groups themselves form no cycle and plain
//! reference counting frees them. Within a group the order of the nodes is canonical (see [`super::assemble`]), hence
//! two groups describe the same types exactly when their nodes are equal. Equal groups never coexist: see
//! [`super::intern`].

use std::hash::{Hash, Hasher};
use std::mem;
use std::ops::{Deref, DerefMut};
use std::slice;
use std::sync::Arc;

use super::intern;
use super::memo::Memo;

use super::{Repr, Type};
use crate::kind::Kind;

/// One strongly connected part of the type graph.
#[derive(Debug)]
pub(crate) struct Group {
    pub(super) nodes: Nodes,
    pub(super) facts: Facts,
    pub(super) memo: Box<dyn Memo>,
    /// Where the intern table keeps this group; `None` before it is there.
    pub(super) entry: Option<intern::Key>,
}

/// The types of a group; most groups have one.
#[derive(Debug)]
pub(super) enum Nodes {
    One(Node),
    Many(Box<[Node]>),
}

/// What holds for every type of a group alike, because each of them reaches all others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) reaches_any: bool,
    pub(super) reaches_typeobject: bool,
    pub(super) can_be_key: bool,
    /// The number of groups on the longest way down.
    pub(super) depth: u32,
}

/// One type.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) name: Option<Box<str>>,
    pub(super) body: Body,
    pub(super) measure: Measure,
}

/// Sizes of one type that bound the work on it.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Measure {
    /// How deep unnamed types are nested, this one included; names inside end the count.
    pub(super) nesting: u32,
    /// The length of the type text in which every name inside stands for itself.
    pub(super) text: u64,
    /// The number of cells of the zero value.
    pub(super) zero_size: u64,
    /// The depth of the zero value.
    pub(super) zero_depth: u32,
}

/// The structure of one type.
#[derive(PartialEq, Eq, Hash, Debug)]
pub(super) enum Body {
    Scalar(Kind),
    Optional(Edge),
    Enum(Arc<Names>),
    Array(u64, Edge),
    List(Edge),
    Set(Edge),
    Map(Edge, Edge),
    Struct(FieldNodes),
    Union(FieldNodes),
}

/// The fields of a struct or union.
#[derive(PartialEq, Eq, Hash, Debug)]
pub(super) struct FieldNodes {
    pub(super) names: Arc<Names>,
    pub(super) types: Box<[Edge]>,
}

/// A way from one type to a part of it.
#[derive(Debug)]
pub(super) enum Edge {
    /// A node of the same group.
    Here(u32),
    /// A type of an earlier group, or one that needs no group.
    There(Type),
}

/// A list of names with quick look-up, shared by a named type and the unnamed one of the same structure.
#[derive(Debug)]
pub(super) struct Names {
    pub(super) list: Box<[Box<str>]>,
    /// The hash of the list.
    hash: u64,
    /// The positions of the names in the order of the names, when there are enough of them to be worth it.
    sorted: Box<[u32]>,
}

/// Up to this many names are searched one by one.
const SEARCH_LINEARLY: usize = 16;

impl Names {
    pub(super) fn new(list: Box<[Box<str>]>) -> Arc<Self> {
        let mut sorted = Vec::new();
        if list.len() > SEARCH_LINEARLY {
            sorted = (0..list.len() as u32).collect();
            // Stable, so that the first of equal labels is found.
            sorted.sort_by(|a, b| list[*a as usize].cmp(&list[*b as usize]));
        }
        Arc::new(Self {
            hash: intern::hash(&list),
            list,
            sorted: sorted.into(),
        })
    }

    /// Whether no two names are equal.
    pub(super) fn are_distinct(&self) -> bool {
        if self.sorted.is_empty() {
            let mut earlier = self.list.iter().enumerate();
            return earlier.all(|(index, name)| !self.list[..index].contains(name));
        }
        self.sorted
            .is_sorted_by(|a, b| self.list[*a as usize] < self.list[*b as usize])
    }

    pub(super) fn index_of(&self, name: &str) -> Option<usize> {
        if self.sorted.is_empty() {
            return self.list.iter().position(|own| **own == *name);
        }
        let at = self
            .sorted
            .partition_point(|i| *self.list[*i as usize] < *name);
        let index = *self.sorted.get(at)? as usize;
        (*self.list[index] == *name).then_some(index)
    }
}

impl PartialEq for Names {
    fn eq(&self, other: &Self) -> bool {
        self.hash == other.hash && self.list == other.list
    }
}

impl Eq for Names {}

impl Hash for Names {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_u64(self.hash);
    }
}

impl PartialEq for Edge {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Here(a), Self::Here(b)) => a == b,
            (Self::There(a), Self::There(b)) => a == b,
            (Self::Here(_), Self::There(_)) | (Self::There(_), Self::Here(_)) => false,
        }
    }
}

impl Eq for Edge {}

impl Hash for Edge {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Self::Here(index) => index.hash(state),
            Self::There(ty) => ty.hash(state),
        }
    }
}

impl Body {
    pub(super) fn kind(&self) -> Kind {
        match self {
            Self::Scalar(kind) => *kind,
            Self::Optional(_) => Kind::Optional,
            Self::Enum(_) => Kind::Enum,
            Self::Array(..) => Kind::Array,
            Self::List(_) => Kind::List,
            Self::Set(_) => Kind::Set,
            Self::Map(..) => Kind::Map,
            Self::Struct(_) => Kind::Struct,
            Self::Union(_) => Kind::Union,
        }
    }

    /// The parts from left to right.
    pub(super) fn edges(&self) -> impl Iterator<Item = &Edge> {
        let (pair, fields): ([Option<&Edge>; 2], &[Edge]) = match self {
            Self::Scalar(_) | Self::Enum(_) => ([None, None], &[]),
            Self::Optional(elem) | Self::Array(_, elem) | Self::List(elem) => {
                ([Some(elem), None], &[])
            }
            Self::Set(key) => ([Some(key), None], &[]),
            Self::Map(key, elem) => ([Some(key), Some(elem)], &[]),
            Self::Struct(fields) | Self::Union(fields) => ([None, None], &fields.types),
        };
        pair.into_iter().flatten().chain(fields)
    }

    /// The labels, or the names of the fields.
    pub(super) fn names(&self) -> Option<&Arc<Names>> {
        match self {
            Self::Enum(names)
            | Self::Struct(FieldNodes { names, .. })
            | Self::Union(FieldNodes { names, .. }) => Some(names),
            Self::Scalar(_)
            | Self::Optional(_)
            | Self::Array(..)
            | Self::List(_)
            | Self::Set(_)
            | Self::Map(..) => None,
        }
    }

    fn edges_mut(&mut self) -> impl Iterator<Item = &mut Edge> {
        let (pair, fields): ([Option<&mut Edge>; 2], &mut [Edge]) = match self {
            Self::Scalar(_) | Self::Enum(_) => ([None, None], &mut []),
            Self::Optional(elem) | Self::Array(_, elem) | Self::List(elem) => {
                ([Some(elem), None], &mut [])
            }
            Self::Set(key) => ([Some(key), None], &mut []),
            Self::Map(key, elem) => ([Some(key), Some(elem)], &mut []),
            Self::Struct(fields) | Self::Union(fields) => ([None, None], &mut fields.types),
        };
        pair.into_iter().flatten().chain(fields)
    }
}

impl Deref for Nodes {
    type Target = [Node];

    fn deref(&self) -> &[Node] {
        match self {
            Self::One(node) => slice::from_ref(node),
            Self::Many(nodes) => nodes,
        }
    }
}

impl DerefMut for Nodes {
    fn deref_mut(&mut self) -> &mut [Node] {
        match self {
            Self::One(node) => slice::from_mut(node),
            Self::Many(nodes) => nodes,
        }
    }
}

/// The measure follows from the rest.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.body == other.body
    }
}

impl Eq for Node {}

impl Hash for Node {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
        self.body.hash(state);
    }
}

impl Group {
    /// Lets go of all other groups. Those that nobody else holds and that hold groups themselves move to `last`.
    fn release(&mut self, last: &mut Vec<Self>) {
        for node in &mut *self.nodes {
            for edge in node.body.edges_mut() {
                let part = mem::replace(edge, Edge::Here(0));
                if let Edge::There(Type(Repr::Node(group, _))) = part
                    && let Some(group) = Arc::into_inner(group)
                    && group.facts.depth > 1
                {
                    last.push(group);
                }
            }
        }
    }
}

/// Types may be nested to any depth through names, so dropping one must not recurse.
impl Drop for Group {
    fn drop(&mut self) {
        if let Some(entry) = self.entry {
            intern::forget(entry);
        }
        if self.facts.depth <= 1 {
            return;
        }
        let mut pending = Vec::new();
        self.release(&mut pending);
        while let Some(mut group) = pending.pop() {
            group.release(&mut pending);
        }
    }
}
