//! Values become the bodies of messages: vom §6 and §7.

use std::collections::HashMap;

use vdl::coder::{Encoded, Writer};
use vdl::{Kind, MAX_VALUE_DEPTH, Type, TypeRef};

use super::error::EncodeError;
use super::splice::splice;
use super::types::TypeEncoder;
use super::wire::{END, MAX_LEN, NIL, put_float, put_int, put_uint};

/// The parts of a message of which the body is made, to be used again and again.
#[derive(Default, Debug)]
pub(super) struct Buffers {
    pub(super) type_ids: Vec<u64>,
    pub(super) any_lens: Vec<u64>,
    /// The entries of the ids, once there are many.
    type_entries: HashMap<u64, u64>,
    /// For every any that is being written its entry in the table, and where its value starts.
    open: Vec<(usize, usize)>,
}

/// How many ids are searched one by one.
const FEW_IDS: usize = 16;

/// How deep values may be nested that are written by code that recurses on the stack: twice as deep as such code reads,
/// since who reads may have more room or not recurse.
const STATIC_DEPTH: u32 = 512;

/// How many levels more there are for code that does not recurse: in all as many as readers follow that do not either.
const SPARE_LEVELS: u32 = MAX_VALUE_DEPTH as u32 - STATIC_DEPTH;

/// Writes the body of one message.
#[derive(Debug)]
pub(super) struct BodyWriter<'a, T = TypeEncoder> {
    pub(super) out: &'a mut Vec<u8>,
    pub(super) buffers: &'a mut Buffers,
    pub(super) types: &'a mut T,
    pub(super) type_out: &'a mut Vec<u8>,
    /// How many more levels the value may be nested.
    levels: u32,
}

/// Who gives ids to the types that a body refers to.
pub(super) trait TypeIds {
    /// The id of a type, whose definition is appended to `out` if need be.
    fn id(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) -> u64;
}

impl TypeIds for TypeEncoder {
    fn id(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) -> u64 {
        self.id(ty, out)
    }
}

impl Buffers {
    pub(super) fn clear(&mut self) {
        self.type_ids.clear();
        self.type_entries.clear();
        self.any_lens.clear();
        self.open.clear();
    }

    /// The position in the type table of a type with an id.
    fn type_entry(&mut self, id: u64) -> u64 {
        let ids = &mut self.type_ids;
        let known = if ids.len() <= FEW_IDS {
            ids.iter()
                .position(|known| *known == id)
                .map(|entry| entry as u64)
        } else {
            self.type_entries.get(&id).copied()
        };
        if let Some(known) = known {
            return known;
        }
        let entry = ids.len() as u64;
        ids.push(id);
        if entry == FEW_IDS as u64 {
            self.type_entries.extend(ids.iter().copied().zip(0..));
        } else if entry > FEW_IDS as u64 {
            self.type_entries.insert(id, entry);
        }
        entry
    }
}

impl<'a, T: TypeIds> BodyWriter<'a, T> {
    #[inline]
    fn len(&mut self, len: usize) -> Result<(), EncodeError> {
        if len as u64 > MAX_LEN {
            return Err(EncodeError::TooLarge(len));
        }
        put_uint(self.out, len as u64);
        Ok(())
    }

    /// The index of a type in the type table.
    pub(super) fn put_type(&mut self, ty: TypeRef<'_>) {
        let id = self.types.id(ty, self.type_out);
        let entry = self.buffers.type_entry(id);
        put_uint(self.out, entry);
    }

    /// Writes a body to the end of `out`, and the types that it needs to `type_out`.
    #[inline]
    pub(super) fn new(
        out: &'a mut Vec<u8>,
        buffers: &'a mut Buffers,
        types: &'a mut T,
        type_out: &'a mut Vec<u8>,
    ) -> Self {
        Self {
            out,
            buffers,
            types,
            type_out,
            levels: STATIC_DEPTH,
        }
    }

    /// How many more levels may be nested.
    pub(super) fn levels(&self) -> u32 {
        self.levels
    }

    #[inline]
    fn enter(&mut self) -> Result<(), EncodeError> {
        match self.levels.checked_sub(1) {
            Some(levels) => {
                self.levels = levels;
                Ok(())
            }
            None => Err(EncodeError::TooDeep),
        }
    }

    #[inline]
    fn leave(&mut self) -> Result<(), EncodeError> {
        self.levels += 1;
        Ok(())
    }
}

impl<T: TypeIds> Writer for BodyWriter<'_, T> {
    type Error = EncodeError;

    fn refuse(&self, why: String) -> EncodeError {
        EncodeError::Refused(why)
    }

    #[inline]
    fn bool(&mut self, value: bool) -> Result<(), EncodeError> {
        self.out.push(u8::from(value));
        Ok(())
    }

    #[inline]
    fn uint(&mut self, _kind: Kind, value: u64) -> Result<(), EncodeError> {
        put_uint(self.out, value);
        Ok(())
    }

    #[inline]
    fn int(&mut self, _kind: Kind, value: i64) -> Result<(), EncodeError> {
        put_int(self.out, value);
        Ok(())
    }

    #[inline]
    fn float(&mut self, _kind: Kind, value: f64) -> Result<(), EncodeError> {
        put_float(self.out, value);
        Ok(())
    }

    #[inline]
    fn string(&mut self, value: &[u8]) -> Result<(), EncodeError> {
        self.len(value.len())?;
        self.out.extend_from_slice(value);
        Ok(())
    }

    #[inline]
    fn label(&mut self, index: usize) -> Result<(), EncodeError> {
        put_uint(self.out, index as u64);
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
        self.out.push(0);
        self.out.extend_from_slice(value);
        Ok(())
    }

    #[inline]
    fn begin_list(&mut self, len: usize) -> Result<(), EncodeError> {
        self.enter()?;
        self.len(len)
    }

    #[inline]
    fn begin_array(&mut self, _len: usize) -> Result<(), EncodeError> {
        self.enter()?;
        self.out.push(0);
        Ok(())
    }

    #[inline]
    fn end_list(&mut self) -> Result<(), EncodeError> {
        self.leave()
    }

    #[inline]
    fn begin_set(&mut self, len: usize) -> Result<(), EncodeError> {
        self.enter()?;
        self.len(len)
    }

    #[inline]
    fn end_set(&mut self) -> Result<(), EncodeError> {
        self.leave()
    }

    #[inline]
    fn begin_map(&mut self, len: usize) -> Result<(), EncodeError> {
        self.enter()?;
        self.len(len)
    }

    #[inline]
    fn end_map(&mut self) -> Result<(), EncodeError> {
        self.leave()
    }

    #[inline]
    fn begin_struct(&mut self) -> Result<(), EncodeError> {
        self.enter()
    }

    #[inline]
    fn field(&mut self, index: usize) -> Result<(), EncodeError> {
        put_uint(self.out, index as u64);
        Ok(())
    }

    #[inline]
    fn end_struct(&mut self) -> Result<(), EncodeError> {
        self.out.push(END);
        self.leave()
    }

    #[inline]
    fn begin_union(&mut self, index: usize) -> Result<(), EncodeError> {
        self.enter()?;
        put_uint(self.out, index as u64);
        Ok(())
    }

    #[inline]
    fn end_union(&mut self) -> Result<(), EncodeError> {
        self.leave()
    }

    #[inline]
    fn none(&mut self) -> Result<(), EncodeError> {
        self.out.push(NIL);
        Ok(())
    }

    #[inline]
    fn begin_some(&mut self) -> Result<(), EncodeError> {
        self.enter()
    }

    #[inline]
    fn end_some(&mut self) -> Result<(), EncodeError> {
        self.leave()
    }

    fn any_none(&mut self) -> Result<(), EncodeError> {
        self.out.push(NIL);
        Ok(())
    }

    fn begin_any(&mut self, ty: TypeRef<'_>) -> Result<(), EncodeError> {
        self.enter()?;
        self.put_type(ty);
        let entry = self.buffers.any_lens.len();
        self.buffers.any_lens.push(0);
        put_uint(self.out, entry as u64);
        let start = self.out.len();
        self.buffers.open.push((entry, start));
        Ok(())
    }

    fn end_any(&mut self) -> Result<(), EncodeError> {
        let (entry, start) = self.buffers.open.pop().expect("an any that ends has begun");
        let len = self.out.len() - start;
        if len as u64 > MAX_LEN {
            return Err(EncodeError::TooLarge(len));
        }
        self.buffers.any_lens[entry] = len as u64;
        self.leave()
    }

    fn begin_dynamic(&mut self) {
        self.levels = self.levels.saturating_add(SPARE_LEVELS);
    }

    fn end_dynamic(&mut self) {
        self.levels = self.levels.saturating_sub(SPARE_LEVELS);
    }

    fn encoded(&mut self, value: &Encoded) -> Result<bool, EncodeError> {
        self.begin_dynamic();
        splice(self, value)?;
        self.end_dynamic();
        Ok(true)
    }
}
