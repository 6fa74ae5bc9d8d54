//! Passing over values that nobody wants: vom §6.

use vdl::{Kind, Shape, TypeRef};

use super::body::Body;
use super::error::{DecodeError, DecodeErrorKind};
use super::wire::{END, NIL};

/// A value some of whose parts have been passed over.
enum Frame<'t> {
    /// A number of keys or elements, in turn.
    Parts([TypeRef<'t>; 2], usize),
    Struct(TypeRef<'t>),
    /// What a union, an optional or an any holds.
    Held(Option<TypeRef<'t>>),
}

impl<'t> Body<'_, 't> {
    /// Passes over a value of a type, without recursion.
    pub(super) fn skip(&mut self, ty: TypeRef<'t>) -> Result<(), DecodeError> {
        let mut path: Vec<Frame<'t>> = Vec::new();
        let mut next = ty;
        loop {
            if let Some(frame) = self.skip_head(next)? {
                self.enter()?;
                path.push(frame);
            }
            next = loop {
                let Some(frame) = path.last_mut() else {
                    return Ok(());
                };
                if let Some(part) = self.skip_part(frame)? {
                    break part;
                }
                path.pop();
                self.leave();
            };
        }
    }

    fn skip_part(&mut self, frame: &mut Frame<'t>) -> Result<Option<TypeRef<'t>>, DecodeError> {
        match frame {
            Frame::Parts(_, 0) => Ok(None),
            Frame::Parts(types, left) => {
                *left -= 1;
                // An even number of entries follows a key of a map.
                Ok(Some(types[usize::from(left.is_multiple_of(2))]))
            }
            Frame::Struct(ty) => {
                if self.input.control(END) {
                    return Ok(None);
                }
                let index = self.input.uint()?;
                self.field(*ty, index).map(Some)
            }
            Frame::Held(held) => Ok(held.take()),
        }
    }

    /// The type of a field of a struct or union.
    pub(super) fn field(&self, ty: TypeRef<'t>, index: u64) -> Result<TypeRef<'t>, DecodeError> {
        let field = usize::try_from(index)
            .ok()
            .and_then(|index| ty.fields()?.get(index));
        field
            .map(|field| field.ty)
            .ok_or_else(|| self.input.fail(DecodeErrorKind::FieldIndex(index)))
    }

    fn skip_head(&mut self, ty: TypeRef<'t>) -> Result<Option<Frame<'t>>, DecodeError> {
        let input = &mut self.input;
        Ok(Some(match ty.shape() {
            Shape::Bool => {
                input.bool()?;
                return Ok(None);
            }
            Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64 => {
                input.uint()?;
                return Ok(None);
            }
            Shape::Enum(labels) => {
                let index = input.uint()?;
                if index >= labels.len() as u64 {
                    return Err(input.fail(DecodeErrorKind::EnumIndex(index)));
                }
                return Ok(None);
            }
            Shape::TypeObject => {
                self.table_type()?;
                return Ok(None);
            }
            Shape::String => {
                input.bytes()?;
                return Ok(None);
            }
            Shape::List(elem) if elem.kind() == Kind::Byte => {
                input.bytes()?;
                return Ok(None);
            }
            Shape::Array { len, elem } => {
                input.array_header()?;
                if elem.kind() == Kind::Byte {
                    input.take(len)?;
                    return Ok(None);
                }
                Frame::Parts([elem, elem], input.room(len, 1)?)
            }
            Shape::List(part) | Shape::Set(part) => Frame::Parts([part, part], input.count(1)?),
            Shape::Map { key, elem } => Frame::Parts([key, elem], 2 * input.count(2)?),
            Shape::Struct(_) => Frame::Struct(ty),
            Shape::Union(_) => {
                let index = input.uint()?;
                Frame::Held(Some(self.field(ty, index)?))
            }
            Shape::Optional(elem) => {
                if input.control(NIL) {
                    return Ok(None);
                }
                Frame::Held(Some(elem))
            }
            Shape::Any => match self.any_header()? {
                Some(held) => Frame::Held(Some(held)),
                None => return Ok(None),
            },
        }))
    }
}
