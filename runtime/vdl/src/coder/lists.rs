//! Lists, and the arrays that newtypes hold.

use std::collections::VecDeque;

use super::{
    Describer, Of, ReadError, Reader, Signature, VdlKey, VdlRead, VdlType, VdlWrite, Writer,
};
use crate::types::Pending;

impl<T: VdlType> VdlType for [T] {
    type Identity = Vec<T::Identity>;

    const SIGNATURE: Signature = Signature::list(T::SIGNATURE);

    fn describe(describer: &mut Describer) -> Pending {
        let elem = describer.of::<T>();
        describer.builder().list(elem)
    }
}

impl<T: VdlWrite> VdlWrite for [T] {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        if let Some(bytes) = T::as_bytes(self) {
            return writer.byte_list(bytes);
        }
        if T::IS_BYTE {
            let bytes: Vec<u8> = self.iter().map(T::to_byte).collect();
            return writer.byte_list(&bytes);
        }
        writer.begin_list(self.len())?;
        for elem in self {
            elem.write(writer)?;
        }
        writer.end_list()
    }
}

macro_rules! lists {
    ($($list:ident),*) => {$(
        impl<T: VdlType> VdlType for $list<T> {
            type Identity = Vec<T::Identity>;

            const SIGNATURE: Signature = Signature::list(T::SIGNATURE);

            fn describe(describer: &mut Describer) -> Pending {
                <[T]>::describe(describer)
            }
        }
    )*};
}

lists!(Vec, VecDeque);

impl<T: VdlType> VdlType for Box<[T]> {
    type Identity = Vec<T::Identity>;

    const SIGNATURE: Signature = Signature::list(T::SIGNATURE);

    fn describe(describer: &mut Describer) -> Pending {
        <[T]>::describe(describer)
    }
}

impl<T: VdlWrite> VdlWrite for Vec<T> {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.as_slice().write(writer)
    }
}

impl<T: VdlWrite> VdlWrite for Box<[T]> {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.as_ref().write(writer)
    }
}

impl<T: VdlWrite> VdlWrite for VecDeque<T> {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        if T::IS_BYTE {
            let bytes: Vec<u8> = self.iter().map(T::to_byte).collect();
            return writer.byte_list(&bytes);
        }
        writer.begin_list(self.len())?;
        for elem in self {
            elem.write(writer)?;
        }
        writer.end_list()
    }
}

impl<T: VdlRead> VdlRead for Vec<T> {
    fn zero() -> Self {
        Self::new()
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        if T::IS_BYTE {
            return Ok(T::from_bytes(&reader.bytes(None, Of::<Self>::new())?));
        }
        let len = reader.begin_list(Of::<Self>::new())?;
        reader.charge(len.saturating_mul(size_of::<T>()))?;
        let mut elems = Self::with_capacity(len);
        for _ in 0..len {
            elems.push(T::read(reader)?);
        }
        reader.end_list()?;
        Ok(elems)
    }
}

impl<T: VdlRead> VdlRead for VecDeque<T> {
    fn zero() -> Self {
        Self::new()
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(Vec::read(reader)?.into())
    }
}

impl<T: VdlRead> VdlRead for Box<[T]> {
    fn zero() -> Self {
        Vec::new().into()
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        Ok(Vec::read(reader)?.into())
    }
}

/// An array type has no name in VDL by itself; a newtype gives it one.
impl<T: VdlType, const N: usize> VdlType for [T; N] {
    type Identity = [T::Identity; N];

    const SIGNATURE: Signature = Signature::array(N as u64, T::SIGNATURE);

    fn describe(describer: &mut Describer) -> Pending {
        let elem = describer.of::<T>();
        describer.builder().array(N as u64, elem)
    }
}

impl<T: VdlKey, const N: usize> VdlKey for [T; N] {}

impl<T: VdlWrite, const N: usize> VdlWrite for [T; N] {
    fn is_zero(&self) -> bool {
        self.iter().all(T::is_zero)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        if let Some(bytes) = T::as_bytes(self) {
            return writer.byte_array(bytes);
        }
        if T::IS_BYTE {
            let bytes: Vec<u8> = self.iter().map(T::to_byte).collect();
            return writer.byte_array(&bytes);
        }
        writer.begin_array(N)?;
        for elem in self {
            elem.write(writer)?;
        }
        writer.end_list()
    }
}

impl<T: VdlRead, const N: usize> VdlRead for [T; N] {
    fn zero() -> Self {
        std::array::from_fn(|_| T::zero())
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        let target = Of::<Self>::new();
        let elems = if T::IS_BYTE {
            T::from_bytes(&reader.bytes(Some(N as u64), target)?)
        } else {
            reader.begin_array(N as u64, target)?;
            reader.charge(size_of::<Self>())?;
            let mut elems = Vec::with_capacity(N);
            for _ in 0..N {
                elems.push(T::read(reader)?);
            }
            reader.end_list()?;
            elems
        };
        Self::try_from(elems)
            .map_err(|_| reader.fail(ReadError::Refused("array of another length".to_owned())))
    }
}
