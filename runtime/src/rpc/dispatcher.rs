//! Which object a call is for.

use std::fmt;
use std::sync::Arc;

use super::half::BoxFuture;
use super::invoker::Invoker;
use crate::context::Context;
use crate::verror::Error;

/// Finds objects by the part of a name that is behind the address of a server.
pub trait Dispatcher: Send + Sync + 'static {
    /// The object with a suffix, which does not begin with a slash, or `None` if there is none.
    fn lookup<'a>(
        &'a self,
        cx: &'a Context,
        suffix: &'a str,
    ) -> BoxFuture<'a, Result<Option<Object>, Error>>;
}

/// An object that a dispatcher found.
#[derive(Clone)]
pub struct Object {
    invoker: Arc<dyn Invoker>,
}

impl Object {
    /// An object.
    #[must_use]
    pub fn new(invoker: impl Invoker) -> Self {
        Self {
            invoker: Arc::new(invoker),
        }
    }

    /// How its methods are called.
    #[must_use]
    pub fn invoker(&self) -> &dyn Invoker {
        &*self.invoker
    }
}

impl fmt::Debug for Object {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let interface = self.invoker.interface();
        write!(f, "Object({:?}.{})", interface.package, interface.name)
    }
}

/// Serves a single object, whose suffix is empty.
#[derive(Clone, Debug)]
pub struct Leaf(Object);

impl Leaf {
    /// The only object of a server.
    #[must_use]
    pub fn new(invoker: impl Invoker) -> Self {
        Self(Object::new(invoker))
    }
}

impl Dispatcher for Leaf {
    fn lookup<'a>(
        &'a self,
        _cx: &'a Context,
        suffix: &'a str,
    ) -> BoxFuture<'a, Result<Option<Object>, Error>> {
        let found = suffix.is_empty().then(|| self.0.clone());
        Box::pin(std::future::ready(Ok(found)))
    }
}
