//! JSON text to values.

use std::borrow::Cow;

use super::error::JsonError;
use super::keys::KeyCache;
use super::lexer::{number_len, read_string};
use super::{AnyForm, scalar};
use crate::text::assembly::{Assembly, Parts};
use crate::text::nearest::nearest;
use crate::text::parse::cursor::Cursor;
use crate::text::{TextError, TextErrorKind, parse_type, type_text};
use crate::types::{Shape, Type, TypeRef};
use crate::value::{Data, Value, build};

pub(super) struct Reader<'x> {
    cursor: Cursor<'x>,
    assembly: Assembly,
    keys: KeyCache,
    any: AnyForm,
}

/// What comes next.
enum Step {
    /// A value of a type.
    Slot(Type),
    /// To put the value that began at a place where it belongs.
    Store(usize, Data),
}

/// Where in an array or object a text is.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    BeforeParts,
    AfterPart,
}

impl<'x> Reader<'x> {
    pub(super) fn new(text: &'x str, any: AnyForm) -> Self {
        Self {
            cursor: Cursor::new(text),
            assembly: Assembly::new(text.len()),
            keys: KeyCache::default(),
            any,
        }
    }

    pub(super) fn read(mut self, ty: &Type) -> Result<Value, JsonError> {
        match self.run(ty) {
            Ok(data) => Ok(Value::from_parts(ty.clone(), data)),
            Err(error) => {
                let path = self.path();
                Err(JsonError::new(error, self.cursor.text(), path))
            }
        }
    }

    /// Reads without recursion, since values are nested deeper than a stack should be asked to follow.
    fn run(&mut self, ty: &Type) -> Result<Data, TextError> {
        let mut step = Step::Slot(ty.clone());
        loop {
            step = match step {
                Step::Slot(ty) => self.begin(ty)?,
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
        let is_string = self.cursor.peek() == Some('"');
        let data = match ty.shape() {
            Shape::Any => return self.begin_any(at),
            Shape::Optional(elem) => {
                if !self.cursor.eat_word("null") {
                    let elem = elem.to_owned();
                    let data = Data::Zero;
                    self.assembly.begin(at, Parts::Optional { ty, data })?;
                    return Ok(Step::Slot(elem));
                }
                Data::Zero
            }
            Shape::Bool => {
                if self.cursor.eat_word("true") {
                    build::bool(true)
                } else if self.cursor.eat_word("false") {
                    build::bool(false)
                } else {
                    return Err(self.expected(&ty));
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
                let text = if is_string {
                    read_string(&mut self.cursor)?
                } else {
                    let text = self.number(&ty)?;
                    self.cursor.skip(text.len());
                    Cow::Borrowed(text)
                };
                let data = scalar::number(&text, ty.as_ref(), at)?;
                data.ok_or_else(|| scalar::not_of(ty.as_ref(), &text, at))?
            }
            Shape::String if is_string => {
                let text = read_string(&mut self.cursor)?;
                build::bytes(text.into_owned().into_bytes())
            }
            Shape::Enum(_) if is_string => {
                let text = read_string(&mut self.cursor)?;
                scalar::label(&text, ty.as_ref(), at)?
            }
            Shape::TypeObject if is_string => Value::type_object(self.type_text(at)?).into_data(),
            Shape::String | Shape::Enum(_) | Shape::TypeObject => {
                return Err(self.expected(&ty));
            }
            Shape::Array { .. } | Shape::List(_) if is_string && ty.is_bytes() => {
                let text = read_string(&mut self.cursor)?;
                scalar::bytes(&text, ty.as_ref(), at)?
            }
            Shape::Array { .. } | Shape::List(_) | Shape::Set(_) => {
                return self.begin_parts('[', at, ty);
            }
            Shape::Map { .. } | Shape::Struct(_) | Shape::Union(_) => {
                return self.begin_parts('{', at, ty);
            }
        };
        Ok(Step::Store(at, data))
    }

    fn begin_parts(&mut self, bracket: char, at: usize, ty: Type) -> Result<Step, TextError> {
        if !self.cursor.eat(bracket) {
            return Err(self.expected(&ty));
        }
        let parts = Parts::empty(ty).expect("the kind has parts");
        self.assembly.begin(at, parts)?;
        self.advance(Place::BeforeParts)
    }

    fn begin_any(&mut self, at: usize) -> Result<Step, TextError> {
        if self.cursor.eat_word("null") {
            return Ok(Step::Store(at, Data::Zero));
        }
        let held = match self.any {
            AnyForm::Plain => self.inferred_type()?,
            AnyForm::Typed => {
                if !self.cursor.eat('{') {
                    return Err(self.cursor.fail("null, or `{` with a type and a value"));
                }
                self.fixed_key("type")?;
                self.cursor.blanks();
                let held = self.type_text(self.cursor.at())?;
                self.cursor.expect(',')?;
                self.fixed_key("value")?;
                held
            }
        };
        let parts = Parts::Any {
            held: held.clone(),
            data: Data::Zero,
        };
        self.assembly.begin(at, parts)?;
        Ok(Step::Slot(held))
    }

    /// The type of what comes next, told by its form.
    fn inferred_type(&self) -> Result<Type, TextError> {
        Ok(match self.cursor.peek() {
            Some('"') => Type::STRING,
            Some('t' | 'f') => Type::BOOL,
            Some('[') => Type::list(&Type::ANY),
            Some('{') => Type::map(&Type::STRING, &Type::ANY).expect("strings can be keys"),
            Some('-' | '0'..='9') => scalar::inferred_type(self.number(&Type::FLOAT64)?),
            Some(_) | None => return Err(self.expected(&Type::ANY)),
        })
    }

    /// Goes on with the innermost value, or ends it.
    fn advance(&mut self, place: Place) -> Result<Step, TextError> {
        let open = self.assembly.innermost().expect("a value has been begun");
        let cursor = &mut self.cursor;
        match &open.parts {
            Parts::Elems { ty, items } => {
                if more(cursor, place, ']')? {
                    let elem = ty.elem().expect("lists and arrays have an element type");
                    return Ok(Step::Slot(elem.to_owned()));
                }
                let found = items.len() as u64;
                if let Some(expected) = ty.len()
                    && found != expected
                {
                    let error = scalar::wrong_len(ty.as_ref(), expected, found, open.at);
                    self.assembly.leave();
                    return Err(error);
                }
            }
            Parts::Keys { ty, .. } => {
                if more(cursor, place, ']')? {
                    let key = ty.key().expect("a set has a key type");
                    return Ok(Step::Slot(key.to_owned()));
                }
            }
            Parts::Entries { ty, .. } => {
                if more(cursor, place, '}')? {
                    let ty = ty.clone();
                    let key = ty.key().expect("a map has a key type");
                    let elem = ty.elem().expect("a map has an element type");
                    let at = self.cursor.at();
                    let data = self.map_key(key)?;
                    self.assembly.store(at, data);
                    self.cursor.expect(':')?;
                    return Ok(Step::Slot(elem.to_owned()));
                }
            }
            Parts::Fields { ty, .. } => {
                if more(cursor, place, '}')? {
                    let ty = ty.clone();
                    return self.field(&ty);
                }
            }
            Parts::Union { ty, index, .. } => {
                if index.is_none() {
                    let ty = ty.clone();
                    self.cursor.blanks();
                    return self.field(&ty);
                }
                self.cursor.expect('}')?;
            }
            Parts::Any { .. } if self.any == AnyForm::Typed => self.cursor.expect('}')?,
            Parts::Optional { .. } | Parts::Any { .. } | Parts::Parenthesis(_) => {}
        }
        let (at, data) = self.assembly.end()?;
        Ok(Step::Store(at, data))
    }

    /// Reads the key of a field and begins the field.
    fn field(&mut self, ty: &Type) -> Result<Step, TextError> {
        let at = self.cursor.at();
        let key = read_string(&mut self.cursor)?;
        let fields = ty.fields().expect("structs and unions have fields");
        let keys = self.keys.keys(ty.as_ref());
        let Some(index) = keys.index_of(&key, fields) else {
            let nearest = nearest(&key, keys.iter()).map(str::to_owned);
            let kind = TextErrorKind::UnknownField {
                name: key.into_owned(),
                ty: ty.clone(),
                nearest,
            };
            return Err(TextError::new(at, kind));
        };
        self.cursor.expect(':')?;
        self.assembly.begin_field(at, index)?;
        let field = fields.get(index).expect("the index was just found");
        Ok(Step::Slot(field.ty.to_owned()))
    }

    fn map_key(&mut self, ty: TypeRef<'_>) -> Result<Data, TextError> {
        let at = self.cursor.at();
        let text = read_string(&mut self.cursor)?;
        match ty.shape() {
            Shape::String => Ok(build::bytes(text.into_owned().into_bytes())),
            Shape::Bool if text == "true" => Ok(build::bool(true)),
            Shape::Bool if text == "false" => Ok(build::bool(false)),
            Shape::Bool => Err(scalar::not_of(ty, &text, at)),
            Shape::Enum(_) => scalar::label(&text, ty, at),
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
                let data = scalar::number(&text, ty, at)?;
                data.ok_or_else(|| scalar::not_of(ty, &text, at))
            }
            Shape::Array { .. } if ty.is_bytes() && !text.starts_with('[') => {
                scalar::bytes(&text, ty, at)
            }
            // The rest are arrays, structs and unions. No key holds a map, so that this goes no deeper.
            Shape::Array { .. }
            | Shape::Struct(_)
            | Shape::Union(_)
            | Shape::Any
            | Shape::Optional(_)
            | Shape::TypeObject
            | Shape::List(_)
            | Shape::Set(_)
            | Shape::Map { .. } => {
                let data = Reader::new(&text, self.any).run(&ty.to_owned());
                data.map_err(|error| TextError::new(at, error.kind))
            }
        }
    }

    fn fixed_key(&mut self, wanted: &str) -> Result<(), TextError> {
        self.cursor.blanks();
        let at = self.cursor.at();
        let found = read_string(&mut self.cursor)?;
        if found != wanted {
            return Err(scalar::expected(format!("the key {wanted:?}"), &found, at));
        }
        self.cursor.expect(':')
    }

    /// Reads a type in a string.
    fn type_text(&mut self, at: usize) -> Result<Type, TextError> {
        let text = read_string(&mut self.cursor)?;
        parse_type(&text).map_err(|error| TextError::new(at, error.kind))
    }

    fn number(&self, ty: &Type) -> Result<&'x str, TextError> {
        let rest = self.cursor.rest();
        number_len(rest)
            .map(|len| &rest[..len])
            .ok_or_else(|| self.expected(ty))
    }

    fn expected(&self, ty: &Type) -> TextError {
        let ty = type_text(ty.as_ref(), "");
        self.cursor.fail(format!("a value of type {ty}"))
    }

    /// The way to the value that is being read.
    fn path(&mut self) -> String {
        let mut path = "$".to_owned();
        for open in self.assembly.open() {
            match &open.parts {
                Parts::Elems { items, .. } | Parts::Keys { items, .. } => {
                    path.push_str(&format!("[{}]", items.len()));
                }
                Parts::Entries { ty, key, .. } => {
                    if let (Some(key), Some(ty)) = (key, ty.key()) {
                        let key = Value::from_parts(ty.to_owned(), key.clone());
                        let key = crate::text::untyped_text(key.as_ref(), "");
                        path.push_str(&format!("[{key}]"));
                    }
                }
                Parts::Fields {
                    ty, index, items, ..
                } => {
                    if let Some(None) = items.get(*index) {
                        path.push('.');
                        path.push_str(self.keys.keys(ty.as_ref()).key(*index));
                    }
                }
                Parts::Union { ty, index, .. } => {
                    if let Some(index) = index {
                        path.push('.');
                        path.push_str(self.keys.keys(ty.as_ref()).key(*index));
                    }
                }
                Parts::Optional { .. } | Parts::Any { .. } | Parts::Parenthesis(_) => {}
            }
        }
        path
    }
}

/// Reads the end of an array or object, or what is between two parts; whether there is another one.
fn more(cursor: &mut Cursor<'_>, place: Place, end: char) -> Result<bool, TextError> {
    cursor.blanks();
    if cursor.eat(end) {
        return Ok(false);
    }
    if place == Place::AfterPart {
        if !cursor.eat(',') {
            return Err(cursor.fail(format!("`,` or `{end}`")));
        }
        cursor.blanks();
    }
    Ok(true)
}
