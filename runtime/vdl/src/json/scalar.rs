//! Values without parts, from texts that stand alone: in strings, and as keys.

use std::borrow::Cow;

use super::base64;
use super::lexer::number_len;
use crate::kind::Kind;
use crate::text::nearest::nearest;
use crate::text::parse::number::{NotWhole, whole_number};
use crate::text::{TextError, TextErrorKind, type_text};
use crate::types::{Type, TypeRef};
use crate::value::{Data, ValueError, build};

/// How much of a number errors show.
const SHOWN: usize = 40;

/// A number of a number type; `None` if the text is none.
pub(super) fn number(text: &str, ty: TypeRef<'_>, at: usize) -> Result<Option<Data>, TextError> {
    let kind = ty.kind();
    if kind.is_float()
        && let Some(special) = special(text)
    {
        return Ok(Some(build::float(kind, special)));
    }
    if number_len(text) != Some(text.len()) {
        return Ok(None);
    }
    if kind.is_float() {
        float(text, ty, at).map(Some)
    } else {
        integer(text, ty, at).map(Some)
    }
}

fn special(text: &str) -> Option<f64> {
    match text {
        "NaN" => Some(f64::NAN),
        "+Inf" | "Inf" | "Infinity" => Some(f64::INFINITY),
        "-Inf" | "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

fn integer(text: &str, ty: TypeRef<'_>, at: usize) -> Result<Data, TextError> {
    let value = match text.parse::<i64>() {
        Ok(value) => Some(i128::from(value)),
        Err(_) => match whole_number(text) {
            Ok(value) => value,
            Err(NotWhole) => {
                let (number, ty) = (shorten(text), ty.to_owned());
                return Err(TextError::new(at, TextErrorKind::NotWhole { number, ty }));
            }
        },
    };
    let data = value.and_then(|value| build::integer(ty.kind(), value));
    data.ok_or_else(|| out_of_range(text, ty, at))
}

fn float(text: &str, ty: TypeRef<'_>, at: usize) -> Result<Data, TextError> {
    let parsed = if ty.kind() == Kind::Float32 {
        text.parse::<f32>().map(f64::from)
    } else {
        text.parse()
    };
    match parsed {
        Ok(number) if number.is_finite() => Ok(build::float(ty.kind(), number)),
        Ok(_) | Err(_) => Err(out_of_range(text, ty, at)),
    }
}

/// The narrowest type that an any may hold for a number.
pub(super) fn inferred_type(text: &str) -> Type {
    if text.parse::<i64>().is_ok() {
        Type::INT64
    } else if text.parse::<u64>().is_ok() {
        Type::UINT64
    } else {
        Type::FLOAT64
    }
}

pub(super) fn label(text: &str, ty: TypeRef<'_>, at: usize) -> Result<Data, TextError> {
    let labels = ty.labels().expect("an enum has labels");
    let index = labels
        .index_of(text)
        .and_then(|index| u32::try_from(index).ok());
    let Some(index) = index else {
        let nearest = nearest(text, labels.into_iter().map(|label| &**label));
        let kind = TextErrorKind::UnknownLabel {
            label: text.to_owned(),
            ty: ty.to_owned(),
            nearest: nearest.map(str::to_owned),
        };
        return Err(TextError::new(at, kind));
    };
    Ok(build::label(index))
}

/// A list or array of bytes from base64.
pub(super) fn bytes(text: &str, ty: TypeRef<'_>, at: usize) -> Result<Data, TextError> {
    let Some(bytes) = base64::decode(text) else {
        return Err(expected("base64, or an array of numbers", text, at));
    };
    let Some(expected) = ty.len() else {
        return Ok(build::bytes(bytes));
    };
    let found = bytes.len() as u64;
    if found != expected {
        return Err(wrong_len(ty, expected, found, at));
    }
    build::byte_array(ty, bytes).map_err(|error| TextError::new(at, error))
}

pub(super) fn wrong_len(ty: TypeRef<'_>, expected: u64, found: u64, at: usize) -> TextError {
    let ty = ty.to_owned();
    let error = ValueError::Length {
        ty,
        expected,
        found,
    };
    TextError::new(at, error)
}

/// The error that a text is not that of a value of a type.
pub(super) fn not_of(ty: TypeRef<'_>, text: &str, at: usize) -> TextError {
    let expected = format!("a value of type {}", type_text(ty, ""));
    self::expected(expected, text, at)
}

/// The error that a text stands where another one is needed.
pub(super) fn expected(expected: impl Into<Cow<'static, str>>, text: &str, at: usize) -> TextError {
    let kind = TextErrorKind::Unexpected {
        expected: expected.into(),
        found: format!("{:?}", shorten(text)),
    };
    TextError::new(at, kind)
}

fn out_of_range(text: &str, ty: TypeRef<'_>, at: usize) -> TextError {
    let (number, ty) = (shorten(text), ty.to_owned());
    TextError::new(at, TextErrorKind::OutOfRange { number, ty })
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
