//! Writing nested values without recursion.
//!
//! Both forms of values write parts between braces and commas. They differ in what they write for each value, which is
//! the business of [`super::constant`] and [`super::display`].

use std::vec;

use crate::value::{Entries, FieldValues, Parts, ValueRef};

/// A text under way.
#[derive(Default)]
pub(super) struct Writer<'a> {
    pub(super) out: String,
    /// What is still to be written, the innermost last.
    open: Vec<Open<'a>>,
}

enum Open<'a> {
    /// What is left between braces, and whether something has been written before.
    Items(Items<'a>, bool),
    /// A value after a text.
    Value(&'static str, ValueRef<'a>),
    Close(char),
}

/// What is left of the parts of a value.
pub(super) enum Items<'a> {
    Parts(Parts<'a>),
    SortedParts(vec::IntoIter<ValueRef<'a>>),
    Entries(Entries<'a>),
    SortedEntries(vec::IntoIter<(ValueRef<'a>, ValueRef<'a>)>),
    Fields(FieldValues<'a>),
    NonZeroFields(FieldValues<'a>),
}

enum Item<'a> {
    Part(ValueRef<'a>),
    Entry(ValueRef<'a>, ValueRef<'a>),
    Field(&'a str, ValueRef<'a>),
}

impl<'a> Items<'a> {
    fn take_next(&mut self) -> Option<Item<'a>> {
        match self {
            Self::Parts(parts) => parts.next().map(Item::Part),
            Self::SortedParts(parts) => parts.next().map(Item::Part),
            Self::Entries(entries) => entries.next().map(|(key, elem)| Item::Entry(key, elem)),
            Self::SortedEntries(entries) => {
                entries.next().map(|(key, elem)| Item::Entry(key, elem))
            }
            Self::Fields(fields) => fields
                .next()
                .map(|(field, part)| Item::Field(field.name, part)),
            Self::NonZeroFields(fields) => fields
                .find(|(_, part)| !part.is_zero())
                .map(|(field, part)| Item::Field(field.name, part)),
        }
    }
}

impl<'a> Writer<'a> {
    /// Leaves the parts of a value to be written between braces.
    pub(super) fn items(&mut self, items: Items<'a>) {
        self.out.push('{');
        self.open.push(Open::Items(items, false));
    }

    /// Leaves the field of a union to be written between braces.
    pub(super) fn union(&mut self, name: &str, value: ValueRef<'a>) {
        self.out.push('{');
        self.out.push_str(name);
        self.open.push(Open::Close('}'));
        self.open.push(Open::Value(": ", value));
    }

    /// Opens a parenthesis, to be closed after what is written or left to be written next.
    pub(super) fn parenthesis(&mut self) {
        self.out.push('(');
        self.open.push(Open::Close(')'));
    }

    /// Writes what is left, with `content` for each value.
    pub(super) fn finish(mut self, content: impl Fn(&mut Self, ValueRef<'a>)) -> String {
        while let Some(open) = self.open.pop() {
            match open {
                Open::Close(end) => self.out.push(end),
                Open::Value(text, value) => {
                    self.out.push_str(text);
                    content(&mut self, value);
                }
                Open::Items(mut items, separate) => {
                    let Some(item) = items.take_next() else {
                        self.out.push('}');
                        continue;
                    };
                    self.open.push(Open::Items(items, true));
                    if separate {
                        self.out.push_str(", ");
                    }
                    match item {
                        Item::Part(part) => content(&mut self, part),
                        Item::Entry(key, elem) => {
                            self.open.push(Open::Value(": ", elem));
                            content(&mut self, key);
                        }
                        Item::Field(name, part) => {
                            self.out.push_str(name);
                            self.out.push_str(": ");
                            content(&mut self, part);
                        }
                    }
                }
            }
        }
        self.out
    }
}
