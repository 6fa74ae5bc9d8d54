//! The values of numeric literals (`vdl-language` §2.5). Their texts are known to be well formed.

use num_bigint::{BigInt, Sign};
use num_traits::One;

use crate::constant::integer::Integer;
use crate::constant::meter::{Excess, MAX_BITS, MAX_DIGITS, MAX_EXPONENT, Meter};
use crate::constant::rational::Rational;

/// The value of an integer literal.
pub(crate) fn integer(text: &str, meter: &Meter) -> Result<Integer, Excess> {
    let bytes = text.as_bytes();
    let (radix, digits) = match bytes {
        [b'0', b'x' | b'X', rest @ ..] => (16, rest),
        [b'0', b'o' | b'O', rest @ ..] => (8, rest),
        [b'0', b'b' | b'B', rest @ ..] => (2, rest),
        [b'0', rest @ ..] => (8, rest),
        _ => (10, bytes),
    };
    // Sixteen digits of any base fit a word.
    if digits.len() <= 16 {
        let value = digits
            .iter()
            .filter_map(|byte| digit(*byte))
            .fold(0, |value, digit| value * radix + u64::from(digit));
        return Ok(Integer::Small(i128::from(value)));
    }
    magnitude(digits.iter().copied(), radix as u32, meter)
}

/// The value of a rational literal.
pub(crate) fn rational(text: &str, meter: &Meter) -> Result<Rational, Excess> {
    match text.as_bytes() {
        [b'0', b'x' | b'X', rest @ ..] => {
            let (mantissa, exponent, fraction) = split(rest, b'p')?;
            let exponent = exponent - 4 * fraction;
            let mantissa = magnitude(mantissa, 16, meter)?;
            scale(mantissa, &BigInt::from(2), exponent, meter)
        }
        rest => {
            let (mantissa, exponent, fraction) = split(rest, b'e')?;
            let mantissa = magnitude(mantissa, 10, meter)?;
            scale(mantissa, &BigInt::from(10), exponent - fraction, meter)
        }
    }
}

/// Digits of the mantissa without the point, the exponent, and how many of the digits came after the point.
fn split(text: &[u8], mark: u8) -> Result<(impl Iterator<Item = u8> + Clone, i64, i64), Excess> {
    let at = text
        .iter()
        .position(|byte| byte.eq_ignore_ascii_case(&mark));
    let (mantissa, exponent) = at.map_or((text, &[][..]), |at| (&text[..at], &text[at + 1..]));
    let negative = exponent.first() == Some(&b'-');
    let mut value = 0_i64;
    for digit in exponent.iter().filter_map(|byte| digit(*byte)) {
        value = value * 10 + i64::from(digit);
        if value > MAX_EXPONENT {
            return Err(Excess::Exponent);
        }
    }
    let point = mantissa
        .iter()
        .position(|byte| *byte == b'.')
        .unwrap_or(mantissa.len());
    // Zeros at the end of the fraction say nothing.
    let last = mantissa
        .iter()
        .rposition(|byte| !matches!(byte, b'0' | b'_'))
        .unwrap_or(0)
        .max(point);
    let mantissa = &mantissa[..mantissa.len().min(last + 1)];
    let fraction = mantissa[point.min(mantissa.len())..]
        .iter()
        .filter(|byte| digit(**byte).is_some())
        .count();
    if fraction > MAX_DIGITS {
        return Err(Excess::Digits);
    }
    Ok((
        mantissa.iter().copied(),
        if negative { -value } else { value },
        fraction as i64,
    ))
}

/// The value of some digits; what is not a digit is skipped.
fn magnitude(
    bytes: impl Iterator<Item = u8> + Clone,
    radix: u32,
    meter: &Meter,
) -> Result<Integer, Excess> {
    // So many digits of any base fit the small form.
    const SMALL: usize = 31;
    let mut small = 0_i128;
    let mut count = 0;
    let digits = bytes.filter_map(digit).skip_while(|digit| *digit == 0);
    for digit in digits.clone().take(MAX_DIGITS + 1) {
        count += 1;
        if count <= SMALL {
            small = small * i128::from(radix) + i128::from(digit);
        }
    }
    if count <= SMALL {
        return Ok(Integer::Small(small));
    }
    if count > MAX_DIGITS {
        return Err(Excess::Digits);
    }
    meter.work(count as u64 * 4, count as u64 * 4)?;
    let digits: Vec<u8> = digits.collect();
    Ok(Integer::from_big(
        BigInt::from_radix_be(Sign::Plus, &digits, radix).unwrap_or_default(),
    ))
}

/// A mantissa times a power of a base.
fn scale(
    mantissa: Integer,
    base: &BigInt,
    exponent: i64,
    meter: &Meter,
) -> Result<Rational, Excess> {
    if mantissa.is_zero() {
        return Ok(Rational::whole(&Integer::Small(0)));
    }
    let magnitude = exponent.unsigned_abs();
    let bits = magnitude * (base.bits() - 1);
    if bits > MAX_BITS {
        return Err(Excess::Bits);
    }
    meter.work(bits, bits)?;
    let power = if base.bits() == 2 {
        BigInt::one() << magnitude
    } else {
        base.pow(magnitude as u32)
    };
    let mantissa = mantissa.to_big();
    if exponent >= 0 {
        Rational::new(mantissa * power, BigInt::one(), meter)
    } else {
        Rational::new(mantissa, power, meter)
    }
}

const fn digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}
