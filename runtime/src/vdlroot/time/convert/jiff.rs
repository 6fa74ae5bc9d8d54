//! The durations of `jiff` are as ours; its times have a range of some thousand years.

use ::jiff::{SignedDuration, Timestamp};

use crate::vdlroot::time::{Duration, OutOfRange, Time};

impl From<SignedDuration> for Duration {
    fn from(duration: SignedDuration) -> Self {
        Self::new(duration.as_secs(), duration.subsec_nanos())
            .expect("the rest is less than a second and has the sign of the seconds")
    }
}

impl From<Duration> for SignedDuration {
    fn from(duration: Duration) -> Self {
        Self::new(duration.seconds(), duration.nanos())
    }
}

impl From<Timestamp> for Time {
    fn from(time: Timestamp) -> Self {
        Self::from_unix_nanos(time.as_nanosecond()).expect("its range is within ours")
    }
}

impl TryFrom<Time> for Timestamp {
    type Error = OutOfRange;

    fn try_from(time: Time) -> Result<Self, OutOfRange> {
        Self::from_nanosecond(time.unix_nanos()).map_err(|_| OutOfRange::of("jiff::Timestamp"))
    }
}
