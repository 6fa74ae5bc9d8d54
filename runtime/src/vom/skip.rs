//! Passing over values that are not decoded: vom §6.

use vdl::{Kind, Shape, TypeRef};

use super::body::Body;
use super::error::{DecodeError, DecodeErrorKind};
use super::wire::{END, NIL};

/// The way through a value, without recursion.
pub(super) struct Walk<'t> {
    path: Vec<Frame<'t>>,
    next: Option<TypeRef<'t>>,
}

/// A place in a value that refers to the tables of the message, or depends on such a place.
///
/// Positions are numbers of bytes that were left of the input.
pub(super) enum Seam<'t> {
    /// A type was passed over that began at a position.
    TypeObject(usize, TypeRef<'t>),
    /// The header of an any was passed over that began at a position; what is held follows.
    Any(usize, TypeRef<'t>),
    /// What an any holds was passed over.
    EndAny,
}

/// A value some of whose parts have been passed over.
enum Frame<'t> {
    /// A number of keys or elements, in turn.
    Parts([TypeRef<'t>; 2], usize),
    Struct(TypeRef<'t>),
    /// What a union or an optional holds, if its turn has not come.
    Held(Option<TypeRef<'t>>),
    /// What an any holds, likewise.
    Any(Option<TypeRef<'t>>),
}

/// The beginning of a value.
enum Head<'t> {
    /// It was all.
    Whole,
    Seam(Seam<'t>),
    Parts(Frame<'t>),
}

impl<'t> Body<'_, 't> {
    /// Passes over a value of a type.
    pub(super) fn skip(&mut self, ty: TypeRef<'t>) -> Result<(), DecodeError> {
        self.deep(|body| {
            let mut walk = Walk::new(ty);
            while walk.next(body)?.is_some() {}
            Ok(())
        })
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
}

impl<'t> Walk<'t> {
    /// The way through a value of a type.
    pub(super) fn new(ty: TypeRef<'t>) -> Self {
        Self {
            path: Vec::new(),
            next: Some(ty),
        }
    }

    /// Passes over the value up to the next seam, or up to the end.
    pub(super) fn next(
        &mut self,
        body: &mut Body<'_, 't>,
    ) -> Result<Option<Seam<'t>>, DecodeError> {
        loop {
            if let Some(ty) = self.next.take() {
                match head(body, ty)? {
                    Head::Whole => {}
                    Head::Seam(seam) => {
                        if let Seam::Any(_, held) = &seam {
                            body.enter()?;
                            self.path.push(Frame::Any(Some(*held)));
                        }
                        return Ok(Some(seam));
                    }
                    Head::Parts(frame) => {
                        body.enter()?;
                        self.path.push(frame);
                    }
                }
            }
            let Some(frame) = self.path.last_mut() else {
                return Ok(None);
            };
            self.next = part(body, frame)?;
            if self.next.is_none() {
                let was_any = matches!(frame, Frame::Any(_));
                self.path.pop();
                body.leave();
                if was_any {
                    return Ok(Some(Seam::EndAny));
                }
            }
        }
    }
}

/// The type of the next part of a value.
fn part<'t>(
    body: &mut Body<'_, 't>,
    frame: &mut Frame<'t>,
) -> Result<Option<TypeRef<'t>>, DecodeError> {
    match frame {
        Frame::Parts(_, 0) => Ok(None),
        Frame::Parts(types, left) => {
            *left -= 1;
            // An even number of entries follows a key of a map.
            Ok(Some(types[usize::from(left.is_multiple_of(2))]))
        }
        Frame::Struct(ty) => {
            if body.input.control(END) {
                return Ok(None);
            }
            let index = body.input.uint()?;
            body.field(*ty, index).map(Some)
        }
        Frame::Held(held) | Frame::Any(held) => Ok(held.take()),
    }
}

fn head<'t>(body: &mut Body<'_, 't>, ty: TypeRef<'t>) -> Result<Head<'t>, DecodeError> {
    let start = body.input.len();
    let input = &mut body.input;
    Ok(match ty.shape() {
        Shape::Bool => {
            input.bool()?;
            Head::Whole
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
            Head::Whole
        }
        Shape::Enum(labels) => {
            let index = input.uint()?;
            if index >= labels.len() as u64 {
                return Err(input.fail(DecodeErrorKind::EnumIndex(index)));
            }
            Head::Whole
        }
        Shape::TypeObject => Head::Seam(Seam::TypeObject(start, body.table_type()?)),
        Shape::String => {
            input.bytes()?;
            Head::Whole
        }
        Shape::List(elem) if elem.kind() == Kind::Byte => {
            input.bytes()?;
            Head::Whole
        }
        Shape::Array { len, elem } => {
            input.array_header()?;
            if elem.kind() == Kind::Byte {
                input.take(len)?;
                return Ok(Head::Whole);
            }
            Head::Parts(Frame::Parts([elem, elem], input.room(len, 1)?))
        }
        Shape::List(part) | Shape::Set(part) => {
            Head::Parts(Frame::Parts([part, part], input.count(1)?))
        }
        Shape::Map { key, elem } => Head::Parts(Frame::Parts([key, elem], 2 * input.count(2)?)),
        Shape::Struct(_) => Head::Parts(Frame::Struct(ty)),
        Shape::Union(_) => {
            let index = input.uint()?;
            Head::Parts(Frame::Held(Some(body.field(ty, index)?)))
        }
        Shape::Optional(elem) => {
            if input.control(NIL) {
                return Ok(Head::Whole);
            }
            Head::Parts(Frame::Held(Some(elem)))
        }
        Shape::Any => match body.any_header()? {
            Some(held) => Head::Seam(Seam::Any(start, held)),
            None => Head::Whole,
        },
    })
}
