//! What a server method may know of the call that it answers.

use vdl::VdlRead;

use super::description::MethodDesc;
use crate::vom::Any;

/// A call, as the method that answers it sees it.
#[derive(Clone, Debug)]
pub struct ServerCall {
    suffix: String,
    method: &'static MethodDesc,
}

impl ServerCall {
    /// A call of a method of the object with a suffix.
    #[must_use]
    pub fn new(suffix: impl Into<String>, method: &'static MethodDesc) -> Self {
        Self {
            suffix: suffix.into(),
            method,
        }
    }

    /// The name of the object, relative to the server; it does not begin with a slash.
    #[must_use]
    pub fn suffix(&self) -> &str {
        &self.suffix
    }

    /// The name of the method on the wire.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method.name
    }

    /// The tags of the method.
    #[must_use]
    pub fn method_tags(&self) -> &'static [Any] {
        self.method.tags
    }

    /// The first tag of a type.
    #[must_use]
    pub fn tag<T: VdlRead>(&self) -> Option<T> {
        self.method.tag()
    }
}
