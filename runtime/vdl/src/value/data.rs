//! How values are stored.

use std::sync::Arc;

use super::Value;
use super::error::ValueError;
use super::{MAX_VALUE_DEPTH, MAX_VALUE_SIZE};
use crate::types::{Type, TypeRef};
use crate::zero::BYTES_PER_CELL;

/// A value without its type, which the container of the value knows.
///
/// Constructors store the zero value of any type as `Zero`, except that a negative zero, and what holds one, is stored
/// as it is. Trailing zeros of an array are left out. Composite data is shared by clones and carries its depth and
/// size, so that building a value from its parts takes no look inside them.
#[derive(Clone, Debug)]
pub(crate) enum Data {
    Zero,
    True,
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Enum(u32),
    /// The bytes of a string, and of a list or array whose elements are of kind byte; of an array always all of them.
    Bytes(Arc<[u8]>),
    Type(Type),
    /// The elements of a list, the first elements of an array, the sorted keys of a set, the fields of a struct.
    Items {
        depth: u16,
        size: u32,
        items: Arc<[Self]>,
    },
    /// The entries of a map sorted by key.
    Entries {
        depth: u16,
        size: u32,
        entries: Arc<[(Self, Self)]>,
    },
    Union {
        depth: u16,
        size: u32,
        index: u32,
        data: Arc<Self>,
    },
    Some {
        depth: u16,
        size: u32,
        data: Arc<Self>,
    },
    Any {
        depth: u16,
        size: u32,
        value: Arc<Value>,
    },
}

/// The nesting of a value and the number of cells in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extent {
    pub(crate) depth: u64,
    pub(crate) size: u64,
}

impl Data {
    pub(crate) fn extent(&self, ty: TypeRef<'_>) -> Extent {
        match self {
            Self::Zero => {
                let (size, depth) = ty.zero_measure();
                Extent {
                    depth: u64::from(depth),
                    size,
                }
            }
            Self::True
            | Self::Unsigned(_)
            | Self::Signed(_)
            | Self::Float(_)
            | Self::Enum(_)
            | Self::Type(_) => Extent { depth: 1, size: 1 },
            Self::Bytes(bytes) => Extent {
                depth: 1,
                size: 1 + bytes.len() as u64 / BYTES_PER_CELL,
            },
            Self::Items { depth, size, .. }
            | Self::Entries { depth, size, .. }
            | Self::Union { depth, size, .. }
            | Self::Some { depth, size, .. }
            | Self::Any { depth, size, .. } => Extent {
                depth: u64::from(*depth),
                size: u64::from(*size),
            },
        }
    }
}

impl Extent {
    /// The extent of a composite value before any part is added.
    pub(crate) const EMPTY: Self = Self { depth: 1, size: 1 };

    pub(crate) fn add(self, part: Self) -> Self {
        self.add_times(1, part)
    }

    pub(crate) fn add_times(self, times: u64, part: Self) -> Self {
        let size = self.size.saturating_add(part.size.saturating_mul(times));
        Self {
            depth: self.depth.max(part.depth.saturating_add(1)),
            size,
        }
    }

    /// The depth and the size as they are stored, if they are within limits.
    pub(crate) fn checked(self) -> Result<(u16, u32), ValueError> {
        let depth = u16::try_from(self.depth)
            .ok()
            .filter(|depth| *depth <= MAX_VALUE_DEPTH);
        let size = u32::try_from(self.size)
            .ok()
            .filter(|size| *size <= MAX_VALUE_SIZE);
        Ok((
            depth.ok_or(ValueError::TooDeep)?,
            size.ok_or(ValueError::TooLarge)?,
        ))
    }
}
