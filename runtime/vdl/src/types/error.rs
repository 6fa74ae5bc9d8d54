//! Why types could not be built.

use thiserror::Error;

use super::builder::Pending;
use super::{MAX_TYPE_DEPTH, MAX_TYPE_TEXT};
use crate::kind::Kind;

/// One violated rule, with the place in the [`TypeBuilder`](super::TypeBuilder) that violates it.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{kind}")]
#[non_exhaustive]
pub struct TypeError {
    /// The rule and the facts.
    pub kind: TypeErrorKind,
    /// The type that violates the rule.
    pub at: Pending,
}

/// The rules that types obey.
///
/// Types are named in the texts by their names alone, or spelled in short.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[non_exhaustive]
pub enum TypeErrorKind {
    /// A kind was given as a primitive type that needs parts.
    #[error("there is no unnamed {kind} type without parts")]
    NotPrimitive {
        /// The kind that was given.
        kind: Kind,
    },
    /// A name is empty.
    #[error("empty type name")]
    EmptyName,
    /// A reserved type was never defined.
    #[error("type {} is not defined", name.as_deref().unwrap_or("without a name"))]
    Undefined {
        /// The name it was reserved with.
        name: Option<String>,
    },
    /// A type was defined twice, or was not reserved.
    #[error("type {} is defined twice", name.as_deref().unwrap_or("without a name"))]
    Redefined {
        /// The name it was reserved with.
        name: Option<String>,
    },
    /// A name was given to `any` or `typeobject`.
    #[error("{kind} cannot be given the name {name}")]
    CannotBeNamed {
        /// The name.
        name: String,
        /// The kind that cannot have one.
        kind: Kind,
    },
    /// Names stand for each other and for nothing else.
    #[error("types are defined by each other alone")]
    NameCycle {
        /// The types, each defined as the next one, the last as the first.
        members: Vec<Pending>,
    },
    /// A name stands for two different types.
    #[error("{name} names two different types")]
    NameConflict {
        /// The name.
        name: String,
        /// The other type of that name, or the type given to the builder that contains it.
        other: Pending,
    },
    /// Unnamed types contain each other.
    #[error("unnamed types contain each other")]
    UnnamedCycle {
        /// The types, each containing the next one, the last containing the first.
        members: Vec<Pending>,
    },
    /// A type contains itself through array elements and fields only, so that a value would be infinitely large.
    #[error("type contains itself through array elements and fields only")]
    StrictCycle {
        /// The types, each containing the next one, the last containing the first.
        members: Vec<Pending>,
    },
    /// An array has no elements, or more than an `i64` can count.
    #[error("invalid array length {len}")]
    ArrayLength {
        /// The length.
        len: u64,
    },
    /// An enum has no labels.
    #[error("enum has no labels")]
    NoLabels,
    /// A label is empty.
    #[error("enum label {index} is empty")]
    EmptyLabel {
        /// The position of the label.
        index: usize,
    },
    /// A union has no fields.
    #[error("union has no fields")]
    NoFields,
    /// A field name is empty.
    #[error("the name of field {index} is empty")]
    EmptyField {
        /// The position of the field.
        index: usize,
    },
    /// Two fields share a name.
    #[error("field {name} occurs twice")]
    DuplicateField {
        /// The name.
        name: String,
        /// The position of the field that had the name first.
        first: usize,
        /// The position of the field that repeats it.
        second: usize,
    },
    /// The element of an optional is something else than a named struct.
    #[error("{elem} cannot be optional, only a named struct can")]
    OptionalElem {
        /// The element type in short.
        elem: String,
    },
    /// The key of a set or map is or contains something that keys must not.
    #[error("{key} cannot be a key, which must not be or contain {contains}")]
    Key {
        /// The key type in short.
        key: String,
        /// The forbidden kind that it is or contains.
        contains: Kind,
    },
    /// Unnamed types are nested too deeply.
    #[error("unnamed types are nested more than {MAX_TYPE_DEPTH} deep")]
    TooDeep,
    /// The types are too many or too large to be written out.
    #[error("types take more than {MAX_TYPE_TEXT} bytes to write out")]
    TooLarge,
}
