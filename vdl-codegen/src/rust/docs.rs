//! VDL comments as documentation of Rust items: codegen §3.21.
//!
//! VDL comments are plain text by habit. What Markdown and rustdoc would make of them is prevented: no part becomes a
//! test, a broken link, a tag of HTML or an address that is not one.

mod inline;

use proc_macro2::TokenStream;
use quote::quote;
use vdl_parser::env::Docs;

/// The attributes that document an item; `is_linked` says whether a bracketed name is an item to link to.
pub(crate) fn attributes(docs: &Docs, is_linked: &dyn Fn(&str) -> bool) -> TokenStream {
    let lines = lines(docs, is_linked);
    lines
        .iter()
        .map(|line| {
            let line = if line.is_empty() {
                String::new()
            } else {
                format!(" {line}")
            };
            quote!(#[doc = #line])
        })
        .collect()
}

/// The lines of a comment without markers, as they are.
pub(crate) fn plain(comment: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = comment.trim_matches(['\n', '\r']);
    while !rest.is_empty() {
        let start = rest.trim_start_matches([' ', '\t']);
        if let Some(block) = start.strip_prefix("/*") {
            let (block, after) = block.split_once("*/").unwrap_or((block, ""));
            lines.extend(block_lines(block));
            rest = after.trim_start_matches([' ', '\t', '\r']);
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        } else {
            let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
            lines.push(text_of(line.trim_start_matches([' ', '\t'])));
            rest = after;
        }
    }
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    lines
}

/// The text of a line comment.
fn text_of(line: &str) -> String {
    let text = line.strip_prefix("//").unwrap_or(line);
    visible(text.strip_prefix(' ').unwrap_or(text))
}

/// The lines of a block comment, without the column of stars or blanks in front of them.
fn block_lines(block: &str) -> Vec<String> {
    let mut lines: Vec<&str> = block.lines().collect();
    // The blanks of a line behind the opening mark are no indentation.
    let first = usize::from(lines.first().is_some_and(|line| !line.trim().is_empty()));
    while lines.first().is_some_and(|line| line.trim().is_empty()) {
        lines.remove(0);
    }
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    let starred = lines.len() > 1
        && lines[1..]
            .iter()
            .all(|line| line.trim_start().starts_with('*'));
    if starred {
        let text = |line: &&str| {
            let line = line.trim_start();
            let line = line.strip_prefix('*').unwrap_or(line);
            visible(line.strip_prefix(' ').unwrap_or(line))
        };
        return lines.iter().map(text).collect();
    }
    let indent = lines
        .iter()
        .skip(first)
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start_matches([' ', '\t']).len())
        .min()
        .unwrap_or(0);
    let text = |(at, line): (usize, &&str)| {
        if at < first {
            visible(line.trim_start())
        } else {
            visible(line.get(indent..).unwrap_or(""))
        }
    };
    lines.iter().enumerate().map(text).collect()
}

/// A line with blanks for tabs, none at the end, and nothing that changes how text around it is shown.
fn visible(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for ch in line.trim_end().chars() {
        match ch {
            '\t' => text.push_str("    "),
            // Marks that turn the direction of text around; the compiler refuses them.
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            ch if ch.is_control() => {}
            ch => text.push(ch),
        }
    }
    text
}

/// The documentation of an item as Markdown.
fn lines(docs: &Docs, is_linked: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut text = plain(&docs.doc);
    let suffix = plain(&docs.suffix);
    if !text.is_empty() && !suffix.is_empty() {
        text.push(String::new());
    }
    text.extend(suffix);
    markdown(&text, is_linked)
}

/// What the lines so far are part of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Text,
    /// An item of a list; indented lines go on with it.
    Item,
    /// Lines indented by four blanks, put between fences.
    Indented,
    /// Between fences that the author wrote, of so many of this character.
    Fenced(char, usize),
}

fn markdown(text: &[String], is_linked: &dyn Fn(&str) -> bool) -> Vec<String> {
    const FENCE: &str = "```";
    let mut lines: Vec<String> = Vec::with_capacity(text.len());
    let mut block = Block::Text;
    let mut blank = 0;
    for line in text {
        if let Block::Fenced(mark, width) = block {
            lines.push(line.clone());
            if fence(line).is_some_and(|(same, closing, info)| {
                same == mark && closing >= width && info.is_empty()
            }) {
                block = Block::Text;
            }
            continue;
        }
        if line.is_empty() {
            blank += 1;
            continue;
        }
        let is_indented = line.starts_with("    ") && block != Block::Item;
        if block == Block::Indented && !is_indented {
            lines.push(FENCE.to_owned());
            block = Block::Text;
        }
        lines.extend((0..std::mem::take(&mut blank)).map(|_| String::new()));
        if is_indented {
            if block != Block::Indented {
                lines.push(format!("{FENCE}text"));
                block = Block::Indented;
            }
            // A line of the text cannot end the fence.
            lines.push(line.get(4..).unwrap_or("").replace("```", "` ` `"));
        } else if let Some((mark, width, info)) = fence(line) {
            block = Block::Fenced(mark, width);
            // Without a word the block would be a test.
            lines.push(if info.is_empty() {
                format!("{line}text")
            } else {
                line.clone()
            });
        } else {
            if is_item(line) {
                block = Block::Item;
            } else if !line.starts_with(' ') {
                block = Block::Text;
            }
            lines.push(inline::escape(line, is_linked));
        }
    }
    match block {
        Block::Indented => lines.push(FENCE.to_owned()),
        Block::Fenced(mark, width) => lines.push(std::iter::repeat_n(mark, width).collect()),
        Block::Text | Block::Item => {}
    }
    lines
}

/// The character, the width and the words of a line that begins or ends a fenced block.
fn fence(line: &str) -> Option<(char, usize, &str)> {
    let text = line.trim_start();
    let mark = text.chars().next().filter(|ch| matches!(ch, '`' | '~'))?;
    let rest = text.trim_start_matches(mark);
    let width = text.len() - rest.len();
    (width >= 3 && !rest.contains('`')).then_some((mark, width, rest.trim()))
}

/// Whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let text = line.trim_start();
    let digits = text.trim_start_matches(|ch: char| ch.is_ascii_digit());
    let numbered =
        digits.len() < text.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    numbered || ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark))
}

#[cfg(test)]
mod tests;
