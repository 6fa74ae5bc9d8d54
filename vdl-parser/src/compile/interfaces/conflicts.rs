//! Methods that reach an interface twice: by itself and an embed, by two embeds, or by one on two ways.

use std::collections::HashMap;

use super::{LocalInterface, tree};
use crate::compile::definitions::Local;
use crate::compile::scope::{InterfaceRef, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::env::{Env, Method};
use crate::source::Span;

/// How many methods and embeds may be looked at in one package; a chain of `n` interfaces takes about n²/2 of them.
const MAX_STEPS: usize = 1 << 25;

/// The check for one package. Interfaces must be checked in definition order.
pub(super) struct Conflicts<'c, 'a> {
    scope: &'c Scope<'a>,
    bodies: &'c [LocalInterface],
    /// Which interfaces have a conflict, or embed one that has: nothing more is said about them.
    spoiled: Vec<bool>,
    names: HashMap<&'c str, u32>,
    /// By number of the name: the check that met it last, and where it is defined.
    met: Vec<(u32, Span)>,
    /// By interface: the numbers of the names of its methods.
    own_names: HashMap<InterfaceRef, Vec<u32>>,
    /// By interface: the check that came there last, and whether it did so more than once.
    visits: HashMap<InterfaceRef, (u32, Visits)>,
    check: u32,
    steps: usize,
    gave_up: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Visits {
    Once,
    Twice,
}

impl<'c, 'a> Conflicts<'c, 'a> {
    pub(super) fn new(scope: &'c Scope<'a>, bodies: &'c [LocalInterface]) -> Self {
        Self {
            scope,
            bodies,
            spoiled: vec![false; bodies.len()],
            names: HashMap::new(),
            met: Vec::new(),
            own_names: HashMap::new(),
            visits: HashMap::new(),
            check: 0,
            steps: 0,
            gave_up: false,
        }
    }

    /// Reports the embeds of an interface that bring a method which is there already.
    pub(super) fn check(&mut self, at: u32) {
        let body = &self.bodies[at as usize];
        if body.embeds.is_empty() || self.gave_up {
            return;
        }
        let spoiled = body.embeds.iter().any(|(embed, _)| match embed {
            InterfaceRef::Local(embed) => self.spoiled[*embed as usize],
            InterfaceRef::Imported(_) => false,
        });
        if spoiled {
            self.spoiled[at as usize] = true;
            return;
        }
        self.check += 1;
        self.meet_all(InterfaceRef::Local(at), &mut Vec::new());
        for (embed, number) in &body.embeds {
            let mut conflicts = Vec::new();
            let mut open = vec![*embed];
            while let Some(next) = open.pop() {
                // The second visit finds the conflicts, if there are methods at all; a third one finds nothing new.
                if self.visit(next) {
                    self.meet_all(next, &mut conflicts);
                    self.push_embeds(next, &mut open);
                }
                if self.steps > MAX_STEPS {
                    self.give_up(at, *number);
                    return;
                }
                if conflicts.len() > ENOUGH {
                    break;
                }
            }
            if !conflicts.is_empty() {
                self.spoiled[at as usize] = true;
                self.report(at, *number, &conflicts);
            }
        }
    }

    /// Whether a visit may find something new.
    fn visit(&mut self, of: InterfaceRef) -> bool {
        self.steps += 1;
        let check = self.check;
        let visits = self.visits.entry(of).or_insert((0, Visits::Once));
        let (last, times) = *visits;
        *visits = if last == check {
            (check, Visits::Twice)
        } else {
            (check, Visits::Once)
        };
        last != check || times == Visits::Once
    }

    fn push_embeds(&mut self, of: InterfaceRef, open: &mut Vec<InterfaceRef>) {
        let before = open.len();
        match of {
            InterfaceRef::Local(at) => open.extend(
                self.bodies[at as usize]
                    .embeds
                    .iter()
                    .map(|(embed, _)| *embed),
            ),
            InterfaceRef::Imported(id) => {
                let embeds = &self.scope.env.interfaces[id].embeds;
                open.extend(
                    embeds
                        .iter()
                        .map(|embed| InterfaceRef::Imported(embed.interface)),
                );
            }
        }
        open[before..].reverse();
    }

    /// Meets the own methods of an interface; pushes those that were met before.
    fn meet_all(&mut self, of: InterfaceRef, conflicts: &mut Vec<Conflict<'c>>) {
        let bodies = self.bodies;
        let env: &'c Env = self.scope.env;
        let methods: &'c [Method] = match of {
            InterfaceRef::Local(at) => &bodies[at as usize].methods,
            InterfaceRef::Imported(id) => &env.interfaces[id].methods,
        };
        self.steps += methods.len();
        let numbers = self.own_names.remove(&of);
        let numbers = numbers.unwrap_or_else(|| {
            methods
                .iter()
                .map(|method| self.number(&method.name))
                .collect()
        });
        for (number, method) in numbers.iter().zip(methods) {
            let met = &mut self.met[*number as usize];
            if met.0 == self.check {
                conflicts.push(Conflict {
                    name: &method.name,
                    first: met.1,
                    second: method.span,
                });
            } else {
                *met = (self.check, method.span);
            }
        }
        self.own_names.insert(of, numbers);
    }

    fn number(&mut self, name: &'c str) -> u32 {
        let next = self.met.len() as u32;
        let number = *self.names.entry(name).or_insert(next);
        if number == next {
            self.met.push((0, Span::default()));
        }
        number
    }

    fn report(&self, at: u32, embed: u32, conflicts: &[Conflict<'_>]) {
        let (file, def) = tree(self.scope, Local::Interface(at));
        let embed = &file.embeds[def.embeds.range()][embed as usize].name;
        let Some(conflict) = conflicts.first() else {
            return;
        };
        let (name, first, second) = (conflict.name, conflict.first, conflict.second);
        let message = format!(
            "embedding {} in {} brings method {name} a second time: from {} and from {}",
            file.dotted(embed),
            file.name(def.name),
            self.scope.sources.describe(first),
            self.scope.sources.describe(second),
        );
        let mut finding = Diagnostic::new(Code::IfaceEmbedMethodConflict, embed.span, message);
        finding = if first == second {
            finding.also(first, format!("{name} comes from here on two ways"))
        } else {
            finding
                .also(first, format!("{name} is defined here"))
                .also(second, format!("and {name} is defined here"))
        };
        let others: Vec<_> = conflicts[1..]
            .iter()
            .take(ENOUGH)
            .map(|conflict| conflict.name)
            .collect();
        if !others.is_empty() {
            finding = finding.note(format!("the same holds for {}", others.join(", ")));
        }
        self.scope.report(finding);
    }

    fn give_up(&mut self, at: u32, embed: u32) {
        let (file, def) = tree(self.scope, Local::Interface(at));
        let embed = &file.embeds[def.embeds.range()][embed as usize].name;
        let message = format!(
            "the interfaces of the package embed too many methods, here {}",
            file.dotted(embed)
        );
        self.scope
            .report(Diagnostic::new(Code::TypeTooDeep, embed.span, message));
        self.gave_up = true;
    }
}

/// How many methods of one embed are named.
const ENOUGH: usize = 8;

struct Conflict<'c> {
    name: &'c str,
    first: Span,
    second: Span,
}
