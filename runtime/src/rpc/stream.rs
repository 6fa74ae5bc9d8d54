//! Calls with streams: the typed ends, of the client and of the server.

use std::fmt;
use std::future::{IntoFuture, poll_fn};
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context as Task, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use vdl::{VdlRead, VdlWrite};

use super::caller::{Caller, OpenCall};
use super::errors;
use super::half::{BoxFuture, Duplex, RecvHalf, SendHalf};
use super::target::Outs;
use super::unary::{DecodeOuts, UnaryCall};
use crate::context::Context;
use crate::naming::Name;
use crate::verror::Error;
use crate::vom::{Any, EncodeError};

/// Stands where a client or server sends no items.
#[derive(Clone, Copy, Debug)]
pub enum NoSend {}

/// Stands where a client or server receives no items.
#[derive(Clone, Copy, Debug)]
pub enum NoRecv {}

/// A call with streams that starts when it is awaited, and gives its [`ClientStream`].
#[must_use = "a call does nothing unless it is awaited"]
pub struct StreamCall<'a, C, S, R, O> {
    call: UnaryCall<'a, C, O>,
    streams: PhantomData<fn(S) -> R>,
}

impl<'a, C: Caller, S, R, O> StreamCall<'a, C, S, R, O> {
    pub(super) fn new(
        caller: &'a C,
        cx: &Context,
        name: &Name,
        method: &'static str,
        args: Result<Vec<Any>, EncodeError>,
        decode: DecodeOuts<O>,
    ) -> Self {
        Self {
            call: UnaryCall::new(caller, cx, name, method, args, decode),
            streams: PhantomData,
        }
    }

    /// Gives the call less time than its context has.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call = self.call.timeout(timeout);
        self
    }

    async fn open(self) -> Result<ClientStream<S, R, O>, Error> {
        let call = self.call;
        let request = call.request.map_err(errors::encoding)?;
        let open = super::within(&call.cx, call.caller.start(&call.cx, request)).await?;
        let OpenCall { streams, finish } = open;
        Ok(ClientStream {
            send: SendStream::new(streams.send),
            recv: RecvStream::new(streams.recv),
            finish: Finish {
                cx: call.cx,
                results: finish,
                decode: call.decode,
            },
        })
    }
}

impl<'a, C: Caller, S: 'a, R: 'a, O: 'a> IntoFuture for StreamCall<'a, C, S, R, O> {
    type Output = Result<ClientStream<S, R, O>, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.open())
    }
}

impl<C, S, R, O> fmt::Debug for StreamCall<'_, C, S, R, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("StreamCall").field(&self.call).finish()
    }
}

/// The client's end of a call with streams. It is canceled when it is dropped before it finished.
#[derive(Debug)]
pub struct ClientStream<S, R, O> {
    send: SendStream<'static, S>,
    recv: RecvStream<'static, R>,
    finish: Finish<O>,
}

impl<S, R, O> ClientStream<S, R, O> {
    /// Says that no more items are sent, and waits for the results.
    ///
    /// # Errors
    ///
    /// The error of the method, or why there are no results. Items that were not received are given up.
    pub async fn finish(self) -> Result<O, Error> {
        let Self {
            mut send,
            recv,
            finish,
        } = self;
        // What the server still sends must not keep it from finishing.
        drop(recv);
        // A server that has finished already need not know.
        _ = super::within(&finish.cx, send.end()).await;
        finish.run().await
    }

    /// The parts, for use by different tasks.
    pub fn split(self) -> (SendStream<'static, S>, RecvStream<'static, R>, Finish<O>) {
        (self.send, self.recv, self.finish)
    }
}

impl<S: VdlWrite, R, O> ClientStream<S, R, O> {
    /// Sends an item.
    ///
    /// # Errors
    ///
    /// If the item cannot be encoded, or the call ended.
    pub async fn send(&mut self, item: &S) -> Result<(), Error> {
        self.send.send(item).await
    }

    /// Says that no more items are sent.
    ///
    /// # Errors
    ///
    /// If the call ended.
    pub async fn close_send(&mut self) -> Result<(), Error> {
        self.send.close().await
    }
}

impl<S, R: VdlRead, O> ClientStream<S, R, O> {
    /// The next item that the server sent, or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the item is not of the expected type, or the call failed.
    pub async fn recv(&mut self) -> Result<Option<R>, Error> {
        self.recv.recv().await
    }
}

/// The results of a call with streams, to be awaited.
#[must_use = "the call is canceled unless this is awaited"]
pub struct Finish<O> {
    cx: Context,
    results: BoxFuture<'static, Result<Vec<Any>, Error>>,
    decode: DecodeOuts<O>,
}

impl<O: 'static> IntoFuture for Finish<O> {
    type Output = Result<O, Error>;
    type IntoFuture = BoxFuture<'static, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<O> fmt::Debug for Finish<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Finish").finish_non_exhaustive()
    }
}

/// The server's end of a call with streams.
#[derive(Debug)]
pub struct ServerStream<'a, S, R> {
    send: SendStream<'a, S>,
    recv: RecvStream<'a, R>,
}

impl<'a, S, R> ServerStream<'a, S, R> {
    /// The typed ends of what carries the items.
    pub fn new(streams: &'a mut Duplex) -> Self {
        Self {
            send: SendStream::new(Box::new(&mut *streams.send)),
            recv: RecvStream::new(Box::new(&mut *streams.recv)),
        }
    }

    /// The directions, for use side by side.
    #[must_use]
    pub fn split(self) -> (SendStream<'a, S>, RecvStream<'a, R>) {
        (self.send, self.recv)
    }
}

impl<S: VdlWrite, R> ServerStream<'_, S, R> {
    /// Sends an item.
    ///
    /// # Errors
    ///
    /// If the item cannot be encoded, or the call ended.
    pub async fn send(&mut self, item: &S) -> Result<(), Error> {
        self.send.send(item).await
    }
}

impl<S, R: VdlRead> ServerStream<'_, S, R> {
    /// The next item that the client sent, or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the item is not of the expected type, or the call ended.
    pub async fn recv(&mut self) -> Result<Option<R>, Error> {
        self.recv.recv().await
    }
}

/// Sends items of one type.
pub struct SendStream<'a, S> {
    half: Box<dyn SendHalf + 'a>,
    item: PhantomData<fn(S)>,
}

impl<'a, S> SendStream<'a, S> {
    fn new(half: Box<dyn SendHalf + 'a>) -> Self {
        Self {
            half,
            item: PhantomData,
        }
    }

    async fn end(&mut self) -> Result<(), Error> {
        close(&mut *self.half).await
    }
}

impl<S: VdlWrite> SendStream<'_, S> {
    /// Sends an item.
    ///
    /// # Errors
    ///
    /// If the item cannot be encoded, or the call ended.
    pub async fn send(&mut self, item: &S) -> Result<(), Error> {
        let item = Any::new(item).map_err(errors::encoding)?;
        poll_fn(|task| self.half.poll_ready(task)).await?;
        self.half.start_send(item)?;
        poll_fn(|task| self.half.poll_flush(task)).await
    }

    /// Says that no more items are sent.
    ///
    /// # Errors
    ///
    /// If the call ended.
    pub async fn close(&mut self) -> Result<(), Error> {
        self.end().await
    }
}

impl<S> fmt::Debug for SendStream<'_, S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendStream").finish_non_exhaustive()
    }
}

pub(super) async fn close(half: &mut dyn SendHalf) -> Result<(), Error> {
    poll_fn(|task| half.poll_close(task)).await
}

/// Receives items of one type.
pub struct RecvStream<'a, R> {
    half: Box<dyn RecvHalf + 'a>,
    item: PhantomData<fn() -> R>,
}

impl<'a, R> RecvStream<'a, R> {
    fn new(half: Box<dyn RecvHalf + 'a>) -> Self {
        Self {
            half,
            item: PhantomData,
        }
    }
}

impl<R: VdlRead> RecvStream<'_, R> {
    /// The next item, or `None` after the last.
    ///
    /// # Errors
    ///
    /// If the item is not of the expected type, or the call failed.
    pub async fn recv(&mut self) -> Result<Option<R>, Error> {
        poll_fn(|task| self.poll_item(task)).await.transpose()
    }

    fn poll_item(&mut self, task: &mut Task<'_>) -> Poll<Option<Result<R, Error>>> {
        let item = ready!(self.half.poll_recv(task)).transpose();
        Poll::Ready(item.map(|item| item?.decode().map_err(errors::decoding)))
    }
}

impl<R: VdlRead> Stream for RecvStream<'_, R> {
    type Item = Result<R, Error>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(task)
    }
}

impl<S, R: VdlRead, O> Stream for ClientStream<S, R, O> {
    type Item = Result<R, Error>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().recv.poll_item(task)
    }
}

impl<S, R: VdlRead> Stream for ServerStream<'_, S, R> {
    type Item = Result<R, Error>;

    fn poll_next(self: Pin<&mut Self>, task: &mut Task<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().recv.poll_item(task)
    }
}

impl<R> fmt::Debug for RecvStream<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecvStream").finish_non_exhaustive()
    }
}

impl<O> Finish<O> {
    async fn run(self) -> Result<O, Error> {
        let results = super::within(&self.cx, self.results).await?;
        Outs::decode(results, self.decode)
    }
}
