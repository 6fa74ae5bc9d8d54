//! The Vanadium runtime.
//!
//! Its rooms, from the bottom up: [`vom`] turns values into bytes and back. What values and types are is the business of
//! the crate `vdl` beneath.

#[expect(
    unused_extern_crates,
    reason = "generated code names the runtime in the same way inside and outside of it"
)]
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

#[cfg(feature = "macros")]
pub use vdl_macros::Vdl;

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
