//! Rust types as VDL.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, PathSegment, Type, TypePath};

use super::names::{Meaning, Names};

/// Where types are written.
#[derive(Debug)]
pub(super) struct Scope<'n> {
    pub(super) names: &'n Names,
    /// The Rust module.
    pub(super) module: &'n [String],
    /// The VDL package.
    pub(super) package: &'n str,
    /// The packages that are needed.
    pub(super) imports: BTreeSet<String>,
}

/// Types of the runtime and the packages that they are from.
const RUNTIME: [(&str, &str, &str); 5] = [
    ("Time", "time", "time.Time"),
    ("Duration", "time", "time.Duration"),
    ("Deadline", "time", "time.WireDeadline"),
    ("Complex64", "math", "math.Complex64"),
    ("Complex128", "math", "math.Complex128"),
];

impl Scope<'_> {
    /// The VDL type of a Rust type, or why there is none.
    pub(super) fn ty(&mut self, ty: &Type) -> Result<String, String> {
        match ty {
            Type::Group(group) => self.ty(&group.elem),
            Type::Paren(paren) => self.ty(&paren.elem),
            Type::Reference(reference) => self.ty(&reference.elem),
            Type::Slice(slice) => Ok(format!("[]{}", self.ty(&slice.elem)?)),
            Type::Array(array) => {
                let len = array.len.to_token_stream().to_string();
                let len = len.trim_end_matches("usize").trim_end_matches('_');
                if !len.chars().all(|ch| ch.is_ascii_digit() || ch == '_') {
                    return Err(format!(
                        "the length of `{}` is known to the compiler alone",
                        text(ty)
                    ));
                }
                Ok(format!(
                    "[{}]{}",
                    len.replace('_', ""),
                    self.ty(&array.elem)?
                ))
            }
            Type::Path(TypePath {
                qself: None, path, ..
            }) => self.path(ty, path),
            _ => Err(format!("`{}` is no type of VDL", text(ty))),
        }
    }

    fn path(&mut self, ty: &Type, path: &syn::Path) -> Result<String, String> {
        let Some(segment) = path.segments.last() else {
            return Err(format!("`{}` is no type of VDL", text(ty)));
        };
        let name = match self.names.meaning(self.module, path) {
            Meaning::Defined(defined) => {
                let (package, name) = (defined.package.clone(), defined.name.clone());
                return Ok(self.named(&package, &name));
            }
            Meaning::Other(name) => name,
        };
        let mut arguments = arguments(segment);
        let (first, second) = (arguments.next(), arguments.next());
        Ok(match (name.as_str(), first, second) {
            ("bool", None, _) => "bool".to_owned(),
            ("u8", None, _) => "byte".to_owned(),
            ("u16" | "u32" | "u64", None, _) => name.replace('u', "uint"),
            ("i8" | "i16" | "i32" | "i64", None, _) => name.replace('i', "int"),
            ("f32" | "f64", None, _) => name.replace('f', "float"),
            ("String" | "str", None, _) => "string".to_owned(),
            ("Bytes", None, _) => "[]byte".to_owned(),
            ("Any" | "Value", None, _) => "any".to_owned(),
            ("Type", None, _) => "typeobject".to_owned(),
            ("Error", None, _) => "error".to_owned(),
            ("Vec" | "VecDeque", Some(elem), _) => format!("[]{}", self.ty(elem)?),
            ("BTreeSet" | "HashSet", Some(key), _) => format!("set[{}]", self.ty(key)?),
            ("BTreeMap" | "HashMap", Some(key), Some(elem)) => {
                format!("map[{}]{}", self.ty(key)?, self.ty(elem)?)
            }
            ("Option", Some(held), _) => match self.ty(held)?.as_str() {
                "error" => "error".to_owned(),
                held => format!("?{held}"),
            },
            ("Box" | "Rc" | "Arc" | "Cow", Some(held), None) => self.ty(held)?,
            (name, None, _) => match RUNTIME.iter().find(|(known, ..)| *known == name) {
                Some((_, import, vdl)) => {
                    self.imports.insert((*import).to_owned());
                    (*vdl).to_owned()
                }
                None => return Err(unknown(ty)),
            },
            _ => return Err(unknown(ty)),
        })
    }

    /// The name of a definition, seen from here.
    pub(super) fn named(&mut self, package: &str, name: &str) -> String {
        if package == self.package {
            return name.to_owned();
        }
        self.imports.insert(package.to_owned());
        format!("{}.{name}", alias(package))
    }
}

/// What a package is called in sources that import it.
pub(super) fn alias(package: &str) -> String {
    let last = package.rsplit_once('/').map_or(package, |(_, last)| last);
    let mut name: String = last
        .chars()
        .map(|ch| match ch.to_ascii_lowercase() {
            ch @ ('a'..='z' | '0'..='9') => ch,
            _ => '_',
        })
        .collect();
    if !name.starts_with(|ch: char| ch.is_ascii_alphabetic()) {
        name.insert(0, 'p');
    }
    name
}

fn unknown(ty: &Type) -> String {
    format!(
        "`{}` is neither a type of this crate that derives `Vdl` nor one that VDL has",
        text(ty)
    )
}

/// A type as one would write it.
pub(super) fn text(ty: &Type) -> String {
    let text = ty.to_token_stream().to_string();
    let mut short = String::with_capacity(text.len());
    for word in text.split(' ') {
        let joins = ["<", ">", "::", ",", "&", "[", "]", ";"];
        let tight =
            short.ends_with(['<', ':', '&', '[', '(']) || joins.contains(&word) || short.is_empty();
        if !tight {
            short.push(' ');
        }
        short.push_str(word);
    }
    short
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        PathArguments::None | PathArguments::Parenthesized(_) => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}
