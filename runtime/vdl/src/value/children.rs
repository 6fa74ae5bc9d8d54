//! The direct parts of any value, for walks that must not recurse.
//!
//! Values are nested deeper than a stack should be asked to follow, so whatever visits all of a value keeps a stack of
//! `Children` of its own.

use super::parts::{Entries, FieldValues, Parts};
use super::reference::ValueRef;
use super::view::View;

/// What is left of the direct parts of a value, in order.
#[derive(Clone, Debug)]
pub(crate) enum Children<'a> {
    None,
    One(ValueRef<'a>),
    Parts(Parts<'a>),
    Fields(FieldValues<'a>),
    /// The entries, and the element of the last entry if its turn has not come.
    Entries(Entries<'a>, Option<ValueRef<'a>>),
}

impl<'a> Children<'a> {
    pub(crate) fn of(view: View<'a>) -> Self {
        match view {
            View::Any(Some(held)) | View::Optional(Some(held)) => Self::One(held),
            View::Union { value, .. } => Self::One(value),
            View::List(parts) | View::Set(parts) => Self::Parts(parts),
            View::Map(entries) => Self::Entries(entries, None),
            View::Struct(fields) => Self::Fields(fields),
            View::Any(None)
            | View::Optional(None)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Bytes(_) => Self::None,
        }
    }

    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether the rest are elements of an array that are not stored because they are zero.
    pub(crate) fn only_zeros_left(&self) -> bool {
        matches!(self, Self::Parts(parts) if parts.only_zeros_left())
    }
}

impl<'a> Iterator for Children<'a> {
    type Item = ValueRef<'a>;

    fn next(&mut self) -> Option<ValueRef<'a>> {
        match self {
            Self::None => None,
            Self::One(value) => {
                let value = *value;
                *self = Self::None;
                Some(value)
            }
            Self::Parts(parts) => parts.next(),
            Self::Fields(fields) => fields.next().map(|(_, part)| part),
            Self::Entries(entries, waiting) => waiting.take().or_else(|| {
                let (key, elem) = entries.next()?;
                *waiting = Some(elem);
                Some(key)
            }),
        }
    }
}
