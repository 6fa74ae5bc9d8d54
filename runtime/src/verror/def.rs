//! Errors with types of their own: codegen §3.17.

use std::error::Error as StdError;

use thiserror::Error;
use vdl::VdlRead;

use super::builder::Builder;
use super::id::ErrorId;
use crate::vom::{Any, DecodeError};

/// A Rust type for the errors with one identifier, as generated from an error definition of VDL.
///
/// Such an error becomes an [`Error`](super::Error) with `into` or `?`, its text being the message, and is found again
/// with [`Error::downcast`](super::Error::downcast). Only the declared parameters are the business of the type.
///
/// ```
/// use v23::Error;
/// use v23::verror::{Action, Builder, DowncastError, ErrorDef, ErrorId, Params};
///
/// #[derive(Clone, PartialEq, Debug)]
/// struct NotThere {
///     name: String,
///     count: i32,
/// }
///
/// impl std::fmt::Display for NotThere {
///     fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
///         write!(f, "{} is not there, {} others are", self.name, self.count)
///     }
/// }
///
/// impl std::error::Error for NotThere {}
///
/// impl ErrorDef for NotThere {
///     const ID: ErrorId = ErrorId::new("example.com/fortune.NotThere", Action::NoRetry);
///
///     fn add_params(&self, error: Builder) -> Builder {
///         error.param(&self.name).param(&self.count)
///     }
///
///     fn from_params(params: &mut Params<'_>) -> Result<Self, DowncastError> {
///         Ok(Self { name: params.next()?, count: params.next()? })
///     }
/// }
///
/// fn find(name: &str) -> Result<String, Error> {
///     Err(NotThere { name: name.to_owned(), count: 3 })?
/// }
///
/// let error = find("luck").unwrap_err();
/// assert_eq!(error.to_string(), "luck is not there, 3 others are");
/// assert_eq!(error.downcast(), Ok(NotThere { name: "luck".to_owned(), count: 3 }));
/// ```
pub trait ErrorDef: StdError + Sized {
    /// The identifier, with the action.
    const ID: ErrorId;

    /// Appends the declared parameters, in their order.
    fn add_params(&self, error: Builder) -> Builder;

    /// The error with these parameters.
    ///
    /// # Errors
    ///
    /// If a parameter is not of its type.
    fn from_params(params: &mut Params<'_>) -> Result<Self, DowncastError>;
}

/// The declared parameters of an error, read one after the other.
#[derive(Debug)]
pub struct Params<'a> {
    params: std::slice::Iter<'a, Any>,
    index: usize,
}

impl<'a> Params<'a> {
    pub(super) fn new(params: &'a [Any]) -> Self {
        let params = params.iter();
        Self { params, index: 0 }
    }

    /// The next parameter; the zero value if there are no more.
    ///
    /// # Errors
    ///
    /// If the parameter does not convert to the type.
    #[expect(
        clippy::should_implement_trait,
        reason = "the type of each parameter is another"
    )]
    pub fn next<T: VdlRead>(&mut self) -> Result<T, DowncastError> {
        let Some(param) = self.params.next() else {
            return Ok(T::zero());
        };
        let index = self.index;
        self.index += 1;
        param
            .decode()
            .map_err(|cause| DowncastError::Param { index, cause })
    }

    /// The next parameter, converted; that of the zero value if there are no more.
    ///
    /// # Errors
    ///
    /// As of [`next`](Self::next), and of the conversion.
    pub fn next_as<T: VdlRead, N>(
        &mut self,
        convert: fn(T) -> Result<N, String>,
    ) -> Result<N, DowncastError> {
        let index = self.index;
        convert(self.next()?).map_err(|why| DowncastError::Conversion { index, why })
    }
}

/// Why an error is not of a type.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum DowncastError {
    /// The error has another identifier.
    #[error("another error")]
    OtherError,
    /// A declared parameter is not of its type.
    #[error("parameter {index}: {cause}")]
    Param {
        /// The position among the declared parameters.
        index: usize,
        /// Why it does not convert.
        cause: DecodeError,
    },
    /// A declared parameter is not what the Rust type in its place can hold.
    #[error("parameter {index}: {why}")]
    Conversion {
        /// The position among the declared parameters.
        index: usize,
        /// Why it does not convert.
        why: String,
    },
}
