//! Sending values: vom §1, §5, §8 and §10.

use vdl::{TypeRef, VdlWrite};

use super::error::EncodeError;
use super::single;
use super::types::{Form, TypeEncoder};
use super::wire::{VERSION, put_int, put_uint, put_uint_at, uint_len};
use super::writer::{BodyWriter, Buffers};

/// One value as a stream of its own.
pub fn encode<T: VdlWrite + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    single::encode(value)
}

/// The sender of a stream that has types and values in one line.
#[derive(Default, Debug)]
pub struct Encoder {
    types: TypeEncoder,
    messages: Messages,
}

impl Encoder {
    /// A stream in which nothing was sent.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a value, with the types that it needs before it.
    ///
    /// # Errors
    ///
    /// If the value cannot be encoded; then nothing is appended and the stream can be used as before.
    #[inline]
    pub fn encode<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        // The next one of a row of structs, say.
        if let Some(id) = self.types.id_if_measured(value.bare_type()) {
            let start = out.len();
            let written = self.messages.put_measured(value, id, &mut self.types, out);
            if written.is_err() {
                out.truncate(start);
            }
            return written;
        }
        self.encode_any(value, out)
    }

    #[inline(never)]
    fn encode_any<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let (mark, start) = (self.types.mark(), out.len());
        self.types.put_version(out);
        let (id, form) = self.types.id_and_form(value.bare_type(), out);
        let (types, messages) = (&mut self.types, &mut self.messages);
        let written = match form {
            Form::Bare => messages.put_bare(value, id, types, out),
            Form::Measured => messages.put_measured(value, id, types, out),
            Form::Referring { .. } => messages
                .write_body(value, types, out)
                .map(|()| messages.put(id, form, out)),
        };
        if written.is_err() {
            self.types.rewind(mark);
            out.truncate(start);
        }
        written
    }
}

impl Encoder {
    /// Appends the definition of a type.
    pub(super) fn define(&mut self, ty: TypeRef<'_>, out: &mut Vec<u8>) {
        self.types.put_version(out);
        self.types.id(ty, out);
    }

    /// Appends a value, with the types that it needs before it, which are forgotten.
    #[inline]
    pub(super) fn encode_alone<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let mark = self.types.mark();
        self.encode(value, out)?;
        self.types.rewind(mark);
        Ok(())
    }

    /// Lets go of large buffers.
    pub(super) fn shrink_to(&mut self, bytes: usize) {
        if self.messages.body.capacity() > bytes {
            self.messages = Messages::default();
        }
    }
}

/// The sender of a stream of values whose types go through a stream of their own.
#[derive(Default, Debug)]
pub struct ValueEncoder {
    version_sent: bool,
    messages: Messages,
}

impl ValueEncoder {
    /// A stream in which nothing was sent.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a value to `out`, and the types that it needs to `type_out`, which should be sent before.
    ///
    /// # Errors
    ///
    /// If the value cannot be encoded; then nothing is appended and the streams can be used as before.
    pub fn encode<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        types: &mut TypeEncoder,
        type_out: &mut Vec<u8>,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let (mark, type_start, start) = (types.mark(), type_out.len(), out.len());
        if !self.version_sent {
            out.push(VERSION);
        }
        let (id, form) = types.id_and_form(value.bare_type(), type_out);
        let messages = &mut self.messages;
        let written = match form {
            Form::Bare => messages.put_bare(value, id, types, out),
            Form::Measured => messages.put_measured(value, id, types, out),
            Form::Referring { .. } => messages
                .write_body(value, types, type_out)
                .map(|()| messages.put(id, form, out)),
        };
        if written.is_ok() {
            self.version_sent = true;
        } else {
            types.rewind(mark);
            type_out.truncate(type_start);
            out.truncate(start);
        }
        written
    }
}

/// What is used again from message to message.
#[derive(Default, Debug)]
struct Messages {
    /// The body of a message that has tables in front of it.
    body: Vec<u8>,
    buffers: Buffers,
    /// How many bytes more than one the length of the last measured body took.
    more_len_len: usize,
}

impl Messages {
    /// Writes a message with nothing in front of its body.
    #[inline]
    fn put_bare<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        id: u64,
        types: &mut TypeEncoder,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        put_int(out, id as i64);
        self.write(value, types, out)
    }

    /// Writes a message with only a length in front of its body.
    ///
    /// Its place is left open; the bodies of a stream often have lengths alike.
    #[inline(always)]
    fn put_measured<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        id: u64,
        types: &mut TypeEncoder,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        put_int(out, id as i64);
        let at = out.len();
        out.extend_from_slice(&[0; 9]);
        let had = 1 + self.more_len_len;
        out.truncate(at + had);
        self.write(value, types, out)?;
        let len = out.len() - at - had;
        if had == 1 && len <= 0x7F {
            out[at] = len as u8;
        } else {
            self.put_long_len(len, had, at, out);
        }
        Ok(())
    }

    #[inline(never)]
    fn put_long_len(&mut self, len: usize, had: usize, at: usize, out: &mut Vec<u8>) {
        let needed = uint_len(len as u64);
        if had != needed {
            out.splice(at..at + had, std::iter::repeat_n(0, needed));
            self.more_len_len = needed - 1;
        }
        put_uint_at(&mut out[at..at + needed], len as u64);
    }

    /// Writes the body of a message that needs no types.
    #[inline(always)]
    fn write<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        types: &mut TypeEncoder,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let none = &mut Vec::new();
        value.write_bare(&mut BodyWriter::new(out, &mut self.buffers, types, none))
    }

    /// Writes the body of a message, and the types that it needs to `type_out`.
    fn write_body<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        types: &mut TypeEncoder,
        type_out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        self.buffers.clear();
        self.body.clear();
        let (body, buffers) = (&mut self.body, &mut self.buffers);
        value.write_bare(&mut BodyWriter::new(body, buffers, types, type_out))
    }

    /// Puts a message together whose body is written.
    fn put(&self, id: u64, form: Form, out: &mut Vec<u8>) {
        put_int(out, id as i64);
        put_table(out, &self.buffers.type_ids);
        if let Form::Referring { with_any, measured } = form {
            if with_any {
                put_table(out, &self.buffers.any_lens);
            }
            if measured {
                put_uint(out, self.body.len() as u64);
            }
        }
        out.extend_from_slice(&self.body);
    }
}

fn put_table(out: &mut Vec<u8>, entries: &[u64]) {
    put_uint(out, entries.len() as u64);
    for entry in entries {
        put_uint(out, *entry);
    }
}
