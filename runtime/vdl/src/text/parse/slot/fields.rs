//! Fields of structs and unions in text.

use super::{Parser, Place, Step, more};
use crate::text::assembly::Parts;
use crate::text::nearest::nearest;
use crate::text::parse::cursor::{Cursor, is_blank};
use crate::text::parse::error::{TextError, TextErrorKind};
use crate::types::Type;

impl Parser<'_, '_> {
    /// Goes on with a struct, whose fields are all named or all in order.
    pub(super) fn advance_fields(&mut self, place: Place) -> Result<Step, TextError> {
        let has_more = more(&mut self.cursor, place)?;
        let at = self.cursor.at();
        let is_named = has_more && self.is_named();
        let open = self.assembly.innermost().expect("a struct has been begun");
        let Parts::Fields {
            ty,
            index,
            count,
            in_order,
            ..
        } = &mut open.parts
        else {
            unreachable!("the innermost value is a struct");
        };
        let (ty, count, index) = (ty.clone(), *count, *index);
        let fields = ty.fields().expect("a struct has fields");
        let is_in_order = *in_order;
        let count_error = |found| {
            let kind = TextErrorKind::FieldCount {
                ty: ty.clone(),
                expected: fields.len(),
                found,
            };
            TextError::new(at, kind)
        };
        if count == 0 && has_more {
            *in_order = !is_named;
        } else if has_more && is_in_order == is_named {
            let expected = if is_named {
                "a field without a name, as before"
            } else {
                "a name and `:`, as before"
            };
            return Err(self.cursor.fail(expected));
        }
        if !has_more {
            if is_in_order && count < fields.len() {
                return Err(count_error(count));
            }
            let (at, data) = self.assembly.end()?;
            return Ok(Step::Store(at, data));
        }
        if is_named {
            return Ok(Step::Slot(self.keyed_field(&ty)?));
        }
        let next = if count == 0 { 0 } else { index + 1 };
        let Some(field) = fields.get(next) else {
            return Err(count_error(next + 1));
        };
        self.assembly.begin_field(at, next)?;
        Ok(Step::Slot(field.ty.to_owned()))
    }

    /// Reads the name of a field and the colon, and begins the field.
    pub(super) fn keyed_field(&mut self, ty: &Type) -> Result<Type, TextError> {
        let at = self.cursor.at();
        let name = take_name(&mut self.cursor);
        if name.is_empty() {
            return Err(self.cursor.fail("the name of a field"));
        }
        let fields = ty.fields().expect("structs and unions have fields");
        let Some(index) = fields.index_of(name) else {
            let nearest = nearest(name, fields.iter().map(|field| field.name));
            let kind = TextErrorKind::UnknownField {
                name: name.to_owned(),
                ty: ty.clone(),
                nearest: nearest.map(str::to_owned),
            };
            return Err(TextError::new(at, kind));
        };
        self.cursor.expect(':')?;
        self.assembly.begin_field(at, index)?;
        let field = fields.get(index).expect("the index was just found");
        Ok(field.ty.to_owned())
    }

    /// Whether a name and a colon come next.
    fn is_named(&self) -> bool {
        let mut ahead = self.cursor;
        let name = take_name(&mut ahead);
        !name.is_empty() && ahead.eat(':')
    }
}

/// Takes what may be the name of a field or a label.
pub(super) fn take_name<'x>(cursor: &mut Cursor<'x>) -> &'x str {
    let is_part = |c| {
        !matches!(
            c,
            ',' | ':' | '(' | ')' | '{' | '}' | '[' | ']' | '?' | '"' | '`'
        )
    };
    cursor.take_while(is_part).trim_end_matches(is_blank)
}
