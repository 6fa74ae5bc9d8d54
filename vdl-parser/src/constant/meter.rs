//! What the evaluation of constants may still cost: a little source text must not buy much memory or time.
//!
//! Every limit lies far beyond what people write. Small numbers and small texts are never charged, and the totals grow
//! with the source text, so ordinary trees do not come near them however large they are.

use std::cell::Cell;

/// The most digits a numeric literal may have.
pub(crate) const MAX_DIGITS: usize = 10_000;
/// The largest magnitude of the exponent of a literal.
pub(crate) const MAX_EXPONENT: i64 = 10_000;
/// The most bits an exact number may have; a rational, numerator and denominator together.
pub(crate) const MAX_BITS: u64 = 1 << 16;
/// The most bytes of a string const.
pub(crate) const MAX_BYTES: usize = 1 << 26;

/// Products of operand sizes, in machine words, that a package may spend on big numbers: so many to begin with, and so
/// many for each byte of its source.
const WORK: (u64, u64) = (1 << 24, 1 << 12);
/// Bytes that a package may build by copying, joining and filling values.
const BYTES: (u64, u64) = (1 << 27, 1 << 8);
/// Operands and copies below this size are free.
const FREE: u64 = 64;

/// Why a constant is too large to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Excess {
    /// A literal is too long.
    #[error("the number has more than {MAX_DIGITS} digits")]
    Digits,
    /// A literal's exponent is out of range.
    #[error("the exponent is not between -{MAX_EXPONENT} and {MAX_EXPONENT}")]
    Exponent,
    /// An exact number grew too large.
    #[error("the exact result has more than {MAX_BITS} bits")]
    Bits,
    /// A string or byte sequence grew too long.
    #[error("the result has more than {MAX_BYTES} bytes")]
    Bytes,
    /// An index would make a list with too long a gap.
    #[error("an index that leaves a gap before it must be below 1048576")]
    Index,
    /// The package spent its budget of arithmetic.
    #[error("the constants of this package take too much arithmetic")]
    Work,
    /// The package spent its budget of memory.
    #[error("the constants of this package take too much memory")]
    Memory,
    /// The budget was spent before: this was reported then.
    #[error("the constants of this package take too much")]
    Spent,
}

/// The remaining budget of one package.
#[derive(Debug)]
pub(crate) struct Meter {
    work: Cell<u64>,
    bytes: Cell<u64>,
    spent: Cell<bool>,
}

impl Meter {
    /// The budget of a package whose source has so many bytes.
    pub(crate) fn new(source: usize) -> Self {
        let total = |(base, rate): (u64, u64)| {
            Cell::new(base.saturating_add(rate.saturating_mul(source as u64)))
        };
        Self {
            work: total(WORK),
            bytes: total(BYTES),
            spent: Cell::new(false),
        }
    }

    /// Pays for arithmetic on numbers of so many bits each, about as costly as their schoolbook product.
    pub(crate) fn work(&self, left_bits: u64, right_bits: u64) -> Result<(), Excess> {
        let words = (left_bits / 64 + 1).saturating_mul(right_bits / 64 + 1);
        if words <= FREE {
            return Ok(());
        }
        self.pay(&self.work, words, Excess::Work)
    }

    /// Pays for a copy of so many bytes.
    pub(crate) fn bytes(&self, count: u64) -> Result<(), Excess> {
        if count <= FREE {
            return Ok(());
        }
        self.pay(&self.bytes, count, Excess::Memory)
    }

    fn pay(&self, budget: &Cell<u64>, price: u64, excess: Excess) -> Result<(), Excess> {
        if self.spent.get() {
            return Err(Excess::Spent);
        }
        match budget.get().checked_sub(price) {
            Some(left) => {
                budget.set(left);
                Ok(())
            }
            None => {
                self.spent.set(true);
                Err(excess)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::constant::integer::{Integer, IntegerOp, NoResult};
    use crate::constant::literal;

    #[test]
    fn long_literals_are_refused() {
        let meter = Meter::new(0);
        let digits = "7".repeat(1_000_000);
        assert_eq!(literal::integer(&digits, &meter), Err(Excess::Digits));
        assert!(literal::integer(&format!("0x{}1", "0".repeat(1_000_000)), &meter).is_ok());
        let refused = |text: &str| literal::rational(text, &meter).err();
        assert_eq!(refused(&format!("{digits}.5")), Some(Excess::Digits));
        assert_eq!(refused(&format!("0.{digits}")), Some(Excess::Digits));
        assert_eq!(refused("1e1000000"), Some(Excess::Exponent));
        assert_eq!(
            refused("1e-99999999999999999999999999"),
            Some(Excess::Exponent)
        );
        assert_eq!(refused("0x1p10001"), Some(Excess::Exponent));
        assert_eq!(
            refused(&format!("{}e10000", "1".repeat(10_000))),
            Some(Excess::Bits)
        );
        assert_eq!(refused(&format!("1.5{}", "0".repeat(1_000_000))), None);
        assert_eq!(refused("1e-10000"), None);
    }

    #[test]
    fn results_have_a_size() {
        let meter = Meter::new(0);
        let large = Integer::Small(1)
            .shift_left(40_000, &meter)
            .expect("within the limit");
        assert_eq!(large.shift_left(40_000, &meter), Err(Excess::Bits));
        let product = large.apply(IntegerOp::Multiply, &large, &meter);
        assert_eq!(product, Err(NoResult::Excess(Excess::Bits)));
    }

    #[test]
    fn the_budget_ends() {
        let meter = Meter::new(0);
        let large = Integer::Small(1)
            .shift_left(30_000, &meter)
            .expect("within the limit");
        let mut results = (0..1_000_000).map(|_| large.apply(IntegerOp::Multiply, &large, &meter));
        assert_eq!(
            results.find_map(Result::err),
            Some(NoResult::Excess(Excess::Work))
        );
        // What is small stays free.
        assert_eq!(
            Integer::Small(2).apply(IntegerOp::Add, &Integer::Small(2), &meter),
            Ok(Integer::Small(4))
        );
    }
}
