//! The table that makes equal groups one group.
//!
//! The table holds groups weakly: a group that is no longer used leaves it, so that types which arrive from outside
//! cannot pile up.

use std::hash::{BuildHasher, Hash};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use hashbrown::{DefaultHashBuilder, HashTable};

use super::group::{Facts, Group, Nodes};
use super::memo::memo;

/// Names one entry of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key {
    hash: u64,
    serial: u64,
}

#[derive(Default)]
struct Table {
    /// Groups by the hash of their nodes.
    entries: HashTable<Entry>,
    last_serial: u64,
}

struct Entry {
    key: Key,
    group: Weak<Group>,
}

static TABLE: LazyLock<Mutex<Table>> = LazyLock::new(Mutex::default);

/// Keyed at random: whoever sends types must not be able to choose buckets.
static HASHER: LazyLock<DefaultHashBuilder> = LazyLock::new(DefaultHashBuilder::default);

/// The hash of something that equal types have alike; differs from run to run.
pub(super) fn hash(of: impl Hash) -> u64 {
    HASHER.hash_one(of)
}

/// The one group with these nodes.
pub(super) fn intern(nodes: Nodes, facts: Facts) -> Arc<Group> {
    let hash = hash(&*nodes);
    // Groups must not be dropped while the table is locked, since dropping one locks it again.
    let mut keep_until_unlocked = Vec::new();
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    for entry in table.entries.iter_hash(hash) {
        if entry.key.hash == hash
            && let Some(group) = entry.group.upgrade()
        {
            if *group.nodes == *nodes {
                drop(table);
                return group;
            }
            keep_until_unlocked.push(group);
        }
    }
    table.last_serial += 1;
    let key = Key {
        hash,
        serial: table.last_serial,
    };
    let memo = memo(nodes.len());
    let group = Arc::new(Group {
        nodes,
        facts,
        memo,
        entry: Some(key),
    });
    let entry = Entry {
        key,
        group: Arc::downgrade(&group),
    };
    table
        .entries
        .insert_unique(hash, entry, |entry| entry.key.hash);
    drop(table);
    group
}

/// Removes the entry of a group that is being dropped.
pub(super) fn forget(key: Key) {
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let entries = &mut table.entries;
    if let Ok(entry) = entries.find_entry(key.hash, |entry| entry.key == key) {
        entry.remove();
    }
    // What stays is bounded by the largest number of types ever alive at once; give back most of that too.
    if entries.capacity() > 1024 && entries.len() < entries.capacity() / 8 {
        let wanted = entries.len() * 2;
        entries.shrink_to(wanted, |entry| entry.key.hash);
    }
}

/// Whether a type of this name is in the table, used or not.
#[cfg(test)]
pub(super) fn holds_name(name: &str) -> bool {
    let table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let groups: Vec<_> = table
        .entries
        .iter()
        .filter_map(|entry| entry.group.upgrade())
        .collect();
    drop(table);
    groups
        .iter()
        .flat_map(|group| &*group.nodes)
        .any(|node| node.name.as_deref() == Some(name))
}
