//! Documentation, which is to be harmless wherever it comes from.

generated!("docs");

use self::acme::docs::{ANSWER, Label, Link, SPEAKS_DESC, Text, Wrong};
use crate::coding::survives;

#[test]
fn documented_items_are_like_others() {
    survives(&Text::from("text"));
    survives(&Link { x: 1, y: 2, z: 3 });
    survives(&Label::Two);
    assert_eq!(ANSWER, 42);
    assert_eq!(Wrong { why: "so".to_owned() }.to_string(), "so");
}

#[test]
fn signatures_keep_comments_as_they_are() {
    assert_eq!(SPEAKS_DESC.doc, "// Speaks ``` opens a fence.");
    assert_eq!(SPEAKS_DESC.methods[0].doc, "// Say says:\n//   fn main() {}");
}

#[test]
fn nothing_in_a_comment_is_taken_for_more() {
    let text = include_str!("../../testdata/golden/docs/generated.vdl.rs");
    assert!(text.contains("/// Package docs has documentation with \\[brackets]"), "{text}");
    assert!(text.contains("<http://example.com/x>"));
    assert!(text.contains("```text"));
}
