//! The peers: other codecs that a Rust user may pick.

use benches::timing::Candidate;
use bytes::Bytes;
use prost::Message;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_bytes::ByteBuf;

use crate::Outcome;
use crate::data::{self, Data};
use crate::proto;

pub(crate) fn candidates(data: &Data, out: &mut Vec<Candidate>) -> Outcome<()> {
    let group = "(a) five scalars";
    protobuf(group, &proto::scalars(&data.scalars), out)?;
    fixed(group, &data.scalars, out)?;
    described(group, &data.scalars, out)?;

    let group = "(b) 1,000 records";
    protobuf(group, &proto::records(&data.records), out)?;
    fixed(group, &data.records, out)?;
    described(group, &data.records, out)?;

    let group = "(c) 64 KiB of bytes";
    let blob = ByteBuf::from(data.blob.clone());
    protobuf(group, &proto::blob(&data.blob), out)?;
    fixed(group, &blob, out)?;
    described(group, &blob, out)?;
    copies(group, &data.blob, out);
    shared(group, &data.blob, out);

    // Postcard cannot be read without knowing the type.
    let group = "(d) nested any";
    let entries = data.nested.iter();
    let tree = entries
        .map(|(key, value)| (key.clone(), data::json(value.as_ref())))
        .collect();
    protobuf(group, &proto::dynamic(&tree), out)?;
    described(group, &tree, out)?;

    let group = "(e) dynamic records";
    let tree = data::json(data.dynamic.as_ref());
    protobuf(group, &proto::dynamic(&tree), out)?;
    described(group, &tree, out)?;
    Ok(())
}

fn protobuf<T>(group: &str, value: &T, out: &mut Vec<Candidate>) -> Outcome<()>
where
    T: Message + Default + Clone + PartialEq + 'static,
{
    let bytes = value.encode_to_vec();
    if T::decode(&bytes[..])? != *value {
        return Err("prost reads something else".into());
    }
    let (written, mut buffer) = (value.clone(), Vec::new());
    let (encode, decode) = (format!("{group}: encode"), format!("{group}: decode"));
    out.push(Candidate::new(&encode, "prost", bytes.len(), move || {
        buffer.clear();
        written.encode(&mut buffer).is_ok()
    }));
    out.push(Candidate::new(&decode, "prost", bytes.len(), move || {
        T::decode(&bytes[..])
    }));
    Ok(())
}

/// The format without any description of the data.
fn fixed<T>(group: &str, value: &T, out: &mut Vec<Candidate>) -> Outcome<()>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + 'static,
{
    let bytes = postcard::to_stdvec(value)?;
    let (written, mut buffer) = (value.clone(), vec![0; bytes.len()]);
    let (encode, decode) = (format!("{group}: encode"), format!("{group}: decode"));
    out.push(Candidate::new(
        &encode,
        "postcard",
        bytes.len(),
        move || postcard::to_slice(&written, &mut buffer).is_ok(),
    ));
    out.push(Candidate::new(
        &decode,
        "postcard",
        bytes.len(),
        move || postcard::from_bytes::<T>(&bytes),
    ));
    Ok(())
}

/// The formats that say what is what in the data.
fn described<T>(group: &str, value: &T, out: &mut Vec<Candidate>) -> Outcome<()>
where
    T: Serialize + DeserializeOwned + Clone + PartialEq + 'static,
{
    let (encode, decode) = (format!("{group}: encode"), format!("{group}: decode"));
    let bytes = rmp_serde::to_vec(value)?;
    let (written, mut buffer) = (value.clone(), Vec::new());
    out.push(Candidate::new(
        &encode,
        "rmp-serde",
        bytes.len(),
        move || {
            buffer.clear();
            rmp_serde::encode::write(&mut buffer, &written).is_ok()
        },
    ));
    out.push(Candidate::new(
        &decode,
        "rmp-serde",
        bytes.len(),
        move || rmp_serde::from_slice::<T>(&bytes),
    ));
    let bytes = serde_json::to_vec(value)?;
    let (written, mut buffer) = (value.clone(), Vec::new());
    out.push(Candidate::new(
        &encode,
        "serde_json",
        bytes.len(),
        move || {
            buffer.clear();
            serde_json::to_writer(&mut buffer, &written).is_ok()
        },
    ));
    out.push(Candidate::new(
        &decode,
        "serde_json",
        bytes.len(),
        move || serde_json::from_slice::<T>(&bytes),
    ));
    Ok(())
}

/// What it takes to copy bytes at all.
fn copies(group: &str, blob: &[u8], out: &mut Vec<Candidate>) {
    let (from, mut buffer) = (blob.to_vec(), Vec::new());
    let (encode, decode) = (format!("{group}: encode"), format!("{group}: decode"));
    out.push(Candidate::new(&encode, "copy", blob.len(), move || {
        buffer.clear();
        buffer.extend_from_slice(&from);
        buffer.last().copied()
    }));
    let from = blob.to_vec();
    out.push(Candidate::new(&decode, "copy", blob.len(), move || {
        from.clone()
    }));
}

/// Decoding that shares the input.
fn shared(group: &str, blob: &[u8], out: &mut Vec<Candidate>) {
    let bytes = Bytes::from(proto::blob(blob).encode_to_vec());
    out.push(Candidate::new(
        &format!("{group}: decode"),
        "prost, Bytes",
        bytes.len(),
        move || proto::ProtoShared::decode(bytes.clone()),
    ));
}
