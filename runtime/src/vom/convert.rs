//! Reading bodies of one type as values of another: vom §13.

mod lists;
mod pairs;
mod reader;
mod scalars;

use vdl::coder::{ReadError, Target};
use vdl::{ConvertError, Kind, Shape, TypeRef};

use self::pairs::{Pairs, Plan};
use super::body::Body;
use super::error::DecodeError;
use super::wire::NIL;

/// Reads the body of a message with conversion.
#[derive(Debug)]
pub(super) struct ConvertReader<'a, 't> {
    body: Body<'a, 't>,
    /// What comes next in the body.
    place: Place<'t>,
    /// Values whose parts are being read, the innermost last.
    path: Vec<Frame<'t>>,
    pairs: Pairs<'t>,
}

/// The next value in the body.
#[derive(Clone, Copy, Debug)]
struct Place<'t> {
    ty: TypeRef<'t>,
    /// Whether it is one byte of a list or array of bytes.
    raw: bool,
}

#[derive(Debug)]
struct Frame<'t> {
    /// The value itself.
    place: Place<'t>,
    parts: Parts<'t>,
}

#[derive(Debug)]
enum Parts<'t> {
    /// Elements, keys, or what is held.
    Alike,
    Map {
        key: TypeRef<'t>,
        elem: TypeRef<'t>,
    },
    Struct {
        ty: TypeRef<'t>,
        plan: Plan,
    },
}

impl<'t> Place<'t> {
    fn of(ty: TypeRef<'t>) -> Self {
        Self { ty, raw: false }
    }
}

impl<'a, 't> ConvertReader<'a, 't> {
    pub(super) fn new(body: Body<'a, 't>, ty: TypeRef<'t>) -> Self {
        Self {
            body,
            place: Place::of(ty),
            path: Vec::new(),
            pairs: Pairs::default(),
        }
    }

    pub(super) fn into_body(self) -> Body<'a, 't> {
        self.body
    }

    fn fail_convert(&self, error: ConvertError) -> DecodeError {
        self.body.fail(ReadError::Convert(error))
    }

    fn incompatible(&self, from: TypeRef<'t>, to: TypeRef<'t>) -> DecodeError {
        self.fail_convert(ConvertError::Incompatible {
            from: from.to_owned(),
            to: to.to_owned(),
        })
    }

    #[cold]
    fn unknown_field(&self, ty: TypeRef<'t>, index: usize, target: impl Target<'t>) -> DecodeError {
        let fields = ty.fields();
        let field = fields.and_then(|fields| fields.get(index));
        let name = field.map(|field| field.name).unwrap_or_default();
        let why = format!("type {} has no field {name}", target.ty());
        self.body.fail(ReadError::Refused(why))
    }

    fn check_compatible(&mut self, from: TypeRef<'t>, to: TypeRef<'t>) -> Result<(), DecodeError> {
        if self.pairs.are_compatible(from, to) {
            return Ok(());
        }
        Err(self.incompatible(from, to))
    }

    /// Goes into any and optional down to a value that is neither.
    fn plain(&mut self, target: impl Target<'t>) -> Result<Place<'t>, DecodeError> {
        let mut place = self.place;
        loop {
            match place.ty.shape() {
                Shape::Any => {
                    let Some(held) = self.body.any_header()? else {
                        return Err(self.nil(target));
                    };
                    if has_parts(target.ty()) {
                        self.check_compatible(held, target.ty())?;
                    }
                    place = Place::of(held);
                }
                Shape::Optional(elem) => {
                    if self.body.input.control(NIL) {
                        return Err(self.nil(target));
                    }
                    place = Place::of(elem);
                }
                Shape::Bool
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
                | Shape::Enum(_)
                | Shape::TypeObject
                | Shape::Array { .. }
                | Shape::List(_)
                | Shape::Set(_)
                | Shape::Map { .. }
                | Shape::Struct(_)
                | Shape::Union(_) => return Ok(place),
            }
        }
    }

    /// What an any holds, or nothing if it is nil; other values are held by themselves.
    fn any(&mut self) -> Result<Option<Place<'t>>, DecodeError> {
        if self.place.ty.kind() != Kind::Any {
            return Ok(Some(self.place));
        }
        Ok(self.body.any_header()?.map(Place::of))
    }

    fn nil(&self, target: impl Target<'t>) -> DecodeError {
        let ty = target.ty().to_owned();
        self.fail_convert(ConvertError::Nil { ty })
    }

    /// Enters a value; `place` is what comes next in it.
    fn open(&mut self, place: Place<'t>, parts: Parts<'t>) -> Result<(), DecodeError> {
        self.body.enter()?;
        let frame = Frame {
            place: self.place,
            parts,
        };
        self.path.push(frame);
        self.place = place;
        Ok(())
    }

    fn close(&mut self) {
        let frame = self.path.pop().expect("a value that ends has begun");
        self.place = frame.place;
        self.body.leave();
    }
}

/// Whether values are checked for compatibility before their parts are looked at.
fn has_parts(ty: TypeRef<'_>) -> bool {
    matches!(
        ty.kind(),
        Kind::Optional
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map
            | Kind::Struct
            | Kind::Union
    )
}
