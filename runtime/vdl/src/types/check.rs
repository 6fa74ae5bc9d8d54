//! The rules for valid types: vom §11.

use std::collections::{HashMap, VecDeque};

use super::builder::Pending;
use super::component::components;
use super::error::{TypeError, TypeErrorKind};
use super::graph::{Graph, GraphNode, Target};
use crate::kind::Kind;

/// Reports the violations, except for names with two meanings and for sizes.
///
/// Returns whether every part is known and following unnamed types comes to an end.
pub(super) fn check(graph: &Graph<'_>, errors: &mut Vec<TypeError>) -> bool {
    for node in own_nodes(graph) {
        // A name repeats the structure of a type that is looked at by itself.
        if node.name.is_none() {
            check_node(graph, node, errors);
        }
    }
    check_keys(graph, errors);
    let strict = cycles(graph, |node| node.structure.inline_parts(), |_| true);
    for members in strict {
        let at = members[0];
        errors.push(TypeError {
            kind: TypeErrorKind::StrictCycle { members },
            at,
        });
    }
    let unnamed = cycles(
        graph,
        |node| &node.structure.parts,
        |node| node.name.is_none(),
    );
    let mut sound = unnamed.is_empty();
    for members in unnamed {
        let at = members[0];
        errors.push(TypeError {
            kind: TypeErrorKind::UnnamedCycle { members },
            at,
        });
    }
    sound &= !graph.targets.contains(&Target::Broken);
    sound
}

fn own_nodes<'g, 'b>(graph: &'g Graph<'b>) -> impl Iterator<Item = &'g GraphNode<'b>> {
    graph.nodes.iter().take_while(|node| node.known.is_none())
}

fn check_node(graph: &Graph<'_>, node: &GraphNode<'_>, errors: &mut Vec<TypeError>) {
    let mut report = |kind| errors.push(TypeError { kind, at: node.at });
    match node.structure.kind {
        Kind::Array => {
            if node.structure.len < 1 || i64::try_from(node.structure.len).is_err() {
                report(TypeErrorKind::ArrayLength {
                    len: node.structure.len,
                });
            }
        }
        Kind::Enum => {
            if node.structure.names.is_empty() {
                report(TypeErrorKind::NoLabels);
            }
            for (index, label) in node.structure.names.iter().enumerate() {
                if label.is_empty() {
                    report(TypeErrorKind::EmptyLabel { index });
                }
            }
        }
        Kind::Struct | Kind::Union => {
            if node.structure.kind == Kind::Union && node.structure.names.is_empty() {
                report(TypeErrorKind::NoFields);
            }
            let mut seen = HashMap::with_capacity(node.structure.names.len());
            for (second, name) in node.structure.names.iter().enumerate() {
                if name.is_empty() {
                    report(TypeErrorKind::EmptyField { index: second });
                } else if let Some(first) = seen.get(name) {
                    let name = (*name).to_owned();
                    report(TypeErrorKind::DuplicateField {
                        name,
                        first: *first,
                        second,
                    });
                } else {
                    seen.insert(*name, second);
                }
            }
        }
        Kind::Optional => {
            let elem = node.structure.parts[0];
            let valid = match elem {
                Target::Primitive(_) => false,
                Target::Node(index) => {
                    let elem = graph.node(index);
                    elem.name.is_some() && elem.structure.kind == Kind::Struct
                }
                Target::Broken => true,
            };
            if !valid {
                report(TypeErrorKind::OptionalElem {
                    elem: graph.spell(elem),
                });
            }
        }
        // Keys are looked at together.
        Kind::Set | Kind::Map | Kind::List => {}
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
        | Kind::TypeObject => {}
    }
}

fn check_keys(graph: &Graph<'_>, errors: &mut Vec<TypeError>) {
    let has_key = |node: &&GraphNode<'_>| {
        node.name.is_none() && matches!(node.structure.kind, Kind::Set | Kind::Map)
    };
    if own_nodes(graph).find(has_key).is_none() {
        return;
    }
    let forbidden = forbidden_kinds(graph);
    for node in own_nodes(graph).filter(has_key) {
        let contains = match node.structure.parts[0] {
            Target::Primitive(kind) => forbidden_key(kind).then_some(kind),
            Target::Node(index) => forbidden[index as usize],
            Target::Broken => None,
        };
        if let Some(contains) = contains {
            let key = graph.spell(node.structure.parts[0]);
            errors.push(TypeError {
                kind: TypeErrorKind::Key { key, contains },
                at: node.at,
            });
        }
    }
}

fn forbidden_key(kind: Kind) -> bool {
    match kind {
        Kind::Any | Kind::Optional | Kind::TypeObject | Kind::List | Kind::Set | Kind::Map => true,
        Kind::Bool
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
        | Kind::Enum
        | Kind::Array
        | Kind::Struct
        | Kind::Union => false,
    }
}

/// For each node, a kind that it is or contains and that keys must not contain.
fn forbidden_kinds(graph: &Graph<'_>) -> Vec<Option<Kind>> {
    let mut forbidden = vec![None; graph.nodes.len()];
    let mut containers = vec![Vec::new(); graph.nodes.len()];
    let mut queue = VecDeque::new();
    for (node, index) in graph.nodes.iter().zip(0_u32..) {
        let mut found = forbidden_key(node.structure.kind).then_some(node.structure.kind);
        for part in &node.structure.parts {
            match part {
                Target::Primitive(kind) if forbidden_key(*kind) => found = found.or(Some(*kind)),
                Target::Node(part) => containers[*part as usize].push(index),
                Target::Primitive(_) | Target::Broken => {}
            }
        }
        if found.is_some() {
            forbidden[index as usize] = found;
            queue.push_back(index);
        }
    }
    while let Some(index) = queue.pop_front() {
        for container in &containers[index as usize] {
            if forbidden[*container as usize].is_none() {
                forbidden[*container as usize] = forbidden[index as usize];
                queue.push_back(*container);
            }
        }
    }
    forbidden
}

/// One shortest cycle through each strongly connected set of own nodes, starting at its first member.
fn cycles<'g, 'b>(
    graph: &'g Graph<'b>,
    parts: impl Fn(&'g GraphNode<'b>) -> &'g [Target],
    member: impl Fn(&GraphNode<'b>) -> bool,
) -> Vec<Vec<Pending>> {
    let count = own_nodes(graph).count();
    let (parts, member) = (&parts, &member);
    let successors = |index: u32| {
        let node = graph.node(index);
        let parts = if member(node) { parts(node) } else { &[] };
        parts.iter().filter_map(move |part| match part {
            Target::Node(next) if (*next as usize) < count && member(graph.node(*next)) => {
                Some(*next)
            }
            Target::Node(_) | Target::Primitive(_) | Target::Broken => None,
        })
    };
    let mut found = Vec::new();
    for members in components(count, successors) {
        let start = members
            .iter()
            .copied()
            .min()
            .expect("a component has members");
        if members.len() > 1 || successors(start).any(|next| next == start) {
            found.push(shortest_cycle(start, &members, successors));
        }
    }
    let pendings = |cycle: Vec<u32>| {
        cycle
            .into_iter()
            .map(|index| graph.node(index).at)
            .collect()
    };
    found.into_iter().map(pendings).collect()
}

fn shortest_cycle<S: Iterator<Item = u32>>(
    start: u32,
    members: &[u32],
    successors: impl Fn(u32) -> S,
) -> Vec<u32> {
    let mut came_from: HashMap<u32, Option<u32>> =
        members.iter().map(|member| (*member, None)).collect();
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for next in successors(node) {
            if next == start {
                let mut cycle = vec![node];
                while let Some(Some(before)) = came_from.get(&cycle[cycle.len() - 1]) {
                    cycle.push(*before);
                }
                cycle.reverse();
                return cycle;
            }
            if let Some(slot @ None) = came_from.get_mut(&next) {
                *slot = Some(node);
                queue.push_back(next);
            }
        }
    }
    unreachable!("every member of a component leads back to it")
}
