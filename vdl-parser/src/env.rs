//! The typed IR: everything a back end needs to know about compiled packages.
//!
//! [`Env`] owns one arena per kind of definition; definitions refer to each other by `Copy` ids. Types and constants are
//! [`vdl::Type`] and [`vdl::Value`]. No name is left to resolve and no syntax tree is needed (`vdl-language` §6.2, §8, §9).

use hashbrown::{HashMap, HashSet};

use id_arena::{Arena, Id};
use vdl::{Type, Value};

use crate::source::{SourceId, Span};

/// Names a [`Package`] of an [`Env`].
pub type PackageId = Id<Package>;
/// Names a [`File`] of an [`Env`].
pub type FileId = Id<File>;
/// Names a [`TypeDef`] of an [`Env`].
pub type TypeDefId = Id<TypeDef>;
/// Names a [`ConstDef`] of an [`Env`].
pub type ConstDefId = Id<ConstDef>;
/// Names an [`ErrorDef`] of an [`Env`].
pub type ErrorDefId = Id<ErrorDef>;
/// Names an [`Interface`] of an [`Env`].
pub type InterfaceId = Id<Interface>;

/// All packages of a run, compiled.
#[derive(Clone, Debug, Default)]
pub struct Env {
    /// The packages.
    pub packages: Arena<Package>,
    /// The files of the packages.
    pub files: Arena<File>,
    /// Type definitions.
    pub types: Arena<TypeDef>,
    /// Const definitions.
    pub consts: Arena<ConstDef>,
    /// Error definitions.
    pub errors: Arena<ErrorDef>,
    /// Interfaces.
    pub interfaces: Arena<Interface>,
    pub(crate) by_path: HashMap<String, PackageId>,
    pub(crate) by_type_name: HashMap<String, TypeDefId>,
}

impl Env {
    /// An environment without packages.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The package of a path, standard packages by their short path.
    #[must_use]
    pub fn package(&self, path: &str) -> Option<PackageId> {
        self.by_path.get(path).copied()
    }

    /// The definition of a named type, by its full name `path.Name`.
    #[must_use]
    pub fn type_def(&self, full_name: &str) -> Option<TypeDefId> {
        self.by_type_name.get(full_name).copied()
    }

    /// All methods of an interface: its own, then those of each embedded interface in order.
    #[must_use]
    pub fn all_methods(&self, interface: InterfaceId) -> Vec<&Method> {
        // No method arrives twice, but an interface without methods may, on many ways.
        let mut methods = Vec::new();
        let mut seen = HashSet::new();
        let mut pending = vec![interface];
        while let Some(id) = pending.pop() {
            if seen.insert(id) {
                let interface = &self.interfaces[id];
                methods.extend(&interface.methods);
                pending.extend(interface.embeds.iter().rev().map(|embed| embed.interface));
            }
        }
        methods
    }
}

/// The documentation of an item with its comment markers; empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The block before the item.
    pub doc: String,
    /// The block on its line.
    pub suffix: String,
}

/// A compiled package.
#[derive(Clone, Debug)]
pub struct Package {
    /// The name of the package clause.
    pub name: String,
    /// What imports say.
    pub path: String,
    /// The path that generated code uses; differs from `path` for standard packages.
    pub gen_path: String,
    /// Whether it came embedded with the tool rather than from a search path or directory.
    pub embedded: bool,
    /// The package documentation.
    pub docs: Docs,
    /// The file documentation that all files share.
    pub file_doc: String,
    /// The `vdltool.Config` of the package, unless it has none or it is zero.
    pub config: Option<Value>,
    /// Files by name.
    pub files: Vec<FileId>,
    /// Types in definition order: dependencies first.
    pub types: Vec<TypeDefId>,
    /// Consts in definition order: dependencies first.
    pub consts: Vec<ConstDefId>,
    /// Errors in file and source order.
    pub errors: Vec<ErrorDefId>,
    /// Interfaces in definition order: embedded ones first.
    pub interfaces: Vec<InterfaceId>,
    pub(crate) names: HashMap<String, Def>,
}

impl Package {
    /// What a name of the package means, exported or not.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Option<Def> {
        self.names.get(name).copied()
    }
}

/// What a package-level name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Def {
    /// A type.
    Type(TypeDefId),
    /// A const.
    Const(ConstDefId),
    /// An error.
    Error(ErrorDefId),
    /// An interface.
    Interface(InterfaceId),
}

/// A file of a package.
#[derive(Clone, Debug)]
pub struct File {
    /// Its base name.
    pub name: String,
    /// Its text.
    pub source: SourceId,
    /// Its package.
    pub package: PackageId,
    /// Its imports, in source order.
    pub imports: Vec<Import>,
    /// The packages whose types or interfaces it uses (`vdl-language` §14), by path.
    pub package_deps: Vec<PackageId>,
    /// The types it uses (`vdl-language` §14), ordered by canonical string.
    pub type_deps: Vec<Type>,
}

/// An import of a file.
#[derive(Clone, Debug)]
pub struct Import {
    /// The name it has in the file.
    pub local: String,
    /// What it imports.
    pub package: PackageId,
    /// The alias or the quoted path.
    pub span: Span,
}

/// A type definition.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Where it belongs.
    pub package: PackageId,
    /// The file that defines it.
    pub file: FileId,
    /// Its local name.
    pub name: String,
    /// Whether other packages may use it.
    pub exported: bool,
    /// The defined name.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
    /// The named type.
    pub ty: Type,
    /// The body as written: another named type, or an unnamed structure.
    pub base: Type,
    /// Names and documentation of the fields of a struct or union body, or of the labels of an enum body.
    pub members: Vec<Member>,
}

/// A field or label of a type definition.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name where it stands.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
}

/// A const definition.
#[derive(Clone, Debug)]
pub struct ConstDef {
    /// Where it belongs.
    pub package: PackageId,
    /// The file that defines it.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Whether other packages may use it.
    pub exported: bool,
    /// The defined name.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
    /// Its value.
    pub value: Value,
}

/// What a client should do about an error (`vdl-language` §9).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Retry {
    /// Do not retry.
    #[default]
    NoRetry,
    /// Retry on a new connection.
    RetryConnection,
    /// Fetch what the call needs again, then retry.
    RetryRefetch,
    /// Wait, then retry.
    RetryBackoff,
}

impl Retry {
    /// All actions, in the order of their wire values.
    pub const ALL: [Self; 4] = [
        Self::NoRetry,
        Self::RetryConnection,
        Self::RetryRefetch,
        Self::RetryBackoff,
    ];

    /// The word that VDL uses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::NoRetry => "NoRetry",
            Self::RetryConnection => "RetryConnection",
            Self::RetryRefetch => "RetryRefetch",
            Self::RetryBackoff => "RetryBackoff",
        }
    }
}

/// An error definition.
#[derive(Clone, Debug)]
pub struct ErrorDef {
    /// Where it belongs.
    pub package: PackageId,
    /// The file that defines it.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Whether other packages may use it.
    pub exported: bool,
    /// The defined name.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
    /// Package path, a dot and the name.
    pub id: String,
    /// What a client should do about it.
    pub retry: Retry,
    /// Its parameters in order.
    pub params: Vec<Arg>,
    /// Its message formats in source order, as written.
    pub formats: Vec<Format>,
}

/// The message of an error in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Format {
    /// A language tag such as `en`.
    pub lang: String,
    /// The text with its placeholders.
    pub text: String,
}

/// An interface.
#[derive(Clone, Debug)]
pub struct Interface {
    /// Where it belongs.
    pub package: PackageId,
    /// The file that defines it.
    pub file: FileId,
    /// Its name.
    pub name: String,
    /// Whether other packages may use it.
    pub exported: bool,
    /// The defined name.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
    /// Embedded interfaces in source order.
    pub embeds: Vec<Embed>,
    /// Own methods in source order.
    pub methods: Vec<Method>,
}

/// An embedded interface.
#[derive(Clone, Debug)]
pub struct Embed {
    /// Which one.
    pub interface: InterfaceId,
    /// Where it is embedded.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
}

/// A method of an interface.
#[derive(Clone, Debug)]
pub struct Method {
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// Its documentation.
    pub docs: Docs,
    /// In-arguments in order.
    pub in_args: Vec<Arg>,
    /// Out-arguments in order, without the final error.
    pub out_args: Vec<Arg>,
    /// What the client sends in a stream.
    pub in_stream: Option<Type>,
    /// What the server sends in a stream.
    pub out_stream: Option<Type>,
    /// Tags in order.
    pub tags: Vec<Value>,
}

/// An argument, result or parameter.
#[derive(Clone, Debug)]
pub struct Arg {
    /// Its name; empty for a single unnamed result.
    pub name: String,
    /// Its name or, without one, its type.
    pub span: Span,
    /// Its type.
    pub ty: Type,
}
