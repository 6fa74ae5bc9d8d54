//! Bytes and numbers: vom §2.

use super::error::{DecodeError, DecodeErrorKind};

/// The one version that is spoken.
pub(super) const VERSION: u8 = 0x81;
/// Nil, of an any or an optional.
pub(super) const NIL: u8 = 0xE0;
/// The end of a struct.
pub(super) const END: u8 = 0xE1;
/// A type message that cannot be understood before others have come.
pub(super) const INCOMPLETE: u8 = 0xE2;

/// The longest string, list, set or map.
pub(super) const MAX_LEN: u64 = 1 << 30;

/// Appends a number in its shortest form.
#[inline]
pub(super) fn put_uint(out: &mut Vec<u8>, value: u64) {
    if value <= 0x7F {
        out.push(value as u8);
    } else {
        put_long(out, value);
    }
}

/// How many bytes a number takes.
pub(super) fn uint_len(value: u64) -> usize {
    if value <= 0x7F {
        1
    } else {
        9 - value.leading_zeros() as usize / 8
    }
}

/// Fills a place of [`uint_len`] bytes with a number.
pub(super) fn put_uint_at(place: &mut [u8], value: u64) {
    if let [place] = place {
        *place = value as u8;
    } else if let Some((marker, bytes)) = place.split_first_mut() {
        *marker = (bytes.len() as u8).wrapping_neg();
        bytes.copy_from_slice(&value.to_be_bytes()[8 - bytes.len()..]);
    }
}

#[inline]
fn put_long(out: &mut Vec<u8>, value: u64) {
    let zeros = value.leading_zeros() / 8;
    let len = 8 - zeros as usize;
    // A marker in front of the value bytes, which are moved to the left end.
    let mut bytes = [0_u8; 9];
    bytes[0] = (len as u8).wrapping_neg();
    bytes[1..].copy_from_slice(&(value << (8 * zeros)).to_be_bytes());
    // A copy of fixed length is two instructions; another one is a call.
    let start = out.len();
    out.extend_from_slice(&bytes);
    out.truncate(start + 1 + len);
}

/// Appends a signed number: the sign in the lowest bit, the complement of a negative number above.
#[inline]
pub(super) fn put_int(out: &mut Vec<u8>, value: i64) {
    put_uint(out, (value << 1 ^ value >> 63) as u64);
}

/// Appends a float: its bytes in reverse, because round numbers end in zeros.
#[inline]
pub(super) fn put_float(out: &mut Vec<u8>, value: f64) {
    put_uint(out, value.to_bits().swap_bytes());
}

/// Bytes that are being read.
#[derive(Clone, Debug)]
pub(super) struct Input<'a> {
    rest: &'a [u8],
    /// The offset in the stream of the end of `rest`.
    end: u64,
    /// Whether more may come after the end.
    open: bool,
}

impl<'a> Input<'a> {
    /// Everything that has come of a stream since `start`.
    #[inline]
    pub(super) fn new(bytes: &'a [u8], start: u64) -> Self {
        Self {
            rest: bytes,
            end: start + bytes.len() as u64,
            open: true,
        }
    }

    /// What has come of a stream since `start`, from so many bytes further on.
    pub(super) fn skipping(bytes: &'a [u8], start: u64, skipped: usize) -> Self {
        Self::new(&bytes[skipped..], start + skipped as u64)
    }

    /// Bytes of which all are there.
    #[inline]
    pub(super) fn whole(bytes: &'a [u8]) -> Self {
        Self {
            open: false,
            ..Self::new(bytes, 0)
        }
    }

    #[inline]
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    #[inline]
    pub(super) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(super) fn offset(&self) -> u64 {
        self.end - self.rest.len() as u64
    }

    // Errors are made from copies of the fields: an input whose address is not taken can stay in registers.

    #[inline]
    pub(super) fn fail(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.offset())
    }

    #[inline]
    fn eof(&self) -> DecodeError {
        DecodeError::eof(self.end, self.open)
    }

    /// Ends after this many bytes; gives what comes then.
    #[inline(always)]
    pub(super) fn cut(&mut self, len: u64) -> Result<&'a [u8], DecodeError> {
        let split = usize::try_from(len)
            .ok()
            .and_then(|len| self.rest.split_at_checked(len));
        let Some((head, tail)) = split else {
            return Err(self.eof());
        };
        self.end -= tail.len() as u64;
        self.rest = head;
        self.open = false;
        Ok(tail)
    }

    /// The next bytes as an input that ends with them.
    #[inline]
    pub(super) fn split(&mut self, len: u64) -> Result<Self, DecodeError> {
        let rest = self.take(len)?;
        Ok(Self {
            rest,
            end: self.offset(),
            open: false,
        })
    }

    #[inline]
    pub(super) fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    #[inline]
    pub(super) fn byte(&mut self) -> Result<u8, DecodeError> {
        let Some((first, rest)) = self.rest.split_first() else {
            return Err(self.eof());
        };
        self.rest = rest;
        Ok(*first)
    }

    /// Whether the next byte is this control byte, which is read if so.
    #[inline]
    pub(super) fn control(&mut self, control: u8) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if *first == control => {
                self.rest = rest;
                true
            }
            Some(_) | None => false,
        }
    }

    #[inline]
    pub(super) fn take(&mut self, len: u64) -> Result<&'a [u8], DecodeError> {
        let split = usize::try_from(len)
            .ok()
            .and_then(|len| self.rest.split_at_checked(len));
        let Some((taken, rest)) = split else {
            return Err(self.eof());
        };
        self.rest = rest;
        Ok(taken)
    }

    #[inline(always)]
    pub(super) fn uint(&mut self) -> Result<u64, DecodeError> {
        match self.rest.split_first() {
            Some((first, rest)) if *first <= 0x7F => {
                self.rest = rest;
                Ok(u64::from(*first))
            }
            Some(_) | None => self.long(),
        }
    }

    #[inline(always)]
    fn long(&mut self) -> Result<u64, DecodeError> {
        if let Some((first, rest)) = self.rest.split_first()
            && let Some(chunk) = rest.first_chunk::<8>()
        {
            let len = usize::from(first.wrapping_neg());
            if len <= 8 {
                self.rest = &rest[len..];
                return Ok(u64::from_be_bytes(*chunk) >> (64 - 8 * len));
            }
        }
        let (value, rest) = long_near_end(self.rest, self.end, self.open)?;
        self.rest = rest;
        Ok(value)
    }

    #[inline]
    pub(super) fn int(&mut self) -> Result<i64, DecodeError> {
        let value = self.uint()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    #[inline]
    pub(super) fn float(&mut self) -> Result<f64, DecodeError> {
        Ok(f64::from_bits(self.uint()?.swap_bytes()))
    }

    #[inline]
    pub(super) fn bool(&mut self) -> Result<bool, DecodeError> {
        match self.peek() {
            Some(byte @ 0..=1) => {
                self.rest = &self.rest[1..];
                Ok(byte == 1)
            }
            Some(_) => Err(self.fail(DecodeErrorKind::Invalid("bool"))),
            None => Err(self.eof()),
        }
    }

    /// A length of bytes, which are there.
    #[inline]
    pub(super) fn bytes(&mut self) -> Result<&'a [u8], DecodeError> {
        let len = self.uint()?;
        if len > MAX_LEN {
            return Err(self.fail(DecodeErrorKind::TooLarge(len)));
        }
        self.take(len)
    }

    /// A number of things that take at least `each` bytes, for which there is room.
    #[inline]
    pub(super) fn count(&mut self, each: u64) -> Result<usize, DecodeError> {
        let count = self.uint()?;
        if count > MAX_LEN {
            return Err(self.fail(DecodeErrorKind::TooLarge(count)));
        }
        self.room(count, each)
    }

    /// Checks that there is room for things that take at least `each` bytes.
    #[inline]
    pub(super) fn room(&mut self, count: u64, each: u64) -> Result<usize, DecodeError> {
        if count.saturating_mul(each) > self.rest.len() as u64 {
            return Err(self.eof());
        }
        Ok(count as usize)
    }

    /// The zero in front of an array.
    #[inline]
    pub(super) fn array_header(&mut self) -> Result<(), DecodeError> {
        if self.uint()? == 0 {
            return Ok(());
        }
        Err(self.fail(DecodeErrorKind::Invalid("array header")))
    }
}

/// Reads a number of more than one byte where there may be no more bytes than it needs.
#[inline(never)]
fn long_near_end(rest: &[u8], end: u64, open: bool) -> Result<(u64, &[u8]), DecodeError> {
    let Some((first, rest)) = rest.split_first() else {
        return Err(DecodeError::eof(end, open));
    };
    let len = usize::from(first.wrapping_neg());
    if len > 8 {
        let kind = match *first {
            0xF0.. => DecodeErrorKind::BadLenByte(*first),
            first => DecodeErrorKind::BadControl(first),
        };
        return Err(DecodeError::new(kind, end - rest.len() as u64 - 1));
    }
    let Some((bytes, rest)) = rest.split_at_checked(len) else {
        return Err(DecodeError::eof(end, open));
    };
    let value = (bytes.iter()).fold(0, |value, byte| value << 8 | u64::from(*byte));
    Ok((value, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: u64, bytes: &[u8]) {
        let mut out = Vec::new();
        put_uint(&mut out, value);
        assert_eq!(out, bytes);
        let mut input = Input::new(&out, 0);
        assert_eq!(input.uint(), Ok(value));
        assert!(input.is_empty());
    }

    #[test]
    fn numbers_have_their_shortest_form() {
        check(0, &[0]);
        check(0x7F, &[0x7F]);
        check(0x80, &[0xFF, 0x80]);
        check(0xFF, &[0xFF, 0xFF]);
        check(0x100, &[0xFE, 1, 0]);
        check(
            0x01_2345_6789_ABCD,
            &[0xF9, 1, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD],
        );
        check(
            u64::MAX,
            &[0xF8, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        );
    }

    #[test]
    fn signed_numbers_and_floats_go_both_ways() {
        for value in [0, 1, -1, 63, -64, 64, i64::MIN, i64::MAX] {
            let mut out = Vec::new();
            put_int(&mut out, value);
            assert_eq!(Input::new(&out, 0).int(), Ok(value));
        }
        let mut out = Vec::new();
        put_float(&mut out, 1.5);
        assert_eq!(out, [0xFE, 0xF8, 0x3F]);
        assert_eq!(Input::new(&out, 0).float(), Ok(1.5));
    }
}
