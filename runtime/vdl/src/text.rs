//! c
use crate::value::*; use crate::types::*;
/// typed(v)
pub fn const_text(value: ValueRef<'_>, local_package: &str) -> String { let _ = (value, local_package); String::new() }
/// untyped(v)
pub fn untyped_text(value: ValueRef<'_>, local_package: &str) -> String { let _ = (value, local_package); String::new() }
/// TYPE
pub fn type_text(ty: TypeRef<'_>, local_package: &str) -> String { let _ = (ty, local_package); String::new() }
impl std::fmt::Display for ValueRef<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { f.write_str("x") }
}
