//! The proof that formatting changed nothing but blanks: same tokens, same comments, same documentation.

use vdl_parser::ast::{DocId, Docs, File, FileKind};
use vdl_parser::parse::parse_file;
use vdl_parser::scan::{Scan, TokenKind, scan};
use vdl_parser::source::{Source, SourceMap};

use super::unix;

/// Whether a text means the same as the source it was made from.
pub(super) fn same_meaning(
    source: &Source,
    before: &Scan,
    tree: &File,
    after: &str,
    kind: FileKind,
) -> bool {
    let mut map = SourceMap::new();
    let Ok(id) = map.add(source.name(), None, after.as_bytes().to_vec()) else {
        return false;
    };
    let formatted = map.source(id);
    let after = scan(formatted);
    if after.error.is_some() || !same_tokens(source, before, formatted, &after) {
        return false;
    }
    if before.comments.len() != after.comments.len() {
        return false;
    }
    let mut comments = before.comments.iter().zip(&after.comments);
    if !comments.all(|(one, other)| same_text(source.slice(one.span), formatted.slice(other.span)))
    {
        return false;
    }
    let parsed = parse_file(formatted, id, kind);
    parsed.diagnostics.is_empty() && parsed.file.is_some_and(|file| same_docs(tree, &file))
}

/// Whether the tokens are the same, but for terminators and commas before closing brackets.
fn same_tokens(source: &Source, before: &Scan, formatted: &Source, after: &Scan) -> bool {
    let mut after = significant(formatted, after);
    significant(source, before).all(|token| {
        after
            .next()
            .is_some_and(|other| other.0 == token.0 && same_text(token.1, other.1))
    }) && after.next().is_none()
}

fn same_text(one: &str, other: &str) -> bool {
    one == other || unix(one) == unix(other)
}

fn significant<'s>(
    source: &'s Source,
    scan: &'s Scan,
) -> impl Iterator<Item = (TokenKind, &'s str)> {
    let kinds = scan.tokens.iter().map(|token| token.kind);
    let next = kinds.skip(1).map(Some).chain([None]);
    scan.tokens.iter().zip(next).filter_map(|(token, next)| {
        let closes = matches!(next, Some(TokenKind::ParenClose | TokenKind::BraceClose));
        let separates = matches!(token.kind, TokenKind::Semicolon | TokenKind::Comma);
        // A written and an inserted terminator are the same.
        let text = if token.kind == TokenKind::Semicolon {
            ""
        } else {
            source.slice(token.span)
        };
        (!(closes && separates)).then_some((token.kind, text))
    })
}

fn same_docs(one: &File, other: &File) -> bool {
    let mut others = docs(other);
    let same = docs(one).all(|id| {
        others
            .next()
            .is_some_and(|other_id| same_doc(one.doc(id), other.doc(other_id)))
    });
    same && others.next().is_none()
}

/// A carriage return at the end of a line comment is part of its documentation, until line ends are made Unix ones.
fn same_doc(one: &str, other: &str) -> bool {
    one == other || one.replace('\r', "") == other.replace('\r', "")
}

/// The documentation of every item, in an order that depends on the tree only.
fn docs(file: &File) -> impl Iterator<Item = Option<DocId>> {
    let items = std::iter::once(file.package_docs)
        .chain(file.config.iter().map(|config| config.docs))
        .chain(file.imports.iter().map(|import| import.docs))
        .chain(file.types.iter().map(|def| def.docs))
        .chain(file.labels.iter().map(|label| label.docs))
        .chain(file.fields.iter().map(|field| field.docs))
        .chain(file.consts.iter().map(|def| def.docs))
        .chain(file.errors.iter().map(|def| def.docs))
        .chain(file.interfaces.iter().map(|def| def.docs))
        .chain(file.embeds.iter().map(|embed| embed.docs))
        .chain(file.methods.iter().map(|method| method.docs));
    items
        .flat_map(|Docs { doc, suffix }| [doc, suffix])
        .chain([file.file_doc])
}
