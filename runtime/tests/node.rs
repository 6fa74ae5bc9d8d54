//! Types with hand-written traits, as a derive would write them.

use std::collections::BTreeMap;

use vdl::coder::{Describer, Of, ReadError, Reader, Writer};
use vdl::{Kind, Pending, Value, VdlRead, VdlStruct, VdlType, VdlWrite};

macro_rules! structure {
    ($rust:ident, $name:literal { $($index:literal $field:ident $label:literal: $ty:ty,)* }) => {
        #[derive(Clone, PartialEq, Debug)]
        pub(crate) struct $rust {
            $(pub(crate) $field: $ty,)*
        }

        impl VdlType for $rust {
            type Identity = Self;

            fn describe(describer: &mut Describer) -> Pending {
                describer.named::<Self>($name, |describer| {
                    let fields = [$(($label, describer.of::<$ty>())),*];
                    describer.builder().structure(fields)
                })
            }
        }

        impl VdlStruct for $rust {}

        impl VdlWrite for $rust {
            fn is_zero(&self) -> bool {
                $(self.$field.is_zero())&&*
            }

            fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
                writer.begin_struct()?;
                $(if !self.$field.is_zero() {
                    writer.field($index)?;
                    self.$field.write(writer)?;
                })*
                writer.end_struct()
            }
        }

        impl VdlRead for $rust {
            fn zero() -> Self {
                Self { $($field: <$ty as VdlRead>::zero(),)* }
            }

            fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
                let target = Of::<Self>::new();
                let mut value = Self::zero();
                reader.begin_struct(target)?;
                while let Some(index) = reader.next_field(target)? {
                    match index {
                        $($index => value.$field = VdlRead::read(reader)?,)*
                        _ => {
                            let ty = Self::vdl_type().clone();
                            return Err(reader.fail(ReadError::Index { ty, index }));
                        }
                    }
                }
                Ok(value)
            }
        }
    };
}

pub(crate) use structure;

structure!(Node, "tree.Node" {
    0 text "Text": String,
    1 number "Number": i64,
    2 kids "Kids": Vec<Node>,
    3 next "Next": Option<Box<Node>>,
    4 extra "Extra": Value,
    5 bytes "Bytes": Vec<u8>,
    6 ratio "Ratio": f32,
    7 votes "Votes": BTreeMap<String, u16>,
});

// What a node was before, with a field that is gone since.
structure!(OldNode, "tree.Node" {
    0 gone "Gone": Vec<Value>,
    1 number "Number": u16,
    2 kids "Kids": Vec<OldNode>,
    3 text "Text": String,
});

/// A newtype over a byte, as a derive would make it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) struct Octet(pub(crate) u8);

impl VdlType for Octet {
    type Identity = Self;

    const IS_BYTE: bool = true;

    fn describe(describer: &mut Describer) -> Pending {
        describer.named::<Self>("tree.Octet", |describer| {
            describer.builder().primitive(Kind::Byte)
        })
    }
}

impl VdlWrite for Octet {
    fn is_zero(&self) -> bool {
        self.0 == 0
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.0.write(writer)
    }

    fn to_byte(&self) -> u8 {
        self.0
    }
}

impl VdlRead for Octet {
    fn zero() -> Self {
        Self(0)
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        u8::read(reader).map(Self)
    }

    fn from_byte(byte: u8) -> Self {
        Self(byte)
    }
}
