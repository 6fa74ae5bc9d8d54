//! The lengths of arrays.

use crate::ast;
use crate::compile::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

/// The length that a literal gives, unless it is out of range, which is reported.
pub(super) fn array_len(
    scope: &Scope<'_>,
    file: &ast::File,
    body: Span,
    literal: Span,
) -> Option<u64> {
    let text = file.text(literal);
    match value(text).filter(|len| i64::try_from(*len).is_ok()) {
        Some(0) => {
            let message = "the array length 0 is less than 1";
            let span = body.shrink_to_start().to(literal);
            let finding = Diagnostic::new(Code::TypeArrayLen, span, message);
            scope.report(finding.help("a list, `[]T`, may be empty"));
            None
        }
        None => {
            let message = format!(
                "the array length {} is more than {}",
                shortened(text),
                i64::MAX
            );
            scope.report(Diagnostic::new(Code::TypeArrayLen, literal, message));
            None
        }
        len => len,
    }
}

/// The value of an integer literal, unless it has more than 64 bits.
fn value(literal: &str) -> Option<u64> {
    let digits: String = literal.chars().filter(|digit| *digit != '_').collect();
    let lower = digits.to_ascii_lowercase();
    let (radix, digits) = match lower.as_bytes() {
        [b'0', b'x', ..] => (16, &lower[2..]),
        [b'0', b'b', ..] => (2, &lower[2..]),
        [b'0', b'o', ..] => (8, &lower[2..]),
        [b'0', _, ..] => (8, &lower[1..]),
        _ => (10, lower.as_str()),
    };
    u64::from_str_radix(digits, radix).ok()
}

fn shortened(text: &str) -> String {
    const ENOUGH: usize = 40;
    if text.len() <= ENOUGH {
        text.to_owned()
    } else {
        format!("{}…", text.get(..ENOUGH).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn array_lengths() {
        for (literal, len) in [
            ("0", Some(0)),
            ("010", Some(8)),
            ("0o1_0", Some(8)),
            ("0x_fF", Some(255)),
            ("0B11", Some(3)),
            ("1_000", Some(1000)),
            ("18446744073709551615", Some(u64::MAX)),
            ("18446744073709551617", None),
        ] {
            assert_eq!(value(literal), len, "{literal}");
        }
    }
}
