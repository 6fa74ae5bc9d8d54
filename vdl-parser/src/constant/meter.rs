//! What the evaluation of constants may still cost: a little source text must not buy much memory or time.
//!
//! Every limit lies far beyond what people write. Small numbers and small texts are never charged, so ordinary trees do
//! not come near the totals however large they are.

use std::cell::Cell;

/// The most digits a numeric literal may have.
pub(crate) const MAX_DIGITS: usize = 10_000;
/// The largest magnitude of the exponent of a literal.
pub(crate) const MAX_EXPONENT: i64 = 10_000;
/// The most bits an exact number may have; a rational, numerator and denominator together.
pub(crate) const MAX_BITS: u64 = 1 << 16;
/// The most bytes of a string const.
pub(crate) const MAX_BYTES: usize = 1 << 26;

/// Sum of the products of operand sizes, in machine words, that one package may spend on big numbers.
const WORK: u64 = 1 << 31;
/// Sum of bytes that one package may build by copying and joining values.
const BYTES: u64 = 1 << 29;
/// Operands and copies below this size are free.
const FREE: u64 = 64;

/// Why a constant is too large to build.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
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
    /// The package spent its budget of arithmetic.
    #[error("the constants of this package take too much arithmetic")]
    Work,
    /// The package spent its budget of memory.
    #[error("the constants of this package take too much memory")]
    Memory,
}

/// The remaining budget of one package.
#[derive(Debug)]
pub(crate) struct Meter {
    work: Cell<u64>,
    bytes: Cell<u64>,
}

impl Meter {
    /// A full budget.
    pub(crate) const fn new() -> Self {
        Self { work: Cell::new(WORK), bytes: Cell::new(BYTES) }
    }

    /// Pays for arithmetic on numbers of so many bits each, about as costly as their schoolbook product.
    pub(crate) fn work(&self, left_bits: u64, right_bits: u64) -> Result<(), Excess> {
        let words = (left_bits / 64 + 1).saturating_mul(right_bits / 64 + 1);
        if words <= FREE {
            return Ok(());
        }
        pay(&self.work, words).ok_or(Excess::Work)
    }

    /// Pays for a copy of so many bytes.
    pub(crate) fn bytes(&self, count: u64) -> Result<(), Excess> {
        if count <= FREE {
            return Ok(());
        }
        pay(&self.bytes, count).ok_or(Excess::Memory)
    }
}


/// An overdrawn budget is spent: whatever is charged next fails too.
fn pay(budget: &Cell<u64>, price: u64) -> Option<()> {
    match budget.get().checked_sub(price) {
        Some(left) => {
            budget.set(left);
            Some(())
        }
        None => {
            budget.set(0);
            None
        }
    }
}
