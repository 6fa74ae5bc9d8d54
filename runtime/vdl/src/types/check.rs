//! The rules for valid types: vom §11.

use std::collections::VecDeque;

use hashbrown::HashMap;

use super::builder::Pending;
use super::component::components;
use super::error::{TypeError, TypeErrorKind};
use super::graph::{Graph, GraphNode, Target};
use crate::kind::Kind;

/// Reports the violations, except for names with two meanings and for sizes.
///
/// Returns whether every part is known and following unnamed types comes to an end.
pub(super) fn check(graph: &Graph<'_>, errors: &mut Vec<TypeError>) -> bool {
    for node in graph.own_nodes() {
        // A name repeats the structure of a type that is looked at by itself.
        if node.name.is_none() {
            check_node(graph, node, errors);
        }
    }
    check_keys(graph, errors);
    let strict = cycles(graph, |node| graph.inline_parts(node), |_| true);
    for members in strict {
        let at = members[0];
        errors.push(TypeError {
            kind: TypeErrorKind::StrictCycle { members },
            at,
        });
    }
    let unnamed = cycles(graph, |node| graph.parts(node), |node| node.name.is_none());
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

fn check_node(graph: &Graph<'_>, node: &GraphNode<'_>, errors: &mut Vec<TypeError>) {
    let mut report = |kind| errors.push(TypeError { kind, at: node.at });
    let names = node.structure.names();
    match node.structure.kind {
        Kind::Array => {
            if node.structure.len < 1 || i64::try_from(node.structure.len).is_err() {
                report(TypeErrorKind::ArrayLength {
                    len: node.structure.len,
                });
            }
        }
        Kind::Enum => {
            if names.is_empty() {
                report(TypeErrorKind::NoLabels);
            }
            for (index, label) in names.iter().enumerate() {
                if label.is_empty() {
                    report(TypeErrorKind::EmptyLabel { index });
                }
            }
        }
        Kind::Struct | Kind::Union => {
            if node.structure.kind == Kind::Union && names.is_empty() {
                report(TypeErrorKind::NoFields);
            }
            check_fields(node, report);
        }
        Kind::Optional => {
            let elem = graph.parts(node)[0];
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

fn check_fields(node: &GraphNode<'_>, mut report: impl FnMut(TypeErrorKind)) {
    let names = node.structure.names();
    if node
        .structure
        .names
        .is_some_and(|names| names.are_distinct())
        && names.iter().all(|name| !name.is_empty())
    {
        return;
    }
    let mut seen = HashMap::with_capacity(names.len());
    for (second, name) in names.iter().enumerate() {
        if name.is_empty() {
            report(TypeErrorKind::EmptyField { index: second });
        } else if let Some(first) = seen.get(name) {
            report(TypeErrorKind::DuplicateField {
                name: String::from(&**name),
                first: *first,
                second,
            });
        } else {
            seen.insert(name, second);
        }
    }
}

fn check_keys(graph: &Graph<'_>, errors: &mut Vec<TypeError>) {
    let mut all_forbidden = None;
    for node in graph.own_nodes() {
        if node.name.is_some() || !matches!(node.structure.kind, Kind::Set | Kind::Map) {
            continue;
        }
        let contains = match graph.parts(node)[0] {
            Target::Primitive(kind) => forbidden_key(kind).then_some(kind),
            Target::Node(index) if is_simple_key(graph, index) => None,
            Target::Node(index) => {
                all_forbidden.get_or_insert_with(|| forbidden_kinds(graph))[index as usize]
            }
            Target::Broken => None,
        };
        if let Some(contains) = contains {
            let key = graph.spell(graph.parts(node)[0]);
            errors.push(TypeError {
                kind: TypeErrorKind::Key { key, contains },
                at: node.at,
            });
        }
    }
}

/// Whether a type can be a key, as far as this is seen at once.
fn is_simple_key(graph: &Graph<'_>, index: u32) -> bool {
    let node = graph.node(index);
    match node.known {
        Some(known) => known.can_be_key(),
        None => graph.parts(node).is_empty() && !forbidden_key(node.structure.kind),
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
    let mut queue = VecDeque::new();
    // The places of the containers of each node: first how many, then where they end, then where they start.
    let mut starts = vec![0_usize; graph.nodes.len() + 1];
    for (node, index) in graph.nodes.iter().zip(0_u32..) {
        let mut found = forbidden_key(node.structure.kind).then_some(node.structure.kind);
        for part in graph.parts(node) {
            match part {
                Target::Primitive(kind) if forbidden_key(*kind) => found = found.or(Some(*kind)),
                Target::Node(part) => starts[*part as usize] += 1,
                Target::Primitive(_) | Target::Broken => {}
            }
        }
        if found.is_some() {
            forbidden[index as usize] = found;
            queue.push_back(index);
        }
    }
    let mut end = 0;
    for start in &mut starts {
        end += *start;
        *start = end;
    }
    let mut containers = vec![0_u32; end];
    for index in (0..graph.nodes.len() as u32).rev() {
        for part in graph.parts(graph.node(index)) {
            if let Target::Node(part) = part {
                let start = &mut starts[*part as usize];
                *start -= 1;
                containers[*start] = index;
            }
        }
    }
    while let Some(index) = queue.pop_front() {
        let index = index as usize;
        for container in &containers[starts[index]..starts[index + 1]] {
            if forbidden[*container as usize].is_none() {
                forbidden[*container as usize] = forbidden[index];
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
    let count = graph.own;
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
    // Most types are described after their parts, and such have no cycles.
    let leads_on = |index: u32| successors(index).any(|next| next >= index);
    if !(0..count as u32).any(leads_on) {
        return Vec::new();
    }
    let mut found = Vec::new();
    components(count, successors, |members| {
        let start = members
            .iter()
            .copied()
            .min()
            .expect("a component has members");
        if members.len() > 1 || successors(start).any(|next| next == start) {
            found.push(shortest_cycle(start, members, successors));
        }
    });
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
