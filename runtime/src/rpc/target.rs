//! What a generated client holds: which object, and who carries the calls.

use std::future::Future;

use vdl::{VdlRead, VdlWrite};

use super::caller::{Caller, Client};
use super::errors;
use super::stream::StreamCall;
use super::unary::UnaryCall;
use crate::context::Context;
use crate::naming::Name;
use crate::vdlroot::signature::{Interface, Method};
use crate::verror::Error;
use crate::vom::{Any, EncodeError};

/// An object and the way to it.
#[derive(Clone, Debug)]
pub struct Target<C = Client> {
    name: Name,
    caller: C,
}

impl Target {
    /// The object with a name, reached through the caller that contexts carry.
    #[must_use]
    pub fn new(name: impl Into<Name>) -> Self {
        Self {
            name: name.into(),
            caller: Client,
        }
    }
}

impl<C> Target<C> {
    /// The same object, reached through another caller.
    #[must_use]
    pub fn with_caller<D>(self, caller: D) -> Target<D> {
        Target {
            name: self.name,
            caller,
        }
    }

    /// The name of the object.
    #[must_use]
    pub fn name(&self) -> &Name {
        &self.name
    }
}

impl<C: Caller> Target<C> {
    /// A call without streams.
    pub fn unary<O>(
        &self,
        cx: &Context,
        method: &'static str,
        params: Params,
        outs: fn(&mut Outs) -> Result<O, Error>,
    ) -> UnaryCall<'_, C, O> {
        UnaryCall::new(&self.caller, cx, &self.name, method, params.0, outs)
    }

    /// A call with streams.
    pub fn stream<S, R, O>(
        &self,
        cx: &Context,
        method: &'static str,
        params: Params,
        outs: fn(&mut Outs) -> Result<O, Error>,
    ) -> StreamCall<'_, C, S, R, O> {
        StreamCall::new(&self.caller, cx, &self.name, method, params.0, outs)
    }
}

/// A client of a remote object, whatever its interface.
pub trait Remote {
    /// Who carries the calls.
    type Caller: Caller;

    /// The object, and the way to it.
    fn target(&self) -> &Target<Self::Caller>;

    /// What the object can do, as it says itself: rpc §4.1.
    fn signature(
        &self,
        cx: &Context,
    ) -> impl Future<Output = Result<Vec<Interface>, Error>> + Send {
        let call = self
            .target()
            .unary(cx, "__Signature", Params::new(), |outs| outs.take());
        call.into_future()
    }

    /// What one method of the object takes and gives: rpc §4.1.
    fn method_signature(
        &self,
        cx: &Context,
        method: &str,
    ) -> impl Future<Output = Result<Method, Error>> + Send {
        let params = Params::new().and(method);
        let call = self
            .target()
            .unary(cx, "__MethodSignature", params, |outs| outs.take());
        call.into_future()
    }
}

/// The arguments of a call that is being made.
#[derive(Debug)]
#[must_use]
pub struct Params(Result<Vec<Any>, EncodeError>);

impl Params {
    /// No arguments.
    pub const fn new() -> Self {
        Self(Ok(Vec::new()))
    }

    /// The arguments so far and one more. That it cannot be encoded comes out with the call.
    pub fn and<T: VdlWrite + ?Sized>(mut self, param: &T) -> Self {
        if let Ok(params) = &mut self.0 {
            match Any::new(param) {
                Ok(param) => params.push(param),
                Err(error) => self.0 = Err(error),
            }
        }
        self
    }

    /// The arguments so far and one more, unless that failed; then the call does.
    pub fn and_from<T: VdlWrite>(mut self, param: Result<T, String>) -> Self {
        match param {
            Ok(param) => self.and(&param),
            Err(why) => {
                if self.0.is_ok() {
                    self.0 = Err(EncodeError::Refused(why));
                }
                self
            }
        }
    }
}

impl Default for Params {
    fn default() -> Self {
        Self::new()
    }
}

/// The results of a call that came back, to be taken in order.
#[derive(Debug)]
pub struct Outs {
    rest: std::vec::IntoIter<Any>,
    found: usize,
    taken: usize,
}

impl Outs {
    fn new(outs: Vec<Any>) -> Self {
        Self {
            found: outs.len(),
            taken: 0,
            rest: outs.into_iter(),
        }
    }

    /// The next result.
    ///
    /// # Errors
    ///
    /// If it is not of the expected type, or missing.
    pub fn take<T: VdlRead>(&mut self) -> Result<T, Error> {
        self.taken += 1;
        let Some(out) = self.rest.next() else {
            return Err(errors::result_count(self.found, self.taken));
        };
        out.decode().map_err(errors::decoding)
    }

    /// The next result, converted.
    ///
    /// # Errors
    ///
    /// As of [`take`](Self::take), and of the conversion.
    pub fn take_as<T: VdlRead, N>(
        &mut self,
        convert: fn(T) -> Result<N, String>,
    ) -> Result<N, Error> {
        convert(self.take()?).map_err(errors::converting)
    }

    /// All results as Rust values.
    pub(super) fn decode<O>(
        outs: Vec<Any>,
        decode: fn(&mut Self) -> Result<O, Error>,
    ) -> Result<O, Error> {
        let mut outs = Self::new(outs);
        let decoded = decode(&mut outs)?;
        if outs.rest.len() > 0 {
            return Err(errors::result_count(outs.found, outs.taken));
        }
        Ok(decoded)
    }
}
