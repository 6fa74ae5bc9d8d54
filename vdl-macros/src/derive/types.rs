//! What can be seen of a type's text: types that never have a VDL type, each with what to write instead.
//!
//! This is a courtesy. What hides behind aliases is found by trait bounds.

use quote::ToTokens;
use syn::{
    GenericArgument, Path, PathArguments, PathSegment, Type, TypeArray, TypePath, TypeReference,
};

use super::errors::Errors;

/// Where a type stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Position {
    /// In a newtype, which gives it a name.
    Named,
    /// Anywhere else.
    Unnamed,
}

/// Reports types that have no VDL type, in a type and its parts.
pub(crate) fn check(ty: &Type, position: Position, errors: &mut Errors) {
    let ty = bare(ty);
    if let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    {
        check_path(ty, path, position, errors);
    } else if let Type::Array(array) = ty {
        check_array(array, position, errors);
    } else if let Type::Reference(reference) = ty {
        check_reference(reference, position, errors);
    } else if let Type::Slice(slice) = ty {
        check(&slice.elem, Position::Unnamed, errors);
    } else if let Some(why) = impossible(ty) {
        errors.push_at(ty, why);
    }
}

fn check_array(array: &TypeArray, position: Position, errors: &mut Errors) {
    if position == Position::Unnamed {
        let text = array.to_token_stream();
        let hint = if is_byte(&array.elem) {
            ", or travel as a list with `#[vdl(bytes)]`"
        } else {
            ""
        };
        errors.push_at(
            array,
            format_args!(
                "an array has no name, and VDL wants one: define `#[derive(Vdl)] struct Name(pub {text});` and use `Name` here{hint}"
            ),
        );
    }
    check(&array.elem, Position::Unnamed, errors);
}

fn check_reference(reference: &TypeReference, position: Position, errors: &mut Errors) {
    if let Some(mutability) = reference.mutability.to_token_stream().into_iter().next() {
        errors.push(
            mutability.span(),
            "a value that is written is not changed; leave `mut` away",
        );
    }
    check(&reference.elem, position, errors);
}

fn check_path(ty: &Type, path: &Path, position: Position, errors: &mut Errors) {
    let Some(segment) = path.segments.last() else {
        return;
    };
    let name = segment.ident.to_string();
    let alone = path.segments.len() == 1;
    if alone && let Some(hint) = instead(&name) {
        errors.push_at(ty, hint);
        return;
    }
    if name == "Option" {
        check_option(ty, segment, position, errors);
        return;
    }
    if matches!(
        name.as_str(),
        "BTreeMap" | "HashMap" | "BTreeSet" | "HashSet"
    ) && let Some(key) = arguments(segment).next()
        && let Some(why) = not_a_key(key)
    {
        errors.push_at(key, why);
    }
    // Pointers are seen through.
    let position = if is_pointer(&name) {
        position
    } else {
        Position::Unnamed
    };
    for argument in arguments(segment) {
        check(argument, position, errors);
    }
}

fn check_option(ty: &Type, segment: &PathSegment, position: Position, errors: &mut Errors) {
    if position == Position::Named {
        errors.push_at(
            ty,
            "a named type cannot be optional; make this `#[vdl(transparent)]`, or a struct with named fields",
        );
        return;
    }
    let Some(held) = arguments(segment).next() else {
        return;
    };
    if let Some(what) = not_a_struct(held) {
        errors.push_at(
            ty,
            format_args!(
                "E0301: only structs can be optional in VDL, and {what} is none; wrap it in a struct with one field that derives `Vdl`, or leave the `Option` away if zero can stand for `None`"
            ),
        );
        return;
    }
    check(held, Position::Unnamed, errors);
}

/// What a type is if it is certainly no struct.
fn not_a_struct(ty: &Type) -> Option<String> {
    let ty = bare(ty);
    let text = || format!("`{}`", text(ty));
    if let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    {
        let segment = path.segments.last()?;
        let name = segment.ident.to_string();
        if is_pointer(&name) {
            return not_a_struct(arguments(segment).next()?);
        }
        let known = KNOWN.contains(&name.as_str()) && path.segments.len() == 1
            || CONTAINERS.contains(&name.as_str());
        return known.then(text);
    }
    if let Type::Reference(reference) = ty {
        return not_a_struct(&reference.elem);
    }
    (matches!(ty, Type::Array(_) | Type::Slice(_) | Type::Tuple(_))).then(text)
}

/// Why a type is no key if it certainly is none.
fn not_a_key(ty: &Type) -> Option<&'static str> {
    let ty = bare(ty);
    let Type::Path(TypePath {
        qself: None, path, ..
    }) = ty
    else {
        return None;
    };
    let segment = path.segments.last()?;
    match segment.ident.to_string().as_str() {
        "Box" | "Rc" | "Arc" => not_a_key(arguments(segment).next()?),
        "f32" | "f64" if path.segments.len() == 1 => Some(
            "floats have no order in Rust, so they cannot be keys here; write a list of structs that hold key and value",
        ),
        "Vec" | "VecDeque" | "BTreeMap" | "HashMap" | "BTreeSet" | "HashSet" | "Option"
        | "Bytes" | "Any" => Some(
            "this cannot be a key in VDL; keys are booleans, integers, strings, enums, and named arrays, structs and unions of these",
        ),
        _ => None,
    }
}

/// Types of the language and its prelude that are no structs.
const KNOWN: &[&str] = &[
    "bool", "char", "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128",
    "isize", "f32", "f64", "str",
];
const CONTAINERS: &[&str] = &[
    "String", "Vec", "VecDeque", "BTreeMap", "BTreeSet", "HashMap", "HashSet", "Option", "Bytes",
];

fn is_pointer(name: &str) -> bool {
    matches!(name, "Box" | "Rc" | "Arc" | "Cow")
}

fn is_byte(ty: &Type) -> bool {
    matches!(bare(ty), Type::Path(TypePath { path, .. }) if path.is_ident("u8"))
}

/// What to write instead of a type of the language.
fn instead(name: &str) -> Option<&'static str> {
    Some(match name {
        "usize" => {
            "`usize` differs between machines, so VDL has no such type; write `u64`, or `u32` if that will do"
        }
        "isize" => {
            "`isize` differs between machines, so VDL has no such type; write `i64`, or `i32` if that will do"
        }
        "u128" | "i128" => {
            "VDL has no integers of 128 bits; write `u64` or `i64`, or a newtype over `[u8; 16]`"
        }
        "char" => "VDL has no characters; write `String`, or `u32` for the number of the character",
        "PhantomData" => "this holds nothing; say `#[vdl(skip)]`",
        _ => return None,
    })
}

fn impossible(ty: &Type) -> Option<&'static str> {
    Some(if matches!(ty, Type::Tuple(_)) {
        "VDL has no tuples; write a struct with named fields that derives `Vdl`"
    } else if matches!(ty, Type::TraitObject(_) | Type::ImplTrait(_)) {
        "which type this holds is not known; write `v23::Any` for values of any type"
    } else if matches!(ty, Type::Ptr(_)) {
        "pointers mean nothing elsewhere; write the type that this points to"
    } else if matches!(ty, Type::FnPtr(_)) {
        "functions do not travel; leave the field out with `#[vdl(skip)]`"
    } else if matches!(ty, Type::Never(_)) {
        "VDL has no type without values"
    } else {
        return None;
    })
}

/// A type without parentheses around it.
fn bare(ty: &Type) -> &Type {
    if let Type::Group(group) = ty {
        bare(&group.elem)
    } else if let Type::Paren(paren) = ty {
        bare(&paren.elem)
    } else {
        ty
    }
}

fn arguments(segment: &PathSegment) -> impl Iterator<Item = &Type> {
    let arguments = if let PathArguments::AngleBracketed(arguments) = &segment.arguments {
        Some(&arguments.args)
    } else {
        None
    };
    arguments.into_iter().flatten().filter_map(|argument| {
        if let GenericArgument::Type(ty) = argument {
            Some(ty)
        } else {
            None
        }
    })
}

/// A type as it is commonly written.
pub(crate) fn text(ty: &Type) -> String {
    let loose = ty.to_token_stream().to_string();
    [" < ", " >", " ,", " :: ", "& "]
        .iter()
        .fold(loose, |text, piece| text.replace(piece, piece.trim()))
}
