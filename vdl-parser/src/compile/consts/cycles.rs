//! Consts that are defined by each other (`vdl-language` §7.1).

use std::collections::{HashMap, VecDeque};

use crate::compile::definitions::Local;
use crate::compile::scope::{LocalConst, Scope};
use crate::compile::types::order::Uses;
use crate::compile::types::rules::tell_cycle;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;

/// Reports one cycle for each knot of consts that use each other, and marks all consts of the knot as failed.
pub(super) fn report_cycles(scope: &Scope<'_>, uses: &Uses, count: usize) {
    for knot in knots(uses, count) {
        report(scope, &shortest_cycle(uses, &knot));
        for at in knot {
            scope.set_const(LocalConst(at), None);
        }
    }
}

fn report(scope: &Scope<'_>, cycle: &[u32]) {
    const ENOUGH: usize = 5;
    let names = tell_cycle(
        cycle
            .iter()
            .map(|at| scope.definitions.text(Local::Const(*at))),
        "uses",
    );
    let message = match cycle {
        [_] => format!("const defined by itself in a cycle: {names}"),
        _ => format!("consts defined by each other in a cycle: {names}"),
    };
    let place = |at: u32| scope.definitions.span(Local::Const(at));
    let mut finding = Diagnostic::new(Code::ConstCycle, place(cycle[0]), message);
    for &at in cycle.iter().skip(1).take(ENOUGH) {
        let text = scope.definitions.text(Local::Const(at));
        finding = finding.also(place(at), format!("`{text}` is defined here"));
    }
    scope.report(finding);
}

/// Definitions that reach each other, or themselves: the strongly connected components, found by Tarjan's algorithm. The
/// first of each is the one that a depth-first search meets first.
fn knots(uses: &Uses, count: usize) -> Vec<Vec<u32>> {
    let mut knots = Vec::new();
    // When each was met, from 1, and the earliest one that it is known to reach; nothing once its component is complete.
    let mut met = vec![0_u32; count];
    let mut reach = vec![0_u32; count];
    let mut clock = 0;
    let mut open = Vec::new();
    let mut path: Vec<(u32, usize)> = Vec::new();
    for root in 0..count as u32 {
        let mut next = (met[root as usize] == 0).then_some(root);
        loop {
            if let Some(at) = next.take() {
                clock += 1;
                met[at as usize] = clock;
                reach[at as usize] = clock;
                open.push(at);
                path.push((at, 0));
            }
            let Some((at, followed)) = path.last_mut() else {
                break;
            };
            let at = *at as usize;
            if let Some(&used) = uses.of(at as u32).get(*followed) {
                *followed += 1;
                match met[used as usize] {
                    0 => next = Some(used),
                    _ => reach[at] = reach[at].min(reach[used as usize]),
                }
                continue;
            }
            path.pop();
            if let Some((user, _)) = path.last() {
                reach[*user as usize] = reach[*user as usize].min(reach[at]);
            }
            if reach[at] == met[at] {
                let start = open
                    .iter()
                    .rposition(|open| *open as usize == at)
                    .unwrap_or_default();
                let component = open.split_off(start);
                for member in &component {
                    reach[*member as usize] = u32::MAX;
                }
                if component.len() > 1 || uses.of(at as u32).contains(&(at as u32)) {
                    knots.push(component);
                }
            }
        }
    }
    knots
}

/// The shortest cycle through the first definition of a knot.
fn shortest_cycle(uses: &Uses, knot: &[u32]) -> Vec<u32> {
    let start = knot[0];
    // Who was reached from whom.
    let mut from: HashMap<u32, Option<u32>> = knot.iter().map(|at| (*at, None)).collect();
    let mut pending = VecDeque::from([start]);
    while let Some(at) = pending.pop_front() {
        for &used in uses.of(at) {
            if used == start {
                let mut cycle = vec![at];
                while let Some(Some(user)) = from.get(&cycle[cycle.len() - 1]) {
                    cycle.push(*user);
                }
                cycle.reverse();
                return cycle;
            }
            if let Some(user @ None) = from.get_mut(&used) {
                *user = Some(at);
                pending.push_back(used);
            }
        }
    }
    vec![start]
}
