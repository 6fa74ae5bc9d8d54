//! Making types one at a time.

use std::sync::Arc;

use super::builder::{Pending, TypeBuilder};
use super::error::TypeError;
use super::group::{Body, Edge, Group, Measure, Node};
use super::{Repr, Type};

impl Type {
    /// The list type with elements of type `elem`.
    ///
    /// This is always valid. Types that come from outside are better built with a [`TypeBuilder`], which limits how
    /// deep they can be nested.
    pub fn list(elem: &Self) -> Self {
        let here = |body: &Body, index: u32| *body == Body::List(Edge::Here(index));
        if let Repr::Node(group, index) = &elem.0 {
            // A list that its own element contains is part of the element's group.
            let found = group
                .nodes
                .iter()
                .position(|node| node.name.is_none() && here(&node.body, *index));
            if let Some(found) = found {
                return Self(Repr::Node(Arc::clone(group), found as u32));
            }
        }
        let (nesting, text) = match elem.name() {
            Some(name) => (0, name.len() as u64),
            None => (
                elem.as_ref().measure().nesting,
                elem.as_ref().measure().text,
            ),
        };
        let measure = Measure {
            nesting: nesting.saturating_add(1),
            text: text.saturating_add(2),
            ..Measure::default()
        };
        let body = Body::List(Edge::There(elem.clone()));
        let node = Node {
            name: None,
            body,
            measure,
        };
        Self(Repr::Node(Group::seal(Box::new([node])), 0))
    }

    /// The array type with `len` elements of type `elem`.
    pub fn array(len: u64, elem: &Self) -> Result<Self, TypeError> {
        build(|builder| {
            let elem = builder.existing(elem);
            builder.array(len, elem)
        })
    }

    /// The set type with keys of type `key`.
    pub fn set(key: &Self) -> Result<Self, TypeError> {
        build(|builder| {
            let key = builder.existing(key);
            builder.set(key)
        })
    }

    /// The map type with keys of type `key` and elements of type `elem`.
    pub fn map(key: &Self, elem: &Self) -> Result<Self, TypeError> {
        build(|builder| {
            let key = builder.existing(key);
            let elem = builder.existing(elem);
            builder.map(key, elem)
        })
    }

    /// The optional type of `elem`, which must be a named struct.
    pub fn optional(elem: &Self) -> Result<Self, TypeError> {
        build(|builder| {
            let elem = builder.existing(elem);
            builder.optional(elem)
        })
    }

    /// The type with the structure of `base` and the full name `name`.
    pub fn named(name: impl Into<String>, base: &Self) -> Result<Self, TypeError> {
        named(name.into(), |builder| builder.existing(base))
    }

    /// The named enum type with these labels.
    pub fn enumeration(
        name: impl Into<String>,
        labels: impl IntoIterator<Item = impl Into<String>>,
    ) -> Result<Self, TypeError> {
        named(name.into(), |builder| builder.enumeration(labels))
    }

    /// The named struct type with these fields.
    pub fn structure(
        name: impl Into<String>,
        fields: impl IntoIterator<Item = (impl Into<String>, Self)>,
    ) -> Result<Self, TypeError> {
        named(name.into(), |builder| {
            let fields = pending_fields(builder, fields);
            builder.structure(fields)
        })
    }

    /// The named union type with these fields.
    pub fn union(
        name: impl Into<String>,
        fields: impl IntoIterator<Item = (impl Into<String>, Self)>,
    ) -> Result<Self, TypeError> {
        named(name.into(), |builder| {
            let fields = pending_fields(builder, fields);
            builder.union(fields)
        })
    }
}

fn named(
    name: String,
    describe: impl FnOnce(&mut TypeBuilder) -> Pending,
) -> Result<Type, TypeError> {
    build(|builder| {
        let base = describe(builder);
        let named = builder.named(name);
        builder.define(named, base);
        named
    })
}

fn build(describe: impl FnOnce(&mut TypeBuilder) -> Pending) -> Result<Type, TypeError> {
    let mut builder = TypeBuilder::new();
    let wanted = describe(&mut builder);
    match builder.build() {
        Ok(built) => Ok(built[wanted].clone()),
        Err(mut errors) => Err(errors.swap_remove(0)),
    }
}

fn pending_fields(
    builder: &mut TypeBuilder,
    fields: impl IntoIterator<Item = (impl Into<String>, Type)>,
) -> Vec<(String, Pending)> {
    fields
        .into_iter()
        .map(|(name, ty)| (name.into(), builder.existing(&ty)))
        .collect()
}
