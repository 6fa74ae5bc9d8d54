//! Going through the parts of a value.

use std::ops::Range;
use std::sync::LazyLock;

use super::data::Data;
use super::reference::ValueRef;
use crate::types::{Field, Fields, TypeRef};

/// What stands where nothing is stored.
pub(super) static ZERO: Data = Data::Zero;

/// Every byte as data, for the elements of byte lists.
static BYTES: LazyLock<Box<[Data]>> = LazyLock::new(|| {
    let byte = |byte| {
        if byte == 0 {
            Data::Zero
        } else {
            Data::Unsigned(byte)
        }
    };
    (0..256).map(byte).collect()
});

/// The elements of a list or array, or the keys of a set.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    ty: TypeRef<'a>,
    store: Store<'a>,
    range: Range<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Store<'a> {
    Bytes(&'a [u8]),
    /// What is missing at the end is zero.
    Items(&'a [Data]),
}

impl<'a> Parts<'a> {
    pub(super) fn items(ty: TypeRef<'a>, items: &'a [Data], len: usize) -> Self {
        Self {
            ty,
            store: Store::Items(items),
            range: 0..len,
        }
    }

    pub(super) fn bytes(ty: TypeRef<'a>, bytes: &'a [u8]) -> Self {
        Self {
            ty,
            store: Store::Bytes(bytes),
            range: 0..bytes.len(),
        }
    }

    /// Whether nothing of what is left is stored.
    pub(super) fn only_zeros_left(&self) -> bool {
        matches!(self.store, Store::Items(items) if self.range.start >= items.len())
    }

    fn at(&self, index: usize) -> ValueRef<'a> {
        let data = match self.store {
            Store::Bytes(bytes) => &BYTES[usize::from(bytes[index])],
            Store::Items(items) => items.get(index).unwrap_or(&ZERO),
        };
        ValueRef { ty: self.ty, data }
    }
}

impl<'a> Iterator for Parts<'a> {
    type Item = ValueRef<'a>;

    fn next(&mut self) -> Option<ValueRef<'a>> {
        let index = self.range.next()?;
        Some(self.at(index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }

    fn nth(&mut self, n: usize) -> Option<ValueRef<'a>> {
        let index = self.range.nth(n)?;
        Some(self.at(index))
    }
}

impl DoubleEndedIterator for Parts<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let index = self.range.next_back()?;
        Some(self.at(index))
    }
}

impl ExactSizeIterator for Parts<'_> {}

/// The entries of a map.
#[derive(Clone, Debug)]
pub struct Entries<'a> {
    pub(super) key: TypeRef<'a>,
    pub(super) elem: TypeRef<'a>,
    pub(super) entries: std::slice::Iter<'a, (Data, Data)>,
}

impl<'a> Entries<'a> {
    fn typed(&self, (key, elem): &'a (Data, Data)) -> (ValueRef<'a>, ValueRef<'a>) {
        (
            ValueRef {
                ty: self.key,
                data: key,
            },
            ValueRef {
                ty: self.elem,
                data: elem,
            },
        )
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = (ValueRef<'a>, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next()?;
        Some(self.typed(entry))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.entries.size_hint()
    }
}

impl DoubleEndedIterator for Entries<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let entry = self.entries.next_back()?;
        Some(self.typed(entry))
    }
}

impl ExactSizeIterator for Entries<'_> {}

/// The fields of a struct with what they hold.
#[derive(Clone, Debug)]
pub struct FieldValues<'a> {
    pub(super) fields: Fields<'a>,
    /// All fields, or none if all are zero.
    pub(super) items: &'a [Data],
    pub(super) range: Range<usize>,
}

impl<'a> FieldValues<'a> {
    fn at(&self, index: usize) -> Option<(Field<'a>, ValueRef<'a>)> {
        let field = self.fields.get(index)?;
        let data = self.items.get(index).unwrap_or(&ZERO);
        Some((field, ValueRef { ty: field.ty, data }))
    }
}

impl<'a> Iterator for FieldValues<'a> {
    type Item = (Field<'a>, ValueRef<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        let index = self.range.next()?;
        self.at(index)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl DoubleEndedIterator for FieldValues<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let index = self.range.next_back()?;
        self.at(index)
    }
}

impl ExactSizeIterator for FieldValues<'_> {}
