//! Values in text that say their type.

use super::{Parser, Step, label, take_name};
use crate::kind::Kind;
use crate::text::assembly::Parts;
use crate::text::nearest::nearest;
use crate::text::parse::error::{TextError, TextErrorKind};
use crate::text::parse::spelling::Spelling;
use crate::types::{Shape, Type};
use crate::value::Data;

/// How a value that says its type begins.
pub(super) enum Head {
    /// With the type, to be followed by a value in parentheses or braces.
    Typed(Type),
    /// As a literal that tells its type.
    Bare(Type),
    /// As an enum and its label, and no more.
    Label(Type, Data),
}

impl Parser<'_, '_> {
    /// Reads the type of a value for a place of a type.
    pub(super) fn begin_typed(&mut self, at: usize, ty: Type) -> Result<Step, TextError> {
        if !self.is_type() {
            return Err(self.expected(at, &ty));
        }
        let spelling = Spelling::read(&mut self.cursor)?;
        self.cursor.blanks();
        let is_body = matches!(self.cursor.peek(), Some('(' | '{'));
        if is_body && spelling.matches(ty.as_ref()) {
            return Ok(Step::Body(ty));
        }
        if is_body
            && let Shape::Optional(elem) = ty.shape()
            && spelling.matches(elem)
        {
            let elem = elem.to_owned();
            let data = Data::Zero;
            self.assembly.begin(at, Parts::Optional { ty, data })?;
            return Ok(Step::Body(elem));
        }
        if is_body && spelling.matches_optional_of(ty.as_ref()) {
            return Ok(Step::Body(ty));
        }
        if ty.kind() == Kind::Enum && !is_body {
            let spelled = spelling.as_reference().and_then(|name| name.split());
            if let Some((name, text)) = spelled
                && name.may_mean(ty.as_ref())
            {
                let data = known_label(at, text, &ty)?;
                return Ok(Step::Store(at, data));
            }
            if spelling.matches(ty.as_ref()) && self.cursor.eat('.') {
                let at = self.cursor.at();
                let data = known_label(at, take_name(&mut self.cursor), &ty)?;
                return Ok(Step::Store(at, data));
            }
        }
        if let Some(text) = spelling.as_reference().map(|_| spelling.text())
            && !is_body
        {
            if ty.kind() == Kind::Enum {
                known_label(at, text, &ty)?;
            }
            return Err(self.expected(at, &ty));
        }
        let found = spelling.text().to_owned();
        let kind = TextErrorKind::TypeMismatch {
            expected: ty,
            found,
        };
        Err(TextError::new(at, kind))
    }

    /// Reads the beginning of a value that must say its type.
    pub(super) fn head(&mut self) -> Result<Head, TextError> {
        let at = self.cursor.at();
        if self.is_string() {
            return Ok(Head::Bare(Type::STRING));
        }
        let mut ahead = self.cursor;
        if ahead.eat_word("true") || ahead.eat_word("false") {
            return Ok(Head::Bare(Type::BOOL));
        }
        let spelling = Spelling::read(&mut self.cursor)?;
        self.cursor.blanks();
        if matches!(self.cursor.peek(), Some('(' | '{')) {
            return Ok(Head::Typed(spelling.resolve(&self.scope)?));
        }
        let starts_number = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.');
        if spelling.text().starts_with(starts_number) {
            let found = spelling.text().to_owned();
            return Err(TextError::new(at, TextErrorKind::NoType { found }));
        }
        let (ty, at, text) = match spelling.as_reference().map(|name| name.split()) {
            Some(Some((name, text))) => (name.resolve(&self.scope, at)?, at, text),
            None if self.cursor.eat('.') => {
                let ty = spelling.resolve(&self.scope)?;
                (ty, self.cursor.at(), take_name(&mut self.cursor))
            }
            Some(None) | None => return Err(self.cursor.fail("`(` or `{` after the type")),
        };
        if ty.kind() != Kind::Enum {
            return Err(self.cursor.fail("`(` or `{` after the type"));
        }
        let data = known_label(at, text, &ty)?;
        Ok(Head::Label(ty, data))
    }

    /// Whether a type may come next.
    fn is_type(&self) -> bool {
        match self.cursor.peek() {
            Some('{' | '}' | '(' | ')' | ']' | ',' | ';' | ':' | '`') | None => false,
            Some('"') => !self.is_string(),
            Some(_) => true,
        }
    }
}

/// The value of an enum with a label.
fn known_label(at: usize, text: &str, ty: &Type) -> Result<Data, TextError> {
    let labels = ty.labels().expect("an enum has labels");
    if let Some(index) = labels.index_of(text) {
        return Ok(label(index));
    }
    let nearest = nearest(text, labels.into_iter().map(|label| &**label));
    let kind = TextErrorKind::UnknownLabel {
        label: text.to_owned(),
        ty: ty.clone(),
        nearest: nearest.map(str::to_owned),
    };
    Err(TextError::new(at, kind))
}
