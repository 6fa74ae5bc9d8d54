//! The types and values of the Vanadium Definition Language.
//!
//! VDL describes the data that Vanadium services exchange. This crate is its data model at run time: [`Kind`] and
//! [`Type`] say what values look like, [`Value`] holds a value of any type, and there are the rules by which
//! values become values of other types.
//!
//! ```
//! use vdl::{Type, Value};
//!
//! let fortune = Type::structure("fortune.Entry", [("Text", Type::STRING), ("Votes", Type::INT64)])?;
//! let value = Value::structure(&fortune, vec![Value::from("Look up."), Value::from(3_i64)])?;
//!
//! assert_eq!(vdl::const_text(value.as_ref(), "fortune"), r#"Entry{Text: "Look up.", Votes: 3}"#);
//!
//! let older = Type::structure("fortune.V1", [("Text", Type::STRING)])?;
//! assert_eq!(value.convert_to(&older)?.field_named("Text").and_then(|text| text.as_str()), Some("Look up."));
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! There is no input or output here, no threads and nothing asynchronous. The VDL source language is the business of
//! `vdl-parser`; the wire format, VOM, that of `v23`.

pub mod coder;
mod compatible;
mod convert;
mod float_key;
#[cfg(feature = "json")]
pub mod json;
mod kind;
mod text;
mod types;
mod value;
mod zero;

pub use crate::coder::{VdlKey, VdlRead, VdlStruct, VdlType, VdlWrite};
pub use crate::compatible::compatible;
pub use crate::convert::ConvertError;
pub use crate::float_key::FloatKey;
pub use crate::kind::Kind;
pub use crate::text::{
    TextError, TextErrorKind, const_text, parse_constant, parse_constant_in, parse_type,
    parse_value, type_text, untyped_text,
};
pub use crate::types::{
    BuiltTypes, Field, Fields, Labels, MAX_TYPE_DEPTH, MAX_TYPE_TEXT, Pending, Shape, Type,
    TypeBuilder, TypeError, TypeErrorKind, TypeRef, Walk,
};
pub use crate::value::{
    Entries, FieldValues, MAX_VALUE_DEPTH, MAX_VALUE_SIZE, Parts, Value, ValueError, ValueRef, View,
};
pub use crate::zero::MAX_ZERO_SIZE;
