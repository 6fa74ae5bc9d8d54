//! What to say about a name that means nothing: what it is instead, where it is hidden, what was probably meant.

use std::collections::HashMap;

use super::resolve::BUILTIN_TYPES;
use super::{Scope, is_exported};
use crate::ast::NameRef;
use crate::compile::definitions::Local;
use crate::compile::imports::last_element;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::diagnostic::suggest::nearest;
use crate::env::{Def, PackageId};
use crate::source::Span;

/// What a name was expected to mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Type,
    /// A const, or a type whose label is selected.
    Value,
    Interface,
}

/// Comparing names is slow: only the first findings of a scope come with a suggestion.
const MAX_SUGGESTIONS: usize = 20;

/// And only so many names are looked at.
const MAX_CANDIDATES: usize = 20_000;

impl<'a> Scope<'a> {
    /// The finding for a reference that does not resolve to what is wanted.
    pub(crate) fn undefined(
        &self,
        code: Code,
        file: usize,
        name: &NameRef,
        wanted: Wanted,
    ) -> Diagnostic {
        let text = self.files[file].dotted(name);
        let message = match wanted {
            Wanted::Type => format!("type `{text}` is not defined"),
            Wanted::Value => format!("`{text}` is not defined"),
            Wanted::Interface => format!("interface `{text}` is not defined"),
        };
        let finding = Diagnostic::new(code, name.span, message);
        if self.suggestions.get() >= MAX_SUGGESTIONS {
            return finding;
        }
        self.suggestions.set(self.suggestions.get() + 1);
        let parts = self.files[file].parts(name);
        if let Some(qualifier) = name.qualifier {
            return self.explain_qualified(
                finding,
                file,
                name,
                self.files[file].text(qualifier),
                wanted,
            );
        }
        let first = self.files[file].name(parts[0]);
        if let Some(local) = self.definitions.lookup(first) {
            let span = self.definitions.span(local);
            if wanted == Wanted::Type && matches!(local, Local::Type(_)) {
                let why = format!("`{first}` is a type here, and nothing can be selected from it");
                return finding.also(span, why);
            }
            return is_another(finding, first, local.sort(), wanted)
                .also(span, format!("`{first}` is defined here"));
        }
        match (self.imports[file].find(first), parts) {
            (Some(import), [_, second, ..]) => {
                let import = &self.imports[file].all()[import as usize];
                self.explain_exported(
                    finding,
                    name,
                    import.package,
                    self.files[file].name(*second),
                    1,
                    file,
                    wanted,
                )
            }
            (Some(import), _) => {
                let path = self.imports[file].all()[import as usize].path;
                finding.note(format!("`{first}` is the imported package `{path}`"))
            }
            (None, [_, _, ..]) => self.explain_package(finding, file, first),
            (None, _) => self.suggest_local(finding, name, first, file, wanted),
        }
    }

    /// The finding for a reference that goes on where nothing can be selected.
    pub(crate) fn unmatched(
        &self,
        code: Code,
        file: usize,
        name: &NameRef,
        used: usize,
        sort: &str,
    ) -> Diagnostic {
        let tree = &self.files[file];
        let text = tree.dotted(name);
        let rest: usize = tree.parts(name)[used..]
            .iter()
            .map(|part| tree.name(*part).len() + 1)
            .sum();
        let (target, rest) = text.split_at(text.len() - rest);
        Diagnostic::new(
            code,
            name.span,
            format!("`{rest}` cannot be selected from {sort} `{target}`"),
        )
    }

    fn explain_qualified(
        &self,
        finding: Diagnostic,
        file: usize,
        name: &NameRef,
        quoted: &str,
        wanted: Wanted,
    ) -> Diagnostic {
        let path = quoted.trim_matches('"');
        match (self.env.package(path), self.qualified) {
            (None, _) => finding.note(format!("there is no package `{quoted}` here")),
            (Some(_), super::Qualified::Imported)
                if !self.imports[file]
                    .all()
                    .iter()
                    .any(|import| import.path == path) =>
            {
                finding.help(format!("import `{quoted}`"))
            }
            (Some(package), super::Qualified::Imported | super::Qualified::Any) => {
                let first = self.files[file].name(self.files[file].parts(name)[0]);
                self.explain_exported(finding, name, package, first, 0, file, wanted)
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the facts of one finding")]
    fn explain_exported(
        &self,
        finding: Diagnostic,
        name: &NameRef,
        package: PackageId,
        text: &str,
        part: usize,
        file: usize,
        wanted: Wanted,
    ) -> Diagnostic {
        let env = self.env;
        let package = &env.packages[package];
        if let Some(def) = package.lookup(text) {
            let (sort, span) = match def {
                Def::Type(id) => ("type", env.types[id].span),
                Def::Const(id) => ("const", env.consts[id].span),
                Def::Error(id) => ("error", env.errors[id].span),
                Def::Interface(id) => ("interface", env.interfaces[id].span),
            };
            let full = self.files[file].dotted(name);
            let finding = if is_exported(text) {
                is_another(finding, &full, sort, wanted)
            } else {
                let message = format!("`{full}` is not exported by its package");
                Diagnostic { message, ..finding }
            };
            return finding.also(span, format!("`{text}` is defined here"));
        }
        // In a fixed order: the table of names is hashed.
        let types = package.types.iter().map(|id| env.types[*id].name.as_str());
        let consts = package
            .consts
            .iter()
            .map(|id| env.consts[*id].name.as_str());
        let interfaces = package
            .interfaces
            .iter()
            .map(|id| env.interfaces[*id].name.as_str());
        let meant = match wanted {
            Wanted::Type => nearest(text, seen(types)),
            Wanted::Value => nearest(text, seen(consts.chain(types))),
            Wanted::Interface => nearest(text, seen(interfaces)),
        };
        match meant {
            Some(meant) => {
                let span = self.files[file].parts(name)[part].span;
                finding.fix(format!("did you mean `{meant}`?"), span, meant)
            }
            None => finding.note(format!(
                "package `{}` has no such {}",
                package.path,
                wanted.word()
            )),
        }
    }

    fn explain_package(&self, finding: Diagnostic, file: usize, local: &str) -> Diagnostic {
        let elsewhere = self
            .imports
            .iter()
            .find_map(|imports| Some((imports, imports.find(local)?)));
        if let Some((imports, at)) = elsewhere {
            let path = imports.all()[at as usize].path;
            let finding = finding.note(format!("`{local}` is imported in another file of the package; imports hold for their file alone"));
            return self.add_import(finding, file, path, local);
        }
        let locals = self.imports[file].all().iter().map(|import| import.local);
        if let Some(meant) = nearest(local, locals) {
            return finding.help(format!("did you mean the imported package `{meant}`?"));
        }
        let known = self
            .env
            .packages
            .iter()
            .map(|(_, package)| package.path.as_str());
        let known = known.filter(|path| last_element(path) == local).min();
        let standard = || vdlroot::find(local).filter(|package| package.standard);
        match known.or_else(|| Some(standard()?.path)) {
            Some(path) => self.add_import(finding, file, path, local),
            None => finding.note(format!("no package is imported as `{local}` in this file")),
        }
    }

    /// Suggests an import behind the package clause, at the end of its line if nothing but a line comment follows there.
    fn add_import(&self, finding: Diagnostic, file: usize, path: &str, local: &str) -> Diagnostic {
        let words = format!("import `{path}`");
        let tree = &self.files[file];
        let Some(package) = tree.package else {
            return finding.help(words);
        };
        let end = tree.start + tree.text.len() as u32;
        let rest = tree.text(Span::new(package.span.end, end));
        let line = rest.lines().next().unwrap_or_default();
        let skipped = match line.trim_start() {
            "" => line.len(),
            comment if comment.starts_with("//") => line.len(),
            _ => 0,
        };
        let at = package.span.end + skipped as u32;
        let text = if last_element(path) == local {
            format!("\n\nimport \"{path}\"")
        } else {
            format!("\n\nimport {local} \"{path}\"")
        };
        finding.fix(words, Span::new(at, at), text)
    }

    /// The enum of this package that alone has a label of this name.
    fn enum_of_label(&self, text: &str) -> Option<&str> {
        let has_label = |at: &usize| {
            let labels = self.types.get(*at)?.as_ref()?.labels()?;
            labels.index_of(text)
        };
        let types = self.definitions.types.len().min(MAX_CANDIDATES);
        let mut found = (0..types).filter(|at| has_label(at).is_some());
        let first = found.next().filter(|_| found.next().is_none())?;
        Some(self.definitions.text(Local::Type(first as u32)))
    }

    fn suggest_local(
        &self,
        finding: Diagnostic,
        name: &NameRef,
        text: &str,
        file: usize,
        wanted: Wanted,
    ) -> Diagnostic {
        if wanted == Wanted::Type
            && let Some(&(_, meant)) = FOREIGN_TYPES.iter().find(|(foreign, _)| *foreign == text)
        {
            return finding.fix(format!("VDL calls it `{meant}`"), name.span, meant);
        }
        if wanted == Wanted::Value
            && let Some(owner) = self.enum_of_label(text)
        {
            let meant = format!("{owner}.{text}");
            return finding.fix(
                format!("did you mean the label `{meant}`?"),
                name.span,
                meant,
            );
        }
        let fits = |local: Local| match wanted {
            Wanted::Type => matches!(local, Local::Type(_)),
            Wanted::Value => matches!(local, Local::Const(_)),
            Wanted::Interface => matches!(local, Local::Interface(_)),
        };
        // A name that differs by case alone is found without a search.
        let folded = self
            .definitions
            .lookup_folded(text)
            .filter(|local| fits(*local));
        let meant = folded
            .map(|local| self.definitions.text(local))
            .or_else(|| {
                let locals = self
                    .definitions
                    .names()
                    .filter(|(_, local)| fits(*local))
                    .map(|(name, _)| name);
                let builtins = BUILTIN_TYPES
                    .iter()
                    .map(|(name, _)| *name)
                    .filter(|_| wanted == Wanted::Type);
                let consts = ["true", "false", "nil"]
                    .into_iter()
                    .filter(|_| wanted == Wanted::Value);
                nearest(
                    text,
                    builtins.chain(consts).chain(locals.take(MAX_CANDIDATES)),
                )
            });
        if let Some(meant) = meant {
            return finding.fix(format!("did you mean `{meant}`?"), name.span, meant);
        }
        // Perhaps the package is missing: a name that exactly one import exports.
        let mut exporters = HashMap::new();
        for import in self.imports[file].all() {
            let fits = match self.env.packages[import.package]
                .lookup(text)
                .filter(|_| is_exported(text))
            {
                Some(Def::Type(_)) => wanted == Wanted::Type,
                Some(Def::Const(_)) => wanted == Wanted::Value,
                Some(Def::Interface(_)) => wanted == Wanted::Interface,
                Some(Def::Error(_)) | None => false,
            };
            if fits {
                exporters.insert(import.package, import.local);
            }
        }
        match (exporters.len(), exporters.values().next()) {
            (1, Some(local)) => {
                let meant = format!("{local}.{text}");
                finding.fix(format!("did you mean `{meant}`?"), name.span, meant)
            }
            _ => finding,
        }
    }
}

impl Wanted {
    const fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Value => "const",
            Self::Interface => "interface",
        }
    }
}

fn seen<'n>(names: impl Iterator<Item = &'n str>) -> impl Iterator<Item = &'n str> {
    names.filter(|name| is_exported(name)).take(MAX_CANDIDATES)
}

/// Says what a name is, when it is not what is wanted there.
fn is_another(finding: Diagnostic, text: &str, sort: &str, wanted: Wanted) -> Diagnostic {
    let article = |sort: &str| {
        if sort.starts_with(['e', 'i']) {
            "an"
        } else {
            "a"
        }
    };
    let word = match wanted {
        Wanted::Value => "value",
        Wanted::Type | Wanted::Interface => wanted.word(),
    };
    let message = format!(
        "`{text}` is {} {sort}, not {} {word}",
        article(sort),
        article(word)
    );
    Diagnostic { message, ..finding }
}

/// What other languages call the built-in types.
const FOREIGN_TYPES: [(&str, &str); 14] = [
    ("int", "int64"),
    ("uint", "uint64"),
    ("uint8", "byte"),
    ("char", "byte"),
    ("rune", "int32"),
    ("integer", "int64"),
    ("float", "float64"),
    ("double", "float64"),
    ("boolean", "bool"),
    ("String", "string"),
    ("object", "any"),
    ("bytes", "[]byte"),
    ("complex64", "math.Complex64"),
    ("complex128", "math.Complex128"),
];
