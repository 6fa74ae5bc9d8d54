//! Methods that reach an interface twice: by itself and an embed, by two embeds, or by one on two ways.

use hashbrown::HashMap;

use super::{LocalInterface, tree};
use crate::compile::definitions::Local;
use crate::compile::scope::{InterfaceRef, Scope};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::env::{Env, InterfaceId, Method};
use crate::source::Span;

/// How many methods of embedded interfaces may be copied in one package.
///
/// An interface that is embedded once gives its methods away, so that chains and trees copy nothing; each further embed
/// copies them all.
const MAX_COPIES: usize = 1 << 22;

/// How many methods of one embed are named.
const ENOUGH: usize = 8;

/// All methods of an interface, own and embedded, with their places.
type Methods<'c> = HashMap<&'c str, Span>;

/// Reports the embeds that bring a method a second time. `order` is the definition order.
pub(super) fn check_conflicts(scope: &Scope<'_>, bodies: &[LocalInterface], order: &[u32]) {
    let mut conflicts = Conflicts::new(scope, bodies);
    for at in order {
        conflicts.check(*at);
    }
}

struct Conflicts<'c, 'a> {
    scope: &'c Scope<'a>,
    bodies: &'c [LocalInterface],
    /// How often each interface of the package will still be embedded.
    embeds: Vec<u32>,
    /// By interface; nothing for one that has a conflict or is on a cycle, or embeds one that is: no more is said of it.
    local: Vec<Option<Methods<'c>>>,
    imported: HashMap<InterfaceId, Methods<'c>>,
    copies: usize,
}

struct Conflict<'c> {
    name: &'c str,
    first: Span,
    second: Span,
}

impl<'c, 'a> Conflicts<'c, 'a> {
    fn new(scope: &'c Scope<'a>, bodies: &'c [LocalInterface]) -> Self {
        let mut embeds = vec![0; bodies.len()];
        for (embed, _) in bodies.iter().flat_map(|body| &body.embeds) {
            if let InterfaceRef::Local(at) = embed {
                embeds[*at as usize] += 1;
            }
        }
        let local = bodies.iter().map(|_| None).collect();
        Self {
            scope,
            bodies,
            embeds,
            local,
            imported: HashMap::new(),
            copies: 0,
        }
    }

    /// Reports the embeds of one interface; those that it embeds were checked before.
    fn check(&mut self, at: u32) {
        let bodies = self.bodies;
        let body = &bodies[at as usize];
        if body.embeds.is_empty() && self.embeds[at as usize] == 0 {
            return;
        }
        let mut all: Methods<'c> = own(&body.methods).collect();
        let mut sound = true;
        for (embed, number) in &body.embeds {
            let Some(mut brought) = self.methods(*embed) else {
                sound = false;
                continue;
            };
            if self.copies > MAX_COPIES {
                self.give_up(at, *number);
                return;
            }
            let swapped = brought.len() > all.len();
            if swapped {
                std::mem::swap(&mut brought, &mut all);
            }
            let mut conflicts: Vec<_> = brought
                .into_iter()
                .filter_map(|(name, span)| {
                    let other = all.insert(name, span)?;
                    let (first, second) = if swapped {
                        (span, other)
                    } else {
                        (other, span)
                    };
                    Some(Conflict {
                        name,
                        first,
                        second,
                    })
                })
                .collect();
            if !conflicts.is_empty() {
                sound = false;
                // The table is hashed.
                conflicts.sort_by_key(|conflict| (conflict.second, conflict.first));
                self.report(at, *number, &conflicts);
            }
        }
        if sound {
            self.local[at as usize] = Some(all);
        }
    }

    /// All methods of an embedded interface; nothing for one of which nothing is to be said.
    fn methods(&mut self, of: InterfaceRef) -> Option<Methods<'c>> {
        match of {
            InterfaceRef::Local(at) => {
                let left = &mut self.embeds[at as usize];
                *left -= 1;
                if *left == 0 {
                    return self.local[at as usize].take();
                }
                let methods = self.local[at as usize].clone()?;
                self.copies += methods.len();
                Some(methods)
            }
            InterfaceRef::Imported(id) => {
                let env: &'c Env = self.scope.env;
                let methods = self.imported.entry(id);
                let methods = methods
                    .or_insert_with(|| own(env.all_methods(id)).collect())
                    .clone();
                self.copies += methods.len();
                Some(methods)
            }
        }
    }

    fn report(&self, at: u32, embed: u32, conflicts: &[Conflict<'_>]) {
        let (file, def) = tree(self.scope, Local::Interface(at));
        let embed = &file.embeds[def.embeds.range()][embed as usize].name;
        let Some(conflict) = conflicts.first() else {
            return;
        };
        let (name, first, second) = (conflict.name, conflict.first, conflict.second);
        let message = format!(
            "embedding `{}` in `{}` brings method `{name}` a second time: from {} and from {}",
            file.dotted(embed),
            file.name(def.name),
            self.scope.sources.describe(first),
            self.scope.sources.describe(second),
        );
        let mut finding = Diagnostic::new(Code::IfaceEmbedMethodConflict, embed.span, message);
        finding = if first == second {
            finding.also(first, format!("`{name}` comes from here on two ways"))
        } else {
            finding
                .also(first, format!("`{name}` is defined here"))
                .also(second, format!("and `{name}` is defined here"))
        };
        let others: Vec<_> = conflicts[1..]
            .iter()
            .take(ENOUGH)
            .map(|conflict| conflict.name)
            .collect();
        if !others.is_empty() {
            finding = finding.note(format!("the same holds for `{}`", others.join("`, `")));
        }
        self.scope.report(finding);
    }

    fn give_up(&mut self, at: u32, embed: u32) {
        let (file, def) = tree(self.scope, Local::Interface(at));
        let embed = &file.embeds[def.embeds.range()][embed as usize].name;
        let message = format!(
            "the interfaces of the package embed too many methods, here `{}`",
            file.dotted(embed)
        );
        self.scope
            .report(Diagnostic::new(Code::TypeTooDeep, embed.span, message));
        // Nothing more is said about any other.
        self.copies = 0;
        self.local.fill_with(|| None);
        self.imported.clear();
    }
}

fn own<'c>(methods: impl IntoIterator<Item = &'c Method>) -> impl Iterator<Item = (&'c str, Span)> {
    methods
        .into_iter()
        .map(|method| (method.name.as_str(), method.span))
}
