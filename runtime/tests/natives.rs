//! Times, durations, deadlines and complex numbers.

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod crates;

use std::time::{Duration as StdDuration, Instant, SystemTime};

use proptest::prelude::*;
use v23::math::{Complex64, Complex128};
use v23::time::{Deadline, Duration, Time};
use v23::vom::{decode, encode};
use vdl::{Type, Value, VdlKey, VdlType, VdlWrite};

const SECOND: i128 = 1_000_000_000;

/// Durations of all sizes, with the limits among them.
pub(crate) fn durations() -> impl Strategy<Value = Duration> {
    let seconds = prop_oneof![any::<i64>(), -100_000..100_000_i64, Just(0_i64)];
    let nanos = prop_oneof![Just(0), 0..1_000_000_000_i32, -1_000_000_000..0_i32];
    prop_oneof![
        20 => (seconds, nanos).prop_filter_map("in range", |(seconds, nanos)| {
            Duration::new(seconds, nanos).ok()
        }),
        1 => Just(Duration::MIN),
        1 => Just(Duration::MAX),
    ]
}

/// What arithmetic should give, if it fits.
fn fits(nanos: Option<i128>) -> Option<Duration> {
    let nanos = nanos?;
    (Duration::MIN.as_nanos()..=Duration::MAX.as_nanos())
        .contains(&nanos)
        .then(|| Duration::checked_nanos(nanos).expect("it is in range"))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn durations_are_normal(seconds: i64, nanos: i32) {
        let total = i128::from(seconds) * SECOND + i128::from(nanos);
        if let Ok(duration) = Duration::new(seconds, nanos) {
            prop_assert_eq!(duration.as_nanos(), total);
            prop_assert!(duration.nanos().abs() < SECOND as i32);
            prop_assert!(duration.seconds().signum() * i64::from(duration.nanos().signum()) >= 0);
            let sum = Duration::from_secs(seconds).checked_add(Duration::from_nanos(nanos.into()));
            prop_assert_eq!(sum, Some(duration));
        } else {
            prop_assert!(fits(Some(total)).is_none());
        }
    }

    #[test]
    fn arithmetic_is_that_of_nanoseconds(a in durations(), b in durations(), times: i64) {
        let (x, y, n) = (a.as_nanos(), b.as_nanos(), i128::from(times));
        prop_assert_eq!(a.checked_add(b), fits(Some(x + y)));
        prop_assert_eq!(a.checked_sub(b), fits(Some(x - y)));
        prop_assert_eq!(a.checked_neg(), fits(Some(-x)));
        prop_assert_eq!(a.checked_mul(times), fits(x.checked_mul(n)));
        prop_assert_eq!(a.checked_div(times), fits(x.checked_div(n)));
        prop_assert_eq!(a.cmp(&b), x.cmp(&y));
        let or_end = |checked: Option<Duration>, is_late: bool| {
            checked.unwrap_or(if is_late { Duration::MAX } else { Duration::MIN })
        };
        prop_assert_eq!(a.saturating_add(b), or_end(a.checked_add(b), x + y > 0));
        prop_assert_eq!(a.saturating_sub(b), or_end(a.checked_sub(b), x - y > 0));
        prop_assert_eq!(a.saturating_mul(times), or_end(a.checked_mul(times), (x > 0) == (n > 0)));
    }

    #[test]
    fn durations_come_back_from_text(duration in durations()) {
        prop_assert_eq!(duration.to_string().parse(), Ok(duration));
    }

    #[test]
    fn times_come_back_from_text(since_zero in durations()) {
        let time = Time::from_zero(since_zero);
        prop_assert_eq!(time.to_string().parse(), Ok(time));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[-+0-9hmsµu.:TZ ]{0,40}|\\PC{0,12}") {
        if let Ok(duration) = text.parse::<Duration>() {
            prop_assert_eq!(duration.to_string().parse(), Ok(duration));
        }
        if let Ok(time) = text.parse::<Time>() {
            prop_assert_eq!(time.to_string().parse(), Ok(time));
        }
    }

    #[test]
    fn spans_come_back_from_bytes(duration in durations()) {
        let bytes = encode(&duration).expect("durations are small");
        prop_assert_eq!(decode(&bytes), Ok(duration));
        let time = Time::from_zero(duration);
        let bytes = encode(&time).expect("times are small");
        prop_assert_eq!(decode(&bytes), Ok(time));
    }

    #[test]
    fn what_peers_send_is_made_normal(seconds: i64, nanos: i32) {
        let bytes = encode(&span::<Duration>(seconds, nanos)).expect("durations are small");
        prop_assert_eq!(decode::<Duration>(&bytes).ok(), Duration::new(seconds, nanos).ok());
        let bytes = encode(&span::<Time>(seconds, nanos)).expect("times are small");
        prop_assert_eq!(decode::<Time>(&bytes).ok(), Time::new(seconds, nanos).ok());
    }

    #[test]
    fn standard_durations_come_back(seconds: u64, nanos in 0..1_000_000_000_u32) {
        let duration = StdDuration::new(seconds, nanos);
        match Duration::try_from(duration) {
            Ok(ours) => prop_assert_eq!(StdDuration::try_from(ours), Ok(duration)),
            Err(_) => prop_assert!(seconds > i64::MAX as u64),
        }
    }

    #[test]
    fn standard_times_come_back(since_zero in durations()) {
        let time = Time::from_zero(since_zero);
        // How much of our range there is depends on the platform.
        if let Ok(system) = SystemTime::try_from(time) {
            prop_assert_eq!(Time::try_from(system).ok(), Some(time));
        }
    }

    #[test]
    fn dates_follow_each_other(days in -200_000_000_000_i64..200_000_000_000) {
        let day = Duration::from_secs(86_400);
        let since_zero = day.checked_mul(days / 2).expect("it fits");
        let today = Time::from_zero(since_zero);
        let tomorrow = today.checked_add(day).expect("it fits");
        let (y, m, d) = date(today);
        let is_leap = y.rem_euclid(4) == 0 && (y.rem_euclid(100) != 0 || y.rem_euclid(400) == 0);
        let last = match m {
            2 if is_leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        let next = if d < last {
            (y, m, d + 1)
        } else if m < 12 {
            (y, m + 1, 1)
        } else {
            (y + 1, 1, 1)
        };
        prop_assert_eq!(date(tomorrow), next);
    }
}

/// The date in the text of a time.
fn date(time: Time) -> (i64, i64, i64) {
    let text = time.to_string();
    let (date, _) = text.split_once('T').expect("there is a time");
    let mut parts = date.rsplitn(3, '-');
    let mut part = || {
        let part = parts.next().expect("there are three parts");
        part.parse().expect("it is a number")
    };
    let (day, month, year) = (part(), part(), part());
    (year, month, day)
}

/// A value of the wire type of `T`, with numbers as they are.
fn span<T: VdlType>(seconds: i64, nanos: i32) -> Value {
    let fields = vec![Value::from(seconds), Value::from(nanos)];
    Value::structure(T::vdl_type(), fields).expect("these are the fields")
}

#[test]
fn types_are_those_of_the_standard_packages() {
    let cases: &[(&Type, &str)] = &[
        (
            Time::vdl_type(),
            "time.Time struct{Seconds int64;Nanos int32}",
        ),
        (
            Duration::vdl_type(),
            "time.Duration struct{Seconds int64;Nanos int32}",
        ),
        (
            Deadline::vdl_type(),
            "time.WireDeadline struct{FromNow time.Duration struct{Seconds int64;Nanos int32}}",
        ),
        (
            Complex64::vdl_type(),
            "math.Complex64 struct{Real float32;Imag float32}",
        ),
        (
            Complex128::vdl_type(),
            "math.Complex128 struct{Real float64;Imag float64}",
        ),
    ];
    for (ty, unique) in cases {
        assert_eq!(ty.unique_string(), *unique);
    }
}

#[test]
fn times_are_keys() {
    fn is_key<T: VdlKey + Ord + std::hash::Hash>() {}

    is_key::<Time>();
    is_key::<Duration>();
    let log = std::collections::BTreeMap::from([(Time::UNIX_EPOCH, 1_u16), (Time::ZERO, 0)]);
    let bytes = encode(&log).expect("it is small");
    assert_eq!(decode(&bytes), Ok(log));
}

#[test]
fn texts_of_durations() {
    let cases = [
        (0, "0s"),
        (1, "1ns"),
        (-1, "-1ns"),
        (1_500, "1.5µs"),
        (999_999, "999.999µs"),
        (-20_000_000, "-20ms"),
        (999_999_999, "999.999999ms"),
        (SECOND, "1s"),
        (61 * SECOND, "1m1s"),
        (3_600 * SECOND, "1h0m0s"),
        (-3_600 * SECOND - 1, "-1h0m0.000000001s"),
        (Duration::MAX.as_nanos(), "2562047788015215h30m7.999999999s"),
        (
            Duration::MIN.as_nanos(),
            "-2562047788015215h30m8.999999999s",
        ),
    ];
    for (nanos, text) in cases {
        let duration = Duration::checked_nanos(nanos).expect("it fits");
        assert_eq!(duration.to_string(), text);
        assert_eq!(text.parse(), Ok(duration));
    }
}

#[test]
fn durations_are_read_generously() {
    let cases = [
        ("0", 0),
        ("-0", 0),
        ("+5s", 5 * SECOND),
        ("1.5h", 5_400 * SECOND),
        (".5m", 30 * SECOND),
        ("1.m", 60 * SECOND),
        ("1us1µs1μs", 3_000),
        ("2s1h", 3_602 * SECOND),
        ("0.25000000000000000000000000h", 900 * SECOND),
        ("0.0000000000025h", 9),
        ("00000000000000000000000000000000000000000001ns", 1),
    ];
    for (text, nanos) in cases {
        assert_eq!(
            text.parse::<Duration>().map(Duration::as_nanos),
            Ok(nanos),
            "{text}"
        );
    }
}

#[test]
fn what_is_no_duration_is_refused() {
    let long = format!("{}h", "9".repeat(1000));
    let cases = [
        ("", "expected a number at byte 0"),
        ("-", "expected a number at byte 1"),
        ("5", "expected a unit of time at byte 1"),
        ("5 s", "expected a unit of time at byte 1"),
        (".s", "expected a number at byte 1"),
        ("1s2", "expected a unit of time at byte 3"),
        ("1s ", "expected a number at byte 2"),
        ("1d", "expected a unit of time at byte 1"),
        ("0.5ns", "expected whole nanoseconds before this at byte 5"),
        (
            "0.0000000001s",
            "expected whole nanoseconds before this at byte 13",
        ),
        (
            "0.0000000000001h",
            "expected whole nanoseconds before this at byte 16",
        ),
        (
            "2562047788015215h30m8s",
            "out of the range of time.Duration",
        ),
        (&long, "out of the range of time.Duration"),
    ];
    for (text, expected) in cases {
        let error = text.parse::<Duration>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn texts_of_times() {
    let cases = [
        (0, 0, "0001-01-01T00:00:00Z"),
        (62_135_596_800, 0, "1970-01-01T00:00:00Z"),
        (
            63_835_596_800,
            123_456_789,
            "2023-11-14T22:13:20.123456789Z",
        ),
        (0, -1, "0000-12-31T23:59:59.999999999Z"),
        (-31_622_400, 0, "0000-01-01T00:00:00Z"),
        (-31_622_401, 0, "-0001-12-31T23:59:59Z"),
        (-3_187_296_000, 0, "-0100-01-01T00:00:00Z"),
        (315_537_897_599, 0, "9999-12-31T23:59:59Z"),
        (315_537_897_600, 0, "+10000-01-01T00:00:00Z"),
        (
            i64::MAX,
            999_999_999,
            "+292277024627-12-06T15:30:07.999999999Z",
        ),
        (
            i64::MIN,
            -999_999_999,
            "-292277024626-01-27T08:29:51.000000001Z",
        ),
    ];
    for (seconds, nanos, text) in cases {
        let time = Time::new(seconds, nanos).expect("it fits");
        assert_eq!(time.to_string(), text);
        assert_eq!(text.parse(), Ok(time));
    }
}

#[test]
fn times_are_read_generously() {
    let expected = Time::from_unix(1_433_152_800, 0).expect("it fits");
    let cases = [
        "2015-06-01T10:00:00Z",
        "2015-06-01t10:00:00z",
        "2015-06-01 10:00:00Z",
        "2015-06-01T10:00:00.0000000000000000Z",
        "+2015-06-01T10:00:00Z",
        "+002015-06-01T10:00:00Z",
        "2015-06-01T10:00:00+00:00",
        "2015-06-01T12:30:00+02:30",
        "2015-05-31T23:00:00-11:00",
    ];
    for text in cases {
        assert_eq!(text.parse(), Ok(expected), "{text}");
    }
}

#[test]
fn what_is_no_time_is_refused() {
    let cases = [
        ("", "expected a year of four digits before this at byte 0"),
        (
            "15-06-01T10:00:00Z",
            "expected a year of four digits before this at byte 2",
        ),
        (
            "12015-06-01T10:00:00Z",
            "expected a year of four digits before this at byte 5",
        ),
        ("2015", "expected `-` at byte 4"),
        ("2015-13-01T10:00:00Z", "expected a month at byte 5"),
        ("2015-00-01T10:00:00Z", "expected a month at byte 5"),
        ("2015-6-01T10:00:00Z", "expected a month at byte 5"),
        (
            "2015-02-29T10:00:00Z",
            "expected a day of the month before this at byte 10",
        ),
        (
            "1900-02-29T10:00:00Z",
            "expected a day of the month before this at byte 10",
        ),
        (
            "2015-06-31T10:00:00Z",
            "expected a day of the month before this at byte 10",
        ),
        ("2015-06-01", "expected `T` at byte 10"),
        ("2015-06-01T24:00:00Z", "expected an hour at byte 11"),
        ("2015-06-01T10:60:00Z", "expected a minute at byte 14"),
        ("2016-12-31T23:59:60Z", "expected a second at byte 17"),
        (
            "2015-06-01T10:00:00.Z",
            "expected whole nanoseconds before this at byte 20",
        ),
        (
            "2015-06-01T10:00:00.0000000001Z",
            "expected whole nanoseconds before this at byte 30",
        ),
        (
            "2015-06-01T10:00:00",
            "expected `Z` or an offset at byte 19",
        ),
        ("2015-06-01T10:00:00+1:00", "expected an hour at byte 20"),
        ("2015-06-01T10:00:00Z ", "expected the end at byte 20"),
        (
            "+292277024627-12-06T15:30:08Z",
            "out of the range of time.Time",
        ),
        (
            "-292277024626-01-27T08:29:51Z",
            "out of the range of time.Time",
        ),
        (
            "+999999999999-01-01T00:00:00Z",
            "out of the range of time.Time",
        ),
    ];
    for (text, expected) in cases {
        let error = text.parse::<Time>().expect_err(text);
        assert_eq!(error.to_string(), expected, "{text}");
    }
}

#[test]
fn limits_of_times_and_durations() {
    let one = Duration::from_nanos(1);
    assert_eq!(Time::MAX.checked_add(one), None);
    assert_eq!(Time::MIN.checked_sub(one), None);
    assert_eq!(Time::MAX.saturating_add(one), Time::MAX);
    assert_eq!(Time::MIN.saturating_sub(Duration::MAX), Time::MIN);
    assert_eq!(Time::MAX.checked_since(Time::MIN), None);
    assert_eq!(Time::MIN.saturating_since(Time::MAX), Duration::MIN);
    assert!(Duration::new(i64::MAX, 1_000_000_000).is_err());
    assert!(Duration::new(i64::MIN, -1_000_000_000).is_err());
    assert!(Time::from_unix(i64::MAX, 0).is_err());
    assert_eq!(
        Time::from_unix(i64::MIN, 0).map(Time::unix_nanos),
        Ok(i128::from(i64::MIN) * SECOND)
    );
    assert!(Time::from_unix_nanos(i128::MAX).is_err());
    assert!(Time::from_unix_nanos(i128::MIN).is_err());
    assert_eq!(Duration::MIN.checked_neg(), None);
    assert_eq!(Duration::MIN.checked_div(-1), None);
    assert_eq!(Duration::MAX.checked_div(0), None);
    assert_eq!(
        Duration::MIN.unsigned_abs(),
        StdDuration::new(1 << 63, 999_999_999)
    );
    assert_eq!(
        Duration::from_millis(i64::MIN).as_nanos(),
        i128::from(i64::MIN) * 1_000_000
    );
    assert_eq!(
        Duration::from_micros(i64::MAX).as_nanos(),
        i128::from(i64::MAX) * 1_000
    );
    assert!(StdDuration::try_from(Duration::from_nanos(-1)).is_err());
    assert!(Duration::try_from(StdDuration::MAX).is_err());
    assert_eq!(Duration::from_millis(-1_500).as_secs_f64(), -1.5);
}

#[test]
fn the_unix_epoch_is_that_of_the_system() {
    assert_eq!(Time::try_from(SystemTime::UNIX_EPOCH), Ok(Time::UNIX_EPOCH));
    assert_eq!(
        SystemTime::try_from(Time::UNIX_EPOCH),
        Ok(SystemTime::UNIX_EPOCH)
    );
    let before = SystemTime::UNIX_EPOCH - StdDuration::new(1, 1_000);
    let time = Time::try_from(before).expect("it fits");
    assert_eq!(time.to_string(), "1969-12-31T23:59:58.999999Z");
    assert!(Time::now() > Time::UNIX_EPOCH);
}

#[test]
fn deadlines_are_sent_as_what_is_left() {
    let sent = |deadline: Deadline| {
        let bytes = encode(&deadline).expect("deadlines are small");
        let value: Value = decode(&bytes).expect("it was just encoded");
        let from_now = value
            .field_named("FromNow")
            .expect("it has a field")
            .to_owned();
        let bytes = encode(&from_now).expect("durations are small");
        decode::<Duration>(&bytes).expect("it was just encoded")
    };
    let now = Instant::now();
    let hour = StdDuration::from_secs(3_600);
    assert_eq!(sent(Deadline::NONE), Duration::ZERO);
    assert!(sent(Deadline::at(now)).is_negative() || sent(Deadline::at(now)).as_nanos() == 1);
    let left = sent(Deadline::at(now + hour));
    assert!(left <= Duration::from_secs(3_600) && left > Duration::from_secs(3_000));

    let bytes = encode(&Deadline::at(now + hour)).expect("deadlines are small");
    let received: Deadline = decode(&bytes).expect("it was just encoded");
    let left = received.left(now).expect("there is a deadline");
    assert!(left >= Duration::from_secs(3_600) && left < Duration::from_secs(4_000));
}

#[test]
fn deadlines_that_peers_send() {
    let from_wire = |seconds: i64, nanos: i32| {
        let from_now = span::<Duration>(seconds, nanos);
        let wire = Value::structure(Deadline::vdl_type(), vec![from_now]).expect("it is the field");
        decode::<Deadline>(&encode(&wire).expect("deadlines are small"))
    };
    assert_eq!(from_wire(0, 0), Ok(Deadline::NONE));
    assert_eq!(from_wire(-1, 1_000_000_000), Ok(Deadline::NONE));
    let now = Instant::now();
    assert!(from_wire(-5, 0).is_ok_and(|deadline| deadline.has_passed(now)));
    assert!(from_wire(i64::MIN, 0).is_ok_and(|deadline| deadline.has_passed(Instant::now())));
    assert!(from_wire(60, 0).is_ok_and(|deadline| !deadline.has_passed(now)));
    assert!(from_wire(i64::MAX, 0).is_err());
    assert!(from_wire(i64::MAX, i32::MAX).is_err());
}

#[test]
fn deadlines_in_order() {
    let now = Instant::now();
    let later = Deadline::at(now + StdDuration::from_secs(1));
    let now_deadline = Deadline::from(now);
    assert!(now_deadline.has_passed(now) && !Deadline::NONE.has_passed(now));
    assert_eq!(later.earlier(now_deadline), now_deadline);
    assert_eq!(Deadline::NONE.earlier(later), later);
    assert_eq!(Deadline::NONE.earlier(Deadline::NONE), Deadline::NONE);
    assert_eq!(now_deadline.left(now), Some(Duration::ZERO));
    assert_eq!(later.left(now), Some(Duration::from_secs(1)));
    assert_eq!(
        now_deadline.left(now + StdDuration::from_secs(1)),
        Some(Duration::from_secs(-1))
    );
    assert!(now_deadline.is_zero() == now_deadline.is_none());
}

#[test]
fn complex_numbers() {
    let number = Complex128::new(-0.5, 2.0);
    assert_eq!(<(f64, f64)>::from(number), (-0.5, 2.0));
    assert_eq!(Complex128::from([-0.5, 2.0]), number);
    assert_eq!(Complex64::from(1.5).to_string(), "1.5+0i");
    assert!(Complex64::new(0.0, -0.0).is_zero() && !number.is_zero());

    // Either reads the other, and both read other structs with the same fields.
    let bytes = encode(&number).expect("it is small");
    assert_eq!(decode(&bytes), Ok(Complex64::new(-0.5, 2.0)));
    let bytes = encode(&Complex128::new(f64::MAX, 0.0)).expect("it is small");
    assert!(decode::<Complex64>(&bytes).is_err());
}
