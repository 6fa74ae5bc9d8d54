//! Computing what is kept with a group, and making it the one of its kind.

use std::sync::Arc;

use super::component::components;
use super::group::{Body, Edge, Facts, Group, Node, Nodes};
use super::intern;
use crate::kind::Kind;
use crate::zero::BYTES_PER_CELL;

impl Group {
    /// The canonical group of these nodes, which are in canonical order.
    pub(super) fn seal(mut nodes: Nodes) -> Arc<Self> {
        measure_zeros(&mut nodes);
        let facts = facts(&nodes);
        intern::intern(nodes, facts)
    }
}

fn facts(nodes: &[Node]) -> Facts {
    let mut facts = Facts {
        reaches_any: false,
        reaches_typeobject: false,
        can_be_key: true,
        depth: 1,
    };
    for node in nodes {
        let kind = node.body.kind();
        facts.can_be_key &= !matches!(kind, Kind::Optional | Kind::List | Kind::Set | Kind::Map);
        for edge in node.body.edges() {
            let Edge::There(part) = edge else { continue };
            let part = part.as_ref().facts();
            facts.reaches_any |= part.reaches_any;
            facts.reaches_typeobject |= part.reaches_typeobject;
            facts.can_be_key &= part.can_be_key;
            facts.depth = facts.depth.max(part.depth.saturating_add(1));
        }
    }
    facts
}

/// Measures the zero values, those of parts first: parts that a value always holds form no cycle.
fn measure_zeros(nodes: &mut [Node]) {
    if nodes.len() == 1 {
        return measure_zero(nodes, 0);
    }
    let mut order: Vec<u32> = Vec::with_capacity(nodes.len());
    let parts_here = |index: u32| {
        inline_parts(&nodes[index as usize].body)
            .iter()
            .filter_map(|edge| match edge {
                Edge::Here(index) => Some(*index),
                Edge::There(_) => None,
            })
    };
    components(nodes.len(), parts_here, |members| order.extend(members));
    for index in order {
        measure_zero(nodes, index as usize);
    }
}

/// The parts that the zero value holds.
fn inline_parts(body: &Body) -> &[Edge] {
    match body {
        Body::Array(_, elem) => std::slice::from_ref(elem),
        Body::Struct(fields) => &fields.types,
        Body::Union(fields) => &fields.types[..1],
        Body::Scalar(_)
        | Body::Optional(_)
        | Body::Enum(_)
        | Body::List(_)
        | Body::Set(_)
        | Body::Map(..) => &[],
    }
}

/// Measures the zero value of a node after those of its inline parts.
fn measure_zero(nodes: &mut [Node], index: usize) {
    let body = &nodes[index].body;
    let part = |edge: &Edge| match edge {
        Edge::Here(index) => {
            let node = &nodes[*index as usize];
            (node.body.kind(), node.measure)
        }
        Edge::There(ty) => (ty.kind(), ty.as_ref().measure()),
    };
    let mut size = 1_u64;
    let mut depth = 0;
    for edge in inline_parts(body) {
        let (kind, measure) = part(edge);
        let part_size = if let Body::Array(len, _) = body {
            if kind == Kind::Byte {
                len / BYTES_PER_CELL
            } else {
                measure.zero_size.saturating_mul(*len)
            }
        } else {
            measure.zero_size
        };

        size = size.saturating_add(part_size);
        depth = measure.zero_depth.max(depth);
    }
    let measure = &mut nodes[index].measure;
    measure.zero_size = size;
    measure.zero_depth = depth.saturating_add(1);
}
