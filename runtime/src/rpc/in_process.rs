//! Calls within the process: real encoding and dispatch, no sockets.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::task::{Context as Task, Poll, ready};

use tokio::sync::mpsc;
use tokio_util::sync::PollSender;

use super::caller::{Caller, OpenCall, Request};
use super::dispatcher::{Dispatcher, Leaf};
use super::errors;
use super::half::{BoxFuture, Duplex, RecvHalf, SendHalf};
use super::invoker::Invoker;
use super::serve::serve;
use crate::context::{Canceler, Context};
use crate::verror::Error;
use crate::vom::Any;

/// How many items of a stream may be on their way.
const WINDOW: usize = 16;

/// A caller whose server is in the same process.
///
/// Arguments, results and items are encoded and decoded as on the wire. Each call is a task of the tokio runtime that it
/// is made in. The whole name of an object is its suffix.
#[derive(Clone)]
pub struct InProcess {
    dispatcher: Arc<dyn Dispatcher>,
}

impl InProcess {
    /// A caller of a single object, which has the empty name.
    #[must_use]
    pub fn new(object: impl Invoker) -> Self {
        Self::dispatching(Leaf::new(object))
    }

    /// A caller of the objects of a dispatcher.
    #[must_use]
    pub fn dispatching(dispatcher: impl Dispatcher) -> Self {
        Self {
            dispatcher: Arc::new(dispatcher),
        }
    }
}

impl std::fmt::Debug for InProcess {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("InProcess").finish_non_exhaustive()
    }
}

impl Caller for InProcess {
    fn start<'a>(
        &'a self,
        cx: &'a Context,
        request: Request,
    ) -> BoxFuture<'a, Result<OpenCall, Error>> {
        Box::pin(std::future::ready(Ok(self.spawn(cx, request))))
    }
}

impl InProcess {
    fn spawn(&self, cx: &Context, request: Request) -> OpenCall {
        let (to_server, from_client) = mpsc::channel(WINDOW);
        let (to_client, from_server) = mpsc::channel(WINDOW);
        let mut server_end = Duplex {
            send: Box::new(Sending::new(to_client)),
            recv: Box::new(Receiving(from_client)),
        };
        // The server sees neither the values of the caller's context nor its handle.
        let (server_cx, canceler) = server_context(cx);
        let dispatcher = Arc::clone(&self.dispatcher);
        let Request { name, method, args } = request;
        let answer = tokio::spawn(async move {
            let answer = serve(
                &*dispatcher,
                &server_cx,
                name.as_str(),
                method,
                args,
                &mut server_end,
            );
            super::within(&server_cx, answer).await
        });
        let guard = CancelOnDrop(canceler);
        let finish = AssertUnwindSafe(async move {
            let _guard = guard;
            match answer.await {
                Ok(answer) => Ok(answer?.into_vec()),
                Err(_) => Err(errors::method_panicked(method)),
            }
        });
        OpenCall::new(
            Duplex {
                send: Box::new(Sending::new(to_server)),
                recv: Box::new(Receiving(from_server)),
            },
            Box::pin(finish.0),
        )
    }
}

/// A context with the deadline of another one, which ends with it.
fn server_context(cx: &Context) -> (Context, Canceler) {
    cx.without_values().with_cancel()
}

struct CancelOnDrop(Canceler);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// Items to a channel; if nobody receives them any more they are given up.
struct Sending {
    channel: PollSender<Any>,
    is_closed: bool,
}

impl Sending {
    fn new(channel: mpsc::Sender<Any>) -> Self {
        Self {
            channel: PollSender::new(channel),
            is_closed: false,
        }
    }
}

impl SendHalf for Sending {
    fn poll_ready(&mut self, task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        if self.is_closed {
            return Poll::Ready(Err(errors::send_after_close()));
        }
        _ = ready!(self.channel.poll_reserve(task));
        Poll::Ready(Ok(()))
    }

    fn start_send(&mut self, item: Any) -> Result<(), Error> {
        if self.is_closed {
            return Err(errors::send_after_close());
        }
        _ = self.channel.send_item(item);
        Ok(())
    }

    fn poll_flush(&mut self, _task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_close(&mut self, _task: &mut Task<'_>) -> Poll<Result<(), Error>> {
        self.is_closed = true;
        self.channel.close();
        Poll::Ready(Ok(()))
    }
}

struct Receiving(mpsc::Receiver<Any>);

impl RecvHalf for Receiving {
    fn poll_recv(&mut self, task: &mut Task<'_>) -> Poll<Result<Option<Any>, Error>> {
        self.0.poll_recv(task).map(Ok)
    }
}
