//! Types that arrive on their own while values are being read: vom §8.

use std::fmt;
use std::future::Future;
use std::mem;
use std::pin::Pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError, RwLock};
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use vdl::coder::VdlRead;
use vdl::{Type, Value};

use super::decoder::ValueDecoder;
use super::error::{Bound, DecodeError, DecodeErrorKind};
use super::limits::Limits;
use super::types::TypeDecoder;

/// The types of a type stream that many value streams share.
///
/// Who has the type stream hands its bytes to [`receive`](Self::receive) as they come, and says when there are no more of
/// them. Everybody else decodes values, which wait for types that have not arrived. A type that is still missing at the
/// end of the type stream is an error, then and ever after.
///
/// Waiting is without a runtime, and can be given up at any time; there are variants that block the thread.
///
/// ```
/// use std::thread;
///
/// use v23::vom::{SharedTypes, TypeEncoder, ValueDecoder, ValueEncoder};
///
/// let (mut types, mut type_stream, mut values) = (TypeEncoder::new(), Vec::new(), Vec::new());
/// ValueEncoder::new().encode(&[[1_u8, 2]], &mut types, &mut type_stream, &mut values)?;
///
/// let shared = SharedTypes::new();
/// let received: Vec<[u8; 2]> = thread::scope(|scope| {
///     scope.spawn(|| shared.receive(&type_stream));
///     shared.decode_blocking(&mut ValueDecoder::new(), &mut &values[..])
/// })?;
/// assert_eq!(received, [[1, 2]]);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct SharedTypes {
    /// Locked after `waiting` if both are.
    received: RwLock<Received>,
    waiting: Mutex<Waiting>,
    /// For those who wait on a thread.
    arrived: Condvar,
}

#[derive(Default)]
struct Received {
    types: TypeDecoder,
    /// The beginning of a message.
    rest: Vec<u8>,
    /// How large a message may be.
    limit: usize,
    end: Option<End>,
}

/// How a type stream has ended.
enum End {
    Complete,
    Failed(DecodeError),
}

#[derive(Default)]
struct Waiting {
    waiters: Vec<Waiter>,
    last_key: u64,
}

/// Who waits for a type.
struct Waiter {
    id: u64,
    key: u64,
    waker: Waker,
}

impl SharedTypes {
    /// A stream without types.
    pub fn new() -> Self {
        Self::with_limits(Limits::default())
    }

    /// A stream without types, with limits.
    pub fn with_limits(limits: Limits) -> Self {
        let received = Received {
            types: TypeDecoder::with_limits(limits),
            limit: limits.memory,
            ..Received::default()
        };
        Self {
            received: RwLock::new(received),
            ..Self::default()
        }
    }

    /// Takes in what comes next in the type stream; messages may be cut anywhere.
    ///
    /// # Errors
    ///
    /// If the stream is malformed, now or earlier. Who waits for a type gets the same error.
    pub fn receive(&self, bytes: &[u8]) -> Result<(), DecodeError> {
        let mut received = self
            .received
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        let result = received.receive(bytes);
        drop(received);
        self.wake();
        result
    }

    /// Says that no more types come; who waits for one fails.
    pub fn end(&self) {
        self.end_as(End::Complete);
    }

    /// Says that no more types come, and with which error to fail for want of one.
    pub fn fail(&self, error: DecodeError) {
        self.end_as(End::Failed(error));
    }

    fn end_as(&self, end: End) {
        let mut received = self
            .received
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        received.end.get_or_insert(end);
        received.rest = Vec::new();
        drop(received);
        self.wake();
    }

    /// The type with an id, if it has arrived.
    pub fn lookup(&self, id: u64) -> Option<Type> {
        self.read(|received| received.types.lookup(id).cloned())
    }

    /// Reads the next value of a value stream as [`ValueDecoder::decode`] does, and waits for its types.
    ///
    /// # Errors
    ///
    /// As of [`ValueDecoder::decode`], and the error of the type stream if that has failed. After an error, and if the
    /// future is dropped, `input` is where it was.
    pub async fn decode<T: VdlRead>(
        &self,
        values: &mut ValueDecoder,
        input: &mut &[u8],
    ) -> Result<T, DecodeError> {
        self.read_waiting(|types| {
            let read = values.decode(types, input);
            read.map_err(|error| Refusal::new(error, || values.needs(types, input)))
        })
        .await
    }

    /// Reads the next value as [`ValueDecoder::decode_shared`] does, and waits for its types.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub async fn decode_shared<T: VdlRead>(
        &self,
        values: &mut ValueDecoder,
        input: &mut Bytes,
    ) -> Result<T, DecodeError> {
        self.read_waiting(|types| {
            let read = values.decode_shared(types, input);
            read.map_err(|error| Refusal::new(error, || values.needs(types, input)))
        })
        .await
    }

    /// Reads the next value as [`ValueDecoder::decode_as`] does, and waits for its types.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub async fn decode_as(
        &self,
        values: &mut ValueDecoder,
        input: &mut &[u8],
        target: &Type,
    ) -> Result<Value, DecodeError> {
        self.read_waiting(|types| {
            let read = values.decode_as(types, input, target);
            read.map_err(|error| Refusal::new(error, || values.needs(types, input)))
        })
        .await
    }

    /// Reads the next value as [`decode`](Self::decode) does, and blocks the thread until its types have come.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_blocking<T: VdlRead>(
        &self,
        values: &mut ValueDecoder,
        input: &mut &[u8],
    ) -> Result<T, DecodeError> {
        self.read_blocking(|types| {
            let read = values.decode(types, input);
            read.map_err(|error| Refusal::new(error, || values.needs(types, input)))
        })
    }

    /// Reads the next value as [`decode_as`](Self::decode_as) does, and blocks the thread until its types have come.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn decode_as_blocking(
        &self,
        values: &mut ValueDecoder,
        input: &mut &[u8],
        target: &Type,
    ) -> Result<Value, DecodeError> {
        self.read_blocking(|types| {
            let read = values.decode_as(types, input, target);
            read.map_err(|error| Refusal::new(error, || values.needs(types, input)))
        })
    }

    async fn read_waiting<T>(&self, mut read: impl Reading<T>) -> Result<T, DecodeError> {
        loop {
            match self.attempt(&mut read) {
                Attempt::Done(result) => return result,
                Attempt::Missing(ids) => {
                    for id in ids {
                        let types = self;
                        Arrival { types, id, key: 0 }.await;
                    }
                }
            }
        }
    }

    fn read_blocking<T>(&self, mut read: impl Reading<T>) -> Result<T, DecodeError> {
        loop {
            match self.attempt(&mut read) {
                Attempt::Done(result) => return result,
                Attempt::Missing(ids) => ids.into_iter().for_each(|id| self.block(id)),
            }
        }
    }

    /// Tries to read.
    ///
    /// There are at most three attempts at a value, since all types that a message may need are waited for once its own
    /// type is there: a peer cannot make the same bytes be read for every type that it sends.
    fn attempt<T>(&self, read: &mut impl Reading<T>) -> Attempt<T> {
        self.read(|received| match (read(&received.types), &received.end) {
            (Ok(value), _) => Attempt::Done(Ok(value)),
            (Err(Refusal::Missing(_, ids)), None) => Attempt::Missing(ids),
            (Err(Refusal::Missing(..)), Some(End::Failed(error))) => {
                Attempt::Done(Err(error.clone()))
            }
            (Err(Refusal::Missing(error, _) | Refusal::Other(error)), _) => {
                Attempt::Done(Err(error))
            }
        })
    }

    /// Blocks the thread until a type has come.
    fn block(&self, id: u64) {
        let mut waiting = self.waiting();
        while !self.settles(id) {
            waiting = (self.arrived.wait(waiting)).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn settles(&self, id: u64) -> bool {
        self.read(|received| received.settles(id))
    }

    fn read<T>(&self, look: impl FnOnce(&Received) -> T) -> T {
        look(&self.received.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes those whose wait is over.
    fn wake(&self) {
        let mut waiting = self.waiting();
        let woken: Vec<Waiter> = self.read(|received| {
            let waiters = &mut waiting.waiters;
            let woken = waiters.extract_if(.., |waiter| received.settles(waiter.id));
            woken.collect()
        });
        self.arrived.notify_all();
        drop(waiting);
        for waiter in woken {
            waiter.waker.wake();
        }
    }
}

impl fmt::Debug for SharedTypes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SharedTypes").finish_non_exhaustive()
    }
}

impl Received {
    fn receive(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
        match &self.end {
            Some(End::Failed(error)) => return Err(error.clone()),
            Some(End::Complete) => return Ok(()),
            None => {}
        }
        let mut whole = mem::take(&mut self.rest);
        let mut input = bytes;
        if !whole.is_empty() {
            whole.extend_from_slice(bytes);
            input = &whole;
        }
        let mut result = self.types.decode(&mut input);
        if result.is_ok() && input.len() > self.limit {
            let kind = DecodeErrorKind::Limit(Bound::Memory);
            result = Err(DecodeError::new(kind, self.types.offset()));
        }
        if let Err(error) = &result {
            self.end = Some(End::Failed(error.clone()));
        } else if input.len() == whole.len() {
            self.rest = whole;
        } else {
            self.rest = input.to_vec();
        }
        result
    }

    /// Whether there is nothing to wait for any more.
    fn settles(&self, id: u64) -> bool {
        self.end.is_some() || !matches!(self.types.find(id), Err(DecodeErrorKind::UnknownTypeId(_)))
    }
}

/// Reads a value with the types that there are.
trait Reading<T>: FnMut(&TypeDecoder) -> Result<T, Refusal> {}

impl<T, F: FnMut(&TypeDecoder) -> Result<T, Refusal>> Reading<T> for F {}

/// Why a value was not read.
enum Refusal {
    /// For want of a type, and maybe of more.
    Missing(DecodeError, Vec<u64>),
    Other(DecodeError),
}

impl Refusal {
    fn new(error: DecodeError, needs: impl FnOnce() -> Vec<u64>) -> Self {
        if error.missing_type().is_some() {
            Self::Missing(error, needs())
        } else {
            Self::Other(error)
        }
    }
}

enum Attempt<T> {
    Done(Result<T, DecodeError>),
    Missing(Vec<u64>),
}

/// Resolves when a type has come, or none comes any more.
struct Arrival<'a> {
    types: &'a SharedTypes,
    id: u64,
    /// The key among those who wait, or zero.
    key: u64,
}

impl Future for Arrival<'_> {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let types = self.types;
        let mut waiting = types.waiting();
        if types.settles(self.id) {
            return Poll::Ready(());
        }
        let known = waiting.waiters.iter_mut().find(|it| it.key == self.key);
        if let Some(waiter) = known {
            waiter.waker.clone_from(context.waker());
        } else {
            waiting.last_key += 1;
            self.key = waiting.last_key;
            let (id, key, waker) = (self.id, self.key, context.waker().clone());
            waiting.waiters.push(Waiter { id, key, waker });
        }
        Poll::Pending
    }
}

impl Drop for Arrival<'_> {
    fn drop(&mut self) {
        if self.key != 0 {
            self.types.waiting().waiters.retain(|it| it.key != self.key);
        }
    }
}
