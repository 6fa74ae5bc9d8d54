//! Times and durations as those of other crates.

use proptest::prelude::*;
use v23::time::{Duration, Time};

use super::durations;

#[cfg(feature = "jiff")]
mod jiff_crate {
    use jiff::{SignedDuration, Timestamp};

    use super::*;

    proptest! {
        #[test]
        fn durations_come_back(duration in durations()) {
            let other = SignedDuration::from(duration);
            prop_assert_eq!(other.as_nanos(), duration.as_nanos());
            prop_assert_eq!(Duration::from(other), duration);
        }

        #[test]
        fn times_come_back(seconds in -377_705_000_000_i64..253_402_200_000, nanos: i32) {
            let time = Time::from_unix(seconds, nanos).expect("it fits");
            let other = Timestamp::try_from(time).expect("it fits");
            prop_assert_eq!(other.as_nanosecond(), time.unix_nanos());
            prop_assert_eq!(Time::from(other), time);
            // Both write the years that RFC 3339 knows alike.
            if time >= Time::ZERO {
                prop_assert_eq!(time.to_string(), other.to_string());
            }
        }
    }

    #[test]
    fn limits() {
        assert_eq!(Duration::from(SignedDuration::MIN), Duration::MIN);
        assert_eq!(Duration::from(SignedDuration::MAX), Duration::MAX);
        let (first, last) = (Time::from(Timestamp::MIN), Time::from(Timestamp::MAX));
        let one = Duration::from_nanos(1);
        assert_eq!(Timestamp::try_from(first), Ok(Timestamp::MIN));
        assert_eq!(Timestamp::try_from(last), Ok(Timestamp::MAX));
        for time in [
            first.saturating_sub(one),
            last.saturating_add(one),
            Time::MIN,
            Time::MAX,
        ] {
            let error = Timestamp::try_from(time).map_err(|error| error.to_string());
            assert_eq!(error, Err("out of the range of jiff::Timestamp".to_owned()));
        }
        assert_eq!(
            Timestamp::try_from(Time::UNIX_EPOCH),
            Ok(Timestamp::UNIX_EPOCH)
        );
    }
}

#[cfg(feature = "chrono")]
mod chrono_crate {
    use chrono::{DateTime, TimeDelta, Utc};

    use super::*;

    proptest! {
        #[test]
        fn durations_come_back(duration in durations()) {
            match TimeDelta::try_from(duration) {
                Ok(other) => prop_assert_eq!(Duration::from(other), duration),
                Err(_) => {
                    let longest = i128::from(i64::MAX) * 1_000_000;
                    prop_assert!(duration.as_nanos().abs() > longest);
                }
            }
        }

        #[test]
        fn times_come_back(seconds in -8_000_000_000_000_i64..8_000_000_000_000, nanos: i32) {
            let time = Time::from_unix(seconds, nanos).expect("it fits");
            let other = DateTime::<Utc>::try_from(time);
            prop_assert_eq!(other.map(Time::from), Ok(time));
        }
    }

    #[test]
    fn limits() {
        let one = Duration::from_nanos(1);
        let (shortest, longest) = (
            Duration::from(TimeDelta::MIN),
            Duration::from(TimeDelta::MAX),
        );
        assert_eq!(TimeDelta::try_from(shortest), Ok(TimeDelta::MIN));
        assert_eq!(TimeDelta::try_from(longest), Ok(TimeDelta::MAX));
        for duration in [
            shortest.saturating_sub(one),
            longest.saturating_add(one),
            Duration::MIN,
            Duration::MAX,
        ] {
            let error = TimeDelta::try_from(duration).map_err(|error| error.to_string());
            assert_eq!(
                error,
                Err("out of the range of chrono::TimeDelta".to_owned())
            );
        }
        let (first, last) = (DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC);
        assert_eq!(DateTime::try_from(Time::from(first)), Ok(first));
        assert_eq!(DateTime::try_from(Time::from(last)), Ok(last));
        for time in [
            Time::from(first).saturating_sub(one),
            Time::from(last).saturating_add(one),
            Time::MIN,
            Time::MAX,
        ] {
            let error = DateTime::<Utc>::try_from(time).map_err(|error| error.to_string());
            assert_eq!(
                error,
                Err("out of the range of chrono::DateTime".to_owned())
            );
        }
    }

    #[test]
    fn leap_seconds_belong_to_the_next_second() {
        let leap = DateTime::<Utc>::from_timestamp(1_483_228_799, 1_500_000_000);
        let leap = leap.expect("chrono knows leap seconds");
        assert_eq!(Time::from(leap).to_string(), "2017-01-01T00:00:00.5Z");
    }
}

#[cfg(feature = "time")]
mod time_crate {
    use time::{Duration as OtherDuration, OffsetDateTime, UtcDateTime, UtcOffset};

    use super::*;

    proptest! {
        #[test]
        fn durations_come_back(duration in durations()) {
            let other = OtherDuration::from(duration);
            prop_assert_eq!(other.whole_nanoseconds(), duration.as_nanos());
            prop_assert_eq!(Duration::from(other), duration);
        }

        #[test]
        fn times_come_back(
            seconds in -300_000_000_000_i64..250_000_000_000,
            nanos: i32,
            hours in -20..20_i8,
        ) {
            let time = Time::from_unix(seconds, nanos).expect("it fits");
            let utc = UtcDateTime::try_from(time).expect("it fits");
            prop_assert_eq!(Time::from(utc), time);
            let other = OffsetDateTime::try_from(time).expect("it fits");
            let offset = UtcOffset::from_hms(hours, 0, 0).expect("it is less than a day");
            prop_assert_eq!(Time::from(other.to_offset(offset)), time);
        }
    }

    #[test]
    fn limits() {
        assert_eq!(Duration::from(OtherDuration::MIN), Duration::MIN);
        assert_eq!(Duration::from(OtherDuration::MAX), Duration::MAX);
        let (first, last) = (Time::from(UtcDateTime::MIN), Time::from(UtcDateTime::MAX));
        let one = Duration::from_nanos(1);
        assert_eq!(UtcDateTime::try_from(first), Ok(UtcDateTime::MIN));
        assert_eq!(UtcDateTime::try_from(last), Ok(UtcDateTime::MAX));
        assert_eq!(OffsetDateTime::try_from(first).map(Time::from), Ok(first));
        for time in [
            first.saturating_sub(one),
            last.saturating_add(one),
            Time::MIN,
            Time::MAX,
        ] {
            let error = UtcDateTime::try_from(time).map_err(|error| error.to_string());
            assert_eq!(
                error,
                Err("out of the range of time::UtcDateTime".to_owned())
            );
            assert!(OffsetDateTime::try_from(time).is_err());
        }
    }
}
