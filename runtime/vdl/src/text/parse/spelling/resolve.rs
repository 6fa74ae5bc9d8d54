//! What is meant by how a type is written.

use hashbrown::HashMap;

use super::{Node, Spelling};
use crate::text::parse::error::TextError;
use crate::text::parse::scope::Scope;
use crate::types::{Type, TypeBuilder};

impl<'x> Spelling<'x> {
    /// The type that is meant.
    pub(in crate::text::parse) fn resolve(&self, scope: &Scope<'_>) -> Result<Type, TextError> {
        if let [Node::Reference(name)] = &self.nodes[..] {
            return name.resolve(scope, self.offsets[0]);
        }
        let mut builder = TypeBuilder::new();
        let mut names = HashMap::new();
        // What each pending type that is made below stands for, for the places of errors.
        let mut places = Vec::new();
        for (node, at) in self.nodes.iter().zip(&self.offsets) {
            if let Node::Named(name, _) = node {
                names.entry(name.full()).or_insert_with(|| {
                    places.push(*at);
                    (builder.named(name.full()), false)
                });
            }
        }
        let mut pending = Vec::with_capacity(self.nodes.len());
        for (node, at) in self.nodes.iter().zip(&self.offsets) {
            let part = |part: &u32| pending[*part as usize];
            let fields = |fields: &[(&'x str, u32)]| -> Vec<_> {
                let field = |(name, ty): &(&'x str, u32)| (*name, part(ty));
                fields.iter().map(field).collect()
            };
            let made = match node {
                Node::Primitive(kind) => builder.primitive(*kind),
                Node::Reference(name) => match names.get(&name.full()) {
                    Some((reserved, _)) => *reserved,
                    None => builder.existing(&name.resolve(scope, *at)?),
                },
                Node::Named(name, base) => {
                    let base = part(base);
                    let (reserved, is_defined) = names
                        .get_mut(&name.full())
                        .expect("every name was reserved");
                    let mut named = *reserved;
                    // A name that is defined again is a type of its own, which the builder compares.
                    if *is_defined {
                        named = builder.named(name.full());
                    }
                    *is_defined = true;
                    builder.define(named, base);
                    named
                }
                Node::Optional(elem) => builder.optional(part(elem)),
                Node::Enum(labels) => builder.enumeration(labels.iter().copied()),
                Node::Array(len, elem) => builder.array(*len, part(elem)),
                Node::List(elem) => builder.list(part(elem)),
                Node::Set(key) => builder.set(part(key)),
                Node::Map(key, elem) => builder.map(part(key), part(elem)),
                Node::Struct(own) => builder.structure(fields(own)),
                Node::Union(own) => builder.union(fields(own)),
            };
            if made.index() >= places.len() {
                places.resize(made.index() + 1, *at);
            }
            pending.push(made);
        }
        let root = *pending.last().expect("a spelling has nodes");
        match builder.build() {
            Ok(built) => Ok(built[root].clone()),
            Err(mut errors) => {
                let error = errors.swap_remove(0);
                let at = places.get(error.at.index()).copied().unwrap_or_default();
                Err(TextError::new(at, error.kind))
            }
        }
    }
}
