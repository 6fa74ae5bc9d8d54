//! An object whose methods can be called by name.

use std::sync::Arc;

use vdl::{VdlRead, VdlWrite};

use super::description::InterfaceDesc;
use super::errors;
use super::half::{BoxFuture, Duplex};
use super::server_call::ServerCall;
use crate::context::Context;
use crate::verror::Error;
use crate::vom::Any;

/// An object whose methods can be called by name.
///
/// Generated server stubs are invokers; that is where the types of arguments and results are lost and found.
pub trait Invoker: Send + Sync + 'static {
    /// What the object is.
    fn interface(&self) -> &'static InterfaceDesc;

    /// Runs the method that `call` names.
    ///
    /// `args` has as many arguments as the method takes.
    fn invoke<'a>(
        &'a self,
        cx: &'a Context,
        call: &'a ServerCall,
        args: Args,
        streams: &'a mut Duplex,
    ) -> Answer<'a>;
}

/// The results of a method, or its error.
pub type Answer<'a> = BoxFuture<'a, Result<Results, Error>>;

/// The answer to a call of a method that an object lacks.
#[must_use]
pub fn no_method<'a>(method: &str) -> Answer<'a> {
    Box::pin(std::future::ready(Err(errors::unknown_method(method))))
}

/// The error of a method that a server does not implement.
#[must_use]
pub fn not_implemented(method: &str) -> Error {
    errors::not_implemented(method)
}

impl<I: Invoker + ?Sized> Invoker for Arc<I> {
    fn interface(&self) -> &'static InterfaceDesc {
        (**self).interface()
    }

    fn invoke<'a>(
        &'a self,
        cx: &'a Context,
        call: &'a ServerCall,
        args: Args,
        streams: &'a mut Duplex,
    ) -> Answer<'a> {
        (**self).invoke(cx, call, args, streams)
    }
}

/// The arguments of a call, to be taken in order.
#[derive(Debug)]
pub struct Args {
    rest: std::vec::IntoIter<Any>,
    taken: u64,
}

impl Args {
    /// Arguments as they came.
    #[must_use]
    pub fn new(args: Vec<Any>) -> Self {
        Self {
            rest: args.into_iter(),
            taken: 0,
        }
    }

    /// The next argument.
    ///
    /// # Errors
    ///
    /// If it is not of the expected type, or missing.
    pub fn take<T: VdlRead>(&mut self, call: &ServerCall) -> Result<T, Error> {
        let index = self.taken;
        self.taken += 1;
        let Some(arg) = self.rest.next() else {
            return Err(errors::arg_count(call, index, index + 1));
        };
        arg.decode()
            .map_err(|error| errors::bad_arg(call, index, &error))
    }

    /// The next argument, converted.
    ///
    /// # Errors
    ///
    /// As of [`take`](Self::take), and of the conversion.
    pub fn take_as<T: VdlRead, N>(
        &mut self,
        call: &ServerCall,
        convert: fn(T) -> Result<N, String>,
    ) -> Result<N, Error> {
        let index = self.taken;
        let arg = self.take(call)?;
        convert(arg).map_err(|why| errors::bad_arg(call, index, &Error::from(why)))
    }
}

/// The results of a call.
#[derive(Default, Debug)]
pub struct Results(Vec<Any>);

impl Results {
    /// No results.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The results so far and one more.
    ///
    /// # Errors
    ///
    /// If it cannot be encoded.
    pub fn and<T: VdlWrite + ?Sized>(mut self, result: &T) -> Result<Self, Error> {
        self.0.push(Any::new(result).map_err(errors::encoding)?);
        Ok(self)
    }

    /// The results so far and one more, unless that failed.
    ///
    /// # Errors
    ///
    /// If it failed, or cannot be encoded.
    pub fn and_from<T: VdlWrite>(self, result: Result<T, String>) -> Result<Self, Error> {
        self.and(&result.map_err(errors::converting)?)
    }

    /// The results in order.
    #[must_use]
    pub fn into_vec(self) -> Vec<Any> {
        self.0
    }
}
