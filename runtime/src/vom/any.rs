//! Values of any type that are kept as they came: vom §9.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use vdl::coder::{Describer, Encoded, Held, ReadError, Reader, Signature, Writer, write_value};
use vdl::{
    ConvertError, Kind, Pending, Type, TypeRef, Value, VdlRead, VdlType, VdlWrite, compatible,
};

use super::body::{Body, Nesting, Source};
use super::convert::ConvertReader;
use super::error::{DecodeError, DecodeErrorKind, EncodeError};
use super::exact::ExactReader;
use super::limits::Limits;
use super::wire::{Input, NIL};
use super::writer::{BodyWriter, Buffers, TypeIds};

/// A value of any type, or nil.
///
/// This is what `any` is in Rust. The value is not decoded before it is asked for, and is passed on without being
/// decoded at all, so that whoever hands on values needs to know nothing about them. Clones share what is inside.
///
/// Two of them are equal if they hold equal values of the same type. Where the bytes are the same the values are taken
/// to be equal; otherwise NaN equals nothing.
///
/// ```
/// use v23::{Any, vom};
///
/// let parts = vec![Any::new("Oslo")?, Any::new(&3_u32)?, Any::nil()];
/// let sent = vom::encode(&parts)?;
/// let received: Vec<Any> = vom::decode(&sent)?;
/// assert!(received[0].is::<String>());
/// assert_eq!(received[1].decode::<i64>()?, 3);
/// assert_eq!(received[1].to_string(), "any(uint32(3))");
/// assert_eq!(received, parts);
/// # Ok::<_, Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Default)]
pub struct Any(Option<Encoded>);

static ANY: Type = Type::ANY;

impl Any {
    /// Nil.
    pub const fn nil() -> Self {
        Self(None)
    }

    /// A value of any type; of one that stands for `any` itself, what it holds.
    ///
    /// # Errors
    ///
    /// If the value cannot be encoded.
    pub fn new<T: VdlWrite + ?Sized>(value: &T) -> Result<Self, EncodeError> {
        let ty = value.bare_type();
        if ty.kind() == Kind::Any {
            return Ok(Self::nil());
        }
        let (mut body, mut types) = (Vec::new(), TypeList::default());
        let (buffers, no_types) = (&mut Buffers::default(), &mut Vec::new());
        value.write_bare(&mut BodyWriter::new(
            &mut body, buffers, &mut types, no_types,
        ))?;
        Ok(Self(Some(Encoded {
            ty: ty.to_owned(),
            types: if types.order.is_empty() {
                Arc::default()
            } else {
                types.order.into()
            },
            body: body.into(),
        })))
    }

    /// Whether nothing is held.
    ///
    /// The nil of an optional is something: it has a type.
    pub fn is_nil(&self) -> bool {
        self.0.is_none()
    }

    /// The type of what is held; `any` if it is nil.
    pub fn ty(&self) -> &Type {
        self.0.as_ref().map_or(&ANY, |held| &held.ty)
    }

    /// Whether what is held is of the type that `T` is, so that nothing needs to be converted.
    pub fn is<T: VdlType + ?Sized>(&self) -> bool {
        self.ty() == T::vdl_type()
    }

    /// What is held as a `T`, converted if need be: vom §13.
    ///
    /// Parts of the value that can share the bytes of this do so.
    ///
    /// # Errors
    ///
    /// If the value does not convert, or is broken in a way that showed only now. Offsets count from the beginning of
    /// what is held. The [`Limits`] are the defaults.
    pub fn decode<T: VdlRead>(&self) -> Result<T, DecodeError> {
        let nil = nil();
        let held = self.0.as_ref().unwrap_or(&nil);
        let (ty, wanted) = (held.ty.as_ref(), T::vdl_type());
        let is_dynamic = *wanted == ANY;
        let nesting = if is_dynamic {
            Nesting::Dynamic
        } else {
            Nesting::Static
        };
        let source = Source::Any(&held.types);
        let input = Input::whole(&held.body);
        let shared = Some(&held.body);
        let body = Body::new(input, source, nesting, &Limits::default(), shared);
        let (value, rest) = if ty == *wanted || is_dynamic {
            let held = (ty != *wanted).then_some(ty);
            let mut reader = ExactReader { body, held };
            (T::read(&mut reader)?, reader.body.input)
        } else if compatible(ty, wanted.as_ref()) {
            let mut reader = ConvertReader::new(body, ty);
            (T::read(&mut reader)?, reader.into_body().input)
        } else {
            return Err(body.fail(ReadError::Convert(ConvertError::Incompatible {
                from: ty.to_owned(),
                to: wanted.clone(),
            })));
        };
        if !rest.is_empty() {
            return Err(rest.fail(DecodeErrorKind::Leftover(rest.len())));
        }
        Ok(value)
    }

    /// What is held as a dynamic value; the nil of `any` if it is nil.
    ///
    /// # Errors
    ///
    /// As of [`decode`](Self::decode).
    pub fn to_value(&self) -> Result<Value, DecodeError> {
        self.decode()
    }
}

/// The nil of `any` as if it were a value.
fn nil() -> Encoded {
    Encoded {
        ty: ANY.clone(),
        types: Arc::default(),
        body: Bytes::from_static(&[NIL]),
    }
}

/// The types that one body refers to, numbered in turn.
#[derive(Default, Debug)]
struct TypeList {
    order: Vec<Type>,
    ids: HashMap<Type, u64>,
}

impl TypeIds for TypeList {
    fn id(&mut self, ty: TypeRef<'_>, _out: &mut Vec<u8>) -> u64 {
        *self.ids.entry(ty.to_owned()).or_insert_with_key(|ty| {
            self.order.push(ty.clone());
            self.order.len() as u64 - 1
        })
    }
}

impl TryFrom<Value> for Any {
    type Error = EncodeError;

    /// What the value is or, if it is an any, holds.
    fn try_from(value: Value) -> Result<Self, EncodeError> {
        Self::new(&value)
    }
}

impl VdlType for Any {
    type Identity = Value;

    const SIGNATURE: Signature = Value::SIGNATURE;

    fn describe(describer: &mut Describer) -> Pending {
        Value::describe(describer)
    }

    fn vdl_type() -> &'static Type {
        &ANY
    }
}

impl VdlWrite for Any {
    fn is_zero(&self) -> bool {
        self.is_nil()
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        let Some(held) = &self.0 else {
            return writer.any_none();
        };
        writer.begin_any(held.ty.as_ref())?;
        self.write_bare(writer)?;
        writer.end_any()
    }

    fn bare_type(&self) -> TypeRef<'_> {
        self.ty().as_ref()
    }

    fn write_bare<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        let Some(held) = &self.0 else {
            return writer.any_none();
        };
        if writer.encoded(held)? {
            return Ok(());
        }
        match self.to_value() {
            Ok(value) => write_value(writer, value.as_ref()),
            Err(error) => Err(writer.refuse(error.to_string())),
        }
    }
}

impl VdlRead for Any {
    fn zero() -> Self {
        Self::nil()
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        match reader.held_any()? {
            Held::Nil => Ok(Self::nil()),
            Held::Encoded(held) => Ok(Self(Some(held))),
            Held::Value(value) => Self::new(&value)
                .map_err(|error| reader.fail(ReadError::Refused(error.to_string()))),
        }
    }
}

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        let (Some(a), Some(b)) = (&self.0, &other.0) else {
            return self.is_nil() && other.is_nil();
        };
        if a.ty != b.ty {
            return false;
        }
        if a.body == b.body && a.types == b.types {
            return true;
        }
        match (self.to_value(), other.to_value()) {
            (Ok(a), Ok(b)) => a == b,
            (Ok(_) | Err(_), Ok(_) | Err(_)) => false,
        }
    }
}

/// The type and what is held, as peers show it: vom §16.
impl fmt::Display for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_nil() {
            return f.write_str("any(nil)");
        }
        match self.to_value() {
            Ok(value) => write!(f, "any({value})"),
            Err(error) => write!(f, "any({} that cannot be decoded: {error})", self.ty()),
        }
    }
}

impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
