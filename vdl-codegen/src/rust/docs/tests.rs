use super::{markdown, plain};

fn check(comment: &str, expected: &[&str]) {
    let is_linked = |name: &str| name == "Point";
    assert_eq!(markdown(&plain(comment), &is_linked), expected, "{comment}");
}

#[test]
fn markers_go() {
    check(
        "// One.\n//two\n//\n// three\n",
        &["One.", "two", "", "three"],
    );
    check("\t// indented\r\n\t// twice", &["indented", "twice"]);
    check("/* One. */", &["One."]);
    check("/*\n * One.\n *\n *   two\n */", &["One.", "", "  two"]);
    check("/*\n  One.\n    two\n*/", &["One.", "  two"]);
    check("/* a */ // b\n// c", &["a", "b", "c"]);
    check("// \u{202e}turned\u{2069}", &["turned"]);
    check("/* open", &["open"]);
    check("", &[]);
}

#[test]
fn indented_text_is_no_test() {
    check(
        "// Use:\n//\n//     let x = 1;\n//\n//     let y = 2;\n//\n// Then.",
        &[
            "Use:",
            "",
            "```text",
            "let x = 1;",
            "",
            "let y = 2;",
            "```",
            "",
            "Then.",
        ],
    );
    check("//\tlet x;", &["```text", "let x;", "```"]);
    check("// - item\n//       goes on", &["- item", "      goes on"]);
    check("// ```\n// x [y]\n// ```", &["```text", "x [y]", "```"]);
    check("// ```go\n// x", &["```go", "x", "```"]);
    check("// ~~~\n// ```\n// x", &["~~~text", "```", "x", "~~~"]);
}

#[test]
fn nothing_becomes_a_link_by_accident() {
    check("// [Point] and [other]", &["[`Point`] and \\[other]"]);
    check("// map[string]int, []byte", &["map\\[string]int, \\[]byte"]);
    check(
        "// [a](http://b.c/d), [e](f)",
        &["[a](http://b.c/d), \\[e](f)"],
    );
    check("// `[a]` [", &["`[a]` \\["]);
    check(
        "// see http://a.b/c?d=e. Or (https://f).",
        &["see <http://a.b/c?d=e>. Or (<https://f>)."],
    );
    check(
        "// <http://a.b> http:// xhttp://c",
        &["<http://a.b> http:// xhttp://c"],
    );
}

#[test]
fn nothing_becomes_a_tag() {
    check("// a List<T> of <b>", &["a `List<T>` of `<b>`"]);
    check("// a < b, c <- d, <<", &["a < b, c <- d, <<"]);
    check("// <!-- x", &["\\<!-- x"]);
    check("// x <table", &["x \\<table"]);
    check("// one ` quote", &["one \\` quote"]);
    check("// C:\\dir \\[x]", &["C:\\\\dir \\[x]"]);
}
