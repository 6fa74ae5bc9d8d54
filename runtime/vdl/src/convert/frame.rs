//! Composite values under conversion.

use super::error::ConvertError;
use super::{Step, check_len};
use crate::types::{Fields, Shape, TypeRef};
use crate::value::{Data, Entries, FieldValues, Parts, ValueRef, View, build};
use crate::zero::check_zero;

/// A value some of whose parts have been converted.
pub(super) struct Frame<'a> {
    /// The wanted type.
    to: TypeRef<'a>,
    parts: Open<'a>,
}

enum Open<'a> {
    Optional {
        elem: TypeRef<'a>,
        held: Option<ValueRef<'a>>,
        data: Data,
    },
    List {
        elem: TypeRef<'a>,
        rest: Parts<'a>,
        items: Vec<Data>,
    },
    Set {
        key: TypeRef<'a>,
        rest: Parts<'a>,
        items: Vec<Data>,
    },
    Map {
        key: TypeRef<'a>,
        elem: TypeRef<'a>,
        rest: Entries<'a>,
        /// The element of the entry whose key was asked for last.
        waiting: Option<ValueRef<'a>>,
        /// The keys, each followed by its element.
        items: Vec<Data>,
    },
    Struct {
        targets: Fields<'a>,
        rest: FieldValues<'a>,
        items: Vec<Option<Data>>,
        index: usize,
    },
    Union {
        field: TypeRef<'a>,
        index: u32,
        held: Option<ValueRef<'a>>,
        data: Data,
    },
}

impl<'a> Frame<'a> {
    /// What an optional type is to hold.
    pub(super) fn optional(held: ValueRef<'a>, elem: TypeRef<'a>, to: TypeRef<'a>) -> Self {
        Self {
            to,
            parts: Open::Optional {
                elem,
                held: Some(held),
                data: Data::Zero,
            },
        }
    }

    /// A value with parts, for a type of the same kind or one like it.
    pub(super) fn open(
        value: ValueRef<'a>,
        view: View<'a>,
        to: TypeRef<'a>,
    ) -> Result<Self, ConvertError> {
        let parts = match (view, to.shape()) {
            (View::Bytes(_) | View::List(_), Shape::List(elem) | Shape::Array { elem, .. }) => {
                let rest = value.elems();
                check_len(rest.len(), to)?;
                Open::List {
                    elem,
                    items: Vec::with_capacity(rest.len()),
                    rest,
                }
            }
            (View::Set(rest), Shape::Set(key)) => Open::Set {
                key,
                items: Vec::with_capacity(rest.len()),
                rest,
            },
            (View::Map(rest), Shape::Map { key, elem }) => {
                let items = Vec::with_capacity(2 * rest.len());
                Open::Map {
                    key,
                    elem,
                    rest,
                    waiting: None,
                    items,
                }
            }
            (View::Struct(rest), Shape::Struct(targets)) => Open::Struct {
                targets,
                rest,
                items: vec![None; targets.len()],
                index: 0,
            },
            (
                View::Union {
                    name, value: held, ..
                },
                Shape::Union(targets),
            ) => {
                let target = targets
                    .index_of(name)
                    .and_then(|index| Some((targets.get(index)?.ty, u32::try_from(index).ok()?)));
                let Some((field, index)) = target else {
                    let ty = to.to_owned();
                    return Err(ConvertError::UnionField {
                        field: name.to_owned(),
                        ty,
                    });
                };
                Open::Union {
                    field,
                    index,
                    held: Some(held),
                    data: Data::Zero,
                }
            }
            _ => return Err(ConvertError::incompatible(value.ty(), to)),
        };
        Ok(Self { to, parts })
    }

    /// The next part to be converted, with its wanted type.
    pub(super) fn next(&mut self) -> Option<Step<'a>> {
        match &mut self.parts {
            Open::Optional { elem, held, .. } => Some(Step::Convert(held.take()?, *elem)),
            Open::List { elem, rest, .. } => Some(Step::Convert(rest.next()?, *elem)),
            Open::Set { key, rest, .. } => Some(Step::Convert(rest.next()?, *key)),
            Open::Map {
                key,
                elem,
                rest,
                waiting,
                ..
            } => {
                if let Some(held) = waiting.take() {
                    return Some(Step::Convert(held, *elem));
                }
                let (next_key, next_elem) = rest.next()?;
                *waiting = Some(next_elem);
                Some(Step::Convert(next_key, *key))
            }
            Open::Struct {
                targets,
                rest,
                index,
                ..
            } => loop {
                let (field, part) = rest.next()?;
                // Zero fields are converted like all others: nil has no value in a plain struct.
                if let Some(target) = targets.index_of(field.name) {
                    *index = target;
                    return Some(Step::Convert(part, targets.get(target)?.ty));
                }
            },
            Open::Union { field, held, .. } => Some(Step::Convert(held.take()?, *field)),
        }
    }

    /// Takes the part that was asked for last, converted.
    pub(super) fn store(&mut self, part: Data) {
        match &mut self.parts {
            Open::Optional { data, .. } | Open::Union { data, .. } => *data = part,
            Open::List { items, .. } | Open::Set { items, .. } | Open::Map { items, .. } => {
                items.push(part);
            }
            Open::Struct { items, index, .. } => items[*index] = Some(part),
        }
    }

    /// The value made of the converted parts.
    pub(super) fn finish(self) -> Result<Data, ConvertError> {
        let to = self.to;
        Ok(match self.parts {
            Open::Optional { elem, data, .. } => build::some(elem, data)?,
            Open::List { items, .. } if to.len().is_some() => build::array(to, items)?,
            Open::List { items, .. } => build::list(to, items)?,
            Open::Set { items, .. } => build::set(to, items)?,
            Open::Map { items, .. } => {
                let mut items = items.into_iter();
                let pairs = std::iter::from_fn(|| Some((items.next()?, items.next()?)));
                build::map(to, pairs.collect())?
            }
            Open::Struct { targets, items, .. } => {
                let mut fields = Vec::with_capacity(items.len());
                for (target, item) in targets.iter().zip(items) {
                    if item.is_none() {
                        check_zero(target.ty)?;
                    }
                    fields.push(item.unwrap_or(Data::Zero));
                }
                build::structure(to, fields)?
            }
            Open::Union {
                field, index, data, ..
            } => build::union(field, index, data)?,
        })
    }
}
