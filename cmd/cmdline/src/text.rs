//! Values as text, in several forms.

use anyhow::{Result, anyhow};
use vdl::json::JsonOptions;
use vdl::{Type, Value, ValueRef, const_text, parse_constant_in, parse_value};

use crate::records::Record;

/// How values are written as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TextForm {
    /// With their full type, as `vom decode` prints them.
    Full,
    /// As VDL constants.
    Constant,
    /// As JSON.
    Json(JsonOptions),
}

impl TextForm {
    /// Reads a value, of a type if it is given. The types in `known` may be named in constants.
    ///
    /// # Errors
    ///
    /// When the text is wrong, and where, or when there is no type and the form needs one.
    pub fn read(self, record: &Record, ty: Option<&Type>, known: &[Type]) -> Result<Value> {
        let text = &record.text;
        let at = |error: vdl::TextError| {
            let (line, column) = error.line_and_column(text);
            place(record.line + line - 1, column, &error.kind)
        };
        match (self, ty) {
            (Self::Full, None) => parse_value(text).map_err(at),
            (Self::Full, Some(ty)) => {
                let value = parse_value(text).map_err(at)?;
                Ok(value
                    .convert_to(ty)
                    .map_err(|error| place(record.line, 1, error))?)
            }
            (Self::Constant, Some(ty)) => parse_constant_in(text, ty, "", known).map_err(at),
            (Self::Json(options), Some(ty)) => options.from_json(text, ty).map_err(|error| {
                let what = format_args!("{}, in {}", error.kind, error.path).to_string();
                place(record.line + error.line - 1, error.column, what)
            }),
            (Self::Constant | Self::Json(_), None) => {
                Err(anyhow!("the type of the values is needed"))
            }
        }
    }

    /// Writes a value in one line.
    ///
    /// # Errors
    ///
    /// When the form has no way to write the value.
    pub fn write(self, value: ValueRef<'_>) -> Result<String> {
        Ok(match self {
            Self::Full => value.to_string(),
            Self::Constant => const_text(value, ""),
            Self::Json(options) => options.to_json(value)?,
        })
    }
}

fn place(line: usize, column: usize, problem: impl std::fmt::Display) -> anyhow::Error {
    anyhow!("line {line}, column {column}: {problem}")
}
