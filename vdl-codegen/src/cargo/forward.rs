//! The options for Rust code, in a builder.

use super::builder::Builder;
use crate::options::Native;
#[cfg(doc)]
use crate::options::Options;

/// Methods that do what those of the options do, one for each form of arguments.
macro_rules! forward {
    (paths: [$($paths:ident,)*] pairs: [$($pair:ident,)*] flags: [$($flag:ident,)*]) => {
        /// Options for Rust code; [`Options`] says what each does.
        impl Builder {
            $(
                #[doc = concat!("Forwards to [`Options::", stringify!($paths), "`].")]
                #[must_use]
                pub fn $paths(self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
                    let paths: Vec<String> = paths.into_iter().map(Into::into).collect();
                    self.edit(|options| options.$paths(paths))
                }
            )*
            $(
                #[doc = concat!("Forwards to [`Options::", stringify!($pair), "`].")]
                #[must_use]
                pub fn $pair(self, path: impl Into<String>, value: impl Into<String>) -> Self {
                    let (path, value) = (path.into(), value.into());
                    self.edit(|options| options.$pair(path, value))
                }
            )*
            $(
                #[doc = concat!("Forwards to [`Options::", stringify!($flag), "`].")]
                #[must_use]
                pub fn $flag(self, flag: bool) -> Self {
                    self.edit(move |options| options.$flag(flag))
                }
            )*
        }
    };
}

forward! {
    paths: [
        hash_map, hash_set, bytes, boxed, any_as_value, float_keys, no_ord, skip_debug, non_exhaustive, builder,
    ]
    pairs: [
        extern_path, module, package_feature, rename, string_type, type_attribute, enum_attribute, field_attribute,
        trait_attribute,
    ]
    flags: [compile_builtin_packages, flat, build_client, build_server, default_methods,]
}

/// Options for Rust code; [`Options`] says what each does.
impl Builder {
    /// Forwards to [`Options::runtime_path`].
    #[must_use]
    pub fn runtime_path(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.edit(|options| options.runtime_path(path))
    }

    /// Forwards to [`Options::strip_prefix`].
    #[must_use]
    pub fn strip_prefix(self, prefix: impl Into<String>) -> Self {
        let prefix = prefix.into();
        self.edit(|options| options.strip_prefix(prefix))
    }

    /// Forwards to [`Options::native`].
    #[must_use]
    pub fn native(self, path: impl Into<String>, native: Native) -> Self {
        let path = path.into();
        self.edit(|options| options.native(path, native))
    }

    /// Forwards to [`Options::without_native`].
    #[must_use]
    pub fn without_native(self, path: impl Into<String>) -> Self {
        let path = path.into();
        self.edit(|options| options.without_native(path))
    }
}
