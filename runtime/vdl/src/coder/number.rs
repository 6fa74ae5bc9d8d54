//! Numbers between being read and having the wanted kind: vom §13.2.

use crate::kind::Kind;

/// A number as it was read, to become one of another kind.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Number {
    /// An unsigned integer.
    Unsigned(u64),
    /// A signed integer.
    Signed(i64),
    /// A number that was 32 bits wide.
    Float32(f64),
    /// A number that was 64 bits wide.
    Float64(f64),
}

impl Number {
    /// The integer of a kind that is this number exactly.
    pub fn to_integer(self, kind: Kind) -> Option<i128> {
        let (min, max) = kind.integer_range()?;
        let value = match self {
            Self::Unsigned(value) => i128::from(value),
            Self::Signed(value) => i128::from(value),
            Self::Float32(value) | Self::Float64(value) => {
                // Casts saturate, so the range of the wide integer must hold the value; NaN is in no range.
                let bound = 2.0_f64.powi(100);
                if !(-bound..=bound).contains(&value) || value.fract() != 0.0 {
                    return None;
                }
                value as i128
            }
        };
        (min..=max).contains(&value).then_some(value)
    }

    /// The float of a kind that is this number, exactly if it is an integer and rounded if it is a float.
    pub fn to_float(self, kind: Kind) -> Option<f64> {
        let digits = if kind == Kind::Float32 {
            f32::MANTISSA_DIGITS
        } else {
            f64::MANTISSA_DIGITS
        };
        let integer = match self {
            Self::Float32(value) => return Some(value),
            Self::Float64(value) => {
                // NaN is not too large.
                let too_large = kind == Kind::Float32 && value.abs() > f64::from(f32::MAX);
                return (!too_large).then_some(value);
            }
            Self::Unsigned(value) => i128::from(value),
            Self::Signed(value) => i128::from(value),
        };
        (integer.unsigned_abs() <= 1 << digits).then_some(integer as f64)
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unsigned(value) => value.fmt(f),
            Self::Signed(value) => value.fmt(f),
            Self::Float32(value) | Self::Float64(value) => value.fmt(f),
        }
    }
}
