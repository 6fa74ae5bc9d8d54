//! Marks and source lines to pieces: what is printed, in order, and where lines break.
//!
//! A piece is a token or a comment with the number of newlines before it. Written terminators become line breaks here,
//! except on source lines that hold a comment: moving a token away from a comment would change whose documentation the
//! comment is (`vdl-language` §2.6).

use vdl_parser::scan::{Scan, TokenKind};
use vdl_parser::source::{Source, Span};

use super::classify::{Block, Mark, Role};

/// How much the layout may change lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lines {
    /// Items get lines of their own.
    Canonical,
    /// Tokens stay on the lines where they are.
    AsTheyAre,
}

/// A token or comment to print.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// Its text.
    pub(super) span: Span,
    /// Line breaks to print before it: none, one, or two for a blank line.
    pub(super) breaks: u8,
    /// What it is.
    pub(super) kind: PieceKind,
}

/// What a piece is.
#[derive(Clone, Copy, Debug)]
pub(super) enum PieceKind {
    /// A token.
    Token(TokenKind, Mark),
    /// A comment.
    Comment,
}

/// The pieces of a text in the order in which to print them.
pub(super) fn pieces(
    source: &Source,
    scan: &Scan,
    mut marks: Vec<Mark>,
    lines: Lines,
) -> Vec<Piece> {
    free_short_bodies(source, scan, &mut marks);
    let mut pieces = measured(source, scan, &marks);
    if lines == Lines::Canonical {
        split(&mut pieces);
        join(&mut pieces);
    }
    drop_separators(pieces)
}

/// All written tokens and all comments, with the line breaks of the source.
fn measured(source: &Source, scan: &Scan, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(scan.tokens.len() + scan.comments.len());
    let mut comments = scan.comments.iter().peekable();
    let mut end = source.start();
    let mut push = |span: Span, kind: PieceKind| {
        let blank = source.slice(Span::new(end, span.start));
        let newlines = blank.bytes().filter(|byte| *byte == b'\n').take(2).count();
        end = span.end;
        pieces.push(Piece {
            span,
            breaks: newlines as u8,
            kind,
        });
    };
    for (token, mark) in scan.tokens.iter().zip(marks) {
        while let Some(comment) = comments.next_if(|comment| comment.span.start < token.span.start)
        {
            push(comment.span, PieceKind::Comment);
        }
        // An inserted terminator has no text; the newline that it stands for is measured before the next piece.
        if token.span.start < token.span.end {
            push(token.span, PieceKind::Token(token.kind, *mark));
        }
    }
    for comment in comments {
        push(comment.span, PieceKind::Comment);
    }
    pieces
}

/// For each piece, whether its line holds a comment.
fn commented_lines(pieces: &[Piece]) -> Vec<bool> {
    let mut commented = vec![false; pieces.len()];
    let mut start = 0;
    while start < pieces.len() {
        let length = pieces[start + 1..]
            .iter()
            .take_while(|piece| piece.breaks == 0)
            .count()
            + 1;
        let line = start..start + length;
        if pieces[line.clone()]
            .iter()
            .any(|piece| matches!(piece.kind, PieceKind::Comment))
        {
            commented[line].fill(true);
        }
        start += length;
    }
    commented
}

/// Frees what may stay on one line: brackets without items, and bodies with one member on the line of the brackets,
/// unless lines will break inside it.
fn free_short_bodies(source: &Source, scan: &Scan, marks: &mut [Mark]) {
    // For each open bracket its index, and what was counted around it before it.
    let mut open: Vec<(usize, Inside)> = Vec::new();
    let mut inside = Inside::default();
    for at in 0..marks.len() {
        inside.items += u32::from(marks[at].item);
        match marks[at].role {
            Role::Open(_) => open.push((at, std::mem::take(&mut inside))),
            Role::Close => {
                let Some((opener, around)) = open.pop() else {
                    continue;
                };
                let between = Span::new(scan.tokens[opener].span.end, scan.tokens[at].span.start);
                let short =
                    inside.items == 1 && !inside.breaks && !source.slice(between).contains('\n');
                if inside.items == 0 || short && marks[opener].role == Role::Open(Block::Body) {
                    marks[opener].role = Role::Open(Block::Free);
                }
                let breaks = inside.breaks || marks[opener].role != Role::Open(Block::Free);
                inside = Inside {
                    breaks: around.breaks || breaks,
                    ..around
                };
            }
            Role::Plain | Role::Terminator | Role::LastComma => {}
        }
    }
}

/// What stands between two brackets.
#[derive(Clone, Copy, Default)]
struct Inside {
    items: u32,
    /// Whether lines will break there.
    breaks: bool,
}

/// Gives items of groups and bodies lines of their own.
fn split(pieces: &mut [Piece]) {
    let commented = commented_lines(pieces);
    let mut open = Vec::new();
    for at in 1..pieces.len() {
        let PieceKind::Token(_, mark) = pieces[at].kind else {
            continue;
        };
        let around = open.last().copied();
        let wanted = match mark.role {
            Role::Close => open.pop().is_some_and(|block| block != Block::Free),
            Role::Open(_) | Role::Plain | Role::Terminator | Role::LastComma => {
                mark.item && around != Some(Block::Free)
            }
        };
        if wanted && pieces[at].breaks == 0 && !commented[at] {
            pieces[at].breaks = 1;
        }
        if let Role::Open(block) = mark.role {
            open.push(block);
        }
    }
}

/// Closes brackets that hold nothing.
fn join(pieces: &mut [Piece]) {
    for at in 1..pieces.len() {
        let opener = matches!(
            pieces[at - 1].kind,
            PieceKind::Token(
                _,
                Mark {
                    role: Role::Open(_),
                    ..
                }
            )
        );
        if opener
            && matches!(
                pieces[at].kind,
                PieceKind::Token(
                    _,
                    Mark {
                        role: Role::Close,
                        ..
                    }
                )
            )
        {
            pieces[at].breaks = 0;
        }
    }
}

/// Leaves out terminators that a line break or a closing bracket stands for, and commas that nothing follows.
fn drop_separators(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut keep = vec![true; pieces.len()];
    for at in 0..pieces.len() {
        let PieceKind::Token(_, mark) = pieces[at].kind else {
            continue;
        };
        let rest = &pieces[at + 1..];
        keep[at] = match mark.role {
            Role::Terminator => {
                let next = rest
                    .iter()
                    .position(|piece| matches!(piece.kind, PieceKind::Token(..)));
                let breaks = rest[..next.map_or(rest.len(), |next| next + 1)]
                    .iter()
                    .any(|piece| piece.breaks > 0);
                let closes = next.is_none_or(|next| {
                    matches!(
                        rest[next].kind,
                        PieceKind::Token(
                            _,
                            Mark {
                                role: Role::Close,
                                ..
                            }
                        )
                    )
                });
                !breaks && !closes
            }
            Role::LastComma => rest
                .first()
                .is_none_or(|next| next.breaks > 0 || matches!(next.kind, PieceKind::Comment)),
            Role::Open(_) | Role::Close | Role::Plain => true,
        };
    }
    pieces
        .into_iter()
        .zip(keep)
        .filter_map(|(piece, keep)| keep.then_some(piece))
        .collect()
}
