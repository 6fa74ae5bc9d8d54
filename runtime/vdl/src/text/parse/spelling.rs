//! Types as they are written: the unique strings of vom §11, and the spelling of VDL source.
//!
//! What names mean is found out afterwards, by resolving a spelling or by comparing it with a type.

mod compare;
mod read;
mod resolve;

use super::error::{TextError, TextErrorKind};
use super::scope::Scope;
use crate::kind::Kind;
use crate::types::{Type, TypeRef};

/// A type as it is written.
pub(super) struct Spelling<'x> {
    /// Parts come before what they are part of; the last node is the type.
    nodes: Vec<Node<'x>>,
    /// Where each node is.
    offsets: Vec<usize>,
    text: &'x str,
}

enum Node<'x> {
    Primitive(Kind),
    Reference(Name<'x>),
    Named(Name<'x>, u32),
    Optional(u32),
    Enum(Vec<&'x str>),
    Array(u64, u32),
    List(u32),
    Set(u32),
    Map(u32, u32),
    Struct(Vec<(&'x str, u32)>),
    Union(Vec<(&'x str, u32)>),
}

/// The name of a type, with the path if that is in quotes.
#[derive(Clone, Copy)]
pub(super) struct Name<'x> {
    path: Option<&'x str>,
    name: &'x str,
}

impl<'x> Spelling<'x> {
    /// The text of the type.
    pub(super) fn text(&self) -> &'x str {
        self.text
    }

    /// The name, if the type is nothing else.
    pub(super) fn as_reference(&self) -> Option<Name<'x>> {
        match self.nodes.last() {
            Some(Node::Reference(name)) => Some(*name),
            Some(
                Node::Primitive(_)
                | Node::Named(..)
                | Node::Optional(_)
                | Node::Enum(_)
                | Node::Array(..)
                | Node::List(_)
                | Node::Set(_)
                | Node::Map(..)
                | Node::Struct(_)
                | Node::Union(_),
            )
            | None => None,
        }
    }

    /// Whether the type is this built-in one.
    pub(super) fn is_primitive(&self, kind: Kind) -> bool {
        matches!(self.nodes.last(), Some(Node::Primitive(own)) if *own == kind)
    }
}

impl<'x> Name<'x> {
    fn full(self) -> String {
        match self.path {
            Some(path) => format!("{path}.{}", self.name),
            None => self.name.to_owned(),
        }
    }

    fn local(self) -> &'x str {
        self.name
            .rsplit_once('.')
            .map_or(self.name, |(_, local)| local)
    }

    /// The name before the last dot, and what follows the dot.
    pub(super) fn split(self) -> Option<(Self, &'x str)> {
        let (name, last) = self.name.rsplit_once('.')?;
        let path = self.path;
        Some((Self { path, name }, last))
    }

    /// Whether the name may be that of a type, its qualification aside.
    pub(super) fn may_mean(self, ty: TypeRef<'_>) -> bool {
        match ty.name() {
            Some(name) => name == self.name || ty.local_name() == Some(self.local()),
            None => self.is_error() && ty.is_error(),
        }
    }

    fn is_error(self) -> bool {
        self.path.is_none() && self.name == "error"
    }

    /// The type that is meant by a name that has no structure in the text.
    pub(super) fn resolve(self, scope: &Scope<'_>, at: usize) -> Result<Type, TextError> {
        let name = self.full();
        if let Some(ty) = scope.find(&name) {
            return Ok(ty.clone());
        }
        if self.is_error() {
            return Ok(Type::error());
        }
        Err(TextError::new(at, TextErrorKind::UnknownType { name }))
    }
}
