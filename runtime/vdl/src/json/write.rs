//! Values to JSON text.

use std::rc::Rc;
use std::vec;

use super::error::JsonWriteError;
use super::keys::{KeyCache, Keys};
use super::{AnyForm, BytesForm, JsonOptions, Layout, base64};
use crate::kind::Kind;
use crate::text::constant::{sorted_entries, sorted_keys};
use crate::text::float::write_float;
use crate::types::TypeRef;
use crate::value::{FieldValues, Parts, ValueRef, View};

pub(super) struct Writer<'v, 'o> {
    out: &'o mut String,
    options: JsonOptions,
    keys: KeyCache,
    /// The arrays and objects that have been begun, the innermost last.
    open: Vec<Open<'v>>,
}

struct Open<'v> {
    items: Items<'v>,
    /// How many items have been begun.
    count: usize,
    end: char,
}

/// What is left of the parts of a value.
enum Items<'v> {
    Parts(Parts<'v>),
    Keys(vec::IntoIter<ValueRef<'v>>),
    /// The last key, and the entries left.
    Entries(
        Option<ValueRef<'v>>,
        vec::IntoIter<(ValueRef<'v>, ValueRef<'v>)>,
    ),
    Fields(Rc<Keys>, FieldValues<'v>),
    /// The field of a union, and its position.
    Field(Rc<Keys>, usize, Option<ValueRef<'v>>),
    /// The type of what an any holds, and that.
    Held(Option<TypeRef<'v>>, Option<ValueRef<'v>>),
}

impl<'v, 'o> Writer<'v, 'o> {
    pub(super) fn new(options: JsonOptions, out: &'o mut String) -> Self {
        Self {
            out,
            options,
            keys: KeyCache::default(),
            open: Vec::new(),
        }
    }

    /// Writes without recursion, since values are nested deeper than a stack should be asked to follow.
    pub(super) fn write(mut self, value: ValueRef<'v>) -> Result<(), JsonWriteError> {
        let mut next = Some(value);
        loop {
            if let Some(value) = next {
                self.begin(value)?;
            }
            if self.open.is_empty() {
                return Ok(());
            }
            next = self.advance()?;
        }
    }

    /// Writes a value that has no parts, or the beginning of one that has.
    fn begin(&mut self, value: ValueRef<'v>) -> Result<(), JsonWriteError> {
        let kind = value.kind();
        match value.view() {
            View::Any(None) | View::Optional(None) => self.out.push_str("null"),
            View::Optional(Some(held)) => return self.begin(held),
            View::Any(Some(held)) => match self.options.any {
                // No any holds an any, so that this goes no deeper than twice.
                AnyForm::Plain => return self.begin(held),
                AnyForm::Typed => self.begin_items(Items::Held(Some(held.ty()), Some(held)), '}'),
            },
            View::Bool(value) => self.out.push_str(if value { "true" } else { "false" }),
            View::Unsigned(_) | View::Signed(_) => {
                let is_wide = matches!(kind, Kind::Uint64 | Kind::Int64);
                let mark = if is_wide { "\"" } else { "" };
                self.out.push_str(mark);
                write_integer(value, self.out);
                self.out.push_str(mark);
            }
            View::Float(number) => {
                let mark = if number.is_finite() { "" } else { "\"" };
                self.out.push_str(mark);
                write_float(number, kind, self.out);
                self.out.push_str(mark);
            }
            View::String(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => write_string(text, self.out),
                Err(_) => return Err(self.not_utf8()),
            },
            View::Enum { label, .. } => write_string(label, self.out),
            View::TypeObject(ty) => write_string(ty.unique_string(), self.out),
            View::Bytes(bytes) => match self.options.bytes {
                BytesForm::Numbers => self.write_bytes(bytes),
                BytesForm::Base64 => {
                    self.out.push('"');
                    base64::encode(bytes, self.out);
                    self.out.push('"');
                }
            },
            View::List(parts) => self.begin_items(Items::Parts(parts), ']'),
            View::Set(keys) => {
                self.begin_items(Items::Keys(sorted_keys(keys).into_iter()), ']');
            }
            View::Map(entries) => {
                let entries = sorted_entries(entries).into_iter();
                self.begin_items(Items::Entries(None, entries), '}');
            }
            View::Struct(fields) => {
                let keys = self.keys.keys(value.ty());
                self.begin_items(Items::Fields(keys, fields), '}');
            }
            View::Union {
                index, value: held, ..
            } => {
                let keys = self.keys.keys(value.ty());
                self.begin_items(Items::Field(keys, index, Some(held)), '}');
            }
        }
        Ok(())
    }

    fn begin_items(&mut self, items: Items<'v>, end: char) {
        self.out.push(if end == ']' { '[' } else { '{' });
        self.open.push(Open {
            items,
            count: 0,
            end,
        });
    }

    /// Writes what is between the parts of the innermost value and gives the next part, or ends the value.
    fn advance(&mut self) -> Result<Option<ValueRef<'v>>, JsonWriteError> {
        let Some(open) = self.open.last_mut() else {
            return Ok(None);
        };
        if let Items::Held(ty, _) = &mut open.items
            && let Some(ty) = ty.take()
        {
            open.count += 1;
            self.separate(1);
            self.write_key("type");
            write_string(ty.unique_string(), self.out);
            return Ok(None);
        }
        let (next, key) = match &mut open.items {
            Items::Parts(parts) => (parts.next(), Key::None),
            Items::Keys(keys) => (keys.next(), Key::None),
            Items::Entries(last, entries) => match entries.next() {
                Some((key, elem)) => {
                    *last = Some(key);
                    (Some(elem), Key::Value(key))
                }
                None => (None, Key::None),
            },
            Items::Fields(keys, fields) => {
                let next = fields.next().map(|(_, part)| part);
                (next, Key::Field(Rc::clone(keys), open.count))
            }
            Items::Field(keys, index, part) => (part.take(), Key::Field(Rc::clone(keys), *index)),
            Items::Held(_, held) => (held.take(), Key::Held),
        };
        let (count, end) = (open.count, open.end);
        open.count += 1;
        let Some(next) = next else {
            self.open.pop();
            if count > 0 {
                self.indent();
            }
            self.out.push(end);
            return Ok(None);
        };
        self.separate(count + 1);
        match key {
            Key::None => {}
            Key::Field(keys, index) => self.write_key(keys.key(index)),
            Key::Held => self.write_key("value"),
            Key::Value(key) => {
                let key = self.key_text(key)?;
                self.write_key(&key);
            }
        }
        Ok(Some(next))
    }

    /// Writes what is before an item.
    fn separate(&mut self, number: usize) {
        if number > 1 {
            self.out.push(',');
        }
        self.indent();
    }

    fn indent(&mut self) {
        if self.options.layout == Layout::Indented {
            self.out.push('\n');
            self.out.extend(std::iter::repeat_n("  ", self.open.len()));
        }
    }

    fn write_key(&mut self, key: &str) {
        write_string(key, self.out);
        self.out.push(':');
        if self.options.layout == Layout::Indented {
            self.out.push(' ');
        }
    }

    fn write_bytes(&mut self, bytes: &[u8]) {
        self.out.push('[');
        for (i, byte) in bytes.iter().enumerate() {
            if i > 0 {
                self.out.push(',');
                if self.options.layout == Layout::Indented {
                    self.out.push(' ');
                }
            }
            self.out.push_str(&byte.to_string());
        }
        self.out.push(']');
    }

    /// The text of a key of a map, without quotes.
    fn key_text(&self, key: ValueRef<'_>) -> Result<String, JsonWriteError> {
        let mut text = String::new();
        match key.view() {
            View::String(bytes) => match std::str::from_utf8(bytes) {
                Ok(bytes) => text.push_str(bytes),
                Err(_) => return Err(self.not_utf8()),
            },
            View::Enum { label, .. } => text.push_str(label),
            View::Unsigned(_) | View::Signed(_) => write_integer(key, &mut text),
            View::Float(number) => write_float(number, key.kind(), &mut text),
            View::Bytes(bytes) if self.options.bytes == BytesForm::Base64 => {
                base64::encode(bytes, &mut text);
            }
            // No key holds a map, so that this goes no deeper.
            View::Bool(_)
            | View::Bytes(_)
            | View::List(_)
            | View::Struct(_)
            | View::Union { .. }
            | View::Any(_)
            | View::Optional(_)
            | View::TypeObject(_)
            | View::Set(_)
            | View::Map(_) => {
                let layout = Layout::Compact;
                let options = JsonOptions {
                    layout,
                    ..self.options
                };
                let written = Writer::new(options, &mut text).write(key);
                written.map_err(|_| self.not_utf8())?;
            }
        }
        Ok(text)
    }

    /// The error that the string being written is not UTF-8.
    fn not_utf8(&self) -> JsonWriteError {
        let mut path = "$".to_owned();
        for open in &self.open {
            // The item being written has been counted.
            let index = open.count.saturating_sub(1);
            let key = match &open.items {
                Items::Parts(_) | Items::Keys(_) => {
                    path.push_str(&format!("[{index}]"));
                    continue;
                }
                Items::Entries(key, _) => {
                    let key = key.map(|key| crate::text::untyped_text(key, ""));
                    path.push_str(&format!("[{}]", key.unwrap_or_default()));
                    continue;
                }
                Items::Fields(keys, _) => keys.key(index),
                Items::Field(keys, index, _) => keys.key(*index),
                Items::Held(..) => continue,
            };
            path.push('.');
            path.push_str(key);
        }
        JsonWriteError::NotUtf8 { path }
    }
}

/// What is written before an item.
enum Key<'v> {
    None,
    Field(Rc<Keys>, usize),
    Held,
    Value(ValueRef<'v>),
}

fn write_integer(value: ValueRef<'_>, out: &mut String) {
    match value.view() {
        View::Unsigned(value) => out.push_str(&value.to_string()),
        View::Signed(value) => out.push_str(&value.to_string()),
        View::Any(_)
        | View::Optional(_)
        | View::Bool(_)
        | View::Float(_)
        | View::String(_)
        | View::Enum { .. }
        | View::TypeObject(_)
        | View::Bytes(_)
        | View::List(_)
        | View::Set(_)
        | View::Map(_)
        | View::Struct(_)
        | View::Union { .. } => {}
    }
}

fn write_string(text: &str, out: &mut String) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|c| matches!(c, '"' | '\\' | '\0'..='\x1f')) {
        out.push_str(&rest[..at]);
        let byte = rest.as_bytes()[at];
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => out.push_str(&format!("\\u{byte:04x}")),
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}
