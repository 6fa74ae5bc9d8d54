//! Several values in one stream, and in several streams that share their types.

use serde_json::Value as Json;
use v23::vom::{
    DecodeError, Decoder, Encoder, TypeDecoder, TypeEncoder, ValueDecoder, ValueEncoder,
};
use vdl::Value;

use super::messages;
use super::notation::{Reader, bytes};
use super::report::{Report, hex, is_unordered};
use crate::cases::Failure;

pub(super) fn check(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    if record["kind"] == "split" {
        check_split(record, &mut report);
    } else {
        check_inline(record, &mut report);
    }
    report.finish()
}

/// The value of a step, whose type is checked.
fn value_of(reader: &Reader<'_>, step: &Json, report: &mut Report<'_>) -> Value {
    let ty = reader.ty(&step["type"]);
    report.same_text("unique", &step["unique"], ty.unique_string());
    reader.value(&ty, &step["value"])
}

fn list<'j>(record: &'j Json, key: &str) -> Vec<&'j Json> {
    record[key].as_array().into_iter().flatten().collect()
}

fn check_inline(record: &Json, report: &mut Report<'_>) {
    let reader = Reader::new(record);
    let recorded = bytes(&record["hex"]);
    let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
    let mut input = &recorded[..];
    let mut joined = Vec::new();
    for (i, step) in list(record, "values").into_iter().enumerate() {
        let value = value_of(&reader, step, report);
        let added = bytes(&step["hex"]);
        messages::check(step, &added, report);
        let mut out = Vec::new();
        if let Err(error) = encoder.encode(&value, &mut out) {
            report.add(format!("encoding value {i}: {error}"));
        }
        if !is_unordered(record) && !is_unordered(step) {
            report.same_bytes(&format!("value {i}"), &added, &out);
        }
        let seen = decoder.decode(&mut input);
        report.same_value(&format!("value {i}"), &value, &seen);
        joined.extend(added);
    }
    report.same_bytes("all values", &recorded, &joined);
    if !input.is_empty() {
        report.add(format!("left over: {}", hex(input)));
    }
}

fn check_split(record: &Json, report: &mut Report<'_>) {
    let flows: Vec<Vec<u8>> = list(record, "flows_hex").into_iter().map(bytes).collect();
    write_split(record, &flows, report);
    read_split(record, &flows, report);
}

fn write_split(record: &Json, flows: &[Vec<u8>], report: &mut Report<'_>) {
    let reader = Reader::new(record);
    let mut types = TypeEncoder::new();
    let mut encoders: Vec<ValueEncoder> = flows.iter().map(|_| ValueEncoder::new()).collect();
    let (mut all_types, mut all_values) = (Vec::new(), vec![Vec::new(); flows.len()]);
    for (i, step) in list(record, "steps").into_iter().enumerate() {
        let value = value_of(&reader, step, report);
        let flow = flow_of(step);
        let (mut type_out, mut out) = (Vec::new(), Vec::new());
        if let Err(error) = encoders[flow].encode(&value, &mut types, &mut type_out, &mut out) {
            report.add(format!("encoding step {i}: {error}"));
        }
        let what = format!("types of step {i}");
        report.same_bytes(&what, &bytes(&step["type_stream_hex"]), &type_out);
        report.same_bytes(&format!("step {i}"), &bytes(&step["flow_hex"]), &out);
        all_types.extend(type_out);
        all_values[flow].extend(out);
    }
    let recorded = bytes(&record["type_stream_hex"]);
    report.same_bytes("all types", &recorded, &all_types);
    for (recorded, written) in flows.iter().zip(&all_values) {
        report.same_bytes("a whole flow", recorded, written);
    }
}

/// Types arrive a byte at a time; a value is read as soon as its types are there.
fn read_split(record: &Json, flows: &[Vec<u8>], report: &mut Report<'_>) {
    let reader = Reader::new(record);
    let recorded_types = bytes(&record["type_stream_hex"]);
    let mut types = TypeDecoder::new();
    let mut type_input = Vec::new();
    let mut more = recorded_types.iter();
    let mut inputs: Vec<&[u8]> = flows.iter().map(Vec::as_slice).collect();
    let mut decoders: Vec<ValueDecoder> = flows.iter().map(|_| ValueDecoder::new()).collect();
    for (i, step) in list(record, "steps").into_iter().enumerate() {
        let value = value_of(&reader, step, report);
        let flow = flow_of(step);
        let seen = loop {
            let seen = decoders[flow].decode(&types, &mut inputs[flow]);
            let waits = seen
                .as_ref()
                .is_err_and(|error: &DecodeError| error.missing_type().is_some());
            let Some(byte) = waits.then(|| more.next()).flatten() else {
                break seen;
            };
            type_input.push(*byte);
            let mut rest = &type_input[..];
            if let Err(error) = types.decode(&mut rest) {
                report.add(format!("type stream: {error}"));
            }
            type_input = rest.to_vec();
        };
        report.same_value(&format!("step {i}"), &value, &seen);
    }
    for input in inputs.iter().filter(|input| !input.is_empty()) {
        report.add(format!("left over: {}", hex(input)));
    }
}

fn flow_of(step: &Json) -> usize {
    step["flow"].as_u64().expect("a step has a flow") as usize
}
