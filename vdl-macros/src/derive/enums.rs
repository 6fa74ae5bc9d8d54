//! Enums: VDL enums and unions.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use syn::{DataEnum, Fields, LitStr, Variant};

use super::attributes::{Attributes, Place};
use super::definition::{Definition, Style};
use super::errors::Errors;
use super::model::{Body, Field, Label};
use super::names::{self, Case, Of};
use super::structs::held;
use super::types::{self, Position};

/// What an enum is in VDL.
pub(super) fn body(definition: &Definition, data: &DataEnum, errors: &mut Errors) -> Option<Body> {
    let variants: Vec<Arm<'_>> = data
        .variants
        .iter()
        .map(|variant| Arm {
            rust: variant,
            attributes: Attributes::new(&variant.attrs, Place::Variant, errors),
        })
        .collect();
    match &definition.style {
        Style::Native { wire, with } => {
            return Some(Body::Native {
                wire: wire.clone(),
                to: with.to.clone(),
                from: with.from.clone(),
            });
        }
        Style::Transparent => {
            errors.push(
                definition.span(),
                "an enum cannot be `transparent`; leave it away to make a VDL enum or union",
            );
            return None;
        }
        Style::Own => {}
    }
    definition
        .attributes
        .refuse(&["newtype", "deny_unknown"], "this is an enum", errors);
    check_default(&variants, errors);
    if variants.is_empty() {
        errors.push(
            definition.span(),
            "VDL has no enums without labels; add a variant",
        );
        return None;
    }
    let all = |is: fn(&Fields) -> bool| variants.iter().all(|arm| is(&arm.rust.fields));
    if all(is_payload) {
        if let Some(item) = definition.attributes.get("as_enum") {
            errors.push(
                item.span,
                "labels of an enum hold nothing; remove what the variants hold, or say `as_union`",
            );
        }
        return union(definition, &variants, errors);
    }
    if all(is_empty) {
        if let Some(item) = definition.attributes.get("as_union") {
            errors.push(
                item.span,
                format_args!(
                    "variants of a union hold one value each; {}",
                    rewritten(definition, &variants)
                ),
            );
            return None;
        }
        if !all(is_unit) && !definition.attributes.has("as_enum") {
            errors.push(
                definition.span(),
                "an enum, or a union of empty structs? say `#[vdl(as_enum)]`, or remove the brackets behind the variants",
            );
        }
        return Some(enumeration(definition, &variants, errors));
    }
    errors.push(
        definition.span(),
        format_args!(
            "variants hold one value each, then this is a VDL union, or all hold nothing, then it is a VDL enum; {}",
            rewritten(definition, &variants)
        ),
    );
    None
}

struct Arm<'a> {
    rust: &'a Variant,
    attributes: Attributes,
}

fn is_payload(fields: &Fields) -> bool {
    matches!(fields, Fields::Unnamed(_)) && fields.len() == 1
}

fn is_empty(fields: &Fields) -> bool {
    fields.is_empty()
}

fn is_unit(fields: &Fields) -> bool {
    matches!(fields, Fields::Unit)
}

fn enumeration(definition: &Definition, variants: &[Arm<'_>], errors: &mut Errors) -> Body {
    let name = definition.name(errors);
    let case = definition.case.unwrap_or(Case::Verbatim);
    let labels: Vec<Label> = variants
        .iter()
        .map(|arm| {
            let given = arm.attributes.text("rename");
            Label {
                rust: arm.rust.ident.clone(),
                name: names::name(&arm.rust.ident, given, case, Of::Member, errors),
                span: given.map_or_else(|| arm.rust.ident.span(), LitStr::span),
            }
        })
        .collect();
    let names = labels.iter().map(|label| (label.name.as_str(), label.span));
    names::check_distinct(names, errors);
    Body::Enum { name, labels }
}

fn union(definition: &Definition, variants: &[Arm<'_>], errors: &mut Errors) -> Option<Body> {
    let name = definition.name(errors);
    let case = definition.case.unwrap_or(Case::Verbatim);
    let mut fields = Vec::with_capacity(variants.len());
    for arm in variants {
        let payload = arm.rust.fields.iter().next()?;
        let attributes = Attributes::new(&payload.attrs, Place::Field, errors);
        attributes.refuse(&["rename"], "say it at the variant", errors);
        attributes.refuse(
            &["skip", "default"],
            "a union always holds one of its fields",
            errors,
        );
        let given = arm.attributes.text("rename");
        let held = held(
            &attributes,
            payload,
            TokenStream::new(),
            definition,
            Position::Unnamed,
            errors,
        );
        fields.push(Field {
            rust: arm.rust.ident.clone(),
            name: names::name(&arm.rust.ident, given, case, Of::Member, errors),
            span: given.map_or_else(|| arm.rust.ident.span(), LitStr::span),
            held: held?,
        });
    }
    let names = fields.iter().map(|field| (field.name.as_str(), field.span));
    names::check_distinct(names, errors);
    Some(Body::Union { name, fields })
}

/// Zero is the first variant, so that had better be the default. One that is written by hand is looked at when the
/// program runs.
fn check_default(variants: &[Arm<'_>], errors: &mut Errors) {
    for arm in variants.iter().skip(1) {
        let marked = arm
            .rust
            .attrs
            .iter()
            .any(|attribute| attribute.path().is_ident("default"));
        if marked {
            errors.push(
                arm.rust.ident.span(),
                "in VDL the first variant is zero, which is the default; move this to the front, or mark the first one with `#[default]`",
            );
        }
    }
}

/// The enum as a union, for people to copy.
fn rewritten(definition: &Definition, variants: &[Arm<'_>]) -> String {
    let ident = &definition.ident;
    let mut arms = String::new();
    let mut structs = String::new();
    for arm in variants {
        let variant = &arm.rust.ident;
        let fields = &arm.rust.fields;
        let mut payload = format!("{ident}{variant}");
        if is_payload(fields) {
            payload = fields.iter().map(|field| types::text(&field.ty)).collect();
        } else {
            let fields: Vec<String> = fields
                .iter()
                .enumerate()
                .map(|(at, field)| {
                    let name = match &field.ident {
                        Some(ident) => ident.to_string(),
                        None => format!("name{}", at + 1),
                    };
                    format!("{name}: {}", types::text(&field.ty))
                })
                .collect();
            let fields = if fields.is_empty() {
                "{}".to_owned()
            } else {
                format!("{{ {} }}", fields.join(", "))
            };
            // Writing to a string cannot fail.
            let _ = write!(
                structs,
                "\n\n    #[derive(Vdl)]\n    struct {payload} {fields}"
            );
        }
        let _ = write!(arms, "\n        {variant}({payload}),");
    }
    format!("give unit variants a payload type:\n\n    enum {ident} {{{arms}\n    }}{structs}\n")
}
