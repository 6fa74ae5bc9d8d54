//! Just enough of a JSON writer: compact objects whose members are written in the order of the calls.

use std::fmt::Write as _;

/// The text of an object whose members a closure writes.
pub(super) fn object(members: impl FnOnce(&mut Object<'_>)) -> String {
    let mut out = String::new();
    write_object(&mut out, members);
    out
}

fn write_object(out: &mut String, members: impl FnOnce(&mut Object<'_>)) {
    out.push('{');
    members(&mut Object { out, empty: true });
    out.push('}');
}

/// An object under construction.
pub(super) struct Object<'o> {
    out: &'o mut String,
    empty: bool,
}

impl Object<'_> {
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.name(name);
        write_text(self.out, value);
    }

    pub(super) fn text_unless_empty(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.text(name, value);
        }
    }

    pub(super) fn text_or_null(&mut self, name: &str, value: Option<&str>) {
        match value {
            Some(value) => self.text(name, value),
            None => {
                self.name(name);
                self.out.push_str("null");
            }
        }
    }

    pub(super) fn number(&mut self, name: &str, value: u32) {
        self.name(name);
        // Writing to a string cannot fail.
        let _ = write!(self.out, "{value}");
    }

    pub(super) fn truth(&mut self, name: &str, value: bool) {
        self.name(name);
        self.out.push_str(if value { "true" } else { "false" });
    }

    pub(super) fn texts<'t>(&mut self, name: &str, values: impl Iterator<Item = &'t str>) {
        self.array(name, values, write_text);
    }

    /// Writes the member unless all texts are empty.
    pub(super) fn texts_unless_empty<'t>(
        &mut self,
        name: &str,
        values: impl Iterator<Item = &'t str> + Clone,
    ) {
        if values.clone().any(|value| !value.is_empty()) {
            self.texts(name, values);
        }
    }

    pub(super) fn objects<T>(
        &mut self,
        name: &str,
        items: &[T],
        members: impl Fn(&mut Object<'_>, &T),
    ) {
        self.array(name, items.iter(), |out, item| {
            write_object(out, |object| members(object, item))
        });
    }

    fn array<T>(
        &mut self,
        name: &str,
        items: impl Iterator<Item = T>,
        write: impl Fn(&mut String, T),
    ) {
        self.name(name);
        self.out.push('[');
        for (at, item) in items.enumerate() {
            if at > 0 {
                self.out.push(',');
            }
            write(self.out, item);
        }
        self.out.push(']');
    }

    fn name(&mut self, name: &str) {
        if !std::mem::take(&mut self.empty) {
            self.out.push(',');
        }
        write_text(self.out, name);
        self.out.push(':');
    }
}

fn write_text(out: &mut String, text: &str) {
    out.reserve(text.len() + 2);
    out.push('"');
    let mut rest = text;
    while let Some(at) = rest.find(|ch: char| ch < ' ' || ch == '"' || ch == '\\') {
        out.push_str(&rest[..at]);
        let byte = rest.as_bytes()[at];
        match byte {
            b'"' => out.push_str("\\\""),
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            _ => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{byte:04x}");
            }
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::object;

    #[test]
    fn texts_are_escaped() {
        let text = object(|object| {
            object.text("a\"b", "\\ \n\u{1} é\u{2028}");
            object.objects("c", &[1, 2], |object, item| object.number("d", *item));
            object.text_or_null("e", None);
        });
        assert_eq!(
            text,
            "{\"a\\\"b\":\"\\\\ \\n\\u0001 é\u{2028}\",\"c\":[{\"d\":1},{\"d\":2}],\"e\":null}"
        );
    }
}
