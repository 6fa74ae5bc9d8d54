//! Numbers and labels.

use vdl::coder::{Number, Target};
use vdl::{Kind, Labels, TypeRef};

use super::ConvertReader;
use crate::vom::error::{DecodeError, DecodeErrorKind};
use crate::vom::exact::{float_fits, int_fits, out_of_range, uint_fits};
use crate::vom::ids::{built_in_type, of_kind};

impl<'t> ConvertReader<'_, 't> {
    pub(super) fn number(&mut self, kind: Kind) -> Result<Number, DecodeError> {
        let place = self.plain(Primitive(kind))?;
        let input = &mut self.body.input;
        if place.raw {
            return Ok(Number::Unsigned(u64::from(input.byte()?)));
        }
        let from = place.ty.kind();
        Ok(if from.is_unsigned() {
            let mut value = input.uint()?;
            if from == Kind::Byte {
                // What is beyond eight bits is dropped, as peers do.
                value &= 0xFF;
            }
            if !uint_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Unsigned(value)
        } else if from.is_signed() {
            let value = input.int()?;
            if !int_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Signed(value)
        } else if from == Kind::Float32 {
            let value = input.float()?;
            if !float_fits(from, value) {
                return Err(out_of_range(&self.body, value.to_string(), from));
            }
            Number::Float32(value)
        } else if from == Kind::Float64 {
            Number::Float64(input.float()?)
        } else {
            return Err(self.incompatible(place.ty, Primitive(kind).ty()));
        })
    }

    pub(super) fn integer(&mut self, kind: Kind) -> Result<i128, DecodeError> {
        let number = self.number(kind)?;
        number
            .to_integer(kind)
            .ok_or_else(|| out_of_range(&self.body, number.to_string(), kind))
    }

    pub(super) fn enum_index(&mut self, labels: Labels<'t>) -> Result<usize, DecodeError> {
        let index = self.body.input.uint()?;
        usize::try_from(index)
            .ok()
            .filter(|index| *index < labels.len())
            .ok_or_else(|| self.body.input.fail(DecodeErrorKind::EnumIndex(index)))
    }

    pub(super) fn enum_label(&mut self, labels: Labels<'t>) -> Result<&'t str, DecodeError> {
        let index = self.enum_index(labels)?;
        Ok(labels.label(index).unwrap_or_default())
    }
}

/// The unnamed type of a kind as a target.
#[derive(Clone, Copy)]
pub(super) struct Primitive(pub(super) Kind);

impl<'t> Target<'t> for Primitive {
    fn ty(self) -> TypeRef<'t> {
        let built_in = of_kind(self.0).and_then(built_in_type);
        built_in.expect("scalars have a built-in type").as_ref()
    }
}
