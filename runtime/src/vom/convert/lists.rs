//! Lists and arrays, which convert to each other.

use std::borrow::Cow;

use vdl::coder::Target;
use vdl::{ConvertError, Kind, Shape};

use super::{ConvertReader, Parts, Place};
use crate::vom::error::DecodeError;

impl<'a, 't> ConvertReader<'a, 't> {
    /// Enters a list or array, and tells the number of elements.
    pub(super) fn open_list(&mut self, target: impl Target<'t>) -> Result<usize, DecodeError> {
        let place = self.plain(target)?;
        let input = &mut self.body.input;
        let (len, elem) = if let Shape::List(elem) = place.ty.shape() {
            (input.count(1)?, elem)
        } else if let Shape::Array { len, elem } = place.ty.shape() {
            input.array_header()?;
            (input.room(len, 1)?, elem)
        } else {
            return Err(self.incompatible(place.ty, target.ty()));
        };
        let raw = elem.kind() == Kind::Byte;
        self.open(Place { ty: elem, raw }, Parts::Alike)?;
        Ok(len)
    }

    pub(super) fn check_len(
        &self,
        expected: u64,
        found: usize,
        target: impl Target<'t>,
    ) -> Result<(), DecodeError> {
        let found = found as u64;
        if found == expected {
            return Ok(());
        }
        Err(self.fail_convert(ConvertError::Length {
            ty: target.ty().to_owned(),
            expected,
            found,
        }))
    }

    /// A list or array as one of elements of kind byte.
    pub(super) fn take_bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Cow<'a, [u8]>, DecodeError> {
        let found = self.open_list(target)?;
        if let Some(len) = len {
            self.check_len(len, found, target)?;
        }
        if self.place.raw {
            self.close();
            return Ok(Cow::Borrowed(self.body.input.take(found as u64)?));
        }
        let mut bytes = Vec::with_capacity(found);
        for _ in 0..found {
            bytes.push(self.integer(Kind::Byte)? as u8);
        }
        self.close();
        Ok(Cow::Owned(bytes))
    }
}
