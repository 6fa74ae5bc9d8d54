//! Types written outside of type definitions: in arguments, streams, parameters and expressions.

use hashbrown::HashMap;

use vdl::{Kind, MAX_TYPE_DEPTH, Type, TypeError, TypeErrorKind};

use super::{Scope, Target, Unresolved, Wanted, is_builtin};
use crate::ast::{NameRef, TypeExprId, TypeExprKind};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::Span;

/// Unnamed types already made, by their parts: making one anew takes a lock.
#[derive(Default)]
pub(super) struct LiteralCache {
    made: HashMap<(Kind, Type, Option<Type>), Type>,
}

impl<'a> Scope<'a> {
    /// The type that is written at a node outside of type definitions; nothing when it has an error.
    ///
    /// The first call for a node reports what is wrong with it, at the start of the type; later ones are cheap and silent.
    pub(crate) fn type_of(&self, file: usize, id: TypeExprId) -> Option<&Type> {
        let slots = &self.literals[file];
        let root = self.files[file].type_expr(id).span;
        let mut pending = vec![(id, 1)];
        while let Some(&(next, depth)) = pending.last() {
            let slot = &slots[next.0 as usize];
            if slot.get().is_some() {
                pending.pop();
                continue;
            }
            let children = self.children(file, next);
            let open = children
                .into_iter()
                .flatten()
                .filter(|child| slots[child.0 as usize].get().is_none());
            let before = pending.len();
            if depth < MAX_TYPE_DEPTH {
                pending.extend(open.map(|child| (child, depth + 1)));
                if pending.len() > before {
                    pending[before..].reverse();
                    continue;
                }
            } else if open.count() > 0 {
                self.report(too_deep(root));
                let _ = slot.set(None);
                continue;
            }
            let _ = slot.set(self.make(file, next, root));
        }
        slots[id.0 as usize].get()?.as_ref()
    }

    /// The parts of a literal type.
    fn children(&self, file: usize, id: TypeExprId) -> [Option<TypeExprId>; 2] {
        match self.files[file].type_expr(id).kind {
            TypeExprKind::List(part) | TypeExprKind::Set(part) | TypeExprKind::Optional(part) => {
                [Some(part), None]
            }
            TypeExprKind::Map(key, elem) => [Some(key), Some(elem)],
            TypeExprKind::Name(_)
            | TypeExprKind::Error
            | TypeExprKind::TypeObject
            | TypeExprKind::Array(..)
            | TypeExprKind::Enum(_)
            | TypeExprKind::Struct(_)
            | TypeExprKind::Union(_) => [None, None],
        }
    }

    /// The type of a node whose parts are made.
    fn make(&self, file: usize, id: TypeExprId, root: Span) -> Option<Type> {
        let node = self.files[file].type_expr(id);
        let part = |id: TypeExprId| self.literals[file][id.0 as usize].get()?.as_ref();
        let (kind, first, second) = match &node.kind {
            TypeExprKind::Name(name) => return self.named(file, name),
            TypeExprKind::Error => return Some(self.error_type.clone()),
            TypeExprKind::TypeObject => return Some(Type::TYPEOBJECT),
            TypeExprKind::List(elem) => (Kind::List, part(*elem)?, None),
            TypeExprKind::Set(key) => (Kind::Set, part(*key)?, None),
            TypeExprKind::Optional(elem) => (Kind::Optional, part(*elem)?, None),
            TypeExprKind::Map(key, elem) => (Kind::Map, part(*key)?, Some(part(*elem)?)),
            TypeExprKind::Array(..) => return self.unnamed(Kind::Array, node.span),
            TypeExprKind::Enum(_) => return self.unnamed(Kind::Enum, node.span),
            TypeExprKind::Struct(_) => return self.unnamed(Kind::Struct, node.span),
            TypeExprKind::Union(_) => return self.unnamed(Kind::Union, node.span),
        };
        let key = (kind, first.clone(), second.cloned());
        let mut cache = self.cache.borrow_mut();
        if let Some(made) = cache.made.get(&key) {
            return Some(made.clone());
        }
        let made = match second {
            Some(second) => Type::map(first, second),
            None if kind == Kind::List => Ok(Type::list(first)),
            None if kind == Kind::Set => Type::set(first),
            None => Type::optional(first),
        };
        match made {
            Ok(made) => {
                cache.made.insert(key, made.clone());
                Some(made)
            }
            Err(error) => {
                let finding = self.broken_rule(file, id, &error, root);
                self.report(finding);
                None
            }
        }
    }

    fn named(&self, file: usize, name: &NameRef) -> Option<Type> {
        let resolution = match self.resolve(file, name) {
            Ok(resolution) => resolution,
            Err(Unresolved::Reported) => return None,
            Err(Unresolved::Unknown) => {
                self.report(self.undefined(Code::TypeUndefined, file, name, Wanted::Type));
                return None;
            }
        };
        match resolution.target {
            Target::Type(_) if resolution.used_parts < name.parts.len() => {
                self.report(self.unmatched(
                    Code::TypeUnmatchedSelector,
                    file,
                    name,
                    resolution.used_parts,
                    "type",
                ));
                None
            }
            Target::Type(ty) => Some(ty.clone()),
            Target::Const(_) | Target::Interface(_) => {
                self.report(self.undefined(Code::TypeUndefined, file, name, Wanted::Type));
                None
            }
        }
    }

    fn unnamed(&self, kind: Kind, span: Span) -> Option<Type> {
        self.report(unnamed_kind(kind, span));
        None
    }

    /// The finding for a node of a written type that breaks a rule for types, reported at `at`.
    pub(crate) fn broken_rule(
        &self,
        file: usize,
        id: TypeExprId,
        error: &TypeError,
        at: Span,
    ) -> Diagnostic {
        let node = self.files[file].type_expr(id);
        let text = self.spell(file, id);
        let (finding, place, label) = if let TypeErrorKind::OptionalElem { .. } = &error.kind
            && let TypeExprKind::Optional(elem) = node.kind
        {
            let message = format!("`{text}` is not possible: only a named struct can be optional");
            let finding = Diagnostic::new(Code::TypeBadOptional, at, message)
                .help("define a struct that holds the value, and make that optional");
            let label = format!("`{}` is not a named struct", self.spell(file, elem));
            (finding, node.span, label)
        } else if let TypeErrorKind::Key { contains, .. } = &error.kind
            && let TypeExprKind::Set(key) | TypeExprKind::Map(key, _) = node.kind
        {
            let key_text = self.spell(file, key);
            let key = self.files[file].type_expr(key);
            let why = if matches!(key.kind, TypeExprKind::Name(_)) && !is_builtin(&key_text) {
                format!(", since it is or holds {}", a_kind(*contains))
            } else {
                String::new()
            };
            let message = format!("`{key_text}` cannot be the key type of `{text}`{why}");
            let finding = Diagnostic::new(Code::TypeBadKey, at, message).note(
                "keys are numbers, bool, string, enums, and arrays, structs and unions of these",
            );
            (finding, key.span, String::from("this cannot be a key"))
        } else {
            // A literal type of known parts breaks no other rule than that of size.
            let message = format!("the type `{text}` cannot be built: {error}");
            let finding = Diagnostic::new(Code::TypeTooDeep, at, message);
            (finding, node.span, String::from("this is too large"))
        };
        if place == at {
            finding.label(label)
        } else {
            finding.also(place, label)
        }
    }

    /// A written type in short, on one line.
    pub(crate) fn spell(&self, file: usize, id: TypeExprId) -> String {
        const ENOUGH: usize = 80;
        enum Step {
            Node(TypeExprId),
            Text(&'static str),
        }
        let tree = &self.files[file];
        let mut text = String::new();
        let mut steps = vec![Step::Node(id)];
        while let Some(step) = steps.pop() {
            if text.len() > ENOUGH {
                text.push('…');
                break;
            }
            let id = match step {
                Step::Node(id) => id,
                Step::Text(part) => {
                    text.push_str(part);
                    continue;
                }
            };
            match &tree.type_expr(id).kind {
                TypeExprKind::Name(name) => text.push_str(&tree.dotted(name)),
                TypeExprKind::Error => text.push_str("error"),
                TypeExprKind::TypeObject => text.push_str("typeobject"),
                TypeExprKind::Array(len, elem) => {
                    text.push('[');
                    text.extend(tree.text(*len).chars().take(ENOUGH));
                    text.push(']');
                    steps.push(Step::Node(*elem));
                }
                TypeExprKind::List(elem) => {
                    text.push_str("[]");
                    steps.push(Step::Node(*elem));
                }
                TypeExprKind::Set(key) => {
                    text.push_str("set[");
                    steps.extend([Step::Text("]"), Step::Node(*key)]);
                }
                TypeExprKind::Map(key, elem) => {
                    text.push_str("map[");
                    steps.extend([Step::Node(*elem), Step::Text("]"), Step::Node(*key)]);
                }
                TypeExprKind::Optional(elem) => {
                    text.push('?');
                    steps.push(Step::Node(*elem));
                }
                TypeExprKind::Enum(_) => text.push_str("enum{…}"),
                TypeExprKind::Struct(_) => text.push_str("struct{…}"),
                TypeExprKind::Union(_) => text.push_str("union{…}"),
            }
        }
        text
    }
}

/// An array, enum, struct or union where only literal types may stand.
pub(crate) fn unnamed_kind(kind: Kind, span: Span) -> Diagnostic {
    let body = if kind == Kind::Array {
        String::from("[N]T")
    } else {
        format!("{kind}{{…}}")
    };
    let message = format!("{} needs a name of its own here", a_kind(kind));
    Diagnostic::new(Code::TypeUnnamedKind, span, message).help(format!(
        "define it with `type Name {body}` and use the name"
    ))
}

fn a_kind(kind: Kind) -> String {
    let name = kind.name();
    let article = if name.starts_with(['a', 'e', 'o']) {
        "an"
    } else {
        "a"
    };
    format!("{article} {name}")
}

pub(crate) fn too_deep(span: Span) -> Diagnostic {
    let message = format!("the type is nested more than {MAX_TYPE_DEPTH} levels deep");
    Diagnostic::new(Code::TypeTooDeep, span, message)
}
