//! Distances in time.

use std::fmt;
use std::str::FromStr;

use super::error::{OutOfRange, ParseError};
use super::scan::{Scanner, fraction, number};

pub(super) const NANOS_PER_SECOND: i64 = 1_000_000_000;

/// A signed span of time, in nanoseconds; the wire type `time.Duration`.
///
/// It is kept as whole seconds and a rest of less than a second, of which neither is negative if the other is positive.
/// What is not of that form, in a constructor or from a peer, is brought into it.
///
/// The text form is that of Go: `1h30m0s`, `2.5s`, `-340µs`, `0s`. Read are sums of numbers with the units `h`, `m`,
/// `s`, `ms`, `µs` or `us`, and `ns`, as long as they make whole nanoseconds.
///
/// ```
/// use v23::time::Duration;
///
/// let timeout = Duration::from_millis(90_250);
/// assert_eq!(timeout.to_string(), "1m30.25s");
/// assert_eq!("1m30.25s".parse(), Ok(timeout));
/// assert_eq!((timeout.seconds(), timeout.nanos()), (90, 250_000_000));
/// assert_eq!(Duration::new(3, -1)?, Duration::new(2, 999_999_999)?);
/// assert_eq!(timeout.checked_sub(Duration::from_secs(91)), Some(Duration::from_millis(-750)));
/// # Ok::<_, v23::time::OutOfRange>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration {
    seconds: i64,
    nanos: i32,
}

impl Duration {
    /// No time at all.
    pub const ZERO: Self = Self::raw(0, 0);

    /// The most negative duration.
    pub const MIN: Self = Self::raw(i64::MIN, -999_999_999);

    /// The longest duration.
    pub const MAX: Self = Self::raw(i64::MAX, 999_999_999);

    const fn raw(seconds: i64, nanos: i32) -> Self {
        Self { seconds, nanos }
    }

    /// The sum of seconds and nanoseconds, whatever their signs.
    ///
    /// # Errors
    ///
    /// If there are more seconds than fit.
    pub const fn new(seconds: i64, nanos: i32) -> Result<Self, OutOfRange> {
        let total = seconds as i128 * NANOS_PER_SECOND as i128 + nanos as i128;
        match Self::checked_nanos(total) {
            Some(duration) => Ok(duration),
            None => Err(OutOfRange::of("time.Duration")),
        }
    }

    /// So many seconds.
    pub const fn from_secs(seconds: i64) -> Self {
        Self::raw(seconds, 0)
    }

    /// So many milliseconds.
    pub const fn from_millis(millis: i64) -> Self {
        Self::raw(millis / 1_000, (millis % 1_000) as i32 * 1_000_000)
    }

    /// So many microseconds.
    pub const fn from_micros(micros: i64) -> Self {
        Self::raw(micros / 1_000_000, (micros % 1_000_000) as i32 * 1_000)
    }

    /// So many nanoseconds.
    pub const fn from_nanos(nanos: i64) -> Self {
        Self::raw(nanos / NANOS_PER_SECOND, (nanos % NANOS_PER_SECOND) as i32)
    }

    /// So many nanoseconds, unless they are too many.
    pub const fn checked_nanos(nanos: i128) -> Option<Self> {
        let seconds = nanos / NANOS_PER_SECOND as i128;
        if seconds < i64::MIN as i128 || seconds > i64::MAX as i128 {
            return None;
        }
        let nanos = (nanos % NANOS_PER_SECOND as i128) as i32;
        Some(Self::raw(seconds as i64, nanos))
    }

    /// The whole seconds, rounded towards zero.
    pub const fn seconds(self) -> i64 {
        self.seconds
    }

    /// The nanoseconds that are left over from the whole seconds, negative in a negative duration.
    pub const fn nanos(self) -> i32 {
        self.nanos
    }

    /// The whole duration in nanoseconds.
    pub const fn as_nanos(self) -> i128 {
        self.seconds as i128 * NANOS_PER_SECOND as i128 + self.nanos as i128
    }

    /// The duration in seconds, as precise as a float can be.
    pub fn as_secs_f64(self) -> f64 {
        self.seconds as f64 + f64::from(self.nanos) / NANOS_PER_SECOND as f64
    }

    /// Whether this is no time at all.
    pub const fn is_zero(self) -> bool {
        self.seconds == 0 && self.nanos == 0
    }

    /// Whether this is less than no time.
    pub const fn is_negative(self) -> bool {
        self.seconds < 0 || self.nanos < 0
    }

    /// The same span without its sign.
    pub const fn unsigned_abs(self) -> core::time::Duration {
        core::time::Duration::new(self.seconds.unsigned_abs(), self.nanos.unsigned_abs())
    }

    /// The sum of two durations, if it exists.
    pub const fn checked_add(self, other: Self) -> Option<Self> {
        Self::checked_nanos(self.as_nanos() + other.as_nanos())
    }

    /// The difference of two durations, if it exists.
    pub const fn checked_sub(self, other: Self) -> Option<Self> {
        Self::checked_nanos(self.as_nanos() - other.as_nanos())
    }

    /// A multiple of a duration, if it exists.
    pub const fn checked_mul(self, times: i64) -> Option<Self> {
        match self.as_nanos().checked_mul(times as i128) {
            Some(nanos) => Self::checked_nanos(nanos),
            None => None,
        }
    }

    /// A part of a duration, rounded towards zero, if it exists.
    pub const fn checked_div(self, parts: i64) -> Option<Self> {
        match self.as_nanos().checked_div(parts as i128) {
            Some(nanos) => Self::checked_nanos(nanos),
            None => None,
        }
    }

    /// The same duration in the other direction, if it exists.
    pub const fn checked_neg(self) -> Option<Self> {
        Self::checked_nanos(-self.as_nanos())
    }

    /// The sum of two durations, or the longest that there is in its direction.
    pub const fn saturating_add(self, other: Self) -> Self {
        Self::saturating_nanos(self.as_nanos() + other.as_nanos())
    }

    /// The difference of two durations, or the longest that there is in its direction.
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self::saturating_nanos(self.as_nanos() - other.as_nanos())
    }

    /// A multiple of a duration, or the longest that there is in its direction.
    pub const fn saturating_mul(self, times: i64) -> Self {
        Self::saturating_nanos(self.as_nanos().saturating_mul(times as i128))
    }

    const fn saturating_nanos(nanos: i128) -> Self {
        match Self::checked_nanos(nanos) {
            Some(duration) => duration,
            None if nanos < 0 => Self::MIN,
            None => Self::MAX,
        }
    }
}

/// The units of the text form, each with its nanoseconds; a unit comes before those that it begins with.
const UNITS: [(&str, i128); 8] = [
    ("ms", 1_000_000),
    ("µs", 1_000),
    // The other letter that looks like this.
    ("μs", 1_000),
    ("us", 1_000),
    ("ns", 1),
    ("h", 3_600_000_000_000),
    ("m", 60_000_000_000),
    ("s", 1_000_000_000),
];

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.unsigned_abs();
        let (seconds, nanos) = (size.as_secs(), size.subsec_nanos());
        if self.is_negative() {
            f.write_str("-")?;
        }
        match (seconds, nanos) {
            (0, 0) => return f.write_str("0s"),
            (0, 1_000_000..) => return decimal(f, nanos.into(), 6, "ms"),
            (0, 1_000..) => return decimal(f, nanos.into(), 3, "µs"),
            (0, _) => return decimal(f, nanos.into(), 0, "ns"),
            (_, _) => {}
        }
        let (minutes, hours) = (seconds / 60, seconds / 3_600);
        if hours > 0 {
            write!(f, "{hours}h")?;
        }
        if minutes > 0 {
            write!(f, "{}m", minutes % 60)?;
        }
        let nanos = seconds % 60 * NANOS_PER_SECOND as u64 + u64::from(nanos);
        decimal(f, nanos, 9, "s")
    }
}

/// Writes a number whose last digits are a fraction, of which only what counts is written.
fn decimal(f: &mut fmt::Formatter<'_>, number: u64, places: u32, unit: &str) -> fmt::Result {
    let one = 10_u64.pow(places);
    write!(f, "{}", number / one)?;
    fraction_text(f, number % one, places as usize)?;
    f.write_str(unit)
}

/// Writes the digits after the point of a number, if there are any.
pub(super) fn fraction_text(
    f: &mut fmt::Formatter<'_>,
    mut fraction: u64,
    mut places: usize,
) -> fmt::Result {
    if fraction == 0 {
        return Ok(());
    }
    while fraction.is_multiple_of(10) {
        fraction /= 10;
        places -= 1;
    }
    write!(f, ".{fraction:0places$}")
}

impl fmt::Debug for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Duration {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        const RANGE: OutOfRange = OutOfRange::of("time.Duration");

        let mut scanner = Scanner::new(text);
        let is_negative = scanner.eat("-");
        if !is_negative {
            scanner.eat("+");
        }
        if scanner.is_zero() {
            return Ok(Self::ZERO);
        }
        let mut total = 0_i128;
        loop {
            let whole = scanner.digits();
            let part = if scanner.eat(".") {
                scanner.digits()
            } else {
                &[]
            };
            if whole.is_empty() && part.is_empty() {
                return Err(scanner.fail("a number"));
            }
            let unit = UNITS.iter().find(|(name, _)| scanner.eat(name));
            let Some((_, unit)) = unit else {
                return Err(scanner.fail("a unit of time"));
            };
            let Some(part) = fraction(part, *unit) else {
                return Err(scanner.fail("whole nanoseconds before this"));
            };
            total = number(whole)
                .and_then(|whole| whole.checked_mul(*unit))
                .and_then(|whole| whole.checked_add(part))
                .and_then(|nanos| nanos.checked_add(total))
                .ok_or(RANGE)?;
            if scanner.is_at_end() {
                break;
            }
        }
        if is_negative {
            total = -total;
        }
        Ok(Self::checked_nanos(total).ok_or(RANGE)?)
    }
}
