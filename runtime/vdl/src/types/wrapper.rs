//! Unnamed types with one part, made directly.
//!
//! Such a type needs no look at all that its part contains, unlike what a builder has to do: it adds no name, so no name
//! can get a second meaning.

use std::sync::Arc;

use super::group::{Body, Edge, Group, Measure, Node, Nodes};
use super::memo::Wrappers;
use super::{Repr, Type};
use crate::kind::Kind;

/// What an unnamed type makes of its only part that is not a primitive type.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Wrapper {
    Optional,
    Array(u64),
    List,
    Set,
    /// A map with keys of a primitive type.
    Map(Kind),
}

impl Wrapper {
    /// The type made of a part for which it is valid.
    pub(super) fn wrap(self, part: &Type) -> Type {
        if let Repr::Node(group, index) = &part.0 {
            // A type that its own part contains belongs to the part's group.
            if group.nodes.len() > 1
                && let Some(found) = group.memo.wrapped(self, *index, &|| inner_wrappers(group))
            {
                return Type(Repr::Node(Arc::clone(group), found));
            }
        }
        let (nesting, text) = match part.name() {
            Some(name) => (0, name.len() as u64),
            None => (
                part.as_ref().measure().nesting,
                part.as_ref().measure().text,
            ),
        };
        let measure = Measure {
            nesting: nesting.saturating_add(1),
            text: text.saturating_add(self.text_len()),
            ..Measure::default()
        };
        let edge = Edge::There(part.clone());
        let body = match self {
            Self::Optional => Body::Optional(edge),
            Self::Array(len) => Body::Array(len, edge),
            Self::List => Body::List(edge),
            Self::Set => Body::Set(edge),
            Self::Map(key) => Body::Map(Edge::There(Type(Repr::Primitive(key))), edge),
        };
        let node = Node {
            name: None,
            body,
            measure,
        };
        Type(Repr::Node(Group::seal(Nodes::One(node)), 0))
    }

    /// How many bytes are written around the part.
    fn text_len(self) -> u64 {
        match self {
            Self::Optional => 1,
            Self::Array(len) => 3 + u64::from(len.checked_ilog10().unwrap_or(0)),
            Self::List => 2,
            Self::Set => 5,
            Self::Map(key) => 5 + key.name().len() as u64,
        }
    }
}

/// The unnamed types of a group that make one thing of another type of the group.
fn inner_wrappers(group: &Group) -> Wrappers {
    let mut found = Wrappers::new();
    for (node, index) in group.nodes.iter().zip(0..) {
        let wrapper = match &node.body {
            Body::Optional(Edge::Here(part)) => Some((Wrapper::Optional, *part)),
            Body::Array(len, Edge::Here(part)) => Some((Wrapper::Array(*len), *part)),
            Body::List(Edge::Here(part)) => Some((Wrapper::List, *part)),
            Body::Map(Edge::There(key), Edge::Here(part)) => match &key.0 {
                Repr::Primitive(key) => Some((Wrapper::Map(*key), *part)),
                Repr::Node(..) => None,
            },
            // A set is never part of a cycle.
            Body::Scalar(_)
            | Body::Optional(_)
            | Body::Enum(_)
            | Body::Array(..)
            | Body::List(_)
            | Body::Set(_)
            | Body::Map(..)
            | Body::Struct(_)
            | Body::Union(_) => None,
        };
        if let Some(wrapper) = wrapper
            && node.name.is_none()
        {
            found.insert(wrapper, index);
        }
    }
    found
}
