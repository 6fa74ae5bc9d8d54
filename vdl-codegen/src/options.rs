//! What the caller decides about generated Rust: codegen §3 and §5.
//!
//! The builder, the configuration file and the macros all end up here. Nothing is checked until a run is planned
//! ([`crate::rust::Plan::new`]), which knows what the paths could mean.

mod native;
mod patterns;

use std::collections::BTreeMap;

pub(crate) use self::native::Conversion;
pub use self::native::{Native, ZeroMode};
pub(crate) use self::patterns::{Attributes, Patterns, Place};

/// What the caller decides about generated Rust.
///
/// Options are set one after the other, each returning the options. Where an option takes *paths*, a path is a package
/// (`acme/geo`), a package with everything below it (`acme/geo/...`), a definition (`acme/geo.Shape`), a field or label
/// of one (`acme/geo.Shape.Corner`), or `.` for everything; `acme/geo.*` is `acme/geo` again. An option for a whole is
/// an option for its parts.
///
/// ```
/// use vdl_codegen::options::{Native, Options};
///
/// let options = Options::new()
///     .extern_path("acme/base", "::acme_base::vdl")
///     .strip_prefix("acme")
///     .hash_map(["acme/fleet.Index"])
///     .type_attribute("acme/geo.*", "#[derive(Testable)]")
///     .native("acme/geo.Stamp", Native::new("::jiff::Timestamp").via_try_from());
/// # let _ = options;
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    pub(crate) runtime_path: String,
    pub(crate) builtin: Builtin,
    pub(crate) extern_paths: BTreeMap<String, String>,
    pub(crate) prefixes: Vec<String>,
    pub(crate) modules: BTreeMap<String, String>,
    pub(crate) layout: Layout,
    pub(crate) renames: BTreeMap<String, String>,
    pub(crate) features: BTreeMap<String, String>,
    /// `None` where the wire type is wanted although there is a native type by default.
    pub(crate) natives: BTreeMap<String, Option<Native>>,
    pub(crate) string_types: Attributes,
    pub(crate) hash_map: Patterns,
    pub(crate) hash_set: Patterns,
    pub(crate) bytes: Patterns,
    pub(crate) boxed: Patterns,
    pub(crate) any_as_value: Patterns,
    pub(crate) float_keys: Patterns,
    pub(crate) no_ord: Patterns,
    pub(crate) skip_debug: Patterns,
    pub(crate) non_exhaustive: Patterns,
    pub(crate) builder: Patterns,
    pub(crate) type_attributes: Attributes,
    pub(crate) enum_attributes: Attributes,
    pub(crate) field_attributes: Attributes,
    pub(crate) trait_attributes: Attributes,
    pub(crate) build_client: bool,
    pub(crate) build_server: bool,
    pub(crate) default_methods: bool,
}

/// Where the packages that come with the tool live.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builtin {
    /// In the runtime.
    Runtime,
    /// They are generated like others.
    Compile,
}

/// How package paths become modules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// A module for each element of the path.
    Nested,
    /// A module for the last element only.
    Flat,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runtime_path: String::from("::v23::rt"),
            builtin: Builtin::Runtime,
            extern_paths: BTreeMap::new(),
            prefixes: Vec::new(),
            modules: BTreeMap::new(),
            layout: Layout::Nested,
            renames: BTreeMap::new(),
            features: BTreeMap::new(),
            natives: BTreeMap::new(),
            string_types: Attributes::default(),
            hash_map: Patterns::default(),
            hash_set: Patterns::default(),
            bytes: Patterns::default(),
            boxed: Patterns::default(),
            any_as_value: Patterns::default(),
            float_keys: Patterns::default(),
            no_ord: Patterns::default(),
            skip_debug: Patterns::default(),
            non_exhaustive: Patterns::default(),
            builder: Patterns::default(),
            type_attributes: Attributes::default(),
            enum_attributes: Attributes::default(),
            field_attributes: Attributes::default(),
            trait_attributes: Attributes::default(),
            build_client: true,
            build_server: true,
            default_methods: false,
        }
    }
}

impl Options {
    /// Whether tokens from options may go over several lines.
    #[cfg(feature = "cargo")]
    pub(crate) fn has_line_breaks(&self) -> bool {
        let attributes = [
            &self.type_attributes,
            &self.enum_attributes,
            &self.field_attributes,
            &self.trait_attributes,
        ];
        let mut texts = attributes
            .into_iter()
            .flat_map(|attributes| attributes.texts());
        texts.any(|text| text.contains('\n'))
    }
}

/// Where things are.
impl Options {
    /// The defaults.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The module of the runtime that generated code names; `::v23::rt` unless set.
    #[must_use]
    pub fn runtime_path(mut self, path: impl Into<String>) -> Self {
        self.runtime_path = path.into();
        self
    }

    /// Generates the packages that come with the tool, instead of using those of the runtime.
    #[must_use]
    pub fn compile_builtin_packages(mut self, compile: bool) -> Self {
        self.builtin = if compile {
            Builtin::Compile
        } else {
            Builtin::Runtime
        };
        self
    }

    /// Says where a package with all those below it (`acme/base`) or a single definition (`acme/base.Id`) is already.
    ///
    /// The longest fitting path counts. What is below a package is looked for in modules below its path.
    #[must_use]
    pub fn extern_path(mut self, vdl: impl Into<String>, rust: impl Into<String>) -> Self {
        self.extern_paths.insert(vdl.into(), rust.into());
        self
    }

    /// Leaves the modules for these first elements of package paths out.
    #[must_use]
    pub fn strip_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefixes.push(prefix.into());
        self
    }

    /// Sets the module of a package, such as `sec` or `net::sec`.
    #[must_use]
    pub fn module(mut self, package: impl Into<String>, module: impl Into<String>) -> Self {
        self.modules.insert(package.into(), module.into());
        self
    }

    /// Uses the last element of package paths only.
    #[must_use]
    pub fn flat(mut self, flat: bool) -> Self {
        self.layout = if flat { Layout::Flat } else { Layout::Nested };
        self
    }

    /// Puts a package behind a feature of the crate that includes the code.
    #[must_use]
    pub fn package_feature(
        mut self,
        package: impl Into<String>,
        feature: impl Into<String>,
    ) -> Self {
        self.features.insert(package.into(), feature.into());
        self
    }

    /// Gives a definition, field or label another name in Rust.
    #[must_use]
    pub fn rename(mut self, vdl: impl Into<String>, rust: impl Into<String>) -> Self {
        self.renames.insert(vdl.into(), rust.into());
        self
    }
}

/// Which Rust types stand for VDL types.
impl Options {
    /// Puts a type of another library in the place of a struct or other named type.
    ///
    /// The wire type is still generated, in a module `wire` of its package.
    #[must_use]
    pub fn native(mut self, vdl: impl Into<String>, native: Native) -> Self {
        self.natives.insert(vdl.into(), Some(native));
        self
    }

    /// Uses the wire type of a definition although the runtime has a native type in its place.
    #[must_use]
    pub fn without_native(mut self, vdl: impl Into<String>) -> Self {
        self.natives.insert(vdl.into(), None);
        self
    }

    /// Uses another type for unnamed strings at a path.
    ///
    /// It must have `From<String>`, `AsRef<str>` and what the derived traits need: `Clone`, `Debug`, `Default`, `Eq`,
    /// `Ord` and `Hash`. Where several paths fit, the one that was set last counts.
    #[must_use]
    pub fn string_type(mut self, path: impl Into<String>, rust: impl Into<String>) -> Self {
        self.string_types.add(path.into(), rust.into());
        self
    }

    /// Uses `HashMap` for maps at these paths.
    #[must_use]
    pub fn hash_map(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.hash_map.extend(paths);
        self
    }

    /// Uses `HashSet` for sets at these paths.
    #[must_use]
    pub fn hash_set(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.hash_set.extend(paths);
        self
    }

    /// Uses `Bytes`, which is shared and not copied, for byte lists at these paths.
    #[must_use]
    pub fn bytes(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.bytes.extend(paths);
        self
    }

    /// Puts fields at these paths into a `Box`. Where a type would be endless without, there is one anyway.
    #[must_use]
    pub fn boxed(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.boxed.extend(paths);
        self
    }

    /// Uses decoded values for `any` at these paths, instead of bytes that are decoded when asked for.
    #[must_use]
    pub fn any_as_value(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.any_as_value.extend(paths);
        self
    }
}

/// Which traits and items types have.
impl Options {
    /// Compares types at these paths, which hold floats, by the total order that keys need.
    ///
    /// Types that are keys in the packages of the run do so anyway; the option is for packages that are keys elsewhere.
    #[must_use]
    pub fn float_keys(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.float_keys.extend(paths);
        self
    }

    /// Types at these paths get no `Eq`, `Ord` and `Hash` even if they could.
    #[must_use]
    pub fn no_ord(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.no_ord.extend(paths);
        self
    }

    /// Types at these paths do not show their fields in `Debug`.
    #[must_use]
    pub fn skip_debug(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.skip_debug.extend(paths);
        self
    }

    /// Structs, enums and unions at these paths are `#[non_exhaustive]`.
    #[must_use]
    pub fn non_exhaustive(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.non_exhaustive.extend(paths);
        self
    }

    /// Structs at these paths have a builder.
    #[must_use]
    pub fn builder(mut self, paths: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.builder.extend(paths);
        self
    }

    /// Adds attributes to the types at a path, such as `#[derive(Testable)]`.
    #[must_use]
    pub fn type_attribute(mut self, path: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.type_attributes.add(path.into(), attribute.into());
        self
    }

    /// Adds attributes to the enums and unions at a path.
    #[must_use]
    pub fn enum_attribute(mut self, path: impl Into<String>, attribute: impl Into<String>) -> Self {
        self.enum_attributes.add(path.into(), attribute.into());
        self
    }

    /// Adds attributes to the fields, variants and labels at a path.
    #[must_use]
    pub fn field_attribute(
        mut self,
        path: impl Into<String>,
        attribute: impl Into<String>,
    ) -> Self {
        self.field_attributes.add(path.into(), attribute.into());
        self
    }
}

/// What interfaces become.
impl Options {
    /// Whether interfaces have clients; they do unless this says otherwise.
    #[must_use]
    pub fn build_client(mut self, build: bool) -> Self {
        self.build_client = build;
        self
    }

    /// Whether interfaces have servers; they do unless this says otherwise.
    #[must_use]
    pub fn build_server(mut self, build: bool) -> Self {
        self.build_server = build;
        self
    }

    /// Gives every method of a server a body that answers "not implemented".
    ///
    /// A server keeps compiling then when methods are added to its interface.
    #[must_use]
    pub fn default_methods(mut self, default: bool) -> Self {
        self.default_methods = default;
        self
    }

    /// Puts an attribute before the traits of servers at a path.
    #[must_use]
    pub fn trait_attribute(
        mut self,
        path: impl Into<String>,
        attribute: impl Into<String>,
    ) -> Self {
        self.trait_attributes.add(path.into(), attribute.into());
        self
    }
}
