//! The reading half of a format.

use std::borrow::Cow;
use std::marker::PhantomData;

use bytes::Bytes;

use super::{Held, ReadError, VdlRead, VdlType};
use crate::kind::Kind;
use crate::types::{Type, TypeRef};
use crate::value::Value;

/// The type that a value is read into, made up only if it is asked for.
pub trait Target<'t>: Copy {
    /// The type.
    fn ty(self) -> TypeRef<'t>;

    /// Whether a struct with fields that the target lacks is refused; otherwise they are passed over.
    fn refuses_unknown(self) -> bool {
        false
    }

    /// Fails if structs of a type are refused because of fields that the target lacks.
    fn check_fields(self, from: TypeRef<'_>) -> Result<(), ReadError> {
        if !self.refuses_unknown() {
            return Ok(());
        }
        let (from_fields, to) = (from.fields(), self.ty());
        let mut fields = from_fields.iter().flat_map(|fields| fields.iter());
        match fields.find(|field| {
            to.fields()
                .is_none_or(|to| to.index_of(field.name).is_none())
        }) {
            None => Ok(()),
            Some(field) => Err(ReadError::Refused(format!(
                "{} has a field {} that is not known here",
                from.name().unwrap_or("struct"),
                field.name
            ))),
        }
    }
}

/// The target that a Rust type is.
#[derive(Debug)]
pub struct Of<T: ?Sized>(PhantomData<fn() -> Box<T>>);

impl<T: ?Sized> Of<T> {
    /// The target that `T` is.
    pub fn new() -> Self {
        Self(PhantomData)
    }
}

impl<T: ?Sized> Default for Of<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> Clone for Of<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: ?Sized> Copy for Of<T> {}

impl<'t, T: VdlType + ?Sized> Target<'t> for Of<T> {
    fn ty(self) -> TypeRef<'t> {
        T::vdl_type().as_ref()
    }
}

impl<'t> Target<'t> for TypeRef<'t> {
    fn ty(self) -> Self {
        self
    }
}

/// The reading half of a format; see [`crate::coder`].
///
/// The caller asks for what it wants, and the reader converts what there is, or fails. Positions are those of the
/// target. `'t` is how long types live.
pub trait Reader<'t> {
    /// Why reading fails.
    type Error;

    /// The error for something that was read well and is wrong all the same.
    fn fail(&self, cause: ReadError) -> Self::Error;

    /// Counts memory that is needed besides what was read; fails if it is too much for the input.
    fn charge(&mut self, bytes: usize) -> Result<(), Self::Error>;

    /// A boolean.
    fn bool(&mut self) -> Result<bool, Self::Error>;
    /// An unsigned integer or byte that fits the kind.
    fn uint(&mut self, kind: Kind) -> Result<u64, Self::Error>;
    /// A signed integer that fits the kind.
    fn int(&mut self, kind: Kind) -> Result<i64, Self::Error>;
    /// A float that fits the kind, not yet rounded to it.
    fn float(&mut self, kind: Kind) -> Result<f64, Self::Error>;
    /// A string, which need not be UTF-8.
    fn string(&mut self) -> Result<&[u8], Self::Error>;
    /// The position of a label.
    fn label(&mut self, target: impl Target<'t>) -> Result<usize, Self::Error>;
    /// A type.
    fn type_object(&mut self) -> Result<Type, Self::Error>;
    /// A list or array of elements of kind byte; of an array there are as many as `len` says.
    fn bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Cow<'_, [u8]>, Self::Error>;

    /// What [`bytes`](Self::bytes) reads, to be kept; a reader whose input is shared hands out part of it.
    fn shared_bytes(
        &mut self,
        len: Option<u64>,
        target: impl Target<'t>,
    ) -> Result<Bytes, Self::Error> {
        Ok(match self.bytes(len, target)? {
            Cow::Borrowed(bytes) => Bytes::copy_from_slice(bytes),
            Cow::Owned(bytes) => bytes.into(),
        })
    }

    /// The number of elements of a list, which follow; they are not of kind byte.
    ///
    /// It is never more than the input can hold.
    fn begin_list(&mut self, target: impl Target<'t>) -> Result<usize, Self::Error>;
    /// The beginning of an array with `len` elements, which follow; they are not of kind byte.
    fn begin_array(&mut self, len: u64, target: impl Target<'t>) -> Result<(), Self::Error>;
    /// The end of a list or array.
    fn end_list(&mut self) -> Result<(), Self::Error>;
    /// The number of keys of a set, which follow.
    fn begin_set(&mut self, target: impl Target<'t>) -> Result<usize, Self::Error>;
    /// The end of a set.
    fn end_set(&mut self) -> Result<(), Self::Error>;
    /// The number of entries of a map, which follow.
    fn begin_map(&mut self, target: impl Target<'t>) -> Result<usize, Self::Error>;
    /// Says that the key of an entry comes next.
    fn key(&mut self);
    /// Says that the element of an entry comes next.
    fn elem(&mut self);
    /// The end of a map.
    fn end_map(&mut self) -> Result<(), Self::Error>;

    /// The beginning of a struct.
    fn begin_struct(&mut self, target: impl Target<'t>) -> Result<(), Self::Error>;
    /// The position of the next field, whose value follows, or `None` at the end of the struct.
    ///
    /// Fields come in any order, and more than once; the last one counts. Those that do not come are zero.
    fn next_field(&mut self, target: impl Target<'t>) -> Result<Option<usize>, Self::Error>;
    /// The position of the field of a union, whose value follows.
    fn begin_union(&mut self, target: impl Target<'t>) -> Result<usize, Self::Error>;
    /// The end of a union.
    fn end_union(&mut self) -> Result<(), Self::Error>;

    /// Whether an optional holds a struct, which follows.
    ///
    /// [`end_some`](Self::end_some) is called only if it does.
    fn begin_optional(&mut self, target: impl Target<'t>) -> Result<bool, Self::Error>;
    /// The end of an optional that is not nil.
    fn end_some(&mut self) -> Result<(), Self::Error>;
    /// The type of what an any holds, which is to be read as just this type, or `None` if it is nil.
    ///
    /// [`end_any`](Self::end_any) is called only if it is not nil.
    fn begin_any(&mut self) -> Result<Option<TypeRef<'t>>, Self::Error>;
    /// The end of an any that is not nil.
    fn end_any(&mut self) -> Result<(), Self::Error>;

    /// A whole any, which need not be decoded.
    fn held_any(&mut self) -> Result<Held, Self::Error>
    where
        Self: Sized,
    {
        let value = Value::read(self)?;
        Ok(if value.ty() == &Type::ANY {
            Held::Nil
        } else {
            Held::Value(value)
        })
    }
}
