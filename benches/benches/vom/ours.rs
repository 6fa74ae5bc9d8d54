//! The codec of this workspace.

use benches::timing::Candidate;
use v23::vom::{Decoder, Encoder, decode, encode};
use vdl::{VdlRead, VdlWrite};

use crate::Outcome;
use crate::data::Data;

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
