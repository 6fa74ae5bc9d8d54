//! The converting reader as seen by what is read.

use std::borrow::Cow;

use bytes::Bytes;
use vdl::coder::{Held, ReadError, Reader, Target, read_value};
use vdl::{ConvertError, Kind, Shape, Type, TypeRef};

use super::pairs::DROPPED;
use super::scalars::Primitive;
use super::{ConvertReader, Frame, Parts, Place};
use crate::vom::error::{DecodeError, DecodeErrorKind};
use crate::vom::exact::out_of_range;
use crate::vom::wire::{END, NIL};

impl<'t> Reader<'t> for ConvertReader<'_, 't> {
    type Error = DecodeError;

    fn fail(&self, cause: ReadError) -> DecodeError {
        self.body.fail(cause)
    }

    fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.body.charge(bytes)
    }

    fn bool(&mut self) -> Result<bool, DecodeError> {
        let place = self.plain(Primitive(Kind::Bool))?;
        if place.ty.kind() != Kind::Bool {
            return Err(self.incompatible(place.ty, Primitive(Kind::Bool).ty()));
        }
        self.body.input.bool()
    }

    fn uint(&mut self, kind: Kind) -> Result<u64, DecodeError> {
        // Within the range of the kind, so casts keep the value.
        Ok(self.integer(kind)? as u64)
    }

    fn int(&mut self, kind: Kind) -> Result<i64, DecodeError> {
        Ok(self.integer(kind)? as i64)
    }

    fn float(&mut self, kind: Kind) -> Result<f64, DecodeError> {
        let number = self.number(kind)?;
        number
            .to_float(kind)
            .ok_or_else(|| out_of_range(&self.body, number.to_string(), kind))
    }

    fn string(&mut self) -> Result<&[u8], DecodeError> {
        let place = self.plain(Primitive(Kind::String))?;
        if place.ty.kind() == Kind::String {
            self.body.input.bytes()
        } else if let Some(labels) = place.ty.labels() {
            Ok(self.enum_label(labels)?.as_bytes())
        } else {
            Err(self.incompatible(place.ty, Primitive(Kind::String).ty()))
        }
    }

    fn label(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let to = target.ty();
        let label = if let Some(labels) = place.ty.labels() {
            if place.ty == to {
                // Labels may be repeated; then their positions still differ.
                return self.enum_index(labels);
            }
            self.enum_label(labels)?.as_bytes()
        } else if place.ty.kind() == Kind::String {
            self.body.input.bytes()?
        } else {
            return Err(self.incompatible(place.ty, to));
        };
        let index = std::str::from_utf8(label)
            .ok()
            .and_then(|label| to.labels()?.index_of(label));
        index.ok_or_else(|| {
            let label = String::from_utf8_lossy(label).into_owned();
            let ty = to.to_owned();
            self.fail_convert(ConvertError::Label { label, ty })
        })
    }

    fn type_object(&mut self) -> Result<Type, DecodeError> {
        let place = self.plain(Primitive(Kind::TypeObject))?;
        if place.ty.kind() != Kind::TypeObject {
            return Err(self.incompatible(place.ty, Primitive(Kind::TypeObject).ty()));
        }
        self.body.type_object()
    }

    fn bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Cow<'_, [u8]>, DecodeError> {
        self.take_bytes(len, target)
    }

    fn shared_bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Bytes, DecodeError> {
        Ok(match self.take_bytes(len, target)? {
            Cow::Borrowed(bytes) => self.body.keep(bytes),
            Cow::Owned(bytes) => bytes.into(),
        })
    }

    fn begin_list(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.open_list(target)
    }

    fn begin_array(&mut self, len: u64, target: impl Target<'t>) -> Result<(), DecodeError> {
        let found = self.open_list(target)?;
        self.check_len(len, found, target)
    }

    fn end_list(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_set(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let Shape::Set(key) = place.ty.shape() else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let len = self.body.input.count(1)?;
        self.open(Place::of(key), Parts::Alike)?;
        Ok(len)
    }

    fn end_set(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_map(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let Shape::Map { key, elem } = place.ty.shape() else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let len = self.body.input.count(2)?;
        self.open(Place::of(key), Parts::Map { key, elem })?;
        Ok(len)
    }

    fn key(&mut self) {
        if let Some(Frame {
            parts: Parts::Map { key, .. },
            ..
        }) = self.path.last()
        {
            self.place = Place::of(*key);
        }
    }

    fn elem(&mut self) {
        if let Some(Frame {
            parts: Parts::Map { elem, .. },
            ..
        }) = self.path.last()
        {
            self.place = Place::of(*elem);
        }
    }

    fn end_map(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_struct(&mut self, target: impl Target<'t>) -> Result<(), DecodeError> {
        let place = self.plain(target)?;
        let ty = place.ty;
        let Some(plan) = self.pairs.plan(ty, target.ty()) else {
            return Err(self.incompatible(ty, target.ty()));
        };
        target.check_fields(ty).map_err(|cause| self.fail(cause))?;
        self.open(place, Parts::Struct { ty, plan })
    }

    fn next_field(&mut self, target: impl Target<'t>) -> Result<Option<usize>, DecodeError> {
        let Some(Frame {
            parts: Parts::Struct { ty, plan },
            ..
        }) = self.path.last()
        else {
            unreachable!("fields are read inside a struct");
        };
        loop {
            if self.body.input.control(END) {
                self.close();
                return Ok(None);
            }
            let index = self.body.input.uint()?;
            let field = self.body.field(*ty, index)?;
            match plan[index as usize] {
                DROPPED if target.refuses_unknown() => {
                    return Err(self.unknown_field(*ty, index as usize, target));
                }
                DROPPED => self.body.skip(field)?,
                position => {
                    self.place = Place::of(field);
                    return Ok(Some(position as usize));
                }
            }
        }
    }

    fn begin_union(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let to = target.ty();
        let (Shape::Union(fields), Shape::Union(targets)) = (place.ty.shape(), to.shape()) else {
            return Err(self.incompatible(place.ty, to));
        };
        let index = self.body.input.uint()?;
        let field = usize::try_from(index)
            .ok()
            .and_then(|index| fields.get(index));
        let Some(field) = field else {
            return Err(self.body.input.fail(DecodeErrorKind::FieldIndex(index)));
        };
        let Some(index) = targets.index_of(field.name) else {
            return Err(self.fail_convert(ConvertError::UnionField {
                field: field.name.to_owned(),
                ty: to.to_owned(),
            }));
        };
        self.open(Place::of(field.ty), Parts::Alike)?;
        Ok(index)
    }

    fn end_union(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_optional(&mut self, target: impl Target<'t>) -> Result<bool, DecodeError> {
        let mut place = self.place;
        loop {
            if let Shape::Optional(elem) = place.ty.shape() {
                if self.body.input.control(NIL) {
                    return Ok(false);
                }
                place = Place::of(elem);
            } else if place.ty.kind() == Kind::Any {
                let Some(held) = self.body.any_header()? else {
                    return Ok(false);
                };
                self.check_compatible(held, target.ty())?;
                place = Place::of(held);
            } else {
                break;
            }
        }
        self.open(place, Parts::Alike)?;
        Ok(true)
    }

    fn end_some(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn begin_any(&mut self) -> Result<Option<TypeRef<'t>>, DecodeError> {
        let Some(place) = self.any()? else {
            return Ok(None);
        };
        self.open(place, Parts::Alike)?;
        Ok(Some(place.ty))
    }

    fn end_any(&mut self) -> Result<(), DecodeError> {
        self.close();
        Ok(())
    }

    fn held_any(&mut self) -> Result<Held, DecodeError> {
        let Some(place) = self.any()? else {
            return Ok(Held::Nil);
        };
        if !place.raw {
            return Ok(Held::Encoded(self.body.encoded(place.ty)?));
        }
        // A byte by itself is written in another way.
        self.open(place, Parts::Alike)?;
        let byte = read_value(self, place.ty)?;
        self.close();
        Ok(Held::Value(byte))
    }
}
