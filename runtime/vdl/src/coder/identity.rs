//! Which VDL type a Rust type is: describing it once, and remembering it.

use std::any::TypeId;
use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use super::VdlType;
use crate::types::{Pending, Type, TypeBuilder};

/// Describes Rust types that refer to each other, each once.
#[derive(Default, Debug)]
pub struct Describer {
    builder: TypeBuilder,
    known: HashMap<TypeId, Pending>,
}

impl Describer {
    /// The VDL type of a Rust type.
    pub fn of<T: VdlType + ?Sized>(&mut self) -> Pending {
        let identity = TypeId::of::<T::Identity>();
        if let Some(known) = self.known.get(&identity) {
            return *known;
        }
        let pending = T::describe(self);
        self.known.insert(identity, pending);
        pending
    }

    /// The named type of a Rust type, whose structure may refer to itself.
    pub fn named<T: VdlType + ?Sized>(
        &mut self,
        name: impl Into<String>,
        structure: impl FnOnce(&mut Self) -> Pending,
    ) -> Pending {
        let pending = self.builder.named(name);
        self.known.insert(TypeId::of::<T::Identity>(), pending);
        let base = structure(self);
        self.builder.define(pending, base);
        pending
    }

    /// The builder, for making types out of described ones.
    pub fn builder(&mut self) -> &mut TypeBuilder {
        &mut self.builder
    }
}

/// Types that have been asked for; one entry per Rust type of the program.
static TYPES: LazyLock<RwLock<HashMap<TypeId, &'static Type>>> = LazyLock::new(RwLock::default);

pub(super) fn cached<T: VdlType + ?Sized>() -> &'static Type {
    let identity = TypeId::of::<T::Identity>();
    let known = TYPES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(ty) = known.get(&identity) {
        return ty;
    }
    drop(known);
    let mut describer = Describer::default();
    let pending = describer.of::<T>();
    let built = describer.builder.build();
    let ty = built.expect("a Rust type describes a valid type")[pending].clone();
    let mut known = TYPES.write().unwrap_or_else(PoisonError::into_inner);
    known
        .entry(identity)
        .or_insert_with(|| Box::leak(Box::new(ty)))
}
