//! Errors as values.

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::sync::{Arc, OnceLock};

use vdl::VdlType;

use super::action::Action;
use super::builder::Builder;
use super::builtin::UNKNOWN;
use super::def::{DowncastError, ErrorDef, Params};
use super::id::ErrorId;
use crate::vom::Any;

/// An error with an identifier, an action, a message and parameters; the wire type `v.io/v23/vdl.WireError`.
///
/// The VDL type `error` is `Option<Error>`. Of the parameters the first names the component that made the error, and
/// the second what it was doing; either may be empty, and an error from a peer may have fewer parameters than it should.
///
/// Clones are cheap. Two errors are equal if everything about them is; whether an error is *that* error is asked with
/// [`Error::is`], which looks at the identifier alone. The [`source`](StdError::source) is the first parameter that is
/// itself an error.
///
/// ```
/// use std::error::Error as _;
/// use v23::{Error, verror};
///
/// let cause = Error::new(verror::NO_EXIST, "no file of fortunes");
/// let error = Error::builder(verror::INTERNAL, "cannot answer")
///     .component("fortuned")
///     .operation("Get")
///     .param(&Some(cause))
///     .build();
/// assert_eq!(error.id(), "v.io/v23/verror.Internal");
/// assert_eq!(error.component().as_deref(), Some("fortuned"));
/// assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("no file of fortunes"));
///
/// fn plain() -> Result<(), Error> {
///     Err("no fortune today")?
/// }
/// assert!(plain().is_err_and(|error| error.is(verror::UNKNOWN)));
/// ```
#[derive(Clone, PartialEq)]
pub struct Error(Arc<Inner>);

pub(super) struct Inner {
    pub(super) id: Cow<'static, str>,
    pub(super) action: Action,
    pub(super) message: String,
    pub(super) params: Vec<Any>,
    /// The first parameter that is an error, once somebody asked for it.
    source: OnceLock<Option<Error>>,
}

impl Error {
    /// An error without parameters of its own.
    pub fn new(id: ErrorId, message: impl Into<String>) -> Self {
        Self::builder(id, message).build()
    }

    /// An error in the making.
    pub fn builder(id: ErrorId, message: impl Into<String>) -> Builder {
        Builder::new(id, message.into())
    }

    /// An error that is made of exactly these parts.
    pub fn from_parts(
        id: impl Into<Cow<'static, str>>,
        action: Action,
        message: impl Into<String>,
        params: Vec<Any>,
    ) -> Self {
        Self(Arc::new(Inner {
            id: id.into(),
            action,
            message: message.into(),
            params,
            source: OnceLock::new(),
        }))
    }

    /// Any error of Rust: itself if it is an [`Error`], else [`UNKNOWN`] with its text as message and parameter.
    pub fn from_std(error: &(dyn StdError + 'static)) -> Self {
        match error.downcast_ref::<Self>() {
            Some(error) => error.clone(),
            None => Self::from(error.to_string()),
        }
    }

    /// The identifier, `package path.Name`.
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Whether the error has an identifier; its action is of no matter.
    pub fn is(&self, id: ErrorId) -> bool {
        self.0.id == id.as_str()
    }

    /// What the caller should do.
    pub fn action(&self) -> Action {
        self.0.action
    }

    /// What to tell people.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// All parameters, those of the component and the operation included.
    pub fn params(&self) -> &[Any] {
        &self.0.params
    }

    /// The parameters after those of the component and the operation.
    pub fn declared_params(&self) -> &[Any] {
        self.0.params.get(2..).unwrap_or_default()
    }

    /// The component that made the error, if it is told.
    pub fn component(&self) -> Option<String> {
        self.text(0)
    }

    /// What the component was doing, if it is told.
    pub fn operation(&self) -> Option<String> {
        self.text(1)
    }

    fn text(&self, index: usize) -> Option<String> {
        let text: String = self.0.params.get(index)?.decode().ok()?;
        (!text.is_empty()).then_some(text)
    }

    /// The parameters that are errors themselves, sub-errors among them.
    pub fn nested(&self) -> impl Iterator<Item = Self> {
        self.0.params.iter().filter_map(nested)
    }

    /// The same error, to be changed.
    pub fn to_builder(&self) -> Builder {
        Builder::from_error(&self.0)
    }

    /// The error as a type of its own, if it has that identifier.
    ///
    /// # Errors
    ///
    /// If this is another error, or its parameters are not those of the type.
    pub fn downcast<E: ErrorDef>(&self) -> Result<E, DowncastError> {
        if !self.is(E::ID) {
            return Err(DowncastError::OtherError);
        }
        E::from_params(&mut Params::new(self.declared_params()))
    }
}

/// The error that a parameter is.
fn nested(param: &Any) -> Option<Error> {
    let ty = param.ty();
    let is_error = ty.as_ref().is_error() || ty == <Error as VdlType>::vdl_type();
    is_error.then(|| param.decode().ok()).flatten().flatten()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.message)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("id", &self.0.id)
            .field("action", &self.0.action)
            .field("message", &self.0.message)
            .field("params", &self.0.params)
            .finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        let source = self.0.source.get_or_init(|| self.nested().next());
        source.as_ref().map(|source| source as _)
    }
}

impl PartialEq for Inner {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
            && self.action == other.action
            && self.message == other.message
            && self.params == other.params
    }
}

/// Sources are dropped one after the other, since a peer decides how many there are.
impl Drop for Inner {
    fn drop(&mut self) {
        let mut next = self.source.take().flatten();
        while let Some(Error(source)) = next {
            next = Arc::into_inner(source).and_then(|mut source| source.source.take().flatten());
        }
    }
}

/// [`UNKNOWN`] with a text as message and parameter.
impl From<String> for Error {
    fn from(text: String) -> Self {
        Builder::new(UNKNOWN, text.clone()).param(&text).build()
    }
}

/// [`UNKNOWN`] with a text as message and parameter.
impl From<&str> for Error {
    fn from(text: &str) -> Self {
        Self::from(text.to_owned())
    }
}

/// As [`Error::from_std`].
impl From<Box<dyn StdError + Send + Sync>> for Error {
    fn from(error: Box<dyn StdError + Send + Sync>) -> Self {
        Self::from_std(error.as_ref())
    }
}

impl<E: ErrorDef> From<E> for Error {
    fn from(error: E) -> Self {
        let builder = Builder::new(E::ID, error.to_string());
        error.add_params(builder).build()
    }
}
