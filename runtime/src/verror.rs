//! Errors that travel: the specification of RPC, §6; their wire form is in vom §15.
//!
//! An [`Error`] says what went wrong by an identifier, `package path.Name`, that programs in any language compare; with
//! it come advice for the caller, an [`Action`], a message for people, and parameters. In VDL it is `error`: fields and
//! arguments of that type are `Option<Error>`, and `None` is no error.
//!
//! ```
//! use v23::verror::{self, Action, Error, ErrorId};
//!
//! const EMPTY: ErrorId = ErrorId::new("example.com/fortune.Empty", Action::RetryBackoff);
//!
//! let error = Error::builder(EMPTY, "nothing to tell on Monday").param("Monday").build();
//! let sent = v23::vom::encode(&Some(error))?;
//!
//! let received: Option<Error> = v23::vom::decode(&sent)?;
//! let error = received.ok_or("nil")?;
//! assert!(error.is(EMPTY) && !error.is(verror::TIMEOUT));
//! assert_eq!(error.action(), Action::RetryBackoff);
//! assert_eq!(error.to_string(), "nothing to tell on Monday");
//! assert_eq!(error.declared_params()[0].decode::<String>()?, "Monday");
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! The identifiers of `v.io/v23/verror`, such as [`NO_EXIST`], are for all services. An error with a Rust type of its
//! own implements [`ErrorDef`], as generated ones do; it becomes an [`Error`] with `?` and is found again with
//! [`Error::downcast`].
//!
//! There is no catalogue of translations here: whoever makes an error makes its message.

mod action;
mod builder;
mod builtin;
mod def;
mod error;
mod id;
mod wire;

pub use self::action::Action;
pub use self::builder::{Builder, Mention};
pub use self::builtin::{
    ABORTED, BAD_ARG, BAD_PROTOCOL, BAD_STATE, BAD_VERSION, CANCELED, END_OF_FILE, EXIST, INTERNAL,
    NO_ACCESS, NO_EXIST, NO_EXIST_OR_NO_ACCESS, NO_SERVERS, NOT_IMPLEMENTED, NOT_TRUSTED, TIMEOUT,
    UNKNOWN, UNKNOWN_METHOD, UNKNOWN_SUFFIX,
};
pub use self::def::{DowncastError, ErrorDef, Params};
pub use self::error::Error;
pub use self::id::ErrorId;
