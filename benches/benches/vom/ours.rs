//! The codec of this workspace.

use benches::timing::Candidate;
use v23::vom::{Decoder, Encoder, decode, encode};
use vdl::coder::{Describer, Of, ReadError, Reader, Writer};
use vdl::{Pending, VdlRead, VdlType, VdlWrite};

use crate::Outcome;
use crate::data::{Data, Record, Scalars};

macro_rules! structure {
    ($rust:ident, $name:literal { $($index:literal $field:ident $label:literal: $ty:ty,)* }) => {
        impl VdlType for $rust {
            type Identity = Self;

            fn describe(describer: &mut Describer) -> Pending {
                describer.named::<Self>($name, |describer| {
                    let fields = [$(($label, describer.of::<$ty>())),*];
                    describer.builder().structure(fields)
                })
            }
        }

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

structure!(Scalars, "bench/records.Scalars" {
    0 flag "Flag": bool,
    1 small "Small": i32,
    2 count "Count": u64,
    3 ratio "Ratio": f64,
    4 offset "Offset": i64,
});

structure!(Record, "bench/records.Record" {
    0 id "Id": u64,
    1 name "Name": String,
    2 email "Email": String,
    3 age "Age": u32,
    4 score "Score": f64,
    5 active "Active": bool,
});

pub(crate) fn candidates(data: &Data, out: &mut Vec<Candidate>) -> Outcome<()> {
    case("(a) five scalars", "v23", &data.scalars, out)?;
    case("(b) 1,000 records", "v23", &data.records, out)?;
    case("(c) 64 KiB of bytes", "v23", &data.blob, out)?;
    case("(d) nested any", "v23, Value", &data.nested, out)?;
    case("(e) dynamic records", "v23", &data.dynamic, out)?;
    Ok(())
}

fn case<T>(group: &str, name: &str, value: &T, out: &mut Vec<Candidate>) -> Outcome<()>
where
    T: VdlWrite + VdlRead + Clone + PartialEq + 'static,
{
    let mut encoder = Encoder::new();
    let (mut first, mut message) = (Vec::new(), Vec::new());
    encoder.encode(value, &mut first)?;
    encoder.encode(value, &mut message)?;
    let single = encode(value)?;

    let written = value.clone();
    let mut buffer = Vec::new();
    out.push(Candidate::new(
        &format!("{group}: encode"),
        &format!("{name}, next in stream"),
        message.len(),
        move || {
            buffer.clear();
            encoder.encode(&written, &mut buffer).is_ok()
        },
    ));
    let written = value.clone();
    out.push(Candidate::new(
        &format!("{group}: encode"),
        &format!("{name}, alone"),
        single.len(),
        move || encode(&written).map_or(0, |bytes| bytes.len()),
    ));

    let mut decoder = Decoder::new();
    let read: T = decoder.decode(&mut &first[..])?;
    if read != *value {
        return Err("read something else than was written".into());
    }
    out.push(Candidate::new(
        &format!("{group}: decode"),
        &format!("{name}, next in stream"),
        message.len(),
        move || decoder.decode::<T>(&mut &message[..]),
    ));
    out.push(Candidate::new(
        &format!("{group}: decode"),
        &format!("{name}, alone"),
        single.len(),
        move || decode::<T>(&single),
    ));
    Ok(())
}
