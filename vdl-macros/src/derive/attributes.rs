//! The `#[vdl(…)]` attributes of an item: which there are, and which form each has.

use proc_macro2::Span;
use syn::meta::ParseNestedMeta;
use syn::spanned::Spanned;
use syn::{Attribute, LitStr, Token, token};

use super::errors::Errors;

/// What an attribute is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A struct or enum.
    Container,
    /// A field, also the payload of a variant.
    Field,
    /// A variant.
    Variant,
}

/// How an attribute is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// By itself.
    Flag,
    /// With a text behind `=`.
    Text,
    /// Either way.
    Both,
}

/// An attribute as it was written.
pub(super) struct Item {
    key: &'static str,
    /// Where its name stands.
    pub(super) span: Span,
    /// The text behind `=`.
    pub(super) text: Option<LitStr>,
}

/// The attributes of an item.
pub(super) struct Attributes {
    items: Vec<Item>,
}

impl Attributes {
    /// Reads the `#[vdl(…)]` attributes among all attributes.
    pub(super) fn new(attributes: &[Attribute], place: Place, errors: &mut Errors) -> Self {
        let mut items: Vec<Item> = Vec::new();
        for attribute in attributes
            .iter()
            .filter(|attribute| attribute.path().is_ident("vdl"))
        {
            let parsed = attribute.parse_nested_meta(|meta| {
                let item = item(&meta, place)?;
                if items.iter().any(|other| other.key == item.key) {
                    return Err(meta.error(format_args!("`{}` is said twice", item.key)));
                }
                items.push(item);
                Ok(())
            });
            errors.take(parsed);
        }
        Self { items }
    }

    /// The attribute of a name.
    pub(super) fn get(&self, key: &str) -> Option<&Item> {
        self.items.iter().find(|item| item.key == key)
    }

    /// Whether an attribute is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The text of an attribute.
    pub(super) fn text(&self, key: &str) -> Option<&LitStr> {
        self.get(key)?.text.as_ref()
    }

    /// Refuses attributes that mean nothing beside what there is.
    pub(super) fn refuse(&self, keys: &[&str], why: &str, errors: &mut Errors) {
        for item in self.items.iter().filter(|item| keys.contains(&item.key)) {
            errors.push(
                item.span,
                format_args!("`{}` means nothing here: {why}", item.key),
            );
        }
    }

    /// Refuses all attributes.
    pub(super) fn refuse_all(&self, why: &str, errors: &mut Errors) {
        for item in &self.items {
            self.refuse(&[item.key], why, errors);
        }
    }
}

const CONTAINER: &[(&str, Form)] = &[
    ("package", Form::Text),
    ("name", Form::Text),
    ("rename_all", Form::Text),
    ("newtype", Form::Flag),
    ("transparent", Form::Flag),
    ("as_enum", Form::Flag),
    ("as_union", Form::Flag),
    ("native", Form::Text),
    ("with", Form::Text),
    ("crate", Form::Text),
    ("deny_unknown", Form::Flag),
    ("check", Form::Text),
];

const FIELD: &[(&str, Form)] = &[
    ("rename", Form::Text),
    ("skip", Form::Flag),
    ("default", Form::Both),
    ("with", Form::Text),
    ("bytes", Form::Flag),
];

const VARIANT: &[(&str, Form)] = &[("rename", Form::Text)];

fn item(meta: &ParseNestedMeta<'_>, place: Place) -> syn::Result<Item> {
    let known = match place {
        Place::Container => CONTAINER,
        Place::Field => FIELD,
        Place::Variant => VARIANT,
    };
    let Some((key, form)) = known.iter().find(|(key, _)| meta.path.is_ident(key)) else {
        return Err(unknown(meta, place, known));
    };
    let text = if meta.input.peek(Token![=]) {
        if *form == Form::Flag {
            return Err(meta.error(format_args!("`{key}` stands by itself, without `=`")));
        }
        Some(meta.value()?.parse().map_err(|error: syn::Error| {
            syn::Error::new(
                error.span(),
                format_args!("write the value as a string: `{key} = \"…\"`"),
            )
        })?)
    } else if meta.input.peek(token::Paren) || *form == Form::Text {
        return Err(meta.error(if *form == Form::Flag {
            format!("`{key}` stands by itself")
        } else {
            format!("write `{key} = \"…\"`")
        }));
    } else {
        None
    };
    Ok(Item {
        key,
        span: meta.path.span(),
        text,
    })
}

fn unknown(meta: &ParseNestedMeta<'_>, place: Place, known: &[(&str, Form)]) -> syn::Error {
    let is = |key: &str| meta.path.is_ident(key);
    let elsewhere = |keys: &[(&str, Form)]| keys.iter().any(|(key, _)| is(key));
    if is("flatten") {
        return meta.error(
            "VDL has no `flatten`: a struct within a struct is a field of its own; keep the field, or copy the fields here",
        );
    }
    if is("boxed") {
        return meta.error(
            "there is nothing to say about boxes: `Box<T>` travels as `T`; leave `boxed` away",
        );
    }
    if place != Place::Field && elsewhere(FIELD) {
        return meta.error(if place == Place::Variant {
            "this belongs to what the variant holds: `Variant(#[vdl(…)] Type)`"
        } else {
            "this belongs to a field"
        });
    }
    if place != Place::Container && elsewhere(CONTAINER) {
        return meta.error("this belongs to the whole type, above `struct` or `enum`");
    }
    let names: Vec<String> = known.iter().map(|(key, _)| format!("`{key}`")).collect();
    meta.error(format_args!(
        "unknown attribute; here are known: {}",
        names.join(", ")
    ))
}
