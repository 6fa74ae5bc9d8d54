//! The standard library's durations have no sign, and the range of its times depends on the platform.

use std::time::{Duration as StdDuration, SystemTime};

use crate::vdlroot::time::duration::NANOS_PER_SECOND;
use crate::vdlroot::time::{Duration, OutOfRange, Time};

impl TryFrom<StdDuration> for Duration {
    type Error = OutOfRange;

    fn try_from(duration: StdDuration) -> Result<Self, OutOfRange> {
        i64::try_from(duration.as_secs())
            .ok()
            .and_then(|seconds| Self::new(seconds, duration.subsec_nanos() as i32).ok())
            .ok_or(OutOfRange::of("time.Duration"))
    }
}

/// Fails if the duration is negative.
impl TryFrom<Duration> for StdDuration {
    type Error = OutOfRange;

    fn try_from(duration: Duration) -> Result<Self, OutOfRange> {
        if duration.is_negative() {
            return Err(OutOfRange::of("std::time::Duration"));
        }
        Ok(duration.unsigned_abs())
    }
}

impl TryFrom<SystemTime> for Time {
    type Error = OutOfRange;

    fn try_from(time: SystemTime) -> Result<Self, OutOfRange> {
        let nanos = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => nanos(since),
            Err(before) => -nanos(before.duration()),
        };
        Self::from_unix_nanos(nanos)
    }
}

impl TryFrom<Time> for SystemTime {
    type Error = OutOfRange;

    fn try_from(time: Time) -> Result<Self, OutOfRange> {
        let nanos = time.unix_nanos();
        let size = nanos.unsigned_abs();
        let one = NANOS_PER_SECOND as u128;
        // Less than 2^63 seconds and two thousand years.
        let size = StdDuration::new((size / one) as u64, (size % one) as u32);
        let time = if nanos < 0 {
            Self::UNIX_EPOCH.checked_sub(size)
        } else {
            Self::UNIX_EPOCH.checked_add(size)
        };
        time.ok_or(OutOfRange::of("std::time::SystemTime"))
    }
}

fn nanos(duration: StdDuration) -> i128 {
    i128::from(duration.as_secs()) * i128::from(NANOS_PER_SECOND)
        + i128::from(duration.subsec_nanos())
}
