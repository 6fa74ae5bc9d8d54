//! Strongly connected components of a graph given by successor lists.

/// Calls `found` with the components of the nodes `0..count`, each after those it leads to.
///
/// Iterative, because graphs may be as deep as they have nodes.
pub(super) fn components<S: Iterator<Item = u32>>(
    count: usize,
    mut successors: impl FnMut(u32) -> S,
    mut found: impl FnMut(&[u32]),
) {
    const NEW: u32 = u32::MAX;
    const DONE: u32 = u32::MAX - 1;
    let mut lowest = vec![NEW; count];
    let mut next_number = 0;
    let mut open = Vec::new();
    // The path from the root: node, its number, its successors that are still to be visited.
    let mut path: Vec<(u32, u32, S)> = Vec::new();
    for root in 0..count as u32 {
        if lowest[root as usize] != NEW {
            continue;
        }
        let mut enter = Some(root);
        loop {
            if let Some(node) = enter.take() {
                lowest[node as usize] = next_number;
                open.push(node);
                path.push((node, next_number, successors(node)));
                next_number += 1;
            }
            let Some((node, number, rest)) = path.last_mut() else {
                break;
            };
            let (node, number) = (*node, *number);
            let mut low = lowest[node as usize];
            for next in rest {
                match lowest[next as usize] {
                    NEW => {
                        enter = Some(next);
                        break;
                    }
                    DONE => {}
                    reached => low = low.min(reached),
                }
            }
            lowest[node as usize] = low;
            if enter.is_some() {
                continue;
            }
            path.pop();
            if let Some((parent, ..)) = path.last() {
                lowest[*parent as usize] = lowest[*parent as usize].min(low);
            }
            if low == number {
                let first = open.iter().rposition(|other| *other == node);
                let first = first.expect("a node stays open until its component is found");
                for member in &open[first..] {
                    lowest[*member as usize] = DONE;
                }
                found(&open[first..]);
                open.truncate(first);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    fn check(edges: &[&[u32]], expected: &[&[u32]]) {
        let mut found = Vec::new();
        components(
            edges.len(),
            |node| edges[node as usize].iter().copied(),
            |members| {
                let mut members = members.to_vec();
                members.sort_unstable();
                found.push(members);
            },
        );
        assert_eq!(found, expected);
    }

    #[test]
    fn components_come_after_those_they_lead_to() {
        check(&[&[1], &[2], &[]], &[&[2], &[1], &[0]]);
        check(&[&[1], &[2], &[0]], &[&[0, 1, 2]]);
        check(&[&[1], &[0, 2], &[3], &[2]], &[&[2, 3], &[0, 1]]);
        check(&[&[0], &[0, 2], &[1, 3], &[]], &[&[0], &[3], &[1, 2]]);
        check(&[&[1, 2], &[3], &[3], &[1]], &[&[1, 3], &[2], &[0]]);
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let count = 300_000;
        let mut found = 0;
        components(
            count,
            |node| (node + 1 < count as u32).then_some(node + 1).into_iter(),
            |members| found += members.len(),
        );
        assert_eq!(found, count);
    }
}
