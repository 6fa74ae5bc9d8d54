//! Rust's own scalars, strings, and types as values.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{Describer, ReadError, Reader, Signature, VdlKey, VdlRead, VdlType, VdlWrite, Writer};
use crate::kind::Kind;
use crate::types::{Pending, Type};

macro_rules! primitive {
    ($($rust:ty as $identity:ty => $kind:ident, $constant:ident;)*) => {$(
        impl VdlType for $rust {
            type Identity = $identity;

            const SIGNATURE: Signature = Signature::primitive(Kind::$kind);

            fn describe(describer: &mut Describer) -> Pending {
                describer.builder().primitive(Kind::$kind)
            }

            fn vdl_type() -> &'static Type {
                static TYPE: Type = Type::$constant;
                &TYPE
            }
        }
    )*};
}

primitive! {
    bool as Self => Bool, BOOL;
    u16 as Self => Uint16, UINT16;
    u32 as Self => Uint32, UINT32;
    u64 as Self => Uint64, UINT64;
    i8 as Self => Int8, INT8;
    i16 as Self => Int16, INT16;
    i32 as Self => Int32, INT32;
    i64 as Self => Int64, INT64;
    f32 as Self => Float32, FLOAT32;
    f64 as Self => Float64, FLOAT64;
    String as Self => String, STRING;
    str as String => String, STRING;
    Box<str> as String => String, STRING;
    Rc<str> as String => String, STRING;
    Arc<str> as String => String, STRING;
    Cow<'_, str> as String => String, STRING;
    Type as Self => TypeObject, TYPEOBJECT;
}

impl VdlKey for bool {}

impl VdlWrite for bool {
    fn is_zero(&self) -> bool {
        !*self
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.bool(*self)
    }
}

impl VdlRead for bool {
    fn zero() -> Self {
        false
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        reader.bool()
    }
}

impl VdlType for u8 {
    type Identity = Self;

    const IS_BYTE: bool = true;

    const SIGNATURE: Signature = Signature::primitive(Kind::Byte);

    fn describe(describer: &mut Describer) -> Pending {
        describer.builder().primitive(Kind::Byte)
    }

    fn vdl_type() -> &'static Type {
        static TYPE: Type = Type::BYTE;
        &TYPE
    }
}

impl VdlKey for u8 {}

impl VdlWrite for u8 {
    fn is_zero(&self) -> bool {
        *self == 0
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.uint(Kind::Byte, u64::from(*self))
    }

    fn as_bytes(elems: &[Self]) -> Option<&[Self]> {
        Some(elems)
    }

    fn to_byte(&self) -> u8 {
        *self
    }
}

impl VdlRead for u8 {
    fn zero() -> Self {
        0
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(reader.uint(Kind::Byte)? as Self)
    }

    fn from_byte(byte: Self) -> Self {
        byte
    }

    fn from_bytes(bytes: &[Self]) -> Vec<Self> {
        bytes.to_vec()
    }
}

macro_rules! integers {
    ($($rust:ty => $kind:ident, $method:ident, $wide:ty;)*) => {$(
        impl VdlKey for $rust {}

        impl VdlWrite for $rust {
            fn is_zero(&self) -> bool {
                *self == 0
            }

            #[inline]
            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.$method(Kind::$kind, <$wide>::from(*self))
            }
        }

        impl VdlRead for $rust {
            fn zero() -> Self {
                0
            }

            #[inline]
            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                // The reader keeps to the range of the kind.
                Ok(reader.$method(Kind::$kind)? as Self)
            }
        }
    )*};
}

integers! {
    u16 => Uint16, uint, u64;
    u32 => Uint32, uint, u64;
    u64 => Uint64, uint, u64;
    i8 => Int8, int, i64;
    i16 => Int16, int, i64;
    i32 => Int32, int, i64;
    i64 => Int64, int, i64;
}

macro_rules! floats {
    ($($rust:ty => $kind:ident;)*) => {$(
        impl VdlKey for $rust {}

        impl VdlWrite for $rust {
            fn is_zero(&self) -> bool {
                *self == 0.0
            }

            #[inline]
            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.float(Kind::$kind, f64::from(*self))
            }
        }

        impl VdlRead for $rust {
            fn zero() -> Self {
                0.0
            }

            #[inline]
            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                Ok(reader.float(Kind::$kind)? as Self)
            }
        }
    )*};
}

floats! {
    f32 => Float32;
    f64 => Float64;
}

impl VdlKey for str {}

impl VdlWrite for str {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.string(self.as_bytes())
    }
}

macro_rules! texts {
    ($($text:ty),*) => {$(
        impl VdlKey for $text {}

        impl VdlWrite for $text {
            fn is_zero(&self) -> bool {
                self.is_empty()
            }

            #[inline]
            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.string(str::as_bytes(self))
            }
        }

        impl VdlRead for $text {
            fn zero() -> Self {
                Self::from("")
            }

            /// The text, which must be valid UTF-8.
            #[inline]
            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                // The bytes are borrowed from the reader, which makes the error.
                if let Ok(text) = std::str::from_utf8(reader.string()?) {
                    return Ok(Self::from(text.to_owned()));
                }
                Err(reader.fail(ReadError::Utf8))
            }
        }
    )*};
}

texts!(String, Box<str>, Rc<str>, Arc<str>, Cow<'_, str>);

impl VdlWrite for Type {
    fn is_zero(&self) -> bool {
        *self == Self::ANY
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.type_object(self)
    }
}

impl VdlRead for Type {
    fn zero() -> Self {
        Self::ANY
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        reader.type_object()
    }
}
