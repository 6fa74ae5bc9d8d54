//! Types as values.
//!
//! A [`Type`] is a small handle onto an immutable, canonical description. Types come from constants, from the
//! constructors here, and from a [`TypeBuilder`] when they are recursive or many. The rules are those of the
//! specification of VOM, §11. Which Rust type stands for which [`Type`] is not decided here.

mod assemble;
mod builder;
mod check;
mod component;
mod construct;
mod error;
mod graph;
mod group;
mod intern;
mod memo;
mod merge;
mod reference;
mod resolve;
mod seal;
mod shape;
mod spell;
mod walk;
mod wire_error;
mod wrapper;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

pub use self::builder::{BuiltTypes, Pending, TypeBuilder};
pub use self::error::{TypeError, TypeErrorKind};
pub use self::reference::TypeRef;
pub use self::shape::{Field, Fields, Labels, Shape};
pub use self::walk::Walk;

pub(crate) use self::spell::write_type;

use self::group::Group;
use crate::kind::Kind;

/// How deep unnamed types may be nested in a [`TypeBuilder`]; the count starts anew at every name.
pub const MAX_TYPE_DEPTH: usize = 1000;

/// How many bytes the unique strings of the types of one [`TypeBuilder`] may have.
///
/// Unnamed types are written out wherever they occur, so that few of them can make a long string.
pub const MAX_TYPE_TEXT: u64 = 1 << 26;

/// A type of the VDL type system.
///
/// A handle is cheap to clone and to compare. Two handles are equal exactly when the types are structurally identical,
/// which is when their [unique strings](Type::unique_string) are equal, no matter how the types were made.
///
/// Unnamed types without parts are constants; [`Type::list`] and its like make types out of types, and
/// [`TypeBuilder`] makes recursive ones. [`Type::as_ref`] gives a [`TypeRef`], which has all the ways to look inside;
/// the most common ones are repeated here.
///
/// ```
/// use vdl::{Kind, Type};
///
/// let point = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// assert_eq!(point.kind(), Kind::Struct);
/// assert_eq!(point.to_string(), "geo.Point struct{X int32;Y int32}");
///
/// let same = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// assert_eq!(Type::list(&point), Type::list(&same));
/// # Ok::<_, vdl::TypeError>(())
/// ```
#[derive(Clone)]
pub struct Type(Repr);

#[derive(Clone)]
enum Repr {
    /// An unnamed type without parts, which needs no storage.
    Primitive(Kind),
    Node(Arc<Group>, u32),
}

impl Type {
    /// The unnamed type `any`.
    pub const ANY: Self = Self(Repr::Primitive(Kind::Any));
    /// The unnamed type `bool`.
    pub const BOOL: Self = Self(Repr::Primitive(Kind::Bool));
    /// The unnamed type `byte`.
    pub const BYTE: Self = Self(Repr::Primitive(Kind::Byte));
    /// The unnamed type `uint16`.
    pub const UINT16: Self = Self(Repr::Primitive(Kind::Uint16));
    /// The unnamed type `uint32`.
    pub const UINT32: Self = Self(Repr::Primitive(Kind::Uint32));
    /// The unnamed type `uint64`.
    pub const UINT64: Self = Self(Repr::Primitive(Kind::Uint64));
    /// The unnamed type `int8`.
    pub const INT8: Self = Self(Repr::Primitive(Kind::Int8));
    /// The unnamed type `int16`.
    pub const INT16: Self = Self(Repr::Primitive(Kind::Int16));
    /// The unnamed type `int32`.
    pub const INT32: Self = Self(Repr::Primitive(Kind::Int32));
    /// The unnamed type `int64`.
    pub const INT64: Self = Self(Repr::Primitive(Kind::Int64));
    /// The unnamed type `float32`.
    pub const FLOAT32: Self = Self(Repr::Primitive(Kind::Float32));
    /// The unnamed type `float64`.
    pub const FLOAT64: Self = Self(Repr::Primitive(Kind::Float64));
    /// The unnamed type `string`.
    pub const STRING: Self = Self(Repr::Primitive(Kind::String));
    /// The type `typeobject`.
    pub const TYPEOBJECT: Self = Self(Repr::Primitive(Kind::TypeObject));

    /// The unnamed type of a kind that has no parts; `None` for the other kinds.
    pub fn primitive(kind: Kind) -> Option<Self> {
        kind.is_primitive().then_some(Self(Repr::Primitive(kind)))
    }

    /// The type seen through a borrow, with all the ways to look inside.
    pub fn as_ref(&self) -> TypeRef<'_> {
        TypeRef::new(self)
    }

    /// How the type is built.
    pub fn kind(&self) -> Kind {
        self.as_ref().kind()
    }

    /// The full name, `path.Name`, of a named type.
    pub fn name(&self) -> Option<&str> {
        self.as_ref().name()
    }

    /// The package path in the name: what stands before the last dot, empty if there is none.
    pub fn package_path(&self) -> Option<&str> {
        self.as_ref().package_path()
    }

    /// The name within the package: what stands after the last dot.
    pub fn local_name(&self) -> Option<&str> {
        self.as_ref().local_name()
    }

    /// What the type is made of.
    pub fn shape(&self) -> Shape<'_> {
        self.as_ref().shape()
    }

    /// The element type of an optional, array, list or map.
    pub fn elem(&self) -> Option<TypeRef<'_>> {
        self.as_ref().elem()
    }

    /// The key type of a set or map.
    pub fn key(&self) -> Option<TypeRef<'_>> {
        self.as_ref().key()
    }

    /// The number of elements of an array.
    #[expect(
        clippy::len_without_is_empty,
        reason = "an array has at least one element"
    )]
    pub fn len(&self) -> Option<u64> {
        self.as_ref().len()
    }

    /// The labels of an enum.
    pub fn labels(&self) -> Option<Labels<'_>> {
        self.as_ref().labels()
    }

    /// The fields of a struct or union.
    pub fn fields(&self) -> Option<Fields<'_>> {
        self.as_ref().fields()
    }

    /// Whether this is a list or array whose elements are of *kind* byte, named or not.
    pub fn is_bytes(&self) -> bool {
        self.as_ref().is_bytes()
    }

    /// Whether `any` is this type or somewhere inside it.
    pub fn reaches_any(&self) -> bool {
        self.as_ref().reaches_any()
    }

    /// Whether `typeobject` is this type or somewhere inside it.
    pub fn reaches_typeobject(&self) -> bool {
        self.as_ref().reaches_typeobject()
    }

    /// Whether sets and maps may have keys of this type.
    pub fn can_be_key(&self) -> bool {
        self.as_ref().can_be_key()
    }

    /// The text that identifies the type.
    ///
    /// A named type is its name, a space and its structure at its first occurrence, and its name alone from then on.
    /// The text is made when it is first asked for and kept with the type.
    pub fn unique_string(&self) -> &str {
        self.as_ref().unique_string()
    }

    /// This type and every type inside it, each once, parents first and from left to right.
    pub fn walk(&self) -> Walk<'_> {
        self.as_ref().walk()
    }
}

/// The type `any`, which is the zero value of `typeobject`.
impl Default for Type {
    fn default() -> Self {
        Self::ANY
    }
}

/// In constant time.
impl PartialEq for Type {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl Eq for Type {}

/// In constant time; differs from run to run.
impl Hash for Type {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_ref().hash(state);
    }
}

impl PartialOrd for Type {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By unique string.
impl Ord for Type {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ref().cmp(&other.as_ref())
    }
}

/// The unique string.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unique_string())
    }
}

impl fmt::Debug for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.unique_string())
    }
}

#[cfg(test)]
mod tests;
