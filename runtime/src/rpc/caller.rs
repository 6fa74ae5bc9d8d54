//! Who carries calls to servers.

use std::fmt;
use std::sync::Arc;

use super::half::{BoxFuture, Duplex};
use crate::context::Context;
use crate::naming::Name;
use crate::verror::Error;
use crate::vom::Any;

/// Carries calls to servers: over the network, or within the process.
///
/// Generated clients know nothing else of how calls travel.
pub trait Caller: Send + Sync + 'static {
    /// Sends the arguments of a call.
    ///
    /// What happens in the call itself, such as an error of the server, is seen when it finishes.
    fn start<'a>(
        &'a self,
        cx: &'a Context,
        request: Request,
    ) -> BoxFuture<'a, Result<OpenCall, Error>>;
}

/// What is called, and with what.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Request {
    /// The object.
    pub name: Name,
    /// The method, by its name on the wire.
    pub method: &'static str,
    /// The arguments.
    pub args: Vec<Any>,
}

impl Request {
    /// A request with arguments.
    #[must_use]
    pub fn new(name: Name, method: &'static str, args: Vec<Any>) -> Self {
        Self { name, method, args }
    }
}

/// A call that was started. It is canceled when it is dropped before it finished.
#[non_exhaustive]
pub struct OpenCall {
    /// The streams.
    pub streams: Duplex,
    /// The results, once the server has finished.
    pub finish: BoxFuture<'static, Result<Vec<Any>, Error>>,
}

impl OpenCall {
    /// A call of which these are the ends.
    #[must_use]
    pub fn new(streams: Duplex, finish: BoxFuture<'static, Result<Vec<Any>, Error>>) -> Self {
        Self { streams, finish }
    }
}

impl fmt::Debug for OpenCall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenCall").finish_non_exhaustive()
    }
}

impl<C: Caller + ?Sized> Caller for Arc<C> {
    fn start<'a>(
        &'a self,
        cx: &'a Context,
        request: Request,
    ) -> BoxFuture<'a, Result<OpenCall, Error>> {
        (**self).start(cx, request)
    }
}

/// The caller that the context of each call carries.
///
/// ```
/// use v23::context::Context;
/// use v23::rpc::{Client, InProcess};
///
/// # fn show(server: InProcess) {
/// let cx = Client::bind(&Context::background(), server);
/// # }
/// ```
#[derive(Clone, Copy, Default, Debug)]
pub struct Client;

/// How a context carries a caller.
struct Bound(Arc<dyn Caller>);

impl Client {
    /// A context whose calls go through a caller.
    #[must_use]
    pub fn bind(cx: &Context, caller: impl Caller) -> Context {
        cx.with_value(Bound(Arc::new(caller)))
    }
}

impl Caller for Client {
    fn start<'a>(
        &'a self,
        cx: &'a Context,
        request: Request,
    ) -> BoxFuture<'a, Result<OpenCall, Error>> {
        match cx.value::<Bound>() {
            Some(Bound(caller)) => caller.start(cx, request),
            None => Box::pin(async move { Err(super::errors::no_caller(&request)) }),
        }
    }
}
