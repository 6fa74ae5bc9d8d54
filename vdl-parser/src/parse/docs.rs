//! Documentation: comments gathered into blocks, blocks attached to items (`vdl-language` §2.6).

use std::num::NonZeroU32;

use super::Builder;
use crate::ast::{DocId, Docs};
use crate::scan::Comment;
use crate::source::{Source, Span};

/// An item that may take documentation.
pub(super) struct DocTarget {
    pub(super) order: DocOrder,
    pub(super) item: Item,
    pub(super) name: Span,
}

/// Whose turn it is when several items want one block; equal turns go by source order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum DocOrder {
    Package,
    Import,
    Error,
    /// A type and its members.
    Type,
    Const,
    /// The interface of an index, its embeds, its methods.
    Interface(usize, InterfacePart),
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum InterfacePart {
    Name,
    Embed,
    Method,
}

/// The place of an item in its pool.
#[derive(Clone, Copy)]
pub(super) enum Item {
    Package,
    Import(usize),
    Error(usize),
    Type(usize),
    Field(usize),
    Label(usize),
    Const(usize),
    Interface(usize),
    Embed(usize),
    Method(usize),
}

struct Block {
    text: String,
    first_line: u32,
    last_line: u32,
    after_tokens: usize,
    closed: bool,
    taken: bool,
}

impl Builder<'_> {
    pub(super) fn document(&mut self, order: DocOrder, item: Item, name: Span) {
        self.doc_targets.push(DocTarget { order, item, name });
    }

    /// Attaches the comments of the file to its items, each block at most once.
    pub(super) fn attach_docs(&mut self, comments: &[Comment]) {
        if comments.is_empty() {
            return;
        }
        let mut blocks = blocks(self.source, comments);
        let mut targets = std::mem::take(&mut self.doc_targets);
        targets.sort_by_key(|target| target.order);
        let lines: Vec<u32> = targets
            .iter()
            .map(|target| self.source.line(target.name.start))
            .collect();
        let mut docs = vec![Docs::default(); targets.len()];
        for (docs, line) in docs.iter_mut().zip(&lines) {
            docs.suffix = take(&mut blocks, *line, |block| block.first_line)
                .map(|text| self.add_doc(format!(" {text}")));
        }
        for (docs, line) in docs.iter_mut().zip(&lines) {
            docs.doc = take(&mut blocks, line - 1, |block| block.last_line)
                .map(|text| self.add_doc(text + "\n"));
        }
        self.file.file_doc =
            take(&mut blocks, 1, |block| block.first_line).map(|text| self.add_doc(text + "\n"));
        for (target, docs) in targets.iter().zip(docs) {
            if docs != Docs::default() {
                *self.docs_of(target.item) = docs;
            }
        }
    }

    fn add_doc(&mut self, text: String) -> DocId {
        self.file.docs.push(text);
        DocId(NonZeroU32::try_from(self.file.docs.len() as u32).unwrap_or(NonZeroU32::MIN))
    }

    fn docs_of(&mut self, item: Item) -> &mut Docs {
        let file = &mut self.file;
        match item {
            Item::Package => &mut file.package_docs,
            Item::Import(at) => &mut file.imports[at].docs,
            Item::Error(at) => &mut file.errors[at].docs,
            Item::Type(at) => &mut file.types[at].docs,
            Item::Field(at) => &mut file.fields[at].docs,
            Item::Label(at) => &mut file.labels[at].docs,
            Item::Const(at) => &mut file.consts[at].docs,
            Item::Interface(at) => &mut file.interfaces[at].docs,
            Item::Embed(at) => &mut file.embeds[at].docs,
            Item::Method(at) => &mut file.methods[at].docs,
        }
    }
}

fn blocks(source: &Source, comments: &[Comment]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for comment in comments {
        let text = source.slice(comment.span);
        let first_line = source.line(comment.span.start);
        let last_line = source.line(comment.span.end);
        let open = blocks
            .last_mut()
            .filter(|block| !block.closed && block.after_tokens == comment.after_tokens);
        match open {
            Some(block) if first_line <= block.last_line + 1 => {
                if first_line > block.last_line {
                    block.text.push('\n');
                }
                block.text.push_str(text);
                block.last_line = last_line;
            }
            _ => blocks.push(Block {
                text: text.to_owned(),
                first_line,
                last_line,
                after_tokens: comment.after_tokens,
                closed: comment.trails_token,
                taken: false,
            }),
        }
    }
    blocks
}

/// The text of the first block whose first or last line is the wanted one, unless it has been taken.
///
/// Blocks are in source order, so their first lines are too, and their last lines.
fn take(blocks: &mut [Block], wanted: u32, line: fn(&Block) -> u32) -> Option<String> {
    let at = blocks.partition_point(|block| line(block) < wanted);
    let block = blocks.get_mut(at).filter(|block| line(block) == wanted)?;
    if std::mem::replace(&mut block.taken, true) {
        return None;
    }
    Some(std::mem::take(&mut block.text))
}
