//! The keys that stand for fields.

use std::collections::HashMap;
use std::rc::Rc;

use crate::types::{Fields, Type, TypeRef};

/// The keys of the structs and unions that have been met.
#[derive(Default)]
pub(super) struct KeyCache {
    known: HashMap<Type, Rc<Keys>>,
}

/// The keys of one struct or union, in the order of the fields.
#[derive(Default)]
pub(super) struct Keys {
    list: Vec<Box<str>>,
    /// The positions of those keys that are not names.
    lowered: HashMap<Box<str>, usize>,
}

impl KeyCache {
    pub(super) fn keys(&mut self, ty: TypeRef<'_>) -> Rc<Keys> {
        let make = || Rc::new(ty.fields().map(Keys::new).unwrap_or_default());
        Rc::clone(self.known.entry(ty.to_owned()).or_insert_with(make))
    }
}

impl Keys {
    fn new(fields: Fields<'_>) -> Self {
        let lowered: Vec<_> = fields.iter().map(|field| lower_first(field.name)).collect();
        let mut uses = HashMap::new();
        for key in &lowered {
            *uses.entry(key.as_str()).or_insert(0) += 1;
        }
        let mut keys = Self::default();
        for (index, (field, key)) in fields.iter().zip(&lowered).enumerate() {
            let is_free = fields.index_of(key).is_none_or(|named| named == index);
            if uses[key.as_str()] == 1 && is_free {
                keys.lowered.insert(key.as_str().into(), index);
                keys.list.push(key.as_str().into());
            } else {
                keys.list.push(field.name.into());
            }
        }
        keys
    }

    pub(super) fn key(&self, index: usize) -> &str {
        self.list.get(index).map_or("", |key| key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(|key| &**key)
    }

    /// The field with a key, or else with a name.
    pub(super) fn index_of(&self, key: &str, fields: Fields<'_>) -> Option<usize> {
        let index = self.lowered.get(key).copied();
        index.or_else(|| fields.index_of(key))
    }
}

fn lower_first(name: &str) -> String {
    let mut rest = name.chars();
    let Some(first) = rest.next() else {
        return String::new();
    };
    let mut lower = first.to_lowercase();
    // A letter that becomes several stays as it is.
    let first = match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        (Some(_) | None, Some(_) | None) => first,
    };
    let mut key = String::from(first);
    key.push_str(rest.as_str());
    key
}
