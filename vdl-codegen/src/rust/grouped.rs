//! Tokens in brackets, made without copying them.
//!
//! Interpolating a stream copies its tokens, interpolating a group does not. Where expressions are nested, that is the
//! difference between one copy and one for each level.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};

/// Tokens in round brackets.
pub(crate) fn parenthesized(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Parenthesis, tokens)
}

/// Tokens in braces.
pub(crate) fn braced(tokens: TokenStream) -> Group {
    Group::new(Delimiter::Brace, tokens)
}

/// Streams in square brackets, with commas between them.
pub(crate) fn listed(streams: Vec<TokenStream>) -> Group {
    Group::new(Delimiter::Bracket, separated(streams))
}

/// Streams with commas between them.
pub(crate) fn separated(streams: impl IntoIterator<Item = TokenStream>) -> TokenStream {
    let mut all = TokenStream::new();
    for stream in streams {
        if !all.is_empty() {
            all.extend([TokenTree::Punct(Punct::new(',', Spacing::Alone))]);
        }
        all.extend(stream);
    }
    all
}
