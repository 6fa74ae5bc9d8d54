//! Generated code with where it goes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::Result;
use vdl_codegen::config::Config;
use vdl_codegen::files::{Files, Reach, Stale, check, orphans, prune};
use vdl_codegen::rust::{Finding, Plan, Split};
use vdl_parser::env::PackageId;
use vdl_parser::jobs::Jobs;

use super::out_dir::{OutDir, Verdict, place};
use super::{Action, Task, split};
use crate::command::check::Run;
use crate::exit::Usage;
use crate::setting::Setting;

/// Generated code with where it goes.
pub(super) struct Outputs {
    /// Files by the directory that they belong to.
    places: BTreeMap<PathBuf, Files>,
    /// The packages whose code a file holds.
    packages: BTreeMap<PathBuf, Vec<String>>,
    /// Directories where generated files of packages that are gone may lie.
    folders: Vec<PathBuf>,
    /// Packages that are part of the run, or can be found: their files are wanted.
    known: Known,
}

/// Which packages there are.
struct Known {
    run: BTreeSet<String>,
    roots: Vec<PathBuf>,
}

/// The file with all modules, unless somebody says otherwise.
const INCLUDE_FILE: &str = "vdl.rs";

impl Outputs {
    /// Generates what a task is about; `folders` are where its patterns look for packages.
    pub(super) fn new(
        plan: &Plan<'_>,
        task: &Task<'_>,
        config: &Config,
        run: &Run,
        folders: Vec<PathBuf>,
        setting: &Setting,
    ) -> Result<Result<Self, Vec<Finding>>> {
        let here = &setting.search.current_dir;
        let configured = || config.out_dir.clone().or_else(|| config.check_in.clone());
        let out_dir = match (task.action, &task.output.out_dir) {
            (Action::Print, _) => OutDir::Directory(here.clone()),
            (_, Some(text)) => OutDir::parse(text, here)?,
            (_, None) => configured().map_or(OutDir::Beside, OutDir::Directory),
        };
        let roots = setting
            .search
            .vdlpath
            .iter()
            .flatten()
            .map(|root| here.join(root));
        let mut outputs = Self {
            places: BTreeMap::new(),
            packages: BTreeMap::new(),
            folders: Vec::new(),
            known: Known {
                run: plan
                    .packages()
                    .iter()
                    .map(|id| path(run, *id).to_owned())
                    .collect(),
                roots: roots.chain([here.clone()]).collect(),
            },
        };
        let made = match out_dir {
            OutDir::Directory(directory) => {
                outputs.tree(plan, task, config, run, directory, setting)
            }
            OutDir::Beside => {
                outputs.folders = folders;
                outputs.each(plan, run, setting, |directory, _| Ok(Some(directory.to_path_buf())))?
            }
            OutDir::Rules(rules) => outputs.each(plan, run, setting, |directory, package| {
                match place(&rules, directory, package) {
                    Verdict::Into(directory) => Ok(Some(directory)),
                    Verdict::Skip => Ok(None),
                    Verdict::Nothing => {
                        let directory = directory.display();
                        let text = format!("no rule of --out-dir says where code of `{package}` in `{directory}` goes");
                        Err(Usage::new(text).into())
                    }
                }
            })?,
        };
        Ok(made.map(|()| outputs))
    }

    /// All packages in one directory.
    fn tree(
        &mut self,
        plan: &Plan<'_>,
        task: &Task<'_>,
        config: &Config,
        run: &Run,
        directory: PathBuf,
        setting: &Setting,
    ) -> Result<(), Vec<Finding>> {
        let include = task
            .output
            .include_file
            .as_ref()
            .or(config.include_file.as_ref());
        let include = include.map_or(INCLUDE_FILE, String::as_str);
        let split = match task.action {
            Action::Print => Split::Whole,
            Action::Write | Action::Check | Action::Show => split(config, task.output),
        };
        let files = plan.files(include, split, &setting.threads)?;
        for id in plan.packages() {
            let name = match split {
                Split::Whole => include.to_owned(),
                Split::PerPackage => format!("{}.vdl.rs", plan.module(*id).join(".")),
            };
            let package = path(run, *id).to_owned();
            self.packages
                .entry(directory.join(name))
                .or_default()
                .push(package);
        }
        self.places.insert(directory, files);
        Ok(())
    }

    /// Each package in a directory of its own.
    fn each(
        &mut self,
        plan: &Plan<'_>,
        run: &Run,
        setting: &Setting,
        place: impl Fn(&Path, &str) -> Result<Option<PathBuf>>,
    ) -> Result<Result<(), Vec<Finding>>> {
        let mut wanted = Vec::new();
        for (package, id) in run
            .checked
            .packages
            .iter()
            .filter_map(|package| Some((&package.loaded, package.id?)))
        {
            // What came with the tool has no directory.
            let directory = package.dir.as_ref();
            let Some(directory) = directory.filter(|_| plan.packages().contains(&id)) else {
                continue;
            };
            if let Some(directory) = place(directory, &package.gen_path)? {
                wanted.push((package, id, directory));
            }
        }
        let texts: Vec<Mutex<Option<Result<String, Finding>>>> =
            wanted.iter().map(|_| Mutex::default()).collect();
        setting.threads.run(wanted.len(), &|job| {
            let text = plan.file(wanted[job].1);
            *texts[job].lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
        });
        let mut findings = Vec::new();
        for ((package, _, directory), text) in wanted.into_iter().zip(texts) {
            let name = format!("{}.vdl.rs", package.name);
            match text.into_inner().unwrap_or_else(PoisonError::into_inner) {
                Some(Ok(text)) => {
                    let path = directory.join(&name);
                    self.places
                        .entry(directory)
                        .or_default()
                        .insert(name, text)?;
                    self.packages.insert(path, vec![package.path.clone()]);
                }
                Some(Err(finding)) => findings.push(finding),
                None => {}
            }
        }
        Ok(if findings.is_empty() {
            Ok(())
        } else {
            Err(findings)
        })
    }

    /// Directories with what belongs there.
    pub(super) fn places(&self) -> Vec<(&Path, &Files)> {
        self.places
            .iter()
            .map(|(directory, files)| (directory.as_path(), files))
            .collect()
    }

    /// The files that are not there, or differ.
    pub(super) fn stale(&self) -> Result<Vec<Stale>> {
        let mut stale = Vec::new();
        for (directory, files) in &self.places {
            stale.extend(check(directory, files)?);
        }
        Ok(stale)
    }

    /// The generated files whose packages are gone, or are in another file now.
    pub(super) fn orphans(&self) -> Result<Vec<Stale>> {
        let mut found = Vec::new();
        for (directory, files) in &self.places {
            found.extend(orphans(directory, files, Reach::Beside, |from| {
                self.known.is_elsewhere(from)
            })?);
        }
        let is_wanted = |from: &str| self.known.run.contains(from) || self.known.is_elsewhere(from);
        for folder in &self.folders {
            found.extend(orphans(folder, &Files::new(), Reach::Below, is_wanted)?);
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// Removes files whose packages are gone, and directories that are empty then.
    pub(super) fn prune(&self, orphans: &[Stale]) -> Result<()> {
        for directory in self.folders.iter().chain(self.places.keys()) {
            prune(directory, orphans)?;
        }
        Ok(())
    }

    /// The packages whose code some files hold, each once, in order.
    pub(super) fn packages_of(&self, paths: &[PathBuf]) -> BTreeSet<&str> {
        let lists = paths.iter().filter_map(|path| self.packages.get(path));
        lists.flatten().map(String::as_str).collect()
    }

    /// The text of a file.
    pub(super) fn text_of(&self, path: &Path) -> &str {
        let in_place = |(directory, files): (&'_ PathBuf, &'_ Files)| -> Option<String> {
            let name = path
                .strip_prefix(directory)
                .ok()?
                .to_str()?
                .replace('\\', "/");
            files.get(&name).map(|_| name)
        };
        let found = self
            .places
            .iter()
            .find_map(|place| Some((place.1, in_place(place)?)));
        found
            .and_then(|(files, name)| files.get(&name))
            .unwrap_or_default()
    }

    /// All texts.
    pub(super) fn text(&self) -> String {
        let files = self.places.values().flat_map(Files::iter);
        files.map(|(_, text)| text).collect()
    }
}

impl Known {
    /// Whether another run generates the code from what a file says it is from: a package that exists, or several.
    fn is_elsewhere(&self, from: &str) -> bool {
        let is_there = |root: &PathBuf| {
            std::fs::read_dir(root.join(from)).is_ok_and(|entries| {
                let mut paths = entries.flatten().map(|entry| entry.path());
                paths.any(|path| path.extension().is_some_and(|end| end == "vdl"))
            })
        };
        from.is_empty()
            || from.contains(' ')
            || !self.run.contains(from) && self.roots.iter().any(is_there)
    }
}

fn path(run: &Run, id: PackageId) -> &str {
    &run.checked.env.packages[id].path
}
