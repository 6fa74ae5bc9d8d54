//! Errors in the making.

use std::borrow::Cow;

use vdl::{Kind, Value, VdlWrite, View};

use super::action::Action;
use super::error::{Error, Inner};
use super::id::ErrorId;
use crate::vom::Any;

/// An error in the making; made by [`Error::builder`] and [`Error::to_builder`].
///
/// ```
/// use v23::Error;
/// use v23::verror::{self, Mention};
///
/// let slow = Error::new(verror::TIMEOUT, "no answer in 3s");
/// let error = Error::builder(verror::NO_SERVERS, "nobody answers")
///     .sub_error("oslo:4001", &slow, Mention::InMessage)
///     .build();
/// assert_eq!(error.message(), "nobody answers [oslo:4001: no answer in 3s]");
/// assert!(error.nested().any(|error| error.is(verror::TIMEOUT)));
/// ```
#[derive(Clone, Debug)]
#[must_use = "a builder does nothing until `build`"]
pub struct Builder {
    id: Cow<'static, str>,
    action: Action,
    message: String,
    component: Any,
    operation: Any,
    declared: Vec<Any>,
}

/// Whether the message of an error mentions a sub-error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mention {
    /// The name and the message of the sub-error are appended to the message.
    InMessage,
    /// The sub-error is a parameter only.
    Nowhere,
}

impl Builder {
    pub(super) fn new(id: ErrorId, message: String) -> Self {
        Self {
            id: id.as_str().into(),
            action: id.action(),
            message,
            component: text(""),
            operation: text(""),
            declared: Vec::new(),
        }
    }

    pub(super) fn from_error(error: &Inner) -> Self {
        let mut params = error.params.iter().cloned();
        Self {
            id: error.id.clone(),
            action: error.action,
            message: error.message.clone(),
            component: params.next().unwrap_or_else(|| text("")),
            operation: params.next().unwrap_or_else(|| text("")),
            declared: params.collect(),
        }
    }

    /// Sets what the caller should do.
    pub fn action(mut self, action: Action) -> Self {
        self.action = action;
        self
    }

    /// Sets what to tell people.
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Names the component that makes the error.
    pub fn component(mut self, component: &str) -> Self {
        self.component = text(component);
        self
    }

    /// Tells what the component was doing.
    pub fn operation(mut self, operation: &str) -> Self {
        self.operation = text(operation);
        self
    }

    /// Appends a parameter.
    ///
    /// One that is the nil of an optional is sent as the nil of `any`, and one that cannot be encoded as two empty
    /// strings and the reason.
    pub fn param<T: VdlWrite + ?Sized>(mut self, param: &T) -> Self {
        match Any::new(param) {
            Ok(param) if is_nil(&param) => self.declared.push(Any::nil()),
            Ok(param) => self.declared.push(param),
            Err(error) => {
                let reason = error.to_string();
                self.declared.extend([text(""), text(""), text(&reason)]);
            }
        }
        self
    }

    /// Appends a parameter, unless making it failed; then the reason is there instead, as of [`param`](Self::param).
    pub fn param_from<T: VdlWrite>(mut self, param: Result<T, String>) -> Self {
        match param {
            Ok(param) => self.param(&param),
            Err(reason) => {
                self.declared.extend([text(""), text(""), text(&reason)]);
                self
            }
        }
    }

    /// Appends another error that led to this one, under a name such as that of a server.
    ///
    /// It is a parameter of type `error` that has `[name: message]` as its message and is otherwise the same.
    pub fn sub_error(mut self, name: &str, error: &Error, mention: Mention) -> Self {
        let message = format!("[{name}: {error}]");
        match mention {
            Mention::InMessage => {
                self.message.push(' ');
                self.message.push_str(&message);
            }
            Mention::Nowhere => {}
        }
        let sub_error = error.to_builder().message(message).build();
        self.param(&Some(sub_error))
    }

    /// The error.
    pub fn build(self) -> Error {
        let mut params = vec![self.component, self.operation];
        params.extend(self.declared);
        Error::from_parts(self.id, self.action, self.message, params)
    }
}

fn text(text: &str) -> Any {
    // A string longer than peers accept is left out.
    Any::new(text).unwrap_or_default()
}

/// Whether nothing is held, or the nil of an optional.
fn is_nil(param: &Any) -> bool {
    param.is_nil()
        || param.ty().kind() == Kind::Optional
            && param
                .to_value()
                .is_ok_and(|value: Value| matches!(value.view(), View::Optional(None)))
}
