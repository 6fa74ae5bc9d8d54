//! What both readers of message bodies share: the input, the tables, the bounds.

use vdl::coder::ReadError;
use vdl::{Kind, Type, TypeRef};

use super::error::{Bound, DecodeError, DecodeErrorKind};
use super::types::TypeDecoder;
use super::wire::{Input, NIL};

/// The body of a value message.
#[derive(Debug)]
pub(super) struct Body<'a, 't> {
    pub(super) input: Input<'a>,
    pub(super) types: &'t TypeDecoder,
    pub(super) tables: &'t Tables,
    /// How many more levels values may be nested.
    pub(super) levels: u32,
    /// How many more bytes of memory values may take.
    pub(super) memory: usize,
}

/// The tables of a value message: vom §7.
#[derive(Default, Debug)]
pub(super) struct Tables {
    pub(super) type_ids: Vec<u64>,
    pub(super) any_lens: Vec<u64>,
}

impl<'t> Body<'_, 't> {
    pub(super) fn fail(&self, cause: ReadError) -> DecodeError {
        self.input.fail(DecodeErrorKind::Read(cause))
    }

    #[inline]
    pub(super) fn charge(&mut self, bytes: usize) -> Result<(), DecodeError> {
        match self.memory.checked_sub(bytes) {
            Some(rest) => {
                self.memory = rest;
                Ok(())
            }
            None => Err(self.input.fail(DecodeErrorKind::Limit(Bound::Memory))),
        }
    }

    #[inline]
    pub(super) fn enter(&mut self) -> Result<(), DecodeError> {
        match self.levels.checked_sub(1) {
            Some(rest) => {
                self.levels = rest;
                Ok(())
            }
            None => Err(self.input.fail(DecodeErrorKind::Limit(Bound::Depth))),
        }
    }

    #[inline]
    pub(super) fn leave(&mut self) {
        self.levels += 1;
    }

    /// A type from the type table.
    pub(super) fn table_type(&mut self) -> Result<TypeRef<'t>, DecodeError> {
        let index = self.input.uint()?;
        let id = usize::try_from(index)
            .ok()
            .and_then(|index| self.tables.type_ids.get(index));
        let Some(id) = id else {
            return Err(self.input.fail(DecodeErrorKind::TypeTableIndex(index)));
        };
        match self.types.find(*id) {
            Ok(ty) => Ok(ty.as_ref()),
            Err(kind) => Err(self.input.fail(kind)),
        }
    }

    pub(super) fn type_object(&mut self) -> Result<Type, DecodeError> {
        Ok(self.table_type()?.to_owned())
    }

    /// The header of an any: the type of what it holds, or nothing if it is nil.
    pub(super) fn any_header(&mut self) -> Result<Option<TypeRef<'t>>, DecodeError> {
        if self.input.control(NIL) {
            return Ok(None);
        }
        let ty = self.table_type()?;
        if ty.kind() == Kind::Any {
            return Err(self.input.fail(DecodeErrorKind::Invalid("any inside any")));
        }
        let index = self.input.uint()?;
        let len = usize::try_from(index)
            .ok()
            .and_then(|index| self.tables.any_lens.get(index));
        if len.is_none() {
            return Err(self.input.fail(DecodeErrorKind::AnyLenTableIndex(index)));
        }
        Ok(Some(ty))
    }
}
