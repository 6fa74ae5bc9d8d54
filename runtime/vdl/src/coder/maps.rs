//! Sets and maps, ordered and hashed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher, Hash};

use super::{Describer, Of, Reader, Signature, VdlKey, VdlRead, VdlType, VdlWrite, Writer};
use crate::types::Pending;

/// What a node of a container needs besides its key and element, roughly.
const NODE: usize = 16;

macro_rules! sets {
    ($($set:ident<K $(, $hasher:ident: $hasher_bound:path)?>, [$($read_bound:path),*], $make:expr;)*) => {$(
        impl<K: VdlKey $(, $hasher)?> VdlType for $set<K $(, $hasher)?> {
            type Identity = BTreeSet<K::Identity>;

            const SIGNATURE: Signature = Signature::set(K::SIGNATURE);

            fn describe(describer: &mut Describer) -> Pending {
                let key = describer.of::<K>();
                describer.builder().set(key)
            }
        }

        /// Keys are written in the order of the container.
        impl<K: VdlKey + VdlWrite $(, $hasher)?> VdlWrite for $set<K $(, $hasher)?> {
            fn is_zero(&self) -> bool {
                self.is_empty()
            }

            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.begin_set(self.len())?;
                for key in self {
                    key.write(writer)?;
                }
                writer.end_set()
            }
        }

        impl<K: VdlKey + VdlRead $(+ $read_bound)* $(, $hasher: $hasher_bound + Default)?> VdlRead
            for $set<K $(, $hasher)?>
        {
            fn zero() -> Self {
                Self::default()
            }

            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                let len = reader.begin_set(Of::<Self>::new())?;
                reader.charge(len.saturating_mul(size_of::<K>() + NODE))?;
                let make: fn(usize) -> Self = $make;
                let mut keys = make(len);
                for _ in 0..len {
                    keys.insert(K::read(reader)?);
                }
                reader.end_set()?;
                Ok(keys)
            }
        }
    )*};
}

sets! {
    BTreeSet<K>, [Ord], |_| Self::new();
    HashSet<K, S: BuildHasher>, [Eq, Hash], |len| Self::with_capacity_and_hasher(len, S::default());
}

macro_rules! maps {
    ($($map:ident<K, E $(, $hasher:ident: $hasher_bound:path)?>, [$($read_bound:path),*], $make:expr;)*) => {$(
        impl<K: VdlKey, E: VdlType $(, $hasher)?> VdlType for $map<K, E $(, $hasher)?> {
            type Identity = BTreeMap<K::Identity, E::Identity>;

            const SIGNATURE: Signature = Signature::map(K::SIGNATURE, E::SIGNATURE);

            fn describe(describer: &mut Describer) -> Pending {
                let key = describer.of::<K>();
                let elem = describer.of::<E>();
                describer.builder().map(key, elem)
            }
        }

        /// Entries are written in the order of the container.
        impl<K: VdlKey + VdlWrite, E: VdlWrite $(, $hasher)?> VdlWrite
            for $map<K, E $(, $hasher)?>
        {
            fn is_zero(&self) -> bool {
                self.is_empty()
            }

            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.begin_map(self.len())?;
                for (key, elem) in self {
                    key.write(writer)?;
                    elem.write(writer)?;
                }
                writer.end_map()
            }
        }

        impl<
            K: VdlKey + VdlRead $(+ $read_bound)*,
            E: VdlRead
            $(, $hasher: $hasher_bound + Default)?
        > VdlRead for $map<K, E $(, $hasher)?> {
            fn zero() -> Self {
                Self::default()
            }

            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                let len = reader.begin_map(Of::<Self>::new())?;
                reader.charge(len.saturating_mul(size_of::<(K, E)>() + NODE))?;
                let make: fn(usize) -> Self = $make;
                let mut entries = make(len);
                for _ in 0..len {
                    reader.key();
                    let key = K::read(reader)?;
                    reader.elem();
                    let elem = E::read(reader)?;
                    entries.insert(key, elem);
                }
                reader.end_map()?;
                Ok(entries)
            }
        }
    )*};
}

maps! {
    BTreeMap<K, E>, [Ord], |_| Self::new();
    HashMap<K, E, S: BuildHasher>, [Eq, Hash], |len| Self::with_capacity_and_hasher(len, S::default());
}
