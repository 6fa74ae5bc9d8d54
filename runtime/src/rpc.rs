//! Remote calls: the traits between generated code and what carries calls.
//!
//! A generated client describes a call as a [`Request`] and hands it to a [`Caller`]. A generated server stub is an
//! [`Invoker`]; a [`Dispatcher`] finds the one that a call is for. Between the two ends arguments, results and the items
//! of streams are [`Any`](crate::vom::Any)s, so that neither end knows what carries them. [`InProcess`] joins both ends in one process.

mod caller;
mod description;
mod dispatcher;
mod errors;
mod half;
mod in_process;
mod invoker;
mod reserved;
mod serve;
mod server_call;
mod stream;
mod target;
mod unary;

use std::future::Future;

pub use self::caller::{Caller, Client, OpenCall, Request};
pub use self::description::{ArgDesc, InterfaceDesc, MethodDesc, NO_TAGS, Tags};
pub use self::dispatcher::{Dispatcher, Leaf, Object};
pub use self::half::{BoxFuture, Duplex, RecvHalf, SendHalf};
pub use self::in_process::InProcess;
pub use self::invoker::{Answer, Args, Invoker, Results, no_method, not_implemented};
pub use self::reserved::{interface_signatures, signature};
pub use self::server_call::ServerCall;
pub use self::stream::{
    ClientStream, Finish, NoRecv, NoSend, RecvStream, SendStream, ServerStream, StreamCall,
};
pub use self::target::{Outs, Params, Remote, Target};
pub use self::unary::UnaryCall;

use crate::context::Context;
use crate::verror::Error;

/// Waits for a part of a call as long as the context lasts.
async fn within<T>(cx: &Context, part: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    match cx.run(part).await {
        Ok(output) => output,
        Err(ended) => Err(errors::ended(ended)),
    }
}
