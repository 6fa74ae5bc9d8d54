//! The module path of a `go.mod` file, the only line of it that matters here (`vdl-language` §11).

/// The module path, if the text has a `module` line with one.
pub(super) fn module_path(text: &str) -> Option<String> {
    text.lines().find_map(module_of_line)
}

fn module_of_line(line: &str) -> Option<String> {
    let line = line.split("//").next().unwrap_or_default().trim();
    let rest = line.strip_prefix("module")?;
    if !rest.starts_with(char::is_whitespace) {
        return None;
    }
    let path = unquote(rest.trim()).trim_matches('/');
    (!path.is_empty()).then(|| String::from(path))
}

fn unquote(text: &str) -> &str {
    ['"', '`']
        .into_iter()
        .find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote))
        .unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::module_path;

    #[test]
    fn reads_the_module_line() {
        for (text, path) in [
            ("module v.io\n\ngo 1.20\n", Some("v.io")),
            ("// comment\n\n  module  \"a/b\"  // why\n", Some("a/b")),
            ("module `a.b/c`\r\n", Some("a.b/c")),
            ("modules x\nmodule y", Some("y")),
            ("go 1.20\n", None),
            ("module\n", None),
            ("// module x\n", None),
            ("", None),
        ] {
            assert_eq!(module_path(text).as_deref(), path, "{text:?}");
        }
    }
}
