//! The durations of the crate `time` are as ours; its times have a range of some thousand years.

use ::time::{Duration as OtherDuration, OffsetDateTime, UtcDateTime};

use crate::vdlroot::time::{Duration, OutOfRange, Time};

impl From<OtherDuration> for Duration {
    fn from(duration: OtherDuration) -> Self {
        Self::new(duration.whole_seconds(), duration.subsec_nanoseconds())
            .expect("the rest is less than a second and has the sign of the seconds")
    }
}

impl From<Duration> for OtherDuration {
    fn from(duration: Duration) -> Self {
        Self::new(duration.seconds(), duration.nanos())
    }
}

impl From<UtcDateTime> for Time {
    fn from(time: UtcDateTime) -> Self {
        Self::from_unix_nanos(time.unix_timestamp_nanos()).expect("its range is within ours")
    }
}

impl TryFrom<Time> for UtcDateTime {
    type Error = OutOfRange;

    fn try_from(time: Time) -> Result<Self, OutOfRange> {
        Self::from_unix_timestamp_nanos(time.unix_nanos())
            .map_err(|_| OutOfRange::of("time::UtcDateTime"))
    }
}

/// The offset from UTC is not kept.
impl From<OffsetDateTime> for Time {
    fn from(time: OffsetDateTime) -> Self {
        Self::from_unix_nanos(time.unix_timestamp_nanos()).expect("its range is within ours")
    }
}

/// The time is in UTC.
impl TryFrom<Time> for OffsetDateTime {
    type Error = OutOfRange;

    fn try_from(time: Time) -> Result<Self, OutOfRange> {
        Self::from_unix_timestamp_nanos(time.unix_nanos())
            .map_err(|_| OutOfRange::of("time::OffsetDateTime"))
    }
}
