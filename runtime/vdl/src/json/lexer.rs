//! The tokens of JSON: RFC 8259.

use std::borrow::Cow;

use crate::text::TextError;
use crate::text::parse::cursor::Cursor;

/// Reads a string.
pub(super) fn read_string<'x>(cursor: &mut Cursor<'x>) -> Result<Cow<'x, str>, TextError> {
    if !cursor.eat('"') {
        return Err(cursor.fail("a string"));
    }
    let mut text = Cow::Borrowed("");
    loop {
        let plain = cursor.take_while(|c| !matches!(c, '"' | '\\' | '\0'..='\x1f'));
        if text.is_empty() {
            text = Cow::Borrowed(plain);
        } else {
            text.to_mut().push_str(plain);
        }
        let at = cursor.at();
        match cursor.next_char() {
            Some('"') => return Ok(text),
            Some('\\') => text.to_mut().push(read_escape(cursor, at)?),
            Some(_) | None => return Err(cursor.fail_at(at, "the end of the string")),
        }
    }
}

/// The end of a number at the start of a text, if there is one.
pub(super) fn number_len(text: &str) -> Option<usize> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let sign = usize::from(text.starts_with('-'));
    let whole = digits(&text[sign..]);
    if whole == 0 || whole > 1 && text[sign..].starts_with('0') {
        return None;
    }
    let mut len = sign + whole;
    if text[len..].starts_with('.') {
        let fraction = digits(&text[len + 1..]);
        if fraction == 0 {
            return None;
        }
        len += 1 + fraction;
    }
    if let Some(exponent) = text[len..].strip_prefix(['e', 'E']) {
        let sign = usize::from(exponent.starts_with(['-', '+']));
        let digits = digits(&exponent[sign..]);
        if digits == 0 {
            return None;
        }
        len += 1 + sign + digits;
    }
    Some(len)
}

fn read_escape(cursor: &mut Cursor<'_>, at: usize) -> Result<char, TextError> {
    Ok(match cursor.next_char() {
        Some(c @ ('"' | '\\' | '/')) => c,
        Some('b') => '\x08',
        Some('f') => '\x0c',
        Some('n') => '\n',
        Some('r') => '\r',
        Some('t') => '\t',
        Some('u') => {
            let unit = read_unit(cursor, at)?;
            let mut code = u32::from(unit);
            let is_pair = matches!(unit, 0xd800..=0xdbff) && cursor.rest().starts_with("\\u");
            if is_pair {
                cursor.skip(2);
                let second = read_unit(cursor, at)?;
                // Another value than that of a second half makes no character.
                code = match second {
                    0xdc00..=0xdfff => {
                        0x10000 + (code - 0xd800) * 0x400 + (u32::from(second) - 0xdc00)
                    }
                    _ => code,
                };
            }
            match char::from_u32(code) {
                Some(c) => c,
                None => return Err(cursor.fail_at(at, "the escape of a whole character")),
            }
        }
        Some(_) | None => return Err(cursor.fail_at(at, "an escape")),
    })
}

fn read_unit(cursor: &mut Cursor<'_>, at: usize) -> Result<u16, TextError> {
    let mut unit = 0;
    for _ in 0..4 {
        let digit = cursor.next_char().and_then(|c| c.to_digit(16));
        let Some(digit) = digit.and_then(|digit| u16::try_from(digit).ok()) else {
            return Err(cursor.fail_at(at, "an escape with 4 digits"));
        };
        unit = unit << 4 | digit;
    }
    Ok(unit)
}
