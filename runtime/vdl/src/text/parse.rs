//! Reading the texts that [`super::constant`], [`super::display`] and the types print.
//!
//! One grammar reads both forms of values, since they differ only in how they spell types and in where they leave them
//! out. Operators, named constants and comments are not read: they are the business of the compiler.

pub(crate) mod cursor;
mod error;
pub(crate) mod number;
mod quoted;
mod scope;
mod slot;
mod spelling;

pub use self::error::{TextError, TextErrorKind};

use self::cursor::Cursor;
use self::scope::Scope;
use self::slot::Parser;
use self::spelling::Spelling;
use crate::types::Type;
use crate::value::Value;

/// Reads a type from its [unique string](Type::unique_string).
///
/// A named type has its structure at any one of its occurrences, or at several that agree; `error` stands for the
/// built-in type, and a package path may stand in quotes, as in `"geo/shapes".Point`. Blanks may surround names, labels
/// and separators.
///
/// Names are opaque in types and a few cannot be told from what surrounds them. Not read as meant are names of types
/// with any of ``;,{}[]()?"` `` in them or a word at the end that starts a structure, names of fields with a blank, `;`,
/// `{` or `}`, labels with `;` or `}`, whatever begins or ends with a blank, and types named like a built-in one.
///
/// ```
/// use vdl::{Type, parse_type};
///
/// let list = parse_type("tree.Node struct{Text string;Kids []tree.Node}")?;
/// assert_eq!(list.to_string(), "tree.Node struct{Text string;Kids []tree.Node}");
/// assert_eq!(parse_type("map[string][]error")?, Type::map(&Type::STRING, &Type::list(&Type::error()))?);
///
/// let error = parse_type("[]tree.Node").unwrap_err();
/// assert_eq!(error.to_string(), "type tree.Node is not known here (at byte 2)");
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn parse_type(text: &str) -> Result<Type, TextError> {
    let mut cursor = Cursor::new(text);
    let spelling = Spelling::read(&mut cursor)?;
    cursor.expect_end()?;
    spelling.resolve(&Scope::default())
}

/// Reads a value of a type from VDL source, as [`const_text`](crate::const_text) and
/// [`untyped_text`](crate::untyped_text) print it.
///
/// Literals have the forms of the VDL language: integers in all bases, hexadecimal floats, both kinds of strings,
/// composite literals of all or some fields. `NaN`, `+Inf` and `-Inf` are read as well. Elements of lists are not given
/// by index.
///
/// Where the type is known, it may be written or left out, and a name may be qualified in any way. In an `any` the type
/// must be told: it is built in, or spelled out as for [`parse_type`], or part of `ty`.
///
/// ```
/// use vdl::{Type, Value, parse_constant};
///
/// let point = Type::structure("geo.Point", [("X", Type::INT32), ("Y", Type::INT32)])?;
/// let points = Type::list(&point);
/// let value = parse_constant("[]Point{{X: 0x10}, {1, 2}}", &points)?;
/// assert_eq!(vdl::const_text(value.as_ref(), "geo"), "[]Point{{X: 16}, {X: 1, Y: 2}}");
///
/// let error = parse_constant("[]Point{{x: 1}}", &points).unwrap_err();
/// assert_eq!(error.to_string(), r#"type "geo".Point has no field x, but X (at byte 9)"#);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn parse_constant(text: &str, ty: &Type) -> Result<Value, TextError> {
    parse_constant_in(text, ty, "", &[])
}

/// Reads a value as [`parse_constant`] does, where more types have names.
///
/// Besides the types inside `ty`, those inside `known` may be named. A name without a path is that of a type of the
/// package at `local_package`, or else of the only known type so called.
///
/// ```
/// use vdl::{Type, Value, const_text, parse_constant_in};
///
/// let celsius = Type::named("weather.Celsius", &Type::FLOAT32)?;
/// let value = Value::any_some(Value::float(&celsius, -3.5)?)?;
///
/// let text = const_text(value.as_ref(), "weather");
/// assert_eq!(text, "any(Celsius(-3.5))");
/// assert_eq!(parse_constant_in(&text, &Type::ANY, "weather", &[celsius])?, value);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
pub fn parse_constant_in(
    text: &str,
    ty: &Type,
    local_package: &str,
    known: &[Type],
) -> Result<Value, TextError> {
    let scope = Scope::new(local_package, ty, known);
    Parser::new(text, scope).slot(ty)
}

/// Reads a value from the text that its `Display` prints, which says its full type.
///
/// Blanks are free and fields may be left out or come in another order. Types are read as by [`parse_type`]; of
/// names of fields and labels those that have none of `` ,:(){}[]?"` `` in them.
///
/// ```
/// use vdl::{Value, parse_value};
///
/// let value = parse_value(r#"geo.Point struct{X int32;Y int32}{X: 1, Y: -2}"#)?;
/// assert_eq!(value.field_named("Y").and_then(|y| y.as_i64()), Some(-2));
/// assert_eq!(parse_value("[]any{true, int32(3), nil}")?.to_string(), "[]any{true, int32(3), nil}");
/// # Ok::<_, vdl::TextError>(())
/// ```
pub fn parse_value(text: &str) -> Result<Value, TextError> {
    Parser::new(text, Scope::default()).typed()
}
