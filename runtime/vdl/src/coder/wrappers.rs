//! Optionals, and pointers that VDL does not see.

use std::borrow::Cow;
use std::rc::Rc;
use std::sync::Arc;

use super::{
    Describer, Of, Reader, Signature, VdlKey, VdlRead, VdlStruct, VdlType, VdlWrite, Writer,
};
use crate::types::{Pending, Type, TypeRef};

/// Only a named struct can be optional.
impl<T: VdlStruct> VdlType for Option<T> {
    type Identity = Option<T::Identity>;

    const SIGNATURE: Signature = Signature::optional(T::SIGNATURE);

    fn describe(describer: &mut Describer) -> Pending {
        let elem = describer.of::<T>();
        describer.builder().optional(elem)
    }
}

impl<T: VdlStruct + VdlWrite> VdlWrite for Option<T> {
    fn is_zero(&self) -> bool {
        self.is_none()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        let Some(held) = self else {
            return writer.none();
        };
        writer.begin_some()?;
        held.write(writer)?;
        writer.end_some()
    }
}

impl<T: VdlStruct + VdlRead> VdlRead for Option<T> {
    fn zero() -> Self {
        None
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        if !reader.begin_optional(Of::<Self>::new())? {
            return Ok(None);
        }
        let held = T::read(reader)?;
        reader.end_some()?;
        Ok(Some(held))
    }
}

macro_rules! forward_type {
    () => {
        type Identity = T::Identity;

        const IS_BYTE: bool = T::IS_BYTE;

        const SIGNATURE: Signature = T::SIGNATURE;

        fn describe(describer: &mut Describer) -> Pending {
            T::describe(describer)
        }

        fn vdl_type() -> &'static Type {
            T::vdl_type()
        }
    };
}

macro_rules! forward_write {
    () => {
        fn is_zero(&self) -> bool {
            (**self).is_zero()
        }

        #[inline]
        fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
            (**self).write(writer)
        }

        fn bare_type(&self) -> TypeRef<'_> {
            (**self).bare_type()
        }

        fn write_bare<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
            (**self).write_bare(writer)
        }

        fn to_byte(&self) -> u8 {
            (**self).to_byte()
        }
    };
}

impl<T: VdlType + ?Sized> VdlType for &T {
    forward_type!();
}
impl<T: VdlKey + ?Sized> VdlKey for &T {}
impl<T: VdlStruct + ?Sized> VdlStruct for &T {}
impl<T: VdlWrite + ?Sized> VdlWrite for &T {
    forward_write!();
}

macro_rules! pointers {
    ($($pointer:ident),*) => {$(
        impl<T: VdlType> VdlType for $pointer<T> {
            forward_type!();
        }
        impl<T: VdlKey> VdlKey for $pointer<T> {}
        impl<T: VdlStruct> VdlStruct for $pointer<T> {}
        impl<T: VdlWrite> VdlWrite for $pointer<T> {
            forward_write!();
        }
        impl<T: VdlRead> VdlRead for $pointer<T> {
            fn zero() -> Self {
                Self::new(T::zero())
            }

            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                reader.charge(size_of::<T>())?;
                Ok(Self::new(T::read(reader)?))
            }

            fn from_byte(byte: u8) -> Self {
                Self::new(T::from_byte(byte))
            }
        }
    )*};
}

pointers!(Box, Rc, Arc);

impl<T: VdlType + Clone> VdlType for Cow<'_, T> {
    forward_type!();
}
impl<T: VdlKey + Clone> VdlKey for Cow<'_, T> {}
impl<T: VdlStruct + Clone> VdlStruct for Cow<'_, T> {}
impl<T: VdlWrite + Clone> VdlWrite for Cow<'_, T> {
    forward_write!();
}
impl<T: VdlRead + Clone> VdlRead for Cow<'_, T> {
    fn zero() -> Self {
        Cow::Owned(T::zero())
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(Cow::Owned(T::read(reader)?))
    }

    fn from_byte(byte: u8) -> Self {
        Cow::Owned(T::from_byte(byte))
    }
}

/// A borrowed list, or an owned one.
impl<T: VdlType + Clone> VdlType for Cow<'_, [T]> {
    type Identity = Vec<T::Identity>;

    const SIGNATURE: Signature = Signature::list(T::SIGNATURE);

    fn describe(describer: &mut Describer) -> Pending {
        <[T]>::describe(describer)
    }
}
impl<T: VdlWrite + Clone> VdlWrite for Cow<'_, [T]> {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.as_ref().write(writer)
    }
}
impl<T: VdlRead + Clone> VdlRead for Cow<'_, [T]> {
    fn zero() -> Self {
        Cow::Borrowed(&[])
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(Cow::Owned(Vec::read(reader)?))
    }
}
