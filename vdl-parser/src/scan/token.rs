//! The kinds of tokens, and the letter that stands for each kind in the grammar.

use crate::source::Span;

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands; empty for an inserted terminator.
    pub span: Span,
}

/// Whether a token opens or closes a nesting level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bracket {
    Open,
    Close,
    None,
}

macro_rules! tokens {
    ($($variant:ident = $letter:literal, $text:literal, $doc:literal;)*) => {
        /// What a token is.
        ///
        /// The value is the letter that stands for the kind in `grammar.pest`: digits for literals, small letters for
        /// words, punctuation for itself, and capitals for operators, ordered so that those of one use are neighbours.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[repr(u8)]
        pub enum TokenKind {
            $(#[doc = $doc] $variant = $letter,)*
        }

        impl TokenKind {
            /// How messages call the kind.
            #[must_use]
            pub const fn describe(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The kind of a letter of the grammar.
            #[must_use]
            pub const fn from_letter(letter: u8) -> Option<Self> {
                match letter { $($letter => Some(Self::$variant),)* _ => None }
            }
        }
    };
}

tokens! {
    Identifier = b'a', "a name", "An identifier.";
    Integer = b'0', "an integer", "An integer literal.";
    Rational = b'1', "a rational number", "A rational literal.";
    String = b'2', "a string", "An interpreted or raw string literal.";
    Const = b'c', "`const`", "`const`";
    Enum = b'e', "`enum`", "`enum`";
    Error = b'r', "`error`", "`error`";
    Import = b'i', "`import`", "`import`";
    Interface = b'f', "`interface`", "`interface`";
    Map = b'm', "`map`", "`map`";
    Package = b'p', "`package`", "`package`";
    Set = b's', "`set`", "`set`";
    Stream = b't', "`stream`", "`stream`";
    Struct = b'u', "`struct`", "`struct`";
    Type = b'y', "`type`", "`type`";
    TypeObject = b'o', "`typeobject`", "`typeobject`";
    Union = b'n', "`union`", "`union`";
    Semicolon = b';', "end of line", "A terminator, written or inserted.";
    Colon = b':', "`:`", "`:`";
    Comma = b',', "`,`", "`,`";
    Dot = b'.', "`.`", "`.`";
    ParenOpen = b'(', "`(`", "`(`";
    ParenClose = b')', "`)`", "`)`";
    BracketOpen = b'[', "`[`", "`[`";
    BracketClose = b']', "`]`", "`]`";
    BraceOpen = b'{', "`{`", "`{`";
    BraceClose = b'}', "`}`", "`}`";
    Question = b'?', "`?`", "`?`";
    Assign = b'=', "`=`", "`=`";
    OrOr = b'A', "`||`", "`||`";
    AndAnd = b'B', "`&&`", "`&&`";
    Less = b'C', "`<`", "`<`";
    Greater = b'D', "`>`", "`>`";
    LessEqual = b'E', "`<=`", "`<=`";
    GreaterEqual = b'F', "`>=`", "`>=`";
    NotEqual = b'G', "`!=`", "`!=`";
    Equal = b'H', "`==`", "`==`";
    Or = b'I', "`|`", "`|`";
    Star = b'J', "`*`", "`*`";
    Slash = b'K', "`/`", "`/`";
    Percent = b'L', "`%`", "`%`";
    And = b'M', "`&`", "`&`";
    ShiftLeft = b'N', "`<<`", "`<<`";
    ShiftRight = b'O', "`>>`", "`>>`";
    Plus = b'P', "`+`", "`+`";
    Minus = b'Q', "`-`", "`-`";
    Caret = b'R', "`^`", "`^`";
    Not = b'S', "`!`", "`!`";
}

impl TokenKind {
    /// The letter of the kind in the grammar.
    #[must_use]
    pub const fn letter(self) -> u8 {
        self as u8
    }

    /// The keyword that a word is, if it is one.
    #[must_use]
    pub const fn keyword(word: &[u8]) -> Option<Self> {
        Some(match word {
            b"const" => Self::Const,
            b"enum" => Self::Enum,
            b"error" => Self::Error,
            b"import" => Self::Import,
            b"interface" => Self::Interface,
            b"map" => Self::Map,
            b"package" => Self::Package,
            b"set" => Self::Set,
            b"stream" => Self::Stream,
            b"struct" => Self::Struct,
            b"type" => Self::Type,
            b"typeobject" => Self::TypeObject,
            b"union" => Self::Union,
            _ => return None,
        })
    }

    /// The operator that starts with these characters, and its length.
    pub(crate) const fn operator(first: u8, second: Option<u8>) -> Option<(Self, usize)> {
        let kind = match (first, second) {
            (b'!', Some(b'=')) => Self::NotEqual,
            (b'=', Some(b'=')) => Self::Equal,
            (b'<', Some(b'=')) => Self::LessEqual,
            (b'>', Some(b'=')) => Self::GreaterEqual,
            (b'<', Some(b'<')) => Self::ShiftLeft,
            (b'>', Some(b'>')) => Self::ShiftRight,
            (b'|', Some(b'|')) => Self::OrOr,
            (b'&', Some(b'&')) => Self::AndAnd,
            _ => return Self::short_operator(first),
        };
        Some((kind, 2))
    }

    const fn short_operator(first: u8) -> Option<(Self, usize)> {
        let kind = match first {
            b';' => Self::Semicolon,
            b':' => Self::Colon,
            b',' => Self::Comma,
            b'.' => Self::Dot,
            b'*' => Self::Star,
            b'(' => Self::ParenOpen,
            b')' => Self::ParenClose,
            b'[' => Self::BracketOpen,
            b']' => Self::BracketClose,
            b'{' => Self::BraceOpen,
            b'}' => Self::BraceClose,
            b'+' => Self::Plus,
            b'-' => Self::Minus,
            b'/' => Self::Slash,
            b'%' => Self::Percent,
            b'^' => Self::Caret,
            b'?' => Self::Question,
            b'!' => Self::Not,
            b'=' => Self::Assign,
            b'<' => Self::Less,
            b'>' => Self::Greater,
            b'|' => Self::Or,
            b'&' => Self::And,
            _ => return None,
        };
        Some((kind, 1))
    }

    /// Whether a newline after the token ends the statement (`vdl-language` §2.2).
    #[must_use]
    pub const fn may_end_statement(self) -> bool {
        match self {
            Self::Identifier
            | Self::Integer
            | Self::Rational
            | Self::String
            | Self::Const
            | Self::Enum
            | Self::Error
            | Self::Import
            | Self::Interface
            | Self::Map
            | Self::Package
            | Self::Set
            | Self::Stream
            | Self::Struct
            | Self::Type
            | Self::TypeObject
            | Self::Union
            | Self::ParenClose
            | Self::BracketClose
            | Self::BraceClose
            | Self::Greater
            | Self::GreaterEqual
            | Self::ShiftRight => true,
            Self::NotEqual
            | Self::Equal
            | Self::LessEqual
            | Self::ShiftLeft
            | Self::OrOr
            | Self::AndAnd
            | Self::Semicolon
            | Self::Colon
            | Self::Comma
            | Self::Dot
            | Self::Star
            | Self::ParenOpen
            | Self::BracketOpen
            | Self::BraceOpen
            | Self::Plus
            | Self::Minus
            | Self::Slash
            | Self::Percent
            | Self::Caret
            | Self::Question
            | Self::Not
            | Self::Assign
            | Self::Less
            | Self::Or
            | Self::And => false,
        }
    }

    /// Whether the token opens or closes a nesting level.
    pub(crate) fn bracket(self) -> Bracket {
        match self.letter() {
            b'(' | b'[' | b'{' => Bracket::Open,
            b')' | b']' | b'}' => Bracket::Close,
            _ => Bracket::None,
        }
    }

    /// Whether the token is a keyword.
    #[must_use]
    pub const fn is_keyword(self) -> bool {
        self.letter().is_ascii_lowercase() && !matches!(self, Self::Identifier)
    }
}
