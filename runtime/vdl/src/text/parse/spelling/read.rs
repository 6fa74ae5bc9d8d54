//! Reading how a type is written.

use super::{Name, Node, Spelling};
use crate::kind::Kind;
use crate::text::parse::cursor::{Cursor, is_blank};
use crate::text::parse::error::TextError;
use crate::text::parse::quoted::split_quoted;

/// A type some of whose parts have been read.
enum Open<'x> {
    Named(Name<'x>),
    Optional,
    Array(u64),
    List,
    Set,
    MapKey,
    MapElem(u32),
    Fields {
        kind: Kind,
        /// The field being read.
        name: &'x str,
        fields: Vec<(&'x str, u32)>,
    },
}

impl<'x> Spelling<'x> {
    /// Reads as much as belongs to one type.
    pub(in crate::text::parse) fn read(cursor: &mut Cursor<'x>) -> Result<Self, TextError> {
        cursor.blanks();
        let start = cursor.at();
        let mut spelling = Self {
            nodes: Vec::new(),
            offsets: Vec::new(),
            text: "",
        };
        let mut open = Vec::new();
        loop {
            let Some(mut part) = spelling.begin(cursor, &mut open)? else {
                continue;
            };
            loop {
                let Some((at, around)) = open.pop() else {
                    spelling.text = &cursor.text()[start..cursor.at()];
                    return Ok(spelling);
                };
                let node = match around {
                    Open::Named(name) => Node::Named(name, part),
                    Open::Optional => Node::Optional(part),
                    Open::Array(len) => Node::Array(len, part),
                    Open::List => Node::List(part),
                    Open::Set => {
                        cursor.expect(']')?;
                        Node::Set(part)
                    }
                    Open::MapKey => {
                        cursor.expect(']')?;
                        open.push((at, Open::MapElem(part)));
                        break;
                    }
                    Open::MapElem(key) => Node::Map(key, part),
                    Open::Fields {
                        kind,
                        name,
                        mut fields,
                    } => {
                        fields.push((name, part));
                        cursor.blanks();
                        if cursor.eat(';') {
                            let name = read_field_name(cursor)?;
                            open.push((at, Open::Fields { kind, name, fields }));
                            break;
                        }
                        if !cursor.eat('}') {
                            return Err(cursor.fail("`;` or `}`"));
                        }
                        of_fields(kind, fields)
                    }
                };
                part = spelling.add(at, node);
            }
        }
    }

    fn add(&mut self, at: usize, node: Node<'x>) -> u32 {
        let index = u32::try_from(self.nodes.len()).expect("memory ends before 2^32 nodes");
        self.nodes.push(node);
        self.offsets.push(at);
        index
    }

    /// Reads a type that has no parts left to read, or the beginning of one that has.
    fn begin(
        &mut self,
        cursor: &mut Cursor<'x>,
        open: &mut Vec<(usize, Open<'x>)>,
    ) -> Result<Option<u32>, TextError> {
        cursor.blanks();
        let at = cursor.at();
        match cursor.peek() {
            Some('?') => {
                cursor.eat('?');
                open.push((at, Open::Optional));
                return Ok(None);
            }
            Some('[') => {
                open.push((at, read_brackets(cursor)?));
                return Ok(None);
            }
            Some(_) | None => {}
        }
        let path = read_path(cursor);
        let text = cursor.take_while(|c| !is_structural(c));
        let trimmed = text.trim_end_matches(is_blank);
        let whole = Name {
            path,
            name: trimmed,
        };
        let next = cursor.peek();
        if trimmed.is_empty() {
            return Err(cursor.fail_at(at, "a type"));
        }
        if matches!(next, Some('[' | '?')) && text.len() > trimmed.len() {
            open.push((at, Open::Named(whole)));
            return Ok(None);
        }
        // The last word may be a structure, and what comes before it its name. No structure has a path.
        let (name, word) = match trimmed.rsplit_once(is_blank) {
            Some((name, word)) => {
                let name = name.trim_end_matches(is_blank);
                (Some(Name { path, name }), word)
            }
            None if path.is_none() => (None, trimmed),
            None => (None, ""),
        };
        let Some(structure) = Structure::of(word, next) else {
            if matches!(next, Some('[' | '?' | '`' | '"')) {
                return Err(cursor.fail("a blank, or the end of the type"));
            }
            return Ok(Some(self.add(at, Node::Reference(whole))));
        };
        open.extend(name.map(|name| (at, Open::Named(name))));
        match structure {
            Structure::Primitive(kind) => return Ok(Some(self.add(at, Node::Primitive(kind)))),
            Structure::Enum => {
                let labels = read_labels(cursor)?;
                return Ok(Some(self.add(at, Node::Enum(labels))));
            }
            Structure::Brackets(around) => {
                cursor.eat('[');
                open.push((at, around));
            }
            Structure::Fields(kind) => {
                cursor.eat('{');
                cursor.blanks();
                if cursor.eat('}') {
                    return Ok(Some(self.add(at, of_fields(kind, Vec::new()))));
                }
                let (name, fields) = (read_field_name(cursor)?, Vec::new());
                open.push((at, Open::Fields { kind, name, fields }));
            }
        }
        Ok(None)
    }
}

/// What a word begins.
enum Structure<'x> {
    Primitive(Kind),
    Enum,
    Brackets(Open<'x>),
    Fields(Kind),
}

impl Structure<'_> {
    fn of(word: &str, next: Option<char>) -> Option<Self> {
        Some(match (word, next) {
            ("set", Some('[')) => Self::Brackets(Open::Set),
            ("map", Some('[')) => Self::Brackets(Open::MapKey),
            ("struct", Some('{')) => Self::Fields(Kind::Struct),
            ("union", Some('{')) => Self::Fields(Kind::Union),
            ("enum", Some('{')) => Self::Enum,
            (_, Some('[' | '?')) => return None,
            (word, _) => Self::Primitive(Kind::primitive_from_name(word)?),
        })
    }
}

/// Whether a character cannot be in the name of a type.
fn is_structural(c: char) -> bool {
    matches!(
        c,
        ';' | ',' | '{' | '}' | '[' | ']' | '(' | ')' | '?' | '"' | '`'
    )
}

/// Reads a package path in quotes, and the dot.
fn read_path<'x>(cursor: &mut Cursor<'x>) -> Option<&'x str> {
    let (path, rest) = split_quoted(cursor.rest())?;
    if !rest.starts_with('.') {
        return None;
    }
    let mut after = *cursor;
    after.eat('"');
    after.skip(path.len());
    after.eat('"');
    after.eat('.');
    *cursor = after;
    Some(path)
}

fn read_brackets<'x>(cursor: &mut Cursor<'_>) -> Result<Open<'x>, TextError> {
    cursor.eat('[');
    cursor.blanks();
    if cursor.eat(']') {
        return Ok(Open::List);
    }
    let at = cursor.at();
    let digits = cursor.take_while(|c| c.is_ascii_digit());
    let Ok(len) = digits.parse() else {
        return Err(cursor.fail_at(at, "the length of an array, or `]`"));
    };
    cursor.expect(']')?;
    Ok(Open::Array(len))
}

fn read_field_name<'x>(cursor: &mut Cursor<'x>) -> Result<&'x str, TextError> {
    cursor.blanks();
    let name = cursor.take_while(|c| !is_blank(c) && !matches!(c, ';' | '{' | '}'));
    if name.is_empty() {
        return Err(cursor.fail("the name of a field"));
    }
    if !cursor.peek().is_some_and(is_blank) {
        return Err(cursor.fail("a blank and the type of the field"));
    }
    Ok(name)
}

fn read_labels<'x>(cursor: &mut Cursor<'x>) -> Result<Vec<&'x str>, TextError> {
    cursor.eat('{');
    let mut labels = Vec::new();
    loop {
        let label = cursor
            .take_while(|c| !matches!(c, ';' | '}'))
            .trim_matches(is_blank);
        if cursor.eat(';') {
            labels.push(label);
        } else if cursor.eat('}') {
            if !(labels.is_empty() && label.is_empty()) {
                labels.push(label);
            }
            return Ok(labels);
        } else {
            return Err(cursor.fail("`;` or `}`"));
        }
    }
}

fn of_fields<'x>(kind: Kind, fields: Vec<(&'x str, u32)>) -> Node<'x> {
    if kind == Kind::Union {
        Node::Union(fields)
    } else {
        Node::Struct(fields)
    }
}
