//! What surrounds a call: how long it may take, whether it is still wanted, and values that travel along.
//!
//! A [`Context`] is made from another one and never outlives its wishes: its deadline is not later, and it ends when the
//! other one ends. It is passed as the first argument of whatever may wait.

use std::any::{Any, TypeId};
use std::fmt;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio_util::sync::CancellationToken;

/// The circumstances of a call; cheap to clone.
///
/// ```
/// use std::time::Duration;
/// use v23::context::{Context, Ended};
///
/// let (cx, canceler) = Context::background().with_timeout(Duration::from_secs(5)).with_cancel();
/// assert_eq!(cx.ended(), None);
/// canceler.cancel();
/// assert_eq!(cx.ended(), Some(Ended::Canceled));
/// ```
#[derive(Clone)]
pub struct Context(Arc<Inner>);

struct Inner {
    deadline: Option<Instant>,
    token: CancellationToken,
    values: Option<Arc<Binding>>,
}

/// A value and what was bound before it.
struct Binding {
    key: TypeId,
    value: Arc<dyn Any + Send + Sync>,
    before: Option<Arc<Self>>,
}

impl Drop for Binding {
    fn drop(&mut self) {
        // A long chain is taken apart in a loop, not by recursion.
        let mut before = self.before.take();
        while let Some(mut binding) = before.and_then(Arc::into_inner) {
            before = binding.before.take();
        }
    }
}

/// Why a context ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ended {
    /// Somebody does not want the result any more.
    Canceled,
    /// The time is up.
    DeadlineExceeded,
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Canceled => "canceled",
            Self::DeadlineExceeded => "deadline exceeded",
        })
    }
}

impl std::error::Error for Ended {}

/// Ends a context, and all that were made from it.
///
/// Dropping it ends nothing.
#[derive(Clone, Debug)]
pub struct Canceler(CancellationToken);

impl Canceler {
    /// Ends the context.
    pub fn cancel(&self) {
        self.0.cancel();
    }
}

impl Context {
    /// A context without deadline and values, which never ends.
    #[must_use]
    pub fn background() -> Self {
        Self(Arc::new(Inner {
            deadline: None,
            token: CancellationToken::new(),
            values: None,
        }))
    }

    /// A context that can be ended before this one ends.
    #[must_use]
    pub fn with_cancel(&self) -> (Self, Canceler) {
        let token = self.0.token.child_token();
        let context = Self(Arc::new(Inner {
            deadline: self.0.deadline,
            token: token.clone(),
            values: self.0.values.clone(),
        }));
        (context, Canceler(token))
    }

    /// A context that ends at a time, or with this one if that is earlier.
    #[must_use]
    pub fn with_deadline(&self, deadline: Instant) -> Self {
        let earlier = self.0.deadline.filter(|own| *own <= deadline);
        Self(Arc::new(Inner {
            deadline: Some(earlier.unwrap_or(deadline)),
            token: self.0.token.clone(),
            values: self.0.values.clone(),
        }))
    }

    /// A context that ends after a time, or with this one if that is earlier.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        match now().checked_add(timeout) {
            Some(deadline) => self.with_deadline(deadline),
            // So late that it makes no difference.
            None => self.clone(),
        }
    }

    /// A context that carries a value, of which there is one per type; a later one hides an earlier one.
    #[must_use]
    pub fn with_value<T: Any + Send + Sync>(&self, value: T) -> Self {
        let binding = Binding {
            key: TypeId::of::<T>(),
            value: Arc::new(value),
            before: self.0.values.clone(),
        };
        Self(Arc::new(Inner {
            deadline: self.0.deadline,
            token: self.0.token.clone(),
            values: Some(Arc::new(binding)),
        }))
    }

    /// A context that ends with this one and carries no values.
    #[must_use]
    pub fn without_values(&self) -> Self {
        Self(Arc::new(Inner {
            deadline: self.0.deadline,
            token: self.0.token.clone(),
            values: None,
        }))
    }

    /// The value of a type, if the context carries one.
    #[must_use]
    pub fn value<T: Any + Send + Sync>(&self) -> Option<&T> {
        let mut binding = self.0.values.as_deref();
        while let Some(at) = binding {
            if at.key == TypeId::of::<T>() {
                return at.value.downcast_ref();
            }
            binding = at.before.as_deref();
        }
        None
    }

    /// When the context ends at the latest.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.0.deadline
    }

    /// Whether the context has ended, and why.
    #[must_use]
    pub fn ended(&self) -> Option<Ended> {
        if self.0.token.is_cancelled() {
            return Some(Ended::Canceled);
        }
        let late = self.0.deadline.is_some_and(|at| at <= now());
        late.then_some(Ended::DeadlineExceeded)
    }

    /// Waits until the context ends.
    pub async fn done(&self) -> Ended {
        let canceled = self.0.token.cancelled();
        let Some(deadline) = self.0.deadline else {
            canceled.await;
            return Ended::Canceled;
        };
        let ended = tokio::time::timeout_at(deadline.into(), canceled).await;
        ended.map_or(Ended::DeadlineExceeded, |()| Ended::Canceled)
    }

    /// Waits for a future as long as the context lasts.
    ///
    /// # Errors
    ///
    /// Why the context ended, if it did before the future; the future is dropped then.
    pub async fn run<F: Future>(&self, future: F) -> Result<F::Output, Ended> {
        let mut future = pin!(future);
        let mut done = pin!(self.done());
        std::future::poll_fn(|task| {
            if let Poll::Ready(output) = future.as_mut().poll(task) {
                return Poll::Ready(Ok(output));
            }
            done.as_mut().poll(task).map(Err)
        })
        .await
    }
}

/// The time by the clock that timers go by, which stands still in tests.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}

impl Default for Context {
    fn default() -> Self {
        Self::background()
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context")
            .field("deadline", &self.0.deadline)
            .field("ended", &self.ended())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_type() {
        let cx = Context::background().with_value(3_u8).with_value("three");
        let inner = cx.with_value(4_u8);
        assert_eq!(cx.value::<u8>(), Some(&3));
        assert_eq!(inner.value::<u8>(), Some(&4));
        assert_eq!(inner.value::<&str>(), Some(&"three"));
        assert_eq!(inner.value::<u16>(), None);
    }

    #[test]
    fn a_long_chain_of_values_is_dropped_without_recursion() {
        let mut cx = Context::background();
        for number in 0..200_000_u32 {
            cx = cx.with_value(number);
        }
        assert_eq!(cx.value::<u32>(), Some(&199_999));
    }

    #[test]
    fn a_child_ends_with_its_parent_and_not_the_other_way_round() {
        let (parent, cancel_parent) = Context::background().with_cancel();
        let (child, cancel_child) = parent.with_cancel();
        cancel_child.cancel();
        assert_eq!(child.ended(), Some(Ended::Canceled));
        assert_eq!(parent.ended(), None);
        let (other, _) = parent.with_cancel();
        cancel_parent.cancel();
        assert_eq!(other.ended(), Some(Ended::Canceled));
    }

    #[tokio::test(start_paused = true)]
    async fn the_earlier_deadline_counts() {
        let soon = Instant::now() + Duration::from_secs(1);
        let late = soon + Duration::from_secs(1);
        let cx = Context::background()
            .with_deadline(soon)
            .with_deadline(late);
        assert_eq!(cx.deadline(), Some(soon));
        assert_eq!(cx.done().await, Ended::DeadlineExceeded);
        assert_eq!(cx.ended(), Some(Ended::DeadlineExceeded));
    }

    #[tokio::test]
    async fn run_gives_what_comes_first() {
        let (cx, canceler) = Context::background().with_cancel();
        assert_eq!(cx.run(async { 3 }).await, Ok(3));
        canceler.cancel();
        let never = std::future::pending::<()>();
        assert_eq!(cx.run(never).await, Err(Ended::Canceled));
    }
}
