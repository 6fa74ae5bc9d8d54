//! Structs: a struct, or a name for another type.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Field as RustField, Fields, Index, LitStr, Path};

use super::attributes::{Attributes, Place};
use super::definition::{Definition, Style, conversion};
use super::errors::Errors;
use super::model::{Body, Conversion, Field, Held, Skipped, Unknown};
use super::names::{self, Case, Of};
use super::types::{self, Position};

/// What a struct is in VDL.
pub(super) fn body(definition: &Definition, fields: &Fields, errors: &mut Errors) -> Option<Body> {
    definition
        .attributes
        .refuse(&["as_enum", "as_union"], "this is a struct", errors);
    let fields = fields.iter().enumerate().map(|(at, field)| {
        let attributes = Attributes::new(&field.attrs, Place::Field, errors);
        Part::new(at, field, attributes)
    });
    let fields: Vec<Part<'_>> = fields.collect();
    match &definition.style {
        Style::Native { wire, with } => {
            for field in &fields {
                field
                    .attributes
                    .refuse_all("the whole type is converted", errors);
            }
            Some(Body::Native {
                wire: wire.clone(),
                to: with.to.clone(),
                from: with.from.clone(),
            })
        }
        Style::Transparent => {
            let (field, skipped) = single(definition, fields, "transparent", errors)?;
            field.attributes.refuse(
                &["rename", "default", "with", "bytes"],
                "a `transparent` type is what its field is; to convert, say `native = \"Wire\", with = \"path\"` above the struct",
                errors,
            );
            types::check(&field.rust.ty, Position::Unnamed, errors);
            let field = field.plain();
            Some(Body::Transparent { field, skipped })
        }
        Style::Own => own(definition, fields, errors),
    }
}

fn own(definition: &Definition, fields: Vec<Part<'_>>, errors: &mut Errors) -> Option<Body> {
    let travelling = fields.iter().filter(|field| !field.is_skipped());
    let unnamed = fields.iter().any(|field| field.rust.ident.is_none());
    if definition.attributes.has("newtype") || (unnamed && travelling.clone().count() == 1) {
        definition.attributes.refuse(
            &["deny_unknown", "rename_all"],
            "a newtype has no fields in VDL",
            errors,
        );
        let name = definition.name(errors);
        let (field, skipped) = single(definition, fields, "newtype", errors)?;
        field.attributes.refuse(
            &["rename", "default"],
            "a newtype has no fields in VDL",
            errors,
        );
        return Some(Body::Newtype {
            name,
            field: field.held(definition, Position::Named, errors)?,
            skipped,
        });
    }
    if unnamed && travelling.count() > 1 {
        let text: Vec<String> = fields
            .iter()
            .map(|field| format!("name{}: {}", field.at + 1, types::text(&field.rust.ty)))
            .collect();
        errors.push(
            definition.span(),
            format_args!(
                "the fields of a VDL struct have names; write `struct {} {{ {} }}`",
                definition.ident,
                text.join(", ")
            ),
        );
        return None;
    }
    structure(definition, fields, errors)
}

fn structure(definition: &Definition, parts: Vec<Part<'_>>, errors: &mut Errors) -> Option<Body> {
    let name = definition.name(errors);
    let case = definition.case.unwrap_or(Case::Pascal);
    let (mut fields, mut skipped) = (Vec::new(), Vec::new());
    let mut whole = true;
    for part in parts {
        if part.is_skipped() {
            skipped.extend(part.skipped(errors));
        } else if let Some(field) = part.field(definition, case, errors) {
            fields.push(field);
        } else {
            whole = false;
        }
    }
    names::check_distinct(
        fields.iter().map(|field| (field.name.as_str(), field.span)),
        errors,
    );
    let unknown = if definition.attributes.has("deny_unknown") {
        Unknown::Refused
    } else {
        Unknown::PassedOver
    };
    whole.then_some(Body::Struct {
        name,
        unknown,
        fields,
        skipped,
    })
}

/// The only field that travels, and the others.
fn single<'a>(
    definition: &Definition,
    parts: Vec<Part<'a>>,
    attribute: &str,
    errors: &mut Errors,
) -> Option<(Part<'a>, Vec<Skipped>)> {
    let mut found = None;
    let mut skipped = Vec::new();
    let count = parts.iter().filter(|part| !part.is_skipped()).count();
    for part in parts {
        if part.is_skipped() {
            skipped.extend(part.skipped(errors));
        } else {
            found = Some(part);
        }
    }
    if count != 1 {
        errors.push(
            definition.span(),
            format_args!(
                "a `{attribute}` type has one field that travels, and this has {count}; mark others with `#[vdl(skip)]`, or leave `{attribute}` away"
            ),
        );
        return None;
    }
    Some((found?, skipped))
}

/// A field with its attributes.
struct Part<'a> {
    at: usize,
    rust: &'a RustField,
    attributes: Attributes,
}

impl<'a> Part<'a> {
    fn new(at: usize, rust: &'a RustField, attributes: Attributes) -> Self {
        Self {
            at,
            rust,
            attributes,
        }
    }

    fn is_skipped(&self) -> bool {
        self.attributes.has("skip")
    }

    fn member(&self) -> TokenStream {
        match &self.rust.ident {
            Some(ident) => ident.to_token_stream(),
            None => Index::from(self.at).to_token_stream(),
        }
    }

    fn plain(&self) -> Held {
        Held {
            member: self.member(),
            ty: self.rust.ty.to_token_stream(),
            with: None,
            default: None,
        }
    }

    fn skipped(&self, errors: &mut Errors) -> Option<Skipped> {
        self.attributes.refuse(
            &["rename", "with", "bytes"],
            "the field does not travel",
            errors,
        );
        let make = default(&self.attributes, errors)
            .unwrap_or_else(|| quote!(::core::default::Default::default));
        Some(Skipped {
            member: self.member(),
            make,
        })
    }

    fn held(
        &self,
        definition: &Definition,
        position: Position,
        errors: &mut Errors,
    ) -> Option<Held> {
        held(
            &self.attributes,
            self.rust,
            self.member(),
            definition,
            position,
            errors,
        )
    }

    fn field(&self, definition: &Definition, case: Case, errors: &mut Errors) -> Option<Field> {
        let rust = self.rust.ident.clone()?;
        let given = self.attributes.text("rename");
        Some(Field {
            name: names::name(&rust, given, case, Of::Member, errors),
            span: given.map_or_else(|| rust.span(), LitStr::span),
            held: self.held(definition, Position::Unnamed, errors)?,
            rust,
        })
    }
}

/// What a field or payload holds.
pub(super) fn held(
    attributes: &Attributes,
    rust: &RustField,
    member: TokenStream,
    definition: &Definition,
    position: Position,
    errors: &mut Errors,
) -> Option<Held> {
    let with = if let Some(text) = attributes.text("with") {
        attributes.refuse(&["bytes"], "`with` says how the field travels", errors);
        Some(conversion(text, errors)?)
    } else if attributes.has("bytes") {
        let root = &definition.root;
        Some(Conversion {
            to: quote!(#root::glue::bytes::to_native),
            from: quote!(#root::glue::bytes::from_native),
        })
    } else {
        types::check(&rust.ty, position, errors);
        None
    };
    Some(Held {
        member,
        ty: rust.ty.to_token_stream(),
        with,
        default: default(attributes, errors),
    })
}

/// The function that makes a field which does not come.
fn default(attributes: &Attributes, errors: &mut Errors) -> Option<TokenStream> {
    let default = attributes.get("default")?;
    match &default.text {
        Some(text) => {
            let path = errors.take(text.parse::<Path>())?;
            Some(path.to_token_stream())
        }
        None => Some(quote!(::core::default::Default::default)),
    }
}
