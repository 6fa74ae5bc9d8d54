//! The options of a file by name, and what each does.

use std::path::PathBuf;

use super::Config;
use crate::options::{Native, Options, ZeroMode};
use crate::rust::Split;

/// What an option for everything takes.
pub(super) enum Key {
    Flag(fn(&mut Config, bool)),
    Text(fn(&mut Config, &str) -> Result<(), String>),
    Texts(fn(&mut Config, &str)),
    /// A path on disk, relative to the file.
    File(fn(&mut Config, PathBuf)),
    Files(fn(&mut Config, PathBuf)),
    /// Tables of options for paths.
    Paths,
}

/// What an option for a path takes.
pub(super) enum PathKey {
    Flag(fn(Options, &str) -> Options),
    Text(fn(Options, &str, &str) -> Options),
    Texts(fn(Options, &str, &str) -> Options),
    Native,
}

/// What an option of a native type takes.
pub(super) enum NativeKey {
    Type,
    Flag(fn(Native) -> Native),
    Text(fn(Native, &str) -> Native),
}

impl Config {
    pub(super) fn edit(&mut self, set: impl FnOnce(Options) -> Options) {
        self.options = set(std::mem::take(&mut self.options));
    }
}

/// Adds a path to an option that takes several.
macro_rules! paths {
    ($name:ident) => {
        Key::Texts(|config, path| config.edit(|options| options.$name([path])))
    };
}

/// Sets an option that is on or off.
macro_rules! flag {
    ($name:ident) => {
        Key::Flag(|config, flag| config.edit(|options| options.$name(flag)))
    };
}

/// The options for everything.
pub(super) const KEYS: &[(&str, Key)] = &[
    (
        "search_path",
        Key::Files(|config, path| config.search_path.push(path)),
    ),
    (
        "packages",
        Key::Texts(|config, text| config.packages.push(text.to_owned())),
    ),
    (
        "use_dependency",
        Key::Texts(|config, text| config.dependencies.push(text.to_owned())),
    ),
    (
        "out_dir",
        Key::File(|config, path| config.out_dir = Some(path)),
    ),
    (
        "check_in",
        Key::File(|config, path| config.check_in = Some(path)),
    ),
    (
        "include_file",
        Key::Text(|config, text| {
            config.include_file = Some(text.to_owned());
            Ok(())
        }),
    ),
    (
        "split",
        Key::Text(|config, text| {
            config.split = Some(match text {
                "whole" => Split::Whole,
                "per-package" => Split::PerPackage,
                _ => {
                    return Err(String::from(
                        "option `split` takes \"whole\" or \"per-package\"",
                    ));
                }
            });
            Ok(())
        }),
    ),
    (
        "emit_rerun",
        Key::Flag(|config, flag| config.emit_rerun = Some(flag)),
    ),
    (
        "warnings_as_errors",
        Key::Flag(|config, flag| config.warnings_as_errors = Some(flag)),
    ),
    (
        "runtime_path",
        Key::Text(|config, text| {
            config.edit(|options| options.runtime_path(text));
            Ok(())
        }),
    ),
    (
        "strip_prefix",
        Key::Texts(|config, text| config.edit(|options| options.strip_prefix(text))),
    ),
    ("compile_builtin_packages", flag!(compile_builtin_packages)),
    ("flat", flag!(flat)),
    ("build_client", flag!(build_client)),
    ("build_server", flag!(build_server)),
    ("default_methods", flag!(default_methods)),
    ("hash_map", paths!(hash_map)),
    ("hash_set", paths!(hash_set)),
    ("bytes", paths!(bytes)),
    ("boxed", paths!(boxed)),
    ("any_as_value", paths!(any_as_value)),
    ("float_keys", paths!(float_keys)),
    ("no_ord", paths!(no_ord)),
    ("skip_debug", paths!(skip_debug)),
    ("non_exhaustive", paths!(non_exhaustive)),
    ("builder", paths!(builder)),
    ("path", Key::Paths),
];

/// The options for a path.
pub(super) const PATH_KEYS: &[(&str, PathKey)] = &[
    (
        "extern_path",
        PathKey::Text(|options, path, text| options.extern_path(path, text)),
    ),
    (
        "module",
        PathKey::Text(|options, path, text| options.module(path, text)),
    ),
    (
        "package_feature",
        PathKey::Text(|options, path, text| options.package_feature(path, text)),
    ),
    (
        "rename",
        PathKey::Text(|options, path, text| options.rename(path, text)),
    ),
    (
        "string_type",
        PathKey::Text(|options, path, text| options.string_type(path, text)),
    ),
    ("native", PathKey::Native),
    (
        "type_attribute",
        PathKey::Texts(|options, path, text| options.type_attribute(path, text)),
    ),
    (
        "enum_attribute",
        PathKey::Texts(|options, path, text| options.enum_attribute(path, text)),
    ),
    (
        "field_attribute",
        PathKey::Texts(|options, path, text| options.field_attribute(path, text)),
    ),
    (
        "trait_attribute",
        PathKey::Texts(|options, path, text| options.trait_attribute(path, text)),
    ),
    (
        "hash_map",
        PathKey::Flag(|options, path| options.hash_map([path])),
    ),
    (
        "hash_set",
        PathKey::Flag(|options, path| options.hash_set([path])),
    ),
    (
        "bytes",
        PathKey::Flag(|options, path| options.bytes([path])),
    ),
    (
        "boxed",
        PathKey::Flag(|options, path| options.boxed([path])),
    ),
    (
        "any_as_value",
        PathKey::Flag(|options, path| options.any_as_value([path])),
    ),
    (
        "float_keys",
        PathKey::Flag(|options, path| options.float_keys([path])),
    ),
    (
        "no_ord",
        PathKey::Flag(|options, path| options.no_ord([path])),
    ),
    (
        "skip_debug",
        PathKey::Flag(|options, path| options.skip_debug([path])),
    ),
    (
        "non_exhaustive",
        PathKey::Flag(|options, path| options.non_exhaustive([path])),
    ),
    (
        "builder",
        PathKey::Flag(|options, path| options.builder([path])),
    ),
];

/// The options of a native type.
pub(super) const NATIVE_KEYS: &[(&str, NativeKey)] = &[
    ("type", NativeKey::Type),
    ("with", NativeKey::Text(|native, text| native.with(text))),
    (
        "zero",
        NativeKey::Text(|native, text| native.zero(ZeroMode::Fn(text.to_owned()))),
    ),
    ("ordered", NativeKey::Flag(Native::ordered)),
];
