//! String literals: the VDL language §2.5.

use super::cursor::Cursor;
use super::error::TextError;

/// Reads a string literal in double or back quotes; the bytes need not be UTF-8.
pub(super) fn read_string(cursor: &mut Cursor<'_>) -> Result<Vec<u8>, TextError> {
    if cursor.eat('`') {
        return read_raw(cursor);
    }
    if !cursor.eat('"') {
        return Err(cursor.fail("a string"));
    }
    let mut bytes = Vec::new();
    loop {
        let plain = cursor.take_while(|c| !matches!(c, '"' | '\\' | '\n'));
        bytes.extend_from_slice(plain.as_bytes());
        let at = cursor.at();
        match cursor.next_char() {
            Some('"') => return Ok(bytes),
            Some('\\') => read_escape(cursor, at, &mut bytes)?,
            Some(_) | None => return Err(cursor.fail_at(at, "the end of the string")),
        }
    }
}

/// The text of a string literal in double quotes at the start of `text`, without quotes and with escapes as they are,
/// and what follows it.
pub(super) fn split_quoted(text: &str) -> Option<(&str, &str)> {
    let inside = text.strip_prefix('"')?;
    let mut is_escaped = false;
    let end = inside.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })?;
    Some((&inside[..end], &inside[end + 1..]))
}

fn read_raw(cursor: &mut Cursor<'_>) -> Result<Vec<u8>, TextError> {
    let text = cursor.take_while(|c| c != '`');
    if !cursor.eat('`') {
        return Err(cursor.fail("the end of the string"));
    }
    Ok(text.bytes().filter(|byte| *byte != b'\r').collect())
}

fn read_escape(cursor: &mut Cursor<'_>, at: usize, bytes: &mut Vec<u8>) -> Result<(), TextError> {
    let letter = cursor.peek();
    let simple = match letter {
        Some('a') => 0x07,
        Some('b') => 0x08,
        Some('f') => 0x0c,
        Some('n') => b'\n',
        Some('r') => b'\r',
        Some('t') => b'\t',
        Some('v') => 0x0b,
        Some('\\') => b'\\',
        Some('"') => b'"',
        Some('0'..='7') => {
            let value = read_digits(cursor, at, 3, 8)?;
            let Ok(byte) = u8::try_from(value) else {
                return Err(cursor.fail_at(at, "an octal escape up to \\377"));
            };
            bytes.push(byte);
            return Ok(());
        }
        Some('x') => {
            cursor.next_char();
            let value = read_digits(cursor, at, 2, 16)?;
            bytes.push(u8::try_from(value).expect("two digits make a byte"));
            return Ok(());
        }
        Some(letter @ ('u' | 'U')) => {
            cursor.next_char();
            let value = read_digits(cursor, at, if letter == 'u' { 4 } else { 8 }, 16)?;
            let Some(c) = char::from_u32(value) else {
                return Err(cursor.fail_at(at, "the escape of a character"));
            };
            bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
            return Ok(());
        }
        Some(_) | None => return Err(cursor.fail_at(at, "an escape")),
    };
    cursor.next_char();
    bytes.push(simple);
    Ok(())
}

/// Reads up to eight digits.
fn read_digits(
    cursor: &mut Cursor<'_>,
    at: usize,
    count: u32,
    radix: u32,
) -> Result<u32, TextError> {
    let mut value = 0;
    for _ in 0..count {
        let digit = cursor.peek().and_then(|c| c.to_digit(radix));
        let Some(digit) = digit else {
            return Err(cursor.fail_at(at, format!("an escape with {count} digits")));
        };
        cursor.next_char();
        value = value * radix + digit;
    }
    Ok(value)
}
