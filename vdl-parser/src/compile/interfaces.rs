//! The interface phase: interfaces, their methods and what they embed (`vdl-language` §8).

mod conflicts;

use hashbrown::HashMap;

use self::conflicts::check_conflicts;
use super::args::{Rules, Unnamed, Visible, check_visible, compile_args};
use super::assemble::docs;
use super::consts::evaluate;
use super::definitions::Local;
use super::names::{Item, check_name};
use super::scope::{InterfaceRef, Scope, Target, Unresolved, Wanted};
use super::types::order::{Uses, definition_order};
use super::types::rules::tell_cycle;
use crate::ast::{self, Run, Symbol, TypeExprId};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::env::Method;
use crate::source::Span;

/// The interfaces of a package.
#[derive(Default)]
pub(crate) struct LocalInterfaces {
    /// By their numbers.
    pub(crate) bodies: Vec<LocalInterface>,
    /// The numbers in definition order: embedded ones first.
    pub(crate) order: Vec<u32>,
}

/// An interface of the package.
pub(crate) struct LocalInterface {
    /// Embedded interfaces with their numbers among the embeds as written.
    pub(crate) embeds: Vec<(InterfaceRef, u32)>,
    pub(crate) methods: Vec<Method>,
}

/// Compiles all interfaces of the package.
pub(crate) fn compile_interfaces(scope: &Scope<'_>) -> LocalInterfaces {
    let count = scope.definitions.interfaces.len();
    if count == 0 {
        return LocalInterfaces::default();
    }
    let mut bodies = Vec::with_capacity(count);
    let mut uses = Uses::default();
    let mut seen = Names {
        stamps: scope
            .files
            .iter()
            .map(|file| vec![(0, Span::default()); file.symbol_count()])
            .collect(),
        stamp: 0,
    };
    for at in 0..count as u32 {
        let body = compile_interface(scope, Local::Interface(at), &mut seen);
        for (embed, _) in &body.embeds {
            if let InterfaceRef::Local(embed) = embed {
                uses.add(*embed);
            }
        }
        uses.end();
        bodies.push(body);
    }
    let order = definition_order(&uses, count);
    report_cycles(scope, &uses);
    check_conflicts(scope, &bodies, &order);
    LocalInterfaces { bodies, order }
}

/// The name and place of an interface or a method as written, by number.
fn tree<'a>(scope: &Scope<'a>, local: Local) -> (&'a ast::File, &'a ast::InterfaceDef) {
    let file = scope.definitions.file(local);
    (
        file,
        &file.interfaces[scope.definitions.site(local).index as usize],
    )
}

fn compile_interface(scope: &Scope<'_>, local: Local, seen: &mut Names) -> LocalInterface {
    scope.check_def_name(local, Item::Interface);
    let (file, def) = tree(scope, local);
    let at = scope.definitions.site(local).file as usize;
    let methods = &file.methods[def.methods.range()];
    seen.start();
    let mut compiled = Vec::with_capacity(methods.len());
    for method in methods {
        let name = file.name(method.name);
        if let Some(finding) = check_name(file, method.name, Item::Method) {
            scope.report(finding);
        } else if let Some(first) = seen.insert(at, method.name.symbol, method.name.span) {
            let place = scope
                .sources
                .locate(first)
                .map_or_else(String::new, |(_, place)| place.to_string());
            let message = format!(
                "method `{name}` of `{}` is already defined at {place}",
                file.name(def.name)
            );
            let finding = Diagnostic::new(Code::IfaceMethodDup, method.name.span, message);
            scope.report(finding.also(first, format!("`{name}` is first defined here")));
        }
        compiled.push(compile_method(scope, at, file, method));
    }
    LocalInterface {
        embeds: compile_embeds(scope, at, file, def),
        methods: compiled,
    }
}

fn compile_method(scope: &Scope<'_>, at: usize, file: &ast::File, method: &ast::Method) -> Method {
    let owner = format!("method `{}`", file.name(method.name));
    let args = |item, unnamed, args: Run| {
        let rules = Rules {
            item,
            owner: &owner,
            unnamed,
            dup: Code::IfaceArgDup,
            visible: Visible::Everywhere,
        };
        compile_args(scope, at, args, &rules)
    };
    let in_args = args(
        Item::Argument,
        Unnamed::Each(Code::IfaceArgUnnamed),
        method.in_args,
    );
    let out_args = args(
        Item::Result,
        Unnamed::Alone(Code::IfaceArgUnnamed),
        method.out_args,
    );
    let stream = |id: Option<TypeExprId>| {
        let ty = scope.type_of(at, id?)?;
        check_visible(scope, at, id?, ty, &owner).then(|| ty.clone())
    };
    let (in_stream, out_stream) = (stream(method.in_stream), stream(method.out_stream));
    let tags = file.tags[method.tags.range()]
        .iter()
        .filter_map(|tag| evaluate(scope, at, *tag, None))
        .collect();
    let docs = docs(file, method.docs);
    let (name, span) = (file.name(method.name).to_owned(), method.name.span);
    Method {
        name,
        span,
        docs,
        in_args,
        out_args,
        in_stream,
        out_stream,
        tags,
    }
}

fn compile_embeds(
    scope: &Scope<'_>,
    at: usize,
    file: &ast::File,
    def: &ast::InterfaceDef,
) -> Vec<(InterfaceRef, u32)> {
    let embeds = &file.embeds[def.embeds.range()];
    let mut seen = HashMap::new();
    let mut compiled = Vec::with_capacity(embeds.len());
    for (number, embed) in embeds.iter().enumerate() {
        let name = &embed.name;
        if let Some(first) = seen.insert(file.dotted(name), name.span) {
            let place = scope
                .sources
                .locate(first)
                .map_or_else(String::new, |(_, place)| place.to_string());
            let message = format!(
                "interface `{}` is already embedded at {place}",
                file.dotted(name)
            );
            let finding = Diagnostic::new(Code::IfaceEmbedDup, name.span, message);
            scope.report(finding.also(first, "first embedded here"));
            continue;
        }
        match scope.resolve(at, name) {
            Ok(found) => match found.target {
                Target::Interface(_) if found.used_parts < name.parts.len() => {
                    scope.report(scope.unmatched(
                        Code::IfaceEmbedSelector,
                        at,
                        name,
                        found.used_parts,
                        "interface",
                    ));
                }
                Target::Interface(embedded) => compiled.push((embedded, number as u32)),
                Target::Type(_) | Target::Const(_) => {
                    scope.report(scope.undefined(
                        Code::IfaceEmbedUndefined,
                        at,
                        name,
                        Wanted::Interface,
                    ));
                }
            },
            Err(Unresolved::Unknown) => {
                scope.report(scope.undefined(
                    Code::IfaceEmbedUndefined,
                    at,
                    name,
                    Wanted::Interface,
                ));
            }
            Err(Unresolved::Reported) => {}
        }
    }
    compiled
}

/// Reports interfaces that embed themselves, each cycle once.
fn report_cycles(scope: &Scope<'_>, uses: &Uses) {
    #[derive(Clone, Copy, PartialEq)]
    enum State {
        New,
        OnPath,
        Done,
        /// On a cycle that was reported.
        Reported,
    }
    let count = scope.definitions.interfaces.len();
    let mut states = vec![State::New; count];
    let mut path: Vec<(u32, usize)> = Vec::new();
    for root in 0..count as u32 {
        if states[root as usize] != State::New {
            continue;
        }
        states[root as usize] = State::OnPath;
        path.push((root, 0));
        while let Some((at, followed)) = path.last_mut() {
            let (at, next) = (*at, uses.of(*at).get(*followed).copied());
            *followed += 1;
            match next.map(|next| (next, states[next as usize])) {
                None => {
                    if states[at as usize] == State::OnPath {
                        states[at as usize] = State::Done;
                    }
                    path.pop();
                }
                Some((next, State::New)) => {
                    states[next as usize] = State::OnPath;
                    path.push((next, 0));
                }
                Some((next, State::OnPath)) => {
                    let start = path
                        .iter()
                        .rposition(|(on_path, _)| *on_path == next)
                        .unwrap_or_default();
                    let cycle: Vec<u32> = path[start..].iter().map(|(at, _)| *at).collect();
                    report_cycle(scope, &cycle);
                    for at in cycle {
                        states[at as usize] = State::Reported;
                    }
                }
                Some((_, State::Done | State::Reported)) => {}
            }
        }
    }
}

fn report_cycle(scope: &Scope<'_>, cycle: &[u32]) {
    let names = cycle
        .iter()
        .map(|at| scope.definitions.text(Local::Interface(*at)));
    let message = format!("interface cycle: {}", tell_cycle(names, "embeds"));
    let mut spans = cycle
        .iter()
        .map(|at| scope.definitions.span(Local::Interface(*at)));
    let Some(first) = spans.next() else { return };
    let finding = Diagnostic::new(Code::IfaceCycle, first, message);
    scope.report(
        spans
            .take(8)
            .fold(finding, |finding, span| finding.also(span, "on the cycle")),
    );
}

/// The names met since the last start, per file and symbol.
struct Names {
    stamps: Vec<Vec<(u32, Span)>>,
    stamp: u32,
}

impl Names {
    fn start(&mut self) {
        self.stamp += 1;
    }

    /// Adds a name; returns where it was met before.
    fn insert(&mut self, file: usize, symbol: Symbol, span: Span) -> Option<Span> {
        let slot = &mut self.stamps[file][symbol.0 as usize];
        if slot.0 == self.stamp {
            return Some(slot.1);
        }
        *slot = (self.stamp, span);
        None
    }
}
