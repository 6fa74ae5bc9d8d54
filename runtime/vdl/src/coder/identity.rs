//! Which VDL type a Rust type is: describing it once, and remembering it.

use std::any::{TypeId, type_name};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{LazyLock, Mutex, PoisonError, RwLock};

use super::VdlType;
use super::glue::TypeName;
use crate::types::{Pending, Type, TypeBuilder};

/// Describes Rust types that refer to each other, each once.
#[derive(Default, Debug)]
pub struct Describer {
    builder: TypeBuilder,
    known: HashMap<TypeId, Pending>,
    /// Types whose names were made from where the Rust types are.
    made: Vec<Pending>,
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

    /// The named type of a Rust type, with the words of its arguments in the name if it is generic: `Name__A_B`.
    #[doc(hidden)]
    pub fn declared<T: VdlType + ?Sized>(
        &mut self,
        name: &TypeName,
        arguments: &[fn(&mut Self) -> String],
        structure: impl FnOnce(&mut Self) -> Pending,
    ) -> Pending {
        let mut full = name.to_string();
        for (at, argument) in arguments.iter().enumerate() {
            full.push_str(if at == 0 { "__" } else { "_" });
            full.push_str(&argument(self));
        }
        // An argument that contains the type has described it by now.
        if let Some(known) = self.known.get(&TypeId::of::<T::Identity>()) {
            return *known;
        }
        let pending = self.named::<T>(full, structure);
        if name.is_made() {
            self.made.push(pending);
        }
        pending
    }

    /// The builder, for making types out of described ones.
    pub fn builder(&mut self) -> &mut TypeBuilder {
        &mut self.builder
    }
}

/// Types that have been asked for; one entry per Rust type of the program.
static TYPES: RwLock<HashMap<TypeId, &'static Type, BuildHasherDefault<Ready>>> =
    RwLock::new(HashMap::with_hasher(BuildHasherDefault::new()));

/// The hash of an identity, which is a hash itself.
#[derive(Default)]
struct Ready(u64);

impl Hasher for Ready {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, part: u64) {
        self.0 = part;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

pub(super) fn cached<T: VdlType + ?Sized>() -> &'static Type {
    let identity = TypeId::of::<T::Identity>();
    let known = TYPES.read().unwrap_or_else(PoisonError::into_inner);
    if let Some(ty) = known.get(&identity) {
        return ty;
    }
    drop(known);
    let ty = build::<T>();
    let mut known = TYPES.write().unwrap_or_else(PoisonError::into_inner);
    known
        .entry(identity)
        .or_insert_with(|| Box::leak(Box::new(ty)))
}

/// The type of a Rust type, made anew.
pub(super) fn build<T: VdlType + ?Sized>() -> Type {
    let mut describer = Describer::default();
    let pending = describer.of::<T>();
    let built = match describer.builder.build() {
        Ok(built) => built,
        Err(errors) => panic!(
            "{} describes no valid VDL type: {}",
            type_name::<T>(),
            errors[0]
        ),
    };
    for made in describer.made {
        claim(&built[made]);
    }
    built[pending].clone()
}

/// The types that have a made name.
static CLAIMED: LazyLock<Mutex<HashMap<String, Type>>> = LazyLock::new(Mutex::default);

/// Panics if another type has the same made name.
///
/// A name that was given is the giver's business: two versions of a type may well have one name.
fn claim(ty: &Type) {
    let name = ty.name().unwrap_or_default();
    let mut claimed = CLAIMED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(other) = claimed.get(name) {
        assert!(
            other == ty,
            "two Rust types are called {name} in VDL; give one of them another name with `#[vdl(name = …)]`"
        );
        return;
    }
    claimed.insert(name.to_owned(), ty.clone());
}

impl Type {
    /// The VDL type that a Rust type stands for.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// assert_eq!(vdl::Type::of::<BTreeMap<String, Vec<i64>>>().to_string(), "map[string][]int64");
    /// ```
    ///
    /// # Panics
    ///
    /// If what the Rust type describes is no valid type, as [`VdlType::vdl_type`] does.
    pub fn of<T: VdlType + ?Sized>() -> Self {
        T::vdl_type().clone()
    }
}
