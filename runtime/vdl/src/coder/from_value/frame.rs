//! Values whose parts are being read.

use std::fmt::Write;
use std::iter::Enumerate;
use std::sync::Arc;

use crate::text::untyped_text;
use crate::types::{Shape, TypeRef};
use crate::value::{Entries, FieldValues, Parts, ValueRef};

/// A value whose parts are being read.
pub(super) struct Frame<'v>(Open<'v>);

enum Open<'v> {
    /// Elements of a list or array, or keys of a set, and how many there are in all.
    Parts(Parts<'v>, usize),
    /// Entries of a map, and the last one whose key was asked for.
    Map(Entries<'v>, Option<Entry<'v>>),
    /// Fields of a struct, where they go, and the last one that was found.
    Struct(Enumerate<FieldValues<'v>>, Plan, Option<Named<'v>>),
    /// What a union holds.
    Union(Named<'v>),
    /// What an optional or an any holds.
    Held(Option<ValueRef<'v>>),
}

struct Entry<'v> {
    key: ValueRef<'v>,
    /// The element, until it is asked for.
    elem: Option<ValueRef<'v>>,
}

struct Named<'v> {
    name: &'v str,
    /// The value, until it is asked for.
    value: Option<ValueRef<'v>>,
}

/// Where the fields of a struct go.
pub(super) enum Plan {
    /// To where they are.
    Same,
    /// For every field the position in the target, or `DROPPED`.
    Other(Arc<[u32]>),
}

const DROPPED: u32 = u32::MAX;

/// Where the fields of one struct type go in another.
pub(super) fn plan(from: TypeRef<'_>, to: TypeRef<'_>) -> Option<Arc<[u32]>> {
    let (Shape::Struct(fields), Shape::Struct(targets)) = (from.shape(), to.shape()) else {
        return None;
    };
    let position = |name| {
        let index = targets.index_of(name)?;
        u32::try_from(index).ok()
    };
    let plan = fields
        .iter()
        .map(|field| position(field.name).unwrap_or(DROPPED));
    Some(plan.collect())
}

impl Plan {
    fn target(&self, index: usize) -> Option<usize> {
        match self {
            Self::Same => Some(index),
            Self::Other(targets) => targets
                .get(index)
                .filter(|target| **target != DROPPED)
                .map(|target| *target as usize),
        }
    }
}

impl<'v> Frame<'v> {
    pub(super) fn list(elems: Parts<'v>) -> Self {
        let len = elems.len();
        Self(Open::Parts(elems, len))
    }

    pub(super) fn set(keys: Parts<'v>) -> Self {
        Self::list(keys)
    }

    pub(super) fn map(entries: Entries<'v>) -> Self {
        Self(Open::Map(entries, None))
    }

    pub(super) fn structure(fields: FieldValues<'v>, plan: Plan) -> Self {
        Self(Open::Struct(fields.enumerate(), plan, None))
    }

    pub(super) fn union(name: &'v str, held: ValueRef<'v>) -> Self {
        let value = Some(held);
        Self(Open::Union(Named { name, value }))
    }

    pub(super) fn held(held: ValueRef<'v>) -> Self {
        Self(Open::Held(Some(held)))
    }

    /// The next part.
    pub(super) fn next(&mut self) -> Option<ValueRef<'v>> {
        match &mut self.0 {
            Open::Parts(parts, _) => parts.next(),
            Open::Map(entries, last) => {
                if let Some(elem) = last.as_mut().and_then(|entry| entry.elem.take()) {
                    return Some(elem);
                }
                let (key, elem) = entries.next()?;
                let elem = Some(elem);
                *last = Some(Entry { key, elem });
                Some(key)
            }
            Open::Struct(_, _, field) => field.as_mut()?.value.take(),
            Open::Union(held) => held.value.take(),
            Open::Held(held) => held.take(),
        }
    }

    /// The position in the target of the next field that is not zero and has a place there.
    pub(super) fn next_field(&mut self) -> Option<usize> {
        let Open::Struct(fields, plan, last) = &mut self.0 else {
            return None;
        };
        loop {
            let (index, (field, value)) = fields.next()?;
            if let Some(target) = plan.target(index)
                && !value.is_zero()
            {
                *last = Some(Named {
                    name: field.name,
                    value: Some(value),
                });
                return Some(target);
            }
        }
    }
}

/// Where the part is that was asked for last.
pub(super) fn path_text(path: &[Frame<'_>]) -> String {
    let mut text = String::new();
    for frame in path {
        let written = match &frame.0 {
            Open::Parts(parts, len) => match (len - parts.len()).checked_sub(1) {
                Some(index) => write!(text, "[{index}]"),
                None => Ok(()),
            },
            Open::Map(_, Some(entry)) => {
                write!(text, "[{}]", untyped_text(entry.key, ""))
            }
            Open::Struct(_, _, Some(field)) => write!(text, ".{}", field.name),
            Open::Union(field) => write!(text, ".{}", field.name),
            Open::Map(_, None) | Open::Struct(_, _, None) | Open::Held(_) => Ok(()),
        };
        written.expect("writing to a string does not fail");
    }
    text
}
