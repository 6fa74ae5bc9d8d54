//! The macros of `v23`. Use them from there; this crate has no other users.
//!
//! `#[derive(Vdl)]` is specified in `codegen` §4.1. What a derived type is coded like is not told here but in
//! `vdl::coder::glue`, which generated code uses too.

mod derive;
mod include;
mod inline;
mod manifest;
mod options;
mod package;
mod service;

use proc_macro::TokenStream;
use syn::{DeriveInput, parse_macro_input};

/// Makes a Rust type a VDL type that can be written and read.
///
/// # What becomes what
///
/// | Rust | VDL |
/// |---|---|
/// | struct with named fields, unit struct | struct; the fields `some_name` are called `SomeName` |
/// | struct with one unnamed field | named type over that of the field |
/// | enum whose variants hold nothing | enum |
/// | enum whose variants hold one value each | union |
/// | `bool`, `u8`, `u16` … `u64`, `i8` … `i64`, `f32`, `f64` | the scalar |
/// | `String`, `&str`, `Box<str>`, `Rc<str>`, `Arc<str>`, `Cow<str>` | `string` |
/// | `Vec<u8>`, `bytes::Bytes`, `Box<[u8]>`, `&[u8]` | `[]byte` |
/// | `Vec<T>`, `VecDeque<T>`, `Box<[T]>`, `&[T]` | `[]T` |
/// | `BTreeSet<K>`, `HashSet<K>` | `set[K]` |
/// | `BTreeMap<K, T>`, `HashMap<K, T>` | `map[K]T` |
/// | `[T; N]`, as the field of a newtype only | `[N]T` |
/// | `Option<T>` where `T` is a struct | `?T` |
/// | `Box<T>`, `Rc<T>`, `Arc<T>`, `&T`, `Cow<T>` | `T` |
/// | `v23::Any`, `vdl::Value` | `any` |
/// | `vdl::Type` | `typeobject` |
///
/// A type with lifetimes can be written but not read. A generic type needs parameters that are VDL types, and its
/// arguments become part of its name: `Pair<i32, String>` is `Pair__int32_string`. Arguments that are alike but for their
/// packages make the same name.
///
/// The zero value of VDL is the first variant of an enum, and the first variant with its own zero of a union. A `Default`
/// that is another value is refused: by the compiler where it is marked `#[default]`, otherwise with a panic when the type
/// is used first (in types without parameters).
///
/// # The name
///
/// A type is called `<package>.<Type>` where `package` is given, otherwise `<package>/<modules>.<Type>` with the package
/// of `v23::package!`, or without that the name of the crate. Two types that come to one name in the latter way, such as
/// types within two functions, are found when they are used first, with a panic, unless they are the same in VDL.
///
/// # Attributes of the type
///
/// | `#[vdl(…)]` | meaning |
/// |---|---|
/// | `package = "acme/geo"` | the package of the VDL type |
/// | `name = "Point"` | its name there, otherwise that of the Rust type |
/// | `rename_all = "…"` | how names of fields and labels are made: `PascalCase` (default of fields), `verbatim` (default of variants), `UPPERCASE`, `SCREAMING_SNAKE_CASE` |
/// | `newtype` | a struct with one field that travels, named or not, is a named type over that of the field |
/// | `transparent` | such a struct has no VDL type of its own: it is what its field is |
/// | `native = "Wire", with = "path"` | the type has no VDL type of its own: it is converted to and from `Wire` by the functions `to_native` and `from_native` of the module |
/// | `as_enum`, `as_union` | what the enum is, where `Variant {}` could be read either way |
/// | `deny_unknown` | a struct that comes in with fields this one lacks is refused, whatever they hold; otherwise they are passed over |
/// | `check = "geo/geo.vdl#Point"` | fails to compile unless the type is that of the VDL source |
/// | `crate = "path"` | where `v23` is, if that is not `::v23` |
///
/// # Attributes of fields
///
/// | `#[vdl(…)]` | meaning |
/// |---|---|
/// | `rename = "Name"` | the name in VDL; for variants too |
/// | `skip` | does not travel; when a value is read it is `Default::default()`, or made by the function of `default` |
/// | `default`, `default = "path"` | `Default::default()`, or what the function returns, if the field does not come. Such a field is written even if it is zero, and so its struct is never zero. Whoever hands on values as VDL leaves zeros out; then the default comes back |
/// | `with = "path"` | travels as another type, see below |
/// | `bytes` | travels as a list of bytes; the type is `AsRef<[u8]> + TryFrom<Vec<u8>>`, such as `[u8; 16]` |
///
/// There is no `flatten`, because VDL has none, and nothing to say about boxes.
///
/// # Conversions
///
/// The module that `with` names has two functions:
///
/// ```text
/// fn to_native(wire: Wire) -> Result<Native, E>
/// fn from_native(native: &Native) -> Result<Wire, E>
/// ```
///
/// Which type travels is taken from their signatures. `from_native` may return another type that is the same in VDL,
/// such as `&str` for `String`. Errors can be displayed, and become errors of reading and writing. `Default::default()`
/// stands for the zero of the wire type, so the native type needs a `Default` unless the field has a `default`. A native
/// type cannot travel as a byte, and a struct with converted fields is no key of sets and maps.
///
/// # Checks
///
/// The file of `check` is looked for below the folder of `Cargo.toml`, and then seen from the source file. Its whole
/// package is compiled, and what it imports: from the root above the folders of `package` if the file lies in folders of
/// that name, otherwise from the root that `vdl check` would take, and from the packages that `vdl` carries. Kind, name, and
/// fields or labels in order are compared; the types of fields by their names or structure. A field with a generic type of
/// one's own cannot be checked. Cargo builds again when a file changes that was read.
#[proc_macro_derive(Vdl, attributes(vdl))]
pub fn derive_vdl(input: TokenStream) -> TokenStream {
    derive::derive(&parse_macro_input!(input as DeriveInput)).into()
}

/// Generates the code of a package, as a build script does, in the place of the macro.
///
/// The text is what a build script takes: a directory or file below the folder of `Cargo.toml`, or the path of a package
/// below the folder `vdl`. A directory or file that is not there is looked for beside the source file. Everything that is imported comes too. What comes out is a tree of modules, one for each element of
/// a package path.
///
/// ```text
/// v23::include_vdl!("vdl/acme/geo");
/// use acme::geo::Point;
/// ```
///
/// Options follow, called as in build scripts:
///
/// ```text
/// mod wire {
///     v23::include_vdl!(
///         "vdl/acme/fleet",
///         extern_path("acme/geo", "crate::geo"),
///         hash_map(["acme/fleet.Index"]),
///         build_server(false),
///     );
/// }
/// ```
///
/// `search_path("directory")` says where package paths start. A file `vdl.toml` has no say. Cargo builds again when a file
/// changes that was read, but it does not see new files: for packages that grow, a build script is the better place.
#[proc_macro]
pub fn include_vdl(input: TokenStream) -> TokenStream {
    include::include(&parse_macro_input!(input as include::Include)).into()
}

/// Generates the code of a package that is written in the place of the macro; `examples/inline` is a program with one.
///
/// The text is VDL, but for the package clause, which has the whole path of the package. The items stand where the macro
/// stands, without a module around them.
///
/// ```text
/// v23::inline! {
///     package "example.com/weather"
///
///     // Sky is what one sees from below.
///     type Sky enum { Clear; Cloudy; Storm }
///
///     type Report struct {
///         Station string
///         Sky     Sky
///     }
/// }
///
/// assert_eq!(Report::default().sky, Sky::Clear);
/// ```
///
/// Rust reads the text first, and stumbles over raw strings of VDL and some escapes in others. Then, and within other
/// macros, the text can be a literal: `inline!(r#"…"#)`.
///
/// The packages that come with the tool can be imported, and others too if an option says where their code is. Options
/// are those of `include_vdl!`, in front of the text or behind the literal:
///
/// ```text
/// v23::inline! {
///     #![vdl(extern_path("acme/geo", "::acme_geo::vdl"), search_path("vdl"))]
///     package "acme/fleet"
///
///     import "acme/geo"
/// }
/// v23::inline!(r#"package "acme/fleet" …"#, hash_map(["acme/fleet.Index"]));
/// ```
#[proc_macro]
pub fn inline(input: TokenStream) -> TokenStream {
    inline::inline(input.into()).into()
}

/// Makes a trait an interface that can be called from elsewhere: with a client, a server, and a description.
///
/// A trait `Board` becomes what an interface `Board` of VDL becomes: the trait that servers implement, `BoardServer` that
/// makes an object of a server, `BoardClient`, and `BOARD_DESC`.
///
/// # Methods
///
/// A method is an `async fn` with `&self`, arguments that it owns, and a `Result<T, v23::Error>`; a tuple is several
/// results. The trait that comes out has two parameters more, first of all, which every implementation has:
///
/// ```text
/// async fn pin(&self, note: Note) -> Result<u32, Error>;                                       // in the service
/// async fn pin(&self, cx: &Context, call: &ServerCall, note: Note) -> Result<u32, Error> { … } // in an implementation
/// ```
///
/// They may be written down in the service too. On the wire the method is called `Pin`. Clients lend arguments: a `String` is
/// a `&str`, a `Vec<T>` a `&[T]`, an `Option<T>` an `Option<&T>`, numbers and `bool` are themselves, and any other type is
/// `&T`. Types are those of `#[derive(Vdl)]` and of generated code. Doc comments are part of the description.
///
/// | attribute of a method | meaning |
/// |---|---|
/// | `#[stream(send = T, recv = U)]` | the server sends items `T` and receives items `U`, or one of both. Implementations have a parameter `ServerStream<'_, T, U>` behind `call`, with `NoSend` or `NoRecv` for what there is not |
/// | `#[tag(value)]` | a tag, which authorizers see; any value that can be written |
/// | `#[out(names("quot", "rem"))]` | the names of the results |
/// | `#[vdl(rename = "GetUrl")]` | the name on the wire |
///
/// | argument of `service` | meaning |
/// |---|---|
/// | `package = "acme/notes"` | the package; otherwise it is made as for types |
/// | `name = "Board"` | the name of the interface |
/// | `crate = path` | where `v23` is, if that is not `::v23` |
///
/// A trait whose supertraits are services embeds them. They are named by paths beside which their clients and servers are
/// found. Methods of an embedded service are called with its own client: `BaseClient::from(&client)`.
#[proc_macro_attribute]
pub fn service(attribute: TokenStream, item: TokenStream) -> TokenStream {
    service::service(attribute.into(), item.into()).into()
}
