//! The packages of `vdlroot`, as the generator makes them: `tests/suite/generated.rs` keeps the files up to date.

include!("packages/packages.vdl.rs");
