//! Making types one at a time.

use super::builder::{Pending, TypeBuilder};
use super::error::TypeError;
use super::wrapper::Wrapper;
use super::{MAX_TYPE_DEPTH, Repr, Type};
use crate::kind::Kind;

impl Type {
    /// The list type with elements of type `elem`.
    ///
    /// This is always valid. Types that come from outside are better built with a [`TypeBuilder`], which limits how
    /// deep they can be nested.
    pub fn list(elem: &Self) -> Self {
        Wrapper::List.wrap(elem)
    }

    /// The array type with `len` elements of type `elem`.
    pub fn array(len: u64, elem: &Self) -> Result<Self, TypeError> {
        if len >= 1 && i64::try_from(len).is_ok() && can_be_wrapped(elem) {
            return Ok(Wrapper::Array(len).wrap(elem));
        }
        build(|builder| {
            let elem = builder.existing(elem);
            builder.array(len, elem)
        })
    }

    /// The set type with keys of type `key`.
    pub fn set(key: &Self) -> Result<Self, TypeError> {
        if key.can_be_key() && can_be_wrapped(key) {
            return Ok(Wrapper::Set.wrap(key));
        }
        build(|builder| {
            let key = builder.existing(key);
            builder.set(key)
        })
    }

    /// The map type with keys of type `key` and elements of type `elem`.
    pub fn map(key: &Self, elem: &Self) -> Result<Self, TypeError> {
        if let Repr::Primitive(kind) = key.0
            && key.can_be_key()
            && can_be_wrapped(elem)
        {
            return Ok(Wrapper::Map(kind).wrap(elem));
        }
        build(|builder| {
            let key = builder.existing(key);
            let elem = builder.existing(elem);
            builder.map(key, elem)
        })
    }

    /// The optional type of `elem`, which must be a named struct.
    pub fn optional(elem: &Self) -> Result<Self, TypeError> {
        if elem.kind() == Kind::Struct && elem.name().is_some() {
            return Ok(Wrapper::Optional.wrap(elem));
        }
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

/// Whether one more unnamed type around a type is within limits.
fn can_be_wrapped(ty: &Type) -> bool {
    ty.name().is_some() || (ty.as_ref().measure().nesting as usize) < MAX_TYPE_DEPTH
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
