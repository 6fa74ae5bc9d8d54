//! What the files of one package define: every package-level name, who has it, and who wanted it too.
//!
//! Names are collected before anything is compiled, in the order of the phases (types, errors, consts, interfaces), so
//! that "the later one" of a conflict is the one that `vdl-language` §5 blames. This file resolves nothing.

use hashbrown::{HashMap, HashSet};
use std::hash::{Hash, Hasher};

use crate::ast::{self, Name};
use crate::source::Span;

/// A local definition: its number among all definitions of its sort, in file and source order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Local {
    Type(u32),
    Error(u32),
    Const(u32),
    Interface(u32),
}

/// Where a definition stands: the file and the place in that file's list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Site {
    pub(crate) file: u32,
    pub(crate) index: u32,
}

/// A definition wants a name that is taken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Clash {
    /// The one that has the name; nothing when an import of the file has it.
    pub(crate) first: Option<Local>,
}

/// All definitions of a package.
pub(crate) struct Definitions<'a> {
    files: &'a [ast::File],
    by_name: HashMap<Folded<'a>, Local>,
    /// Names of refused definitions that nobody else has in this spelling.
    refused_names: HashMap<&'a str, Local>,
    refused: HashSet<Local>,
    clashes: HashMap<Local, Clash>,
    pub(crate) types: Vec<Site>,
    pub(crate) errors: Vec<Site>,
    pub(crate) consts: Vec<Site>,
    pub(crate) interfaces: Vec<Site>,
}

impl<'a> Definitions<'a> {
    /// Collects the names of all files. `is_import` says whether a text is a local import name of a file.
    pub(crate) fn collect(files: &'a [ast::File], is_import: impl Fn(usize, &str) -> bool) -> Self {
        let count = files
            .iter()
            .map(|file| file.types.len() + file.consts.len() + file.errors.len())
            .sum();
        let mut all = Self {
            files,
            by_name: HashMap::with_capacity(count),
            refused_names: HashMap::new(),
            refused: HashSet::new(),
            clashes: HashMap::new(),
            types: sites(files, |file| file.types.len()),
            errors: sites(files, |file| file.errors.len()),
            consts: sites(files, |file| file.consts.len()),
            interfaces: sites(files, |file| file.interfaces.len()),
        };
        let locals = numbers(&all.types, Local::Type)
            .chain(numbers(&all.errors, Local::Error))
            .chain(numbers(&all.consts, Local::Const))
            .chain(numbers(&all.interfaces, Local::Interface))
            .collect::<Vec<_>>();
        for local in locals {
            all.declare(local, &is_import);
        }
        all
    }

    /// The definition of a name in this very spelling.
    pub(crate) fn lookup(&self, text: &str) -> Option<Local> {
        match self.by_name.get(&Folded(text)) {
            Some(&local) if self.text(local) == text => Some(local),
            Some(_) | None => self.refused_names.get(text).copied(),
        }
    }

    /// The definition of a name in any spelling.
    pub(crate) fn lookup_folded(&self, text: &str) -> Option<Local> {
        self.by_name.get(&Folded(text)).copied()
    }

    /// Whether the definition lost its name to another: it is not compiled, and uses of it are not reported.
    pub(crate) fn is_refused(&self, local: Local) -> bool {
        !self.refused.is_empty() && self.refused.contains(&local)
    }

    /// Who has the name of a definition that came too late.
    pub(crate) fn clash(&self, local: Local) -> Option<Clash> {
        if self.clashes.is_empty() {
            None
        } else {
            self.clashes.get(&local).copied()
        }
    }

    /// Where a definition stands.
    pub(crate) fn site(&self, local: Local) -> Site {
        match local {
            Local::Type(at) => self.types[at as usize],
            Local::Error(at) => self.errors[at as usize],
            Local::Const(at) => self.consts[at as usize],
            Local::Interface(at) => self.interfaces[at as usize],
        }
    }

    /// The file that holds a definition.
    pub(crate) fn file(&self, local: Local) -> &'a ast::File {
        &self.files[self.site(local).file as usize]
    }

    /// The defined name.
    pub(crate) fn name(&self, local: Local) -> Name {
        let (file, index) = (self.file(local), self.site(local).index as usize);
        match local {
            Local::Type(_) => file.types[index].name,
            Local::Error(_) => file.errors[index].name,
            Local::Const(_) => file.consts[index].name,
            Local::Interface(_) => file.interfaces[index].name,
        }
    }

    /// The text of the defined name.
    pub(crate) fn text(&self, local: Local) -> &'a str {
        self.file(local).name(self.name(local))
    }

    /// The place of the defined name.
    pub(crate) fn span(&self, local: Local) -> Span {
        self.name(local).span
    }

    /// All names that have a definition.
    pub(crate) fn names(&self) -> impl Iterator<Item = (&'a str, Local)> {
        // In the order of definition: suggestions must not depend on hashing.
        numbers(&self.types, Local::Type)
            .chain(numbers(&self.consts, Local::Const))
            .chain(numbers(&self.interfaces, Local::Interface))
            .map(|local| (self.text(local), local))
    }

    fn declare(&mut self, local: Local, is_import: &impl Fn(usize, &str) -> bool) {
        let text = self.text(local);
        if is_import(self.site(local).file as usize, text) {
            self.refuse(local, None);
            return;
        }
        match self.by_name.get(&Folded(text)) {
            None => {
                self.by_name.insert(Folded(text), local);
            }
            Some(&first) => {
                self.refuse(local, Some(first));
                // Which of two equal names a use meant cannot be known: neither may cause further findings.
                let same_phase = std::mem::discriminant(&local) == std::mem::discriminant(&first);
                if same_phase && self.text(first) == text {
                    self.refused.insert(first);
                }
            }
        }
    }

    fn refuse(&mut self, later: Local, first: Option<Local>) {
        self.clashes.insert(later, Clash { first });
        self.refused.insert(later);
        self.refused_names.entry(self.text(later)).or_insert(later);
    }
}

impl Local {
    /// What messages call it.
    pub(crate) const fn sort(self) -> &'static str {
        match self {
            Self::Type(_) => "type",
            Self::Error(_) => "error",
            Self::Const(_) => "const",
            Self::Interface(_) => "interface",
        }
    }
}

fn sites(files: &[ast::File], count: impl Fn(&ast::File) -> usize) -> Vec<Site> {
    let mut sites = Vec::with_capacity(files.iter().map(&count).sum());
    for (file, tree) in files.iter().enumerate() {
        sites.extend((0..count(tree)).map(|index| Site {
            file: file as u32,
            index: index as u32,
        }));
    }
    sites
}

fn numbers(sites: &[Site], local: fn(u32) -> Local) -> impl Iterator<Item = Local> + use<> {
    (0..sites.len() as u32).map(local)
}

/// A name that compares without case.
#[derive(Clone, Copy)]
struct Folded<'a>(&'a str);

impl PartialEq for Folded<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(other.0)
    }
}

impl Eq for Folded<'_> {}

impl Hash for Folded<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let mut folded = [0; 32];
        for chunk in self.0.as_bytes().chunks(folded.len()) {
            let folded = &mut folded[..chunk.len()];
            folded.copy_from_slice(chunk);
            folded.make_ascii_lowercase();
            state.write(folded);
        }
        state.write_u8(0xFF);
    }
}
