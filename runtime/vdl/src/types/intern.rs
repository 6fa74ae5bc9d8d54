//! The table that makes equal groups one group.
//!
//! The table holds groups weakly: a group that is no longer used leaves it, so that types which arrive from outside
//! cannot pile up.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};

use super::group::{Facts, Group, Node};
use super::memo::memo;

/// Names one entry of the table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Key {
    hash: u64,
    serial: u64,
}

#[derive(Default)]
struct Table {
    /// Groups by the hash of their nodes; seldom more than one in a bucket.
    buckets: HashMap<u64, Vec<Entry>>,
    last_serial: u64,
}

struct Entry {
    serial: u64,
    group: Weak<Group>,
}

static TABLE: LazyLock<Mutex<Table>> = LazyLock::new(Mutex::default);

/// Keyed at random: whoever sends types must not be able to choose buckets.
static HASHER: LazyLock<RandomState> = LazyLock::new(RandomState::new);

/// The one group with these nodes.
pub(super) fn intern(nodes: Box<[Node]>, facts: Facts) -> Arc<Group> {
    let hash = HASHER.hash_one(&nodes);
    // Groups must not be dropped while the table is locked, since dropping one locks it again.
    let mut keep_until_unlocked = Vec::new();
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    table.last_serial += 1;
    let serial = table.last_serial;
    let bucket = table.buckets.entry(hash).or_default();
    for entry in &*bucket {
        if let Some(group) = entry.group.upgrade() {
            if group.nodes == nodes {
                drop(table);
                return group;
            }
            keep_until_unlocked.push(group);
        }
    }
    let memo = memo(nodes.len());
    let group = Arc::new(Group {
        nodes,
        facts,
        memo,
        entry: Some(Key { hash, serial }),
    });
    bucket.push(Entry {
        serial,
        group: Arc::downgrade(&group),
    });
    drop(table);
    group
}

/// Removes the entry of a group that is being dropped.
pub(super) fn forget(key: Key) {
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bucket) = table.buckets.get_mut(&key.hash) {
        bucket.retain(|entry| entry.serial != key.serial);
        if bucket.is_empty() {
            table.buckets.remove(&key.hash);
        }
    }
    // What stays is bounded by the largest number of types ever alive at once; give back most of that too.
    let buckets = &mut table.buckets;
    if buckets.capacity() > 1024 && buckets.len() < buckets.capacity() / 8 {
        let wanted = buckets.len() * 2;
        buckets.shrink_to(wanted);
    }
}

/// Whether a type of this name is in the table, used or not.
#[cfg(test)]
pub(super) fn holds_name(name: &str) -> bool {
    let table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    let groups: Vec<_> = table
        .buckets
        .values()
        .flatten()
        .filter_map(|entry| entry.group.upgrade())
        .collect();
    drop(table);
    groups
        .iter()
        .flat_map(|group| &group.nodes)
        .any(|node| node.name.as_deref() == Some(name))
}
