//! Arguments, results and error parameters: names and types.

use hashbrown::HashMap;

use super::names::{Item, check_name};
use super::scope::{Scope, is_exported};
use crate::ast::{self, Run, Symbol, TypeExprId};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::env;
use crate::source::Span;

/// The rules for one list of arguments.
pub(crate) struct Rules<'r> {
    /// What the list is made of.
    pub(crate) item: Item,
    /// What the list belongs to, such as `method Get`.
    pub(crate) owner: &'r str,
    pub(crate) unnamed: Unnamed,
    /// The code for a repeated name.
    pub(crate) dup: Code,
    /// Whether all types must be visible to other packages.
    pub(crate) visible: Visible,
}

/// Which items may go without a name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unnamed {
    /// None; every one is reported.
    Each(Code),
    /// None; only the first is reported.
    Once(Code),
    /// One, if it is alone; otherwise every one is reported.
    Alone(Code),
}

/// Which types a signature may use.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Visible {
    Everywhere,
    InPackage,
}

/// The arguments of a list. Those with an error are left out.
pub(crate) fn compile_args(
    scope: &Scope<'_>,
    file: usize,
    args: Run,
    rules: &Rules<'_>,
) -> Vec<env::Arg> {
    let tree = &scope.files[file];
    let args = &tree.args[args.range()];
    let mut seen = Seen::default();
    let mut compiled = Vec::with_capacity(args.len());
    let mut last_hidden = None;
    let mut unnamed = false;
    for arg in args {
        let Some(name) = arg.name else {
            let code = match rules.unnamed {
                Unnamed::Alone(_) if args.len() == 1 => None,
                Unnamed::Once(_) if unnamed => None,
                Unnamed::Each(code) | Unnamed::Once(code) | Unnamed::Alone(code) => Some(code),
            };
            if let Some(code) = code {
                report_unnamed(scope, file, arg.ty, code, rules);
            }
            unnamed = true;
            if code.is_none() && args.len() == 1 {
                let span = tree.type_expr(arg.ty).span;
                compiled.extend(compile_arg(
                    scope,
                    file,
                    arg,
                    String::new(),
                    span,
                    rules,
                    &mut last_hidden,
                ));
            }
            continue;
        };
        let text = tree.name(name);
        if let Some(finding) = check_name(tree, name, rules.item) {
            scope.report(finding);
        } else if let Some(first) = seen.insert(name.symbol, name.span) {
            let message = format!(
                "{} `{text}` of {} is already named at {}",
                rules.item.word(),
                rules.owner,
                scope
                    .sources
                    .locate(first)
                    .map_or_else(String::new, |(_, place)| place.to_string()),
            );
            scope.report(
                Diagnostic::new(rules.dup, name.span, message).also(first, "first named here"),
            );
        }
        compiled.extend(compile_arg(
            scope,
            file,
            arg,
            text.to_owned(),
            name.span,
            rules,
            &mut last_hidden,
        ));
    }
    compiled
}

fn compile_arg(
    scope: &Scope<'_>,
    file: usize,
    arg: &ast::Arg,
    name: String,
    span: Span,
    rules: &Rules<'_>,
    last_hidden: &mut Option<TypeExprId>,
) -> Option<env::Arg> {
    let ty = scope.type_of(file, arg.ty)?;
    if rules.visible == Visible::Everywhere
        && *last_hidden != Some(arg.ty)
        && !check_visible(scope, file, arg.ty, ty, rules.owner)
    {
        // `x, y hid` is one mistake.
        *last_hidden = Some(arg.ty);
    }
    Some(env::Arg {
        name,
        span,
        ty: ty.clone(),
    })
}

/// Reports a type that other packages cannot see, and returns whether they can.
pub(crate) fn check_visible(
    scope: &Scope<'_>,
    file: usize,
    id: TypeExprId,
    ty: &vdl::Type,
    owner: &str,
) -> bool {
    let Some(hidden) = hidden_part(ty) else {
        return true;
    };
    let span = scope.files[file].type_expr(id).span;
    let message = format!("{owner} uses type `{hidden}`, which is not exported");
    let mut finding = Diagnostic::new(Code::TypeNotExported, span, message);
    if let Some(super::definitions::Local::Type(at)) = scope.definitions.lookup(hidden) {
        let def = scope.definitions.span(super::definitions::Local::Type(at));
        finding = finding.also(def, format!("`{hidden}` is defined here"));
    }
    scope.report(finding.help(format!("start the name `{hidden}` with a capital")));
    false
}

/// The local name of a type inside `ty` that only its own package can see.
///
/// What exported types are made of is exported too: names end the search.
pub(crate) fn hidden_part(ty: &vdl::Type) -> Option<&str> {
    let mut parts = vec![ty.as_ref()];
    while let Some(ty) = parts.pop() {
        match ty.local_name() {
            Some(name) if is_exported(name) => {}
            Some(name) => return Some(name),
            None => parts.extend(ty.key().into_iter().chain(ty.elem())),
        }
    }
    None
}

fn report_unnamed(scope: &Scope<'_>, file: usize, ty: TypeExprId, code: Code, rules: &Rules<'_>) {
    let (item, owner) = (rules.item.word(), rules.owner);
    let text = scope.spell(file, ty);
    let message = match rules.unnamed {
        Unnamed::Alone(_) => format!("{owner} has several results: {item} `{text}` needs a name"),
        Unnamed::Each(_) | Unnamed::Once(_) => format!("{item} `{text}` of {owner} needs a name"),
    };
    scope.report(Diagnostic::new(
        code,
        scope.files[file].type_expr(ty).span,
        message,
    ));
}

/// Names already met: most lists are short.
#[derive(Default)]
struct Seen {
    few: Vec<(Symbol, Span)>,
    many: HashMap<Symbol, Span>,
}

impl Seen {
    /// Adds a name; returns where it was met before.
    fn insert(&mut self, symbol: Symbol, span: Span) -> Option<Span> {
        const FEW: usize = 16;
        let before = self
            .few
            .iter()
            .find(|(seen, _)| *seen == symbol)
            .map(|(_, span)| *span);
        if before.is_some() {
            return before;
        }
        if self.few.len() < FEW {
            self.few.push((symbol, span));
            return None;
        }
        if let Some(before) = self.many.get(&symbol) {
            return Some(*before);
        }
        self.many.insert(symbol, span);
        None
    }
}
