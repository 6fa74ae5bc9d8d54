//! The attributes of services and their methods.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Lit, LitStr, Meta, Path, Token, Type};

use crate::derive::errors::Errors;
use crate::derive::names::{self, Case, Of};

/// What `#[service(…)]` says.
#[derive(Default)]
pub(super) struct Head {
    pub(super) package: Option<LitStr>,
    name: Option<LitStr>,
    root: Option<Path>,
}

impl Head {
    pub(super) fn parse(attribute: TokenStream) -> syn::Result<Self> {
        let mut head = Self::default();
        let parser = syn::meta::parser(|meta| {
            if meta.path.is_ident("package") {
                let package: LitStr = meta.value()?.parse()?;
                let path = package.value();
                let is_path = path.split('/').all(|element| {
                    !element.is_empty() && element.chars().all(|ch| ch.is_ascii_graphic())
                });
                if !is_path {
                    return Err(syn::Error::new(
                        package.span(),
                        "this is no package path; write elements separated by `/`, such as \"acme/geo\"",
                    ));
                }
                head.package = Some(package);
            } else if meta.path.is_ident("name") {
                head.name = Some(meta.value()?.parse()?);
            } else if meta.path.is_ident("crate") {
                let value = meta.value()?;
                head.root = Some(if value.peek(LitStr) {
                    value.parse::<LitStr>()?.parse()?
                } else {
                    value.call(Path::parse_mod_style)?
                });
            } else {
                return Err(
                    meta.error("unknown attribute; here are known: `package`, `name`, `crate`")
                );
            }
            Ok(())
        });
        parser.parse2(attribute)?;
        Ok(head)
    }

    /// The façade of the runtime.
    pub(super) fn rt(&self) -> TokenStream {
        match &self.root {
            Some(root) => quote!(#root::rt),
            None => quote!(::v23::rt),
        }
    }

    /// The name of the interface.
    pub(super) fn name(&self, ident: &Ident, errors: &mut Errors) -> String {
        names::name(ident, self.name.as_ref(), Case::Verbatim, Of::Type, errors)
    }
}

/// What the attributes of a method say.
#[derive(Default)]
pub(super) struct Attributes {
    pub(super) rename: Option<LitStr>,
    /// What the server sends and receives.
    pub(super) stream: Option<Stream>,
    pub(super) tags: Vec<Expr>,
    pub(super) out_names: Option<OutNames>,
    /// Documentation and what else passes.
    pub(super) docs: TokenStream,
}

/// The items of streams.
pub(super) struct Stream {
    pub(super) send: Option<Type>,
    pub(super) recv: Option<Type>,
}

/// The names of results.
pub(super) struct OutNames {
    pub(super) all: Path,
    pub(super) names: Vec<LitStr>,
}

impl Attributes {
    pub(super) fn new(attributes: &[Attribute], errors: &mut Errors) -> Self {
        let mut found = Self::default();
        for attribute in attributes {
            let taken = found.take(attribute);
            errors.take(taken);
        }
        found
    }

    fn take(&mut self, attribute: &Attribute) -> syn::Result<()> {
        let path = attribute.path();
        if path.is_ident("stream") {
            self.stream = Some(stream(attribute)?);
        } else if path.is_ident("tag") {
            let tags = attribute
                .parse_args_with(Punctuated::<Expr, Token![,]>::parse_terminated)
                .map_err(|_| {
                    syn::Error::new_spanned(
                        attribute,
                        "write the value of the tag: `#[tag(Access::Read)]`",
                    )
                })?;
            self.tags.extend(tags);
        } else if path.is_ident("out") {
            self.out_names = Some(out_names(attribute)?);
        } else if path.is_ident("vdl") {
            attribute.parse_nested_meta(|meta| {
                if !meta.path.is_ident("rename") {
                    return Err(meta.error("unknown attribute; here is known: `rename`"));
                }
                self.rename = Some(meta.value()?.parse()?);
                Ok(())
            })?;
        } else if is_harmless(path) {
            self.docs.extend(attribute.to_token_stream());
        } else {
            return Err(syn::Error::new_spanned(
                attribute,
                "this does not belong to a method of a service; here are known: `stream`, `tag`, `out`, `vdl`",
            ));
        }
        Ok(())
    }
}

/// Whether an attribute means the same on methods of the trait and of the client.
fn is_harmless(path: &Path) -> bool {
    [
        "doc",
        "deprecated",
        "allow",
        "expect",
        "warn",
        "deny",
        "forbid",
    ]
    .iter()
    .any(|known| path.is_ident(known))
}

fn stream(attribute: &Attribute) -> syn::Result<Stream> {
    const FORM: &str =
        "say what the server sends and receives: `#[stream(send = T, recv = U)]`, or one of both";
    let mut stream = Stream {
        send: None,
        recv: None,
    };
    if !matches!(attribute.meta, Meta::List(_)) {
        return Err(syn::Error::new_spanned(attribute, FORM));
    }
    attribute.parse_nested_meta(|meta| {
        let direction = if meta.path.is_ident("send") {
            &mut stream.send
        } else if meta.path.is_ident("recv") {
            &mut stream.recv
        } else {
            return Err(meta.error(FORM));
        };
        *direction = Some(meta.value()?.parse()?);
        Ok(())
    })?;
    if stream.send.is_none() && stream.recv.is_none() {
        return Err(syn::Error::new_spanned(attribute, FORM));
    }
    Ok(stream)
}

fn out_names(attribute: &Attribute) -> syn::Result<OutNames> {
    let mut names = Vec::new();
    let parsed = attribute.parse_nested_meta(|meta| {
        if !meta.path.is_ident("names") {
            return Err(meta.error("unknown"));
        }
        let inside;
        syn::parenthesized!(inside in meta.input);
        let found = Punctuated::<LitStr, Token![,]>::parse_terminated(&inside)?;
        names.extend(found);
        Ok(())
    });
    parsed.map_err(|error| {
        syn::Error::new(
            error.span(),
            "write the names of the results: `#[out(names(\"quot\", \"rem\"))]`",
        )
    })?;
    for name in &names {
        let is_name = name
            .value()
            .starts_with(|ch: char| ch.is_ascii_alphabetic())
            && name
                .value()
                .chars()
                .all(|ch| ch.is_ascii_alphanumeric() || ch == '_');
        if !is_name {
            return Err(syn::Error::new(name.span(), "this is no name in VDL"));
        }
    }
    Ok(OutNames {
        all: attribute.path().clone(),
        names,
    })
}

/// Attributes that pass to the trait and the client, and those that pass to the trait.
pub(super) fn passes(attributes: &[Attribute]) -> (TokenStream, TokenStream) {
    let (both, others): (Vec<&Attribute>, Vec<&Attribute>) = attributes
        .iter()
        .partition(|attribute| is_harmless(attribute.path()));
    (quote!(#(#both)*), quote!(#(#others)*))
}

/// Documentation as VDL has it, with comment markers.
pub(super) fn comment(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
    {
        if let Meta::NameValue(meta) = &attribute.meta
            && let Expr::Lit(text) = &meta.value
            && let Lit::Str(text) = &text.lit
        {
            let text = text.value();
            lines.extend(
                text.split('\n')
                    .map(|line| format!("//{}", line.trim_end())),
            );
        }
    }
    lines.join("\n")
}

/// A name without the mark of raw identifiers.
pub(super) fn unraw(ident: &Ident) -> String {
    ident.unraw().to_string()
}
