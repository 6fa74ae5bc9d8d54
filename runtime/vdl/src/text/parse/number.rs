//! Number literals: the VDL language §2.5, with a sign in front.

use super::cursor::Cursor;
use super::error::{TextError, TextErrorKind};
use crate::kind::Kind;
use crate::types::TypeRef;
use crate::value::{Data, build};

/// Exponents beyond this make every number infinite or zero.
const MAX_EXPONENT: i64 = 1 << 32;

/// A literal without its sign.
enum Literal {
    /// Digits of a base of 2 to the power of `bits`, or 10 if that is 0.
    Integer { digits: String, bits: u32 },
    /// A decimal fraction.
    Decimal(String),
    /// Hexadecimal digits times a power of 2.
    Binary { digits: String, exponent: i64 },
}

/// Why a literal is no number of a kind.
enum Excess {
    Range,
    Fraction,
}

/// Reads a number as a value of a number type.
pub(super) fn read_number(cursor: &mut Cursor<'_>, ty: TypeRef<'_>) -> Result<Data, TextError> {
    let at = cursor.at();
    let is_negative = cursor.eat('-');
    let is_signed = is_negative || cursor.eat('+');
    let kind = ty.kind();
    if kind.is_float() {
        let infinity = if is_negative {
            f64::NEG_INFINITY
        } else {
            f64::INFINITY
        };
        if cursor.eat_word("Inf") {
            return Ok(build::float(kind, infinity));
        }
        if !is_signed && cursor.eat_word("NaN") {
            return Ok(build::float(kind, f64::NAN));
        }
    }
    let text = take_literal(cursor);
    let Some(literal) = Literal::parse(text) else {
        return Err(cursor.fail_at(at, "a number"));
    };
    let data = if kind.is_float() {
        to_float(&literal, is_negative, kind).map(|number| build::float(kind, number))
    } else {
        to_integer(&literal, is_negative)
            .and_then(|number| build::integer(kind, number).ok_or(Excess::Range))
    };
    data.map_err(|excess| {
        let number = &cursor.text()[at..cursor.at()];
        let (number, ty) = (shorten(number), ty.to_owned());
        let kind = match excess {
            Excess::Range => TextErrorKind::OutOfRange { number, ty },
            Excess::Fraction => TextErrorKind::NotWhole { number, ty },
        };
        TextError::new(at, kind)
    })
}

/// The whole number that a decimal text denotes, be it with a fraction of zeros or an exponent.
///
/// The text is known to be digits with at most one dot and at most one exponent. `Ok(None)` means that the number is too
/// large for any type.
pub(crate) fn whole_number(text: &str) -> Result<Option<i128>, NotWhole> {
    let (is_negative, text) = match text.strip_prefix('-') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent).ok_or(NotWhole)?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = format!("{whole}{fraction}");
    let significant = digits.trim_end_matches('0');
    let zeros = (digits.len() - significant.len()) as i64;
    let significant = significant.trim_start_matches('0');
    if significant.is_empty() {
        return Ok(Some(0));
    }
    let scale = exponent - fraction.len() as i64 + zeros;
    let Ok(scale) = usize::try_from(scale) else {
        return Err(NotWhole);
    };
    // The largest integers have 20 digits.
    if significant.len() + scale > 20 {
        return Ok(None);
    }
    let zeros = "0".repeat(scale);
    let number: i128 = format!("{significant}{zeros}")
        .parse()
        .expect("up to 20 digits make an i128");
    Ok(Some(if is_negative { -number } else { number }))
}

/// A number has a fraction.
#[derive(Debug)]
pub(crate) struct NotWhole;

/// Takes what looks like a number, good or bad.
fn take_literal<'x>(cursor: &mut Cursor<'x>) -> &'x str {
    let rest = cursor.rest();
    let is_hex = rest.starts_with("0x") || rest.starts_with("0X");
    let mut previous = ' ';
    let len = rest.find(|c: char| {
        let has_exponent = match previous {
            'e' | 'E' => !is_hex,
            'p' | 'P' => true,
            _ => false,
        };
        previous = c;
        !(c.is_ascii_alphanumeric()
            || matches!(c, '_' | '.')
            || matches!(c, '+' | '-') && has_exponent)
    });
    let len = len.unwrap_or(rest.len());
    cursor.skip(len);
    &rest[..len]
}

impl Literal {
    fn parse(text: &str) -> Option<Self> {
        let (bits, digits) = match text.get(..2).map(str::to_ascii_lowercase).as_deref() {
            Some("0x") => (4, &text[2..]),
            Some("0o") => (3, &text[2..]),
            Some("0b") => (1, &text[2..]),
            Some(_) | None => (0, text),
        };
        let digits = without_separators(digits, bits != 0)?;
        if bits == 4 && digits.contains(['.', 'p', 'P']) {
            return Self::parse_binary(&digits);
        }
        if bits == 0 && digits.contains(['.', 'e', 'E']) {
            let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
                Some((mantissa, exponent)) => (mantissa, Some(exponent)),
                None => (&*digits, None),
            };
            let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
            let is_valid = !(whole.is_empty() && fraction.is_empty())
                && are_digits(whole, 10)
                && are_digits(fraction, 10)
                && exponent.is_none_or(|exponent| parse_exponent(exponent).is_some());
            return is_valid.then_some(Self::Decimal(digits));
        }
        let (bits, digits) = match digits.strip_prefix('0') {
            Some(octal) if bits == 0 && !octal.is_empty() => (3, octal.to_owned()),
            Some(_) | None => (bits, digits),
        };
        let radix = if bits == 0 { 10 } else { 1 << bits };
        let is_valid = !digits.is_empty() && are_digits(&digits, radix);
        is_valid.then_some(Self::Integer { digits, bits })
    }

    fn parse_binary(digits: &str) -> Option<Self> {
        let (mantissa, exponent) = digits.split_once(['p', 'P'])?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let exponent = parse_exponent(exponent)? - 4 * fraction.len() as i64;
        let is_valid = !digits.is_empty() && are_digits(&digits, 16);
        is_valid.then_some(Self::Binary { digits, exponent })
    }
}

/// Digits without the underscores between them.
fn without_separators(digits: &str, may_start: bool) -> Option<String> {
    let mut previous = if may_start { '0' } else { ' ' };
    let mut rest = digits.chars().peekable();
    let mut out = String::with_capacity(digits.len());
    while let Some(c) = rest.next() {
        if c == '_' {
            let follows = rest.peek().is_some_and(char::is_ascii_hexdigit);
            if !(previous.is_ascii_hexdigit() && follows) {
                return None;
            }
        } else {
            out.push(c);
        }
        previous = c;
    }
    Some(out)
}

fn are_digits(text: &str, radix: u32) -> bool {
    text.chars().all(|c| c.is_digit(radix))
}

/// An exponent with or without a sign, kept within [`MAX_EXPONENT`].
fn parse_exponent(text: &str) -> Option<i64> {
    let (is_negative, digits) = match text.strip_prefix(['-', '+']) {
        Some(digits) => (text.starts_with('-'), digits),
        None => (false, text),
    };
    if digits.is_empty() || !are_digits(digits, 10) {
        return None;
    }
    // Only what is too long fails.
    let exponent = digits.parse().unwrap_or(MAX_EXPONENT).min(MAX_EXPONENT);
    Some(if is_negative { -exponent } else { exponent })
}

fn to_integer(literal: &Literal, is_negative: bool) -> Result<i128, Excess> {
    let magnitude = match literal {
        Literal::Integer { digits, bits } => {
            let radix = if *bits == 0 { 10 } else { 1 << bits };
            i128::from_str_radix(digits, radix).map_err(|_| Excess::Range)?
        }
        Literal::Decimal(text) => match whole_number(text) {
            Ok(number) => number.ok_or(Excess::Range)?,
            Err(NotWhole) => return Err(Excess::Fraction),
        },
        Literal::Binary { digits, exponent } => {
            let (mantissa, exponent, is_exact) = significant_bits(digits, 4, *exponent);
            if mantissa == 0 {
                return Ok(0);
            }
            let exponent = exponent + i64::from(mantissa.trailing_zeros());
            if exponent < 0 {
                return Err(Excess::Fraction);
            }
            let mantissa = i128::from(mantissa >> mantissa.trailing_zeros());
            if !is_exact || exponent > 64 {
                return Err(Excess::Range);
            }
            // At most 64 bits, 64 higher.
            mantissa.checked_mul(1 << exponent).ok_or(Excess::Range)?
        }
    };
    Ok(if is_negative { -magnitude } else { magnitude })
}

fn to_float(literal: &Literal, is_negative: bool, kind: Kind) -> Result<f64, Excess> {
    let (magnitude, is_zero) = match literal {
        Literal::Integer { digits, bits: 0 } => (parse_decimal(digits, kind), are_zeros(digits)),
        Literal::Decimal(text) => {
            let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
            (parse_decimal(text, kind), are_zeros(mantissa))
        }
        Literal::Integer { digits, bits } => {
            (binary_float(digits, *bits, 0, kind), are_zeros(digits))
        }
        Literal::Binary { digits, exponent } => {
            (binary_float(digits, 4, *exponent, kind), are_zeros(digits))
        }
    };
    if magnitude.is_infinite() || magnitude == 0.0 && !is_zero {
        return Err(Excess::Range);
    }
    Ok(if is_negative { -magnitude } else { magnitude })
}

fn are_zeros(digits: &str) -> bool {
    digits.chars().all(|c| matches!(c, '0' | '.'))
}

/// A decimal number rounded once.
fn parse_decimal(text: &str, kind: Kind) -> f64 {
    if kind == Kind::Float32 {
        text.parse::<f32>().map(f64::from)
    } else {
        text.parse()
    }
    .expect("the literal was checked")
}

/// The number of digits of a base of 2 to the power of `bits`, times 2 to the power of `exponent`, rounded once.
fn binary_float(digits: &str, bits: u32, exponent: i64, kind: Kind) -> f64 {
    let (mantissa, exponent, is_exact) = significant_bits(digits, bits, exponent);
    if mantissa == 0 {
        return 0.0;
    }
    let (precision, lowest) = if kind == Kind::Float32 {
        (24, -149)
    } else {
        (53, -1074)
    };
    let len = i64::from(u64::BITS - mantissa.leading_zeros());
    if exponent + len > 2000 {
        return f64::INFINITY;
    }
    if exponent + len < -2000 {
        return 0.0;
    }
    // The place of the last bit that is kept.
    let last = (exponent + len - precision).max(lowest);
    let drop = last - exponent;
    let mut kept = mantissa;
    if drop > 0 {
        let drop = u32::try_from(drop).expect("the exponent is near that of a float");
        kept = mantissa.checked_shr(drop).unwrap_or(0);
        let dropped = u128::from(mantissa) - (u128::from(kept) << drop.min(64));
        let half = 1_u128.checked_shl(drop - 1).unwrap_or(u128::MAX);
        let is_odd = kept & 1 == 1;
        if dropped > half || dropped == half && (is_odd || !is_exact) {
            kept += 1;
        }
    }
    let last = i32::try_from(last.max(exponent)).expect("the exponent is near that of a float");
    // The factors are powers of 2 in the normal range and the product is a float: nothing is rounded here.
    let number = kept as f64 * 2_f64.powi(last / 2) * 2_f64.powi(last - last / 2);
    if kind == Kind::Float32 && number > f64::from(f32::MAX) {
        return f64::INFINITY;
    }
    number
}

/// The first bits of a number as a mantissa and an exponent of 2, and whether these are all.
fn significant_bits(digits: &str, bits: u32, exponent: i64) -> (u64, i64, bool) {
    let (mut mantissa, mut exponent, mut is_exact) = (0_u64, exponent, true);
    for digit in digits.chars().filter_map(|c| c.to_digit(1 << bits)) {
        if mantissa.leading_zeros() >= bits {
            mantissa = mantissa << bits | u64::from(digit);
        } else {
            is_exact &= digit == 0;
            exponent += i64::from(bits);
        }
    }
    (mantissa, exponent, is_exact)
}

/// A number as errors show it.
fn shorten(number: &str) -> String {
    match number.get(..40) {
        Some(start) if number.len() > 40 => format!("{start}…"),
        Some(_) | None => number.to_owned(),
    }
}
