//! Exact rationals: untyped fractions, and typed floats while an operator works on them.
//!
//! Fractions are reduced only once they are long: whether one is whole, how two compare and what a float makes of one can
//! be told without, and the reduction is the costliest step of all.

use std::cmp::Ordering;

use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{One, Signed, Zero};

use crate::constant::integer::{Integer, NoResult};
use crate::constant::meter::{Excess, MAX_BITS, Meter};

/// Fractions of more bits are reduced.
const LONG: u64 = 512;

/// An exact fraction of bounded size.
#[derive(Clone, Debug)]
pub(crate) struct Rational {
    numerator: BigInt,
    /// Above zero.
    denominator: BigInt,
}

/// Binary operations on rationals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RationalOp {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Exact quotient.
    Divide,
}

impl Rational {
    /// A fraction; the denominator must be above zero.
    pub(crate) fn new(
        numerator: BigInt,
        denominator: BigInt,
        meter: &Meter,
    ) -> Result<Self, Excess> {
        debug_assert!(denominator.is_positive(), "the denominator is above zero");
        let mut fraction = Self {
            numerator,
            denominator,
        };
        fraction.settle(meter)?;
        Ok(fraction)
    }

    /// The fraction with denominator one.
    pub(crate) fn whole(value: &Integer) -> Self {
        Self {
            numerator: value.to_big(),
            denominator: BigInt::one(),
        }
    }

    /// The exact value of a finite float.
    pub(crate) fn from_f64(value: f64) -> Self {
        let bits = value.to_bits();
        let biased = (bits >> 52 & 0x7FF) as i64;
        let fraction = bits & ((1 << 52) - 1);
        // Denormals have the exponent of the smallest normals and no implicit leading one.
        let (mantissa, exponent) = if biased == 0 {
            (fraction, -1074)
        } else {
            (fraction | 1 << 52, biased - 1075)
        };
        let mut numerator = BigInt::from(mantissa);
        let mut denominator = BigInt::one();
        if exponent >= 0 {
            numerator <<= exponent;
        } else {
            let spare = i64::from(mantissa.trailing_zeros()).min(-exponent);
            numerator >>= spare;
            denominator <<= -exponent - spare;
        }
        if value.is_sign_negative() {
            numerator = -numerator;
        }
        Self {
            numerator,
            denominator,
        }
    }

    /// The part above the line.
    pub(crate) const fn numerator(&self) -> &BigInt {
        &self.numerator
    }

    /// The part below the line.
    pub(crate) const fn denominator(&self) -> &BigInt {
        &self.denominator
    }

    /// Whether it is zero.
    pub(crate) fn is_zero(&self) -> bool {
        self.numerator.is_zero()
    }

    /// The value, if it has no fraction.
    pub(crate) fn to_integer(&self, meter: &Meter) -> Result<Option<Integer>, Excess> {
        if self.denominator.is_one() {
            return Ok(Some(Integer::from_big(self.numerator.clone())));
        }
        meter.work(self.numerator.bits(), self.denominator.bits())?;
        let (quotient, remainder) = self.numerator.div_rem(&self.denominator);
        Ok(remainder.is_zero().then(|| Integer::from_big(quotient)))
    }

    /// The value with the other sign.
    pub(crate) fn negate(&self) -> Self {
        Self {
            numerator: -&self.numerator,
            denominator: self.denominator.clone(),
        }
    }

    /// The result of an operation.
    pub(crate) fn apply(
        &self,
        op: RationalOp,
        right: &Self,
        meter: &Meter,
    ) -> Result<Self, NoResult> {
        meter.work(self.bits(), right.bits())?;
        let (a, b, c, d) = (
            &self.numerator,
            &self.denominator,
            &right.numerator,
            &right.denominator,
        );
        let (numerator, denominator) = match op {
            RationalOp::Add if b == d => (a + c, b.clone()),
            RationalOp::Subtract if b == d => (a - c, b.clone()),
            RationalOp::Add => (a * d + c * b, b * d),
            RationalOp::Subtract => (a * d - c * b, b * d),
            RationalOp::Multiply => (a * c, b * d),
            RationalOp::Divide if c.is_zero() => return Err(NoResult::ZeroDivisor),
            RationalOp::Divide if c.is_negative() => (-(a * d), -(b * c)),
            RationalOp::Divide => (a * d, b * c),
        };
        Ok(Self::new(numerator, denominator, meter)?)
    }

    /// How two fractions compare.
    pub(crate) fn compare(&self, right: &Self, meter: &Meter) -> Result<Ordering, Excess> {
        if self.denominator == right.denominator {
            return Ok(self.numerator.cmp(&right.numerator));
        }
        meter.work(self.bits(), right.bits())?;
        Ok((&self.numerator * &right.denominator).cmp(&(&right.numerator * &self.denominator)))
    }

    /// Bits of both parts together.
    fn bits(&self) -> u64 {
        self.numerator.bits() + self.denominator.bits()
    }

    /// Reduces a long fraction and refuses one that stays too long.
    fn settle(&mut self, meter: &Meter) -> Result<(), Excess> {
        if self.bits() <= LONG || self.denominator.is_one() {
            return within_bits(self.bits());
        }
        // Common powers of two are cheap to remove, and all there is to remove from floats.
        let twos = self
            .numerator
            .trailing_zeros()
            .unwrap_or(0)
            .min(self.denominator.trailing_zeros().unwrap_or(0));
        self.numerator >>= twos;
        self.denominator >>= twos;
        if self.denominator.trailing_zeros() == Some(self.denominator.bits() - 1) {
            return within_bits(self.bits());
        }
        // A binary search for the divisor takes a pass over the longer part for each of its bits.
        meter.work(
            self.bits(),
            self.numerator
                .bits()
                .min(self.denominator.bits())
                .saturating_mul(64),
        )?;
        let divisor = self.numerator.gcd(&self.denominator);
        if !divisor.is_one() {
            self.numerator /= &divisor;
            self.denominator /= &divisor;
        }
        within_bits(self.bits())
    }
}

fn within_bits(bits: u64) -> Result<(), Excess> {
    if bits > MAX_BITS {
        Err(Excess::Bits)
    } else {
        Ok(())
    }
}
