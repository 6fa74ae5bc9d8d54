//! The identifiers that every service may use: the package `v.io/v23/verror`.

use super::action::Action;
use super::id::ErrorId;

macro_rules! builtin {
    ($($(#[$doc:meta])* $constant:ident = $name:literal, $action:ident;)*) => {$(
        $(#[$doc])*
        pub const $constant: ErrorId =
            ErrorId::new(concat!("v.io/v23/verror.", $name), Action::$action);
    )*};
}

builtin! {
    /// The error came without an identifier.
    UNKNOWN = "Unknown", NoRetry;
    /// The implementation broke one of its own rules.
    INTERNAL = "Internal", NoRetry;
    /// The method exists but does nothing here.
    NOT_IMPLEMENTED = "NotImplemented", NoRetry;
    /// There is no more to read.
    END_OF_FILE = "EndOfFile", NoRetry;
    /// An argument makes no sense.
    BAD_ARG = "BadArg", NoRetry;
    /// The object cannot do this in its present state.
    BAD_STATE = "BadState", NoRetry;
    /// The object changed after the caller read it.
    BAD_VERSION = "BadVersion", NoRetry;
    /// What should be created is already there.
    EXIST = "Exist", NoRetry;
    /// What was asked for is not there.
    NO_EXIST = "NoExist", NoRetry;
    /// The object has no such method.
    UNKNOWN_METHOD = "UnknownMethod", NoRetry;
    /// The server has no object of this name.
    UNKNOWN_SUFFIX = "UnknownSuffix", NoRetry;
    /// What was asked for is not there, or not for this caller, who shall not learn which.
    NO_EXIST_OR_NO_ACCESS = "NoExistOrNoAccess", NoRetry;
    /// None of the servers behind the name could be reached.
    NO_SERVERS = "NoServers", RetryRefetch;
    /// The server does not let this caller do it.
    NO_ACCESS = "NoAccess", RetryRefetch;
    /// The client does not believe that this is the server it wants.
    NOT_TRUSTED = "NotTrusted", RetryRefetch;
    /// The receiver gave up.
    ABORTED = "Aborted", NoRetry;
    /// What the peer sent cannot be understood.
    BAD_PROTOCOL = "BadProtocol", NoRetry;
    /// The caller gave up.
    CANCELED = "Canceled", NoRetry;
    /// The deadline passed.
    TIMEOUT = "Timeout", NoRetry;
}
