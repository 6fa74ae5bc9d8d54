//! What attributes say, as the macros read them. That they are sound is the business of the compiler.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, LitStr, Token};

use super::crates::text_of;

/// The attributes `#[name(key = "text", flag)]` of an item.
#[derive(Debug, Default)]
pub(super) struct Attributes(BTreeMap<String, Option<String>>);

impl Attributes {
    pub(super) fn new(attributes: &[Attribute], name: &str) -> Self {
        let mut found = BTreeMap::new();
        for attribute in attributes.iter().filter(|attribute| is(attribute, name)) {
            // Whatever is odd is told by the compiler.
            let _ = attribute.parse_nested_meta(|meta| {
                let key = meta.path.to_token_stream().to_string();
                let mut text = None;
                if meta.input.peek(Token![=]) {
                    let value = meta.value()?;
                    text = Some(if value.peek(LitStr) {
                        value.parse::<LitStr>()?.value()
                    } else {
                        value.parse::<syn::Expr>()?.to_token_stream().to_string()
                    });
                } else if meta.input.peek(syn::token::Paren) {
                    let inside;
                    syn::parenthesized!(inside in meta.input);
                    inside.parse::<TokenStream>()?;
                }
                found.insert(key, text);
                Ok(())
            });
        }
        Self(found)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains_key(key)
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key)?.as_deref()
    }
}

/// Whether an attribute has a name, by whatever path.
pub(super) fn is(attribute: &Attribute, name: &str) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == name)
}

/// Whether an item derives `Vdl`.
pub(super) fn derives(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("derive"))
        .any(|attribute| {
            let mut found = false;
            // Whatever is odd is told by the compiler.
            let _ = attribute.parse_nested_meta(|meta| {
                found |= meta
                    .path
                    .segments
                    .last()
                    .is_some_and(|last| last.ident == "Vdl");
                Ok(())
            });
            found
        })
}

/// Documentation as a comment of VDL.
pub(super) fn comment(attributes: &[Attribute]) -> Vec<String> {
    let docs = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    let texts: Vec<String> = docs
        .filter_map(|attribute| text_of(&attribute.meta))
        .collect();
    texts
        .iter()
        .flat_map(|text| text.split('\n'))
        .map(|line| format!("//{}", line.trim_end()))
        .collect()
}
