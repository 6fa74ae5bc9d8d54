//! Reading numbers and signs out of a text.

use super::error::ParseError;

/// What is left of a text, and where it begins.
pub(super) struct Scanner<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
        }
    }

    pub(super) fn fail(&self, expected: &'static str) -> ParseError {
        ParseError::Syntax {
            at: self.at,
            expected,
        }
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.at == self.text.len()
    }

    /// Whether a lone zero is all that is left.
    pub(super) fn is_zero(&self) -> bool {
        self.rest() == b"0"
    }

    fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    /// Steps over a text if it comes next.
    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let is_next = self.rest().starts_with(wanted.as_bytes());
        if is_next {
            self.at += wanted.len();
        }
        is_next
    }

    /// Steps over one of several bytes, which must come next.
    pub(super) fn expect(
        &mut self,
        wanted: &[u8],
        expected: &'static str,
    ) -> Result<u8, ParseError> {
        match self.rest().first() {
            Some(byte) if wanted.contains(byte) => {
                self.at += 1;
                Ok(*byte)
            }
            Some(_) | None => Err(self.fail(expected)),
        }
    }

    /// The decimal digits that come next.
    pub(super) fn digits(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let len = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += len;
        &rest[..len]
    }

    /// A number of exactly two digits, in a range.
    pub(super) fn two_digits(
        &mut self,
        range: std::ops::RangeInclusive<u8>,
        expected: &'static str,
    ) -> Result<u8, ParseError> {
        if let [tens @ b'0'..=b'9', ones @ b'0'..=b'9', ..] = self.rest() {
            let number = (tens - b'0') * 10 + (ones - b'0');
            if range.contains(&number) {
                self.at += 2;
                return Ok(number);
            }
        }
        Err(self.fail(expected))
    }
}

/// The number that decimal digits make, unless it is too large.
pub(super) fn number(digits: &[u8]) -> Option<i128> {
    digits.iter().try_fold(0_i128, |number, digit| {
        number
            .checked_mul(10)?
            .checked_add(i128::from(digit - b'0'))
    })
}

/// A fraction of a unit, if it is whole in the parts of which the unit has so many.
pub(super) fn fraction(digits: &[u8], unit: i128) -> Option<i128> {
    // No unit of time has more factors of two or five.
    const PLACES: usize = 13;

    let zeros = digits.iter().rev().take_while(|digit| **digit == b'0');
    let digits = &digits[..digits.len() - zeros.count()];
    if digits.len() > PLACES {
        return None;
    }
    let one = 10_i128.pow(digits.len() as u32);
    let parts = number(digits)? * unit;
    (parts % one == 0).then_some(parts / one)
}
