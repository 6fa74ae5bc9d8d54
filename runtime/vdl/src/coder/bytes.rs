//! Bytes that share what they were read from.

use bytes::Bytes;

use super::{Describer, Of, Reader, Signature, VdlRead, VdlType, VdlWrite, Writer};
use crate::types::{Pending, Type};

/// A list of bytes.
impl VdlType for Bytes {
    type Identity = Vec<u8>;

    const SIGNATURE: Signature = <[u8]>::SIGNATURE;

    fn describe(describer: &mut Describer) -> Pending {
        <[u8]>::describe(describer)
    }

    fn vdl_type() -> &'static Type {
        <[u8]>::vdl_type()
    }
}

impl VdlWrite for Bytes {
    fn is_zero(&self) -> bool {
        self.is_empty()
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.byte_list(self)
    }
}

/// Part of the input without a copy, if the input is shared.
impl VdlRead for Bytes {
    fn zero() -> Self {
        Self::new()
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        reader.shared_bytes(None, Of::<Self>::new())
    }
}
