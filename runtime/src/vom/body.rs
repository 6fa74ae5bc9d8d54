//! What both readers of message bodies share: the input, the tables, the bounds.

use std::sync::Arc;

use bytes::Bytes;
use vdl::coder::{Encoded, ReadError};
use vdl::{Kind, Type, TypeRef};

use super::error::{Bound, DecodeError, DecodeErrorKind};
use super::limits::Limits;
use super::types::TypeDecoder;
use super::wire::{Input, NIL};

/// The body of a value.
#[derive(Debug)]
pub(super) struct Body<'a, 't> {
    pub(super) input: Input<'a>,
    source: Source<'t>,
    /// What the input is part of, if those who keep parts of it can share it.
    shared: Option<&'a Bytes>,
    /// How many more levels values may be nested.
    levels: u32,
    /// How many levels more where there is no recursion.
    spare_levels: u32,
    /// How many more bytes of memory values may take.
    memory: usize,
    /// The types of the source, once an any was kept that refers to them.
    kept_types: Option<Arc<[Type]>>,
}

/// Where the types are that a body refers to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Source<'t> {
    /// In the tables of the message, by way of the types of the stream.
    Message(&'t TypeDecoder, &'t Tables),
    /// With the any whose body it is; its lengths were checked and forgotten.
    Any(&'t Arc<[Type]>),
}

/// The tables of a value message: vom §7.
#[derive(Default, Debug)]
pub(super) struct Tables {
    pub(super) type_ids: Vec<u64>,
    pub(super) any_lens: Vec<u64>,
}

/// How a body is going to be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Nesting {
    /// By code that keeps a path of its own.
    Dynamic,
    /// By code that may recurse on the stack.
    Static,
}

impl Nesting {
    /// How values of a type are read.
    #[inline]
    pub(super) fn of(ty: &Type) -> Self {
        if *ty == Type::ANY {
            Self::Dynamic
        } else {
            Self::Static
        }
    }
}

impl<'a, 't> Body<'a, 't> {
    /// A body that is the beginning of `input`, or all of it.
    #[inline(always)]
    pub(super) fn new(
        input: Input<'a>,
        source: Source<'t>,
        nesting: Nesting,
        limits: &Limits,
        shared: Option<&'a Bytes>,
    ) -> Self {
        let levels = match nesting {
            Nesting::Dynamic => limits.depth,
            Nesting::Static => limits.static_depth,
        };
        let memory = input.len().saturating_mul(16);
        Self {
            memory: memory.saturating_add(limits.memory),
            input,
            source,
            shared,
            levels,
            spare_levels: limits.depth.saturating_sub(levels),
            kept_types: None,
        }
    }

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

    /// Does what does not recurse.
    pub(super) fn deep<T>(&mut self, reading: impl FnOnce(&mut Self) -> T) -> T {
        let spare = std::mem::take(&mut self.spare_levels);
        self.levels = self.levels.saturating_add(spare);
        let read = reading(self);
        self.levels = self.levels.saturating_sub(spare);
        self.spare_levels = spare;
        read
    }

    /// A type from the type table.
    pub(super) fn table_type(&mut self) -> Result<TypeRef<'t>, DecodeError> {
        let index = self.input.uint()?;
        let position = usize::try_from(index).ok();
        let found = match self.source {
            Source::Any(types) => position.and_then(|index| types.get(index)),
            Source::Message(types, tables) => {
                match position.and_then(|index| tables.type_ids.get(index)) {
                    Some(id) => Some(types.find(*id).map_err(|kind| self.input.fail(kind))?),
                    None => None,
                }
            }
        };
        match found {
            Some(ty) => Ok(ty.as_ref()),
            None => Err(self.input.fail(DecodeErrorKind::TypeTableIndex(index))),
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
        if let Source::Message(_, tables) = self.source
            && !usize::try_from(index).is_ok_and(|index| index < tables.any_lens.len())
        {
            return Err(self.input.fail(DecodeErrorKind::AnyLenTableIndex(index)));
        }
        Ok(Some(ty))
    }

    /// Takes the value of a type that comes next as it is.
    ///
    /// Its length is found out and not looked up: what the tables claim is not checked by anybody else either, and who
    /// writes the value again counts for himself.
    pub(super) fn encoded(&mut self, ty: TypeRef<'t>) -> Result<Encoded, DecodeError> {
        let start = self.input.rest();
        self.skip(ty)?;
        let body = &start[..start.len() - self.input.len()];
        let types = if ty.reaches_any() || ty.reaches_typeobject() {
            self.all_types()?
        } else {
            Arc::default()
        };
        if self.shared.is_none() {
            self.charge(body.len())?;
        }
        Ok(Encoded {
            ty: ty.to_owned(),
            types,
            body: self.keep(body),
        })
    }

    /// Part of the input, to be kept.
    pub(super) fn keep(&self, part: &'a [u8]) -> Bytes {
        match self.shared {
            Some(shared) => shared.slice_ref(part),
            None => Bytes::copy_from_slice(part),
        }
    }

    /// The whole type table; all anys of a message share it.
    fn all_types(&mut self) -> Result<Arc<[Type]>, DecodeError> {
        if let Some(types) = &self.kept_types {
            return Ok(Arc::clone(types));
        }
        let types = match self.source {
            Source::Any(types) => Arc::clone(types),
            Source::Message(types, tables) => {
                self.charge(tables.type_ids.len().saturating_mul(size_of::<Type>()))?;
                // Entries that nothing refers to need not be known.
                let resolve = |id: &u64| types.find(*id).cloned().unwrap_or(Type::ANY);
                tables.type_ids.iter().map(resolve).collect()
            }
        };
        self.kept_types = Some(Arc::clone(&types));
        Ok(types)
    }
}
