//! Properties of exact numbers against references: `i128`, `Ratio<i128>`, and the float parser of the standard library.

use num_rational::Ratio;
use proptest::prelude::*;
use vdl::{Kind, Type, Value};

use super::float::{Rounded, Width, round, round_integer, round_literal};
use super::integer::{Integer, IntegerOp, NoResult};
use super::literal;
use super::meter::Meter;
use super::operator::{binary, unary};
use super::rational::{Rational, RationalOp};
use super::{Constant, Context};
use crate::ast::{BinaryOp, UnaryOp};
use crate::diagnostic::code::Code;

const INTEGER_OPS: [IntegerOp; 8] = [
    IntegerOp::Add,
    IntegerOp::Subtract,
    IntegerOp::Multiply,
    IntegerOp::Quotient,
    IntegerOp::Remainder,
    IntegerOp::And,
    IntegerOp::Or,
    IntegerOp::Xor,
];

const RATIONAL_OPS: [RationalOp; 4] = [
    RationalOp::Add,
    RationalOp::Subtract,
    RationalOp::Multiply,
    RationalOp::Divide,
];

const INTEGER_KINDS: [Kind; 8] = [
    Kind::Byte,
    Kind::Uint16,
    Kind::Uint32,
    Kind::Uint64,
    Kind::Int8,
    Kind::Int16,
    Kind::Int32,
    Kind::Int64,
];

/// What an operation on typed constants gives: the value as text, or the code of the mistake.
fn outcome(result: Result<Constant, super::failure::Failure>) -> Result<String, Code> {
    match result {
        Ok(Constant::Typed(value)) => Ok(value.as_i128().map_or_else(
            || format!("{:?}", value.as_f64()),
            |found| found.to_string(),
        )),
        Ok(other) => Ok(format!("{other:?}")),
        Err(failure) => Err(failure.code),
    }
}

fn rational(numerator: i64, denominator: i64) -> Rational {
    Rational::new(numerator.into(), denominator.into(), &Meter::new(0)).expect("small")
}

fn text_of(value: &Rational) -> String {
    let divisor = num_integer::Integer::gcd(value.numerator(), value.denominator());
    format!(
        "{}/{}",
        value.numerator() / &divisor,
        value.denominator() / &divisor
    )
}

proptest! {
    /// Small operands give what `i128` gives, also when they are taken through the big form.
    #[test]
    fn integer_operations(left in any::<i64>(), right in any::<i64>(), shift in 0_u32..300) {
        let meter = Meter::new(0);
        let (a, b) = (i128::from(left), i128::from(right));
        for op in INTEGER_OPS {
            let expected = match op {
                IntegerOp::Add => Some(a + b),
                IntegerOp::Subtract => Some(a - b),
                IntegerOp::Multiply => Some(a * b),
                IntegerOp::Quotient => a.checked_div(b),
                IntegerOp::Remainder => a.checked_rem(b),
                IntegerOp::And => Some(a & b),
                IntegerOp::Or => Some(a | b),
                IntegerOp::Xor => Some(a ^ b),
            };
            let expected = expected.map(Integer::Small).ok_or(NoResult::ZeroDivisor);
            prop_assert_eq!(Integer::Small(a).apply(op, &Integer::Small(b), &meter), expected.clone());
            prop_assert_eq!(Integer::Small(a).apply_big(op, &Integer::Small(b), &meter), expected);
        }
        prop_assert_eq!(Integer::Small(a).complement(), Integer::Small(-a - 1));
        let shifted = Integer::Small(a).shift_left(shift, &meter).expect("small");
        prop_assert_eq!(&shifted.shift_right(shift), &Integer::Small(a));
        prop_assert_eq!(shifted.shift_right(shift + 1), Integer::Small(a >> 1));
        prop_assert_eq!(shifted.negate().negate().cmp(&Integer::Small(0)), a.cmp(&0));
    }

    /// What overflows the small form is undone exactly.
    #[test]
    fn integer_overflow(left in any::<i128>(), right in any::<i128>()) {
        let meter = Meter::new(0);
        let (a, b) = (Integer::Small(left), Integer::Small(right));
        let sum = a.apply(IntegerOp::Add, &b, &meter).expect("small");
        prop_assert_eq!(sum.apply(IntegerOp::Subtract, &b, &meter), Ok(a.clone()));
        if right != 0 {
            let product = a.apply(IntegerOp::Multiply, &b, &meter).expect("small");
            prop_assert_eq!(product.apply(IntegerOp::Quotient, &b, &meter), Ok(a.clone()));
            prop_assert_eq!(product.apply(IntegerOp::Remainder, &b, &meter), Ok(Integer::Small(0)));
        }
        prop_assert_eq!(a.complement().complement(), a.clone());
        prop_assert_eq!(a.cmp(&b), left.cmp(&right));
    }

    #[test]
    fn rational_operations(
        left in (any::<i16>(), 1_i64..9999),
        right in (any::<i16>(), 1_i64..9999),
    ) {
        let meter = Meter::new(0);
        let (a, b) = (rational(left.0.into(), left.1), rational(right.0.into(), right.1));
        let (c, d) = (Ratio::new(i128::from(left.0), left.1.into()), Ratio::new(i128::from(right.0), right.1.into()));
        for op in RATIONAL_OPS {
            let expected = match op {
                RationalOp::Add => Some(c + d),
                RationalOp::Subtract => Some(c - d),
                RationalOp::Multiply => Some(c * d),
                RationalOp::Divide => (d != Ratio::from(0)).then(|| c / d),
            };
            let found = a.apply(op, &b, &meter);
            match expected {
                Some(expected) => {
                    let expected = format!("{}/{}", expected.numer(), expected.denom());
                    prop_assert_eq!(text_of(&found.expect("small")), expected);
                }
                None => prop_assert_eq!(found.err(), Some(NoResult::ZeroDivisor)),
            }
        }
        prop_assert_eq!(a.compare(&b, &meter), Ok(c.cmp(&d)));
        let whole = c.is_integer().then(|| Integer::Small(*c.numer()));
        prop_assert_eq!(a.to_integer(&meter), Ok(whole));
    }

    /// Floats survive the way through exact fractions.
    #[test]
    fn floats_are_exact(value in any::<f64>(), single in any::<f32>()) {
        let meter = Meter::new(0);
        if value.is_finite() {
            prop_assert_eq!(round(&Rational::from_f64(value), Width::Double, &meter), Ok(Rounded::Float(value)));
        }
        if single.is_finite() {
            let exact = Rational::from_f64(single.into());
            prop_assert_eq!(round(&exact, Width::Single, &meter), Ok(Rounded::Float(single.into())));
        }
    }

    /// Decimal literals round as the standard library rounds, over the whole range.
    #[test]
    fn decimal_literals_round(mantissa in any::<u64>(), zeros in 0_usize..40, exponent in -345_i32..300) {
        let meter = Meter::new(0);
        let text = format!("{mantissa}.{}1e{exponent}", "0".repeat(zeros));
        let exact = literal::rational(&text, &meter).expect("small");
        let expected: f64 = text.parse().expect("a number");
        match round(&exact, Width::Double, &meter).expect("small") {
            Rounded::Float(found) => prop_assert_eq!(found.to_bits(), expected.to_bits()),
            Rounded::Overflow => prop_assert!(expected >= f64::MAX),
            Rounded::Underflow => prop_assert!(expected <= f64::from_bits(1)),
        }
        for width in [Width::Single, Width::Double] {
            if let Some(found) = round_literal(&text, width) {
                prop_assert_eq!(round(&exact, width, &meter), Ok(Rounded::Float(found)));
            }
        }
    }

    /// Halfway cases, and neighbours of halfway cases, of normal and denormal floats.
    #[test]
    fn ties_go_to_even(value in 0_u64..0x7FE0_0000_0000_0000, beside in -1_i32..=1) {
        let meter = Meter::new(0);
        let (low, high) = (f64::from_bits(value), f64::from_bits(value + 1));
        let sum = Rational::from_f64(low).apply(RationalOp::Add, &Rational::from_f64(high), &meter).expect("small");
        let mut middle = sum.apply(RationalOp::Divide, &rational(2, 1), &meter).expect("small");
        let tiny = literal::rational("1e-1100", &meter).expect("small");
        let even = if value % 2 == 0 { low } else { high };
        let expected = match beside {
            -1 => low,
            0 => even,
            _ => high,
        };
        for _ in 0..beside.abs() {
            let op = if beside < 0 { RationalOp::Subtract } else { RationalOp::Add };
            middle = middle.apply(op, &tiny, &meter).expect("small");
        }
        match round(&middle, Width::Double, &meter).expect("small") {
            Rounded::Float(found) => prop_assert_eq!(found, expected),
            Rounded::Overflow => prop_assert!(false, "out of range"),
            Rounded::Underflow => prop_assert_eq!(value, 0),
        }
    }

    #[test]
    fn integers_round(value in any::<i128>(), shift in 0_u32..1000) {
        let meter = Meter::new(0);
        prop_assert_eq!(
            round_integer(&Integer::Small(value), Width::Double, &meter),
            Ok(Rounded::Float(value as f64))
        );
        let big = Integer::Small(value).shift_left(shift, &meter).expect("small");
        let expected = value as f64 * 2_f64.powi(shift as i32);
        match round_integer(&big, Width::Double, &meter) {
            Ok(Rounded::Float(found)) => prop_assert_eq!(found, expected),
            Ok(Rounded::Overflow) => prop_assert!(expected.abs() >= f64::MAX),
            Ok(Rounded::Underflow) | Err(_) => prop_assert!(false),
        }
    }

    /// Integer literals of all bases, with separators anywhere between digits.
    #[test]
    fn integer_literals(value in any::<u128>(), every in 1_usize..5) {
        let meter = Meter::new(0);
        let expected = num_bigint::BigInt::from(value).to_string();
        for (prefix, digits) in [
            ("", value.to_string()),
            ("0x", format!("{value:x}")),
            ("0X", format!("{value:X}")),
            ("0b", format!("{value:b}")),
            ("0o", format!("{value:o}")),
            ("0", format!("{value:o}")),
        ] {
            let digits: Vec<char> = digits.chars().collect();
            let pieces: Vec<String> = digits.chunks(every).map(|piece| piece.iter().collect()).collect();
            let text = format!("{prefix}{}", pieces.join("_"));
            let found = literal::integer(&text, &meter).expect("small");
            prop_assert_eq!(found.to_big().to_string(), expected.clone(), "{}", text);
        }
    }

    /// Typed integers give what `i128` gives, if that fits the type.
    #[test]
    fn typed_integer_operations(at in 0_usize..8, left in any::<i64>(), right in any::<i64>(), near in any::<bool>()) {
        let meter = Meter::new(0);
        let context = Context { package: "", meter: &meter };
        let kind = INTEGER_KINDS[at];
        let ty = Type::primitive(kind).expect("an integer kind has a type");
        let (least, most) = kind.integer_range().expect("an integer kind has a range");
        let span = most - least + 1;
        let (a, b) = (least + i128::from(left).rem_euclid(span), least + i128::from(right).rem_euclid(span));
        let b = if near { b.rem_euclid(5).max(least) } else { b };
        let typed = |value: i128| Constant::Typed(Value::integer(&ty, value).expect("in range"));
        let fit = |value: i128| if (least..=most).contains(&value) { Ok(value.to_string()) } else { Err(Code::ConstOverflow) };
        let divide = |value: Option<i128>| value.map_or(Err(Code::ConstDivZero), fit);
        for (op, expected) in [
            (BinaryOp::Add, fit(a + b)),
            (BinaryOp::Subtract, fit(a - b)),
            (BinaryOp::Multiply, a.checked_mul(b).map_or(Err(Code::ConstOverflow), fit)),
            (BinaryOp::Divide, divide(a.checked_div(b))),
            (BinaryOp::Remainder, divide(a.checked_rem(b))),
            (BinaryOp::And, fit(a & b)),
            (BinaryOp::Or, fit(a | b)),
            (BinaryOp::Xor, fit(a ^ b)),
        ] {
            prop_assert_eq!(outcome(binary(op, typed(a), typed(b), context)), expected.clone(), "{:?}", op);
            // An untyped operand on either side takes the type of the other one.
            let untyped = Constant::Integer(Integer::Small(b));
            prop_assert_eq!(outcome(binary(op, typed(a), untyped, context)), expected, "{:?}", op);
        }
        for (op, expected) in [
            (BinaryOp::ShiftLeft, fit(a << b.rem_euclid(60))),
            (BinaryOp::ShiftRight, fit(a >> b.rem_euclid(60))),
        ] {
            let count = Constant::Integer(Integer::Small(b.rem_euclid(60)));
            prop_assert_eq!(outcome(binary(op, typed(a), count, context)), expected, "{:?}", op);
        }
        let complement = if kind.is_unsigned() { most - a } else { !a };
        prop_assert_eq!(outcome(unary(UnaryOp::Complement, typed(a), context)), fit(complement));
        prop_assert_eq!(outcome(unary(UnaryOp::Minus, typed(a), context)), fit(-a));
    }

    /// Typed floats give what the processor gives: exact results, rounded once.
    #[test]
    fn typed_float_operations(a in -1e100_f64..1e100, b in -1e100_f64..1e100) {
        let meter = Meter::new(0);
        let context = Context { package: "", meter: &meter };
        let typed = |value: f64| Constant::Typed(Value::float(&Type::FLOAT64, value).expect("finite"));
        for (op, expected) in [
            (BinaryOp::Add, a + b),
            (BinaryOp::Subtract, a - b),
            (BinaryOp::Multiply, a * b),
            (BinaryOp::Divide, a / b),
        ] {
            if expected.is_finite() && (expected == 0.0 || expected.is_normal()) {
                let found = outcome(binary(op, typed(a), typed(b), context));
                prop_assert_eq!(found, Ok(format!("{:?}", Some(expected + 0.0))), "{:?}", op);
            }
        }
    }
}
