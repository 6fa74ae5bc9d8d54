//! Tokens to marks: what each token is to the layout.
//!
//! One function per rule of the grammar (`vdl-language` §3), over the tokens of a text that is known to parse. Brackets
//! bound the recursion, since the scanner bounds them; chains of prefixes and operators are loops.

use vdl_parser::ast::FileKind;
use vdl_parser::scan::{Token, TokenKind as T};

/// What a token is to the layout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Whether a blank stands before it when it does not start a line.
    pub(super) space: bool,
    /// Whether it starts an item: a definition, a member, an entry, an argument.
    pub(super) item: bool,
    /// What it does to the structure.
    pub(super) role: Role,
    /// Whether it starts a cell that is aligned with those of the lines around it.
    pub(super) cell: Option<Cell>,
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
                self.take(true);
                self.take(true);
                self.terminator();
            }
            FileKind::Config => {
                self.item();
                self.take(true);
                self.take(true);
                self.expr(true, None);
                self.terminator();
            }
            FileKind::Exprs => {
                self.expr(true, None);
                while self.peek() == Some(T::Comma) {
                    self.take(false);
                    self.expr(true, None);
                }
                self.terminator();
            }
        }
        while let Some(kind) = self.peek() {
            self.item();
            self.take(true);
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
        self.open(true, Block::Group);
        while self.more(T::ParenClose) {
            self.item();
            spec(self, Some(Cell::Type));
            self.terminator();
        }
        self.close(false);
    }

    fn import(&mut self, _: Option<Cell>) {
        if self.peek() == Some(T::Identifier) {
            self.take(true);
        }
        self.take(true);
    }

    fn type_def(&mut self, cell: Option<Cell>) {
        self.take(true);
        if self.peek() == Some(T::Interface) {
            self.take(true);
            self.body(Self::interface_item);
        } else {
            self.cell(cell);
            self.ty(true);
        }
    }

    fn const_def(&mut self, cell: Option<Cell>) {
        self.take(true);
        self.cell(cell.map(|_| Cell::Assign));
        self.take(true);
        self.expr(true, None);
    }

    fn error_def(&mut self, _: Option<Cell>) {
        self.take(true);
        self.args(false);
        if self.peek() == Some(T::BraceOpen) {
            self.entries(true);
        }
    }

    /// The members of a struct, union, enum or interface in braces.
    fn body(&mut self, member: fn(&mut Self)) {
        let empty = self.peek_at(1) == Some(T::BraceClose);
        self.open(!empty, Block::Body);
        let first = self.at;
        while self.more(T::BraceClose) {
            self.item();
            member(self);
            self.terminator();
        }
        if let Some(mark) = self.marks.get_mut(first) {
            mark.space = !empty;
        }
        self.close(!empty);
    }

    fn interface_item(&mut self) {
        if self.peek_at(1) != Some(T::ParenOpen) {
            self.name(true);
            return;
        }
        self.take(true);
        self.args(false);
        if self.peek() == Some(T::Stream) {
            self.take(true);
            self.take(false);
            while self.more(T::Greater) {
                if self.peek() == Some(T::Comma) {
                    self.take(false);
                } else {
                    self.ty(self.previous() == Some(T::Comma));
                }
            }
            self.take(false);
        }
        if self.peek() == Some(T::ParenOpen) {
            self.args(true);
        } else {
            self.take(true);
        }
        if self.peek() == Some(T::BraceOpen) {
            self.entries(true);
        }
    }

    fn label(&mut self) {
        self.take(true);
    }

    /// Names and a type.
    fn field(&mut self) {
        self.take(true);
        while self.peek() == Some(T::Comma) {
            self.take(false);
            self.take(true);
        }
        self.cell(Some(Cell::Type));
        self.ty(true);
    }

    /// Arguments or results: types, or names and types; results end with `| error`.
    fn args(&mut self, space: bool) {
        self.open(space, Block::Free);
        let mut first = true;
        while self.more(T::ParenClose) {
            match self.peek() {
                Some(T::Comma) => self.comma(),
                Some(T::Or) => {
                    self.take(true);
                    self.take(true);
                }
                _ => {
                    let named = !matches!(self.previous(), Some(T::Comma | T::ParenOpen));
                    if !named {
                        self.item();
                    }
                    self.ty(!first);
                }
            }
            first = false;
        }
        self.close(false);
    }

    /// A type. The first token follows a blank or not; the others never do.
    fn ty(&mut self, space: bool) {
        let mut space = space;
        loop {
            match self.peek() {
                Some(T::BracketOpen) => {
                    self.open(space, Block::Free);
                    if self.peek() == Some(T::Integer) {
                        self.take(false);
                    }
                    self.close(false);
                }
                Some(T::Question) => self.take(space),
                Some(T::Map) => {
                    self.take(space);
                    self.type_in_brackets();
                }
                _ => break,
            }
            space = false;
        }
        match self.peek() {
            Some(T::Set) => {
                self.take(space);
                self.type_in_brackets();
            }
            Some(T::Struct | T::Union) => {
                self.take(space);
                self.body(Self::field);
            }
            Some(T::Enum) => {
                self.take(space);
                self.body(Self::label);
            }
            Some(T::Identifier | T::String) => self.name(space),
            _ => self.take(space),
        }
    }

    fn type_in_brackets(&mut self) {
        self.open(false, Block::Free);
        self.ty(false);
        self.close(false);
    }

    /// A dotted name, perhaps with a package path before it.
    fn name(&mut self, space: bool) {
        self.take(space);
        while self.peek() == Some(T::Dot) {
            self.take(false);
            self.take(false);
        }
    }

    fn expr(&mut self, space: bool, cell: Option<Cell>) {
        self.cell(cell);
        let mut space = space;
        loop {
            while let Some(T::Not | T::Plus | T::Minus | T::Caret) = self.peek() {
                self.take(space);
                space = false;
            }
            self.operand(space);
            if !self.peek().is_some_and(is_binary) {
                return;
            }
            self.take(true);
            space = true;
        }
    }

    fn operand(&mut self, space: bool) {
        match self.peek() {
            Some(T::Integer | T::Rational) => self.take(space),
            Some(T::String) if self.peek_at(1) != Some(T::Dot) => self.take(space),
            Some(T::BraceOpen) => self.entries(space),
            Some(T::ParenOpen) => self.parentheses(space),
            Some(T::TypeObject) if self.peek_at(1) == Some(T::ParenOpen) => {
                self.take(space);
                self.open(false, Block::Free);
                self.ty(false);
                self.close(false);
            }
            _ => {
                self.ty(space);
                match self.peek() {
                    Some(T::ParenOpen) => self.parentheses(false),
                    Some(T::BraceOpen) => self.entries(false),
                    Some(T::BracketOpen) => {
                        self.open(false, Block::Free);
                        self.expr(false, None);
                        self.close(false);
                    }
                    _ => {}
                }
            }
        }
    }

    fn parentheses(&mut self, space: bool) {
        self.open(space, Block::Free);
        self.item();
        self.expr(false, None);
        self.close(false);
    }

    /// Entries in braces: of a composite literal, of tags, of an error's details.
    fn entries(&mut self, space: bool) {
        self.open(space, Block::Free);
        while self.more(T::BraceClose) {
            let after_comma = self.previous() == Some(T::Comma);
            match self.peek() {
                Some(T::Comma) => self.comma(),
                Some(T::Colon) => {
                    self.take(false);
                    self.expr(true, Some(Cell::Value));
                }
                _ => {
                    self.item();
                    self.expr(after_comma, None);
                }
            }
        }
        self.close(false);
    }

    fn comma(&mut self) {
        if let Some(T::ParenClose | T::BraceClose) = self.peek_at(1) {
            self.role(Role::LastComma);
        }
        self.take(false);
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

    fn more(&self, close: T) -> bool {
        self.peek().is_some_and(|kind| kind != close)
    }

    fn take(&mut self, space: bool) {
        if let Some(mark) = self.marks.get_mut(self.at) {
            mark.space = space;
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
            self.take(false);
        }
    }

    fn open(&mut self, space: bool, block: Block) {
        self.role(Role::Open(block));
        self.take(space);
    }

    fn close(&mut self, space: bool) {
        self.role(Role::Close);
        self.take(space);
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
