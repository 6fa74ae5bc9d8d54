//! The bodies of type messages: values of the union `wireType`, vom §4.

use vdl::{Kind, Pending, Shape, TypeBuilder, TypeRef};

use crate::vom::error::{DecodeError, DecodeErrorKind};
use crate::vom::ids;
use crate::vom::wire::{END, Input, put_uint};

/// A type as a type message has it: parts are type ids.
#[derive(Debug)]
pub(super) struct Definition {
    pub(super) name: String,
    structure: Structure,
    /// Whether all names are UTF-8.
    pub(super) is_usable: bool,
}

#[derive(Debug)]
enum Structure {
    Named(u64),
    Enum(Vec<Text>),
    Array(u64, u64),
    List(u64),
    Set(u64),
    Map(u64, u64),
    Struct(Vec<(Text, u64)>),
    Union(Vec<(Text, u64)>),
    Optional(u64),
}

/// Fields of all the structs in `wireType` but the list of fields or labels.
#[derive(Default)]
struct Raw {
    name: Text,
    second: u64,
    third: u64,
    labels: Vec<Text>,
    fields: Vec<(Text, u64)>,
}

/// A text, empty if it is not UTF-8.
#[derive(Default, Debug)]
struct Text(String, NotUtf8);

type NotUtf8 = bool;

impl Definition {
    pub(super) fn read(input: &mut Input<'_>) -> Result<Self, DecodeError> {
        let index = input.uint()?;
        // How many fields the struct has, and what the second one is.
        let (fields, second) = match index {
            0 | 3 | 4 | 8 => (2, Second::Number),
            1 => (2, Second::Labels),
            2 | 5 => (3, Second::Number),
            6 | 7 => (2, Second::Fields),
            _ => return Err(input.fail(DecodeErrorKind::FieldIndex(index))),
        };
        let raw = Raw::read(input, fields, second)?;
        let is_usable = raw.is_usable();
        if index == 0 && is_usable && raw.name.0.is_empty() {
            return Err(input.fail(DecodeErrorKind::NamelessType));
        }
        let structure = match index {
            0 => Structure::Named(raw.second),
            1 => Structure::Enum(raw.labels),
            2 => Structure::Array(raw.second, raw.third),
            3 => Structure::List(raw.second),
            4 => Structure::Set(raw.second),
            5 => Structure::Map(raw.second, raw.third),
            6 => Structure::Struct(raw.fields),
            7 => Structure::Union(raw.fields),
            _ => Structure::Optional(raw.second),
        };
        Ok(Self {
            is_usable,
            name: raw.name.0,
            structure,
        })
    }

    /// The ids that the definition refers to.
    pub(super) fn parts(&self) -> Vec<u64> {
        match &self.structure {
            Structure::Named(part)
            | Structure::Array(part, _)
            | Structure::List(part)
            | Structure::Set(part)
            | Structure::Optional(part) => vec![*part],
            Structure::Map(key, elem) => vec![*key, *elem],
            Structure::Enum(_) => Vec::new(),
            Structure::Struct(fields) | Structure::Union(fields) => {
                fields.iter().map(|(_, ty)| *ty).collect()
            }
        }
    }

    /// Describes the structure, given what the ids stand for.
    pub(super) fn describe(
        self,
        builder: &mut TypeBuilder,
        part: impl Fn(u64) -> Pending,
    ) -> Pending {
        match self.structure {
            Structure::Named(base) => part(base),
            Structure::Enum(labels) => builder.enumeration(labels.into_iter().map(|label| label.0)),
            Structure::Array(elem, len) => builder.array(len, part(elem)),
            Structure::List(elem) => builder.list(part(elem)),
            Structure::Set(key) => builder.set(part(key)),
            Structure::Map(key, elem) => builder.map(part(key), part(elem)),
            Structure::Struct(fields) => {
                builder.structure(fields.into_iter().map(|(name, ty)| (name.0, part(ty))))
            }
            Structure::Union(fields) => {
                builder.union(fields.into_iter().map(|(name, ty)| (name.0, part(ty))))
            }
            Structure::Optional(elem) => builder.optional(part(elem)),
        }
    }
}

#[derive(Clone, Copy)]
enum Second {
    Number,
    Labels,
    Fields,
}

impl Raw {
    fn is_usable(&self) -> bool {
        let names = self.fields.iter().map(|(name, _)| name);
        let mut texts = names.chain(&self.labels).chain([&self.name]);
        texts.all(|text| !text.1)
    }

    fn read(input: &mut Input<'_>, fields: u64, second: Second) -> Result<Self, DecodeError> {
        let mut raw = Self::default();
        while !input.control(END) {
            match (input.uint()?, second) {
                (0, _) => raw.name = text(input)?,
                (1, Second::Number) => raw.second = input.uint()?,
                (1, Second::Labels) => {
                    raw.labels = list(input, 1, text)?;
                }
                (1, Second::Fields) => {
                    raw.fields = list(input, 1, field)?;
                }
                (2, _) if fields > 2 => raw.third = input.uint()?,
                (index, _) => return Err(input.fail(DecodeErrorKind::FieldIndex(index))),
            }
        }
        Ok(raw)
    }
}

fn list<T>(
    input: &mut Input<'_>,
    each: u64,
    read: impl Fn(&mut Input<'_>) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let count = input.count(each)?;
    // Items are much larger than the byte that each of them takes at least.
    let mut items = Vec::with_capacity(count.min(64));
    for _ in 0..count {
        items.push(read(input)?);
    }
    Ok(items)
}

fn field(input: &mut Input<'_>) -> Result<(Text, u64), DecodeError> {
    let mut field = (Text::default(), 0);
    while !input.control(END) {
        match input.uint()? {
            0 => field.0 = text(input)?,
            1 => field.1 = input.uint()?,
            index => return Err(input.fail(DecodeErrorKind::FieldIndex(index))),
        }
    }
    Ok(field)
}

fn text(input: &mut Input<'_>) -> Result<Text, DecodeError> {
    Ok(match std::str::from_utf8(input.bytes()?) {
        Ok(text) => Text(text.to_owned(), false),
        Err(_) => Text(String::new(), true),
    })
}

/// Appends the definition of a type whose parts have ids.
pub(super) fn put_definition(out: &mut Vec<u8>, ty: TypeRef<'_>, id: impl Fn(TypeRef<'_>) -> u64) {
    let begin = |out: &mut Vec<u8>, index: u8| {
        out.push(index);
        if let Some(name) = ty.name() {
            out.push(0);
            put_text(out, name);
        }
    };
    let put_id = |out: &mut Vec<u8>, field: u8, part: TypeRef<'_>| {
        out.push(field);
        put_uint(out, id(part));
    };
    match ty.shape() {
        Shape::Enum(labels) => {
            begin(out, 1);
            out.push(1);
            put_uint(out, labels.len() as u64);
            for label in labels {
                put_text(out, label);
            }
        }
        Shape::Array { len, elem } => {
            begin(out, 2);
            put_id(out, 1, elem);
            out.push(2);
            put_uint(out, len);
        }
        Shape::List(elem) => {
            begin(out, 3);
            put_id(out, 1, elem);
        }
        Shape::Set(key) => {
            begin(out, 4);
            put_id(out, 1, key);
        }
        Shape::Map { key, elem } => {
            begin(out, 5);
            put_id(out, 1, key);
            put_id(out, 2, elem);
        }
        Shape::Struct(fields) | Shape::Union(fields) => {
            begin(out, if ty.kind() == Kind::Struct { 6 } else { 7 });
            if !fields.is_empty() {
                out.push(1);
                put_uint(out, fields.len() as u64);
            }
            for field in fields.iter() {
                out.push(0);
                put_text(out, field.name);
                put_id(out, 1, field.ty);
                out.push(END);
            }
        }
        Shape::Optional(elem) => {
            begin(out, 8);
            put_id(out, 1, elem);
        }
        Shape::Any
        | Shape::Bool
        | Shape::Byte
        | Shape::Uint16
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Int8
        | Shape::Int16
        | Shape::Int32
        | Shape::Int64
        | Shape::Float32
        | Shape::Float64
        | Shape::String
        | Shape::TypeObject => {
            begin(out, 0);
            out.push(1);
            let base = ids::of_kind(ty.kind()).expect("a kind without parts has an id");
            put_uint(out, base);
        }
    }
    out.push(END);
}

fn put_text(out: &mut Vec<u8>, text: &str) {
    put_uint(out, text.len() as u64);
    out.extend_from_slice(text.as_bytes());
}
