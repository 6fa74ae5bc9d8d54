//! The front end of VDL, Vanadium's interface language: text to diagnostics and a typed IR.
//!
//! ```
//! use vdl_parser::diagnostic::Diagnostics;
//! use vdl_parser::jobs::OneByOne;
//! use vdl_parser::load::{SearchPath, SearchPathOptions};
//! use vdl_parser::session::{self, Options};
//! use vdl_parser::source::SourceMap;
//!
//! let mut sources = SourceMap::new();
//! let mut diagnostics = Diagnostics::new();
//! let roots = SearchPathOptions {
//!     vdlpath: Some(vec!["../examples".into()]),
//!     vdlroot: None,
//!     current_dir: std::env::current_dir()?,
//! };
//! let search = SearchPath::new(&roots, &mut diagnostics).ok_or("no search path")?;
//! let packages = ["library/loans".to_owned()];
//! let checked =
//!     session::check(&packages, &search, &Options::default(), &OneByOne, &mut sources, &mut diagnostics);
//!
//! for found in diagnostics.take() {
//!     eprintln!("{}: {}", found.code, found.message);
//! }
//! let loans = &checked.env.packages[checked.targets().next().ok_or("it did not compile")?];
//! let desk = &checked.env.interfaces[*loans.interfaces.last().ok_or("it has interfaces")?];
//! assert_eq!(desk.name, "Desk");
//! assert_eq!(desk.methods[0].in_args[1].ty.name(), Some("library/books.Isbn"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! A run goes through the modules from the outside in: [`load`] finds packages and their files, [`scan`] and [`parse`]
//! make syntax trees of them ([`ast`]), [`compile`] makes the typed IR ([`mod@env`]) of these, and [`session`] puts the
//! stages in order. Texts and places live in [`source`], findings in [`diagnostic`].
//!
//! The library prints nothing, reads no environment variables and starts no threads; only [`load`] reads files. The
//! language is specified in `vdl-language`, which the modules cite by section.

// The parser that pest derives without `std` names this crate.
extern crate alloc;

pub mod ast;
pub mod compile;
mod constant;
pub mod diagnostic;
pub mod env;
pub mod jobs;
pub mod load;
pub mod parse;
pub mod scan;
pub mod session;
pub mod source;
