//! Which optionals need a `Box`: codegen §3.12.
//!
//! A struct, union or array holds its parts in place, but for lists, sets and maps. An optional goes into a box exactly if
//! the type that has it and the type that it holds contain each other; then every type is of finite size, and it does
//! not matter in which order types are defined.

use std::collections::{HashMap, HashSet};

use vdl::{Shape, TypeRef};
use vdl_parser::env::{Env, TypeDefId};

/// The fields that are boxed, as type and position; 0 for the elements of arrays.
#[derive(Debug, Default)]
pub(crate) struct Boxes(HashSet<(TypeDefId, usize)>);

impl Boxes {
    /// Looks at all definitions; where a native type is in place of a definition, there is nothing to look into.
    pub(crate) fn new(env: &Env, is_native: impl Fn(TypeDefId) -> bool) -> Self {
        let order: Vec<TypeDefId> = env.types.iter().map(|(id, _)| id).collect();
        let place: HashMap<TypeDefId, usize> =
            order.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let edges: Vec<Vec<Edge>> = order
            .iter()
            .map(|id| {
                edges(env.types[*id].ty.as_ref())
                    .into_iter()
                    .filter_map(|(field, held, ty)| {
                        let id = env.type_def(ty.name()?)?;
                        let to = *place.get(&id)?;
                        (!is_native(id)).then_some(Edge { field, held, to })
                    })
                    .collect()
            })
            .collect();
        let component = components(&edges);
        let mut boxed = HashSet::new();
        for (from, edges) in edges.iter().enumerate() {
            for edge in edges {
                if edge.held == Held::Optional && component[from] == component[edge.to] {
                    boxed.insert((order[from], edge.field));
                }
            }
        }
        Self(boxed)
    }

    /// Whether the optional of a field needs a box.
    pub(crate) fn contains(&self, ty: TypeDefId, field: usize) -> bool {
        self.0.contains(&(ty, field))
    }
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    field: usize,
    held: Held,
    to: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Held {
    InPlace,
    Optional,
}

/// The named types that values of a type hold without a list, set or map between.
fn edges(ty: TypeRef<'_>) -> Vec<(usize, Held, TypeRef<'_>)> {
    let parts: Vec<TypeRef<'_>> = match ty.shape() {
        Shape::Struct(fields) | Shape::Union(fields) => {
            fields.iter().map(|field| field.ty).collect()
        }
        Shape::Array { elem, .. } => vec![elem],
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
        | Shape::Map { .. } => Vec::new(),
    };
    let held = parts.into_iter().enumerate().filter_map(|(field, part)| {
        if part.name().is_some() {
            return Some((field, Held::InPlace, part));
        }
        let is_optional = part.kind() == vdl::Kind::Optional && !part.is_error();
        Some((field, Held::Optional, part.elem().filter(|_| is_optional)?))
    });
    held.collect()
}

/// The number of the strongly connected component of each node, by Tarjan's algorithm in a loop.
fn components(edges: &[Vec<Edge>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let (mut seen, mut found) = (0, 0);
    let mut open = Vec::new();
    for start in 0..edges.len() {
        let mut path = vec![(start, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                if index[node] != UNSEEN {
                    continue;
                }
                index[node] = seen;
                low[node] = seen;
                seen += 1;
                open.push(node);
            } else {
                // The edge before has been followed to its end.
                let to = edges[node][next - 1].to;
                if component[to] == UNSEEN {
                    low[node] = low[node].min(low[to]);
                }
            }
            if let Some(edge) = edges[node].get(next) {
                path.push((node, next + 1));
                if index[edge.to] == UNSEEN {
                    path.push((edge.to, 0));
                }
            } else if low[node] == index[node] {
                while let Some(member) = open.pop() {
                    component[member] = found;
                    if member == node {
                        break;
                    }
                }
                found += 1;
            }
        }
    }
    component
}

#[cfg(test)]
mod tests {
    use super::{Edge, Held, components};

    fn edge(to: usize) -> Edge {
        Edge {
            field: 0,
            held: Held::InPlace,
            to,
        }
    }

    /// Whether nodes are in one component, for all pairs.
    fn check(edges: &[&[usize]], together: &[&[usize]]) {
        let graph: Vec<Vec<Edge>> = edges
            .iter()
            .map(|to| to.iter().copied().map(edge).collect())
            .collect();
        let component = components(&graph);
        for a in 0..edges.len() {
            for b in 0..edges.len() {
                let expected = a == b
                    || together
                        .iter()
                        .any(|nodes| nodes.contains(&a) && nodes.contains(&b));
                assert_eq!(component[a] == component[b], expected, "{a} and {b}");
            }
        }
    }

    #[test]
    fn nodes_that_reach_each_other_are_together() {
        check(
            &[&[1], &[2], &[0, 3], &[4], &[3], &[0]],
            &[&[0, 1, 2], &[3, 4]],
        );
        check(&[&[0], &[0]], &[]);
        check(&[&[1, 2], &[3], &[3], &[0]], &[&[0, 1, 2, 3]]);
        check(&[&[2], &[0, 2], &[2]], &[]);
    }

    #[test]
    fn long_chains_are_walked_in_a_loop() {
        let len = 200_000;
        let mut graph: Vec<Vec<Edge>> = (1..len).map(|to| vec![edge(to)]).collect();
        graph.push(vec![edge(0)]);
        assert!(components(&graph).iter().all(|component| *component == 0));
    }
}
