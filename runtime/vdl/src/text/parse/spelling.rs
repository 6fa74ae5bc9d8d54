//! Types as they are written: the unique strings of vom §11, and the spelling of VDL source.
//!
//! What names mean is found out afterwards, by resolving a spelling or by comparing it with a type.

use hashbrown::HashMap;

use super::cursor::{Cursor, is_blank};
use super::error::{TextError, TextErrorKind};
use super::quoted::split_quoted;
use super::scope::Scope;
use crate::kind::Kind;
use crate::types::{Fields, Shape, Type, TypeBuilder, TypeRef};

/// A type as it is written.
pub(super) struct Spelling<'x> {
    /// Parts come before what they are part of; the last node is the type.
    nodes: Vec<Node<'x>>,
    /// Where each node is.
    offsets: Vec<usize>,
    text: &'x str,
}

enum Node<'x> {
    Primitive(Kind),
    Reference(Name<'x>),
    Named(Name<'x>, u32),
    Optional(u32),
    Enum(Vec<&'x str>),
    Array(u64, u32),
    List(u32),
    Set(u32),
    Map(u32, u32),
    Struct(Vec<(&'x str, u32)>),
    Union(Vec<(&'x str, u32)>),
}

/// The name of a type, with the path if that is in quotes.
#[derive(Clone, Copy)]
pub(super) struct Name<'x> {
    path: Option<&'x str>,
    name: &'x str,
}

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
    pub(super) fn read(cursor: &mut Cursor<'x>) -> Result<Self, TextError> {
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

    /// The text of the type.
    pub(super) fn text(&self) -> &'x str {
        self.text
    }

    /// The name, if the type is nothing else.
    pub(super) fn as_reference(&self) -> Option<Name<'x>> {
        match self.nodes.last() {
            Some(Node::Reference(name)) => Some(*name),
            Some(
                Node::Primitive(_)
                | Node::Named(..)
                | Node::Optional(_)
                | Node::Enum(_)
                | Node::Array(..)
                | Node::List(_)
                | Node::Set(_)
                | Node::Map(..)
                | Node::Struct(_)
                | Node::Union(_),
            )
            | None => None,
        }
    }

    /// Whether the type is this built-in one.
    pub(super) fn is_primitive(&self, kind: Kind) -> bool {
        matches!(self.nodes.last(), Some(Node::Primitive(own)) if *own == kind)
    }

    /// The type that is meant.
    pub(super) fn resolve(&self, scope: &Scope<'_>) -> Result<Type, TextError> {
        if let [Node::Reference(name)] = &self.nodes[..] {
            return name.resolve(scope, self.offsets[0]);
        }
        let mut builder = TypeBuilder::new();
        let mut names = HashMap::new();
        // What each pending type that is made below stands for, for the places of errors.
        let mut places = Vec::new();
        for (node, at) in self.nodes.iter().zip(&self.offsets) {
            if let Node::Named(name, _) = node {
                names.entry(name.full()).or_insert_with(|| {
                    places.push(*at);
                    (builder.named(name.full()), false)
                });
            }
        }
        let mut pending = Vec::with_capacity(self.nodes.len());
        for (node, at) in self.nodes.iter().zip(&self.offsets) {
            let part = |part: &u32| pending[*part as usize];
            let fields = |fields: &[(&'x str, u32)]| -> Vec<_> {
                let field = |(name, ty): &(&'x str, u32)| (*name, part(ty));
                fields.iter().map(field).collect()
            };
            let made = match node {
                Node::Primitive(kind) => builder.primitive(*kind),
                Node::Reference(name) => match names.get(&name.full()) {
                    Some((reserved, _)) => *reserved,
                    None => builder.existing(&name.resolve(scope, *at)?),
                },
                Node::Named(name, base) => {
                    let base = part(base);
                    let (reserved, is_defined) = names
                        .get_mut(&name.full())
                        .expect("every name was reserved");
                    let mut named = *reserved;
                    // A name that is defined again is a type of its own, which the builder compares.
                    if *is_defined {
                        named = builder.named(name.full());
                    }
                    *is_defined = true;
                    builder.define(named, base);
                    named
                }
                Node::Optional(elem) => builder.optional(part(elem)),
                Node::Enum(labels) => builder.enumeration(labels.iter().copied()),
                Node::Array(len, elem) => builder.array(*len, part(elem)),
                Node::List(elem) => builder.list(part(elem)),
                Node::Set(key) => builder.set(part(key)),
                Node::Map(key, elem) => builder.map(part(key), part(elem)),
                Node::Struct(own) => builder.structure(fields(own)),
                Node::Union(own) => builder.union(fields(own)),
            };
            if made.index() >= places.len() {
                places.resize(made.index() + 1, *at);
            }
            pending.push(made);
        }
        let root = *pending.last().expect("a spelling has nodes");
        match builder.build() {
            Ok(built) => Ok(built[root].clone()),
            Err(mut errors) => {
                let error = errors.swap_remove(0);
                let at = places.get(error.at.index()).copied().unwrap_or_default();
                Err(TextError::new(at, error.kind))
            }
        }
    }

    /// Whether this is how a type may be written, its names being qualified in any way.
    pub(super) fn matches(&self, ty: TypeRef<'_>) -> bool {
        self.matches_from(self.nodes.len() - 1, ty)
    }

    /// Whether this is an optional of a type, as [`matches`](Self::matches) has it.
    pub(super) fn matches_optional_of(&self, ty: TypeRef<'_>) -> bool {
        match self.nodes.last() {
            Some(Node::Optional(elem)) => self.matches_from(*elem as usize, ty),
            Some(
                Node::Primitive(_)
                | Node::Reference(_)
                | Node::Named(..)
                | Node::Enum(_)
                | Node::Array(..)
                | Node::List(_)
                | Node::Set(_)
                | Node::Map(..)
                | Node::Struct(_)
                | Node::Union(_),
            )
            | None => false,
        }
    }

    fn matches_from(&self, root: usize, ty: TypeRef<'_>) -> bool {
        /// Whether the name still has to be compared.
        #[derive(Clone, Copy, PartialEq)]
        enum Naming {
            Compare,
            Done,
        }
        let mut left = vec![(root, ty, Naming::Compare)];
        while let Some((index, ty, naming)) = left.pop() {
            let node = &self.nodes[index];
            if let Node::Reference(name) | Node::Named(name, _) = node {
                if !name.may_mean(ty) {
                    return false;
                }
                if let Node::Named(_, base) = node {
                    left.push((*base as usize, ty, Naming::Done));
                }
                continue;
            }
            if naming == Naming::Compare && ty.name().is_some() {
                return false;
            }
            let mut part = |index: &u32, ty| left.push((*index as usize, ty, Naming::Compare));
            let matches = match (node, ty.shape()) {
                (Node::Primitive(kind), _) => *kind == ty.kind(),
                (Node::Enum(own), Shape::Enum(labels)) => {
                    own.iter().copied().eq(labels.iter().map(|label| &**label))
                }
                (Node::Array(own, elem), Shape::Array { len, elem: of }) => {
                    part(elem, of);
                    *own == len
                }
                (Node::Optional(elem), Shape::Optional(of))
                | (Node::List(elem), Shape::List(of))
                | (Node::Set(elem), Shape::Set(of)) => {
                    part(elem, of);
                    true
                }
                (Node::Map(own_key, own_elem), Shape::Map { key, elem }) => {
                    part(own_key, key);
                    part(own_elem, elem);
                    true
                }
                (Node::Struct(own), Shape::Struct(fields))
                | (Node::Union(own), Shape::Union(fields)) => {
                    for ((_, part_index), field) in own.iter().zip(fields.iter()) {
                        part(part_index, field.ty);
                    }
                    have_equal_names(own, fields)
                }
                (
                    Node::Reference(_)
                    | Node::Named(..)
                    | Node::Optional(_)
                    | Node::Enum(_)
                    | Node::Array(..)
                    | Node::List(_)
                    | Node::Set(_)
                    | Node::Map(..)
                    | Node::Struct(_)
                    | Node::Union(_),
                    _,
                ) => false,
            };
            if !matches {
                return false;
            }
        }
        true
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

impl<'x> Name<'x> {
    fn full(self) -> String {
        match self.path {
            Some(path) => format!("{path}.{}", self.name),
            None => self.name.to_owned(),
        }
    }

    fn local(self) -> &'x str {
        self.name
            .rsplit_once('.')
            .map_or(self.name, |(_, local)| local)
    }

    /// The name before the last dot, and what follows the dot.
    pub(super) fn split(self) -> Option<(Self, &'x str)> {
        let (name, last) = self.name.rsplit_once('.')?;
        let path = self.path;
        Some((Self { path, name }, last))
    }

    /// Whether the name may be that of a type, its qualification aside.
    pub(super) fn may_mean(self, ty: TypeRef<'_>) -> bool {
        match ty.name() {
            Some(name) => name == self.name || ty.local_name() == Some(self.local()),
            None => self.is_error() && ty.is_error(),
        }
    }

    fn is_error(self) -> bool {
        self.path.is_none() && self.name == "error"
    }

    /// The type that is meant by a name that has no structure in the text.
    pub(super) fn resolve(self, scope: &Scope<'_>, at: usize) -> Result<Type, TextError> {
        let name = self.full();
        if let Some(ty) = scope.find(&name) {
            return Ok(ty.clone());
        }
        if self.is_error() {
            return Ok(Type::error());
        }
        Err(TextError::new(at, TextErrorKind::UnknownType { name }))
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

fn have_equal_names(own: &[(&str, u32)], fields: Fields<'_>) -> bool {
    let names = fields.iter().map(|field| field.name);
    own.iter().map(|(name, _)| *name).eq(names)
}
