//! How structs, newtypes, enums and unions are coded, written once: what `#[derive(Vdl)]` and generated code expand to.
//!
//! This is no public interface. Users derive; generated code calls the macros below by the names that `v23::rt` gives
//! them: `structure!`, `newtype!`, `enumeration!`, `union!`, `transparent!`, `native!`. Each implements the coder traits
//! for a type that is defined beside it. In the short forms the type has no parameters and its name is a literal:
//!
//! ```
//! use vdl::{__vdl_enumeration, __vdl_newtype, __vdl_structure, __vdl_union};
//!
//! struct Point { x: f64, y: f64 }
//! __vdl_structure! { Point, "acme/geo.Point" { 0 x "X": f64, 1 y "Y": f64 } }
//!
//! struct Celsius(f64);
//! __vdl_newtype! { Celsius, "acme/geo.Celsius" { 0: f64 } }
//!
//! enum Shade { Dark, Light }
//! __vdl_enumeration! { Shade, "acme/geo.Shade" { 0 Dark "Dark", 1 Light "Light" } }
//!
//! enum Place { At(Point), Called(String) }
//! __vdl_union! { Place, "acme/geo.Place" { 0 At "At": Point, 1 Called "Called": String } }
//!
//! assert_eq!(vdl::Type::of::<Shade>().to_string(), "acme/geo.Shade enum{Dark;Light}");
//! assert_eq!(vdl::Type::of::<Point>().to_string(), "acme/geo.Point struct{X float64;Y float64}");
//! ```
//!
//! # Fields
//!
//! A field of a struct is `POSITION FIELD "Name": TYPE`, a field of a union `POSITION VARIANT "Name": TYPE`, the only
//! field of a newtype `FIELD: TYPE`, where `FIELD` is `0` in tuple structs. Positions count from 0. A field that is not
//! coded as its own type has a way behind it:
//!
//! | way | meaning |
//! |---|---|
//! | `TYPE => [with TO, FROM]` | converted by two functions, `TO: fn(Wire) -> Result<TYPE, E>` and `FROM: fn(&TYPE) -> Result<Wire, E>`; `TYPE: Default` stands for zero |
//! | `TYPE => [default MAKE]` | always written; what `MAKE()` returns if it does not come (structs only) |
//! | `TYPE => [with TO, FROM, default MAKE]` | both |
//!
//! # Full forms
//!
//! ```text
//! structure!   { [MODE STRICTNESS] HEAD (NAME) { fields } { FIELD: MAKE, … } }
//! newtype!     { [MODE] HEAD (NAME) { field } { FIELD: MAKE, … } }
//! enumeration! { [MODE] HEAD (NAME) { POSITION VARIANT "Label", … } }
//! union!       { [MODE] HEAD (NAME) { fields } }
//! transparent! { [MODE] HEAD { FIELD: TYPE } { FIELD: MAKE, … } }
//! native!      { [MODE] HEAD { WIRE, TO, FROM } }
//!
//! MODE = both | write          STRICTNESS = open | strict
//! HEAD = { [GENERICS] [SELF TYPE] [PREDICATES,] [PARAMETERS] [IDENTITY] [ARGUMENTS,] }
//! NAME = a constant expression of type TypeName
//! ```
//!
//! `GENERICS` goes behind `impl`. `PREDICATES` are where-clauses, each with its comma. `PARAMETERS` are the type
//! parameters; every trait is implemented where they implement it too. `IDENTITY` is a `'static` type that stands for this
//! one: `Self` without generics, with `'static` for every lifetime, or a marker over the identities of the parameters.
//! `ARGUMENTS` are functions `fn(&mut Describer) -> String`, one for each type or const parameter: its word in the name
//! `Name__A_B`; see [`word`]. The last group of structs and newtypes holds fields that do not travel, each with the
//! function that makes it. `MODE` `write` leaves `VdlRead` out. `STRICTNESS` `strict` refuses structs with fields that
//! this type lacks.
//!
//! In `transparent!` the type stands for the VDL type of its field, in `native!` for that of `WIRE`.

mod enumeration;
mod name;
mod native;
mod newtype;
mod parts;
mod structure;
mod transparent;
mod union;

pub use self::name::{TypeName, at_root, checked_package, place_len, place_path, word};
pub use self::native::{
    Native, bytes, describe_with, field_with, is_zero_with, no_byte, read_with, signature_with,
    write_with, zero_with,
};
pub use self::parts::{AnyDefault, KnownDefault, NoKey, Probe, Strict, build, unknown_index};

/// The package of crates that do not say theirs; `package!` puts one of this name where it is found before this one.
pub const __VDL_PACKAGE: Option<&str> = None;
