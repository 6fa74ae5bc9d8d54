//! Sending values: vom §1, §5, §8 and §10.

use vdl::{TypeRef, VdlWrite};

use super::error::EncodeError;
use super::ids::has_length;
use super::types::TypeEncoder;
use super::wire::{VERSION, put_int, put_uint};
use super::writer::{BodyWriter, Buffers};

/// One value as a stream of its own.
pub fn encode<T: VdlWrite + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    Encoder::new().encode(value, &mut out)?;
    Ok(out)
}

/// The sender of a stream that has types and values in one line.
#[derive(Default, Debug)]
pub struct Encoder {
    types: TypeEncoder,
    buffers: Buffers,
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
    pub fn encode<T: VdlWrite + ?Sized>(
        &mut self,
        value: &T,
        out: &mut Vec<u8>,
    ) -> Result<(), EncodeError> {
        let mark = self.types.mark();
        let start = out.len();
        self.types.put_version(out);
        let id = self.types.id(value.bare_type(), out);
        let (types, buffers) = (&mut self.types, &mut self.buffers);
        let written = if is_bare(value.bare_type()) {
            put_bare(value, id, types, buffers, out)
        } else {
            write_body(value, types, buffers, out).map(|()| put_message(value, id, buffers, out))
        };
        if written.is_err() {
            self.types.rewind(mark);
            out.truncate(start);
        }
        written
    }
}

/// The sender of a stream of values whose types go through a stream of their own.
#[derive(Default, Debug)]
pub struct ValueEncoder {
    version_sent: bool,
    buffers: Buffers,
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
        let id = types.id(value.bare_type(), type_out);
        let buffers = &mut self.buffers;
        let written = if is_bare(value.bare_type()) {
            put_bare(value, id, types, buffers, out)
        } else {
            write_body(value, types, buffers, type_out)
                .map(|()| put_message(value, id, buffers, out))
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

/// Whether there is nothing between the id of a message of a type and its body.
fn is_bare(ty: TypeRef<'_>) -> bool {
    !has_length(ty) && !ty.reaches_any() && !ty.reaches_typeobject()
}

/// Writes a message with nothing in front of its body without copying the body.
fn put_bare<T: VdlWrite + ?Sized>(
    value: &T,
    id: u64,
    types: &mut TypeEncoder,
    buffers: &mut Buffers,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    put_int(out, id as i64);
    std::mem::swap(&mut buffers.body, out);
    // Such a body refers to no types.
    let type_out = &mut Vec::new();
    let written = value.write_bare(&mut BodyWriter {
        buffers,
        types,
        type_out,
    });
    std::mem::swap(&mut buffers.body, out);
    written
}

/// Writes the body of a message into the buffers, and the types that it needs to `type_out`.
fn write_body<T: VdlWrite + ?Sized>(
    value: &T,
    types: &mut TypeEncoder,
    buffers: &mut Buffers,
    type_out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    buffers.clear();
    value.write_bare(&mut BodyWriter {
        buffers,
        types,
        type_out,
    })
}

fn put_message<T: VdlWrite + ?Sized>(value: &T, id: u64, buffers: &Buffers, out: &mut Vec<u8>) {
    let ty = value.bare_type();
    put_int(out, id as i64);
    if ty.reaches_any() || ty.reaches_typeobject() {
        put_table(out, &buffers.type_ids);
    }
    if ty.reaches_any() {
        put_table(out, &buffers.any_lens);
    }
    if has_length(ty) {
        put_uint(out, buffers.body.len() as u64);
    }
    out.extend_from_slice(&buffers.body);
}

fn put_table(out: &mut Vec<u8>, entries: &[u64]) {
    put_uint(out, entries.len() as u64);
    for entry in entries {
        put_uint(out, *entry);
    }
}
