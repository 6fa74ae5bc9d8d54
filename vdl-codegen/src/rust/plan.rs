//! Everything that is settled about a run before the first token is made.
//!
//! A [`Plan`] is text and ids, so that packages can be generated side by side. What can go wrong goes wrong here: once
//! there is a plan, every package of it has code.

use std::collections::HashSet;

use proc_macro2::TokenStream;
use vdl_parser::diagnostic::Severity;
use vdl_parser::env::{Env, PackageId};

use super::boxes::Boxes;
use super::check;
use super::finding::Finding;
use super::items::Items;
use super::natives::{Natives, Stand};
use super::package;
use super::paths::{self, Home, Paths};
use super::traits::Traits;
use super::tree;
use crate::options::Options;

/// What is settled about the Rust code for some packages.
///
/// ```
/// # use vdl_parser::diagnostic::Diagnostics;
/// # use vdl_parser::jobs::OneByOne;
/// # use vdl_parser::load::{SearchPath, SearchPathOptions};
/// # use vdl_parser::session;
/// # use vdl_parser::source::SourceMap;
/// # let mut sources = SourceMap::new();
/// # let mut diagnostics = Diagnostics::new();
/// # let roots = SearchPathOptions {
/// #     vdlpath: Some(vec!["../examples".into()]),
/// #     vdlroot: None,
/// #     current_dir: std::env::current_dir()?,
/// # };
/// # let search = SearchPath::new(&roots, &mut diagnostics).ok_or("no search path")?;
/// # let arguments = ["library/loans".to_owned()];
/// # let checked = session::check(
/// #     &arguments, &search, &session::Options::default(), &OneByOne, &mut sources, &mut diagnostics,
/// # );
/// # drop(diagnostics.take());
/// use vdl_codegen::options::Options;
/// use vdl_codegen::rust::{Plan, with_dependencies};
///
/// let targets: Vec<_> = checked.targets().collect();
/// let options = Options::new();
/// let packages = with_dependencies(&checked.env, &targets, &options);
/// let plan = Plan::new(&checked.env, &packages, &options).map_err(|found| found[0].message.clone())?;
///
/// assert!(plan.tree().to_string().contains("pub struct Isbn"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Plan<'e> {
    pub(super) env: &'e Env,
    pub(super) options: &'e Options,
    pub(super) run: Vec<PackageId>,
    pub(super) paths: Paths,
    pub(super) items: Items,
    pub(super) natives: Natives,
    pub(super) traits: Traits,
    pub(super) boxes: Boxes,
    warnings: Vec<Finding>,
}

impl<'e> Plan<'e> {
    /// Settles everything about some packages, which may come in any order.
    ///
    /// # Errors
    ///
    /// When names or modules clash, when packages are used that are nowhere, and when options are wrong. There is at least
    /// one finding that is an error then; the others are warnings.
    pub fn new(
        env: &'e Env,
        packages: &[PackageId],
        options: &'e Options,
    ) -> Result<Self, Vec<Finding>> {
        let mut run = packages.to_vec();
        run.sort_by(|a, b| env.packages[*a].path.cmp(&env.packages[*b].path));
        run.dedup();
        let mut findings = Vec::new();
        check::options(env, options, &mut findings);
        let paths = Paths::new(env, &run, options, &mut findings);
        let items = Items::new(env, &run, options, &mut findings);
        let natives = Natives::new(env, options, &mut findings);
        let boxes = Boxes::new(env, |id| natives.get(id).is_some());
        let traits = Traits::new(env, options, |id| natives.get(id).map(Stand::order));
        let plan = Self {
            env,
            options,
            run,
            paths,
            items,
            natives,
            traits,
            boxes,
            warnings: Vec::new(),
        };
        check::packages(&plan, &mut findings);
        if findings
            .iter()
            .any(|found| found.severity == Severity::Error)
        {
            return Err(findings);
        }
        Ok(Self {
            warnings: findings,
            ..plan
        })
    }

    /// What the authors of the packages should know.
    #[must_use]
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    /// The packages, by path.
    #[must_use]
    pub fn packages(&self) -> &[PackageId] {
        &self.run
    }

    /// The names of the modules around the items of a package, from the outside in.
    #[must_use]
    pub fn module(&self, package: PackageId) -> &[String] {
        match self.paths.home(package) {
            Home::Tree(module) => module,
            Home::Elsewhere(_) | Home::Nowhere => &[],
        }
    }

    /// The items of a package, without a module around them.
    #[must_use]
    pub fn items(&self, package: PackageId) -> TokenStream {
        package::items(self, package)
    }

    /// All packages in their modules.
    #[must_use]
    pub fn tree(&self) -> TokenStream {
        tree::tokens(self, |package| self.items(package))
    }
}

/// Packages with all that they import, but for what options or the runtime have already.
#[must_use]
pub fn with_dependencies(env: &Env, targets: &[PackageId], options: &Options) -> Vec<PackageId> {
    let mut found = Vec::new();
    let mut seen: HashSet<PackageId> = targets.iter().copied().collect();
    let mut pending = targets.to_vec();
    while let Some(id) = pending.pop() {
        found.push(id);
        let files = env.packages[id].files.iter().map(|file| &env.files[*file]);
        for import in files.flat_map(|file| &file.imports) {
            let is_new = seen.insert(import.package);
            if is_new && !paths::is_elsewhere(&env.packages[import.package], options) {
                pending.push(import.package);
            }
        }
    }
    found.sort_by(|a, b| env.packages[*a].path.cmp(&env.packages[*b].path));
    found
}
