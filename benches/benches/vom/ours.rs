//! The codec of this workspace.

use std::collections::BTreeMap;

use benches::timing::Candidate;
use bytes::Bytes;
use v23::Any;
use v23::vom::{Decoder, Encoder, decode, decode_shared, encode};
use vdl::{VdlRead, VdlWrite};

use crate::Outcome;
use crate::data::Data;

pub(crate) fn candidates(data: &Data, out: &mut Vec<Candidate>) -> Outcome<()> {
    case("(a) five scalars", "v23", &data.scalars, out)?;
    case("(b) 1,000 records", "v23", &data.records, out)?;
    clones("(b) 1,000 records", &data.records, out);
    case("(c) 64 KiB of bytes", "v23", &data.blob, out)?;
    shared("(c) 64 KiB of bytes", &data.blob, out)?;
    case("(d) nested any", "v23, Value", &data.nested, out)?;
    let anys: Result<BTreeMap<String, Any>, _> = (data.nested.iter())
        .map(|(key, value)| Any::new(value).map(|any| (key.clone(), any)))
        .collect();
    case("(d) nested any", "v23, Any", &anys?, out)?;
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

/// What it takes to have the value at all, and to drop it.
fn clones<T: Clone + 'static>(group: &str, value: &T, out: &mut Vec<Candidate>) {
    let value = value.clone();
    let group = format!("{group}: decode");
    out.push(Candidate::new(&group, "clone", 0, move || value.clone()));
}

/// Decoding that shares the input.
fn shared(group: &str, value: &[u8], out: &mut Vec<Candidate>) -> Outcome<()> {
    let bytes = Bytes::from(encode(value)?);
    out.push(Candidate::new(
        &format!("{group}: decode"),
        "v23, Bytes, alone",
        bytes.len(),
        move || decode_shared::<Bytes>(&bytes),
    ));
    Ok(())
}
