//! Looking into a type without touching a reference count.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ptr;
use std::sync::Arc;

use super::group::{Body, Edge, Facts, Group, Measure, Names, Node};
use super::shape::{Fields, Labels, Shape};
use super::spell;
use super::walk::Walk;
use super::{Repr, Type};
use crate::kind::Kind;

/// A borrowed [`Type`].
///
/// It copies freely, compares in constant time and is the way to walk a type: every part of it is a `TypeRef` that
/// lives as long as the handle at the top. [`TypeRef::to_owned`] makes a handle again.
///
/// ```
/// use vdl::{Type, TypeRef};
///
/// let list = Type::list(&Type::INT32);
/// let elem: Option<TypeRef<'_>> = list.elem();
/// assert_eq!(elem, Some(Type::INT32.as_ref()));
/// ```
#[derive(Clone, Copy)]
pub struct TypeRef<'a>(RefRepr<'a>);

#[derive(Clone, Copy)]
enum RefRepr<'a> {
    Primitive(Kind),
    Node(&'a Arc<Group>, u32),
}

impl<'a> TypeRef<'a> {
    pub(super) fn new(ty: &'a Type) -> Self {
        match &ty.0 {
            Repr::Primitive(kind) => Self(RefRepr::Primitive(*kind)),
            Repr::Node(group, index) => Self(RefRepr::Node(group, *index)),
        }
    }

    pub(super) fn follow(group: &'a Arc<Group>, edge: &'a Edge) -> Self {
        match edge {
            Edge::Here(index) => Self(RefRepr::Node(group, *index)),
            Edge::There(ty) => Self::new(ty),
        }
    }

    /// The group and the node, unless the type is an unnamed primitive.
    pub(super) fn node(self) -> Option<(&'a Arc<Group>, &'a Node)> {
        match self.0 {
            RefRepr::Primitive(_) => None,
            RefRepr::Node(group, index) => Some((group, &group.nodes[index as usize])),
        }
    }

    pub(super) fn facts(self) -> Facts {
        match self.0 {
            RefRepr::Primitive(kind) => Facts {
                reaches_any: kind == Kind::Any,
                reaches_typeobject: kind == Kind::TypeObject,
                can_be_key: !matches!(kind, Kind::Any | Kind::TypeObject),
                depth: 0,
            },
            RefRepr::Node(group, _) => group.facts,
        }
    }

    pub(super) fn measure(self) -> Measure {
        match self.0 {
            RefRepr::Primitive(kind) => Measure {
                nesting: 0,
                text: kind.name().len() as u64,
                zero_size: 1,
                zero_depth: 1,
            },
            RefRepr::Node(group, index) => group.nodes[index as usize].measure,
        }
    }

    /// The types this one is made of, from left to right.
    pub(super) fn parts(self) -> impl Iterator<Item = Self> + use<'a> {
        let node = self.node().into_iter();
        node.flat_map(|(group, node)| node.body.edges().map(move |edge| Self::follow(group, edge)))
    }

    /// The labels, or the names of the fields.
    pub(super) fn part_names(self) -> Option<&'a Arc<Names>> {
        self.node()?.1.body.names()
    }

    /// The size and the depth of the zero value.
    pub(crate) fn zero_measure(self) -> (u64, u32) {
        let measure = self.measure();
        (measure.zero_size, measure.zero_depth)
    }

    /// The zero value of an array of bytes.
    pub(crate) fn zero_bytes(self) -> &'a [u8] {
        static ZEROS: [u8; 256] = [0; 256];
        let len = self
            .len()
            .and_then(|len| usize::try_from(len).ok())
            .unwrap_or(0);
        match (ZEROS.get(..len), self.0) {
            (Some(zeros), _) => zeros,
            (None, RefRepr::Node(group, index)) => {
                group.memo.zero_bytes(index, &|| vec![0; len].into())
            }
            (None, RefRepr::Primitive(_)) => &[],
        }
    }

    /// An owned handle of the same type.
    pub fn to_owned(self) -> Type {
        match self.0 {
            RefRepr::Primitive(kind) => Type(Repr::Primitive(kind)),
            RefRepr::Node(group, index) => Type(Repr::Node(Arc::clone(group), index)),
        }
    }

    /// How the type is built.
    pub fn kind(self) -> Kind {
        match self.0 {
            RefRepr::Primitive(kind) => kind,
            RefRepr::Node(group, index) => group.nodes[index as usize].body.kind(),
        }
    }

    /// The full name, `path.Name`, of a named type.
    pub fn name(self) -> Option<&'a str> {
        self.node()?.1.name.as_deref()
    }

    /// The package path in the name: what stands before the last dot, empty if there is none.
    pub fn package_path(self) -> Option<&'a str> {
        self.name()
            .map(|name| name.rsplit_once('.').map_or("", |(path, _)| path))
    }

    /// The name within the package: what stands after the last dot.
    pub fn local_name(self) -> Option<&'a str> {
        self.name()
            .map(|name| name.rsplit_once('.').map_or(name, |(_, local)| local))
    }

    /// What the type is made of.
    pub fn shape(self) -> Shape<'a> {
        let (group, index) = match self.0 {
            RefRepr::Primitive(kind) => return primitive_shape(kind),
            RefRepr::Node(group, index) => (group, index),
        };
        let part = |edge| Self::follow(group, edge);
        match &group.nodes[index as usize].body {
            Body::Scalar(kind) => primitive_shape(*kind),
            Body::Optional(elem) => Shape::Optional(part(elem)),
            Body::Enum(labels) => Shape::Enum(Labels::new(labels)),
            Body::Array(len, elem) => Shape::Array {
                len: *len,
                elem: part(elem),
            },
            Body::List(elem) => Shape::List(part(elem)),
            Body::Set(key) => Shape::Set(part(key)),
            Body::Map(key, elem) => Shape::Map {
                key: part(key),
                elem: part(elem),
            },
            Body::Struct(fields) => Shape::Struct(Fields::new(group, fields)),
            Body::Union(fields) => Shape::Union(Fields::new(group, fields)),
        }
    }

    /// The element type of an optional, array, list or map.
    pub fn elem(self) -> Option<Self> {
        let (group, node) = self.node()?;
        let (Body::Optional(elem) | Body::Array(_, elem) | Body::List(elem) | Body::Map(_, elem)) =
            &node.body
        else {
            return None;
        };
        Some(Self::follow(group, elem))
    }

    /// The key type of a set or map.
    pub fn key(self) -> Option<Self> {
        let (group, node) = self.node()?;
        let (Body::Set(key) | Body::Map(key, _)) = &node.body else {
            return None;
        };
        Some(Self::follow(group, key))
    }

    /// The number of elements of an array.
    #[expect(
        clippy::len_without_is_empty,
        reason = "an array has at least one element"
    )]
    pub fn len(self) -> Option<u64> {
        let Body::Array(len, _) = self.node()?.1.body else {
            return None;
        };
        Some(len)
    }

    /// The labels of an enum.
    pub fn labels(self) -> Option<Labels<'a>> {
        let Body::Enum(labels) = &self.node()?.1.body else {
            return None;
        };
        Some(Labels::new(labels))
    }

    /// The fields of a struct or union.
    pub fn fields(self) -> Option<Fields<'a>> {
        let (group, node) = self.node()?;
        let (Body::Struct(fields) | Body::Union(fields)) = &node.body else {
            return None;
        };
        Some(Fields::new(group, fields))
    }

    /// Whether this is a list or array whose elements are of *kind* byte, named or not.
    pub fn is_bytes(self) -> bool {
        matches!(self.kind(), Kind::List | Kind::Array)
            && self.elem().is_some_and(|elem| elem.kind() == Kind::Byte)
    }

    /// Whether `any` is this type or somewhere inside it.
    pub fn reaches_any(self) -> bool {
        self.facts().reaches_any
    }

    /// Whether `typeobject` is this type or somewhere inside it.
    pub fn reaches_typeobject(self) -> bool {
        self.facts().reaches_typeobject
    }

    /// Whether sets and maps may have keys of this type.
    ///
    /// A key must not be or contain any, optional, list, set, map or typeobject.
    pub fn can_be_key(self) -> bool {
        self.facts().can_be_key
    }

    /// An upper bound for the nesting of this type through names, where types that contain each other count once.
    ///
    /// Types can be nested to any depth through names; code that recurses through names needs a limit of its own.
    pub fn depth(self) -> usize {
        self.facts().depth as usize
    }

    /// The text that identifies the type; see [`Type::unique_string`].
    pub fn unique_string(self) -> &'a str {
        match self.0 {
            RefRepr::Primitive(kind) => kind.name(),
            RefRepr::Node(group, index) => group.memo.unique(index, &|| spell::unique_string(self)),
        }
    }

    /// This type and every type inside it, each once, parents first and from left to right.
    pub fn walk(self) -> Walk<'a> {
        Walk::new(self)
    }
}

fn primitive_shape(kind: Kind) -> Shape<'static> {
    Shape::of_primitive(kind).expect("only primitive kinds are carried without parts")
}

impl PartialEq for TypeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        match (self.0, other.0) {
            (RefRepr::Primitive(a), RefRepr::Primitive(b)) => a == b,
            (RefRepr::Node(a, i), RefRepr::Node(b, j)) => Arc::ptr_eq(a, b) && i == j,
            (RefRepr::Primitive(_), RefRepr::Node(..))
            | (RefRepr::Node(..), RefRepr::Primitive(_)) => false,
        }
    }
}

impl Eq for TypeRef<'_> {}

impl PartialEq<Type> for TypeRef<'_> {
    fn eq(&self, other: &Type) -> bool {
        *self == other.as_ref()
    }
}

impl PartialEq<TypeRef<'_>> for Type {
    fn eq(&self, other: &TypeRef<'_>) -> bool {
        self.as_ref() == *other
    }
}

impl Hash for TypeRef<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            RefRepr::Primitive(kind) => kind.hash(state),
            RefRepr::Node(group, index) => {
                ptr::hash(Arc::as_ptr(group), state);
                index.hash(state);
            }
        }
    }
}

impl PartialOrd for TypeRef<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By unique string.
impl Ord for TypeRef<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        if self == other {
            return Ordering::Equal;
        }
        self.unique_string().cmp(other.unique_string())
    }
}

impl<'a> From<&'a Type> for TypeRef<'a> {
    fn from(ty: &'a Type) -> Self {
        ty.as_ref()
    }
}

impl fmt::Display for TypeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unique_string())
    }
}

impl fmt::Debug for TypeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unique_string())
    }
}
