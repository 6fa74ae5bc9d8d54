//! Text to syntax tree: the scanner's tokens through the pest grammar into [`ast`](crate::ast) nodes.
//!
//! A long file goes through in pieces that end after whole definitions, so that pest's bookkeeping stays small however
//! long the file is. pest names appear in this module and below it only. A file's first syntax error ends it
//! (`vdl-language` §3); a few mistakes with a plain remedy do not.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the grammar says which rules and tokens can stand at a place; the others cannot come"
)]

mod args;
mod docs;
mod expected;
mod exprs;
mod interfaces;
mod items;
mod pieces;
mod types;

use std::sync::Arc;

use hashbrown::HashMap;
use pest::iterators::{Pair, Pairs};

use crate::ast::{Entry, Field, File, FileKind, Name, Run, Symbol};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::parse::docs::DocTarget;
use crate::scan::{MAX_NESTING, Token};
use crate::source::{Source, SourceId, Span};

/// A file's tree, if it has one, and what was found wrong.
///
/// There is no tree after a syntax error. Mistakes that do not stop the parser leave a tree that is fit for looking at
/// but must not be compiled.
#[derive(Debug)]
pub struct Parsed {
    /// The tree.
    pub file: Option<File>,
    /// Errors in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Parses a whole file.
#[must_use]
pub fn parse_file(source: &Source, id: SourceId, kind: FileKind) -> Parsed {
    pieces::parse(source, id, kind, pieces::Extent::Whole)
}

/// Parses a file only through its import section; the rest is not looked at (`vdl-language` §1, stage 2).
#[must_use]
pub fn parse_header(source: &Source, id: SourceId, kind: FileKind) -> Parsed {
    pieces::parse(source, id, kind, pieces::Extent::Header)
}

/// The generated parser. Its `Rule` enum is public inside this module tree only.
mod grammar {
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar.pest"]
    pub(in crate::parse) struct Grammar;
}

use grammar::Rule;

/// Stops the construction of a tree; the error has been recorded.
struct Stop;

type Built<T> = Result<T, Stop>;

/// Builds the nodes of one file from pairs.
struct Builder<'s> {
    file: File,
    source: &'s Source,
    /// The tokens of the piece at hand: pair positions are indices into it.
    tokens: Vec<Token>,
    symbols: HashMap<&'s str, Symbol>,
    /// Items that may take documentation, in the order of `vdl-language` §2.6.
    doc_targets: Vec<DocTarget>,
    /// Entries of the composite literals that are being built, innermost last.
    open_entries: Vec<Entry>,
    /// Fields of the structs and unions that are being built, innermost last.
    open_fields: Vec<Field>,
    /// Names of a field or argument group that wait for their type.
    open_names: Vec<Name>,
    diagnostics: Vec<Diagnostic>,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Source, id: SourceId, kind: FileKind) -> Self {
        Self {
            file: empty_file(source, id, kind),
            source,
            tokens: Vec::new(),
            symbols: HashMap::new(),
            doc_targets: Vec::new(),
            open_entries: Vec::new(),
            open_fields: Vec::new(),
            open_names: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Span of the token of an index; an index past the end gives the end of the last token.
    fn token_span(&self, index: usize) -> Span {
        match (self.tokens.get(index), self.tokens.last()) {
            (Some(token), _) => token.span,
            (None, Some(last)) => Span::new(last.span.end, last.span.end),
            (None, None) => self.source.span().shrink_to_start(),
        }
    }

    /// Span from the first to the last token of a pair.
    fn pair_span(&self, pair: &Pair<'_, Rule>) -> Span {
        let tokens = pair.as_span();
        self.token_span(tokens.start())
            .to(self.token_span(tokens.end() - 1))
    }

    /// The identifier at a token index.
    fn ident(&mut self, index: usize) -> Name {
        let span = self.token_span(index);
        let text = self.slice(span);
        let next = Symbol(self.file.symbols.len() as u32);
        let symbol = *self.symbols.entry(text).or_insert(next);
        if symbol == next {
            self.file.symbols.push(span);
        }
        Name { symbol, span }
    }

    fn slice(&self, span: Span) -> &'s str {
        self.source.slice(span)
    }

    /// Refuses nesting that recursion after the parser could not bear.
    fn check_depth(&mut self, depth: usize, span: Span) -> Built<()> {
        if depth <= MAX_NESTING {
            return Ok(());
        }
        self.diagnostics.push(too_deep(span));
        Err(Stop)
    }

    /// The same for types.
    fn check_type_depth(&mut self, depth: usize, span: Span) -> Built<()> {
        if depth <= MAX_NESTING {
            return Ok(());
        }
        let message = format!("types are nested more than {MAX_NESTING} deep");
        self.diagnostics
            .push(Diagnostic::new(Code::TypeTooDeep, span, message).label("from here on"));
        Err(Stop)
    }
}

fn too_deep(span: Span) -> Diagnostic {
    let message = format!("expressions are nested more than {MAX_NESTING} deep");
    Diagnostic::new(Code::SyntaxTooDeep, span, message).label("from here on")
}

/// Nodes that a closure appends to a pool, as a run.
fn run(start: usize, end: usize) -> Run {
    Run {
        start: start as u32,
        end: end as u32,
    }
}

/// The rule of the next pair.
fn next_rule(pairs: &Pairs<'_, Rule>) -> Option<Rule> {
    pairs.peek().map(|pair| pair.as_rule())
}

fn empty_file(source: &Source, id: SourceId, kind: FileKind) -> File {
    File {
        source: id,
        text: Arc::clone(source.text()),
        start: source.start(),
        kind,
        package: None,
        package_docs: crate::ast::Docs::default(),
        file_doc: None,
        config: None,
        expr_list: Vec::new(),
        imports: Vec::new(),
        types: Vec::new(),
        consts: Vec::new(),
        errors: Vec::new(),
        interfaces: Vec::new(),
        exprs: Vec::new(),
        entries: Vec::new(),
        name_refs: Vec::new(),
        type_exprs: Vec::new(),
        names: Vec::new(),
        labels: Vec::new(),
        fields: Vec::new(),
        args: Vec::new(),
        error_details: Vec::new(),
        embeds: Vec::new(),
        methods: Vec::new(),
        tags: Vec::new(),
        symbols: Vec::new(),
        docs: Vec::new(),
    }
}
