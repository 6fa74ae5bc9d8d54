//! Answering one call: rpc §4, from the dispatcher to the method.

use super::description::MethodDesc;
use super::dispatcher::Dispatcher;
use super::errors;
use super::half::Duplex;
use super::invoker::{Args, Results};
use super::reserved;
use super::server_call::ServerCall;
use crate::context::Context;
use crate::verror::Error;
use crate::vom::Any;

/// Answers one call.
pub(super) async fn serve(
    dispatcher: &dyn Dispatcher,
    cx: &Context,
    suffix: &str,
    method: &str,
    args: Vec<Any>,
    streams: &mut Duplex,
) -> Result<Results, Error> {
    let suffix = suffix.trim_start_matches('/');
    let object = dispatcher.lookup(cx, suffix).await?;
    if let Some(reserved) = method.strip_prefix(reserved::PREFIX) {
        let interface = object.map(|object| object.invoker().interface());
        return reserved::answer(interface, suffix, reserved, args);
    }
    let Some(object) = object else {
        return Err(errors::unknown_suffix(suffix));
    };
    let Some(description) = object.invoker().interface().method(method) else {
        return Err(errors::unknown_method(method));
    };
    let call = ServerCall::new(suffix, description);
    check_count(&call, description, args.len())?;
    let answer = object.invoker().invoke(cx, &call, Args::new(args), streams);
    answer.await
}

fn check_count(call: &ServerCall, method: &MethodDesc, found: usize) -> Result<(), Error> {
    let expected = method.in_args.len();
    if found == expected {
        return Ok(());
    }
    Err(errors::arg_count(call, found as u64, expected as u64))
}
