//! Values as JSON text, and back: the mapping of the specification of code generation, §3.23.
//!
//! | VDL | JSON |
//! |---|---|
//! | bool | `true`, `false` |
//! | integers of up to 32 bits, floats | numbers |
//! | integers of 64 bits | strings of decimal digits |
//! | NaN, +Inf, -Inf | strings, `"NaN"`, `"+Inf"`, `"-Inf"` |
//! | string | strings; one that is not UTF-8 cannot be written |
//! | enum | the label |
//! | typeobject | the [unique string](crate::Type::unique_string) |
//! | list, array, set | arrays; a set is sorted by the text of its keys |
//! | list or array of bytes | arrays of numbers, or strings of base64: [`BytesForm`] |
//! | map | objects sorted by the text of the keys; a key that is no string is its JSON text, as in `{"[1,2]":true}` |
//! | struct | objects of all fields |
//! | union | objects of the one field |
//! | optional | the struct, or `null` |
//! | any | `null`, or what it holds, with or without its type: [`AnyForm`] |
//!
//! The key of a field is its name with the first letter in lower case, unless that makes it the name or the key of another
//! field: then it is the name.
//!
//! Reading takes more than writing makes: numbers as strings and numbers of 64 bits as numbers, whole numbers with a
//! fraction of zeros or an exponent, bytes in either form, keys that are the names of fields, fields in any order, and
//! objects without some of the fields of a struct, which are zero. It does not take keys that are given twice, that are no
//! field, or numbers out of range. Integers are exact, floats are rounded once to the width of their type. Values may be nested
//! as deep as [`MAX_VALUE_DEPTH`](crate::MAX_VALUE_DEPTH).
//!
//! What is written is read back as the same value if it holds no any, or with [`AnyForm::Typed`].

mod base64;
mod error;
mod keys;
mod lexer;
mod read;
mod scalar;
mod write;

pub use self::error::{JsonError, JsonWriteError};

use self::read::Reader;
use self::write::Writer;
use crate::types::Type;
use crate::value::{Value, ValueRef};

/// Writes a value in one line.
///
/// ```
/// use vdl::{Type, Value};
/// use vdl::json::{from_json, to_json};
///
/// let entry = Type::structure("fortune.Entry", [("Text", Type::STRING), ("Votes", Type::INT64)])?;
/// let value = Value::structure(&entry, vec![Value::from("Look up."), Value::from(3_i64)])?;
///
/// let text = to_json(value.as_ref())?;
/// assert_eq!(text, r#"{"text":"Look up.","votes":"3"}"#);
/// assert_eq!(from_json(&text, &entry)?, value);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn to_json(value: ValueRef<'_>) -> Result<String, JsonWriteError> {
    JsonOptions::default().to_json(value)
}

/// Reads a value of a type.
///
/// ```
/// use vdl::Type;
/// use vdl::json::from_json;
///
/// let point = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// assert_eq!(from_json(r#"{"y": 2.0}"#, &point)?.to_string(), "geo.Point struct{X int32;Y int32}{X: 0, Y: 2}");
///
/// let error = from_json(r#"[{"x": 1}, {"length": 1}]"#, &Type::list(&point)).unwrap_err();
/// assert_eq!(error.to_string(), r#"type "geo".Point has no field length, in $[1] (line 1, column 13)"#);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn from_json(text: &str, ty: &Type) -> Result<Value, JsonError> {
    JsonOptions::default().from_json(text, ty)
}

/// How values are written as JSON, and what is expected where that matters for reading.
///
/// ```
/// use vdl::{Type, Value};
/// use vdl::json::{AnyForm, JsonOptions, Layout};
///
/// let options = JsonOptions { layout: Layout::Indented, any: AnyForm::Typed, ..JsonOptions::default() };
/// let value = Value::any_some(Value::from(7_u16))?;
/// let text = options.to_json(value.as_ref())?;
/// assert_eq!(text, "{\n  \"type\": \"uint16\",\n  \"value\": 7\n}");
/// assert_eq!(options.from_json(&text, &Type::ANY)?, value);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct JsonOptions {
    /// Where blanks are written; nothing to reading.
    pub layout: Layout,
    /// How bytes are written; both forms are read.
    pub bytes: BytesForm,
    /// How what an any holds is written and read.
    pub any: AnyForm,
}

/// Where blanks are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Layout {
    /// Nowhere.
    #[default]
    Compact,
    /// Every part is on a line of its own, indented by two blanks; bytes share a line.
    Indented,
}

/// How lists and arrays of bytes are written.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum BytesForm {
    /// As arrays of numbers.
    #[default]
    Numbers,
    /// As strings in the standard alphabet of base64, with padding.
    Base64,
}

/// How what an any holds is written and read.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum AnyForm {
    /// Without its type.
    ///
    /// What is read then is a bool, a string, an int64, or where that is too narrow a uint64 or float64, `[]any` or
    /// `map[string]any`.
    #[default]
    Plain,
    /// As an object with the keys `type`, holding the [unique string](crate::Type::unique_string), and `value`.
    Typed,
}

impl JsonOptions {
    /// Writes a value.
    pub fn to_json(self, value: ValueRef<'_>) -> Result<String, JsonWriteError> {
        let mut out = String::new();
        self.append_json(value, &mut out)?;
        Ok(out)
    }

    /// Writes a value at the end of `out`, which ends with half a value if there is an error.
    pub fn append_json(self, value: ValueRef<'_>, out: &mut String) -> Result<(), JsonWriteError> {
        Writer::new(self, out).write(value)
    }

    /// Reads a value of a type.
    pub fn from_json(self, text: &str, ty: &Type) -> Result<Value, JsonError> {
        Reader::new(text, self.any).read(ty)
    }
}
