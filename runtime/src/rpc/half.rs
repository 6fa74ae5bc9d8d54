//! The two directions of a call that streams, for whoever carries them.
//!
//! Items are [`Any`]s: encoded by one end, decoded by the other. The typed ends are in [`super::stream`].

use std::future::Future;
use std::pin::Pin;
use std::task::{Context as Task, Poll};

use crate::verror::Error;
use crate::vom::Any;

/// A future that is part of a call.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The sending direction.
///
/// The methods are those of a sink: an item is handed over only after `poll_ready` was ready. What is lost when a future
/// around them is dropped is at most the wish to send.
pub trait SendHalf: Send {
    /// Whether an item can be taken.
    fn poll_ready(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>>;
    /// Takes an item.
    fn start_send(&mut self, item: Any) -> Result<(), Error>;
    /// Whether all items that were taken are on their way.
    fn poll_flush(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>>;
    /// Whether the other side was told that no more items come.
    fn poll_close(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>>;
}

/// The receiving direction.
pub trait RecvHalf: Send {
    /// The next item, or `None` at the end.
    fn poll_recv(&mut self, task: &mut Task<'_>) -> Poll<Result<Option<Any>, Error>>;
}

/// Both directions.
pub struct Duplex {
    /// What goes out.
    pub send: Box<dyn SendHalf>,
    /// What comes in.
    pub recv: Box<dyn RecvHalf>,
}

impl std::fmt::Debug for Duplex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Duplex").finish_non_exhaustive()
    }
}

impl<H: SendHalf + ?Sized> SendHalf for &mut H {
    fn poll_ready(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        (**self).poll_ready(task)
    }

    fn start_send(&mut self, item: Any) -> Result<(), Error> {
        (**self).start_send(item)
    }

    fn poll_flush(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        (**self).poll_flush(task)
    }

    fn poll_close(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        (**self).poll_close(task)
    }
}

impl<H: RecvHalf + ?Sized> RecvHalf for &mut H {
    fn poll_recv(&mut self, task: &mut Task<'_>) -> Poll<Result<Option<Any>, Error>> {
        (**self).poll_recv(task)
    }
}
