//! Fields of Rust types that travel as values of other types: `#[vdl(with = …)]`.
//!
//! The wire type is inferred from the two functions. They may differ in it, say `String` and `&str`, if the VDL type is
//! the same.

use std::fmt::Display;

use super::super::{Describer, ReadError, Reader, Signature, VdlRead, VdlType, VdlWrite, Writer};
use crate::types::Pending;

/// A Rust type that is converted, with the value that stands for the zero of its wire type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `Default`, which is its value where the wire has zero",
    label = "no `Default`",
    note = "implement `Default`, or say `default = \"path\"` with the path of a function that makes the value"
)]
pub trait Native: Sized {
    /// The value.
    fn zero() -> Self;
}

impl<N: Default> Native for N {
    fn zero() -> Self {
        Self::default()
    }
}

/// The value that stands for zero.
pub fn zero_with<N: Native>() -> N {
    N::zero()
}

/// Describes the wire type.
///
/// # Panics
///
/// If the functions are about different VDL types.
pub fn describe_with<'n, N: 'n, V: VdlType, W: VdlType, E, F>(
    _to: fn(W) -> Result<N, E>,
    _from: impl FnOnce(&'n N) -> Result<V, F>,
    describer: &mut Describer,
) -> Pending {
    let (read, written) = (describer.of::<W>(), describer.of::<V>());
    assert!(
        read == written,
        "`to_native` takes a {}, but `from_native` returns a {}",
        W::vdl_type(),
        V::vdl_type(),
    );
    read
}

/// The signature of the wire type.
pub const fn signature_with<N, W: VdlType, E>(_to: fn(W) -> Result<N, E>) -> Signature {
    W::SIGNATURE
}

/// False; no wire type may be of kind byte where the native type may be the element of a list.
///
/// # Panics
///
/// If it is; while the program is compiled.
pub const fn no_byte<N, W: VdlType, E>(_to: fn(W) -> Result<N, E>) -> bool {
    assert!(
        !W::IS_BYTE,
        "a type that is converted cannot travel as a byte; use a wider integer"
    );
    false
}

/// Whether the wire value is zero; false if there is none, so that writing reports why.
pub fn is_zero_with<'n, N, W: VdlWrite, E>(
    from: impl FnOnce(&'n N) -> Result<W, E>,
    native: &'n N,
) -> bool {
    from(native).is_ok_and(|wire| wire.is_zero())
}

/// Writes the wire value.
pub fn write_with<'n, N, W: VdlWrite, E: Display, Out: Writer>(
    from: impl FnOnce(&'n N) -> Result<W, E>,
    native: &'n N,
    writer: &mut Out,
) -> Result<(), Out::Error> {
    match from(native) {
        Ok(wire) => wire.write(writer),
        Err(error) => Err(writer.refuse(error.to_string())),
    }
}

/// Writes the wire value as a field of a struct, unless it is zero.
pub fn field_with<'n, N, W: VdlWrite, E: Display, Out: Writer>(
    from: impl FnOnce(&'n N) -> Result<W, E>,
    native: &'n N,
    index: usize,
    writer: &mut Out,
) -> Result<(), Out::Error> {
    match from(native) {
        Ok(wire) if wire.is_zero() => Ok(()),
        Ok(wire) => {
            writer.field(index)?;
            wire.write(writer)
        }
        Err(error) => Err(writer.refuse(error.to_string())),
    }
}

/// Reads the wire value.
pub fn read_with<'t, N, W: VdlRead, E: Display, In: Reader<'t>>(
    to: impl FnOnce(W) -> Result<N, E>,
    reader: &mut In,
) -> Result<N, In::Error> {
    let wire = W::read(reader)?;
    to(wire).map_err(|error| reader.fail(ReadError::Refused(error.to_string())))
}

/// What `#[vdl(bytes)]` converts with: anything that is bytes travels as a list of bytes.
pub mod bytes {
    use std::convert::Infallible;

    /// The type of these bytes.
    pub fn to_native<N: TryFrom<Vec<u8>>>(wire: Vec<u8>) -> Result<N, String> {
        let len = wire.len();
        N::try_from(wire).map_err(|_| format!("{len} bytes are too few or too many"))
    }

    /// The bytes.
    pub fn from_native<N: AsRef<[u8]>>(native: &N) -> Result<&[u8], Infallible> {
        Ok(native.as_ref())
    }
}
