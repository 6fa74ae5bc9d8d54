//! Which traits a type can have: codegen §3.22, and §3.9 for keys with floats.
//!
//! What a type can be depends on all types inside it, in other packages too. The questions are answered for all
//! definitions of the environment at once, by passing what is known on from each to those that contain it.

use std::collections::{HashMap, HashSet};

use vdl::{Kind, Shape, TypeRef};
use vdl_parser::env::{Env, TypeDef, TypeDefId};

use super::leaves::{self, Leaf, Role};
use crate::options::{Options, Place};

/// How values of a type compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Order {
    /// `PartialEq` alone.
    Partial,
    /// `Eq` too.
    Eq,
    /// `Ord` and `Hash` too.
    Total,
}

/// What is known about all definitions.
#[derive(Debug, Default)]
pub(crate) struct Traits {
    order: HashMap<TypeDefId, Order>,
    float_keys: HashSet<TypeDefId>,
}

impl Traits {
    pub(crate) fn new(
        env: &Env,
        options: &Options,
        native: impl Fn(TypeDefId) -> Option<Order>,
    ) -> Self {
        let parts = Parts::new(env);
        let floats = parts.with_floats(env);
        let float_keys = float_keys(env, options, &parts, &floats);
        let mut order = HashMap::new();
        for (id, def) in env.types.iter() {
            let own = native(id)
                .unwrap_or_else(|| own_order(env, def, options, float_keys.contains(&id)));
            order.insert(id, own);
        }
        // From each that falls short to all that hold it. An order falls twice at most.
        let mut pending: Vec<TypeDefId> = env.types.iter().map(|(id, _)| id).collect();
        while let Some(id) = pending.pop() {
            for holder in parts.holders(id) {
                let (held, holds) = (order[&id], order[holder]);
                if held < holds && native(*holder).is_none() {
                    order.insert(*holder, held);
                    pending.push(*holder);
                }
            }
        }
        Self { order, float_keys }
    }

    /// How values of a definition compare.
    pub(crate) fn order(&self, id: TypeDefId) -> Order {
        self.order.get(&id).copied().unwrap_or(Order::Partial)
    }

    /// Whether the type is a key, or part of one, and holds floats, so that it has an order of its own.
    pub(crate) fn is_float_key(&self, id: TypeDefId) -> bool {
        self.float_keys.contains(&id)
    }

    /// The types that are compared by the total order of their floats.
    pub(crate) fn float_keys(&self) -> impl Iterator<Item = TypeDefId> {
        self.float_keys.iter().copied()
    }
}

/// Whether values of a type are copied: enums, and newtypes and short arrays of scalars.
pub(crate) fn is_copy(ty: TypeRef<'_>) -> bool {
    /// Arrays are copied up to this many bytes.
    const MAX_BYTES: u64 = 64;
    match ty.shape() {
        Shape::Array { len, elem } => {
            scalar_size(elem).is_some_and(|size| len.saturating_mul(size) <= MAX_BYTES)
        }
        Shape::Any
        | Shape::Optional(_)
        | Shape::Bool
        | Shape::Byte
        | Shape::Uint16
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Int8
        | Shape::Int16
        | Shape::Int32
        | Shape::Int64
        | Shape::Float32
        | Shape::Float64
        | Shape::String
        | Shape::Enum(_)
        | Shape::TypeObject
        | Shape::List(_)
        | Shape::Set(_)
        | Shape::Map { .. }
        | Shape::Struct(_)
        | Shape::Union(_) => scalar_size(ty).is_some(),
    }
}

/// The size of a number, boolean or label.
fn scalar_size(ty: TypeRef<'_>) -> Option<u64> {
    match ty.kind() {
        Kind::Bool | Kind::Byte | Kind::Int8 | Kind::Enum => Some(1),
        Kind::Uint16 | Kind::Int16 => Some(2),
        Kind::Uint32 | Kind::Int32 | Kind::Float32 => Some(4),
        Kind::Uint64 | Kind::Int64 | Kind::Float64 => Some(8),
        Kind::Any
        | Kind::Optional
        | Kind::String
        | Kind::TypeObject
        | Kind::Array
        | Kind::List
        | Kind::Set
        | Kind::Map
        | Kind::Struct
        | Kind::Union => None,
    }
}

/// How values of a definition compare as far as its own leaves tell.
fn own_order(env: &Env, def: &TypeDef, options: &Options, is_float_key: bool) -> Order {
    let package = &env.packages[def.package].path;
    let place = |member| Place {
        package,
        item: &def.name,
        member,
    };
    // A key must have an order.
    if !is_float_key && options.no_ord.fit(place(None)) {
        return Order::Partial;
    }
    let mut order = Order::Total;
    leaves::of_definition(def.ty.as_ref(), |member, leaf, role| {
        let limit = match leaf {
            Leaf::Float if role == Role::Key || is_float_key => Order::Total,
            Leaf::Float | Leaf::Any | Leaf::TypeObject | Leaf::Error => Order::Partial,
            Leaf::Set if options.hash_set.fit(place(member)) => Order::Eq,
            Leaf::Map if options.hash_map.fit(place(member)) => Order::Eq,
            Leaf::Set | Leaf::Map | Leaf::Named(_) | Leaf::String | Leaf::Scalar => Order::Total,
        };
        order = order.min(limit);
    });
    order
}

/// Which definitions are inside which.
#[derive(Debug, Default)]
struct Parts {
    inside: HashMap<TypeDefId, Vec<TypeDefId>>,
    holders: HashMap<TypeDefId, Vec<TypeDefId>>,
    /// The definitions that are keys somewhere.
    keys: HashSet<TypeDefId>,
    /// Those with floats of their own.
    floats: HashSet<TypeDefId>,
}

impl Parts {
    fn new(env: &Env) -> Self {
        let mut parts = Self::default();
        for (id, def) in env.types.iter() {
            leaves::of_definition(def.ty.as_ref(), |_, leaf, role| {
                if leaf == Leaf::Float {
                    parts.floats.insert(id);
                }
                if let Leaf::Named(ty) = leaf
                    && let Some(part) = ty.name().and_then(|name| env.type_def(name))
                {
                    parts.inside.entry(id).or_default().push(part);
                    parts.holders.entry(part).or_default().push(id);
                    if role == Role::Key {
                        parts.keys.insert(part);
                    }
                }
            });
        }
        for ty in mentioned(env) {
            leaves::of_type(ty, |leaf, role| {
                if let Leaf::Named(ty) = leaf
                    && role == Role::Key
                {
                    parts
                        .keys
                        .extend(ty.name().and_then(|name| env.type_def(name)));
                }
            });
        }
        parts
    }

    fn holders(&self, id: TypeDefId) -> &[TypeDefId] {
        self.holders.get(&id).map_or(&[], Vec::as_slice)
    }

    fn inside(&self, id: TypeDefId) -> &[TypeDefId] {
        self.inside.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The types that can be keys and have a float somewhere inside.
    fn with_floats(&self, env: &Env) -> HashSet<TypeDefId> {
        let can_be_key = |id: &TypeDefId| env.types[*id].ty.can_be_key();
        let mut found = HashSet::new();
        let mut pending: Vec<TypeDefId> = self.floats.iter().copied().filter(can_be_key).collect();
        while let Some(id) = pending.pop() {
            if found.insert(id) {
                pending.extend(self.holders(id).iter().copied().filter(can_be_key));
            }
        }
        found
    }
}

/// The types with floats that are keys, and the types inside them.
fn float_keys(
    env: &Env,
    options: &Options,
    parts: &Parts,
    floats: &HashSet<TypeDefId>,
) -> HashSet<TypeDefId> {
    let wanted = floats.iter().copied().filter(|id| {
        let def = &env.types[*id];
        let place = Place {
            package: &env.packages[def.package].path,
            item: &def.name,
            member: None,
        };
        parts.keys.contains(id) || options.float_keys.fit(place)
    });
    let mut pending: Vec<TypeDefId> = wanted.collect();
    let mut found = HashSet::new();
    while let Some(id) = pending.pop() {
        if floats.contains(&id) && found.insert(id) {
            pending.extend(parts.inside(id));
        }
    }
    found
}

/// The types of consts, arguments, results, streams and parameters.
fn mentioned(env: &Env) -> impl Iterator<Item = TypeRef<'_>> {
    let consts = env.consts.iter().map(|(_, def)| def.value.ty().as_ref());
    let errors = env
        .errors
        .iter()
        .flat_map(|(_, def)| def.params.iter().map(|param| param.ty.as_ref()));
    let methods = env.interfaces.iter().flat_map(|(_, def)| &def.methods);
    let arguments = methods.flat_map(|method| {
        let named = method.in_args.iter().chain(&method.out_args);
        let streams = method.in_stream.iter().chain(&method.out_stream);
        named
            .map(|arg| arg.ty.as_ref())
            .chain(streams.map(vdl::Type::as_ref))
    });
    consts.chain(errors).chain(arguments)
}
