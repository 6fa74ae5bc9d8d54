//! The values of string literals.

/// The bytes that a well-formed string literal denotes; `literal` includes its quotes.
///
/// Octal and `\x` escapes are single bytes, so the value need not be UTF-8. Raw literals drop carriage returns.
#[must_use]
pub fn string_value(literal: &str) -> Vec<u8> {
    let inner = literal
        .get(1..literal.len().saturating_sub(1))
        .unwrap_or_default()
        .as_bytes();
    if literal.starts_with('`') {
        return inner
            .iter()
            .copied()
            .filter(|byte| *byte != b'\r')
            .collect();
    }
    let mut value = Vec::with_capacity(inner.len());
    let mut rest = inner;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        value.extend_from_slice(&rest[..at]);
        rest = &rest[at..];
        let length = match escape(rest) {
            Escape::Byte(byte, length) => {
                value.push(byte);
                length
            }
            Escape::Char(ch, length) => {
                value.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes());
                length
            }
            Escape::Bad(length) => length.min(rest.len()),
        };
        rest = &rest[length..];
    }
    value.extend_from_slice(rest);
    value
}

/// What a backslash and the bytes after it mean; the number is the length of the sequence.
pub(super) enum Escape {
    Byte(u8, usize),
    Char(char, usize),
    Bad(usize),
}

pub(super) fn escape(bytes: &[u8]) -> Escape {
    let byte = |value| Escape::Byte(value, 2);
    match bytes.get(1) {
        Some(b'a') => byte(7),
        Some(b'b') => byte(8),
        Some(b'f') => byte(12),
        Some(b'n') => byte(b'\n'),
        Some(b'r') => byte(b'\r'),
        Some(b't') => byte(b'\t'),
        Some(b'v') => byte(11),
        Some(b'\\') => byte(b'\\'),
        Some(b'"') => byte(b'"'),
        Some(b'0'..=b'7') => match digits(bytes, 1, 3, 8) {
            (Some(value), 3) => {
                u8::try_from(value).map_or(Escape::Bad(4), |value| Escape::Byte(value, 4))
            }
            (_, found) => Escape::Bad(1 + found),
        },
        Some(b'x') => match digits(bytes, 2, 2, 16) {
            (Some(value), 2) => {
                u8::try_from(value).map_or(Escape::Bad(4), |value| Escape::Byte(value, 4))
            }
            (_, found) => Escape::Bad(2 + found),
        },
        Some(b'u') => unicode(bytes, 4),
        Some(b'U') => unicode(bytes, 8),
        // A newline or the end of the text is for the caller to complain about.
        Some(b'\n') | None => Escape::Bad(1),
        Some(_) => Escape::Bad(2),
    }
}

fn unicode(bytes: &[u8], length: usize) -> Escape {
    match digits(bytes, 2, length, 16) {
        (Some(value), found) if found == length => {
            char::from_u32(value).map_or(Escape::Bad(2 + length), |ch| Escape::Char(ch, 2 + length))
        }
        (_, found) => Escape::Bad(2 + found),
    }
}

/// Up to `most` digits from `start`: their value and how many there are.
fn digits(bytes: &[u8], start: usize, most: usize, radix: u32) -> (Option<u32>, usize) {
    let mut value = Some(0_u32);
    let mut found = 0;
    while found < most {
        let Some(digit) = bytes
            .get(start + found)
            .and_then(|byte| char::from(*byte).to_digit(radix))
        else {
            break;
        };
        value = value
            .and_then(|value| value.checked_mul(radix))
            .and_then(|value| value.checked_add(digit));
        found += 1;
    }
    (value, found)
}

#[cfg(test)]
mod tests {
    use super::string_value;

    #[test]
    fn decodes_every_escape() {
        assert_eq!(
            string_value(r#""a\n\x00\377\u00e9\U0001F600\"""#),
            b"a\n\x00\xff\xc3\xa9\xf0\x9f\x98\x80\""
        );
        assert_eq!(string_value("`a\\n\r\n`"), b"a\\n\n");
        assert_eq!(string_value("\"\""), b"");
    }
}
