//! Calls without streams, from the side of the client.

use std::fmt;
use std::future::IntoFuture;
use std::time::Duration;

use super::caller::{Caller, Request};
use super::errors;
use super::half::BoxFuture;
use super::stream::close;
use super::target::Outs;
use crate::context::Context;
use crate::naming::Name;
use crate::verror::Error;
use crate::vom::{Any, EncodeError};

/// How results become Rust values.
pub(super) type DecodeOuts<O> = fn(&mut Outs) -> Result<O, Error>;

/// A call that starts when it is awaited, and gives the results.
#[must_use = "a call does nothing unless it is awaited"]
pub struct UnaryCall<'a, C, O> {
    pub(super) caller: &'a C,
    pub(super) cx: Context,
    pub(super) request: Result<Request, EncodeError>,
    pub(super) decode: DecodeOuts<O>,
}

impl<'a, C: Caller, O> UnaryCall<'a, C, O> {
    pub(super) fn new(
        caller: &'a C,
        cx: &Context,
        name: &Name,
        method: &'static str,
        args: Result<Vec<Any>, EncodeError>,
        decode: DecodeOuts<O>,
    ) -> Self {
        Self {
            caller,
            cx: cx.clone(),
            request: args.map(|args| Request::new(name.clone(), method, args)),
            decode,
        }
    }

    /// Gives the call less time than its context has.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.cx = self.cx.with_timeout(timeout);
        self
    }

    async fn run(self) -> Result<O, Error> {
        let request = self.request.map_err(errors::encoding)?;
        let mut call = super::within(&self.cx, self.caller.start(&self.cx, request)).await?;
        let results = super::within(&self.cx, async {
            close(&mut *call.streams.send).await?;
            call.finish.await
        });
        Outs::decode(results.await?, self.decode)
    }
}

impl<'a, C: Caller, O: 'a> IntoFuture for UnaryCall<'a, C, O> {
    type Output = Result<O, Error>;
    type IntoFuture = BoxFuture<'a, Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl<C, O> fmt::Debug for UnaryCall<'_, C, O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnaryCall")
            .field("request", &self.request)
            .finish_non_exhaustive()
    }
}
