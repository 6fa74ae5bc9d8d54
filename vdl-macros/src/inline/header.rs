//! The first line of a package in the middle of Rust: `package "acme/geo"`.

use vdl_parser::scan::{TokenKind, scan};
use vdl_parser::source::SourceMap;

/// A package path, and the text with a header as VDL has it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) path: String,
    /// As long as before, so that offsets are the same.
    pub(super) text: String,
}

/// Reads the package path, and puts the name of the package in its place.
pub(super) fn header(text: &str) -> Result<Header, String> {
    let wanted = || String::from("begin with the path of the package: `package \"acme/geo\"`");
    let mut sources = SourceMap::new();
    let id = sources
        .add("", None, text.as_bytes().to_vec())
        .map_err(|error| error.to_string())?;
    let source = sources.source(id);
    let scan = scan(source);
    let [package, path, ..] = scan.tokens.as_slice() else {
        return Err(wanted());
    };
    if package.kind != TokenKind::Package {
        return Err(wanted());
    }
    let slice = source.slice(path.span);
    if path.kind == TokenKind::Identifier {
        // A package whose path is its name.
        return Ok(Header {
            path: slice.to_owned(),
            text: text.to_owned(),
        });
    }
    if path.kind != TokenKind::String {
        return Err(wanted());
    }
    let inner = &slice[1..slice.len() - 1];
    let is_path = inner.split('/').all(|element| {
        !element.is_empty()
            && element
                .chars()
                .all(|ch| ch.is_ascii_graphic() && ch != '\\')
    });
    if !is_path {
        return Err(format!(
            "{slice} is no package path; write elements separated by `/`, such as \"acme/geo\""
        ));
    }
    let (start, end) = (path.span.start as usize, path.span.end as usize);
    let name = format!("{:width$}", name(inner), width = end - start);
    Ok(Header {
        path: inner.to_owned(),
        text: format!("{}{name}{}", &text[..start], &text[end..]),
    })
}

/// A name for a package, which nobody sees: never longer than the path in its quotation marks, and never a keyword.
fn name(path: &str) -> String {
    let last = path.rsplit_once('/').map_or(path, |(_, last)| last);
    let mut name: String = last
        .chars()
        .map(|ch| match ch.to_ascii_lowercase() {
            ch @ ('a'..='z' | '0'..='9') => ch,
            _ => '_',
        })
        .collect();
    if !name.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        name.insert(0, 'p');
    }
    name.push('_');
    name
}

#[cfg(test)]
mod tests {
    use super::header;

    #[test]
    fn the_path_makes_way_for_the_name() {
        for (text, path, expected) in [
            (
                "package \"a/geo\"\ntype X int32",
                "a/geo",
                "package geo_   \ntype X int32",
            ),
            (
                "// Doc.\npackage \"v.IO\"; x",
                "v.IO",
                "// Doc.\npackage v_io_ ; x",
            ),
            ("package \"2nd\"\n", "2nd", "package p2nd_\n"),
            ("package \"a/type\"\n", "a/type", "package type_   \n"),
            ("package geo\n", "geo", "package geo\n"),
        ] {
            let found = header(text).expect("a header");
            assert_eq!((found.path.as_str(), found.text.as_str()), (path, expected));
        }
    }

    #[test]
    fn what_is_no_header_is_refused() {
        for (text, why) in [
            ("", "begin with"),
            ("type X int32", "begin with"),
            ("package 7", "begin with"),
            ("package \"a//b\"", "no package path"),
            ("package \"a b\"", "no package path"),
        ] {
            let found = header(text).expect_err("no header");
            assert!(found.contains(why), "{found}");
        }
    }
}
