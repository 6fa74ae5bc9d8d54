//! The reading half of the format, which is values themselves.

use std::borrow::Cow;

use super::frame::Frame;
use super::{FromValueError, Primitive, ValueReader, Way, frame, text};
use crate::coder::{Held, ReadError, Reader, Target};
use crate::convert::ConvertError;
use crate::kind::Kind;
use crate::types::{Shape, Type, TypeRef};
use crate::value::{ValueError, View};

impl<'v> Reader<'v> for ValueReader<'v> {
    type Error = FromValueError;

    #[cold]
    fn fail(&self, cause: ReadError) -> FromValueError {
        FromValueError::new(cause, frame::path_text(&self.path))
    }

    fn charge(&mut self, bytes: usize) -> Result<(), FromValueError> {
        match self.memory.checked_sub(bytes as u64) {
            Some(rest) => {
                self.memory = rest;
                Ok(())
            }
            None => Err(self.fail(ValueError::TooLarge.into())),
        }
    }

    fn bool(&mut self) -> Result<bool, FromValueError> {
        let target = Primitive(Kind::Bool);
        let value = self.plain(target)?;
        value
            .as_bool()
            .ok_or_else(|| self.incompatible(value.ty(), target.ty()))
    }

    fn uint(&mut self, kind: Kind) -> Result<u64, FromValueError> {
        // Within the range of the kind, so casts keep the value.
        Ok(self.integer(kind)? as u64)
    }

    fn int(&mut self, kind: Kind) -> Result<i64, FromValueError> {
        Ok(self.integer(kind)? as i64)
    }

    fn float(&mut self, kind: Kind) -> Result<f64, FromValueError> {
        let number = self.number(kind)?;
        number
            .to_float(kind)
            .ok_or_else(|| self.out_of_range(number, kind))
    }

    fn string(&mut self) -> Result<&[u8], FromValueError> {
        let target = Primitive(Kind::String);
        let value = self.plain(target)?;
        text(value).ok_or_else(|| self.incompatible(value.ty(), target.ty()))
    }

    fn label(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let index = value.enum_index();
        if self.way == Way::Exact
            && let Some(index) = index
        {
            return Ok(index);
        }
        let to = target.ty();
        if value.ty() == to
            && let Some(index) = index
        {
            // Labels may be repeated; then their positions still differ.
            return Ok(index);
        }
        let (Some(label), Some(labels)) = (text(value), to.labels()) else {
            return Err(self.incompatible(value.ty(), to));
        };
        let index = std::str::from_utf8(label)
            .ok()
            .and_then(|label| labels.index_of(label));
        index.ok_or_else(|| {
            let label = String::from_utf8_lossy(label).into_owned();
            let ty = to.to_owned();
            self.fail_convert(ConvertError::Label { label, ty })
        })
    }

    fn type_object(&mut self) -> Result<Type, FromValueError> {
        let target = Primitive(Kind::TypeObject);
        let value = self.plain(target)?;
        match value.as_type() {
            Some(ty) => Ok(ty.clone()),
            None => Err(self.incompatible(value.ty(), target.ty())),
        }
    }

    fn bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'v>,
    ) -> Result<Cow<'_, [u8]>, FromValueError> {
        let value = self.plain(target)?;
        let elems = match value.view() {
            View::Bytes(bytes) => {
                self.check_len(len.unwrap_or(bytes.len() as u64), bytes.len(), target)?;
                return Ok(Cow::Borrowed(bytes));
            }
            View::List(elems) => elems,
            View::Any(_)
            | View::Optional(_)
            | View::Bool(_)
            | View::Unsigned(_)
            | View::Signed(_)
            | View::Float(_)
            | View::String(_)
            | View::Enum { .. }
            | View::TypeObject(_)
            | View::Set(_)
            | View::Map(_)
            | View::Struct(_)
            | View::Union { .. } => return Err(self.incompatible(value.ty(), target.ty())),
        };
        let found = elems.len();
        self.check_len(len.unwrap_or(found as u64), found, target)?;
        self.open(Frame::list(elems))?;
        let mut bytes = Vec::with_capacity(found);
        for _ in 0..found {
            bytes.push(self.integer(Kind::Byte)? as u8);
        }
        self.close()?;
        Ok(Cow::Owned(bytes))
    }

    fn begin_list(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        self.open_list(target)
    }

    fn begin_array(&mut self, len: u64, target: impl Target<'v>) -> Result<(), FromValueError> {
        let found = self.open_list(target)?;
        self.check_len(len, found, target)
    }

    fn end_list(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_set(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Set(keys) = value.view() else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let len = keys.len();
        self.open(Frame::set(keys))?;
        Ok(len)
    }

    fn end_set(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_map(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Map(entries) = value.view() else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let len = entries.len();
        self.open(Frame::map(entries))?;
        Ok(len)
    }

    // Keys and elements take turns by themselves.
    fn key(&mut self) {}

    fn elem(&mut self) {}

    fn end_map(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_struct(&mut self, target: impl Target<'v>) -> Result<(), FromValueError> {
        let value = self.plain(target)?;
        if let View::Struct(fields) = value.view()
            && let Some(plan) = self.plan(value.ty(), target)
        {
            target
                .check_fields(value.ty())
                .map_err(|cause| self.fail(cause))?;
            return self.open(Frame::structure(fields, plan));
        }
        Err(self.incompatible(value.ty(), target.ty()))
    }

    fn next_field(&mut self, _target: impl Target<'v>) -> Result<Option<usize>, FromValueError> {
        let Some(frame) = self.path.last_mut() else {
            return Err(self.out_of_step());
        };
        let field = frame.next_field();
        if field.is_none() {
            self.close()?;
        }
        Ok(field)
    }

    fn begin_union(&mut self, target: impl Target<'v>) -> Result<usize, FromValueError> {
        let value = self.plain(target)?;
        let View::Union {
            index,
            name,
            value: held,
        } = value.view()
        else {
            return Err(self.incompatible(value.ty(), target.ty()));
        };
        let index = if self.way == Way::Exact {
            index
        } else {
            let Shape::Union(targets) = target.ty().shape() else {
                return Err(self.incompatible(value.ty(), target.ty()));
            };
            targets.index_of(name).ok_or_else(|| {
                let (field, ty) = (name.to_owned(), target.ty().to_owned());
                self.fail_convert(ConvertError::UnionField { field, ty })
            })?
        };
        self.open(Frame::union(name, held))?;
        Ok(index)
    }

    fn end_union(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_optional(&mut self, target: impl Target<'v>) -> Result<bool, FromValueError> {
        let mut value = self.next()?;
        loop {
            if let Some(held) = value.optional() {
                let Some(held) = held else {
                    return Ok(false);
                };
                value = held;
            } else if let Some(held) = value.any() {
                let Some(held) = held else {
                    return Ok(false);
                };
                self.check_compatible(held.ty(), target.ty())?;
                value = held;
            } else {
                break;
            }
        }
        self.open(Frame::held(value))?;
        Ok(true)
    }

    fn end_some(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn begin_any(&mut self) -> Result<Option<TypeRef<'v>>, FromValueError> {
        let Some(held) = self.next_held()? else {
            return Ok(None);
        };
        self.open(Frame::held(held))?;
        Ok(Some(held.ty()))
    }

    fn end_any(&mut self) -> Result<(), FromValueError> {
        self.close()
    }

    fn held_any(&mut self) -> Result<Held, FromValueError> {
        let held = self.next_held()?;
        Ok(held.map_or(Held::Nil, |held| Held::Value(held.to_owned())))
    }
}
