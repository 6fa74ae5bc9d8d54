//! Exact integers: machine words until they overflow, then [`BigInt`].

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive, Zero};

use crate::constant::meter::{Excess, MAX_BITS, Meter};

/// An exact integer of bounded size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Integer {
    /// The usual case.
    Small(i128),
    /// Never one that would fit `Small`.
    Big(BigInt),
}

/// Binary operations that both operands and the result of are integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum IntegerOp {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient, truncated toward zero.
    Quotient,
    /// What the quotient leaves; has the sign of the dividend.
    Remainder,
    /// Bits set in both, in infinite two's complement.
    And,
    /// Bits set in either.
    Or,
    /// Bits set in one.
    Xor,
}

/// Why arithmetic has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoResult {
    /// The divisor is zero.
    ZeroDivisor,
    /// It would be too large.
    Excess(Excess),
}

impl From<Excess> for NoResult {
    fn from(excess: Excess) -> Self {
        Self::Excess(excess)
    }
}

impl Integer {
    /// The value of a big integer, in the form that its size asks for.
    pub(crate) fn from_big(big: BigInt) -> Self {
        big.to_i128().map_or(Self::Big(big), Self::Small)
    }

    /// The value as a big integer.
    pub(crate) fn to_big(&self) -> BigInt {
        match self {
            Self::Small(small) => BigInt::from(*small),
            Self::Big(big) => big.clone(),
        }
    }

    /// The value, if it fits.
    pub(crate) const fn to_i128(&self) -> Option<i128> {
        match self {
            Self::Small(small) => Some(*small),
            Self::Big(_) => None,
        }
    }

    /// The number of bits of the magnitude.
    pub(crate) fn bits(&self) -> u64 {
        match self {
            Self::Small(small) => u64::from(u128::BITS - small.unsigned_abs().leading_zeros()),
            Self::Big(big) => big.bits(),
        }
    }

    /// Whether it is zero.
    pub(crate) const fn is_zero(&self) -> bool {
        matches!(self, Self::Small(0))
    }

    /// The value with the other sign.
    pub(crate) fn negate(&self) -> Self {
        match self {
            Self::Small(small) => small
                .checked_neg()
                .map_or_else(|| Self::Big(-BigInt::from(*small)), Self::Small),
            Self::Big(big) => Self::from_big(-big),
        }
    }

    /// The bitwise complement in infinite two's complement: `-x - 1`.
    pub(crate) fn complement(&self) -> Self {
        match self {
            Self::Small(small) => Self::Small(!small),
            Self::Big(big) => Self::from_big(-big - 1),
        }
    }

    /// The result of an operation.
    pub(crate) fn apply(
        &self,
        op: IntegerOp,
        right: &Self,
        meter: &Meter,
    ) -> Result<Self, NoResult> {
        if let (Self::Small(left), Self::Small(right)) = (self, right) {
            let small = match op {
                IntegerOp::Add => left.checked_add(*right),
                IntegerOp::Subtract => left.checked_sub(*right),
                IntegerOp::Multiply => left.checked_mul(*right),
                // Also empty for a zero divisor, which is told apart below.
                IntegerOp::Quotient => left.checked_div(*right),
                IntegerOp::Remainder => left.checked_rem(*right),
                IntegerOp::And => Some(left & right),
                IntegerOp::Or => Some(left | right),
                IntegerOp::Xor => Some(left ^ right),
            };
            if let Some(small) = small {
                return Ok(Self::Small(small));
            }
        }
        self.apply_big(op, right, meter)
    }

    pub(super) fn apply_big(
        &self,
        op: IntegerOp,
        right: &Self,
        meter: &Meter,
    ) -> Result<Self, NoResult> {
        let (left_bits, right_bits) = (self.bits(), right.bits());
        meter.work(left_bits, right_bits)?;
        let (left, right) = (self.to_big(), right.to_big());
        Ok(Self::from_big(match op {
            IntegerOp::Add => within_bits(left + right)?,
            IntegerOp::Subtract => within_bits(left - right)?,
            IntegerOp::Multiply => {
                // The product has the sum of the bits or one less; refuse before it is built.
                if left_bits + right_bits > MAX_BITS + 1 {
                    return Err(Excess::Bits.into());
                }
                within_bits(left * right)?
            }
            IntegerOp::Quotient | IntegerOp::Remainder if right.is_zero() => {
                return Err(NoResult::ZeroDivisor);
            }
            IntegerOp::Quotient => left / right,
            IntegerOp::Remainder => left % right,
            IntegerOp::And => left & right,
            IntegerOp::Or => left | right,
            IntegerOp::Xor => left ^ right,
        }))
    }

    /// The value times two to the power of `count`.
    pub(crate) fn shift_left(&self, count: u32, meter: &Meter) -> Result<Self, Excess> {
        match self {
            Self::Small(0) => Ok(Self::Small(0)),
            Self::Small(small) if self.bits() + u64::from(count) < 127 => {
                Ok(Self::Small(small << count))
            }
            Self::Small(_) | Self::Big(_) => {
                let bits = self.bits() + u64::from(count);
                if bits > MAX_BITS {
                    return Err(Excess::Bits);
                }
                meter.work(bits, 64)?;
                Ok(Self::from_big(self.to_big() << count))
            }
        }
    }

    /// The value divided by two to the power of `count`, rounded toward negative infinity.
    pub(crate) fn shift_right(&self, count: u32) -> Self {
        match self {
            Self::Small(small) => Self::Small(small >> count.min(127)),
            Self::Big(big) => Self::from_big(big >> count),
        }
    }
}

impl PartialOrd for Integer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Integer {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Small(left), Self::Small(right)) => left.cmp(right),
            (Self::Big(left), Self::Big(right)) => left.cmp(right),
            // A big one lies beyond all small ones, on the side of its sign.
            (Self::Big(big), Self::Small(_)) if big.is_negative() => Ordering::Less,
            (Self::Small(_), Self::Big(big)) if !big.is_negative() => Ordering::Less,
            (Self::Big(_), Self::Small(_)) | (Self::Small(_), Self::Big(_)) => Ordering::Greater,
        }
    }
}

impl From<i128> for Integer {
    fn from(value: i128) -> Self {
        Self::Small(value)
    }
}

fn within_bits(value: BigInt) -> Result<BigInt, Excess> {
    if value.bits() > MAX_BITS {
        Err(Excess::Bits)
    } else {
        Ok(value)
    }
}
