//! The order of definitions: what a definition uses comes before it (`vdl-language` §1).

/// Who uses whom: for each of a list of definitions, the numbers of those it uses, in textual order.
#[derive(Default)]
pub(crate) struct Uses {
    /// Where the uses of each definition end.
    ends: Vec<u32>,
    used: Vec<u32>,
}

impl Uses {
    /// Adds a use to the definition that comes after those already [ended](Self::end).
    pub(crate) fn add(&mut self, used: u32) {
        self.used.push(used);
    }

    /// Ends the list of the current definition.
    pub(crate) fn end(&mut self) {
        self.ends.push(self.used.len() as u32);
    }

    /// What a definition uses.
    pub(crate) fn of(&self, at: u32) -> &[u32] {
        let start = at
            .checked_sub(1)
            .map_or(0, |before| self.ends[before as usize]);
        &self.used[start as usize..self.ends[at as usize] as usize]
    }
}

/// All definitions in depth-first post-order; a use that closes a cycle is skipped.
pub(crate) fn definition_order(uses: &Uses, count: usize) -> Vec<u32> {
    let mut order = Vec::with_capacity(count);
    let mut entered = vec![false; count];
    // The path from the root: a definition and how many of its uses were followed.
    let mut path: Vec<(u32, usize)> = Vec::new();
    for root in 0..count as u32 {
        if std::mem::replace(&mut entered[root as usize], true) {
            continue;
        }
        path.push((root, 0));
        while let Some((at, followed)) = path.last_mut() {
            match uses.of(*at).get(*followed) {
                Some(&next) => {
                    *followed += 1;
                    if !std::mem::replace(&mut entered[next as usize], true) {
                        path.push((next, 0));
                    }
                }
                None => {
                    order.push(*at);
                    path.pop();
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(uses: &[&[u32]], expected: &[u32]) {
        let mut all = Uses::default();
        for used in uses {
            used.iter().for_each(|used| all.add(*used));
            all.end();
        }
        assert_eq!(definition_order(&all, uses.len()), expected);
    }

    #[test]
    fn uses_come_first_in_textual_order() {
        check(&[&[], &[], &[]], &[0, 1, 2]);
        check(&[&[2, 1], &[], &[]], &[2, 1, 0]);
        check(&[&[1], &[2], &[]], &[2, 1, 0]);
        check(&[&[1], &[2], &[0]], &[2, 1, 0]);
        check(&[&[0]], &[0]);
    }

    #[test]
    fn a_long_chain_is_no_burden() {
        let mut all = Uses::default();
        let count = 200_000;
        for at in 0..count {
            if at + 1 < count {
                all.add(at + 1);
            }
            all.end();
        }
        assert_eq!(definition_order(&all, count as usize)[0], count - 1);
    }
}
