//! Where types and formats meet: the coder traits.
//!
//! A Rust type says which VDL type it is ([`VdlType`]), how it writes itself ([`VdlWrite`]) and how it is read
//! ([`VdlRead`]). A format is a [`Writer`] and a [`Reader`]. Neither side knows the other: types drive, formats follow.
//! [`crate::Value`] is one of the types; that makes every format work for data whose type is known only at run time. It is
//! a format as well: [`to_value`] and [`from_value`] turn Rust values into dynamic ones and back.
//!
//! # Design
//!
//! - **Static dispatch.** Both sides are generic and meant to be inlined into each other. There are no trait objects
//!   and no visitors; a field that is a number becomes a few instructions.
//! - **No types on the way.** Writing and reading pass positions, never names, and nothing is looked up or allocated
//!   per field. A type object is asked for once per message. A format that must know types while writing, such as one
//!   that spells names, follows along from the type of the message: the calls determine where it is.
//! - **Two readers per format.** Targets are passed as [`Target`], which costs nothing until it is asked for the type. A
//!   reader of bytes whose type *is* the target never asks, so it is as good as a hand-written one. Another reader of
//!   the same format converts: it asks for the target of a struct, works out once per message and pair of types which
//!   field goes where, and then hands out positions of the target all the same.
//! - **Borrowing.** Readers lend strings and bytes from the input; who needs them longer copies them once.
//! - **Hostile input.** A reader bounds nesting in `begin_…`, and lengths by what is left of the input. Who is about to
//!   allocate more than what was read says so with [`Reader::charge`].
//!
//! What the traits do not do: check that a type keeps to its own description. Who writes a list must write as many
//! elements as announced.

mod bytes;
mod error;
mod from_value;
#[doc(hidden)]
pub mod glue;
mod held;
mod identity;
mod lists;
mod maps;
mod number;
mod read_value;
mod reader;
mod scalars;
mod signature;
mod to_value;
mod wrappers;
mod write_value;
mod writer;

pub use self::error::ReadError;
pub use self::from_value::{FromValueError, from_value};
pub use self::held::{Encoded, Held};
pub use self::identity::Describer;
pub use self::number::Number;
pub use self::read_value::read_value;
pub use self::reader::{Of, Reader, Target};
pub use self::signature::Signature;
pub use self::to_value::{ToValueError, to_value};
pub use self::write_value::write_value;
pub use self::writer::Writer;

use crate::types::{Pending, Type, TypeRef};

/// A Rust type that stands for a VDL type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` stands for no VDL type",
    label = "no VDL type",
    note = "add `#[derive(Vdl)]` to it if it is yours, or say `#[vdl(with = \"…\")]` at the field to convert it"
)]
pub trait VdlType {
    /// What tells this Rust type from all others, without its lifetimes.
    ///
    /// It is `Self` for a type without parameters. Types that stand for one another, such as `T` and `Box<T>`, have one
    /// identity.
    type Identity: 'static;

    /// Whether the VDL type is of kind byte, so that lists of it are bytes.
    const IS_BYTE: bool = false;

    /// What is known of the VDL type while the program is compiled, for `#[vdl(check = …)]`.
    const SIGNATURE: Signature = Signature::UNKNOWN;

    /// Describes the VDL type to a builder; parts are asked for with [`Describer::of`].
    fn describe(describer: &mut Describer) -> Pending;

    /// The VDL type.
    ///
    /// It is made when it is first asked for and kept for good. Types without parameters should keep it themselves,
    /// which is faster.
    ///
    /// # Panics
    ///
    /// If what is described is no valid type.
    fn vdl_type() -> &'static Type {
        identity::cached::<Self>()
    }
}

/// The VDL type of a Rust type is a named struct, so that there may be an optional of it.
#[diagnostic::on_unimplemented(
    message = "the VDL type of `{Self}` is no named struct, and only those can be optional",
    label = "no named struct",
    note = "wrap it in a struct with one field that derives `Vdl`, or leave the `Option` away if zero can stand for `None`"
)]
pub trait VdlStruct: VdlType {}

/// The VDL type of a Rust type may be the key of a set or map.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the key of a VDL set or map",
    label = "no key",
    note = "keys are booleans, integers, strings, enums, and named arrays, structs and unions of these"
)]
pub trait VdlKey: VdlType {}

/// A value that can be written.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as a VDL value",
    label = "cannot be written",
    note = "add `#[derive(Vdl)]` to it if it is yours, or say `#[vdl(with = \"…\")]` at the field to convert it"
)]
pub trait VdlWrite: VdlType {
    /// Whether this is the zero value, which is left out where it is the field of a struct.
    fn is_zero(&self) -> bool;

    /// Writes the value in the place of a value of type [`VdlType::vdl_type`].
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error>;

    /// The type under which the value is written where there is no place for it yet.
    ///
    /// This is not the type of the Rust type only for values that stand for `any`: they go by what they hold.
    fn bare_type(&self) -> TypeRef<'_> {
        Self::vdl_type().as_ref()
    }

    /// Writes the value as one of type [`bare_type`](Self::bare_type).
    fn write_bare<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.write(writer)
    }

    /// The bytes that elements of kind byte are, if they are that in memory.
    fn as_bytes(elems: &[Self]) -> Option<&[u8]>
    where
        Self: Sized,
    {
        _ = elems;
        None
    }

    /// The byte that a value of kind byte is; 0 for others.
    fn to_byte(&self) -> u8 {
        0
    }
}

/// A type that can be read.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from a VDL value",
    label = "cannot be read",
    note = "types that borrow are for writing alone; add `#[derive(Vdl)]` to others, or say `#[vdl(with = \"…\")]` at the field"
)]
pub trait VdlRead: VdlType + Sized {
    /// The zero value, which is what a field that is left out holds.
    fn zero() -> Self;

    /// Reads a value.
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error>;

    /// The value of kind byte that is this byte; zero for others.
    fn from_byte(byte: u8) -> Self {
        _ = byte;
        Self::zero()
    }

    /// The values of kind byte that these bytes are.
    fn from_bytes(bytes: &[u8]) -> Vec<Self> {
        bytes.iter().copied().map(Self::from_byte).collect()
    }
}
