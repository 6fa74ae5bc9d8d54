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
use super::types::{TypeDecoder, read_version};
use super::wire::{INCOMPLETE, Input, MAX_LEN};

/// The first value of a stream; what comes after it is not looked at.
pub fn decode<T: VdlRead>(bytes: &[u8]) -> Result<T, DecodeError> {
    Decoder::new().decode(&mut &*bytes)
}

/// The first value of a stream as a value of a type; what comes after it is not looked at.
pub fn decode_as(bytes: &[u8], target: &Type) -> Result<Value, DecodeError> {
    Decoder::new().decode_as(&mut &*bytes, target)
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
    Decoder::new().decode_shared(&mut bytes.clone())
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

    /// Reads the next value, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// If the error is [incomplete](DecodeError::is_incomplete), `input` begins with what is still needed, to be given
    /// again with more after it. Types that came before the value are behind then.
    pub fn decode<T: VdlRead>(&mut self, input: &mut &[u8]) -> Result<T, DecodeError> {
        self.values.define_types(&mut self.types, input)?;
        self.values.decode(&self.types, input)
    }

    /// Reads the next value, which may keep parts of `input` without a copy, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_shared<T: VdlRead>(&mut self, input: &mut Bytes) -> Result<T, DecodeError> {
        let mut rest = &input[..];
        let defined = self.values.define_types(&mut self.types, &mut rest);
        let types_len = input.len() - rest.len();
        input.advance(types_len);
        defined?;
        self.values.decode_shared(&self.types, input)
    }

    /// Reads the next value as a value of a type, and moves `input` behind it.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_as(&mut self, input: &mut &[u8], target: &Type) -> Result<Value, DecodeError> {
        self.values.define_types(&mut self.types, input)?;
        self.values.decode_as(&self.types, input, target)
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
        self.read(types, input, None)
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
        let value = self.read(types, &mut rest, Some(input))?;
        let len = input.len() - rest.len();
        input.advance(len);
        Ok(value)
    }

    fn read<'a, T: VdlRead>(
        &mut self,
        types: &TypeDecoder,
        input: &mut &'a [u8],
        shared: Option<&'a Bytes>,
    ) -> Result<T, DecodeError> {
        let mut message = self.begin(types, input)?;
        let (ty, wanted) = (message.ty, T::vdl_type());
        let is_dynamic = *wanted == Type::ANY;
        let tables = std::mem::take(&mut message.tables);
        let nesting = if is_dynamic {
            Nesting::Dynamic
        } else {
            Nesting::Static
        };
        let source = Source::Message(types, &tables);
        let body = Body::new(message.body.clone(), source, nesting, &self.limits).shared(shared);
        let (value, rest) = if ty == *wanted || is_dynamic {
            // What an any holds is its own message.
            let held = (ty != *wanted).then_some(ty);
            let mut reader = ExactReader { body, held };
            (T::read(&mut reader)?, reader.body.input)
        } else {
            self.check_compatible(&body, ty, wanted)?;
            let mut reader = ConvertReader::new(body, ty);
            (T::read(&mut reader)?, reader.into_body().input)
        };
        self.end(message, rest, input)?;
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
        let mut message = self.begin(types, input)?;
        let ty = message.ty;
        let tables = std::mem::take(&mut message.tables);
        let source = Source::Message(types, &tables);
        let body = Body::new(message.body.clone(), source, Nesting::Dynamic, &self.limits);
        let (value, rest) = if ty == *target {
            let mut reader = ExactReader { body, held: None };
            (read_value(&mut reader, ty)?, reader.body.input)
        } else {
            self.check_compatible(&body, ty, target)?;
            let mut reader = ConvertReader::new(body, ty);
            let value = read_value(&mut reader, target.as_ref())?;
            (value, reader.into_body().input)
        };
        self.end(message, rest, input)?;
        Ok(value)
    }

    /// Reads type messages that stand before the next value.
    fn define_types(
        &mut self,
        types: &mut TypeDecoder,
        input: &mut &[u8],
    ) -> Result<(), DecodeError> {
        loop {
            let mut stream = Input::new(input, self.offset);
            if !self.version_seen {
                read_version(&mut stream)?;
                self.version_seen = true;
            } else {
                let incomplete = stream.control(INCOMPLETE);
                let start = stream.clone();
                let id = stream.int()?;
                if id >= 0 && incomplete {
                    return Err(
                        start.fail(DecodeErrorKind::Invalid("value message marked incomplete"))
                    );
                }
                if id >= 0 {
                    return Ok(());
                }
                types.define(id.unsigned_abs(), incomplete, &mut stream)?;
            }
            self.offset = stream.offset();
            *input = stream.rest();
        }
    }

    /// Reads what stands before the body of a value message.
    fn begin<'a, 't>(
        &self,
        types: &'t TypeDecoder,
        input: &&'a [u8],
    ) -> Result<Message<'a, 't>, DecodeError> {
        let mut stream = Input::new(input, self.offset);
        if !self.version_seen {
            read_version(&mut stream)?;
        }
        let start = stream.clone();
        let id = stream.int()?;
        if id == 0 {
            return Err(start.fail(DecodeErrorKind::ZeroTypeId));
        }
        if id < 0 {
            return Err(start.fail(DecodeErrorKind::Invalid("type in a value stream")));
        }
        let ty = types
            .find(id.unsigned_abs())
            .map_err(|kind| start.fail(kind))?
            .as_ref();
        let mut tables = Tables::default();
        if ty.reaches_any() || ty.reaches_typeobject() {
            tables.type_ids = read_table(&mut stream, u64::MAX)?;
        }
        if ty.reaches_any() {
            tables.any_lens = read_table(&mut stream, MAX_LEN)?;
        }
        let (body, rest) = if has_length(ty) {
            let len = stream.uint()?;
            let body = stream.split(len)?;
            (body, Some(stream))
        } else {
            (stream, None)
        };
        Ok(Message {
            ty,
            tables,
            body,
            rest,
        })
    }

    fn end<'a>(
        &mut self,
        message: Message<'a, '_>,
        rest: Input<'a>,
        input: &mut &'a [u8],
    ) -> Result<(), DecodeError> {
        let next = match message.rest {
            Some(_) if !rest.is_empty() => {
                return Err(rest.fail(DecodeErrorKind::Leftover(rest.len())));
            }
            Some(next) => next,
            None => rest,
        };
        self.version_seen = true;
        self.offset = next.offset();
        *input = next.rest();
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

/// A value message up to its body.
struct Message<'a, 't> {
    ty: TypeRef<'t>,
    tables: Tables,
    body: Input<'a>,
    /// What comes after the body, if its length is known.
    rest: Option<Input<'a>>,
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
