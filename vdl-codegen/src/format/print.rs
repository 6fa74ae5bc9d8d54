//! Pieces to lines: indentation, blanks between tokens, blank lines.

use vdl_parser::scan::TokenKind;
use vdl_parser::source::{Source, Span};

use super::classify::{Cell, Gap, Mark, Role};
use super::layout::{Lines, Piece, PieceKind};

/// All lines of output, before columns are made.
#[derive(Debug, Default)]
pub(super) struct Printed {
    /// The texts of the lines, one after the other.
    text: String,
    /// The lines.
    pub(super) lines: Vec<Line>,
}

impl Printed {
    /// The text of a line without indentation; empty for a blank line.
    pub(super) fn text(&self, line: &Line) -> &str {
        &self.text[line.start as usize..line.end as usize]
    }
}

/// One line of output, or several if it holds a raw string or a block comment that has several.
///
/// There may be as many as the source has bytes: it is small, and its text lies in [`Printed`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    start: u32,
    end: u32,
    /// The number of the bracket around the line: lines are aligned only with others in the same bracket.
    pub(super) bracket: u32,
    /// The cell to align, and where it starts in the text.
    pub(super) cell: Option<(Cell, u32)>,
    /// Where the comment that ends the line starts in the text.
    pub(super) comment: Option<u32>,
    /// How many tabs come first.
    pub(super) indent: u16,
    /// Whether it holds a comment.
    pub(super) commented: bool,
    /// Whether it is several lines.
    pub(super) tall: bool,
    /// What the line holds.
    pub(super) content: Content,
    /// The first token of the definition that starts here.
    pub(super) definition: Option<TokenKind>,
}

impl Line {
    /// Whether it holds nothing.
    pub(super) const fn is_blank(&self) -> bool {
        self.start == self.end
    }
}

/// Text is indented no further than this, however deeply brackets nest.
const MAX_INDENT: u16 = 32;

/// What a line holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, or only comments.
    #[default]
    Comments,
    /// One whole item and nothing of another.
    Item,
    /// Anything else.
    Part,
}

/// Prints pieces to lines.
pub(super) fn print(source: &Source, pieces: &[Piece], lines: Lines) -> Printed {
    let mut printer = Printer {
        source,
        keep: lines,
        printed: Printed::default(),
        line: Line::default(),
        open: Vec::new(),
        item: 0,
        brackets: 0,
        previous: Previous::Start,
        depth: 0,
    };
    let mut next_token = 0;
    for (at, piece) in pieces.iter().enumerate() {
        match piece.kind {
            PieceKind::Token(kind, mark) => printer.token(*piece, kind, mark),
            PieceKind::Comment => {
                // Comments may come by the million: the token after them is found once.
                next_token = next_token.max(at);
                while pieces
                    .get(next_token)
                    .is_some_and(|piece| matches!(piece.kind, PieceKind::Comment))
                {
                    next_token += 1;
                }
                let mark = match pieces.get(next_token).map(|piece| piece.kind) {
                    Some(PieceKind::Token(_, mark)) => Some(mark),
                    Some(PieceKind::Comment) | None => None,
                };
                let ends_line = pieces.get(at + 1).is_none_or(|next| next.breaks > 0);
                let gap = if ends_line { Gap::Blank } else { Gap::Tight };
                printer.comment(*piece, mark, gap);
            }
        }
    }
    printer.end_line();
    printer.printed
}

struct Printer<'s> {
    source: &'s Source,
    /// Whether blank lines next to brackets and at the start stay.
    keep: Lines,
    printed: Printed,
    line: Line,
    open: Vec<Open>,
    /// Indentation of the line on which the innermost unfinished item started.
    item: u16,
    /// How many brackets were opened so far.
    brackets: u32,
    previous: Previous,
    /// How many brackets were open at the start of the line.
    depth: usize,
}

/// An open bracket.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Indentation of the line that opened it.
    indent: u16,
    /// [`Printer::item`] outside it.
    item: u16,
    /// Its number, from 1.
    number: u32,
}

/// What was printed last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Previous {
    Start,
    Opener,
    Token,
    Comment,
}

impl Printer<'_> {
    fn token(&mut self, piece: Piece, kind: TokenKind, mark: Mark) {
        let starts_line = piece.breaks > 0 || self.previous == Previous::Start;
        if starts_line {
            let at_edge = self.keep == Lines::Canonical && mark.role == Role::Close;
            let breaks = if at_edge { 1 } else { piece.breaks };
            self.start_line(breaks, self.indent(mark));
            if !mark.item && mark.role != Role::Close {
                self.mark_part();
            }
        }
        if mark.role == Role::Close {
            if let Some(open) = self.open.pop() {
                self.item = open.item;
            }
            if starts_line || self.open.len() < self.depth {
                self.line.content = Content::Part;
            }
        }
        if mark.item {
            self.item = self.line.indent;
            self.item_starts(kind);
        }
        if self.wants_space(kind, mark) {
            self.printed.text.push(' ');
        }
        if self.open.len() == self.depth && self.line.cell.is_none() {
            self.line.cell = mark.cell.map(|cell| (cell, self.column()));
        }
        self.line.comment = None;
        self.push(piece.span);
        self.previous = Previous::Token;
        if let Role::Open(_) = mark.role {
            self.brackets += 1;
            self.open.push(Open {
                indent: self.line.indent,
                item: self.item,
                number: self.brackets,
            });
            self.item = self.line.indent;
            self.previous = Previous::Opener;
        }
    }

    fn comment(&mut self, piece: Piece, next: Option<Mark>, gap_after_opener: Gap) {
        if piece.breaks > 0 || self.previous == Previous::Start {
            // A comment in the first line is the documentation of the file, a later one is not.
            if self.keep == Lines::Canonical && self.previous == Previous::Start && piece.breaks > 0
            {
                self.printed.lines.push(Line::default());
            }
            let indent = match next {
                None => 0,
                Some(Mark {
                    role: Role::Close, ..
                }) => self.content_indent(),
                Some(mark) => self.indent(mark),
            };
            self.start_line(piece.breaks, indent);
        } else {
            if self.previous != Previous::Opener || gap_after_opener == Gap::Blank {
                self.printed.text.push(' ');
            }
            if self.line.content != Content::Comments {
                self.line.comment = Some(self.column());
            }
        }
        self.push(piece.span);
        self.line.commented = true;
        self.previous = Previous::Comment;
    }

    /// Indentation of a token that starts a line.
    fn indent(&self, mark: Mark) -> u16 {
        match mark.role {
            Role::Close => self.open.last().map_or(0, |open| open.indent),
            Role::Plain | Role::Open(_) | Role::Terminator | Role::LastComma if mark.item => {
                self.content_indent()
            }
            Role::Plain | Role::Open(_) | Role::Terminator | Role::LastComma => self.item + 1,
        }
    }

    fn content_indent(&self) -> u16 {
        self.open.last().map_or(0, |open| open.indent + 1)
    }

    fn start_line(&mut self, breaks: u8, indent: u16) {
        let at_edge = matches!(self.previous, Previous::Opener | Previous::Start);
        let at_start = self.previous == Previous::Start && breaks > 0;
        self.end_line();
        if (breaks > 1 || at_start) && (self.keep == Lines::AsTheyAre || !at_edge) {
            self.printed.lines.push(Line::default());
        }
        let bracket = self.open.last().map_or(0, |open| open.number);
        let start = self.end();
        self.line = Line {
            start,
            end: start,
            bracket,
            indent: indent.min(MAX_INDENT),
            ..Line::default()
        };
        self.depth = self.open.len();
    }

    fn end_line(&mut self) {
        let mut line = std::mem::take(&mut self.line);
        line.end = self.end();
        if line.is_blank() {
            return;
        }
        if line.content == Content::Item && self.open.len() != self.depth {
            line.content = Content::Part;
        }
        self.printed.lines.push(line);
    }

    /// Where the text ends; the formatter refuses sources that could make it longer than this counts.
    fn end(&self) -> u32 {
        self.printed.text.len() as u32
    }

    /// Where the text ends in the line.
    fn column(&self) -> u32 {
        self.end() - self.line.start
    }

    /// The line goes on with an item that an earlier line began.
    fn mark_part(&mut self) {
        self.line.content = Content::Part;
        if let Some(line) = self
            .printed
            .lines
            .iter_mut()
            .rev()
            .find(|line| line.content != Content::Comments)
        {
            line.content = Content::Part;
        }
    }

    fn item_starts(&mut self, kind: TokenKind) {
        if self.open.len() > self.depth {
            return;
        }
        self.line.content = match self.line.content {
            Content::Comments => Content::Item,
            Content::Item | Content::Part => Content::Part,
        };
        if self.open.is_empty() {
            self.line.definition.get_or_insert(kind);
        }
    }

    fn wants_space(&self, kind: TokenKind, mark: Mark) -> bool {
        match self.previous {
            _ if self.line.start == self.end() => false,
            Previous::Start => false,
            Previous::Opener | Previous::Token => mark.gap == Gap::Blank,
            Previous::Comment => {
                mark.gap == Gap::Blank
                    || !matches!(
                        kind,
                        TokenKind::Comma | TokenKind::Semicolon | TokenKind::Colon
                    ) && mark.role != Role::Close
            }
        }
    }

    /// Appends the text of a piece, with Unix line ends.
    fn push(&mut self, span: Span) {
        let text = self.source.slice(span);
        self.line.tall |= text.contains('\n');
        if text.contains('\r') {
            self.printed.text.push_str(&super::unix(text));
        } else {
            self.printed.text.push_str(text);
        }
    }
}
