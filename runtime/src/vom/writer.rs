//! Values become the bodies of messages: vom §6 and §7.

use vdl::coder::Writer;
use vdl::{Kind, Type, TypeRef};

use super::error::EncodeError;
use super::types::TypeEncoder;
use super::wire::{END, MAX_LEN, NIL, put_float, put_int, put_uint};

/// The parts of a message of which the body is made, to be used again and again.
#[derive(Default, Debug)]
pub(super) struct Buffers {
    pub(super) body: Vec<u8>,
    pub(super) type_ids: Vec<u64>,
    pub(super) any_lens: Vec<u64>,
    /// For every any that is being written its entry in the table, and where its value starts.
    open: Vec<(usize, usize)>,
}

/// Writes the body of one message.
#[derive(Debug)]
pub(super) struct BodyWriter<'a> {
    pub(super) buffers: &'a mut Buffers,
    pub(super) types: &'a mut TypeEncoder,
    pub(super) type_out: &'a mut Vec<u8>,
}

impl Buffers {
    pub(super) fn clear(&mut self) {
        self.body.clear();
        self.type_ids.clear();
        self.any_lens.clear();
        self.open.clear();
    }
}

impl BodyWriter<'_> {
    #[inline]
    fn out(&mut self) -> &mut Vec<u8> {
        &mut self.buffers.body
    }

    #[inline]
    fn len(&mut self, len: usize) -> Result<(), EncodeError> {
        if len as u64 > MAX_LEN {
            return Err(EncodeError::TooLarge(len));
        }
        put_uint(self.out(), len as u64);
        Ok(())
    }

    /// The index of a type in the type table.
    fn put_type(&mut self, ty: TypeRef<'_>) {
        let id = self.types.id(ty, self.type_out);
        let ids = &mut self.buffers.type_ids;
        let index = ids
            .iter()
            .position(|known| *known == id)
            .unwrap_or_else(|| {
                ids.push(id);
                ids.len() - 1
            });
        put_uint(self.out(), index as u64);
    }
}

impl Writer for BodyWriter<'_> {
    type Error = EncodeError;

    fn refuse(&self, why: String) -> EncodeError {
        EncodeError::Refused(why)
    }

    #[inline]
    fn bool(&mut self, value: bool) -> Result<(), EncodeError> {
        self.out().push(u8::from(value));
        Ok(())
    }

    #[inline]
    fn uint(&mut self, _kind: Kind, value: u64) -> Result<(), EncodeError> {
        put_uint(self.out(), value);
        Ok(())
    }

    #[inline]
    fn int(&mut self, _kind: Kind, value: i64) -> Result<(), EncodeError> {
        put_int(self.out(), value);
        Ok(())
    }

    #[inline]
    fn float(&mut self, _kind: Kind, value: f64) -> Result<(), EncodeError> {
        put_float(self.out(), value);
        Ok(())
    }

    #[inline]
    fn string(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.len(value.len())?;
        self.out().extend_from_slice(value);
        Ok(())
    }

    #[inline]
    fn label(&mut self, index: usize) -> Result<(), EncodeError> {
        put_uint(self.out(), index as u64);
        Ok(())
    }

    fn type_object(&mut self, value: &Type) -> Result<(), EncodeError> {
        self.put_type(value.as_ref());
        Ok(())
    }

    #[inline]
    fn byte_list(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.string(value)
    }

    #[inline]
    fn byte_array(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.out().push(0);
        self.out().extend_from_slice(value);
        Ok(())
    }

    #[inline]
    fn begin_list(&mut self, len: usize) -> Result<(), EncodeError> {
        self.len(len)
    }

    #[inline]
    fn begin_array(&mut self, _len: usize) -> Result<(), EncodeError> {
        self.out().push(0);
        Ok(())
    }

    #[inline]
    fn end_list(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn begin_set(&mut self, len: usize) -> Result<(), EncodeError> {
        self.len(len)
    }

    #[inline]
    fn end_set(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn begin_map(&mut self, len: usize) -> Result<(), EncodeError> {
        self.len(len)
    }

    #[inline]
    fn end_map(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn begin_struct(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn field(&mut self, index: usize) -> Result<(), EncodeError> {
        put_uint(self.out(), index as u64);
        Ok(())
    }

    #[inline]
    fn end_struct(&mut self) -> Result<(), EncodeError> {
        self.out().push(END);
        Ok(())
    }

    #[inline]
    fn begin_union(&mut self, index: usize) -> Result<(), EncodeError> {
        put_uint(self.out(), index as u64);
        Ok(())
    }

    #[inline]
    fn end_union(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn none(&mut self) -> Result<(), EncodeError> {
        self.out().push(NIL);
        Ok(())
    }

    #[inline]
    fn begin_some(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    #[inline]
    fn end_some(&mut self) -> Result<(), EncodeError> {
        Ok(())
    }

    fn any_none(&mut self) -> Result<(), EncodeError> {
        self.out().push(NIL);
        Ok(())
    }

    fn begin_any(&mut self, ty: TypeRef<'_>) -> Result<(), EncodeError> {
        self.put_type(ty);
        let entry = self.buffers.any_lens.len();
        self.buffers.any_lens.push(0);
        put_uint(self.out(), entry as u64);
        let start = self.buffers.body.len();
        self.buffers.open.push((entry, start));
        Ok(())
    }

    fn end_any(&mut self) -> Result<(), EncodeError> {
        let (entry, start) = self.buffers.open.pop().expect("an any that ends has begun");
        let len = self.buffers.body.len() - start;
        if len as u64 > MAX_LEN {
            return Err(EncodeError::TooLarge(len));
        }
        self.buffers.any_lens[entry] = len as u64;
        Ok(())
    }
}
