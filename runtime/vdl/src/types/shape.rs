//! What a type is made of, as borrowed views.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use super::group::{FieldNodes, Group, Names};
use super::reference::TypeRef;
use crate::kind::Kind;

/// The structure of a type, without its name: one variant per [`Kind`].
///
/// Match on it to take a type apart.
///
/// ```
/// use vdl::{Shape, Type};
///
/// let ty = Type::map(&Type::STRING, &Type::BOOL)?;
/// let Shape::Map { key, elem } = ty.shape() else { unreachable!() };
/// assert_eq!((key, elem), (Type::STRING.as_ref(), Type::BOOL.as_ref()));
/// # Ok::<_, vdl::TypeError>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[expect(
    missing_docs,
    reason = "the variants and their fields are those of `Kind`"
)]
pub enum Shape<'a> {
    Any,
    Optional(TypeRef<'a>),
    Bool,
    Byte,
    Uint16,
    Uint32,
    Uint64,
    Int8,
    Int16,
    Int32,
    Int64,
    Float32,
    Float64,
    String,
    Enum(Labels<'a>),
    TypeObject,
    Array { len: u64, elem: TypeRef<'a> },
    List(TypeRef<'a>),
    Set(TypeRef<'a>),
    Map { key: TypeRef<'a>, elem: TypeRef<'a> },
    Struct(Fields<'a>),
    Union(Fields<'a>),
}

impl Shape<'_> {
    /// The shape of the primitive types; `None` for the kinds that have parts.
    pub(super) fn of_primitive(kind: Kind) -> Option<Self> {
        Some(match kind {
            Kind::Any => Self::Any,
            Kind::Bool => Self::Bool,
            Kind::Byte => Self::Byte,
            Kind::Uint16 => Self::Uint16,
            Kind::Uint32 => Self::Uint32,
            Kind::Uint64 => Self::Uint64,
            Kind::Int8 => Self::Int8,
            Kind::Int16 => Self::Int16,
            Kind::Int32 => Self::Int32,
            Kind::Int64 => Self::Int64,
            Kind::Float32 => Self::Float32,
            Kind::Float64 => Self::Float64,
            Kind::String => Self::String,
            Kind::TypeObject => Self::TypeObject,
            Kind::Optional
            | Kind::Enum
            | Kind::Array
            | Kind::List
            | Kind::Set
            | Kind::Map
            | Kind::Struct
            | Kind::Union => return None,
        })
    }
}

/// The labels of an enum; usable as a slice.
#[derive(Clone, Copy)]
pub struct Labels<'a> {
    names: &'a Names,
}

impl<'a> Labels<'a> {
    pub(super) fn new(names: &'a Names) -> Self {
        Self { names }
    }

    /// The labels in order.
    pub fn as_slice(self) -> &'a [Box<str>] {
        &self.names.list
    }

    /// The label at `index`.
    pub fn label(self, index: usize) -> Option<&'a str> {
        self.as_slice().get(index).map(|label| &**label)
    }

    /// The position of `label`; of its first occurrence should it be repeated.
    pub fn index_of(self, label: &str) -> Option<usize> {
        self.names.index_of(label)
    }
}

impl Deref for Labels<'_> {
    type Target = [Box<str>];

    fn deref(&self) -> &Self::Target {
        &self.names.list
    }
}

impl<'a> IntoIterator for Labels<'a> {
    type Item = &'a Box<str>;
    type IntoIter = std::slice::Iter<'a, Box<str>>;

    fn into_iter(self) -> Self::IntoIter {
        self.as_slice().iter()
    }
}

impl fmt::Debug for Labels<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.as_slice()).finish()
    }
}

/// One field of a struct or union.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// The name of the field.
    pub name: &'a str,
    /// The type of the field.
    pub ty: TypeRef<'a>,
}

/// The fields of a struct or union.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    group: &'a Arc<Group>,
    nodes: &'a FieldNodes,
}

impl<'a> Fields<'a> {
    pub(super) fn new(group: &'a Arc<Group>, nodes: &'a FieldNodes) -> Self {
        Self { group, nodes }
    }

    /// The number of fields.
    pub fn len(self) -> usize {
        self.nodes.types.len()
    }

    /// Whether there are no fields.
    pub fn is_empty(self) -> bool {
        self.nodes.types.is_empty()
    }

    /// The field at `index`.
    pub fn get(self, index: usize) -> Option<Field<'a>> {
        let edge = self.nodes.types.get(index)?;
        let name = self.nodes.names.list.get(index)?;
        Some(Field {
            name,
            ty: TypeRef::follow(self.group, edge),
        })
    }

    /// The fields in order.
    pub fn iter(
        self,
    ) -> impl ExactSizeIterator<Item = Field<'a>> + DoubleEndedIterator + Clone + use<'a> {
        let pairs = self.nodes.names.list.iter().zip(&self.nodes.types);
        pairs.map(move |(name, edge)| Field {
            name,
            ty: TypeRef::follow(self.group, edge),
        })
    }

    /// The position of the field called `name`.
    pub fn index_of(self, name: &str) -> Option<usize> {
        self.nodes.names.index_of(name)
    }

    /// The field called `name`.
    pub fn named(self, name: &str) -> Option<Field<'a>> {
        self.get(self.index_of(name)?)
    }
}

impl fmt::Debug for Fields<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
