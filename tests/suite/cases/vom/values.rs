//! One value in a stream of its own.

use serde_json::{Value as Json, json};
use v23::vom::{Decoder, Encoder, TypeDecoder, ValueDecoder, decode, decode_as, encode};
use vdl::{Type, Value, const_text, parse_constant_in, parse_type, parse_value};

use super::notation::{Reader, bytes};
use super::report::{Report, Seen, has_nan, is_unordered, same};
use super::{atoms, messages, natives, source};
use crate::cases::Failure;

pub(super) fn check(record: &Json) -> Option<Failure> {
    let reader = Reader::new(record);
    let ty = reader.ty(&record["type"]);
    let value = reader.value(&ty, &record["value"]);
    let recorded = bytes(&record["hex"]);
    let mut report = Report::new(record);

    for key in ["unique", "type_unique"] {
        report.same_text(key, &record[key], ty.unique_string());
    }
    report.same_text("text", &record["value_text"], &value.to_string());
    if let Some(zero) = record["zero"].as_bool()
        && zero != value.is_zero()
    {
        report.add(format!("zero is {}", value.is_zero()));
    }
    check_texts(record, &ty, &value, &mut report);
    check_decoding(&ty, &value, &recorded, &mut report);
    check_encoding(record, &value, &recorded, &mut report);
    messages::check(record, &recorded, &mut report);
    atoms::check(record, &recorded, &mut report);
    source::check(record, &ty, &value, &mut report);
    natives::check(record, &recorded, &mut report);
    report.finish()
}

/// Texts are read as what they were written from.
fn check_texts(record: &Json, ty: &Type, value: &Value, report: &mut Report<'_>) {
    match parse_type(ty.unique_string()) {
        Ok(seen) if seen == *ty => {}
        seen => report.add(format!("type text: expected {ty}, seen {seen:?}")),
    }
    if let Some(text) = record["value_text"].as_str() {
        match parse_value(text) {
            Ok(seen) if same(value, &seen) => {}
            seen => report.add(format!("text: expected {value}, seen {seen:?}")),
        }
    }
    let names = record["types"].as_object().into_iter().flatten();
    let reader = Reader::new(record);
    let known: Vec<Type> = names
        .map(|(name, _)| reader.ty(&json!({"ref": name})))
        .collect();
    let text = const_text(value.as_ref(), "vec/a");
    match parse_constant_in(&text, ty, "vec/a", &known) {
        Ok(seen) if same(value, &seen) => {}
        seen => report.add(format!("constant {text}: expected {value}, seen {seen:?}")),
    }
}

fn check_decoding(ty: &Type, value: &Value, recorded: &[u8], report: &mut Report<'_>) {
    report.same_value("decoded", value, &decode(recorded));
    report.same_value("decoded as its type", value, &decode_as(recorded, ty));
    let mut rest = recorded;
    report.same_value("streamed", value, &Decoder::new().decode(&mut rest));
    if !rest.is_empty() {
        report.add(format!("{} bytes left", rest.len()));
    }
    report.same_value("split and decoded", value, &decode_split(recorded));
}

/// The value when its types come through another stream.
fn decode_split(recorded: &[u8]) -> Seen {
    let (mut type_stream, mut value_stream) = (vec![0x81], vec![0x81]);
    for message in messages::split(recorded) {
        match message["kind"].as_str() {
            Some("type") => type_stream.extend(bytes(&message["hex"])),
            Some("value") => value_stream.extend(bytes(&message["hex"])),
            Some(_) | None => {}
        }
    }
    let mut types = TypeDecoder::new();
    types.decode(&mut &type_stream[..])?;
    ValueDecoder::new().decode(&types, &mut &value_stream[..])
}

fn check_encoding(record: &Json, value: &Value, recorded: &[u8], report: &mut Report<'_>) {
    let written = match encode(value) {
        Ok(written) => written,
        Err(error) => return report.add(format!("encoding: {error}")),
    };
    if is_unordered(record) || has_nan(value) {
        report.same_value("encoded and decoded", value, &decode(&written));
        if written.len() != recorded.len() && !has_nan(value) {
            report.same_bytes("encoded", recorded, &written);
        }
    } else {
        report.same_bytes("encoded", recorded, &written);
        messages::check(record, &written, report);
    }
    let mut streamed = Vec::new();
    match Encoder::new().encode(value, &mut streamed) {
        Ok(()) => report.same_bytes("streamed", &written, &streamed),
        Err(error) => report.add(format!("encoding in a stream: {error}")),
    }
}
