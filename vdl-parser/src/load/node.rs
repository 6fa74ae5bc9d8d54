//! A package of a load: what there is of it, and how far its imports have been followed.

use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::LoadedPackage;
use crate::load::package_path::PackagePath;
use crate::source::Span;

/// A package and how far its imports have been followed.
pub(super) struct Node {
    pub(super) package: LoadedPackage,
    pub(super) imports: Vec<ImportSite>,
    /// The first import that has not been followed.
    pub(super) next: usize,
    pub(super) state: State,
    /// What was found in its files: reported together, in source order.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// An import as written.
pub(super) struct ImportSite {
    pub(super) path: String,
    pub(super) span: Span,
}

/// How far a walk has come with a package.
#[derive(Clone, Copy)]
pub(super) enum State {
    /// Not begun.
    Waiting,
    /// On the stack, at this place.
    Active(usize),
    /// Done with, and so is all that it imports.
    Finished,
}

impl Node {
    /// A package without files.
    pub(super) fn new(paths: PackagePath, dir: Option<PathBuf>) -> Self {
        Self {
            package: LoadedPackage {
                name: String::new(),
                path: paths.path,
                gen_path: paths.gen_path,
                embedded: dir.is_none(),
                target: false,
                dir,
                files: Vec::new(),
                config: None,
                imports: Vec::new(),
            },
            imports: Vec::new(),
            next: 0,
            state: State::Waiting,
            diagnostics: Vec::new(),
        }
    }

    /// Notes a finding, unless there are more than anybody will see.
    pub(super) fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < Diagnostics::CAP {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Where the import stands that was followed last.
    pub(super) fn followed(&self) -> Option<Span> {
        self.imports
            .get(self.next.checked_sub(1)?)
            .map(|site| site.span)
    }
}
