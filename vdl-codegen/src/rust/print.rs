//! Tokens as files.

use std::sync::{Mutex, PoisonError};

use proc_macro2::TokenStream;
use quote::quote;
use vdl_parser::env::PackageId;
use vdl_parser::jobs::Jobs;

use super::docs;
use super::finding::Finding;
use super::plan::Plan;
use super::tree;
use crate::files::{Files, header};

/// How many files a tree is written to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// One file with everything.
    #[default]
    Whole,
    /// A file for each package, and one with the modules that include these.
    PerPackage,
}

impl Plan<'_> {
    /// The tree of all packages as files, of which one, called `root`, is to be included.
    ///
    /// # Errors
    ///
    /// When types, paths or attributes in options are no Rust where they end up.
    pub fn files(&self, root: &str, split: Split, jobs: &dyn Jobs) -> Result<Files, Vec<Finding>> {
        let mut files = Files::new();
        match split {
            Split::Whole => {
                let text = print(&self.tree()).map_err(|found| vec![found])?;
                insert(&mut files, root, format!("{}{text}", self.header(&self.run)))?;
            }
            Split::PerPackage => {
                for (id, text) in self.run.iter().zip(self.texts(jobs)?) {
                    insert(&mut files, &self.file_name(*id), text)?;
                }
                let modules = tree::tokens(self, |id| {
                    let name = self.file_name(id);
                    quote!(::core::include!(#name);)
                });
                let text = print(&modules).map_err(|found| vec![found])?;
                insert(&mut files, root, format!("{}{text}", self.header(&self.run)))?;
            }
        }
        Ok(files)
    }

    /// The items of one package as a file, which stands in a module of the caller's.
    ///
    /// # Errors
    ///
    /// When types, paths or attributes in options are no Rust where they end up.
    pub fn file(&self, package: PackageId) -> Result<String, Finding> {
        let text = print(&self.items(package))?;
        let file_doc: String = docs::plain(&self.env.packages[package].file_doc)
            .iter()
            .map(|line| format!("{}\n", format!("// {line}").trim_end()))
            .collect();
        Ok(format!("{}{file_doc}{text}", self.header(&[package])))
    }

    fn texts(&self, jobs: &dyn Jobs) -> Result<Vec<String>, Vec<Finding>> {
        let texts: Vec<Mutex<Option<Result<String, Finding>>>> =
            self.run.iter().map(|_| Mutex::default()).collect();
        jobs.run(self.run.len(), &|at| {
            let text = self.file(self.run[at]);
            *texts[at].lock().unwrap_or_else(PoisonError::into_inner) = Some(text);
        });
        let (mut done, mut failed) = (Vec::new(), Vec::new());
        for text in texts {
            match text.into_inner().unwrap_or_else(PoisonError::into_inner) {
                Some(Ok(text)) => done.push(text),
                Some(Err(finding)) => failed.push(finding),
                None => {}
            }
        }
        if failed.is_empty() { Ok(done) } else { Err(failed) }
    }

    fn file_name(&self, package: PackageId) -> String {
        format!("{}.vdl.rs", self.module(package).join("."))
    }

    /// The line that says that nobody should edit the rest.
    fn header(&self, packages: &[PackageId]) -> String {
        /// More packages are not named.
        const NAMED: usize = 4;
        let paths: Vec<&str> = packages
            .iter()
            .take(NAMED + 1)
            .map(|id| self.env.packages[*id].path.as_str())
            .collect();
        let from = if paths.len() > NAMED {
            format!("{} packages", packages.len())
        } else {
            paths.join(", ")
        };
        format!("{}\n", header(&from))
    }
}

fn insert(files: &mut Files, name: &str, text: String) -> Result<(), Vec<Finding>> {
    files
        .insert(name, text)
        .map_err(|error| vec![Finding::error(error.to_string())])
}

fn print(tokens: &TokenStream) -> Result<String, Finding> {
    match syn::parse2(tokens.clone()) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(Finding::error(format!("the generated code is no Rust: {error}"))
            .help("look at attributes, native types and paths in the options")),
    }
}
