//! Points in time.

use std::fmt;
use std::str::FromStr;
use std::time::SystemTime;

use super::civil::Date;
use super::duration::{Duration, NANOS_PER_SECOND, fraction_text};
use super::error::{OutOfRange, ParseError};
use super::scan::{Scanner, fraction, number};

/// Unix time counts from 1970.
const UNIX_EPOCH_SECONDS: i64 = 62_135_596_800;

const SECONDS_PER_DAY: i128 = 86_400;

/// A point in time, in nanoseconds; the wire type `time.Time`.
///
/// It is kept as the [`Duration`] since 0001-01-01T00:00:00Z, which is the zero value: programs read it as "no time
/// given".
///
/// The text form is that of RFC 3339 in UTC, such as `2023-11-14T22:13:20.5Z`. A year before 0000 or after 9999 is
/// written with its sign and at least four digits; year 0 comes before year 1. Read are also the letters in lower case,
/// a blank in place of `T`, and other offsets from UTC than `Z`.
///
/// ```
/// use v23::time::Time;
///
/// let time = Time::from_unix(1_700_000_000, 500_000_000)?;
/// assert_eq!(time.to_string(), "2023-11-14T22:13:20.5Z");
/// assert_eq!("2023-11-14 23:13:20.500+01:00".parse(), Ok(time));
/// assert_eq!(time.seconds(), 63_835_596_800);
/// assert!(Time::UNIX_EPOCH < time);
/// # Ok::<_, v23::time::OutOfRange>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Time(Duration);

impl Time {
    /// The zero value, 0001-01-01T00:00:00Z.
    pub const ZERO: Self = Self(Duration::ZERO);

    /// The time from which Unix counts, 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self(Duration::from_secs(UNIX_EPOCH_SECONDS));

    /// The earliest time.
    pub const MIN: Self = Self(Duration::MIN);

    /// The latest time.
    pub const MAX: Self = Self(Duration::MAX);

    /// The time that is so many seconds and nanoseconds, whatever their signs, after [`Time::ZERO`].
    ///
    /// # Errors
    ///
    /// If there are more seconds than fit.
    pub const fn new(seconds: i64, nanos: i32) -> Result<Self, OutOfRange> {
        match Duration::new(seconds, nanos) {
            Ok(since_zero) => Ok(Self(since_zero)),
            Err(_) => Err(RANGE),
        }
    }

    /// The time that is so far from [`Time::ZERO`].
    pub const fn from_zero(since_zero: Duration) -> Self {
        Self(since_zero)
    }

    /// The time that is so many seconds and nanoseconds, whatever their signs, after [`Time::UNIX_EPOCH`].
    ///
    /// # Errors
    ///
    /// If that is later than [`Time::MAX`].
    pub const fn from_unix(seconds: i64, nanos: i32) -> Result<Self, OutOfRange> {
        Self::from_unix_nanos(seconds as i128 * NANOS_PER_SECOND as i128 + nanos as i128)
    }

    /// The time that is so many nanoseconds after [`Time::UNIX_EPOCH`].
    ///
    /// # Errors
    ///
    /// If that is earlier than [`Time::MIN`] or later than [`Time::MAX`].
    pub const fn from_unix_nanos(nanos: i128) -> Result<Self, OutOfRange> {
        match nanos.checked_add(Self::UNIX_EPOCH.0.as_nanos()) {
            Some(nanos) => match Duration::checked_nanos(nanos) {
                Some(since_zero) => Ok(Self(since_zero)),
                None => Err(RANGE),
            },
            None => Err(RANGE),
        }
    }

    /// The present time by the clock of the system.
    pub fn now() -> Self {
        SystemTime::now().try_into().unwrap_or(Self::MAX)
    }

    /// How far this is from [`Time::ZERO`].
    pub const fn since_zero(self) -> Duration {
        self.0
    }

    /// The seconds since [`Time::ZERO`], rounded towards it.
    pub const fn seconds(self) -> i64 {
        self.0.seconds()
    }

    /// The nanoseconds that are left over from the seconds, negative before [`Time::ZERO`].
    pub const fn nanos(self) -> i32 {
        self.0.nanos()
    }

    /// The nanoseconds since [`Time::UNIX_EPOCH`].
    pub const fn unix_nanos(self) -> i128 {
        self.0.as_nanos() - Self::UNIX_EPOCH.0.as_nanos()
    }

    /// Whether this is [`Time::ZERO`].
    pub const fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The time that is later by a duration, if it exists.
    pub fn checked_add(self, duration: Duration) -> Option<Self> {
        self.0.checked_add(duration).map(Self)
    }

    /// The time that is earlier by a duration, if it exists.
    pub fn checked_sub(self, duration: Duration) -> Option<Self> {
        self.0.checked_sub(duration).map(Self)
    }

    /// The time that is later by a duration, or the first or last that there is.
    pub const fn saturating_add(self, duration: Duration) -> Self {
        Self(self.0.saturating_add(duration))
    }

    /// The time that is earlier by a duration, or the first or last that there is.
    pub const fn saturating_sub(self, duration: Duration) -> Self {
        Self(self.0.saturating_sub(duration))
    }

    /// The duration from an earlier time to this one, if it exists; negative if that one is later.
    pub const fn checked_since(self, earlier: Self) -> Option<Duration> {
        self.0.checked_sub(earlier.0)
    }

    /// The duration from an earlier time to this one, or the longest that there is in its direction.
    pub const fn saturating_since(self, earlier: Self) -> Duration {
        self.0.saturating_sub(earlier.0)
    }
}

pub(super) const RANGE: OutOfRange = OutOfRange::of("time.Time");

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nanos = self.0.as_nanos();
        let seconds = nanos.div_euclid(NANOS_PER_SECOND.into());
        // Fits since the seconds of a time do.
        let days = seconds.div_euclid(SECONDS_PER_DAY) as i64;
        let second = seconds.rem_euclid(SECONDS_PER_DAY);
        let Date { year, month, day } = Date::from_days(days);
        match year {
            0..=9_999 => write!(f, "{year:04}")?,
            _ => write!(f, "{year:+05}")?,
        }
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(f, "-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        fraction_text(f, nanos.rem_euclid(NANOS_PER_SECOND.into()) as u64, 9)?;
        f.write_str("Z")
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Time {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let mut scanner = Scanner::new(text);
        let date = scan_date(&mut scanner)?;
        scanner.expect(b"Tt ", "`T`")?;
        let mut seconds = i128::from(scanner.two_digits(0..=23, "an hour")?) * 3_600;
        scanner.expect(b":", "`:`")?;
        seconds += i128::from(scanner.two_digits(0..=59, "a minute")?) * 60;
        scanner.expect(b":", "`:`")?;
        seconds += i128::from(scanner.two_digits(0..=59, "a second")?);
        let mut nanos = 0;
        if scanner.eat(".") {
            let digits = scanner.digits();
            nanos = fraction(digits, NANOS_PER_SECOND.into())
                .filter(|_| !digits.is_empty())
                .ok_or_else(|| scanner.fail("whole nanoseconds before this"))?;
        }
        seconds -= scan_offset(&mut scanner)?;
        if !scanner.is_at_end() {
            return Err(scanner.fail("the end"));
        }
        seconds += i128::from(date.to_days()) * SECONDS_PER_DAY;
        let since_zero = Duration::checked_nanos(seconds * i128::from(NANOS_PER_SECOND) + nanos);
        Ok(Self(since_zero.ok_or(RANGE)?))
    }
}

fn scan_date(scanner: &mut Scanner<'_>) -> Result<Date, ParseError> {
    let is_negative = scanner.eat("-");
    let is_signed = is_negative || scanner.eat("+");
    let digits = scanner.digits();
    let year = match (is_signed, digits.len()) {
        // The longest year has twelve digits.
        (false, 4) | (true, 4..=12) => number(digits).and_then(|year| i64::try_from(year).ok()),
        (_, _) => None,
    };
    let mut year = year.ok_or_else(|| scanner.fail("a year of four digits before this"))?;
    if is_negative {
        year = -year;
    }
    scanner.expect(b"-", "`-`")?;
    let month = scanner.two_digits(1..=12, "a month")?;
    scanner.expect(b"-", "`-`")?;
    let day = scanner.two_digits(1..=31, "a day")?;
    let date = Date { year, month, day };
    if !date.exists() {
        return Err(scanner.fail("a day of the month before this"));
    }
    Ok(date)
}

/// Seconds that a local time is ahead of UTC.
fn scan_offset(scanner: &mut Scanner<'_>) -> Result<i128, ParseError> {
    let sign = scanner.expect(b"Zz+-", "`Z` or an offset")?;
    let direction = match sign {
        b'+' => 1,
        b'-' => -1,
        _ => return Ok(0),
    };
    let hours = scanner.two_digits(0..=23, "an hour")?;
    scanner.expect(b":", "`:`")?;
    let minutes = scanner.two_digits(0..=59, "a minute")?;
    Ok(direction * (i128::from(hours) * 3_600 + i128::from(minutes) * 60))
}
