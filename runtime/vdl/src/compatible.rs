//! c
use crate::types::TypeRef;
/// s
pub fn compatible(_from: TypeRef<'_>, _to: TypeRef<'_>) -> bool { false }
