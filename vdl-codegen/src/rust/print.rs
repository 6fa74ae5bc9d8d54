//! Tokens as files.

use std::sync::{Mutex, PoisonError};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use vdl_parser::env::PackageId;
use vdl_parser::jobs::{Jobs, OneByOne};

use super::docs;
use super::finding::Finding;
use super::package::{self, Piece, Scopes};
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
        let mut texts = self.texts(&self.run, jobs)?;
        let modules = match split {
            Split::Whole => print_tree(self, &texts),
            Split::PerPackage => {
                for (id, text) in self.run.iter().zip(texts.drain(..)) {
                    insert(
                        &mut files,
                        &self.file_name(*id),
                        self.with_header(*id, &text),
                    )?;
                }
                print(&tree::tokens(self, |id| {
                    let name = self.file_name(id);
                    quote!(::core::include!(#name);)
                }))
            }
        };
        let modules = modules.map_err(|found| vec![found])?;
        insert(
            &mut files,
            root,
            format!("{}{modules}", self.header(&self.run)),
        )?;
        Ok(files)
    }

    /// The items of one package as a file, which stands in a module of the caller's.
    ///
    /// # Errors
    ///
    /// When types, paths or attributes in options are no Rust where they end up.
    pub fn file(&self, package: PackageId) -> Result<String, Finding> {
        let texts = self
            .texts(&[package], &OneByOne)
            .map_err(|mut found| found.remove(0))?;
        Ok(self.with_header(package, &texts.concat()))
    }

    fn with_header(&self, package: PackageId, text: &str) -> String {
        let file_doc: String = docs::plain(&self.env.packages[package].file_doc)
            .iter()
            .map(|line| format!("{}\n", format!("// {line}").trim_end()))
            .collect();
        format!("{}{file_doc}\n{text}", self.header(&[package]))
    }

    /// The items of packages as text, an empty line between definitions.
    fn texts(&self, packages: &[PackageId], jobs: &dyn Jobs) -> Result<Vec<String>, Vec<Finding>> {
        let pieces: Vec<Vec<Piece>> = packages
            .iter()
            .map(|id| package::pieces(self, *id))
            .collect();
        let chunks: Vec<(usize, &[Piece])> = pieces
            .iter()
            .enumerate()
            .flat_map(|(at, pieces)| pieces.chunks(CHUNK).map(move |chunk| (at, chunk)))
            .collect();
        let printed: Vec<Mutex<Result<String, Finding>>> = chunks
            .iter()
            .map(|_| Mutex::new(Ok(String::new())))
            .collect();
        jobs.run(chunks.len(), &|job| {
            let (at, pieces) = chunks[job];
            let scopes = Scopes::new(self, packages[at]);
            let texts = pieces
                .iter()
                .map(|piece| print(&package::piece(&scopes, *piece)));
            let text = texts
                .collect::<Result<Vec<_>, _>>()
                .map(|texts| paragraphs(&texts));
            *printed[job].lock().unwrap_or_else(PoisonError::into_inner) = text;
        });
        let mut texts: Vec<Vec<String>> = packages.iter().map(|_| Vec::new()).collect();
        let mut failed = Vec::new();
        for ((at, _), text) in chunks.iter().zip(printed) {
            match text.into_inner().unwrap_or_else(PoisonError::into_inner) {
                Ok(text) => texts[*at].push(text),
                Err(finding) => failed.push(finding),
            }
        }
        if failed.is_empty() {
            Ok(texts.iter().map(|texts| paragraphs(texts)).collect())
        } else {
            Err(failed)
        }
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

/// So many definitions are one job.
const CHUNK: usize = 32;

/// Texts with an empty line between them.
fn paragraphs(texts: &[String]) -> String {
    let texts: Vec<&str> = texts
        .iter()
        .map(String::as_str)
        .filter(|text| !text.is_empty())
        .collect();
    texts.join("\n")
}

/// The tree around the items of its packages, which are printed already.
///
/// Each line is moved as a whole, which changes nothing but where it begins: tokens do not go over several lines.
fn print_tree(plan: &Plan<'_>, texts: &[String]) -> Result<String, Finding> {
    if plan.options.has_line_breaks() {
        return print(&plan.tree());
    }
    let mark = |at: usize| format_ident!("__VDL_ITEMS_{at}");
    let modules = print(&tree::tokens(plan, |id| {
        let mark = plan.run.iter().position(|other| *other == id).map(mark);
        quote!(const #mark: () = ();)
    }))?;
    let mut whole =
        String::with_capacity(modules.len() + texts.iter().map(String::len).sum::<usize>() * 5 / 4);
    for line in modules.lines() {
        let start = line.trim_start();
        let items = start
            .strip_prefix("const __VDL_ITEMS_")
            .and_then(|rest| rest.strip_suffix(": () = ();"))
            .and_then(|at| texts.get(at.parse::<usize>().ok()?));
        let Some(items) = items else {
            whole.extend([line, "\n"]);
            continue;
        };
        let indent = &line[..line.len() - start.len()];
        for item in items.lines() {
            if !item.is_empty() {
                whole.extend([indent, item]);
            }
            whole.push('\n');
        }
    }
    Ok(whole)
}

fn insert(files: &mut Files, name: &str, text: String) -> Result<(), Vec<Finding>> {
    files
        .insert(name, text)
        .map_err(|error| vec![Finding::error(error.to_string())])
}

fn print(tokens: &TokenStream) -> Result<String, Finding> {
    match syn::parse2(tokens.clone()) {
        Ok(file) => Ok(prettyplease::unparse(&file)),
        Err(error) => Err(
            Finding::error(format!("the generated code is no Rust: {error}"))
                .help("look at attributes, native types and paths in the options"),
        ),
    }
}
