//! Comparing a definition with that of a VDL source.

use std::iter;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use vdl::coder::Signature;
use vdl::{Kind, Type, TypeRef, type_text};

use super::super::definition::Definition;
use super::super::errors::Errors;
use super::super::model::{Body, Field, Held, Label, Name};
use super::load::Checked;

/// Reports what differs, and returns assertions for the rest.
pub(super) fn compare(
    definition: &Definition,
    body: &Body,
    checked: &Checked,
    errors: &mut Errors,
) -> TokenStream {
    let comparison = Comparison {
        definition,
        checked,
    };
    match body {
        Body::Struct { name, fields, .. } => {
            if !comparison.is_kind(Kind::Struct, errors) {
                return TokenStream::new();
            }
            let named = comparison.name(name, errors);
            let fields = comparison.fields(fields, errors);
            quote!(#named #fields)
        }
        Body::Union { name, fields } => {
            if !comparison.is_kind(Kind::Union, errors) {
                return TokenStream::new();
            }
            let named = comparison.name(name, errors);
            let fields = comparison.fields(fields, errors);
            quote!(#named #fields)
        }
        Body::Enum { name, labels } => {
            if !comparison.is_kind(Kind::Enum, errors) {
                return TokenStream::new();
            }
            let named = comparison.name(name, errors);
            comparison.labels(labels, errors);
            named
        }
        Body::Newtype { name, field, .. } => {
            let named = comparison.name(name, errors);
            let base = comparison.base(field);
            quote!(#named #base)
        }
        // `check` was refused beside the attributes that make these.
        Body::Transparent { .. } | Body::Native { .. } => TokenStream::new(),
    }
}

struct Comparison<'a> {
    definition: &'a Definition,
    checked: &'a Checked,
}

impl Comparison<'_> {
    fn is_kind(&self, ours: Kind, errors: &mut Errors) -> bool {
        let theirs = self.checked.ty.kind();
        if theirs != ours {
            errors.push(
                self.definition.span(),
                format_args!(
                    "`{}` is of kind {theirs} in {}, and of kind {ours} here",
                    self.checked.local, self.checked.file
                ),
            );
        }
        theirs == ours
    }

    fn name(&self, name: &Name, errors: &mut Errors) -> TokenStream {
        let Checked {
            file, ty, local, ..
        } = self.checked;
        if name.local != *local {
            errors.push(
                name.span,
                format_args!(
                    "the type is called `{local}` in {file}; say `#[vdl(name = \"{local}\")]`"
                ),
            );
        }
        let package = ty.package_path().unwrap_or_default();
        match &name.package {
            Some(given) if given != package => {
                errors.push(
                    name.span,
                    format_args!(
                        "the package of {file} is `{package}`; say `#[vdl(package = \"{package}\")]`, or the longer path of its folder by which it is imported"
                    ),
                );
                TokenStream::new()
            }
            Some(_) => TokenStream::new(),
            None => {
                let (root, rust) = (&self.definition.root, &self.definition.head.eternal());
                let message = format!(
                    "the package of {file} is `{package}`; say `#[vdl(package = \"{package}\")]`, or the longer path of its folder by which it is imported"
                );
                self.assertion(
                    quote!(<#rust as #root::VdlType>::SIGNATURE),
                    &[Signature::of(ty.as_ref())],
                    &message,
                    name.span,
                )
            }
        }
    }

    fn fields(&self, ours: &[Field], errors: &mut Errors) -> TokenStream {
        let Some(theirs) = self.checked.ty.fields() else {
            return TokenStream::new();
        };
        let theirs: Vec<(String, TypeRef<'_>)> = theirs
            .iter()
            .map(|field| (field.name.to_owned(), field.ty))
            .collect();
        let ours_named: Vec<(&str, Span)> = ours
            .iter()
            .map(|field| (field.name.as_str(), field.span))
            .collect();
        let names: Vec<&str> = theirs.iter().map(|(name, _)| name.as_str()).collect();
        let missing = |at: usize| format!(" {}", self.text(theirs[at].1));
        self.members("field", &ours_named, &names, missing, errors);

        let mut assertions = TokenStream::new();
        for (at, (field, (name, ty))) in iter::zip(ours, &theirs).enumerate() {
            if field.name == *name {
                let message = format!(
                    "field {} `{name}` is {} in {}",
                    at + 1,
                    self.text(*ty),
                    self.checked.file
                );
                assertions.extend(self.held(&field.held, &[Signature::of(*ty)], &message));
            }
        }
        assertions
    }

    fn labels(&self, ours: &[Label], errors: &mut Errors) {
        let Some(theirs) = self.checked.ty.labels() else {
            return;
        };
        let ours: Vec<(&str, Span)> = ours
            .iter()
            .map(|label| (label.name.as_str(), label.span))
            .collect();
        let names: Vec<&str> = theirs.iter().map(|label| &**label).collect();
        self.members("label", &ours, &names, |_| String::new(), errors);
    }

    /// Compares names in order; there is one error for each place where they part.
    fn members(
        &self,
        what: &str,
        ours: &[(&str, Span)],
        theirs: &[&str],
        missing: impl Fn(usize) -> String,
        errors: &mut Errors,
    ) {
        let file = &self.checked.file;
        for (at, (name, span)) in ours.iter().enumerate() {
            let place = at + 1;
            match (theirs.get(at), theirs.iter().position(|other| other == name)) {
                (Some(other), _) if other == name => {}
                (_, Some(there)) => errors.push(
                    *span,
                    format_args!(
                        "`{name}` is {what} {} in {file}, and {what} {place} here; the order is part of the type",
                        there + 1
                    ),
                ),
                (Some(other), None) => errors.push(
                    *span,
                    format_args!("{what} {place} is `{other}` in {file}, and `{name}` here"),
                ),
                (None, None) => errors.push(
                    *span,
                    format_args!("`{}` has no {what} `{name}` in {file}", self.checked.local),
                ),
            }
        }
        for (at, name) in theirs.iter().enumerate().skip(ours.len()) {
            if ours.iter().all(|(ours, _)| ours != name) {
                errors.push(
                    self.definition.span(),
                    format_args!(
                        "{what} {} `{name}`{} of {file} is missing here",
                        at + 1,
                        missing(at)
                    ),
                );
            }
        }
    }

    fn base(&self, field: &Held) -> TokenStream {
        let Checked {
            file,
            ty,
            base,
            local,
            ..
        } = self.checked;
        let message = format!("`{local}` is {} in {file}", self.text(base.as_ref()));
        let wanted = [
            Signature::of(base.as_ref()),
            Signature::of_structure(ty.as_ref()),
        ];
        self.held(field, &wanted, &message)
    }

    fn held(&self, held: &Held, wanted: &[Signature], message: &str) -> TokenStream {
        let root = &self.definition.root;
        let ty = self.definition.head.outside(held.ty.clone());
        let signature = match &held.with {
            Some(with) => {
                let to = &with.to;
                quote!(#root::glue::signature_with::<#ty, _, _>(#to))
            }
            None => quote!(<#ty as #root::VdlType>::SIGNATURE),
        };
        self.assertion(signature, wanted, message, held.ty.span())
    }

    fn assertion(
        &self,
        signature: TokenStream,
        wanted: &[Signature],
        message: &str,
        span: Span,
    ) -> TokenStream {
        let root = &self.definition.root;
        let wanted = wanted.iter().map(|signature| signature.number());
        quote_spanned! {span=>
            const _: () = ::core::assert!(
                #(#signature.is(#root::Signature::from_number(#wanted)))||*,
                #message
            );
        }
    }

    /// A type as it is written in the package.
    fn text(&self, ty: TypeRef<'_>) -> String {
        let package = Type::package_path(&self.checked.ty).unwrap_or_default();
        type_text(ty, package)
    }
}
