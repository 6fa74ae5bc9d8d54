//! Scanning of numbers: every form of `vdl-language` §2.5, and what is wrong with the malformed ones.

use super::{Scanner, TokenKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Binary,
    Octal,
    Decimal,
    Hexadecimal,
}

impl Base {
    const fn describe(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Octal => "octal",
            Self::Decimal => "decimal",
            Self::Hexadecimal => "hexadecimal",
        }
    }

    const fn takes(self, digit: u8) -> bool {
        match self {
            Self::Binary => matches!(digit, b'0' | b'1'),
            Self::Octal => matches!(digit, b'0'..=b'7'),
            Self::Decimal => digit.is_ascii_digit(),
            Self::Hexadecimal => digit.is_ascii_hexdigit(),
        }
    }
}

impl Scanner<'_> {
    /// Scans the number that starts here.
    pub(super) fn number(&mut self) -> Result<TokenKind, Box<Diagnostic>> {
        let start = self.at;
        let base = match (self.bytes[start], self.bytes.get(start + 1)) {
            (b'0', Some(b'x' | b'X')) => Base::Hexadecimal,
            (b'0', Some(b'o' | b'O')) => Base::Octal,
            (b'0', Some(b'b' | b'B')) => Base::Binary,
            _ => Base::Decimal,
        };
        let prefix = if base == Base::Decimal { 0 } else { 2 };
        self.at += prefix;
        let digits = self.digits(base);
        let mut problem = None;
        let mut rational = false;
        let mut any_digit = digits.count > 0;
        if self.bytes.get(self.at) == Some(&b'.') {
            if matches!(base, Base::Binary | Base::Octal) {
                problem = Some(format!("a {} number has no fraction", base.describe()));
            }
            rational = true;
            self.at += 1;
            let fraction = self.digits(base);
            any_digit |= fraction.count > 0;
            if fraction.leading_separator || fraction.separators_wrong {
                problem.get_or_insert_with(|| SEPARATOR_RULE.to_owned());
            }
        }
        if base != Base::Decimal && !any_digit {
            problem.get_or_insert_with(|| {
                format!("a {} number needs digits after its prefix", base.describe())
            });
        }
        if digits.separators_wrong || (prefix == 0 && digits.leading_separator) {
            problem.get_or_insert_with(|| SEPARATOR_RULE.to_owned());
        }
        let exponent = self.exponent(base, &mut problem);
        if base == Base::Hexadecimal && rational && !exponent {
            problem.get_or_insert_with(|| {
                "a hexadecimal fraction needs a binary exponent such as `p0`".to_owned()
            });
        }
        rational |= exponent;
        if !rational {
            let text = &self.bytes[start..self.at];
            let octal =
                base == Base::Octal || (base == Base::Decimal && text.len() > 1 && text[0] == b'0');
            let real = if octal { Base::Octal } else { base };
            if let Some(digit) = text[prefix..]
                .iter()
                .find(|byte| **byte != b'_' && !real.takes(**byte))
            {
                problem.get_or_insert_with(|| {
                    format!(
                        "`{}` is not a digit of {} number",
                        *digit as char,
                        real.article()
                    )
                });
            }
        }
        match problem {
            None => Ok(if rational {
                TokenKind::Rational
            } else {
                TokenKind::Integer
            }),
            Some(problem) => Err(self.bad_number(start, &problem)),
        }
    }

    fn digits(&mut self, base: Base) -> Digits {
        let start = self.at;
        let mut count = 0;
        let mut separators_wrong = false;
        let mut last = 0;
        while let Some(&byte) = self.bytes.get(self.at) {
            // Digits outside the base belong to the number, so that the message can name the whole.
            let digit = if base == Base::Hexadecimal {
                byte.is_ascii_hexdigit()
            } else {
                byte.is_ascii_digit()
            };
            if !digit && byte != b'_' {
                break;
            }
            count += usize::from(digit);
            separators_wrong |= byte == b'_' && last == b'_';
            last = byte;
            self.at += 1;
        }
        Digits {
            count,
            separators_wrong: separators_wrong || last == b'_',
            leading_separator: self.bytes.get(start) == Some(&b'_'),
        }
    }

    /// Scans an exponent if one follows.
    fn exponent(&mut self, base: Base, problem: &mut Option<String>) -> bool {
        let Some(&letter @ (b'e' | b'E' | b'p' | b'P')) = self.bytes.get(self.at) else {
            return false;
        };
        let binary = matches!(letter, b'p' | b'P');
        self.at += 1;
        if matches!(self.bytes.get(self.at), Some(b'+' | b'-')) {
            self.at += 1;
        }
        let digits = self.digits(Base::Decimal);
        if binary != (base == Base::Hexadecimal) {
            let wanted = if binary {
                "`e` is the exponent of a decimal number"
            } else {
                "only a decimal number has an `e` exponent"
            };
            problem.get_or_insert_with(|| wanted.to_owned());
        } else if digits.count == 0 {
            problem.get_or_insert_with(|| "the exponent has no digits".to_owned());
        } else if digits.separators_wrong || digits.leading_separator {
            problem.get_or_insert_with(|| SEPARATOR_RULE.to_owned());
        }
        true
    }

    fn bad_number(&self, start: usize, problem: &str) -> Box<Diagnostic> {
        let text: String = self.text[start..self.at].chars().take(40).collect();
        let dots = if self.at - start > 40 { "…" } else { "" };
        Diagnostic::new(
            Code::LexBadNumber,
            self.span(start, self.at),
            format!("malformed number `{text}{dots}`: {problem}"),
        )
        .label(problem)
        .into()
    }
}

impl Base {
    const fn article(self) -> &'static str {
        match self {
            Self::Binary => "a binary",
            Self::Octal => "an octal",
            Self::Decimal => "a decimal",
            Self::Hexadecimal => "a hexadecimal",
        }
    }
}

struct Digits {
    count: usize,
    separators_wrong: bool,
    leading_separator: bool,
}

const SEPARATOR_RULE: &str = "the separator `_` stands between two digits";
