//! VDL among Rust tokens, or in a literal, as text: with comments and line breaks, which tokens do not have.
//!
//! The compiler knows the text of the whole invocation, and where in it each token stands. Where it does not, as in what
//! other macros made, the text is put together from the tokens.

mod flat;

use std::ops::Range;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::LitStr;

use self::flat::{Flat, flatten};
use crate::options::Settings;

/// The text, and where it comes from.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) text: String,
    pub(super) settings: Settings,
    /// The tokens by their place in the text.
    tokens: Vec<(Range<usize>, Span)>,
    /// What stands for all of it.
    start: Span,
    /// The text may be other than what was written.
    is_guess: bool,
}

impl Source {
    /// The text of what is between the brackets of an invocation.
    pub(super) fn new(input: TokenStream) -> syn::Result<Self> {
        if let Some(literal) = literal(&input) {
            return Self::literal(input, &literal);
        }
        let call = Span::call_site();
        let (settings, rest) = settings(input)?;
        let flat = flatten(rest);
        let start = flat.first().map_or(call, |token| token.span);
        let (text, places, is_guess) = match written(&flat, call) {
            Some((text, places)) => (text, places, false),
            None => {
                let (text, places) = flat::put_together(&flat);
                (text, places, true)
            }
        };
        let spans = flat.iter().map(|token| token.span);
        Ok(Self {
            text,
            settings,
            tokens: places.into_iter().zip(spans).collect(),
            start,
            is_guess,
        })
    }

    fn literal(input: TokenStream, text: &LitStr) -> syn::Result<Self> {
        let mut rest = input.into_iter().skip(1);
        if let Some(token) = rest.next()
            && !matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ',')
        {
            return Err(syn::Error::new(
                token.span(),
                "write `,` and options behind the text",
            ));
        }
        Ok(Self {
            text: text.value(),
            settings: syn::parse2(rest.collect())?,
            tokens: Vec::new(),
            start: text.span(),
            is_guess: false,
        })
    }

    /// The base name of the Rust file.
    pub(super) fn file(&self) -> String {
        let path = self.start.unwrap().file();
        path.rsplit(['/', '\\'])
            .next()
            .unwrap_or_default()
            .to_owned()
    }

    /// The first and the last token of a piece of the text, or those next to it.
    pub(super) fn spans(&self, piece: Range<usize>) -> Option<(Span, Span)> {
        let last = self.tokens.len().checked_sub(1)?;
        let first = self
            .tokens
            .partition_point(|(place, _)| place.end <= piece.start)
            .min(last);
        let behind = self
            .tokens
            .partition_point(|(place, _)| place.start < piece.end);
        let end = behind.saturating_sub(1).max(first);
        Some((self.tokens[first].1, self.tokens[end].1))
    }

    /// An error about the whole.
    pub(super) fn refuse_start(&self, why: &str) -> syn::Error {
        let hint = if self.is_guess {
            "\nhelp: the text as it was written is not known here; write it as a literal: `inline!(r#\"…\"#)`"
        } else {
            ""
        };
        syn::Error::new(self.start, format!("{why}{hint}"))
    }
}

/// The text, if it is given as a literal.
fn literal(input: &TokenStream) -> Option<LitStr> {
    let first = input.clone().into_iter().next()?;
    match &first {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => literal(&group.stream()),
        TokenTree::Group(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => None,
        TokenTree::Literal(_) => syn::parse2(first.into()).ok(),
    }
}

/// The options of `#![vdl(…)]` in front of the text, and the rest.
fn settings(input: TokenStream) -> syn::Result<(Settings, TokenStream)> {
    let mut rest = input.clone().into_iter();
    let (Some(TokenTree::Punct(hash)), Some(TokenTree::Punct(bang)), Some(TokenTree::Group(group))) =
        (rest.next(), rest.next(), rest.next())
    else {
        return Ok((Settings::default(), input));
    };
    let mut inside = group.stream().into_iter();
    let is_ours = hash.as_char() == '#'
        && bang.as_char() == '!'
        && matches!(inside.next(), Some(TokenTree::Ident(name)) if name == "vdl");
    if !is_ours {
        return Ok((Settings::default(), input));
    }
    match inside.next() {
        Some(TokenTree::Group(options)) if options.delimiter() == Delimiter::Parenthesis => {
            Ok((syn::parse2(options.stream())?, rest.collect()))
        }
        _ => Err(syn::Error::new(
            group.span(),
            "write options as `#![vdl(…)]`",
        )),
    }
}

/// The text of the invocation with blanks for all that is not VDL, and the places of the tokens.
fn written(flat: &[Flat], call: Span) -> Option<(String, Vec<Range<usize>>)> {
    let text = call.source_text()?;
    let (line, column) = position(call);
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let offset = |span: Span| {
        let (at_line, at_column) = position(span);
        let below = at_line.checked_sub(line)?;
        let before = if below == 0 { column } else { 1 };
        let rest = &text[*starts.get(below)?..];
        let chars = at_column.checked_sub(before)?;
        let (within, _) = rest.char_indices().nth(chars)?;
        Some(starts[below] + within)
    };
    let mut places = Vec::with_capacity(flat.len());
    for token in flat {
        let start = offset(token.span)?;
        // What another macro made is not what stands at its place.
        if !text[start..].starts_with(&token.written) {
            return None;
        }
        places.push(start..start + token.written.len());
    }
    if !places.is_sorted_by_key(|place| place.start) {
        return None;
    }
    let open = text.find('!')? + 1;
    let open = open + text[open..].find(['{', '(', '['])? + 1;
    let end = text.rfind(['}', ')', ']'])?;
    let start = options_end(&text, open, places.first().map_or(end, |place| place.start));
    let blank = |text: &str| -> String {
        text.bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect()
    };
    let vdl = text.get(start..end)?;
    // As far down and to the right as in the file, so that places in messages are those of the file.
    let before = format!("{}{}", "\n".repeat(line - 1), " ".repeat(column - 1));
    let places = places
        .iter()
        .map(|place| place.start + before.len()..place.end + before.len());
    let places = places.collect();
    Some((format!("{before}{}{vdl}", blank(&text[..start])), places))
}

/// Where options end that stand before the first token.
fn options_end(text: &str, open: usize, first: usize) -> usize {
    let is_option = text[open..first].contains("#![vdl");
    match text[open..first].rfind(']').filter(|_| is_option) {
        Some(at) => open + at + 1,
        None => open,
    }
}

/// The line and column of the start of a span, counted from 1.
fn position(span: Span) -> (usize, usize) {
    let start = span.unwrap().start();
    (start.line(), start.column())
}
