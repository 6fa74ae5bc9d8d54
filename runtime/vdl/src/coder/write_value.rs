//! Dynamic values write themselves.

use super::{Describer, Signature, VdlType, VdlWrite, Writer};
use crate::kind::Kind;
use crate::types::{Pending, Type, TypeRef};
use crate::value::{Entries, FieldValues, Parts, Value, ValueRef, View};

/// A value some of whose parts have been written.
enum Frame<'a> {
    List(Parts<'a>),
    Set(Parts<'a>),
    /// With the element of the last entry if its turn has not come.
    Map(Entries<'a>, Option<ValueRef<'a>>),
    Struct(FieldValues<'a>, usize),
    /// What a union, an optional or an any holds, if its turn has not come.
    Held(Option<ValueRef<'a>>, Holder),
}

#[derive(Clone, Copy)]
enum Holder {
    Union,
    Some,
    Any,
}

/// Writes a value in the place of a value of its type.
///
/// Values are nested deeper than a stack should be asked to follow, so this does not recurse.
pub fn write_value<W: Writer>(writer: &mut W, value: ValueRef<'_>) -> Result<(), W::Error> {
    let mut path = Vec::new();
    let mut next = value;
    writer.begin_dynamic();
    loop {
        if let Some(frame) = begin(writer, next)? {
            path.push(frame);
        }
        next = loop {
            let Some(frame) = path.last_mut() else {
                writer.end_dynamic();
                return Ok(());
            };
            if let Some(part) = advance(writer, frame)? {
                break part;
            }
            path.pop();
        };
    }
}

/// Writes a value that has no parts, or the beginning of one that has.
fn begin<'a, W: Writer>(
    writer: &mut W,
    value: ValueRef<'a>,
) -> Result<Option<Frame<'a>>, W::Error> {
    let is_array = value.ty().len().is_some();
    match value.view() {
        View::Any(None) => writer.any_none()?,
        View::Any(Some(held)) => {
            writer.begin_any(held.ty())?;
            return Ok(Some(Frame::Held(Some(held), Holder::Any)));
        }
        View::Optional(None) => writer.none()?,
        View::Optional(Some(held)) => {
            writer.begin_some()?;
            return Ok(Some(Frame::Held(Some(held), Holder::Some)));
        }
        View::Bool(value) => writer.bool(value)?,
        View::Unsigned(number) => writer.uint(value.kind(), number)?,
        View::Signed(number) => writer.int(value.kind(), number)?,
        View::Float(number) => writer.float(value.kind(), number)?,
        View::String(text) => writer.string(text)?,
        View::Enum { index, .. } => writer.label(index)?,
        View::TypeObject(ty) => writer.type_object(ty)?,
        View::Bytes(bytes) if is_array => writer.byte_array(bytes)?,
        View::Bytes(bytes) => writer.byte_list(bytes)?,
        View::List(parts) => {
            if is_array {
                writer.begin_array(parts.len())?;
            } else {
                writer.begin_list(parts.len())?;
            }
            return Ok(Some(Frame::List(parts)));
        }
        View::Set(parts) => {
            writer.begin_set(parts.len())?;
            return Ok(Some(Frame::Set(parts)));
        }
        View::Map(entries) => {
            writer.begin_map(entries.len())?;
            return Ok(Some(Frame::Map(entries, None)));
        }
        View::Struct(fields) => {
            writer.begin_struct()?;
            return Ok(Some(Frame::Struct(fields, 0)));
        }
        View::Union { index, value, .. } => {
            writer.begin_union(index)?;
            return Ok(Some(Frame::Held(Some(value), Holder::Union)));
        }
    }
    Ok(None)
}

/// The next part of a value, or nothing once its end is written.
fn advance<'a, W: Writer>(
    writer: &mut W,
    frame: &mut Frame<'a>,
) -> Result<Option<ValueRef<'a>>, W::Error> {
    match frame {
        Frame::List(parts) => match parts.next() {
            Some(part) => return Ok(Some(part)),
            None => writer.end_list()?,
        },
        Frame::Set(parts) => match parts.next() {
            Some(part) => return Ok(Some(part)),
            None => writer.end_set()?,
        },
        Frame::Map(entries, waiting) => {
            if let Some(elem) = waiting.take() {
                return Ok(Some(elem));
            }
            match entries.next() {
                Some((key, elem)) => {
                    *waiting = Some(elem);
                    return Ok(Some(key));
                }
                None => writer.end_map()?,
            }
        }
        Frame::Struct(fields, index) => {
            for (_, part) in fields {
                *index += 1;
                if !part.is_zero() {
                    writer.field(*index - 1)?;
                    return Ok(Some(part));
                }
            }
            writer.end_struct()?;
        }
        Frame::Held(held, holder) => {
            if let Some(held) = held.take() {
                return Ok(Some(held));
            }
            match holder {
                Holder::Union => writer.end_union()?,
                Holder::Some => writer.end_some()?,
                Holder::Any => writer.end_any()?,
            }
        }
    }
    Ok(None)
}

/// In Rust types a dynamic value stands for `any`.
impl VdlType for Value {
    type Identity = Self;

    const SIGNATURE: Signature = Signature::primitive(Kind::Any);

    fn describe(describer: &mut Describer) -> Pending {
        describer.builder().primitive(Kind::Any)
    }

    fn vdl_type() -> &'static Type {
        &ANY
    }
}

static ANY: Type = Type::ANY;

impl VdlWrite for Value {
    fn is_zero(&self) -> bool {
        // Whatever an any holds, it is not nil.
        matches!(self.view(), View::Any(None))
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        if self.kind() == Kind::Any {
            return write_value(writer, self.as_ref());
        }
        writer.begin_any(self.ty().as_ref())?;
        write_value(writer, self.as_ref())?;
        writer.end_any()
    }

    fn bare_type(&self) -> TypeRef<'_> {
        bare(self.as_ref()).ty()
    }

    fn write_bare<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        write_value(writer, bare(self.as_ref()))
    }
}

/// What an any holds; other values are what they are.
fn bare(value: ValueRef<'_>) -> ValueRef<'_> {
    value.any().flatten().unwrap_or(value)
}
