//! Deep traversal of a type.

use hashbrown::HashSet;

use super::reference::TypeRef;

/// The types inside a type; see [`TypeRef::walk`].
#[derive(Debug)]
pub struct Walk<'a> {
    seen: HashSet<TypeRef<'a>>,
    /// What is still to be visited, the next one last.
    pending: Vec<TypeRef<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(start: TypeRef<'a>) -> Self {
        Self {
            seen: HashSet::new(),
            pending: vec![start],
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = TypeRef<'a>;

    fn next(&mut self) -> Option<TypeRef<'a>> {
        loop {
            let next = self.pending.pop()?;
            if !self.seen.insert(next) {
                continue;
            }
            let first = self.pending.len();
            self.pending.extend(next.parts());
            self.pending[first..].reverse();
            return Some(next);
        }
    }
}
