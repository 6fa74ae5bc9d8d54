//! Receiving types: vom §4, "reader rules", and §8.

use std::collections::{HashMap, HashSet};

use vdl::{Type, TypeBuilder};

use super::definition::Definition;
use crate::vom::error::{Bound, DecodeError, DecodeErrorKind};
use crate::vom::ids::{FIRST_USER_ID, built_in_type};
use crate::vom::limits::Limits;
use crate::vom::wire::{INCOMPLETE, Input, VERSION};

/// The types that a stream has defined so far, for the receiver.
#[derive(Debug, Default)]
pub struct TypeDecoder {
    /// The types with ids in a row, as senders number them, by the distance from the first id.
    near: Vec<Option<Type>>,
    /// The others.
    far: HashMap<u64, Type>,
    count: usize,
    /// Definitions that are not complete.
    waiting: HashMap<u64, Definition>,
    /// Types with a name that is not UTF-8, and those that reach them. They harm nobody until they are used.
    unusable: HashSet<u64>,
    version_seen: bool,
    offset: u64,
    limits: Limits,
}

impl TypeDecoder {
    /// A stream without types.
    pub fn new() -> Self {
        Self::default()
    }

    /// A stream without types, with limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// The type with an id, if it is defined already.
    #[inline]
    pub fn lookup(&self, id: u64) -> Option<&Type> {
        if id < FIRST_USER_ID {
            return built_in_type(id);
        }
        let near = usize::try_from(id - FIRST_USER_ID)
            .ok()
            .and_then(|index| self.near.get(index));
        match near {
            Some(Some(ty)) => Some(ty),
            Some(None) | None => self.far.get(&id),
        }
    }

    fn insert(&mut self, id: u64, ty: Type) {
        self.count += 1;
        // Gaps are allowed as far as they cost no more than what is there.
        let bound = 64 + 4 * self.count;
        match usize::try_from(id - FIRST_USER_ID) {
            Ok(index) if index < bound => {
                if index >= self.near.len() {
                    self.near.resize(index + 1, None);
                }
                self.near[index] = Some(ty);
            }
            Ok(_) | Err(_) => {
                self.far.insert(id, ty);
            }
        }
    }

    /// The type with an id, or why there is none.
    #[inline]
    pub(in crate::vom) fn find(&self, id: u64) -> Result<&Type, DecodeErrorKind> {
        match self.lookup(id) {
            Some(ty) => Ok(ty),
            None if self.unusable.contains(&id) => Err(DecodeErrorKind::TypeNameUtf8),
            None => Err(DecodeErrorKind::UnknownTypeId(id)),
        }
    }

    /// How much of the stream was read.
    pub(in crate::vom) fn offset(&self) -> u64 {
        self.offset
    }

    /// Reads all whole messages of a separate type stream, and moves `input` behind them.
    ///
    /// The rest, if any, is the beginning of a message, to be given again with more.
    pub fn decode(&mut self, input: &mut &[u8]) -> Result<(), DecodeError> {
        while !input.is_empty() {
            let start = Input::new(input, self.offset);
            let mut rest = start.clone();
            let read = self.message(&mut rest);
            match read {
                Ok(()) => {}
                Err(error) if error.is_incomplete() => return Ok(()),
                Err(error) => return Err(error),
            }
            self.offset = rest.offset();
            *input = rest.rest();
        }
        Ok(())
    }

    fn message(&mut self, input: &mut Input<'_>) -> Result<(), DecodeError> {
        if !self.version_seen {
            read_version(input)?;
            self.version_seen = true;
            return Ok(());
        }
        let incomplete = input.control(INCOMPLETE);
        let id = input.int()?;
        if id >= 0 {
            return Err(input.fail(DecodeErrorKind::Invalid("value in a type stream")));
        }
        self.define(id.unsigned_abs(), incomplete, input)
    }

    /// Reads the rest of a type message.
    pub(in crate::vom) fn define(
        &mut self,
        id: u64,
        incomplete: bool,
        input: &mut Input<'_>,
    ) -> Result<(), DecodeError> {
        let len = input.uint()?;
        let start = input.clone();
        let mut body = input.split(len)?;
        let definition = Definition::read(&mut body)?;
        if !body.is_empty() {
            return Err(body.fail(DecodeErrorKind::Leftover(body.len())));
        }
        if id < FIRST_USER_ID {
            return Err(start.fail(DecodeErrorKind::ReservedTypeId(id)));
        }
        if self.lookup(id).is_some()
            || self.waiting.contains_key(&id)
            || self.unusable.contains(&id)
        {
            return Err(start.fail(DecodeErrorKind::DuplicateTypeId(id)));
        }
        if self.count + self.waiting.len() + self.unusable.len() >= self.limits.types {
            return Err(start.fail(DecodeErrorKind::Limit(Bound::Types)));
        }
        self.waiting.insert(id, definition);
        if incomplete {
            return Ok(());
        }
        self.build(id).map_err(|kind| start.fail(kind))
    }

    /// Builds a type and all that it reaches.
    fn build(&mut self, id: u64) -> Result<(), DecodeErrorKind> {
        let mut builder = TypeBuilder::new();
        let mut pending = HashMap::new();
        let mut definitions = Vec::new();
        let mut todo = vec![id];
        let mut is_usable = true;
        while let Some(id) = todo.pop() {
            if pending.contains_key(&id) {
                continue;
            }
            if let Some(known) = self.lookup(id) {
                pending.insert(id, builder.existing(known));
                continue;
            }
            if self.unusable.contains(&id) {
                is_usable = false;
                continue;
            }
            let Some(definition) = self.waiting.remove(&id) else {
                return Err(DecodeErrorKind::UnknownTypeId(id));
            };
            let reserved = if definition.name.is_empty() {
                builder.reserve()
            } else {
                builder.named(definition.name.as_str())
            };
            pending.insert(id, reserved);
            is_usable &= definition.is_usable;
            todo.extend(definition.parts());
            definitions.push((id, reserved, definition));
        }
        if !is_usable {
            self.unusable.extend(definitions.iter().map(|(id, ..)| *id));
            return Ok(());
        }
        let mut ids = Vec::with_capacity(definitions.len());
        for (id, reserved, definition) in definitions {
            let base = definition.describe(&mut builder, |part| pending[&part]);
            builder.define(reserved, base);
            ids.push((id, reserved));
        }
        let built = builder
            .build()
            .map_err(|mut errors| DecodeErrorKind::InvalidType(errors.swap_remove(0)))?;
        for (id, pending) in ids {
            self.insert(id, built[pending].clone());
        }
        Ok(())
    }
}

/// Reads the version byte in front of the first message.
pub(in crate::vom) fn read_version(input: &mut Input<'_>) -> Result<(), DecodeError> {
    let start = input.clone();
    match input.byte()? {
        VERSION => Ok(()),
        other => Err(start.fail(DecodeErrorKind::BadVersion(other))),
    }
}
