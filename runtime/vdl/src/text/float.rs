//! Floating point numbers in decimal.

use std::fmt::Write;

use crate::kind::Kind;

/// Writes the shortest digits that denote a number among those of a kind.
///
/// The exponent form is used when the first digit is at 10^-5 or lower, or at 10^6 or higher.
pub(crate) fn write_float(value: f64, kind: Kind, out: &mut String) {
    if value.is_nan() {
        return out.push_str("NaN");
    }
    if value.is_infinite() {
        return out.push_str(if value > 0.0 { "+Inf" } else { "-Inf" });
    }
    let mut scientific = String::new();
    let written = if kind == Kind::Float32 {
        write!(scientific, "{:e}", value as f32)
    } else {
        write!(scientific, "{value:e}")
    };

    written.expect("a string takes any text");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if !(-4..6).contains(&exponent) {
        let sign = if exponent < 0 { '-' } else { '+' };
        return write!(out, "{mantissa}e{sign}{:02}", exponent.unsigned_abs())
            .expect("a string takes any text");
    }
    let digits = match mantissa.strip_prefix('-') {
        Some(digits) => {
            out.push('-');
            digits
        }
        None => mantissa,
    };
    let first = digits.get(..1).unwrap_or_default();
    let rest = digits.get(2..).unwrap_or_default();
    if exponent < 0 {
        out.push_str("0.");
        out.extend(std::iter::repeat_n(
            '0',
            exponent.unsigned_abs() as usize - 1,
        ));
        out.push_str(first);
        out.push_str(rest);
        return;
    }
    out.push_str(first);
    let whole = exponent as usize;
    if rest.len() <= whole {
        out.push_str(rest);
        out.extend(std::iter::repeat_n('0', whole - rest.len()));
    } else {
        out.push_str(&rest[..whole]);
        out.push('.');
        out.push_str(&rest[whole..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, kind: Kind, expected: &str) {
        let mut out = String::new();
        write_float(value, kind, &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn the_exponent_decides_the_form() {
        for (value, expected) in [
            (0.0, "0"),
            (-0.0, "-0"),
            (1.0, "1"),
            (-2.25, "-2.25"),
            (100.0, "100"),
            (120.5, "120.5"),
            (100_000.0, "100000"),
            (1_000_000.0, "1e+06"),
            (123_456.5, "123456.5"),
            (1_234_567.5, "1.2345675e+06"),
            (123_456_789.0, "1.23456789e+08"),
            (0.1, "0.1"),
            (0.015, "0.015"),
            (0.0001, "0.0001"),
            (0.00012, "0.00012"),
            (0.00001, "1e-05"),
            (-1e21, "-1e+21"),
            (1e100, "1e+100"),
            (5e-324, "5e-324"),
            (f64::MAX, "1.7976931348623157e+308"),
            (f64::INFINITY, "+Inf"),
            (f64::NEG_INFINITY, "-Inf"),
            (f64::NAN, "NaN"),
        ] {
            check(value, Kind::Float64, expected);
        }
    }

    #[test]
    fn the_kind_decides_the_digits() {
        let tenth = f64::from(0.1_f32);
        check(tenth, Kind::Float32, "0.1");
        check(tenth, Kind::Float64, "0.10000000149011612");
        check(f64::from(f32::MAX), Kind::Float32, "3.4028235e+38");
        check(f64::from(f32::from_bits(1)), Kind::Float32, "1e-45");
        check(16_777_216.0, Kind::Float32, "1.6777216e+07");
    }
}
