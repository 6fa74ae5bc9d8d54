//! Rust values become dynamic values.

mod frame;

use thiserror::Error;

use self::frame::{End, Frame, Parts};
use super::{VdlWrite, Writer};
use crate::kind::Kind;
use crate::types::{Type, TypeRef};
use crate::value::{Data, MAX_VALUE_DEPTH, Value, ValueError, build};

/// Why a Rust value could not become a dynamic one.
#[derive(Clone, PartialEq, Debug, Error)]
#[non_exhaustive]
pub enum ToValueError {
    /// The value is too large or too deep, or is not what its own type says.
    #[error(transparent)]
    Value(#[from] ValueError),
    /// The value does not begin and end as its own type says.
    #[error("a value of type {} is not written as one", crate::text::type_text(ty.as_ref(), ""))]
    Unfinished {
        /// The type.
        ty: Type,
    },
    /// The value cannot be written, for a reason of its own.
    #[error("{0}")]
    Refused(String),
}

/// The dynamic value that a Rust value is.
///
/// It is what comes out when the value is sent and received: negative zeros in fields of structs become positive, and
/// what stands for `any` is what it holds.
///
/// ```
/// use std::collections::BTreeMap;
///
/// let votes = BTreeMap::from([("Oslo", 3_u16), ("Bari", 5)].map(|(city, count)| (city.to_owned(), count)));
/// let value = vdl::coder::to_value(&votes)?;
/// assert_eq!(value.to_string(), r#"map[string]uint16{"Bari": 5, "Oslo": 3}"#);
/// # Ok::<_, vdl::coder::ToValueError>(())
/// ```
pub fn to_value<T: VdlWrite + ?Sized>(value: &T) -> Result<Value, ToValueError> {
    let mut writer = ValueWriter {
        ty: value.bare_type().to_owned(),
        path: Vec::new(),
        done: None,
    };
    value.write_bare(&mut writer)?;
    if !writer.path.is_empty() {
        return Err(writer.unfinished());
    }
    match writer.done.take() {
        Some(data) => Ok(Value::from_parts(writer.ty, data)),
        None => Err(writer.unfinished()),
    }
}

impl Value {
    /// The dynamic value that a Rust value is; see [`to_value`].
    pub fn of<T: VdlWrite + ?Sized>(value: &T) -> Result<Self, ToValueError> {
        to_value(value)
    }
}

/// The writer of a format that is not bytes.
///
/// The types of the places where values go follow from the type of the whole. Who writes something else there than its
/// own type says gets an error, since values rely on having their types.
struct ValueWriter {
    /// The type of the whole.
    ty: Type,
    /// Values some of whose parts have been written, the innermost last.
    path: Vec<Frame>,
    /// The whole, once it is written.
    done: Option<Data>,
}

impl ValueWriter {
    fn unfinished(&self) -> ToValueError {
        let ty = self.ty.clone();
        ToValueError::Unfinished { ty }
    }

    /// The type of the value that comes next.
    fn place(&self) -> Result<TypeRef<'_>, ToValueError> {
        let place = match self.path.last() {
            Some(frame) => frame.place(),
            None => self.done.is_none().then(|| self.ty.as_ref()),
        };
        place.ok_or_else(|| self.unfinished())
    }

    /// The type of the value that comes next, which must be as wanted.
    fn place_for(
        &self,
        from: &'static str,
        fits: impl FnOnce(TypeRef<'_>) -> bool,
    ) -> Result<TypeRef<'_>, ToValueError> {
        let place = self.place()?;
        if fits(place) {
            return Ok(place);
        }
        let ty = place.to_owned();
        Err(ValueError::WrongKind { ty, from }.into())
    }

    fn store(&mut self, data: Data) -> Result<(), ToValueError> {
        match self.path.last_mut() {
            Some(frame) => frame.store(data),
            None => self.done = Some(data),
        }
        Ok(())
    }

    fn scalar(&mut self, kind: Kind, from: &'static str, data: Data) -> Result<(), ToValueError> {
        self.place_for(from, |place| place.kind() == kind)?;
        self.store(data)
    }

    fn integer(&mut self, kind: Kind, value: i128) -> Result<(), ToValueError> {
        let place = self.place_for("an integer", |place| place.kind() == kind)?;
        let Some(data) = build::integer(kind, value) else {
            let ty = place.to_owned();
            return Err(ValueError::IntegerRange { ty, value }.into());
        };
        self.store(data)
    }

    fn byte_elems(&mut self, kind: Kind, value: &[u8]) -> Result<(), ToValueError> {
        let place = self.place_for("bytes", |place| place.is_bytes() && place.kind() == kind)?;
        let data = match place.len() {
            Some(expected) if value.len() as u64 != expected => {
                let (ty, found) = (place.to_owned(), value.len() as u64);
                return Err(ValueError::Length {
                    ty,
                    expected,
                    found,
                }
                .into());
            }
            Some(_) => build::byte_array(place, value.to_vec())?,
            None => build::bytes(value.to_vec()),
        };
        self.store(data)
    }

    fn open(
        &mut self,
        kind: Kind,
        from: &'static str,
        parts: impl FnOnce(TypeRef<'_>) -> Result<Parts, ToValueError>,
    ) -> Result<(), ToValueError> {
        let place = self.place_for(from, |place| place.kind() == kind)?;
        let (ty, parts) = (place.to_owned(), parts(place)?);
        self.push(Frame { ty, parts })
    }

    fn push(&mut self, frame: Frame) -> Result<(), ToValueError> {
        if self.path.len() >= usize::from(MAX_VALUE_DEPTH) {
            return Err(ValueError::TooDeep.into());
        }
        self.path.push(frame);
        Ok(())
    }

    fn close(&mut self, end: End) -> Result<(), ToValueError> {
        match self.path.pop_if(|frame| frame.end() == end) {
            Some(frame) => {
                let data = frame.finish()?;
                self.store(data)
            }
            None => Err(self.unfinished()),
        }
    }
}

/// Room for parts that are to come; a number that nobody has counted yet is not believed.
fn reserve<T>(len: usize) -> Vec<T> {
    Vec::with_capacity(len.min(4096 / size_of::<T>().max(1)))
}

impl Writer for ValueWriter {
    type Error = ToValueError;

    fn refuse(&self, why: String) -> ToValueError {
        ToValueError::Refused(why)
    }

    fn bool(&mut self, value: bool) -> Result<(), ToValueError> {
        self.scalar(Kind::Bool, "a boolean", build::bool(value))
    }

    fn uint(&mut self, kind: Kind, value: u64) -> Result<(), ToValueError> {
        self.integer(kind, value.into())
    }

    fn int(&mut self, kind: Kind, value: i64) -> Result<(), ToValueError> {
        self.integer(kind, value.into())
    }

    fn float(&mut self, kind: Kind, value: f64) -> Result<(), ToValueError> {
        self.scalar(kind, "a float", build::float(kind, value))
    }

    fn string(&mut self, value: &[u8]) -> Result<(), ToValueError> {
        self.scalar(Kind::String, "a string", build::bytes(value.to_vec()))
    }

    fn label(&mut self, index: usize) -> Result<(), ToValueError> {
        let place = self.place_for("a label", |place| place.labels().is_some())?;
        let count = place.labels().map_or(0, |labels| labels.len());
        let data = match u32::try_from(index) {
            Ok(label) if index < count => build::label(label),
            Ok(_) | Err(_) => {
                let ty = place.to_owned();
                return Err(ValueError::Index { ty, index }.into());
            }
        };
        self.store(data)
    }

    fn type_object(&mut self, value: &Type) -> Result<(), ToValueError> {
        let data = Value::from(value.clone()).into_data();
        self.scalar(Kind::TypeObject, "a type", data)
    }

    fn byte_list(&mut self, value: &[u8]) -> Result<(), ToValueError> {
        self.byte_elems(Kind::List, value)
    }

    fn byte_array(&mut self, value: &[u8]) -> Result<(), ToValueError> {
        self.byte_elems(Kind::Array, value)
    }

    fn begin_list(&mut self, len: usize) -> Result<(), ToValueError> {
        self.open(Kind::List, "elements", |_| Ok(Parts::List(reserve(len))))
    }

    fn begin_array(&mut self, len: usize) -> Result<(), ToValueError> {
        self.open(Kind::Array, "elements", |_| Ok(Parts::List(reserve(len))))
    }

    fn end_list(&mut self) -> Result<(), ToValueError> {
        self.close(End::List)
    }

    fn begin_set(&mut self, len: usize) -> Result<(), ToValueError> {
        self.open(Kind::Set, "keys", |_| Ok(Parts::Set(reserve(len))))
    }

    fn end_set(&mut self) -> Result<(), ToValueError> {
        self.close(End::Set)
    }

    fn begin_map(&mut self, len: usize) -> Result<(), ToValueError> {
        self.open(Kind::Map, "entries", |_| Ok(Parts::Map(reserve(len), None)))
    }

    fn end_map(&mut self) -> Result<(), ToValueError> {
        self.close(End::Map)
    }

    fn begin_struct(&mut self) -> Result<(), ToValueError> {
        self.open(Kind::Struct, "fields", |_| {
            Ok(Parts::Struct(Vec::new(), None))
        })
    }

    fn field(&mut self, index: usize) -> Result<(), ToValueError> {
        if let Some(Frame {
            ty,
            parts: Parts::Struct(items, next),
        }) = self.path.last_mut()
        {
            let count = ty.fields().map_or(0, |fields| fields.len());
            if index >= count {
                let ty = ty.clone();
                return Err(ValueError::Index { ty, index }.into());
            }
            if items.is_empty() {
                items.resize(count, Data::Zero);
            }
            *next = Some(index);
            return Ok(());
        }
        Err(self.unfinished())
    }

    fn end_struct(&mut self) -> Result<(), ToValueError> {
        self.close(End::Struct)
    }

    fn begin_union(&mut self, index: usize) -> Result<(), ToValueError> {
        self.open(Kind::Union, "a field", |place| {
            let field = place.fields().and_then(|fields| fields.get(index));
            match (field, u32::try_from(index)) {
                (Some(_), Ok(number)) => Ok(Parts::Union(number, None)),
                (None, _) | (_, Err(_)) => {
                    let ty = place.to_owned();
                    Err(ValueError::Index { ty, index }.into())
                }
            }
        })
    }

    fn end_union(&mut self) -> Result<(), ToValueError> {
        self.close(End::Union)
    }

    fn none(&mut self) -> Result<(), ToValueError> {
        self.scalar(Kind::Optional, "nil", Data::Zero)
    }

    fn begin_some(&mut self) -> Result<(), ToValueError> {
        self.open(Kind::Optional, "an optional struct", |_| {
            Ok(Parts::Some(None))
        })
    }

    fn end_some(&mut self) -> Result<(), ToValueError> {
        self.close(End::Some)
    }

    fn any_none(&mut self) -> Result<(), ToValueError> {
        self.scalar(Kind::Any, "nil", Data::Zero)
    }

    fn begin_any(&mut self, ty: TypeRef<'_>) -> Result<(), ToValueError> {
        self.place_for("a value of another type", |place| place.kind() == Kind::Any)?;
        let (ty, parts) = (ty.to_owned(), Parts::Any(None));
        self.push(Frame { ty, parts })
    }

    fn end_any(&mut self) -> Result<(), ToValueError> {
        self.close(End::Any)
    }
}
