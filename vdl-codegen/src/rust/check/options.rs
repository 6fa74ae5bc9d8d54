//! What is wrong with options before anything is made.

use vdl::Shape;
use vdl_parser::env::{Def, Env, Package};

use super::super::finding::Finding;
use super::super::paths::check_tokens;
use crate::options::Options;

/// Checks what options say by themselves and about the packages at hand.
///
/// Options about packages that are not part of the run are fine: several runs may share them.
pub(crate) fn options(env: &Env, options: &Options, findings: &mut Vec<Finding>) {
    check_tokens("runtime_path", &options.runtime_path, findings);
    for (path, rust) in &options.extern_paths {
        check_tokens(&format!("extern_path of `{path}`"), rust, findings);
    }
    for text in options.string_types.texts() {
        check_tokens("string_type", text, findings);
    }
    let attributes = [
        ("type_attribute", &options.type_attributes),
        ("enum_attribute", &options.enum_attributes),
        ("field_attribute", &options.field_attributes),
        ("trait_attribute", &options.trait_attributes),
    ];
    for (option, attributes) in attributes {
        for text in attributes.texts() {
            check_tokens(option, text, findings);
        }
        for path in attributes.paths() {
            check_path(env, option, path, findings);
        }
    }
    let patterns = [
        ("hash_map", &options.hash_map),
        ("hash_set", &options.hash_set),
        ("bytes", &options.bytes),
        ("boxed", &options.boxed),
        ("any_as_value", &options.any_as_value),
        ("float_keys", &options.float_keys),
        ("no_ord", &options.no_ord),
        ("skip_debug", &options.skip_debug),
        ("non_exhaustive", &options.non_exhaustive),
        ("builder", &options.builder),
    ];
    for (option, patterns) in patterns {
        for path in patterns.paths() {
            check_path(env, option, path, findings);
        }
    }
    for path in options.string_types.paths() {
        check_path(env, "string_type", path, findings);
    }
    for path in options.renames.keys() {
        check_path(env, "rename", path, findings);
    }
    for path in options.natives.keys() {
        check_path(env, "native", path, findings);
    }
}

/// Reports a path that begins with a package of the environment and then names nothing in it.
fn check_path(env: &Env, option: &str, path: &str, findings: &mut Vec<Finding>) {
    let mut missing = None;
    for (_, package) in env.packages.iter() {
        let Some(rest) = path
            .strip_prefix(&package.path)
            .and_then(|rest| rest.strip_prefix('.'))
        else {
            continue;
        };
        if rest == "*" || rest.starts_with("../") || names_something(env, package, rest) {
            return;
        }
        missing = Some(package);
    }
    if let Some(package) = missing
        && env.package(path).is_none()
    {
        findings.push(Finding::error(format!(
            "{option}: nothing in package `{}` is called `{path}`",
            package.path
        )));
    }
}

/// Whether `Item`, `Item.*` or `Item.Member` is something of a package.
fn names_something(env: &Env, package: &Package, rest: &str) -> bool {
    let (item, member) = match rest.split_once('.') {
        Some((item, member)) => (item, Some(member)),
        None => (rest, None),
    };
    let Some(def) = package.lookup(item) else {
        return false;
    };
    let Some(member) = member.filter(|member| *member != "*") else {
        return true;
    };
    match def {
        Def::Type(id) => match env.types[id].ty.shape() {
            Shape::Struct(fields) | Shape::Union(fields) => fields.index_of(member).is_some(),
            Shape::Enum(labels) => labels.index_of(member).is_some(),
            Shape::Any
            | Shape::Optional(_)
            | Shape::Bool
            | Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64
            | Shape::String
            | Shape::TypeObject
            | Shape::Array { .. }
            | Shape::List(_)
            | Shape::Set(_)
            | Shape::Map { .. } => false,
        },
        Def::Error(id) => env.errors[id]
            .params
            .iter()
            .any(|param| param.name == member),
        Def::Interface(id) => env.interfaces[id]
            .methods
            .iter()
            .any(|method| method.name == member),
        Def::Const(_) => false,
    }
}
