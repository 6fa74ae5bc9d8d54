//! Receiving values: vom §1, §5, §8 and §10.

use bytes::{Buf, Bytes};
use vdl::coder::{ReadError, VdlRead, read_value};
use vdl::{ConvertError, Type, TypeRef, Value, compatible};

use super::body::{Body, Nesting, Source, Tables};
use super::convert::ConvertReader;
use super::error::{DecodeError, DecodeErrorKind};
use super::exact::ExactReader;
use super::ids::has_length;
use super::limits::Limits;
use super::single;
use super::types::{TypeDecoder, read_version};
use super::wire::{INCOMPLETE, Input, MAX_LEN};

/// The first value of a stream; what comes after it is not looked at.
pub fn decode<T: VdlRead>(bytes: &[u8]) -> Result<T, DecodeError> {
    single::decode(bytes, |types, values, input| values.decode(types, input))
}

/// The first value of a stream as a value of a type; what comes after it is not looked at.
pub fn decode_as(bytes: &[u8], target: &Type) -> Result<Value, DecodeError> {
    single::decode(bytes, |types, values, input| {
        values.decode_as(types, input, target)
    })
}

/// The first value of a stream, which may keep parts of the bytes without a copy; what comes after it is not looked at.
///
/// ```
/// use bytes::Bytes;
///
/// let sent = v23::vom::encode(&b"a large picture"[..])?;
/// let received: Bytes = v23::vom::decode_shared(&sent.into())?;
/// assert_eq!(received, "a large picture");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn decode_shared<T: VdlRead>(bytes: &Bytes) -> Result<T, DecodeError> {
    single::decode(bytes, |types, values, input| {
        let start = values.start(input)?;
        values.read(types, start, input, Some(bytes))
    })
}

/// The receiver of a stream that has types and values in one line.
#[derive(Default, Debug)]
pub struct Decoder {
    types: TypeDecoder,
    values: ValueDecoder,
}

impl Decoder {
    /// A stream of which nothing was received.
    pub fn new() -> Self {
        Self::default()
    }

    /// A stream of which nothing was received, with limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            types: TypeDecoder::with_limits(limits),
            values: ValueDecoder::with_limits(limits),
        }
    }

    pub(super) fn into_parts(self) -> (TypeDecoder, ValueDecoder) {
        (self.types, self.values)
    }

    /// Reads the next value, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// If the error is [incomplete](DecodeError::is_incomplete), `input` begins with what is still needed, to be given
    /// again with more after it. Types that came before the value are behind then.
    pub fn decode<T: VdlRead>(&mut self, input: &mut &[u8]) -> Result<T, DecodeError> {
        let start = self.values.define_types(&mut self.types, input)?;
        self.values.read(&self.types, start, input, None)
    }

    /// Reads the next value, which may keep parts of `input` without a copy, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_shared<T: VdlRead>(&mut self, input: &mut Bytes) -> Result<T, DecodeError> {
        let mut rest = &input[..];
        let started = self.values.define_types(&mut self.types, &mut rest);
        let read =
            started.and_then(|start| self.values.read(&self.types, start, &mut rest, Some(input)));
        let len = input.len() - rest.len();
        input.advance(len);
        read
    }

    /// Reads the next value as a value of a type, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_as(&mut self, input: &mut &[u8], target: &Type) -> Result<Value, DecodeError> {
        let start = self.values.define_types(&mut self.types, input)?;
        self.values.read_as(&self.types, start, input, target)
    }
}

/// The receiver of a stream of values whose types come through a stream of their own.
#[derive(Default, Debug)]
pub struct ValueDecoder {
    version_seen: bool,
    offset: u64,
    limits: Limits,
    /// The types of the last message and of what was wanted instead, if they were found compatible.
    compatible: Option<(Type, Type)>,
}

impl ValueDecoder {
    /// A stream of which nothing was received.
    pub fn new() -> Self {
        Self::default()
    }

    /// A stream of which this much was received.
    pub(super) fn at(offset: u64) -> Self {
        Self {
            version_seen: true,
            offset,
            ..Self::default()
        }
    }

    /// A stream of which nothing was received, with limits.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Reads the next value, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// `input` is where it was. If the error is [incomplete](DecodeError::is_incomplete), or is about a
    /// [missing type](DecodeError::missing_type), it can be given again with more, or after more types have come.
    pub fn decode<T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        input: &mut &[u8],
    ) -> Result<T, DecodeError> {
        let start = self.start(input)?;
        self.read(types, start, input, None)
    }

    /// Reads the next value, which may keep parts of `input` without a copy, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_shared<T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        input: &mut Bytes,
    ) -> Result<T, DecodeError> {
        let mut rest = &input[..];
        let start = self.start(&rest)?;
        let value = self.read(types, start, &mut rest, Some(input))?;
        let len = input.len() - rest.len();
        input.advance(len);
        Ok(value)
    }

    #[inline(always)]
    fn read<'a, T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        start: Start<'a>,
        input: &mut &'a [u8],
        shared: Option<&'a Bytes>,
    ) -> Result<T, DecodeError> {
        // What is not inlined gets no inputs, which would have to be in memory then.
        let skipped = input.len() - start.rest.len();
        let (ty, rest) = begin(types, start)?;
        let wanted = T::vdl_type();
        if *wanted == Type::ANY || ty.reaches_any() || ty.reaches_typeobject() {
            return self.read_referring(types, ty, skipped, shared, input);
        }
        if ty != wanted {
            return self.convert(types, ty, skipped, shared, input);
        }
        let message = Message::new(types, &NO_TABLES, ty, rest)?;
        self.read_body(message, None, shared, input)
    }

    /// Reads the next value, which may be an any, or have anys in it.
    #[inline(never)]
    fn read_referring<'a, T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        ty: &Type,
        skipped: usize,
        shared: Option<&'a Bytes>,
        input: &mut &'a [u8],
    ) -> Result<T, DecodeError> {
        let wanted = T::vdl_type();
        if ty != wanted && *wanted != Type::ANY {
            return self.convert(types, ty, skipped, shared, input);
        }
        let (tables, rest) = read_tables(Input::skipping(input, self.offset, skipped), ty)?;
        let message = Message::new(types, &tables, ty, rest)?;
        // What an any holds is its own message.
        let held = (ty != wanted).then_some(ty.as_ref());
        self.read_body(message, held, shared, input)
    }

    #[inline(always)]
    fn read_body<'a, 't, T: VdlRead>(
        &mut self,
        message: Message<'a, 't>,
        held: Option<TypeRef<'t>>,
        shared: Option<&'a Bytes>,
        input: &mut &'a [u8],
    ) -> Result<T, DecodeError> {
        let after = message.after;
        let nesting = Nesting::of(T::vdl_type());
        let body = message.body(nesting, &self.limits, shared);
        let mut reader = ExactReader { body, held };
        // One place for the result, so that it need not be moved.
        let mut result = T::read(&mut reader);
        if result.is_ok()
            && let Err(error) = self.end(after, &reader.body.input, input)
        {
            result = Err(error);
        }
        result
    }

    #[inline(never)]
    fn convert<'a, T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        ty: &Type,
        skipped: usize,
        shared: Option<&'a Bytes>,
        input: &mut &'a [u8],
    ) -> Result<T, DecodeError> {
        let (tables, rest) = read_tables(Input::skipping(input, self.offset, skipped), ty)?;
        let message = Message::new(types, &tables, ty, rest)?;
        let after = message.after;
        let body = message.body(Nesting::Static, &self.limits, shared);
        self.check_compatible(&body, ty.as_ref(), T::vdl_type())?;
        let mut reader = ConvertReader::new(body, ty.as_ref());
        let value = T::read(&mut reader)?;
        self.end(after, &reader.into_body().input, input)?;
        Ok(value)
    }

    /// Reads the next value as a value of a type, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_as(
        &mut self,
        types: &TypeDecoder,
        input: &mut &[u8],
        target: &Type,
    ) -> Result<Value, DecodeError> {
        let start = self.start(input)?;
        self.read_as(types, start, input, target)
    }

    fn read_as<'a>(
        &mut self,
        types: &TypeDecoder,
        start: Start<'a>,
        input: &mut &'a [u8],
        target: &Type,
    ) -> Result<Value, DecodeError> {
        let (ty, rest) = begin(types, start)?;
        let (tables, rest) = read_tables(rest, ty)?;
        let message = Message::new(types, &tables, ty, rest)?;
        let after = message.after;
        let body = message.body(Nesting::Dynamic, &self.limits, None);
        let (value, rest) = if ty == target {
            let mut reader = ExactReader { body, held: None };
            (read_value(&mut reader, ty.as_ref())?, reader.body.input)
        } else {
            self.check_compatible(&body, ty.as_ref(), target)?;
            let mut reader = ConvertReader::new(body, ty.as_ref());
            let value = read_value(&mut reader, target.as_ref())?;
            (value, reader.into_body().input)
        };
        self.end(after, &rest, input)?;
        Ok(value)
    }

    /// Reads type messages that stand before the next value, and the beginning of its message.
    #[inline(always)]
    fn define_types<'a>(
        &mut self,
        types: &mut TypeDecoder,
        input: &mut &'a [u8],
    ) -> Result<Start<'a>, DecodeError> {
        loop {
            let mut rest = Input::new(input, self.offset);
            if self.version_seen && rest.peek() != Some(INCOMPLETE) {
                let id = rest.int()?;
                if id >= 0 {
                    return Ok(Start {
                        id,
                        offset: self.offset,
                        rest,
                    });
                }
            }
            self.define_type(types, input)?;
        }
    }

    /// Reads the version or a type message.
    fn define_type(
        &mut self,
        types: &mut TypeDecoder,
        input: &mut &[u8],
    ) -> Result<(), DecodeError> {
        let mut stream = Input::new(input, self.offset);
        if self.version_seen {
            let incomplete = stream.control(INCOMPLETE);
            let start = stream.clone();
            let id = stream.int()?;
            if id >= 0 {
                return Err(start.fail(DecodeErrorKind::Invalid("value message marked incomplete")));
            }
            types.define(id.unsigned_abs(), incomplete, &mut stream)?;
        } else {
            read_version(&mut stream)?;
            self.version_seen = true;
        }
        self.offset = stream.offset();
        *input = stream.rest();
        Ok(())
    }

    /// Reads type messages that stand before the next value.
    pub(super) fn skip_types(
        &mut self,
        types: &mut TypeDecoder,
        input: &mut &[u8],
    ) -> Result<(), DecodeError> {
        self.define_types(types, input).map(drop)
    }

    /// Reads the beginning of a message.
    #[inline(always)]
    fn start<'a>(&self, input: &&'a [u8]) -> Result<Start<'a>, DecodeError> {
        let mut rest = Input::new(input, self.offset);
        if !self.version_seen {
            read_version(&mut rest)?;
        }
        let offset = rest.offset();
        let id = rest.int()?;
        if id < 0 {
            let kind = DecodeErrorKind::Invalid("type in a value stream");
            return Err(DecodeError::new(kind, offset));
        }
        Ok(Start { id, offset, rest })
    }

    /// The ids of types that the next value may need, as far as they are known before its type is.
    pub(super) fn needs(&self, types: &TypeDecoder, input: &[u8]) -> Vec<u64> {
        let Ok(Start { id, rest, .. }) = self.start(&input) else {
            return Vec::new();
        };
        let id = id.unsigned_abs();
        match types.find(id) {
            Ok(ty) if ty.reaches_any() || ty.reaches_typeobject() => {
                let tables = read_tables(rest, ty);
                tables.map_or_else(|_| Vec::new(), |(tables, _)| tables.type_ids)
            }
            Ok(_) => Vec::new(),
            Err(_) => vec![id],
        }
    }

    /// Moves `input` behind a body that was read.
    #[inline(always)]
    fn end<'a>(
        &mut self,
        after: Option<&'a [u8]>,
        rest: &Input<'a>,
        input: &mut &'a [u8],
    ) -> Result<(), DecodeError> {
        *input = match after {
            Some(_) if !rest.is_empty() => {
                return Err(rest.fail(DecodeErrorKind::Leftover(rest.len())));
            }
            Some(after) => after,
            None => rest.rest(),
        };
        self.version_seen = true;
        self.offset = rest.offset();
        Ok(())
    }

    fn check_compatible(
        &mut self,
        body: &Body<'_, '_>,
        from: TypeRef<'_>,
        to: &Type,
    ) -> Result<(), DecodeError> {
        if let Some((known_from, known_to)) = &self.compatible
            && *known_from == from
            && known_to == to
        {
            return Ok(());
        }
        if !compatible(from, to.as_ref()) {
            return Err(body.fail(ReadError::Convert(ConvertError::Incompatible {
                from: from.to_owned(),
                to: to.clone(),
            })));
        }
        self.compatible = Some((from.to_owned(), to.clone()));
        Ok(())
    }
}

/// Finds the type of a value message.
#[inline(always)]
fn begin<'a, 't>(
    types: &'t TypeDecoder,
    start: Start<'a>,
) -> Result<(&'t Type, Input<'a>), DecodeError> {
    let Start { id, offset, rest } = start;
    if id == 0 {
        return Err(DecodeError::new(DecodeErrorKind::ZeroTypeId, offset));
    }
    match types.find(id.unsigned_abs()) {
        Ok(ty) => Ok((ty, rest)),
        Err(kind) => Err(DecodeError::new(kind, offset)),
    }
}

/// A value message up to its id.
struct Start<'a> {
    id: i64,
    /// Where the message starts.
    offset: u64,
    rest: Input<'a>,
}

/// A value message up to its body.
struct Message<'a, 't> {
    types: &'t TypeDecoder,
    tables: &'t Tables,
    body: Input<'a>,
    /// What comes after the body, if its length is known.
    after: Option<&'a [u8]>,
}

impl<'a, 't> Message<'a, 't> {
    /// Reads what stands between the tables and the body.
    #[inline(always)]
    fn new(
        types: &'t TypeDecoder,
        tables: &'t Tables,
        ty: &Type,
        mut body: Input<'a>,
    ) -> Result<Self, DecodeError> {
        let mut after = None;
        if has_length(ty.as_ref()) {
            let len = body.uint()?;
            after = Some(body.cut(len)?);
        }
        Ok(Self {
            types,
            tables,
            body,
            after,
        })
    }

    #[inline(always)]
    fn body(self, nesting: Nesting, limits: &Limits, shared: Option<&'a Bytes>) -> Body<'a, 't> {
        let source = Source::Message(self.types, self.tables);
        Body::new(self.body, source, nesting, limits, shared)
    }
}

static NO_TABLES: Tables = Tables {
    type_ids: Vec::new(),
    any_lens: Vec::new(),
};

/// Reads the tables of a message, as far as messages of its type have them.
fn read_tables<'a>(mut stream: Input<'a>, ty: &Type) -> Result<(Tables, Input<'a>), DecodeError> {
    let mut tables = Tables::default();
    if ty.reaches_any() || ty.reaches_typeobject() {
        tables.type_ids = read_table(&mut stream, u64::MAX)?;
    }
    if ty.reaches_any() {
        tables.any_lens = read_table(&mut stream, MAX_LEN)?;
    }
    Ok((tables, stream))
}

fn read_table(stream: &mut Input<'_>, max: u64) -> Result<Vec<u64>, DecodeError> {
    let count = stream.uint()?;
    // Peers count with a sign, and take a negative number of entries for none.
    let count = stream.room(u64::try_from(count as i64).unwrap_or(0), 1)?;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        let entry = stream.uint()?;
        if entry > max {
            return Err(stream.fail(DecodeErrorKind::TooLarge(entry)));
        }
        entries.push(entry);
    }
    Ok(entries)
}
