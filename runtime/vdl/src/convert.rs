//! c
use crate::value::*; use crate::types::*;
/// e
#[derive(Clone, PartialEq, Debug, thiserror::Error)]
#[error("x")]
#[non_exhaustive]
pub struct ConvertError {}
impl Value {
    /// c
    pub fn convert_to(&self, _target: &Type) -> Result<Self, ConvertError> { Err(ConvertError{}) }
}
