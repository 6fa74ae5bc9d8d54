//! Zero values: vom §12, the VDL language §7.6.
//!
//! The zero value of every type is stored as nothing at all, and its parts are made up when they are looked at. So a zero
//! value costs no memory, whatever the length of the arrays in it; still its size is limited, because who goes through
//! the parts would never come to an end.

use crate::kind::Kind;
use crate::types::{Type, TypeRef};
use crate::value::{Children, Data, MAX_VALUE_DEPTH, Value, ValueError, ValueRef};

/// How many cells the zero value of a type may have; see [`ValueRef::size`].
pub const MAX_ZERO_SIZE: u64 = 1 << 22;

/// How many bytes of a string, or of a list or array of bytes, count as one cell.
pub(crate) const BYTES_PER_CELL: u64 = 4;

impl Value {
    /// The zero value of a type.
    ///
    /// It is false, 0, the empty string, label 0, the type `any`, nil, an empty list, set or map, an array or struct of
    /// zero values, or a union with the zero value in field 0.
    ///
    /// # Errors
    ///
    /// If the type holds arrays so long that the value has more than [`MAX_ZERO_SIZE`] cells, or is nested more than
    /// [`MAX_VALUE_DEPTH`] deep.
    ///
    /// ```
    /// use vdl::{Type, Value};
    ///
    /// let pair = Type::array(2, &Type::STRING)?;
    /// assert_eq!(Value::zero(&pair)?.to_string(), r#"[2]string{"", ""}"#);
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    pub fn zero(ty: &Type) -> Result<Self, ValueError> {
        check_zero(ty.as_ref())?;
        Ok(Self::from_parts(ty.clone(), Data::Zero))
    }
}

/// Whether the zero value of a type is within limits.
pub(crate) fn check_zero(ty: TypeRef<'_>) -> Result<(), ValueError> {
    let (size, depth) = ty.zero_measure();
    if size > MAX_ZERO_SIZE {
        return Err(ValueError::TooLarge);
    }
    if depth > u32::from(MAX_VALUE_DEPTH) {
        return Err(ValueError::TooDeep);
    }
    Ok(())
}

/// Whether a value is the zero value of its type, a negative zero counting as zero.
pub(crate) fn is_zero(value: ValueRef<'_>) -> bool {
    let mut path = Vec::new();
    let mut next = Some(value);
    while let Some(value) = next {
        // Only what can hold a negative zero may be zero in spite of being stored.
        match value.data {
            Data::Zero => {}
            Data::Float(number) => {
                if *number != 0.0 {
                    return false;
                }
            }
            Data::Items { .. } => {
                if matches!(value.kind(), Kind::List | Kind::Set) {
                    return false;
                }
                path.push(Children::of(value.view()));
            }
            Data::Union { index, .. } => {
                if *index != 0 {
                    return false;
                }
                path.push(Children::of(value.view()));
            }
            Data::True
            | Data::Unsigned(_)
            | Data::Signed(_)
            | Data::Enum(_)
            | Data::Bytes(_)
            | Data::Type(_)
            | Data::Entries { .. }
            | Data::Some { .. }
            | Data::Any { .. } => return false,
        }
        next = loop {
            let Some(children) = path.last_mut() else {
                break None;
            };
            if !children.only_zeros_left()
                && let Some(child) = children.next()
            {
                break Some(child);
            }
            path.pop();
        };
    }
    true
}
