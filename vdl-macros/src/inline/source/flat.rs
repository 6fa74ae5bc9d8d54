//! Tokens without their groups, as a text has them.

use std::ops::Range;

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

/// A token, or one half of a pair of brackets.
#[derive(Debug)]
pub(super) struct Flat {
    /// How it is written; empty for documentation, whose text is known to the source alone.
    pub(super) written: String,
    pub(super) span: Span,
    /// The text of documentation.
    doc: Option<String>,
    /// Whether it belongs to the token after it.
    is_joint: bool,
}

impl Flat {
    fn new(written: impl Into<String>, span: Span) -> Self {
        Self {
            written: written.into(),
            span,
            doc: None,
            is_joint: false,
        }
    }
}

/// The tokens in the order of the text. Rust nests tokens no deeper than its own parser goes.
pub(super) fn flatten(tokens: TokenStream) -> Vec<Flat> {
    let mut flat = Vec::new();
    add(tokens, &mut flat);
    flat
}

fn add(tokens: TokenStream, flat: &mut Vec<Flat>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if let Some(TokenTree::Punct(bang)) = tokens.peek()
                    && bang.as_char() == '!'
                {
                    tokens.next();
                }
                let doc = tokens.peek().and_then(doc);
                if doc.is_some() {
                    tokens.next();
                }
                flat.push(Flat {
                    doc,
                    ..Flat::new("", punct.span())
                });
            }
            TokenTree::Punct(punct) => flat.push(Flat {
                is_joint: punct.spacing() == proc_macro2::Spacing::Joint,
                ..Flat::new(punct.as_char(), punct.span())
            }),
            TokenTree::Ident(ident) => flat.push(Flat::new(ident.to_string(), ident.span())),
            TokenTree::Literal(literal) => {
                flat.push(Flat::new(literal.to_string(), literal.span()));
            }
            TokenTree::Group(group) => add_group(&group, flat),
        }
    }
}

fn add_group(group: &Group, flat: &mut Vec<Flat>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => return add(group.stream(), flat),
    };
    flat.push(Flat::new(open, group.span_open()));
    add(group.stream(), flat);
    flat.push(Flat::new(close, group.span_close()));
}

/// The text of a comment that the compiler takes for documentation.
fn doc(token: &TokenTree) -> Option<String> {
    let TokenTree::Group(group) = token else {
        return None;
    };
    let mut inside = group.stream().into_iter();
    let (Some(TokenTree::Ident(name)), Some(TokenTree::Punct(_)), Some(text)) =
        (inside.next(), inside.next(), inside.next())
    else {
        return None;
    };
    let text: syn::LitStr = syn::parse2(text.into()).ok()?;
    (name == "doc").then(|| text.value())
}

/// A text from tokens, with the line breaks that there were, and the places of the tokens.
pub(super) fn put_together(flat: &[Flat]) -> (String, Vec<Range<usize>>) {
    let mut text = String::new();
    let mut places = Vec::with_capacity(flat.len());
    let mut line = None;
    let mut is_joint = true;
    for token in flat {
        let (start, end) = (token.span.unwrap().start(), token.span.unwrap().end());
        if line.is_some_and(|line| line < start.line()) {
            text.push('\n');
        } else if !is_joint {
            text.push(' ');
        }
        let at = text.len();
        text.push_str(&token.written);
        for comment in token.doc.iter().flat_map(|doc| doc.lines()) {
            text.push_str("//");
            text.push_str(comment);
            text.push('\n');
        }
        places.push(at..text.len());
        line = Some(end.line());
        is_joint = token.is_joint;
    }
    (text, places)
}
