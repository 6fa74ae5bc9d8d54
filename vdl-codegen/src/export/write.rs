//! Packages as text, each line with the definition that it comes from.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Fields, Item, ItemEnum, ItemStruct};

use super::attributes::{Attributes, comment};
use super::crates::Crate;
use super::names::{Defined, Names, is_derived, is_service, plain};
use super::services::interface;
use super::types::{Scope, alias};
use super::{Finding, Place};
use crate::rust::interface::wire_name;

/// A package while it is written.
#[derive(Debug, Default)]
pub(super) struct Source {
    pub(super) path: String,
    pub(super) imports: BTreeSet<String>,
    /// Definitions: their lines, and where they come from.
    definitions: Vec<(Vec<String>, Place)>,
}

impl Source {
    /// The text, and the place of each of its lines.
    pub(super) fn text(&self) -> (String, Vec<Option<&Place>>) {
        let mut lines: Vec<(String, Option<&Place>)> = Vec::new();
        lines.push((format!("package {}", alias(&self.path)), None));
        for import in &self.imports {
            lines.push((format!("import \"{import}\""), None));
        }
        for (definition, place) in &self.definitions {
            lines.push((String::new(), None));
            lines.extend(definition.iter().map(|line| (line.clone(), Some(place))));
        }
        let text: String = lines.iter().map(|(line, _)| format!("{line}\n")).collect();
        (text, lines.into_iter().map(|(_, place)| place).collect())
    }
}

/// All packages of a crate, by path.
pub(super) fn packages(source: &Crate, names: &Names, findings: &mut Vec<Finding>) -> Vec<Source> {
    let mut packages: BTreeMap<String, Source> = BTreeMap::new();
    for module in &source.modules {
        for item in &module.items {
            let ident = match item {
                Item::Struct(item) if is_derived(&item.attrs) => &item.ident,
                Item::Enum(item) if is_derived(&item.attrs) => &item.ident,
                Item::Trait(item) if is_service(&item.attrs) => &item.ident,
                _ => continue,
            };
            let Some(defined) = names.defined(&module.path, ident) else {
                continue;
            };
            let mut scope = Scope {
                names,
                module: &module.path,
                package: &defined.package,
                imports: BTreeSet::new(),
            };
            let written = match item {
                Item::Struct(item) => structure(defined, item, &mut scope),
                Item::Enum(item) => enumeration(defined, item, &mut scope),
                Item::Trait(item) => interface(&defined.name, item, &mut scope).map(Some),
                _ => Ok(None),
            };
            let imports = scope.imports;
            match written {
                Ok(None) => {}
                Ok(Some(lines)) => {
                    let package = packages.entry(defined.package.clone()).or_default();
                    package.path.clone_from(&defined.package);
                    package.imports.extend(imports);
                    package.definitions.push((lines, defined.place.clone()));
                }
                Err(why) => findings.push(
                    defined
                        .place
                        .finding(format!("`{ident}` is left out: {why}")),
                ),
            }
        }
    }
    packages.into_values().collect()
}

/// A struct, or nothing if it has no VDL type of its own.
fn structure(
    defined: &Defined,
    item: &ItemStruct,
    scope: &mut Scope<'_>,
) -> Result<Option<Vec<String>>, String> {
    let own = Attributes::new(&item.attrs, "vdl");
    if own.has("native") || own.has("transparent") {
        return Err(
            "it has no VDL type of its own, and what it is instead only the compiler knows"
                .to_owned(),
        );
    }
    refuse_generic(&item.generics)?;
    let mut lines = comment(&item.attrs);
    let name = &defined.name;
    let travelling: Vec<_> = item
        .fields
        .iter()
        .filter(|field| !Attributes::new(&field.attrs, "vdl").has("skip"))
        .collect();
    let is_newtype =
        own.has("newtype") || matches!(item.fields, Fields::Unnamed(_)) && travelling.len() == 1;
    if is_newtype {
        let Some(field) = travelling.first() else {
            return Err("it has no field that travels".to_owned());
        };
        let ty = field_type(&field.attrs, &field.ty, scope)?;
        lines.push(format!("type {name} {ty}"));
        return Ok(Some(lines));
    }
    lines.push(format!("type {name} struct {{"));
    for field in travelling {
        let Some(ident) = &field.ident else {
            return Err("its fields have no names".to_owned());
        };
        let attributes = Attributes::new(&field.attrs, "vdl");
        let rust = plain(ident);
        let ty = field_type(&field.attrs, &field.ty, scope)
            .map_err(|why| format!("field `{rust}`: {why}"))?;
        lines.extend(comment(&field.attrs));
        lines.push(format!(
            "{} {ty}",
            member(&rust, &attributes, &own, wire_name)
        ));
    }
    lines.push("}".to_owned());
    Ok(Some(lines))
}

fn enumeration(
    defined: &Defined,
    item: &ItemEnum,
    scope: &mut Scope<'_>,
) -> Result<Option<Vec<String>>, String> {
    let own = Attributes::new(&item.attrs, "vdl");
    if own.has("native") {
        return Err(
            "it has no VDL type of its own, and what it is instead only the compiler knows"
                .to_owned(),
        );
    }
    refuse_generic(&item.generics)?;
    let is_union = item
        .variants
        .iter()
        .any(|variant| !variant.fields.is_empty());
    let mut lines = comment(&item.attrs);
    lines.push(format!(
        "type {} {} {{",
        defined.name,
        if is_union { "union" } else { "enum" }
    ));
    for variant in &item.variants {
        let rust = plain(&variant.ident);
        let attributes = Attributes::new(&variant.attrs, "vdl");
        let label = member(&rust, &attributes, &own, str::to_owned);
        lines.extend(comment(&variant.attrs));
        if !is_union {
            lines.push(label);
            continue;
        }
        let Some(field) = variant.fields.iter().next() else {
            return Err(format!("variant `{rust}` holds nothing"));
        };
        let ty = field_type(&field.attrs, &field.ty, scope)
            .map_err(|why| format!("variant `{rust}`: {why}"))?;
        lines.push(format!("{label} {ty}"));
    }
    lines.push("}".to_owned());
    Ok(Some(lines))
}

fn refuse_generic(generics: &syn::Generics) -> Result<(), String> {
    if generics.type_params().next().is_some() || generics.const_params().next().is_some() {
        return Err("VDL has no types with parameters".to_owned());
    }
    Ok(())
}

fn field_type(
    attributes: &[syn::Attribute],
    ty: &syn::Type,
    scope: &mut Scope<'_>,
) -> Result<String, String> {
    let attributes = Attributes::new(attributes, "vdl");
    if attributes.has("bytes") {
        return Ok("[]byte".to_owned());
    }
    if attributes.has("with") {
        return Err("it is converted, and what travels only the compiler knows".to_owned());
    }
    scope.ty(ty)
}

/// The name of a field or label.
fn member(
    rust: &str,
    attributes: &Attributes,
    of_type: &Attributes,
    usual: fn(&str) -> String,
) -> String {
    if let Some(name) = attributes.text("rename") {
        return name.to_owned();
    }
    match of_type.text("rename_all") {
        Some("PascalCase") => wire_name(rust),
        Some("UPPERCASE") => wire_words(rust).concat().to_uppercase(),
        Some("SCREAMING_SNAKE_CASE") => wire_words(rust).join("_").to_uppercase(),
        Some("verbatim") => rust.to_owned(),
        Some(_) | None => usual(rust),
    }
}

fn wire_words(rust: &str) -> Vec<String> {
    crate::rust::interface::words(rust)
}
