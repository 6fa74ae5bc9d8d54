//! Values in text, from the outside to the inside.
//!
//! A slot is a place for a value of a known type. What is written there may say its type or leave it out.

mod fields;
mod typed;

use self::fields::take_name;
use self::typed::Head;
use super::cursor::Cursor;
use super::error::TextError;
use super::number::read_number;
use super::quoted::{read_string, split_quoted};
use super::scope::Scope;
use super::spelling::Spelling;
use crate::kind::Kind;
use crate::text::assembly::{Assembly, Parts};
use crate::text::type_text;
use crate::types::{Labels, Shape, Type};
use crate::value::{Data, Value, ValueError, build};

pub(super) struct Parser<'x, 's> {
    cursor: Cursor<'x>,
    scope: Scope<'s>,
    assembly: Assembly,
}

/// What comes next.
enum Step {
    /// A value of a type, written with or without it.
    Slot(Type),
    /// What follows a type: a value in parentheses or braces.
    Body(Type),
    /// To put the value that began at a place where it belongs.
    Store(usize, Data),
}

impl<'x, 's> Parser<'x, 's> {
    pub(super) fn new(text: &'x str, scope: Scope<'s>) -> Self {
        Self {
            cursor: Cursor::new(text),
            scope,
            assembly: Assembly::new(text.len()),
        }
    }

    /// Reads a value for a place of a type.
    pub(super) fn slot(mut self, ty: &Type) -> Result<Value, TextError> {
        let data = self.run(Step::Slot(ty.clone()))?;
        Ok(Value::from_parts(ty.clone(), data))
    }

    /// Reads a value that says its type.
    pub(super) fn typed(mut self) -> Result<Value, TextError> {
        self.cursor.blanks();
        let (ty, step) = match self.head()? {
            Head::Typed(ty) => (ty.clone(), Step::Body(ty)),
            Head::Bare(ty) => (ty.clone(), Step::Slot(ty)),
            Head::Label(ty, data) => (ty, Step::Store(0, data)),
        };
        let data = self.run(step)?;
        Ok(Value::from_parts(ty, data))
    }

    fn run(&mut self, mut step: Step) -> Result<Data, TextError> {
        loop {
            step = match step {
                Step::Slot(ty) => self.begin(ty)?,
                Step::Body(ty) => self.body(ty)?,
                Step::Store(at, data) => {
                    if self.assembly.open().is_empty() {
                        self.cursor.expect_end()?;
                        return Ok(data);
                    }
                    self.assembly.store(at, data);
                    self.advance(Place::AfterPart)?
                }
            };
        }
    }

    /// Reads a value that has no parts, or the beginning of one that has.
    fn begin(&mut self, ty: Type) -> Result<Step, TextError> {
        self.cursor.blanks();
        let at = self.cursor.at();
        let next = self.cursor.peek();
        let data = match ty.shape() {
            Shape::Any => return self.begin_any(at),
            Shape::Optional(elem) => {
                if self.cursor.eat_word("nil") {
                    Data::Zero
                } else if next == Some('{') {
                    let elem = elem.to_owned();
                    let data = Data::Zero;
                    self.assembly.begin(at, Parts::Optional { ty, data })?;
                    return Ok(Step::Slot(elem));
                } else {
                    return self.begin_typed(at, ty);
                }
            }
            Shape::Bool => {
                if self.cursor.eat_word("true") {
                    build::bool(true)
                } else if self.cursor.eat_word("false") {
                    build::bool(false)
                } else {
                    return self.begin_typed(at, ty);
                }
            }
            Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64
            | Shape::Float32
            | Shape::Float64 => {
                if !self.is_number(ty.kind()) {
                    return self.begin_typed(at, ty);
                }
                read_number(&mut self.cursor, ty.as_ref())?
            }
            Shape::String => {
                if !self.is_string() {
                    return self.begin_typed(at, ty);
                }
                build::bytes(read_string(&mut self.cursor)?)
            }
            Shape::Enum(labels) => match self.label(labels) {
                Some(index) => label(index),
                None => return self.begin_typed(at, ty),
            },
            Shape::TypeObject => return self.begin_type_object(at),
            Shape::Array { .. } | Shape::List(_) if ty.is_bytes() && self.is_string() => {
                let bytes = read_string(&mut self.cursor)?;
                self.bytes(at, &ty, bytes)?
            }
            Shape::Array { .. }
            | Shape::List(_)
            | Shape::Set(_)
            | Shape::Map { .. }
            | Shape::Struct(_)
            | Shape::Union(_) => {
                if !self.cursor.eat('{') {
                    return self.begin_typed(at, ty);
                }
                let parts = Parts::empty(ty).expect("the kind has parts");
                self.assembly.begin(at, parts)?;
                return self.advance(Place::BeforeParts);
            }
        };
        Ok(Step::Store(at, data))
    }

    fn begin_any(&mut self, at: usize) -> Result<Step, TextError> {
        if self.cursor.eat_word("nil") {
            return Ok(Step::Store(at, Data::Zero));
        }
        let (held, step) = match self.head()? {
            Head::Typed(ty) if ty == Type::ANY => return Ok(Step::Body(ty)),
            Head::Typed(ty) => (ty.clone(), Step::Body(ty)),
            Head::Bare(ty) => (ty.clone(), Step::Slot(ty)),
            Head::Label(ty, data) => (ty, Step::Store(at, data)),
        };
        let data = Data::Zero;
        self.assembly.begin(at, Parts::Any { held, data })?;
        Ok(step)
    }

    fn begin_type_object(&mut self, at: usize) -> Result<Step, TextError> {
        let mut spelling = Spelling::read(&mut self.cursor)?;
        self.cursor.blanks();
        // Either form of values: the type alone, or in parentheses after the kind.
        if spelling.is_primitive(Kind::TypeObject) && self.cursor.eat('(') {
            spelling = Spelling::read(&mut self.cursor)?;
            self.cursor.expect(')')?;
        }
        let held = spelling.resolve(&self.scope)?;
        let data = Value::type_object(held).into_data();
        Ok(Step::Store(at, data))
    }

    fn body(&mut self, ty: Type) -> Result<Step, TextError> {
        self.cursor.blanks();
        let at = self.cursor.at();
        if !self.cursor.eat('(') {
            return Ok(Step::Slot(ty));
        }
        self.assembly.begin(at, Parts::Parenthesis(Data::Zero))?;
        Ok(Step::Slot(ty))
    }

    /// Goes on with the innermost value, or ends it.
    fn advance(&mut self, place: Place) -> Result<Step, TextError> {
        let open = self.assembly.innermost().expect("a value has been begun");
        let part = match &mut open.parts {
            Parts::Parenthesis(_) => {
                self.cursor.expect(')')?;
                None
            }
            Parts::Optional { .. } | Parts::Any { .. } => None,
            Parts::Elems { ty, .. } => more(&mut self.cursor, place)?
                .then(|| ty.elem())
                .flatten()
                .map(|elem| elem.to_owned()),
            Parts::Keys { ty, .. } => more(&mut self.cursor, place)?
                .then(|| ty.key())
                .flatten()
                .map(|key| key.to_owned()),
            Parts::Entries { ty, key: None, .. } => more(&mut self.cursor, place)?
                .then(|| ty.key())
                .flatten()
                .map(|key| key.to_owned()),
            Parts::Entries {
                ty, key: Some(_), ..
            } => {
                self.cursor.expect(':')?;
                ty.elem().map(|elem| elem.to_owned())
            }
            Parts::Fields { .. } => return self.advance_fields(place),
            Parts::Union { ty, index, .. } => {
                if !more(&mut self.cursor, place)? {
                    None
                } else if index.is_some() {
                    return Err(self.cursor.fail("`}` after the field of a union"));
                } else {
                    let ty = ty.clone();
                    Some(self.keyed_field(&ty)?)
                }
            }
        };
        match part {
            Some(part) => Ok(Step::Slot(part)),
            None => {
                let (at, data) = self.assembly.end()?;
                Ok(Step::Store(at, data))
            }
        }
    }

    /// Whether a string comes next, and no package path.
    fn is_string(&self) -> bool {
        match self.cursor.peek() {
            Some('`') => true,
            Some('"') => {
                split_quoted(self.cursor.rest()).is_none_or(|(_, rest)| !rest.starts_with('.'))
            }
            Some(_) | None => false,
        }
    }

    /// Whether a number comes next.
    fn is_number(&self, kind: Kind) -> bool {
        let mut ahead = self.cursor;
        match self.cursor.peek() {
            Some('0'..='9' | '+' | '-' | '.') => true,
            Some('N') => kind.is_float() && ahead.eat_word("NaN"),
            Some('I') => kind.is_float() && ahead.eat_word("Inf"),
            Some(_) | None => false,
        }
    }

    /// Reads a label if one comes next that is nothing else.
    fn label(&mut self, labels: Labels<'_>) -> Option<usize> {
        let mut ahead = self.cursor;
        let index = labels.index_of(take_name(&mut ahead))?;
        if matches!(ahead.peek(), Some('(' | '{' | '[' | '?' | '"')) {
            return None;
        }
        self.cursor = ahead;
        Some(index)
    }

    fn bytes(&self, at: usize, ty: &Type, bytes: Vec<u8>) -> Result<Data, TextError> {
        let Some(expected) = ty.len() else {
            return Ok(build::bytes(bytes));
        };
        let found = bytes.len() as u64;
        if found != expected {
            let ty = ty.clone();
            let error = ValueError::Length {
                ty,
                expected,
                found,
            };
            return Err(TextError::new(at, error));
        }
        build::byte_array(ty.as_ref(), bytes).map_err(|error| TextError::new(at, error))
    }

    fn expected(&self, at: usize, ty: &Type) -> TextError {
        let ty = type_text(ty.as_ref(), "");
        self.cursor.fail_at(at, format!("a value of type {ty}"))
    }
}

/// Where in a value with parts a text is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    BeforeParts,
    AfterPart,
}

/// Reads the end of parts, or what is between two of them; whether there is another one.
fn more(cursor: &mut Cursor<'_>, place: Place) -> Result<bool, TextError> {
    cursor.blanks();
    if cursor.eat('}') {
        return Ok(false);
    }
    if place == Place::BeforeParts {
        return Ok(true);
    }
    if !cursor.eat(',') {
        return Err(cursor.fail("`,` or `}`"));
    }
    cursor.blanks();
    Ok(!cursor.eat('}'))
}

fn label(index: usize) -> Data {
    build::label(u32::try_from(index).expect("memory ends before 2^32 labels"))
}
