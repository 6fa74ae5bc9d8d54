//! A definition and what its container attributes say.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::{DeriveInput, LitStr, Path, Type};

use super::attributes::{Attributes, Place};
use super::errors::Errors;
use super::head::Head;
use super::model::{Conversion, Name};
use super::names::{self, Case, Of};

/// A definition.
pub(super) struct Definition {
    pub(super) ident: Ident,
    pub(super) attributes: Attributes,
    pub(super) head: Head,
    pub(super) root: TokenStream,
    /// The case of `rename_all`.
    pub(super) case: Option<Case>,
    pub(super) style: Style,
}

/// How the VDL type comes about.
#[derive(Debug)]
pub(super) enum Style {
    /// From the definition.
    Own,
    /// From the only field.
    Transparent,
    /// From another type.
    Native { wire: TokenStream, with: Conversion },
}

impl Definition {
    pub(super) fn new(input: &DeriveInput, errors: &mut Errors) -> Option<Self> {
        let attributes = Attributes::new(&input.attrs, Place::Container, errors);
        let root = match attributes.text("crate") {
            Some(text) => {
                let path = errors.take(text.parse::<Path>())?;
                quote!(#path::rt)
            }
            None => quote!(::v23::rt),
        };
        let case = attributes
            .text("rename_all")
            .and_then(|text| Case::new(text, errors));
        let style = style(&attributes, errors)?;
        Some(Self {
            ident: input.ident.clone(),
            head: Head::new(&input.ident, &input.generics),
            attributes,
            root,
            case,
            style,
        })
    }

    /// The name of the type.
    pub(super) fn name(&self, errors: &mut Errors) -> Name {
        let package = self.attributes.text("package");
        if let Some(text) = package
            && !is_package(&text.value())
        {
            errors.push(
                text.span(),
                "this is no package path; write elements separated by `/`, such as \"acme/geo\"",
            );
        }
        let given = self.attributes.text("name");
        Name {
            package: package.map(LitStr::value),
            local: names::name(&self.ident, given, Case::Verbatim, Of::Type, errors),
            span: self.ident.span(),
        }
    }

    /// Where to put errors about the type as a whole.
    pub(super) fn span(&self) -> Span {
        self.ident.span()
    }
}

fn style(attributes: &Attributes, errors: &mut Errors) -> Option<Style> {
    let shaping = [
        "package",
        "name",
        "rename_all",
        "newtype",
        "as_enum",
        "as_union",
        "deny_unknown",
        "check",
    ];
    if let Some(native) = attributes.get("native") {
        attributes.refuse(
            &shaping,
            "a `native` type has no VDL type of its own",
            errors,
        );
        attributes.refuse(&["transparent"], "`native` says it already", errors);
        let Some(with) = attributes.text("with") else {
            errors.push(
                native.span,
                "`native` needs the module that converts: `native = \"Wire\", with = \"path::to::module\"`",
            );
            return None;
        };
        let with = conversion(with, errors)?;
        let wire = errors.take(native.text.as_ref()?.parse::<Type>())?;
        return Some(Style::Native {
            wire: wire.to_token_stream(),
            with,
        });
    }
    attributes.refuse(
        &["with"],
        "say which type travels with `native = \"Wire\"`, or put `with` at a field",
        errors,
    );
    if attributes.has("transparent") {
        attributes.refuse(
            &shaping,
            "a `transparent` type has no VDL type of its own",
            errors,
        );
        return Some(Style::Transparent);
    }
    Some(Style::Own)
}

/// The functions of the module that a `with` attribute names.
pub(super) fn conversion(text: &LitStr, errors: &mut Errors) -> Option<Conversion> {
    let path = errors.take(text.parse::<Path>())?;
    Some(Conversion {
        to: quote!(#path::to_native),
        from: quote!(#path::from_native),
    })
}

fn is_package(path: &str) -> bool {
    path.split('/')
        .all(|element| !element.is_empty() && element.chars().all(|ch| ch.is_ascii_graphic()))
}
