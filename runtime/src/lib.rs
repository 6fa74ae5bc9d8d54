//! The Vanadium runtime.
//!
//! Its rooms, from the bottom up: [`vom`] turns values into bytes and back. What values and types are is the business of
//! the crate `vdl` beneath.

// Generated code names the runtime in the same way inside and outside of it.
extern crate self as v23;

pub mod context;
pub mod naming;
pub mod rpc;
#[doc(hidden)]
pub mod rt;
pub mod vdlroot;
pub mod verror;
pub mod vom;

pub use self::context::Context;
pub use self::vdlroot::{math, time};
pub use self::verror::Error;
pub use self::vom::Any;

/// # Examples
///
/// A struct, an enum and a union:
///
/// ```
/// use std::collections::BTreeMap;
///
/// use v23::{Vdl, vom};
///
/// #[derive(Vdl, Clone, PartialEq, Debug)]
/// #[vdl(package = "acme/fleet")]
/// struct Ship {
///     name: String,
///     crew: BTreeMap<String, Rank>,
///     course: Vec<Leg>,
///     escort: Option<Box<Ship>>,
/// }
///
/// #[derive(Vdl, Clone, Copy, PartialEq, Debug)]
/// #[vdl(package = "acme/fleet")]
/// enum Rank {
///     Sailor,
///     Captain,
/// }
///
/// #[derive(Vdl, Clone, PartialEq, Debug)]
/// #[vdl(package = "acme/fleet")]
/// enum Leg {
///     Heading(f64),
///     Port(String),
/// }
///
/// let ship = Ship {
///     name: "Nonsuch".to_owned(),
///     crew: BTreeMap::from([("Zachariah".to_owned(), Rank::Captain)]),
///     course: vec![Leg::Heading(310.0), Leg::Port("Rupert".to_owned())],
///     escort: None,
/// };
/// let bytes = vom::encode(&ship)?;
/// assert_eq!(vom::decode::<Ship>(&bytes)?, ship);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
///
/// A newtype, a field that is converted, and one with a default:
///
/// ```
/// use std::net::Ipv4Addr;
///
/// use v23::Vdl;
///
/// #[derive(Vdl)]
/// #[vdl(package = "acme/net")]
/// struct Digest([u8; 32]);
///
/// #[derive(Vdl)]
/// #[vdl(package = "acme/net", deny_unknown)]
/// struct Host {
///     #[vdl(with = "address", default = "nowhere")]
///     address: Ipv4Addr,
///     #[vdl(rename = "TLSKey")]
///     key: Digest,
///     #[vdl(skip)]
///     connections: usize,
/// }
///
/// fn nowhere() -> Ipv4Addr {
///     Ipv4Addr::UNSPECIFIED
/// }
///
/// mod address {
///     use std::convert::Infallible;
///     use std::net::{AddrParseError, Ipv4Addr};
///
///     pub fn to_native(wire: String) -> Result<Ipv4Addr, AddrParseError> {
///         wire.parse()
///     }
///
///     pub fn from_native(native: &Ipv4Addr) -> Result<String, Infallible> {
///         Ok(native.to_string())
///     }
/// }
///
/// assert_eq!(
///     vdl::Type::of::<Host>().to_string(),
///     "acme/net.Host struct{Address string;TLSKey acme/net.Digest [32]byte}"
/// );
/// ```
#[cfg(feature = "macros")]
pub use vdl_macros::Vdl;
#[cfg(feature = "macros")]
pub use vdl_macros::{include_vdl, inline, service};

/// Says which VDL package the types of a crate belong to, once, in the root of the crate.
///
/// A type that derives [`Vdl`] and has no `package` attribute of its own is called
/// `<package>/<modules>.<Type>`. Without this macro the name of the crate stands for the package.
///
/// ```
/// v23::package!("acme/fleet");
///
/// mod ship {
///     #[derive(v23::Vdl)]
///     pub struct Position {
///         pub latitude: f64,
///         pub longitude: f64,
///     }
/// }
///
/// fn main() {
///     let ty = vdl::Type::of::<ship::Position>();
///     assert_eq!(ty.name(), Some("acme/fleet/ship.Position"));
/// }
/// ```
#[macro_export]
macro_rules! package {
    ($path:literal) => {
        #[doc(hidden)]
        pub(crate) const __VDL_PACKAGE: ::core::option::Option<&str> = {
            ::core::assert!(
                $crate::rt::glue::at_root(::core::module_path!()),
                "`package!` belongs in the root of the crate"
            );
            $crate::rt::glue::checked_package($path)
        };
    };
}

/// Includes the code that the build script generated from VDL packages.
///
/// The code is a tree of modules, one for each element of a package path, and may stand in any module. Without an
/// argument it is the file `vdl.rs` of the output directory, as `vdl_codegen::compile` writes it; with one it is the
/// file that was called so with `include_file`.
///
/// ```ignore
/// v23::include_generated!();
///
/// mod wire {
///     v23::include_generated!("acme.rs");
/// }
/// ```
#[macro_export]
macro_rules! include_generated {
    () => {
        $crate::include_generated!("vdl.rs");
    };
    ($file:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $file));
    };
}

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
