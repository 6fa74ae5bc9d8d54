//! What is computed from a type when it is first asked for.

use std::fmt::Debug;
use std::panic::{RefUnwindSafe, UnwindSafe};
use std::sync::OnceLock;

use hashbrown::HashMap;

use super::wrapper::Wrapper;

/// The results for the types of one group, by index.
///
/// This is a trait only to hide that something here can change: a type is a fine key of a map, because what is
/// remembered takes no part in equality, but lints which look into the fields of a key cannot know.
pub(super) trait Memo: Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// The unique string.
    fn unique(&self, index: u32, make: &dyn Fn() -> Box<str>) -> &str;

    /// The bytes of the zero value of a long array of bytes.
    fn zero_bytes(&self, index: u32, make: &dyn Fn() -> Box<[u8]>) -> &[u8];

    /// The type of the group that is made of another one of the group.
    fn wrapped(&self, wrapper: Wrapper, part: u32, make: &dyn Fn() -> Wrappers) -> Option<u32>;
}

/// Types of a group by what they make of which other type of the group.
pub(super) type Wrappers = HashMap<(Wrapper, u32), u32>;

/// Nothing remembered yet, for a group of `count` types.
pub(super) fn memo(count: usize) -> Box<dyn Memo> {
    Box::new(Table {
        count,
        rows: OnceLock::new(),
        wrappers: OnceLock::new(),
    })
}

#[derive(Debug)]
struct Table {
    count: usize,
    rows: OnceLock<Box<[Row]>>,
    wrappers: OnceLock<Wrappers>,
}

#[derive(Default, Debug)]
struct Row {
    unique: OnceLock<Box<str>>,
    zero_bytes: OnceLock<Box<[u8]>>,
}

impl Table {
    fn row(&self, index: u32) -> &Row {
        let rows = self
            .rows
            .get_or_init(|| (0..self.count).map(|_| Row::default()).collect());
        &rows[index as usize]
    }
}

impl Memo for Table {
    fn unique(&self, index: u32, make: &dyn Fn() -> Box<str>) -> &str {
        self.row(index).unique.get_or_init(make)
    }

    fn zero_bytes(&self, index: u32, make: &dyn Fn() -> Box<[u8]>) -> &[u8] {
        self.row(index).zero_bytes.get_or_init(make)
    }

    fn wrapped(&self, wrapper: Wrapper, part: u32, make: &dyn Fn() -> Wrappers) -> Option<u32> {
        self.wrappers
            .get_or_init(make)
            .get(&(wrapper, part))
            .copied()
    }
}
