//! Whether a type may be written in some way.

use super::{Node, Spelling};
use crate::types::{Fields, Shape, TypeRef};

impl Spelling<'_> {
    /// Whether this is how a type may be written, its names being qualified in any way.
    pub(in crate::text::parse) fn matches(&self, ty: TypeRef<'_>) -> bool {
        self.matches_from(self.nodes.len() - 1, ty)
    }

    /// Whether this is an optional of a type, as [`matches`](Self::matches) has it.
    pub(in crate::text::parse) fn matches_optional_of(&self, ty: TypeRef<'_>) -> bool {
        match self.nodes.last() {
            Some(Node::Optional(elem)) => self.matches_from(*elem as usize, ty),
            Some(
                Node::Primitive(_)
                | Node::Reference(_)
                | Node::Named(..)
                | Node::Enum(_)
                | Node::Array(..)
                | Node::List(_)
                | Node::Set(_)
                | Node::Map(..)
                | Node::Struct(_)
                | Node::Union(_),
            )
            | None => false,
        }
    }

    fn matches_from(&self, root: usize, ty: TypeRef<'_>) -> bool {
        /// Whether the name still has to be compared.
        #[derive(Clone, Copy, PartialEq)]
        enum Naming {
            Compare,
            Done,
        }
        let mut left = vec![(root, ty, Naming::Compare)];
        while let Some((index, ty, naming)) = left.pop() {
            let node = &self.nodes[index];
            if let Node::Reference(name) | Node::Named(name, _) = node {
                if !name.may_mean(ty) {
                    return false;
                }
                if let Node::Named(_, base) = node {
                    left.push((*base as usize, ty, Naming::Done));
                }
                continue;
            }
            if naming == Naming::Compare && ty.name().is_some() {
                return false;
            }
            let mut part = |index: &u32, ty| left.push((*index as usize, ty, Naming::Compare));
            let matches = match (node, ty.shape()) {
                (Node::Primitive(kind), _) => *kind == ty.kind(),
                (Node::Enum(own), Shape::Enum(labels)) => {
                    own.iter().copied().eq(labels.iter().map(|label| &**label))
                }
                (Node::Array(own, elem), Shape::Array { len, elem: of }) => {
                    part(elem, of);
                    *own == len
                }
                (Node::Optional(elem), Shape::Optional(of))
                | (Node::List(elem), Shape::List(of))
                | (Node::Set(elem), Shape::Set(of)) => {
                    part(elem, of);
                    true
                }
                (Node::Map(own_key, own_elem), Shape::Map { key, elem }) => {
                    part(own_key, key);
                    part(own_elem, elem);
                    true
                }
                (Node::Struct(own), Shape::Struct(fields))
                | (Node::Union(own), Shape::Union(fields)) => {
                    for ((_, part_index), field) in own.iter().zip(fields.iter()) {
                        part(part_index, field.ty);
                    }
                    have_equal_names(own, fields)
                }
                (
                    Node::Reference(_)
                    | Node::Named(..)
                    | Node::Optional(_)
                    | Node::Enum(_)
                    | Node::Array(..)
                    | Node::List(_)
                    | Node::Set(_)
                    | Node::Map(..)
                    | Node::Struct(_)
                    | Node::Union(_),
                    _,
                ) => false,
            };
            if !matches {
                return false;
            }
        }
        true
    }
}

fn have_equal_names(own: &[(&str, u32)], fields: Fields<'_>) -> bool {
    let names = fields.iter().map(|field| field.name);
    own.iter().map(|(name, _)| *name).eq(names)
}
