//! From merged types to canonical handles.
//!
//! Each strongly connected component becomes one group. Its named types come first, ordered by name; its unnamed types
//! follow in the order in which a depth-first walk from the named ones leaves them. This order does not depend on how the
//! types were described, so that equal types become equal nodes, and it puts unnamed types after their unnamed parts.

use std::sync::Arc;

use super::component::components;
use super::graph::{Graph, Target};
use super::group::{Body, Edge, FieldNodes, Group, Names, Node, Nodes};
use super::merge::{Class, Merged};
use super::{Repr, Type};
use crate::kind::Kind;

const ELSEWHERE: u32 = u32::MAX;
const WAITING: u32 = u32::MAX - 1;

/// The handle of every pending type.
pub(super) fn assemble(graph: &Graph<'_>, merged: &Merged<'_>) -> Vec<Type> {
    let mut handles: Vec<Option<Type>> = merged
        .classes
        .iter()
        .map(|class| class.known.map(|known| known.to_owned()))
        .collect();
    let new_parts = |class: u32| {
        let class = merged.class(class);
        let parts: &[Target] = if class.known.is_none() {
            merged.parts(class)
        } else {
            &[]
        };
        parts.iter().filter_map(|part| match part {
            Target::Node(part) if merged.class(*part).known.is_none() => Some(*part),
            Target::Node(_) | Target::Primitive(_) | Target::Broken => None,
        })
    };
    let mut local = vec![ELSEWHERE; merged.classes.len()];
    components(merged.classes.len(), new_parts, |members| {
        if merged.class(members[0]).known.is_some() {
            return;
        }
        let ordered;
        let order = if let [_] = members {
            members
        } else {
            ordered = canonical_order(merged, members, &mut local);
            &ordered
        };
        for (class, index) in order.iter().zip(0..) {
            local[*class as usize] = index;
        }
        let node = |class: &u32| {
            let class = merged.class(*class);
            Node {
                name: class.name.map(Into::into),
                body: body(merged, class, &local, &handles),
                measure: class.measure,
            }
        };
        let group = Group::seal(match order {
            [class] => Nodes::One(node(class)),
            classes => Nodes::Many(classes.iter().map(node).collect()),
        });
        for (class, index) in order.iter().zip(0..) {
            local[*class as usize] = ELSEWHERE;
            handles[*class as usize] = Some(Type(Repr::Node(Arc::clone(&group), index)));
        }
    });
    let handle = |target: &Target| match target {
        Target::Primitive(kind) => Type(Repr::Primitive(*kind)),
        Target::Node(node) => {
            let class = merged.class_of[*node as usize];
            handles[class as usize]
                .clone()
                .expect("every class is in one component")
        }
        Target::Broken => unreachable!("broken types are reported before"),
    };
    graph.targets.iter().map(handle).collect()
}

fn canonical_order(merged: &Merged<'_>, members: &[u32], local: &mut [u32]) -> Vec<u32> {
    let mut order = Vec::with_capacity(members.len());
    for class in members {
        if merged.class(*class).name.is_some() {
            order.push(*class);
        } else {
            local[*class as usize] = WAITING;
        }
    }
    order.sort_unstable_by_key(|class| merged.class(*class).name);
    let named = order.len();
    let mut path = Vec::new();
    for i in 0..named {
        path.push((order[i], 0));
        while let Some((class, next_part)) = path.last_mut() {
            let class = *class;
            if let Some(part) = merged.parts(merged.class(class)).get(*next_part) {
                *next_part += 1;
                if let Target::Node(part) = part
                    && local[*part as usize] == WAITING
                {
                    local[*part as usize] = ELSEWHERE;
                    path.push((*part, 0));
                }
                continue;
            }
            path.pop();
            if !path.is_empty() {
                order.push(class);
            }
        }
    }
    order
}

fn body(merged: &Merged<'_>, class: &Class<'_>, local: &[u32], handles: &[Option<Type>]) -> Body {
    let edge = |part: &Target| match part {
        Target::Primitive(kind) => Edge::There(Type(Repr::Primitive(*kind))),
        Target::Node(class) => match local[*class as usize] {
            ELSEWHERE => {
                let handle = handles[*class as usize].clone();
                Edge::There(handle.expect("components come after those they lead to"))
            }
            index => Edge::Here(index),
        },
        Target::Broken => unreachable!("broken types are reported before"),
    };
    let (structure, parts) = (&class.structure, merged.parts(class));
    let part = |index: usize| edge(&parts[index]);
    let names = || {
        let names = structure
            .names
            .expect("enums, structs and unions have names");
        Arc::<Names>::clone(names)
    };
    let fields = || FieldNodes {
        names: names(),
        types: parts.iter().map(edge).collect(),
    };
    match structure.kind {
        Kind::Optional => Body::Optional(part(0)),
        Kind::Enum => Body::Enum(names()),
        Kind::Array => Body::Array(structure.len, part(0)),
        Kind::List => Body::List(part(0)),
        Kind::Set => Body::Set(part(0)),
        Kind::Map => Body::Map(part(0), part(1)),
        Kind::Struct => Body::Struct(fields()),
        Kind::Union => Body::Union(fields()),
        Kind::Any
        | Kind::Bool
        | Kind::Byte
        | Kind::Uint16
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Int8
        | Kind::Int16
        | Kind::Int32
        | Kind::Int64
        | Kind::Float32
        | Kind::Float64
        | Kind::String
        | Kind::TypeObject => Body::Scalar(structure.kind),
    }
}
