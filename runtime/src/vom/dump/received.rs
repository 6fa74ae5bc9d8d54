//! Bytes that have come, and how far they are dumped.

use crate::vom::error::{DecodeError, DecodeErrorKind};
use crate::vom::wire::Input;

/// How many bytes are looked ahead at once.
const WINDOW: usize = 1024;

/// Bytes that have come, and how far they are dumped.
#[derive(Debug, Default)]
pub(super) struct Received {
    bytes: Vec<u8>,
    /// The start of the next atom.
    at: usize,
    /// The end of what was looked at.
    seen: usize,
    /// Where in the stream `bytes` begins.
    offset: u64,
    /// How many more bytes the message has, if it says so.
    limit: Option<u64>,
}

impl Received {
    pub(super) fn push(&mut self, bytes: &[u8]) {
        if self.at > 0 {
            self.bytes.drain(..self.at);
            self.offset += self.at as u64;
            self.seen -= self.at;
            self.at = 0;
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// What has come of the message and is not dumped.
    pub(super) fn input(&self) -> Result<Input<'_>, DecodeError> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let mut input = Input::new(rest, self.offset());
        match self.limit {
            Some(limit) if limit <= rest.len() as u64 => input.split(limit),
            Some(_) | None => Ok(input),
        }
    }

    /// Takes the bytes of an atom.
    pub(super) fn take(&mut self, len: usize) -> &[u8] {
        let start = self.at;
        if self.seen < self.at + len {
            self.look();
        }
        self.at += len;
        self.seen = self.seen.max(self.at);
        self.limit = self.limit.map(|limit| limit - len as u64);
        &self.bytes[start..self.at]
    }

    /// Looks at more bytes.
    pub(super) fn look(&mut self) {
        self.seen = self.bytes.len().min(self.at + WINDOW);
    }

    /// Bytes that were looked at and are not dumped.
    pub(super) fn ahead(&self) -> &[u8] {
        &self.bytes[self.at..self.seen]
    }

    pub(super) fn has_more(&self) -> bool {
        self.at < self.bytes.len()
    }

    /// Where in the stream the next atom begins.
    pub(super) fn offset(&self) -> u64 {
        self.offset + self.at as u64
    }

    /// Where in the stream the bytes end that have come.
    pub(super) fn end(&self) -> u64 {
        self.offset + self.bytes.len() as u64
    }

    pub(super) fn limit(&mut self, len: u64) {
        self.limit = Some(len);
    }

    /// Ends a message.
    pub(super) fn end_message(&mut self) -> Result<(), DecodeError> {
        match self.limit.take() {
            Some(left @ 1..) => {
                let left = usize::try_from(left).unwrap_or(usize::MAX);
                Err(DecodeError::new(
                    DecodeErrorKind::Leftover(left),
                    self.offset(),
                ))
            }
            Some(0) | None => Ok(()),
        }
    }

    /// Drops everything that has come.
    pub(super) fn clear(&mut self) {
        self.offset = self.end();
        self.bytes.clear();
        self.at = 0;
        self.seen = 0;
        self.limit = None;
    }
}
