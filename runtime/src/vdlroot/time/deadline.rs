//! Ends of patience.

use std::time::Instant;

use super::duration::Duration;
use super::error::OutOfRange;

/// When to stop waiting, or never; the wire type `time.WireDeadline`.
///
/// Here it is a point on the clock of this process. Clocks of two machines may disagree, so a deadline is sent as the
/// time that is left, which the receiver adds to its own clock; the time on the way is not counted. A deadline that has
/// passed is sent as a negative time, and one that falls just on the moment of sending as a nanosecond, because zero
/// stands for none.
///
/// ```
/// use std::time::{Duration, Instant};
/// use v23::time::Deadline;
///
/// let now = Instant::now();
/// let deadline = Deadline::at(now + Duration::from_secs(60));
/// assert_eq!(deadline.left(now), Some(v23::time::Duration::from_secs(60)));
/// assert!(!deadline.has_passed(now));
/// assert_eq!(deadline.earlier(Deadline::NONE), deadline);
/// assert_eq!(Deadline::default(), Deadline::NONE);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default, Debug)]
pub struct Deadline(Option<Instant>);

impl Deadline {
    /// No deadline at all.
    pub const NONE: Self = Self(None);

    /// A deadline at a point in time.
    pub const fn at(instant: Instant) -> Self {
        Self(Some(instant))
    }

    /// The deadline of which so much was left at a point in time.
    ///
    /// A deadline before the beginning of the clock is at `now`, since it has passed all the same.
    ///
    /// # Errors
    ///
    /// If the deadline is later than the clock can show.
    pub fn from_left(left: Duration, now: Instant) -> Result<Self, OutOfRange> {
        let size = left.unsigned_abs();
        if left.is_negative() {
            return Ok(Self::at(now.checked_sub(size).unwrap_or(now)));
        }
        now.checked_add(size)
            .map(Self::at)
            .ok_or(OutOfRange::of("the clock"))
    }

    /// The point in time, unless there is no deadline.
    pub const fn instant(self) -> Option<Instant> {
        self.0
    }

    /// Whether there is no deadline.
    pub const fn is_none(self) -> bool {
        self.0.is_none()
    }

    /// How much is left at a point in time, which is negative once the deadline has passed; `None` if there is none.
    pub fn left(self, now: Instant) -> Option<Duration> {
        let deadline = self.0?;
        let (size, has_passed) = match deadline.checked_duration_since(now) {
            Some(left) => (left, false),
            None => (now.duration_since(deadline), true),
        };
        let left = Duration::try_from(size).unwrap_or(Duration::MAX);
        Some(if has_passed {
            Duration::ZERO.saturating_sub(left)
        } else {
            left
        })
    }

    /// Whether the deadline has passed at a point in time.
    pub fn has_passed(self, now: Instant) -> bool {
        self.0.is_some_and(|deadline| deadline <= now)
    }

    /// The earlier of two deadlines; none is later than any.
    pub fn earlier(self, other: Self) -> Self {
        match (self.0, other.0) {
            (Some(a), Some(b)) => Self::at(a.min(b)),
            (a, b) => Self(a.or(b)),
        }
    }

    /// What is sent at a point in time.
    pub(super) fn to_wire(self, now: Instant) -> Duration {
        match self.left(now) {
            None => Duration::ZERO,
            Some(left) if left.is_zero() => Duration::from_nanos(1),
            Some(left) => left,
        }
    }

    /// What was sent, received at a point in time.
    pub(super) fn from_wire(from_now: Duration, now: Instant) -> Result<Self, OutOfRange> {
        if from_now.is_zero() {
            return Ok(Self::NONE);
        }
        Self::from_left(from_now, now)
    }
}

impl From<Instant> for Deadline {
    fn from(instant: Instant) -> Self {
        Self::at(instant)
    }
}

impl From<Option<Instant>> for Deadline {
    fn from(instant: Option<Instant>) -> Self {
        Self(instant)
    }
}
