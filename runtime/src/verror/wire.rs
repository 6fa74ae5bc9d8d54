//! The wire forms of errors and actions: vom §15.

use vdl::coder::glue::{TypeName, unknown_index};
use vdl::coder::{Of, Reader, Writer};
use vdl::{__vdl_enumeration, __vdl_named, VdlRead, VdlStruct, VdlWrite};

use super::action::Action;
use super::error::Error;
use crate::vom::Any;

__vdl_enumeration! { Action, "v.io/v23/vdl.WireRetryCode" {
    0 NoRetry "NoRetry", 1 RetryConnection "RetryConnection",
    2 RetryRefetch "RetryRefetch", 3 RetryBackoff "RetryBackoff",
} }

__vdl_named! {
    {[] [Error] [] [] [Self] []} (TypeName::new("v.io/v23/vdl.WireError")) false;
    |describer| {
        let fields = [
            ("Id", describer.of::<String>()),
            ("RetryCode", describer.of::<Action>()),
            ("Msg", describer.of::<String>()),
            ("ParamList", describer.of::<Vec<Any>>()),
        ];
        describer.builder().structure(fields)
    }
}

impl VdlStruct for Error {}

impl VdlWrite for Error {
    fn is_zero(&self) -> bool {
        self.id().is_empty()
            && self.action().is_zero()
            && self.message().is_empty()
            && self.params().is_empty()
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.begin_struct()?;
        if !self.id().is_empty() {
            writer.field(0)?;
            self.id().write(writer)?;
        }
        if !self.action().is_zero() {
            writer.field(1)?;
            self.action().write(writer)?;
        }
        if !self.message().is_empty() {
            writer.field(2)?;
            self.message().write(writer)?;
        }
        if !self.params().is_empty() {
            writer.field(3)?;
            self.params().write(writer)?;
        }
        writer.end_struct()
    }
}

impl VdlRead for Error {
    fn zero() -> Self {
        Self::from_parts("", Action::NoRetry, "", Vec::new())
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        let target = Of::<Self>::new();
        let mut id = String::new();
        let mut action = Action::NoRetry;
        let mut message = String::new();
        let mut params: Vec<Any> = Vec::new();
        reader.begin_struct(target)?;
        while let Some(index) = reader.next_field(target)? {
            match index {
                0 => id = VdlRead::read(reader)?,
                1 => action = VdlRead::read(reader)?,
                2 => message = VdlRead::read(reader)?,
                3 => params = VdlRead::read(reader)?,
                _ => return Err(unknown_index::<Self, R>(reader, index)),
            }
        }
        Ok(Self::from_parts(id, action, message, params))
    }
}
