//! The dumper: steps through messages as far as bytes have come.

use std::collections::VecDeque;

use vdl::{Type, Value};

use super::atom::{Atom, AtomKind, Control, Datum};
use super::received::Received;
use super::status::Status;
use super::step::Step;
use super::wire_type::WIRE_TYPE;
use crate::vom::body::Tables;
use crate::vom::decoder::ValueDecoder;
use crate::vom::error::{Bound, DecodeError, DecodeErrorKind};
use crate::vom::limits::Limits;
use crate::vom::types::TypeDecoder;
use crate::vom::wire::{INCOMPLETE, Input, MAX_LEN, VERSION};

/// Takes a stream apart as it comes.
///
/// The version byte may be missing. After an error the rest of what has come is dropped, and the dump begins anew with
/// the next message; the types of the stream stay known.
///
/// What is kept of a stream is its types, one atom, and one message if it is no longer than the memory
/// [limit](Limits::memory): the value of a longer message is not shown.
///
/// ```
/// use v23::vom::dump::{Dumper, Item};
///
/// let mut dumper = Dumper::new();
/// let mut lines = Vec::new();
/// for chunk in [&b"\x81\x10"[..], b"\x0e"] {
///     dumper.feed(chunk);
///     lines.extend(std::iter::from_fn(|| dumper.next_item()).map(|item| item.to_string()));
/// }
/// assert_eq!(lines[5], "DumpStatus{MsgId: 8, MsgN: 2, Value: int32(7)}");
/// ```
#[derive(Debug)]
pub struct Dumper {
    pub(super) received: Received,
    pub(super) types: TypeDecoder,
    pub(super) limits: Limits,
    pub(super) tables: Tables,
    /// What comes next, the last one first.
    pub(super) steps: Vec<Step>,
    status: Status,
    ready: VecDeque<Item>,
    message: Message,
    version: Version,
    flush: Flush,
}

/// A part of a dump. It prints as a line.
#[derive(Clone, PartialEq, Debug)]
#[expect(missing_docs, reason = "the variants are what they hold")]
pub enum Item {
    Atom(Atom),
    Status(Status),
}

/// The message so far, for reading it as a whole when it is complete.
#[derive(Debug, Default)]
struct Message {
    bytes: Vec<u8>,
    /// Where in the stream the bytes begin.
    start: u64,
    size: Size,
}

#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
enum Size {
    #[default]
    Kept,
    TooLong,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Version {
    Awaited,
    Seen,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Flush {
    No,
    Wanted,
}

impl Default for Dumper {
    fn default() -> Self {
        Self::with_limits(Limits::default())
    }
}

impl Dumper {
    /// A dump of which nothing has come.
    pub fn new() -> Self {
        Self::default()
    }

    /// A dump of which nothing has come, with limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            received: Received::default(),
            types: TypeDecoder::with_limits(limits),
            limits,
            tables: Tables::default(),
            steps: vec![Step::Message],
            status: Status::default(),
            ready: VecDeque::new(),
            message: Message::default(),
            version: Version::Awaited,
            flush: Flush::No,
        }
    }

    /// Takes more of the stream.
    pub fn feed(&mut self, bytes: &[u8]) {
        self.received.push(bytes);
    }

    /// Says that a message ends with what was fed, be it complete or not.
    pub fn flush(&mut self) {
        self.flush = Flush::Wanted;
    }

    /// The next part of the dump, if it has come.
    pub fn next_item(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Err(error) = self.step() {
                if !error.is_incomplete() {
                    self.fail(error);
                } else if self.flush == Flush::Wanted {
                    self.flush = Flush::No;
                    if self.is_inside_message() {
                        self.fail(error);
                    }
                } else {
                    return None;
                }
            }
        }
    }

    /// How far the dump has come that [`next_item`](Self::next_item) gave.
    pub fn status(&mut self) -> Status {
        self.received.look();
        Status {
            buf: self.received.ahead().to_vec(),
            ..self.status.clone()
        }
    }

    fn is_inside_message(&self) -> bool {
        self.status.msg_n > 0 || self.status.msg_len > 0 || self.received.has_more()
    }

    /// Takes one step, or none if an incomplete error says that not enough has come.
    fn step(&mut self) -> Result<(), DecodeError> {
        let step = self.steps.pop().unwrap_or(Step::Message);
        let waiting_for = match (&step, self.version) {
            (Step::Message, Version::Awaited) if !self.received.has_more() => {
                "waiting for version byte"
            }
            (step, _) => step.waiting_for(),
        };
        if !waiting_for.is_empty() {
            self.status.debug.clear();
            self.status.debug.push_str(waiting_for);
        }
        let depth = usize::try_from(self.limits.depth).unwrap_or(usize::MAX);
        // Beside the values there are the steps of the message.
        if self.steps.len() > depth.saturating_add(8) {
            return Err(self.error(DecodeErrorKind::Limit(Bound::Depth)));
        }
        let done = self.take_step(&step);
        if done.as_ref().is_err_and(DecodeError::is_incomplete) {
            self.steps.push(step);
        }
        done
    }

    fn take_step(&mut self, step: &Step) -> Result<(), DecodeError> {
        match step {
            Step::Message => self.message(),
            Step::IncompleteId => self.message_id(true),
            Step::TypeIdCount => {
                let count = self.table_count(AtomKind::TypeIdsLen)?;
                self.steps.push(Step::TypeIds(count));
                Ok(())
            }
            Step::AnyLenCount => {
                let count = self.table_count(AtomKind::AnyLensLen)?;
                self.steps.push(Step::AnyLens(count));
                Ok(())
            }
            Step::TypeIds(left @ 1..) => {
                let id = self.number(AtomKind::TypeId)?;
                self.tables.type_ids.push(id);
                self.steps.push(Step::TypeIds(left - 1));
                self.check_tables()
            }
            Step::AnyLens(left @ 1..) => {
                let len = self.number(AtomKind::AnyMsgLen)?;
                if len > MAX_LEN {
                    return Err(self.error(DecodeErrorKind::TooLarge(len)));
                }
                self.tables.any_lens.push(len);
                self.steps.push(Step::AnyLens(left - 1));
                self.check_tables()
            }
            Step::TypeIds(0) | Step::AnyLens(0) => Ok(()),
            Step::MessageLen => {
                let len = self.number(AtomKind::MsgLen)?;
                self.status.msg_len = len;
                self.status.msg_n = 0;
                self.received.limit(len);
                Ok(())
            }
            Step::Value(ty) => self.value(ty),
            Step::Data(len, text) => self.data(*len, *text),
            Step::Elems(left, elem) => {
                if let Some(left) = left.checked_sub(1) {
                    self.steps.push(Step::Elems(left, elem.clone()));
                    self.steps.push(Step::Value(elem.clone()));
                }
                Ok(())
            }
            Step::Entries(left, map) => {
                if let (Some(left), Some(key), Some(elem)) =
                    (left.checked_sub(1), map.key(), map.elem())
                {
                    self.steps.push(Step::Entries(left, map.clone()));
                    self.steps.push(Step::Value(elem.to_owned()));
                    self.steps.push(Step::Value(key.to_owned()));
                }
                Ok(())
            }
            Step::Fields(ty) => self.field(ty),
            Step::AnyLen(held) => self.any_len(held),
            Step::EndOfType { id, is_incomplete } => self.end_type(*id, *is_incomplete),
            Step::EndOfValue => self.end_value(),
        }
    }

    fn message(&mut self) -> Result<(), DecodeError> {
        let input = self.received.input()?;
        match input.peek() {
            Some(VERSION) if self.version == Version::Awaited => {
                self.version = Version::Seen;
                let debug = String::from("Version81");
                self.atom(1, AtomKind::Version, Datum::Byte(VERSION), debug);
                self.end_message(None);
                Ok(())
            }
            Some(INCOMPLETE) => {
                let datum = Datum::Control(Control::IncompleteType);
                self.atom(1, AtomKind::Control, datum, String::from("incomplete type"));
                self.steps.push(Step::IncompleteId);
                Ok(())
            }
            Some(first @ 0x80..=0xEF) if input.offset() == 0 => {
                Err(input.fail(DecodeErrorKind::BadVersion(first)))
            }
            Some(_) | None => self.message_id(false),
        }
    }

    fn message_id(&mut self, is_incomplete: bool) -> Result<(), DecodeError> {
        let start = self.received.offset();
        let (id, len) = self.read(|input| input.int())?;
        self.message.begin(start);
        self.atom(len, AtomKind::MsgId, Datum::Int(id), String::new());
        self.status.msg_id = id;
        let error = |kind| Err(DecodeError::new(kind, start));
        let number = id.unsigned_abs();
        if id == 0 {
            return error(DecodeErrorKind::ZeroTypeId);
        }
        if id < 0 {
            self.atom(0, AtomKind::TypeMsg, Datum::Uint(number), String::new());
            self.message.begin(self.received.offset());
            self.steps.push(Step::EndOfType {
                id: number,
                is_incomplete,
            });
            Step::push_message(WIRE_TYPE.as_ref(), &mut self.steps);
            return Ok(());
        }
        if is_incomplete {
            let what = "value message marked incomplete";
            return error(DecodeErrorKind::Invalid(what));
        }
        match self.types.find(number) {
            Ok(ty) => {
                let ty = ty.clone();
                let debug = ty.unique_string().to_owned();
                self.atom(0, AtomKind::ValueMsg, Datum::Uint(number), debug);
                self.steps.push(Step::EndOfValue);
                Step::push_message(ty.as_ref(), &mut self.steps);
                Ok(())
            }
            Err(kind) => {
                let debug = kind.to_string();
                self.atom(0, AtomKind::ValueMsg, Datum::Uint(number), debug);
                error(kind)
            }
        }
    }

    fn table_count(&mut self, kind: AtomKind) -> Result<u64, DecodeError> {
        let count = self.number(kind)?;
        // Peers count with a sign, and take a negative number of entries for none.
        Ok(u64::try_from(count as i64).unwrap_or(0))
    }

    fn check_tables(&self) -> Result<(), DecodeError> {
        let entries = self.tables.type_ids.len() + self.tables.any_lens.len();
        if entries > self.limits.memory / size_of::<u64>() {
            return Err(self.error(DecodeErrorKind::Limit(Bound::Memory)));
        }
        Ok(())
    }

    fn end_type(&mut self, id: u64, is_incomplete: bool) -> Result<(), DecodeError> {
        self.received.end_message()?;
        if self.message.size == Size::TooLong {
            return Err(self.error(DecodeErrorKind::Limit(Bound::Memory)));
        }
        let mut input = Input::new(&self.message.bytes, self.message.start);
        self.types.define(id, is_incomplete, &mut input)?;
        self.end_message(None);
        Ok(())
    }

    fn end_value(&mut self) -> Result<(), DecodeError> {
        self.received.end_message()?;
        let value = match self.message.size {
            Size::TooLong => None,
            Size::Kept => {
                let stream = [&[VERSION][..], &self.message.bytes].concat();
                let mut values = ValueDecoder::with_limits(self.limits);
                let value = values.decode::<Value>(&self.types, &mut stream.as_slice());
                Some(value.map_err(|error| {
                    let offset = self.message.start + error.offset().saturating_sub(1);
                    DecodeError::new(error.kind().clone(), offset)
                })?)
            }
        };
        self.end_message(value);
        Ok(())
    }

    /// Ends a message well.
    fn end_message(&mut self, value: Option<Value>) {
        self.status.value = value;
        self.status.debug.clear();
        self.end();
    }

    /// Ends a message badly.
    fn fail(&mut self, error: DecodeError) {
        self.status.error = Some(error);
        self.received.look();
        self.end();
        self.received.clear();
    }

    fn end(&mut self) {
        let mut status = std::mem::take(&mut self.status);
        status.buf = self.received.ahead().to_vec();
        self.ready.push_back(Item::Status(status));
        self.steps.clear();
        self.steps.push(Step::Message);
        self.tables = Tables::default();
        self.message.begin(self.received.offset());
    }

    /// An error at the next atom.
    pub(super) fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.received.offset())
    }

    /// Reads without going on, and says how many bytes it is.
    pub(super) fn read<T>(
        &self,
        read: impl FnOnce(&mut Input<'_>) -> Result<T, DecodeError>,
    ) -> Result<(T, usize), DecodeError> {
        let mut input = self.received.input()?;
        let len = input.len();
        let value = read(&mut input)?;
        Ok((value, len - input.len()))
    }

    pub(super) fn read_uint(&self) -> Result<(u64, usize), DecodeError> {
        self.read(|input| input.uint())
    }

    /// An atom that is a number and has no more to say.
    fn number(&mut self, kind: AtomKind) -> Result<u64, DecodeError> {
        let (number, len) = self.read_uint()?;
        self.atom(len, kind, Datum::Uint(number), String::new());
        Ok(number)
    }

    /// Gives an atom and goes on behind it.
    pub(super) fn atom(&mut self, len: usize, kind: AtomKind, datum: Datum, debug: String) {
        let bytes = self.received.take(len).to_vec();
        self.status.msg_n += len as u64;
        self.message.push(&bytes, self.limits.memory);
        self.ready.push_back(Item::Atom(Atom {
            bytes,
            kind,
            datum,
            debug,
        }));
    }

    /// The type in the type table at a position.
    pub(super) fn table_type(&self, index: u64) -> Result<Type, DecodeErrorKind> {
        let id = usize::try_from(index)
            .ok()
            .and_then(|index| self.tables.type_ids.get(index))
            .ok_or(DecodeErrorKind::TypeTableIndex(index))?;
        self.types.find(*id).cloned()
    }
}

impl Message {
    fn begin(&mut self, start: u64) {
        self.bytes.clear();
        self.start = start;
        self.size = Size::Kept;
    }

    fn push(&mut self, bytes: &[u8], max: usize) {
        if self.size == Size::Kept && self.bytes.len() + bytes.len() <= max {
            self.bytes.extend_from_slice(bytes);
        } else {
            self.bytes = Vec::new();
            self.size = Size::TooLong;
        }
    }
}

impl std::fmt::Display for Item {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Atom(atom) => atom.fmt(f),
            Self::Status(status) => status.fmt(f),
        }
    }
}
