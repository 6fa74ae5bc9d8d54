//! Values that are streams of their own, where the same types come again and again: vom §10.
//!
//! Every thread remembers some of the types that it has met lately, by their definitions byte for byte. What it keeps is
//! bounded in number and size, and an entry makes room for another one in its place: whoever sends types can at worst
//! make others be read again.

use std::cell::RefCell;
use std::hash::{Hash, Hasher};
use std::sync::LazyLock;

use vdl::{Type, TypeRef, VdlWrite};

use super::decoder::{Decoder, ValueDecoder};
use super::encoder::Encoder;
use super::error::{DecodeError, EncodeError};
use super::types::TypeDecoder;
use super::wire::{INCOMPLETE, Input, VERSION};

/// How many entries a thread keeps, each way.
const PLACES: usize = 64;
/// The longest definitions that are kept, in bytes.
const MAX_DEFINITIONS: usize = 1 << 10;
/// The largest buffer that is kept, in bytes.
const MAX_BUFFER: usize = 1 << 16;

/// Entries in places that follow from their keys.
struct Places<T>(RefCell<[Option<Box<T>>; PLACES]>);

impl<T> Places<T> {
    const fn new() -> Self {
        Self(RefCell::new([const { None }; PLACES]))
    }

    /// Takes out an entry, so that whatever happens in the meantime finds the places in order.
    fn take(&self, place: usize, is_it: impl FnOnce(&T) -> bool) -> Option<Box<T>> {
        self.0.borrow_mut()[place].take_if(|entry| is_it(entry))
    }

    fn put(&self, place: usize, entry: Box<T>) {
        let replaced = self.0.borrow_mut()[place].replace(entry);
        drop(replaced);
    }
}

/// Definitions in front of a value, and the types that they define.
struct Received {
    definitions: Box<[u8]>,
    types: TypeDecoder,
}

/// A type, its definition, and a sender that has sent it.
struct Sent {
    ty: Type,
    definitions: Vec<u8>,
    encoder: Encoder,
    /// How long the last message was.
    len: usize,
}

thread_local! {
    static RECEIVED: Places<Received> = const { Places::new() };
    static SENT: Places<Sent> = const { Places::new() };
}

/// Reads the first value of a stream.
pub(super) fn decode<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&TypeDecoder, &mut ValueDecoder, &mut &'a [u8]) -> Result<T, DecodeError>,
) -> Result<T, DecodeError> {
    static NONE: LazyLock<TypeDecoder> = LazyLock::new(TypeDecoder::new);
    let mut input = bytes;
    let Some((definitions, rest)) = split(bytes) else {
        return receive(&mut input, read).1;
    };
    if definitions.len() == 1 {
        input = rest;
        return read(&NONE, &mut ValueDecoder::at(1), &mut input);
    }
    let place = place(definitions);
    let known = RECEIVED.try_with(|known| known.take(place, |it| *it.definitions == *definitions));
    let (received, result) = if let Ok(Some(received)) = known {
        input = rest;
        let mut values = ValueDecoder::at(definitions.len() as u64);
        let result = read(&received.types, &mut values, &mut input);
        (received, result)
    } else {
        let (types, result) = receive(&mut input, read);
        let value = result?;
        let definitions = definitions.into();
        (Box::new(Received { definitions, types }), Ok(value))
    };
    // There are no places any more when the thread ends.
    _ = RECEIVED.try_with(|known| known.put(place, received));
    result
}

/// Reads types and a value.
#[cold]
fn receive<'a, T>(
    input: &mut &'a [u8],
    read: impl FnOnce(&TypeDecoder, &mut ValueDecoder, &mut &'a [u8]) -> Result<T, DecodeError>,
) -> (TypeDecoder, Result<T, DecodeError>) {
    let (mut types, mut values) = Decoder::new().into_parts();
    let result = values
        .skip_types(&mut types, input)
        .and_then(|()| read(&types, &mut values, input));
    (types, result)
}

/// Splits a stream before its first value, if definitions that are worth keeping come before it.
fn split(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let mut input = Input::new(bytes, 0);
    if !input.control(VERSION) {
        return None;
    }
    loop {
        let at = bytes.len() - input.len();
        if at > MAX_DEFINITIONS {
            return None;
        }
        let incomplete = input.control(INCOMPLETE);
        if input.int().ok()? >= 0 {
            return (!incomplete).then(|| bytes.split_at(at));
        }
        let len = input.uint().ok()?;
        input.take(len).ok()?;
    }
}

/// Writes a value as a stream.
pub(super) fn encode<T: VdlWrite + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    let ty = value.bare_type();
    let place = place(ty);
    let known = SENT.try_with(|known| known.take(place, |it| it.ty == ty));
    let mut sent = match known {
        Ok(Some(sent)) => sent,
        Ok(None) | Err(_) => Box::new(Sent::new(ty)),
    };
    let mut out = Vec::with_capacity(sent.definitions.len() + sent.len);
    out.extend_from_slice(&sent.definitions);
    sent.encoder.encode_alone(value, &mut out)?;
    sent.len = out.len() - sent.definitions.len();
    if out.len() < out.capacity() / 2 {
        out.shrink_to_fit();
    }
    if sent.definitions.len() <= MAX_DEFINITIONS {
        sent.len = sent.len.min(MAX_BUFFER);
        sent.encoder.shrink_to(MAX_BUFFER);
        _ = SENT.try_with(|known| known.put(place, sent));
    }
    Ok(out)
}

impl Sent {
    #[cold]
    fn new(ty: TypeRef<'_>) -> Self {
        let (mut encoder, mut definitions) = (Encoder::new(), Vec::new());
        encoder.define(ty, &mut definitions);
        Self {
            ty: ty.to_owned(),
            definitions,
            encoder,
            len: 0,
        }
    }
}

fn place(key: impl Hash) -> usize {
    let mut hasher = Mix(0);
    key.hash(&mut hasher);
    (hasher.0 >> 32) as usize % PLACES
}

const PRIME: u64 = 0x9E37_79B9_7F4A_7C15;

/// A quick hash; that anybody can make it collide does no harm.
struct Mix(u64);

impl Hasher for Mix {
    #[inline]
    fn write(&mut self, bytes: &[u8]) {
        // Four words at a time, which do not wait for each other; the last four overlap with those before.
        let mut lanes = [self.0 ^ bytes.len() as u64; 4];
        let mut mix = |group: &[u8; 32]| {
            for (lane, word) in lanes.iter_mut().zip(group.as_chunks::<8>().0) {
                *lane = (*lane ^ u64::from_le_bytes(*word)).wrapping_mul(PRIME);
            }
        };
        bytes.as_chunks::<32>().0.iter().for_each(&mut mix);
        if let Some(last) = bytes.last_chunk::<32>() {
            mix(last);
        } else {
            let mut last = [0; 32];
            last[..bytes.len()].copy_from_slice(bytes);
            mix(&last);
        }
        let [a, b, c, d] = lanes;
        self.write_u64((a ^ b.rotate_left(16)).wrapping_add(c ^ d.rotate_left(16)));
    }

    fn write_u8(&mut self, word: u8) {
        self.write_u64(word.into());
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(word.into());
    }

    fn write_u64(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(29) ^ word).wrapping_mul(PRIME);
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
