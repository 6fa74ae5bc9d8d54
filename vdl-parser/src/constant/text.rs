//! Constants and types in messages: short, whatever their size.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};
use vdl::{TypeRef, ValueRef, View, type_text, untyped_text};

use crate::constant::float::{Rounded, Width, round};
use crate::constant::integer::Integer;
use crate::constant::meter::Meter;
use crate::constant::rational::Rational;
use crate::constant::{Constant, Context};

/// Longer texts are cut.
const LONGEST: usize = 80;

/// A type, by its local name if it is one of `package`, else by its full name.
pub(crate) fn type_name(ty: TypeRef<'_>, package: &str) -> String {
    // Package paths are quoted in VDL text, which reads badly in a sentence.
    shorten(type_text(ty, package).replace('"', ""))
}

/// A constant's value; composites are shown as their types only.
pub(crate) fn constant(constant: &Constant, context: Context<'_>) -> String {
    match constant {
        Constant::Integer(found) => integer(found),
        Constant::Rational(found) => rational(found),
        Constant::Untyped(value) => untyped(value.as_ref(), context.package),
        Constant::Typed(value) => typed(value.as_ref(), context.package),
    }
}

/// What a constant is: an untyped integer and so on, or its type in quotes.
pub(crate) fn sort(constant: &Constant, context: Context<'_>) -> String {
    match constant {
        Constant::Integer(_) => String::from("untyped integer"),
        Constant::Rational(_) => String::from("untyped rational"),
        Constant::Untyped(value) if value.as_bool().is_some() => String::from("untyped boolean"),
        Constant::Untyped(_) => String::from("untyped string"),
        Constant::Typed(value) => format!("`{}`", type_name(value.ty().as_ref(), context.package)),
    }
}

/// A value with its type.
pub(crate) fn typed(value: ValueRef<'_>, package: &str) -> String {
    let name = type_name(value.ty(), package);
    match value.view() {
        View::Any(None) => String::from("nil"),
        View::Any(Some(held)) => format!("any({})", type_name(held.ty(), package)),
        View::Optional(None)
        | View::Bool(_)
        | View::Unsigned(_)
        | View::Signed(_)
        | View::Float(_)
        | View::String(_)
        | View::Bytes(_) => format!("{name}({})", untyped(value, package)),
        View::Enum { label, .. } => format!("{name}.{label}"),
        View::TypeObject(ty) => format!("typeobject({})", type_name(ty.as_ref(), package)),
        View::Optional(Some(_))
        | View::List(_)
        | View::Set(_)
        | View::Map(_)
        | View::Struct(_)
        | View::Union { .. } => {
            format!("{name}{{…}}")
        }
    }
}

/// A value without its type.
pub(crate) fn untyped(value: ValueRef<'_>, package: &str) -> String {
    match value.view() {
        View::String(bytes) | View::Bytes(bytes) if bytes.len() > LONGEST => {
            let head = String::from_utf8_lossy(&bytes[..LONGEST / 2]);
            format!("{head:?}… ({} bytes)", bytes.len())
        }
        View::Any(None) | View::Optional(None) => String::from("nil"),
        View::Bool(_)
        | View::Unsigned(_)
        | View::Signed(_)
        | View::Float(_)
        | View::String(_)
        | View::Bytes(_)
        | View::Enum { .. } => untyped_text(value, package),
        View::Any(Some(_))
        | View::TypeObject(_)
        | View::Optional(Some(_))
        | View::List(_)
        | View::Set(_)
        | View::Map(_)
        | View::Struct(_)
        | View::Union { .. } => typed(value, package),
    }
}

/// An integer in decimal.
pub(crate) fn integer(value: &Integer) -> String {
    match value {
        Integer::Small(small) => small.to_string(),
        Integer::Big(big) => shorten_digits(&big.to_string()),
    }
}

/// A rational, rounded if need be.
pub(crate) fn rational(value: &Rational) -> String {
    let meter = Meter::new(0);
    if let Ok(Rounded::Float(float)) = round(value, Width::Double, &meter) {
        return format!("{float:?}");
    }
    scientific(value)
}

/// Some digits and a power of ten, for what no float holds.
fn scientific(value: &Rational) -> String {
    const DIGITS: i64 = 6;
    let (numerator, denominator) = (value.numerator(), value.denominator());
    // One bit is 0.30103 decimal digits; the estimate is off by one digit at most.
    let exponent = (numerator.bits() as i64 - denominator.bits() as i64) * 30_103 / 100_000;
    let scale = DIGITS - exponent;
    let power = BigInt::from(10).pow(scale.unsigned_abs() as u32);
    let scaled = if scale >= 0 {
        numerator.abs() * power / denominator
    } else {
        numerator.abs() / (denominator * power)
    };
    let digits = scaled.to_u64().unwrap_or_default().to_string();
    let exponent = digits.len() as i64 - 1 - scale;
    let (head, rest) = digits.split_at(1);
    let rest = rest
        .get(..DIGITS as usize - 1)
        .unwrap_or(rest)
        .trim_end_matches('0');
    let sign = if numerator.is_negative() { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{head}{point}{rest}e{exponent}")
}

/// A number in decimal; a long one is written with a power of ten.
pub(crate) fn number(digits: &str) -> String {
    const LONG: usize = 25;
    match digits.parse::<f64>() {
        Ok(float) if digits.len() > LONG => format!("{float:?}"),
        Ok(_) | Err(_) => String::from(digits),
    }
}

fn shorten_digits(text: &str) -> String {
    if text.len() <= LONGEST {
        return String::from(text);
    }
    let sign = usize::from(text.starts_with('-'));
    format!("{}… ({} digits)", &text[..20 + sign], text.len() - sign)
}

/// Cuts the end of a long text.
pub(crate) fn shorten(mut text: String) -> String {
    if let Some((cut, _)) = text.char_indices().nth(LONGEST) {
        text.truncate(cut);
        text.push('…');
    }
    text
}
