//! From merged types to canonical handles.
//!
//! Each strongly connected component becomes one group. Its named types come first, ordered by name; its unnamed types
//! follow in the order in which a depth-first walk from the named ones leaves them. This order does not depend on how the
//! types were described, so that equal types become equal nodes, and it puts unnamed types after their unnamed parts.

use std::collections::HashSet;
use std::sync::Arc;

use super::component::components;
use super::graph::{Graph, Structure, Target};
use super::group::{Body, Edge, FieldNodes, Group, Names, Node};
use super::merge::{Class, Merged};
use super::{Repr, Type};
use crate::kind::Kind;

const ELSEWHERE: u32 = u32::MAX;

/// The handle of every pending type.
pub(super) fn assemble(graph: &Graph<'_>, merged: Merged<'_>) -> Vec<Type> {
    let Merged { classes, class_of } = merged;
    let mut handles: Vec<Option<Type>> = classes
        .iter()
        .map(|class| class.known.map(|known| known.to_owned()))
        .collect();
    let new_parts = |class: u32| {
        let class = &classes[class as usize];
        let parts: &[Target] = if class.known.is_none() {
            &class.structure.parts
        } else {
            &[]
        };
        parts.iter().filter_map(|part| match part {
            Target::Node(part) if classes[*part as usize].known.is_none() => Some(*part),
            Target::Node(_) | Target::Primitive(_) | Target::Broken => None,
        })
    };
    let mut local = vec![ELSEWHERE; classes.len()];
    for members in components(classes.len(), new_parts) {
        if classes[members[0] as usize].known.is_some() {
            continue;
        }
        let order = canonical_order(&classes, members);
        for (class, index) in order.iter().zip(0..) {
            local[*class as usize] = index;
        }
        let nodes = order.iter().map(|class| {
            let Class {
                name,
                structure,
                measure,
                ..
            } = &classes[*class as usize];
            let body = body(structure, &local, &handles);
            Node {
                name: name.map(Into::into),
                body,
                measure: *measure,
            }
        });
        let group = Group::seal(nodes.collect());
        for (class, index) in order.iter().zip(0..) {
            local[*class as usize] = ELSEWHERE;
            handles[*class as usize] = Some(Type(Repr::Node(Arc::clone(&group), index)));
        }
    }
    let handle = |target: &Target| match target {
        Target::Primitive(kind) => Type(Repr::Primitive(*kind)),
        Target::Node(node) => {
            let class = class_of[*node as usize];
            handles[class as usize]
                .clone()
                .expect("every class is in one component")
        }
        Target::Broken => unreachable!("broken types are reported before"),
    };
    graph.targets.iter().map(handle).collect()
}

fn canonical_order(classes: &[Class<'_>], members: Vec<u32>) -> Vec<u32> {
    if let [_] = members[..] {
        return members;
    }
    let (mut order, unnamed): (Vec<u32>, Vec<u32>) = members
        .into_iter()
        .partition(|class| classes[*class as usize].name.is_some());
    order.sort_by_key(|class| classes[*class as usize].name);
    let named = order.len();
    let mut waiting: HashSet<u32> = unnamed.into_iter().collect();
    for i in 0..named {
        let mut path = vec![(order[i], 0)];
        while let Some((class, next_part)) = path.last_mut() {
            let class = *class;
            if let Some(part) = classes[class as usize].structure.parts.get(*next_part) {
                *next_part += 1;
                if let Target::Node(part) = part
                    && waiting.remove(part)
                {
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

fn body(structure: &Structure<'_>, local: &[u32], handles: &[Option<Type>]) -> Body {
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
    let part = |index: usize| edge(&structure.parts[index]);
    let names = || {
        Names::new(
            structure
                .names
                .iter()
                .map(|name| Box::from(*name))
                .collect(),
        )
    };
    let fields = || FieldNodes {
        names: names(),
        types: structure.parts.iter().map(edge).collect(),
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
