//! Tokens to marks: what each token is to the layout.
//!
//! One function per rule of the grammar (`vdl-language` §3), over the tokens of a text that is known to parse. Brackets
//! bound the recursion, since the scanner bounds them; chains of prefixes and operators are loops.

use vdl_parser::ast::FileKind;
use vdl_parser::scan::{Token, TokenKind as T};

/// What a token is to the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// What stands before it when it does not start a line.
    pub(super) gap: Gap,
    /// Whether it starts an item: a definition, a member, an entry, an argument.
    pub(super) item: bool,
    /// What it does to the structure.
    pub(super) role: Role,
    /// Whether it starts a cell that is aligned with those of the lines around it.
    pub(super) cell: Option<Cell>,
}

/// What stands between a token and the one before it on the same line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Gap {
    /// Nothing.
    #[default]
    Tight,
    /// A blank.
    Blank,
}

/// What a token does to the structure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing.
    #[default]
    Plain,
    /// Opens a bracket.
    Open(Block),
    /// Closes a bracket.
    Close,
    /// Ends an item, written or inserted.
    Terminator,
    /// A comma before a closing bracket.
    LastComma,
}

/// How the content of a bracket is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// Definitions: always one per line.
    Group,
    /// Members: one per line unless there is only one on the line of the brackets.
    Body,
    /// Line breaks stay where they are.
    Free,
}

/// What is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    /// The type of a field, or of a definition in a group.
    Type,
    /// The equals sign of a const in a group.
    Assign,
    /// The value of an entry.
    Value,
}

/// The marks of all tokens of a text that parses.
pub(super) fn classify(tokens: &[Token], kind: FileKind) -> Vec<Mark> {
    let mut classifier = Classifier {
        tokens,
        marks: vec![Mark::default(); tokens.len()],
        at: 0,
    };
    classifier.file(kind);
    classifier.marks
}

struct Classifier<'t> {
    tokens: &'t [Token],
    marks: Vec<Mark>,
    at: usize,
}

impl Classifier<'_> {
    fn file(&mut self, kind: FileKind) {
        match kind {
            FileKind::Package => {
                self.item();
                self.take(Gap::Blank);
                self.take(Gap::Blank);
                self.terminator();
            }
            FileKind::Config => {
                self.item();
                self.take(Gap::Blank);
                self.take(Gap::Blank);
                self.expr(Gap::Blank, None);
                self.terminator();
            }
            FileKind::Exprs => {
                self.item();
                self.expr(Gap::Blank, None);
                while self.peek() == Some(T::Comma) {
                    self.take(Gap::Tight);
                    self.expr(Gap::Blank, None);
                }
                self.terminator();
            }
        }
        while let Some(kind) = self.peek() {
            self.item();
            self.take(Gap::Blank);
            if kind == T::Import {
                self.group(Self::import);
            } else if kind == T::Type {
                self.group(Self::type_def);
            } else if kind == T::Const {
                self.group(Self::const_def);
            } else {
                self.group(Self::error_def);
            }
            self.terminator();
        }
    }

    /// One specification, or several in parentheses.
    fn group(&mut self, spec: fn(&mut Self, Option<Cell>)) {
        if self.peek() != Some(T::ParenOpen) {
            spec(self, None);
            return;
        }
        self.open(Gap::Blank, Block::Group);
        while self.more(T::ParenClose) {
            self.item();
            spec(self, Some(Cell::Type));
            self.terminator();
        }
        self.close(Gap::Tight);
    }

    fn import(&mut self, _: Option<Cell>) {
        if self.peek() == Some(T::Identifier) {
            self.take(Gap::Blank);
        }
        self.take(Gap::Blank);
    }

    fn type_def(&mut self, cell: Option<Cell>) {
        self.take(Gap::Blank);
        if self.peek() == Some(T::Interface) {
            self.take(Gap::Blank);
            self.body(Self::interface_item);
        } else {
            self.cell(cell);
            self.ty(Gap::Blank);
        }
    }

    fn const_def(&mut self, cell: Option<Cell>) {
        self.take(Gap::Blank);
        self.cell(cell.map(|_| Cell::Assign));
        self.take(Gap::Blank);
        self.expr(Gap::Blank, None);
    }

    fn error_def(&mut self, _: Option<Cell>) {
        self.take(Gap::Blank);
        self.args(Gap::Tight);
        if self.peek() == Some(T::BraceOpen) {
            self.entries(Gap::Blank);
        }
    }

    /// The members of a struct, union, enum or interface in braces.
    fn body(&mut self, member: fn(&mut Self)) {
        let padding = if self.peek_at(1) == Some(T::BraceClose) {
            Gap::Tight
        } else {
            Gap::Blank
        };
        self.open(padding, Block::Body);
        let first = self.at;
        while self.more(T::BraceClose) {
            self.item();
            member(self);
            self.terminator();
        }
        if let Some(mark) = self.marks.get_mut(first) {
            mark.gap = padding;
        }
        self.close(padding);
    }

    fn interface_item(&mut self) {
        if self.peek_at(1) != Some(T::ParenOpen) {
            self.name(Gap::Blank);
            return;
        }
        self.take(Gap::Blank);
        self.args(Gap::Tight);
        if self.peek() == Some(T::Stream) {
            self.take(Gap::Blank);
            self.take(Gap::Tight);
            while self.more(T::Greater) {
                if self.peek() == Some(T::Comma) {
                    self.take(Gap::Tight);
                } else {
                    self.ty(self.gap_after_comma());
                }
            }
            self.take(Gap::Tight);
        }
        if self.peek() == Some(T::ParenOpen) {
            self.args(Gap::Blank);
        } else {
            self.take(Gap::Blank);
        }
        if self.peek() == Some(T::BraceOpen) {
            self.entries(Gap::Blank);
        }
    }

    fn label(&mut self) {
        self.take(Gap::Blank);
    }

    /// Names and a type.
    fn field(&mut self) {
        self.take(Gap::Blank);
        while self.peek() == Some(T::Comma) {
            self.take(Gap::Tight);
            self.take(Gap::Blank);
        }
        self.cell(Some(Cell::Type));
        self.ty(Gap::Blank);
    }

    /// Arguments or results: types, or names and types; results end with `| error`.
    fn args(&mut self, gap: Gap) {
        self.open(gap, Block::Free);
        while self.more(T::ParenClose) {
            match (self.peek(), self.previous()) {
                (Some(T::Comma), _) => self.comma(),
                (Some(T::Or), _) => {
                    self.take(Gap::Blank);
                    self.take(Gap::Blank);
                }
                // The type after a name or names.
                (_, previous) if !matches!(previous, Some(T::Comma | T::ParenOpen)) => {
                    self.ty(Gap::Blank)
                }
                (_, _) => {
                    self.item();
                    self.ty(self.gap_after_comma());
                }
            }
        }
        self.close(Gap::Tight);
    }

    /// A type. The first token follows a blank or not; the others never do.
    fn ty(&mut self, gap: Gap) {
        let mut gap = gap;
        loop {
            match self.peek() {
                Some(T::BracketOpen) => {
                    self.open(gap, Block::Free);
                    if self.peek() == Some(T::Integer) {
                        self.take(Gap::Tight);
                    }
                    self.close(Gap::Tight);
                }
                Some(T::Question) => self.take(gap),
                Some(T::Map) => {
                    self.take(gap);
                    self.type_in_brackets();
                }
                _ => break,
            }
            gap = Gap::Tight;
        }
        match self.peek() {
            Some(T::Set) => {
                self.take(gap);
                self.type_in_brackets();
            }
            Some(T::Struct | T::Union) => {
                self.take(gap);
                self.body(Self::field);
            }
            Some(T::Enum) => {
                self.take(gap);
                self.body(Self::label);
            }
            Some(T::Identifier | T::String) => self.name(gap),
            _ => self.take(gap),
        }
    }

    fn type_in_brackets(&mut self) {
        self.open(Gap::Tight, Block::Free);
        self.ty(Gap::Tight);
        self.close(Gap::Tight);
    }

    /// A dotted name, perhaps with a package path before it.
    fn name(&mut self, gap: Gap) {
        self.take(gap);
        while self.peek() == Some(T::Dot) {
            self.take(Gap::Tight);
            self.take(Gap::Tight);
        }
    }

    fn expr(&mut self, gap: Gap, cell: Option<Cell>) {
        self.cell(cell);
        let mut gap = gap;
        loop {
            while let Some(T::Not | T::Plus | T::Minus | T::Caret) = self.peek() {
                self.take(gap);
                gap = Gap::Tight;
            }
            self.operand(gap);
            if !self.peek().is_some_and(is_binary) {
                return;
            }
            self.take(Gap::Blank);
            gap = Gap::Blank;
        }
    }

    fn operand(&mut self, gap: Gap) {
        match self.peek() {
            Some(T::Integer | T::Rational) => self.take(gap),
            Some(T::String) if self.peek_at(1) != Some(T::Dot) => self.take(gap),
            Some(T::BraceOpen) => self.entries(gap),
            Some(T::ParenOpen) => self.parentheses(gap),
            Some(T::TypeObject) if self.peek_at(1) == Some(T::ParenOpen) => {
                self.take(gap);
                self.open(Gap::Tight, Block::Free);
                self.ty(Gap::Tight);
                self.close(Gap::Tight);
            }
            _ => {
                self.ty(gap);
                match self.peek() {
                    Some(T::ParenOpen) => self.parentheses(Gap::Tight),
                    Some(T::BraceOpen) => self.entries(Gap::Tight),
                    Some(T::BracketOpen) => {
                        self.open(Gap::Tight, Block::Free);
                        self.expr(Gap::Tight, None);
                        self.close(Gap::Tight);
                    }
                    _ => {}
                }
            }
        }
    }

    fn parentheses(&mut self, gap: Gap) {
        self.open(gap, Block::Free);
        self.item();
        self.expr(Gap::Tight, None);
        self.close(Gap::Tight);
    }

    /// Entries in braces: of a composite literal, of tags, of an error's details.
    fn entries(&mut self, gap: Gap) {
        self.open(gap, Block::Free);
        while self.more(T::BraceClose) {
            match self.peek() {
                Some(T::Comma) => self.comma(),
                Some(T::Colon) => {
                    self.take(Gap::Tight);
                    self.expr(Gap::Blank, Some(Cell::Value));
                }
                _ => {
                    self.item();
                    self.expr(self.gap_after_comma(), None);
                }
            }
        }
        self.close(Gap::Tight);
    }

    fn comma(&mut self) {
        if let Some(T::ParenClose | T::BraceClose) = self.peek_at(1) {
            self.role(Role::LastComma);
        }
        self.take(Gap::Tight);
    }

    fn peek(&self) -> Option<T> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<T> {
        self.tokens.get(self.at + ahead).map(|token| token.kind)
    }

    fn previous(&self) -> Option<T> {
        self.tokens
            .get(self.at.checked_sub(1)?)
            .map(|token| token.kind)
    }

    /// Entries are apart; the first one is tight to the bracket.
    fn gap_after_comma(&self) -> Gap {
        if self.previous() == Some(T::Comma) {
            Gap::Blank
        } else {
            Gap::Tight
        }
    }

    fn more(&self, close: T) -> bool {
        self.peek().is_some_and(|kind| kind != close)
    }

    fn take(&mut self, gap: Gap) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.gap = gap;
            self.at += 1;
        }
    }

    fn item(&mut self) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.item = true;
        }
    }

    fn cell(&mut self, cell: Option<Cell>) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.cell = cell;
        }
    }

    fn terminator(&mut self) {
        if self.peek() == Some(T::Semicolon) {
            self.role(Role::Terminator);
            self.take(Gap::Tight);
        }
    }

    fn open(&mut self, gap: Gap, block: Block) {
        self.role(Role::Open(block));
        self.take(gap);
    }

    fn close(&mut self, gap: Gap) {
        self.role(Role::Close);
        self.take(gap);
    }

    fn role(&mut self, role: Role) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.role = role;
        }
    }
}

const fn is_binary(kind: T) -> bool {
    matches!(
        kind,
        T::OrOr
            | T::AndAnd
            | T::Less
            | T::Greater
            | T::LessEqual
            | T::GreaterEqual
            | T::NotEqual
            | T::Equal
            | T::Plus
            | T::Minus
            | T::Or
            | T::Caret
            | T::Star
            | T::Slash
            | T::Percent
            | T::And
            | T::ShiftLeft
            | T::ShiftRight
    )
}
