//! Building many types at once, recursive ones among them.

use std::ops::Index;
use std::sync::Arc;

use super::assemble::assemble;
use super::check::check;
use super::error::{TypeError, TypeErrorKind};
use super::graph::Graph;
use super::group::Names;
use super::merge::merge;
use super::{Repr, Type, TypeRef};
use crate::kind::Kind;

/// Builds types that may refer to each other.
///
/// Every method that describes a type returns a [`Pending`], to be used as a part of further types and, after
/// [`build`](TypeBuilder::build), to look up the [`Type`]. A type that is needed before it is known is reserved with
/// [`named`](TypeBuilder::named) and given its structure by [`define`](TypeBuilder::define).
///
/// ```
/// use vdl::{Type, TypeBuilder};
///
/// let mut builder = TypeBuilder::new();
/// let node = builder.named("tree.Node");
/// let kids = builder.list(node);
/// let text = builder.existing(&Type::STRING);
/// let body = builder.structure([("Text", text), ("Kids", kids)]);
/// builder.define(node, body);
/// let built = builder.build().expect("the tree is a valid type");
///
/// assert_eq!(built[node].to_string(), "tree.Node struct{Text string;Kids []tree.Node}");
/// assert_eq!(built[kids], Type::list(&built[node]));
/// ```
#[derive(Default, Debug)]
pub struct TypeBuilder {
    pub(super) protos: Vec<Proto>,
    /// Errors that are known before the types are looked at together.
    errors: Vec<TypeError>,
}

/// A type of a [`TypeBuilder`] that is not built yet.
///
/// It means nothing to another builder.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Pending(pub(super) u32);

impl Pending {
    /// The number of types that were asked for before, for use as an index into a table beside the builder.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug)]
pub(super) enum Proto {
    Existing(Type),
    Described(Description),
    Reserved {
        name: Option<String>,
        base: Option<Pending>,
    },
    /// Reported already.
    Broken,
}

/// An unnamed type with parts.
#[derive(Debug)]
pub(super) enum Description {
    Optional(Pending),
    Enum(Arc<Names>),
    Array(u64, Pending),
    List(Pending),
    Set(Pending),
    Map([Pending; 2]),
    Struct(Arc<Names>, Vec<Pending>),
    Union(Arc<Names>, Vec<Pending>),
}

impl TypeBuilder {
    /// A builder without any types.
    pub fn new() -> Self {
        Self::default()
    }

    /// A type that is built already.
    pub fn existing(&mut self, ty: &Type) -> Pending {
        self.add(Proto::Existing(ty.clone()))
    }

    /// The unnamed type of a kind that has no parts.
    pub fn primitive(&mut self, kind: Kind) -> Pending {
        if kind.is_primitive() {
            return self.add(Proto::Existing(Type(Repr::Primitive(kind))));
        }
        let at = self.add(Proto::Broken);
        self.errors.push(TypeError {
            kind: TypeErrorKind::NotPrimitive { kind },
            at,
        });
        at
    }

    /// An optional type.
    pub fn optional(&mut self, elem: Pending) -> Pending {
        self.describe(Description::Optional(elem))
    }

    /// An enum type with these labels.
    pub fn enumeration(&mut self, labels: impl IntoIterator<Item = impl Into<String>>) -> Pending {
        let labels = labels
            .into_iter()
            .map(|label| label.into().into_boxed_str());
        self.describe(Description::Enum(Names::new(labels.collect())))
    }

    /// An array type.
    pub fn array(&mut self, len: u64, elem: Pending) -> Pending {
        self.describe(Description::Array(len, elem))
    }

    /// A list type.
    pub fn list(&mut self, elem: Pending) -> Pending {
        self.describe(Description::List(elem))
    }

    /// A set type.
    pub fn set(&mut self, key: Pending) -> Pending {
        self.describe(Description::Set(key))
    }

    /// A map type.
    pub fn map(&mut self, key: Pending, elem: Pending) -> Pending {
        self.describe(Description::Map([key, elem]))
    }

    /// A struct type with these fields.
    pub fn structure(
        &mut self,
        fields: impl IntoIterator<Item = (impl Into<String>, Pending)>,
    ) -> Pending {
        let (names, types) = own(fields);
        self.describe(Description::Struct(names, types))
    }

    /// A union type with these fields.
    pub fn union(
        &mut self,
        fields: impl IntoIterator<Item = (impl Into<String>, Pending)>,
    ) -> Pending {
        let (names, types) = own(fields);
        self.describe(Description::Union(names, types))
    }

    /// Reserves the type of this full name, to be [defined](Self::define) later.
    ///
    /// The same name may be reserved more than once if the definitions agree; they are one type then.
    pub fn named(&mut self, name: impl Into<String>) -> Pending {
        self.add(Proto::Reserved {
            name: Some(name.into()),
            base: None,
        })
    }

    /// Reserves a type without a name of its own, to be [defined](Self::define) later as some other type.
    pub fn reserve(&mut self) -> Pending {
        self.add(Proto::Reserved {
            name: None,
            base: None,
        })
    }

    /// Gives a reserved type its structure, which is that of `base`, with or without a name.
    pub fn define(&mut self, reserved: Pending, base: Pending) {
        let redefined = match self.protos.get_mut(reserved.index()) {
            Some(Proto::Reserved {
                base: slot @ None, ..
            }) => {
                *slot = Some(base);
                return;
            }
            Some(Proto::Reserved { name, .. }) => name.clone(),
            Some(Proto::Existing(_) | Proto::Described(_) | Proto::Broken) | None => None,
        };
        let kind = TypeErrorKind::Redefined { name: redefined };
        self.errors.push(TypeError { kind, at: reserved });
    }

    /// Builds all types, or reports every rule that they violate, in the order of the types at fault.
    pub fn build(mut self) -> Result<BuiltTypes, Vec<TypeError>> {
        let mut errors = std::mem::take(&mut self.errors);
        let graph = Graph::new(&self, &mut errors);
        let sound = check(&graph, &mut errors);
        // Merging follows unnamed types to their ends.
        let merged = sound.then(|| merge(&graph, &mut errors));
        match merged {
            Some(merged) if errors.is_empty() => Ok(BuiltTypes {
                types: assemble(&graph, &merged),
            }),
            Some(_) | None => {
                errors.sort_by_key(|error| error.at);
                Err(errors)
            }
        }
    }

    /// What a type is called within the name of another one: its own name without the package, or its kind with those
    /// of its parts.
    ///
    /// Unnamed types must not contain each other.
    pub(crate) fn word(&self, pending: Pending) -> String {
        match &self.protos[pending.index()] {
            Proto::Existing(ty) => word_of(ty.as_ref()),
            Proto::Reserved {
                name: Some(name), ..
            } => local(name).to_owned(),
            Proto::Reserved {
                name: None,
                base: Some(base),
            } => self.word(*base),
            Proto::Described(description) => match description {
                Description::Optional(elem) => format!("optional_{}", self.word(*elem)),
                Description::Array(len, elem) => format!("array{len}_{}", self.word(*elem)),
                Description::List(elem) => format!("list_{}", self.word(*elem)),
                Description::Set(key) => format!("set_{}", self.word(*key)),
                Description::Map([key, elem]) => {
                    format!("map_{}_{}", self.word(*key), self.word(*elem))
                }
                Description::Enum(_) => Kind::Enum.name().to_owned(),
                Description::Struct(..) => Kind::Struct.name().to_owned(),
                Description::Union(..) => Kind::Union.name().to_owned(),
            },
            Proto::Reserved {
                name: None,
                base: None,
            }
            | Proto::Broken => "unknown".to_owned(),
        }
    }

    fn describe(&mut self, description: Description) -> Pending {
        self.add(Proto::Described(description))
    }

    fn add(&mut self, proto: Proto) -> Pending {
        let index = u32::try_from(self.protos.len()).expect("memory ends before 2^32 types");
        self.protos.push(proto);
        Pending(index)
    }
}

fn word_of(ty: TypeRef<'_>) -> String {
    if let Some(name) = ty.name() {
        return local(name).to_owned();
    }
    let kind = match ty.len() {
        Some(len) => format!("array{len}"),
        None => ty.kind().name().to_owned(),
    };
    let parts = ty.key().into_iter().chain(ty.elem());
    parts.fold(kind, |word, part| word + "_" + &word_of(part))
}

/// A full name without its package.
fn local(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(_, local)| local)
}

fn own(
    fields: impl IntoIterator<Item = (impl Into<String>, Pending)>,
) -> (Arc<Names>, Vec<Pending>) {
    let fields = fields.into_iter();
    let (at_least, _) = fields.size_hint();
    let (mut names, mut types) = (Vec::with_capacity(at_least), Vec::with_capacity(at_least));
    for (name, ty) in fields {
        names.push(name.into().into_boxed_str());
        types.push(ty);
    }
    (Names::new(names.into()), types)
}

/// The types of a [`TypeBuilder`], to be looked up by [`Pending`].
#[derive(Clone, Debug)]
pub struct BuiltTypes {
    types: Vec<Type>,
}

impl BuiltTypes {
    /// The types in the order in which they were asked for.
    pub fn as_slice(&self) -> &[Type] {
        &self.types
    }
}

impl Index<Pending> for BuiltTypes {
    type Output = Type;

    /// # Panics
    ///
    /// If `pending` comes from another builder.
    fn index(&self, pending: Pending) -> &Type {
        &self.types[pending.index()]
    }
}
