//! What tells errors apart.

use std::fmt;

use super::action::Action;

/// The identifier of an error, with the action that comes with it.
///
/// The identifier is a package path and a name, `example.com/fortune.Empty`. Errors are compared by it, across
/// languages and versions; one identifier should always have the same action.
///
/// ```
/// use v23::verror::{Action, ErrorId};
///
/// const EMPTY: ErrorId = ErrorId::new("example.com/fortune.Empty", Action::NoRetry);
/// assert_eq!(EMPTY.as_str(), "example.com/fortune.Empty");
/// assert_eq!(v23::verror::NO_ACCESS.action(), Action::RetryRefetch);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ErrorId {
    id: &'static str,
    action: Action,
}

impl ErrorId {
    /// An identifier with its action.
    pub const fn new(id: &'static str, action: Action) -> Self {
        Self { id, action }
    }

    /// The identifier.
    pub const fn as_str(self) -> &'static str {
        self.id
    }

    /// The action of errors with this identifier.
    pub const fn action(self) -> Action {
        self.action
    }
}

impl fmt::Display for ErrorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id)
    }
}
