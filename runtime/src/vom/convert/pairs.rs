//! What is known about pairs of types, for one message.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use vdl::{Shape, TypeRef, compatible};

/// What was found out about pairs of a type in the body and a target.
#[derive(Default, Debug)]
pub(super) struct Pairs<'t> {
    plans: HashMap<(TypeRef<'t>, TypeRef<'t>), Plan>,
    compatible: HashSet<(TypeRef<'t>, TypeRef<'t>)>,
}

/// For every field of the struct in the body the position in the target, or [`DROPPED`].
pub(super) type Plan = Arc<[u32]>;

/// The field has no place in the target.
pub(super) const DROPPED: u32 = u32::MAX;

impl<'t> Pairs<'t> {
    pub(super) fn are_compatible(&mut self, from: TypeRef<'t>, to: TypeRef<'t>) -> bool {
        if from == to || self.compatible.contains(&(from, to)) {
            return true;
        }
        let are_compatible = compatible(from, to);
        if are_compatible {
            self.compatible.insert((from, to));
        }
        are_compatible
    }

    /// Where the fields of a struct go, if both are structs.
    pub(super) fn plan(&mut self, from: TypeRef<'t>, to: TypeRef<'t>) -> Option<Plan> {
        if let Some(plan) = self.plans.get(&(from, to)) {
            return Some(Arc::clone(plan));
        }
        let (Shape::Struct(fields), Shape::Struct(targets)) = (from.shape(), to.shape()) else {
            return None;
        };
        let position = |name| {
            let index = targets.index_of(name)?;
            u32::try_from(index).ok()
        };
        let plan: Plan = fields
            .iter()
            .map(|field| position(field.name).unwrap_or(DROPPED))
            .collect();
        self.plans.insert((from, to), Arc::clone(&plan));
        Some(plan)
    }
}
