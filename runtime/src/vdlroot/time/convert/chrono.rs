//! Both types of `chrono` have a smaller range than ours, and its times know leap seconds.

use ::chrono::{DateTime, TimeDelta, Utc};

use crate::vdlroot::time::duration::NANOS_PER_SECOND;
use crate::vdlroot::time::{Duration, OutOfRange, Time};

impl From<TimeDelta> for Duration {
    fn from(duration: TimeDelta) -> Self {
        Self::new(duration.num_seconds(), duration.subsec_nanos())
            .expect("its range is within ours")
    }
}

impl TryFrom<Duration> for TimeDelta {
    type Error = OutOfRange;

    fn try_from(duration: Duration) -> Result<Self, OutOfRange> {
        // Its nanoseconds are never negative.
        let borrowed = i64::from(duration.nanos() < 0);
        let nanos = i64::from(duration.nanos()) + borrowed * NANOS_PER_SECOND;
        duration
            .seconds()
            .checked_sub(borrowed)
            .and_then(|seconds| Self::new(seconds, nanos as u32))
            .ok_or(OutOfRange::of("chrono::TimeDelta"))
    }
}

/// A time within a leap second becomes one in the second after it.
impl From<DateTime<Utc>> for Time {
    fn from(time: DateTime<Utc>) -> Self {
        Self::from_unix(time.timestamp(), time.timestamp_subsec_nanos() as i32)
            .expect("its range is within ours")
    }
}

impl TryFrom<Time> for DateTime<Utc> {
    type Error = OutOfRange;

    fn try_from(time: Time) -> Result<Self, OutOfRange> {
        let nanos = time.unix_nanos();
        let one = i128::from(NANOS_PER_SECOND);
        i64::try_from(nanos.div_euclid(one))
            .ok()
            .and_then(|seconds| Self::from_timestamp(seconds, nanos.rem_euclid(one) as u32))
            .ok_or(OutOfRange::of("chrono::DateTime"))
    }
}
