//! Quoted strings.

/// Writes bytes in double quotes, printable text as it is and everything else escaped.
///
/// Letters, marks, numbers, punctuation, symbols and the ASCII space are printable.
pub(super) fn write_quoted(bytes: &[u8], out: &mut String) {
    out.reserve(bytes.len() + 2);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            write_escaped(c, out);
        }
        for byte in chunk.invalid() {
            push_hex("\\x", 2, u32::from(*byte), out);
        }
    }
    out.push('"');
}

fn write_escaped(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        ' '..='~' => out.push(c),
        '\x07' => out.push_str("\\a"),
        '\x08' => out.push_str("\\b"),
        '\x0c' => out.push_str("\\f"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\x0b' => out.push_str("\\v"),
        '\0'..='\x7f' => push_hex("\\x", 2, u32::from(c), out),
        _ if is_printable(c) => out.push(c),
        '\u{80}'..='\u{ffff}' => push_hex("\\u", 4, u32::from(c), out),
        '\u{10000}'.. => push_hex("\\U", 8, u32::from(c), out),
    }
}

/// Whether a character beyond ASCII is a letter, mark, number, punctuation or symbol.
///
/// The standard library knows this but tells it only by leaving such characters alone when it escapes a string, other
/// than at the start of the string, where it also escapes marks.
fn is_printable(c: char) -> bool {
    let mut buffer = [b'a'; 5];
    let len = c.encode_utf8(&mut buffer[1..]).len();
    let text = std::str::from_utf8(&buffer[..=len]).unwrap_or_default();
    text.escape_debug().nth(1) == Some(c)
}

fn push_hex(prefix: &str, digits: u32, value: u32, out: &mut String) {
    out.push_str(prefix);
    for digit in (0..digits).rev() {
        let nibble = (value >> (4 * digit)) & 0xf;
        out.push(char::from_digit(nibble, 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: impl AsRef<[u8]>, expected: &str) {
        let mut out = String::new();
        write_quoted(input.as_ref(), &mut out);
        assert_eq!(out, expected);
    }

    #[test]
    fn ascii() {
        check("", r#""""#);
        check(" a~'\"\\", r#"" a~'\"\\""#);
        check("\x07\x08\x0c\n\r\t\x0b", r#""\a\b\f\n\r\t\v""#);
        check("\0\x1f\x7f", r#""\x00\x1f\x7f""#);
    }

    #[test]
    fn printable_characters_stay() {
        for text in [
            "é", "世", "本", "ß", "δύο", "🦀", "☃", "e\u{301}", "\u{301}", "٣", "€", "«",
            "\u{fffd}", "ﷺ", "𝒳",
        ] {
            check(text, &format!("\"{text}\""));
        }
    }

    #[test]
    fn other_characters_are_escaped() {
        for (text, escaped) in [
            ("\u{80}", r"\u0080"),
            ("\u{85}", r"\u0085"),
            ("\u{a0}", r"\u00a0"),
            ("\u{ad}", r"\u00ad"),
            ("\u{378}", r"\u0378"),
            ("\u{2003}", r"\u2003"),
            ("\u{200b}", r"\u200b"),
            ("\u{2028}", r"\u2028"),
            ("\u{3000}", r"\u3000"),
            ("\u{e000}", r"\ue000"),
            ("\u{feff}", r"\ufeff"),
            ("\u{ffff}", r"\uffff"),
            ("\u{e0001}", r"\U000e0001"),
            ("\u{10ffff}", r"\U0010ffff"),
        ] {
            check(text, &format!("\"{escaped}\""));
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_escaped_one_by_one() {
        check(b"a\xff\xfeb", r#""a\xff\xfeb""#);
        check(b"\xed\xa0\x80", r#""\xed\xa0\x80""#);
        check(b"\xe2\x82A", r#""\xe2\x82A""#);
    }
}
