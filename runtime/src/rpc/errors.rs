//! The errors of calls themselves: rpc §4 and §6.

use std::fmt::Display;

use super::caller::Request;
use super::server_call::ServerCall;
use crate::context::Ended;
use crate::verror::{self, Action, Error, ErrorId};
use crate::vom::{DecodeError, EncodeError};

/// What peers call a wrong number of arguments.
const ARG_COUNT: ErrorId = ErrorId::new(
    "v.io/x/ref/runtime/internal/rpc.badNumInputArgs",
    Action::NoRetry,
);

/// What peers call an argument that cannot be read.
const BAD_ARG: ErrorId = ErrorId::new(
    "v.io/x/ref/runtime/internal/rpc.badInputArg",
    Action::NoRetry,
);

pub(super) fn ended(ended: Ended) -> Error {
    match ended {
        Ended::Canceled => Error::new(verror::CANCELED, "canceled"),
        Ended::DeadlineExceeded => Error::new(verror::TIMEOUT, "timeout"),
    }
}

pub(super) fn no_caller(request: &Request) -> Error {
    let text = format!(
        "{}: the context carries no client; bind one with `rpc::Client::bind`, or make the stub with `with_caller`",
        request.method
    );
    Error::new(verror::BAD_STATE, text)
}

pub(super) fn unknown_suffix(suffix: &str) -> Error {
    let text = format!("suffix does not exist: {suffix}");
    let error = Error::builder(verror::UNKNOWN_SUFFIX, text);
    error.param(suffix).build()
}

pub(super) fn unknown_method(method: &str) -> Error {
    let text = format!("method does not exist: {method}");
    let error = Error::builder(verror::UNKNOWN_METHOD, text);
    error.param(method).build()
}

pub(super) fn arg_count(call: &ServerCall, found: u64, expected: u64) -> Error {
    named_arg_count(call.suffix(), call.method(), found, expected)
}

pub(super) fn named_arg_count(suffix: &str, method: &str, found: u64, expected: u64) -> Error {
    let text = format!("{suffix}.{method} takes {expected} arguments, not {found}");
    Error::builder(ARG_COUNT, text)
        .param(suffix)
        .param(method)
        .param(&found)
        .param(&expected)
        .build()
}

pub(super) fn bad_arg(
    call: &ServerCall,
    index: u64,
    error: &(dyn std::error::Error + 'static),
) -> Error {
    bad_named_arg(call.suffix(), call.method(), index, error)
}

pub(super) fn bad_named_arg(
    suffix: &str,
    method: &str,
    index: u64,
    error: &(dyn std::error::Error + 'static),
) -> Error {
    let text = format!("{suffix}.{method}: argument {index}: {error}");
    Error::builder(BAD_ARG, text)
        .param(suffix)
        .param(method)
        .param(&index)
        .param(&Some(Error::from_std(error)))
        .build()
}

pub(super) fn encoding(error: EncodeError) -> Error {
    bad_protocol("a value cannot be encoded", error)
}

pub(super) fn decoding(error: DecodeError) -> Error {
    bad_protocol("a value cannot be decoded", error)
}

pub(super) fn converting(why: String) -> Error {
    bad_protocol("a value cannot be converted", why)
}

pub(super) fn not_implemented(method: &str) -> Error {
    Error::new(
        verror::NOT_IMPLEMENTED,
        format!("method {method} is not implemented"),
    )
}

pub(super) fn result_count(found: usize, expected: usize) -> Error {
    bad_protocol(
        "the server answered with a wrong number of results",
        format!("{found} instead of {expected}"),
    )
}

pub(super) fn send_after_close() -> Error {
    Error::new(
        verror::BAD_STATE,
        "an item is sent after the end of the stream",
    )
}

pub(super) fn method_panicked(method: &str) -> Error {
    Error::new(
        verror::INTERNAL,
        format!("the server failed in method {method}"),
    )
}

fn bad_protocol(what: &str, why: impl Display) -> Error {
    Error::new(verror::BAD_PROTOCOL, format!("{what}: {why}"))
}
