//! One line of text as Markdown that says just this.

/// The line, with what would become a link, an address or a tag made plain.
pub(super) fn escape(line: &str, is_linked: &dyn Fn(&str) -> bool) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut rest = line;
    let closed = line.matches('`').count().is_multiple_of(2);
    while let Some(ch) = rest.chars().next() {
        let after = &rest[ch.len_utf8()..];
        rest = match ch {
            '`' if closed => code(rest, &mut text),
            '`' => {
                text.push_str("\\`");
                after
            }
            '\\' => {
                // An escape by the author stays one.
                let mut chars = after.chars();
                text.push('\\');
                match chars.next() {
                    Some(next) if next.is_ascii_punctuation() => {
                        text.push(next);
                        chars.as_str()
                    }
                    Some(_) | None => {
                        text.push('\\');
                        after
                    }
                }
            }
            '[' => bracket(rest, &mut text, is_linked),
            '<' => angle(rest, &mut text),
            'h' if !text.ends_with(is_word) && address_len(rest).is_some() => {
                let len = address_len(rest).unwrap_or_default();
                // An address in the round brackets of a link is one already.
                if text.ends_with("](") {
                    text.push_str(&rest[..len]);
                } else {
                    text.extend(["<", &rest[..len], ">"]);
                }
                &rest[len..]
            }
            _ => {
                text.push(ch);
                after
            }
        };
    }
    text
}

/// Copies from a back quote to the next; there is one.
fn code<'l>(rest: &'l str, text: &mut String) -> &'l str {
    let end = rest[1..].find('`').map_or(rest.len(), |at| at + 2);
    text.push_str(&rest[..end]);
    &rest[end..]
}

/// A bracketed piece: a link with an address, a link to an item, or just text.
fn bracket<'l>(rest: &'l str, text: &mut String, is_linked: &dyn Fn(&str) -> bool) -> &'l str {
    let piece = rest.find(']').map(|end| (&rest[1..end], &rest[end + 1..]));
    match piece {
        Some((name, after)) if after.starts_with("(http") && !name.contains(['[', '<', '`']) => {
            text.extend(["[", name, "]("]);
            &after[1..]
        }
        Some((name, after)) if is_linked(name) && !after.starts_with(['(', '[', ':']) => {
            text.extend(["[`", name, "`]"]);
            after
        }
        Some(_) | None => {
            text.push_str("\\[");
            &rest[1..]
        }
    }
}

/// An angle bracket: an address, something like `List<T>`, or a mathematical sign.
fn angle<'l>(rest: &'l str, text: &mut String) -> &'l str {
    let next = rest[1..].chars().next();
    let is_tag = next.is_some_and(|ch| ch.is_ascii_alphabetic() || matches!(ch, '/' | '!' | '?'));
    let Some(end) = rest.find('>').filter(|_| is_tag) else {
        text.push_str(if is_tag { "\\<" } else { "<" });
        return &rest[1..];
    };
    let (piece, after) = rest.split_at(end + 1);
    if address_len(&piece[1..]).is_some_and(|len| len + 2 == piece.len()) {
        text.push_str(piece);
    } else if piece.contains('`') {
        text.push_str("\\<");
        return &rest[1..];
    } else {
        let word = text.trim_end_matches(is_word).len();
        // A word that was escaped on the way stays outside.
        text.insert(word, '`');
        text.push_str(piece);
        text.push('`');
    }
    after
}

/// The length of an address at the start of a text, without the marks of the sentence around it.
fn address_len(text: &str) -> Option<usize> {
    let scheme = ["http://", "https://"]
        .into_iter()
        .find(|scheme| text.starts_with(scheme))?;
    let end = text
        .find(|ch: char| {
            ch.is_whitespace() || ch.is_control() || matches!(ch, '<' | '>' | '`' | '"')
        })
        .unwrap_or(text.len());
    let address =
        text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', ')', ']', '}', '*', '_']);
    (address.len() > scheme.len()).then_some(address.len())
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}
