//! Values whose parts are being written.

use super::ToValueError;
use crate::types::{Shape, Type, TypeRef};
use crate::value::{Data, Value, build};

/// A value some of whose parts have been written.
pub(super) struct Frame {
    /// The type of the value; of an any that of what it holds.
    pub(super) ty: Type,
    pub(super) parts: Parts,
}

/// The parts of a value that were written so far.
pub(super) enum Parts {
    List(Vec<Data>),
    Set(Vec<Data>),
    /// The entries, and the key whose element comes next.
    Map(Vec<(Data, Data)>, Option<Data>),
    /// All fields, or none before one is written; and the one that comes next.
    Struct(Vec<Data>, Option<usize>),
    /// The position of the field and what it holds.
    Union(u32, Option<Data>),
    Some(Option<Data>),
    Any(Option<Data>),
}

/// What ends.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    List,
    Set,
    Map,
    Struct,
    Union,
    Some,
    Any,
}

impl Frame {
    /// The type of the next part, if there is to be one.
    pub(super) fn place(&self) -> Option<TypeRef<'_>> {
        let ty = self.ty.as_ref();
        match &self.parts {
            Parts::List(_) => ty.elem(),
            Parts::Set(_) | Parts::Map(_, None) => ty.key(),
            Parts::Map(_, Some(_)) => ty.elem(),
            Parts::Struct(_, index) => Some(ty.fields()?.get((*index)?)?.ty),
            Parts::Union(index, None) => Some(ty.fields()?.get(*index as usize)?.ty),
            Parts::Some(None) => {
                let Shape::Optional(elem) = ty.shape() else {
                    return None;
                };
                Some(elem)
            }
            Parts::Any(None) => Some(ty),
            Parts::Union(_, Some(_)) | Parts::Some(Some(_)) | Parts::Any(Some(_)) => None,
        }
    }

    /// Takes the next part.
    pub(super) fn store(&mut self, part: Data) {
        match &mut self.parts {
            Parts::List(items) | Parts::Set(items) => items.push(part),
            Parts::Map(entries, waiting) => match waiting.take() {
                Some(key) => entries.push((key, part)),
                None => *waiting = Some(part),
            },
            Parts::Struct(items, index) => {
                if let Some(index) = index.take() {
                    items[index] = part;
                }
            }
            Parts::Union(_, held) | Parts::Some(held) | Parts::Any(held) => *held = Some(part),
        }
    }

    pub(super) fn end(&self) -> End {
        match self.parts {
            Parts::List(_) => End::List,
            Parts::Set(_) => End::Set,
            Parts::Map(..) => End::Map,
            Parts::Struct(..) => End::Struct,
            Parts::Union(..) => End::Union,
            Parts::Some(_) => End::Some,
            Parts::Any(_) => End::Any,
        }
    }

    /// The value made of the parts.
    pub(super) fn finish(self) -> Result<Data, ToValueError> {
        let ty = self.ty.as_ref();
        Ok(match self.parts {
            Parts::List(items) => match ty.len() {
                Some(expected) if items.len() as u64 != expected => {
                    return Err(ToValueError::Unfinished { ty: self.ty });
                }
                Some(_) => build::array(ty, items)?,
                None => build::list(ty, items)?,
            },
            Parts::Set(items) => build::set(ty, items)?,
            Parts::Map(entries, None) => build::map(ty, entries)?,
            Parts::Struct(items, None) => build::structure(ty, items)?,
            Parts::Union(index, Some(held)) => {
                let field = ty.fields().and_then(|fields| fields.get(index as usize));
                build::union(field.expect("it was there before").ty, index, held)?
            }
            Parts::Some(Some(held)) => {
                let Shape::Optional(elem) = ty.shape() else {
                    unreachable!("only optionals have one");
                };
                build::some(elem, held)?
            }
            Parts::Any(Some(held)) => build::any(Value::from_parts(self.ty, held))?,
            Parts::Map(_, Some(_))
            | Parts::Struct(_, Some(_))
            | Parts::Union(_, None)
            | Parts::Some(None)
            | Parts::Any(None) => return Err(ToValueError::Unfinished { ty: self.ty }),
        })
    }
}
