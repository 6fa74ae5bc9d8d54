//! Reading bodies whose type is the wanted one.
//!
//! Nothing is looked up here: the caller knows what comes as well as the sender did.

use std::borrow::Cow;

use bytes::Bytes;
use vdl::coder::{Held, ReadError, Reader, Target};
use vdl::{ConvertError, Kind, Type, TypeRef};

use super::body::Body;
use super::error::{DecodeError, DecodeErrorKind};
use super::wire::{END, NIL};

/// Reads the body of a message without conversion.
#[derive(Debug)]
pub(super) struct ExactReader<'a, 't> {
    pub(super) body: Body<'a, 't>,
    /// The type of the message, where it is what an any holds and has no header.
    pub(super) held: Option<TypeRef<'t>>,
}

impl<'a, 't> ExactReader<'a, 't> {
    #[cold]
    fn out_of_range(&self, value: String, kind: Kind) -> DecodeError {
        out_of_range(&self.body, value, kind)
    }

    /// As many bytes as an array has, or a list of them.
    #[inline]
    fn take_bytes(&mut self, len: Option<u64>) -> Result<&'a [u8], DecodeError> {
        match len {
            Some(len) => {
                self.body.input.array_header()?;
                self.body.input.take(len)
            }
            None => self.body.input.bytes(),
        }
    }

    /// The type of what an any holds, which comes next.
    fn any(&mut self) -> Result<Option<TypeRef<'t>>, DecodeError> {
        match self.held.take() {
            Some(held) if held.kind() != Kind::Any => Ok(Some(held)),
            Some(_) | None => self.body.any_header(),
        }
    }
}

/// The error for a number that its own type cannot have.
#[cold]
pub(super) fn out_of_range(body: &Body<'_, '_>, value: String, kind: Kind) -> DecodeError {
    let ty = Type::primitive(kind).unwrap_or(Type::ANY);
    body.fail(ReadError::Convert(ConvertError::Number { value, ty }))
}

/// Whether an unsigned integer fits its kind.
#[inline]
pub(super) fn uint_fits(kind: Kind, value: u64) -> bool {
    let bits = kind.bit_len().unwrap_or(u64::BITS);
    bits >= u64::BITS || value >> bits == 0
}

/// Whether a float fits its kind; infinities do.
#[inline]
pub(super) fn float_fits(kind: Kind, value: f64) -> bool {
    // NaN is not too large.
    let too_large = value.is_finite() && value.abs() > f64::from(f32::MAX);
    kind != Kind::Float32 || !too_large
}

/// Whether a signed integer fits its kind.
#[inline]
pub(super) fn int_fits(kind: Kind, value: i64) -> bool {
    let unused = u64::BITS - kind.bit_len().unwrap_or(u64::BITS);
    value << unused >> unused == value
}

impl<'t> Reader<'t> for ExactReader<'_, 't> {
    type Error = DecodeError;

    #[cold]
    fn fail(&self, cause: ReadError) -> DecodeError {
        self.body.fail(cause)
    }

    #[inline]
    fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        self.body.charge(bytes)
    }

    #[inline]
    fn bool(&mut self) -> Result<bool, DecodeError> {
        self.body.input.bool()
    }

    #[inline(always)]
    fn uint(&mut self, kind: Kind) -> Result<u64, DecodeError> {
        let value = self.body.input.uint()?;
        if kind == Kind::Byte {
            // What is beyond eight bits is dropped, as peers do.
            return Ok(value & 0xFF);
        }
        if !uint_fits(kind, value) {
            return Err(self.out_of_range(value.to_string(), kind));
        }
        Ok(value)
    }

    #[inline(always)]
    fn int(&mut self, kind: Kind) -> Result<i64, DecodeError> {
        let value = self.body.input.int()?;
        if !int_fits(kind, value) {
            return Err(self.out_of_range(value.to_string(), kind));
        }
        Ok(value)
    }

    #[inline(always)]
    fn float(&mut self, kind: Kind) -> Result<f64, DecodeError> {
        let value = self.body.input.float()?;
        if !float_fits(kind, value) {
            return Err(self.out_of_range(value.to_string(), kind));
        }
        Ok(value)
    }

    #[inline]
    fn string(&mut self) -> Result<&[u8], DecodeError> {
        self.body.input.bytes()
    }

    #[inline]
    fn label(&mut self, _target: impl Target<'t>) -> Result<usize, DecodeError> {
        let index = self.body.input.uint()?;
        usize::try_from(index).map_err(|_| self.body.input.fail(DecodeErrorKind::EnumIndex(index)))
    }

    fn type_object(&mut self) -> Result<Type, DecodeError> {
        self.body.type_object()
    }

    #[inline]
    fn bytes(
        &mut self,
        len: Option<u64>,
        _target: impl Target<'t>,
    ) -> Result<Cow<'_, [u8]>, DecodeError> {
        Ok(Cow::Borrowed(self.take_bytes(len)?))
    }

    #[inline]
    fn shared_bytes(
        &mut self,
        len: Option<u64>,
        _target: impl Target<'t>,
    ) -> Result<Bytes, DecodeError> {
        let bytes = self.take_bytes(len)?;
        Ok(self.body.keep(bytes))
    }

    #[inline]
    fn begin_list(&mut self, _target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.body.enter()?;
        self.body.input.count(1)
    }

    #[inline]
    fn begin_array(&mut self, len: u64, _target: impl Target<'t>) -> Result<(), DecodeError> {
        self.body.enter()?;
        self.body.input.array_header()?;
        self.body.input.room(len, 1)?;
        Ok(())
    }

    #[inline]
    fn end_list(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    #[inline]
    fn begin_set(&mut self, _target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.body.enter()?;
        self.body.input.count(1)
    }

    #[inline]
    fn end_set(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    #[inline]
    fn begin_map(&mut self, _target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.body.enter()?;
        self.body.input.count(2)
    }

    #[inline]
    fn key(&mut self) {}

    #[inline]
    fn elem(&mut self) {}

    #[inline]
    fn end_map(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    #[inline(always)]
    fn begin_struct(&mut self, _target: impl Target<'t>) -> Result<(), DecodeError> {
        self.body.enter()
    }

    #[inline(always)]
    fn next_field(&mut self, _target: impl Target<'t>) -> Result<Option<usize>, DecodeError> {
        if self.body.input.control(END) {
            self.body.leave();
            return Ok(None);
        }
        let index = self.body.input.uint()?;
        match usize::try_from(index) {
            Ok(index) => Ok(Some(index)),
            Err(_) => Err(self.body.input.fail(DecodeErrorKind::FieldIndex(index))),
        }
    }

    #[inline]
    fn begin_union(&mut self, _target: impl Target<'t>) -> Result<usize, DecodeError> {
        self.body.enter()?;
        let index = self.body.input.uint()?;
        usize::try_from(index).map_err(|_| self.body.input.fail(DecodeErrorKind::FieldIndex(index)))
    }

    #[inline]
    fn end_union(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    #[inline]
    fn begin_optional(&mut self, _target: impl Target<'t>) -> Result<bool, DecodeError> {
        if self.body.input.control(NIL) {
            return Ok(false);
        }
        self.body.enter()?;
        Ok(true)
    }

    #[inline]
    fn end_some(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    fn begin_any(&mut self) -> Result<Option<TypeRef<'t>>, DecodeError> {
        let held = self.any()?;
        if held.is_some() {
            self.body.enter()?;
        }
        Ok(held)
    }

    fn end_any(&mut self) -> Result<(), DecodeError> {
        self.body.leave();
        Ok(())
    }

    fn held_any(&mut self) -> Result<Held, DecodeError> {
        Ok(match self.any()? {
            Some(held) => Held::Encoded(self.body.encoded(held)?),
            None => Held::Nil,
        })
    }
}
