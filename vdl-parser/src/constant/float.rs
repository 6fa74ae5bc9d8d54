//! Exact numbers to floats, as conversions to float types round them (`vdl-language` §7.2).
//!
//! The range is checked on the exact value; then it is rounded to the nearest float64, ties to even, and for float32 that
//! float64 is rounded once more. There is no negative zero, infinity or NaN.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint};
use num_integer::Integer as _;
use num_traits::{ToPrimitive, Zero};

use crate::constant::integer::Integer;
use crate::constant::meter::{Excess, Meter};
use crate::constant::rational::Rational;

/// A float type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// `float32`.
    Single,
    /// `float64`.
    Double,
}

/// What becomes of an exact number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Rounded {
    /// A float; of width `Single` it is exactly a float32.
    Float(f64),
    /// The magnitude is larger than that of the largest float.
    Overflow,
    /// The magnitude is smaller than that of the smallest float above zero.
    Underflow,
}

impl Width {
    /// The exponent of the smallest magnitude above zero, which is a power of two.
    const fn smallest(self) -> i64 {
        match self {
            Self::Single => -149,
            Self::Double => -1074,
        }
    }

    /// The largest magnitude, as mantissa and exponent of two.
    const fn largest(self) -> (u64, i64) {
        match self {
            Self::Single => ((1 << 24) - 1, 104),
            Self::Double => ((1 << 53) - 1, 971),
        }
    }

    const fn narrow(self, double: f64) -> f64 {
        match self {
            Self::Single => double as f32 as f64,
            Self::Double => double,
        }
    }
}

/// Rounds an exact integer.
pub(crate) fn round_integer(
    value: &Integer,
    width: Width,
    meter: &Meter,
) -> Result<Rounded, Excess> {
    match value {
        // All of them are below the largest float32; the conversion rounds to nearest, ties to even.
        Integer::Small(small) => Ok(Rounded::Float(width.narrow(*small as f64))),
        Integer::Big(_) => round(&Rational::whole(value), width, meter),
    }
}

/// Rounds an exact fraction.
pub(crate) fn round(value: &Rational, width: Width, meter: &Meter) -> Result<Rounded, Excess> {
    if value.is_zero() {
        return Ok(Rounded::Float(0.0));
    }
    let (numerator, denominator) = (
        value.numerator().magnitude(),
        value.denominator().magnitude(),
    );
    meter.work(numerator.bits(), denominator.bits())?;
    let (mantissa, exponent) = width.largest();
    if compare(numerator, denominator, &BigUint::from(mantissa), exponent) == Ordering::Greater {
        return Ok(Rounded::Overflow);
    }
    if compare(
        numerator,
        denominator,
        &BigUint::from(1_u32),
        width.smallest(),
    ) == Ordering::Less
    {
        return Ok(Rounded::Underflow);
    }
    let magnitude = width.narrow(nearest(numerator, denominator));
    let negative = value.numerator() < &BigInt::zero();
    Ok(Rounded::Float(if negative {
        -magnitude
    } else {
        magnitude
    }))
}

/// Rounds the text of a decimal literal without going through an exact fraction. Nothing when the short cut cannot tell
/// the answer: separators, other bases, and values at the ends of the range.
pub(crate) fn round_literal(text: &str, width: Width) -> Option<f64> {
    if text
        .bytes()
        .any(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
    {
        return None;
    }
    let double: f64 = text.parse().ok()?;
    let (low, high) = match width {
        Width::Single => (f64::from(f32::MIN_POSITIVE), f64::from(f32::MAX)),
        Width::Double => (f64::MIN_POSITIVE, f64::MAX),
    };
    (low < double && double < high).then(|| width.narrow(double))
}

/// How a positive fraction compares with `mantissa` times two to the power of `exponent`.
fn compare(
    numerator: &BigUint,
    denominator: &BigUint,
    mantissa: &BigUint,
    exponent: i64,
) -> Ordering {
    // The bit lengths settle all but the close cases; they tell a quotient up to a factor of two on either side.
    let quotient = numerator.bits() as i64 - denominator.bits() as i64;
    let bound = mantissa.bits() as i64 + exponent;
    if quotient > bound + 1 {
        return Ordering::Greater;
    }
    if quotient < bound - 2 {
        return Ordering::Less;
    }
    let scaled = mantissa * denominator;
    if exponent >= 0 {
        numerator.cmp(&(scaled << exponent))
    } else {
        (numerator << -exponent).cmp(&scaled)
    }
}

/// The float64 nearest to a positive fraction between the smallest and the largest float64, ties to even.
fn nearest(numerator: &BigUint, denominator: &BigUint) -> f64 {
    // Scale so that the integer quotient has 55 or 56 bits, then keep whether anything was left as one more bit.
    let scale = 55 - (numerator.bits() as i64 - denominator.bits() as i64);
    let (quotient, remainder) = if scale >= 0 {
        (numerator << scale).div_rem(denominator)
    } else {
        numerator.div_rem(&(denominator << -scale))
    };
    let quotient = quotient
        .to_u64()
        .expect("the quotient was scaled to at most 56 bits");
    let sticky = quotient << 1 | u64::from(!remainder.is_zero());
    let exponent = -scale - 1;
    // Drop what a mantissa of 53 bits cannot hold, or more for denormals; at least two bits.
    let bits = i64::from(u64::BITS - sticky.leading_zeros());
    let drop = (bits - 53).max(-1074 - exponent);
    let mantissa = if drop > 63 {
        0
    } else {
        round_bits(sticky, drop as u32)
    };
    // Both factors are powers of two in the normal range, and the product is a float64: nothing is rounded here.
    let power = (drop.min(64) + exponent) as i32;
    mantissa as f64 * 2_f64.powi(power / 2) * 2_f64.powi(power - power / 2)
}

/// Drops low bits and rounds what stays to nearest, ties to even.
const fn round_bits(value: u64, drop: u32) -> u64 {
    let kept = value >> drop;
    let rest = value & ((1 << drop) - 1);
    let half = 1 << (drop - 1);
    if rest > half || rest == half && kept & 1 == 1 {
        kept + 1
    } else {
        kept
    }
}
