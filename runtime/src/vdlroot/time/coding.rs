//! The wire forms of times, durations and deadlines.

use std::time::Instant;

use vdl::coder::glue::{TypeName, unknown_index};
use vdl::coder::{Describer, Of, ReadError, Reader, Writer};
use vdl::{__vdl_named, Kind, Pending, VdlKey, VdlRead, VdlStruct, VdlType, VdlWrite};

use super::deadline::Deadline;
use super::duration::Duration;
use super::timestamp::Time;

__vdl_named! {
    {[] [Duration] [] [] [Self] []} (TypeName::new("time.Duration")) false;
    |describer| seconds_and_nanos(describer)
}

__vdl_named! {
    {[] [Time] [] [] [Self] []} (TypeName::new("time.Time")) false;
    |describer| seconds_and_nanos(describer)
}

__vdl_named! {
    {[] [Deadline] [] [] [Self] []} (TypeName::new("time.WireDeadline")) false;
    |describer| {
        let duration = describer.of::<Duration>();
        describer.builder().structure([("FromNow", duration)])
    }
}

fn seconds_and_nanos(describer: &mut Describer) -> Pending {
    let seconds = describer.builder().primitive(Kind::Int64);
    let nanos = describer.builder().primitive(Kind::Int32);
    describer
        .builder()
        .structure([("Seconds", seconds), ("Nanos", nanos)])
}

impl VdlStruct for Duration {}
impl VdlStruct for Time {}
impl VdlStruct for Deadline {}

impl VdlKey for Duration {}
impl VdlKey for Time {}

impl VdlWrite for Duration {
    fn is_zero(&self) -> bool {
        Self::is_zero(*self)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.begin_struct()?;
        if self.seconds() != 0 {
            writer.field(0)?;
            self.seconds().write(writer)?;
        }
        if self.nanos() != 0 {
            writer.field(1)?;
            self.nanos().write(writer)?;
        }
        writer.end_struct()
    }
}

impl VdlWrite for Time {
    fn is_zero(&self) -> bool {
        Self::is_zero(*self)
    }

    #[inline]
    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.since_zero().write(writer)
    }
}

impl VdlWrite for Deadline {
    fn is_zero(&self) -> bool {
        self.is_none()
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        writer.begin_struct()?;
        if !self.is_none() {
            writer.field(0)?;
            self.to_wire(Instant::now()).write(writer)?;
        }
        writer.end_struct()
    }
}

impl VdlRead for Duration {
    fn zero() -> Self {
        Self::ZERO
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        read_span::<Self, R>(reader)
    }
}

impl VdlRead for Time {
    fn zero() -> Self {
        Self::ZERO
    }

    #[inline]
    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        read_span::<Self, R>(reader).map(Self::from_zero)
    }
}

impl VdlRead for Deadline {
    fn zero() -> Self {
        Self::NONE
    }

    fn read<'t, R: Reader<'t>>(reader: &mut R) -> Result<Self, R::Error> {
        let target = Of::<Self>::new();
        let mut from_now = Duration::ZERO;
        reader.begin_struct(target)?;
        while let Some(index) = reader.next_field(target)? {
            match index {
                0 => from_now = Duration::read(reader)?,
                _ => return Err(unknown_index::<Self, R>(reader, index)),
            }
        }
        Self::from_wire(from_now, Instant::now())
            .map_err(|error| reader.fail(ReadError::Refused(error.to_string())))
    }
}

/// Reads seconds and nanoseconds, and brings them into their form.
#[inline]
fn read_span<'t, T: VdlType, R: Reader<'t>>(reader: &mut R) -> Result<Duration, R::Error> {
    let target = Of::<T>::new();
    let (mut seconds, mut nanos) = (0, 0);
    reader.begin_struct(target)?;
    while let Some(index) = reader.next_field(target)? {
        match index {
            0 => seconds = i64::read(reader)?,
            1 => nanos = i32::read(reader)?,
            _ => return Err(unknown_index::<T, R>(reader, index)),
        }
    }
    Duration::new(seconds, nanos)
        .map_err(|error| reader.fail(ReadError::Refused(error.to_string())))
}
