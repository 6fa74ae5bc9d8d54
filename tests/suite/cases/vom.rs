//! Cases of the wire format VOM; their form is told in `testdata/vom/README.md`.

mod data;

use std::path::Path;

use serde_json::{Value as Json, json};
use v23::vom::{
    DecodeError, Decoder, Encoder, TypeDecoder, TypeEncoder, ValueDecoder, ValueEncoder, decode,
    decode_as, encode,
};
use vdl::{Type, Value};

use self::data::{Reader, bytes};
use super::{Failure, run_files};

#[test]
fn cases_vom_values() {
    run_files("cases", "vom/values.json", records, check_value);
}

#[test]
fn cases_vom_natives() {
    run_files("cases", "vom/natives.json", records, check_value);
}

#[test]
fn cases_vom_streams() {
    run_files("cases", "vom/streams.json", records, check_stream);
}

#[test]
fn cases_vom_conversions() {
    run_files("cases", "vom/conversions.json", records, check_conversion);
}

#[test]
fn cases_vom_malformed() {
    run_files("cases", "vom/malformed.json", records, check_malformed);
}

#[test]
fn cases_vom_quirks() {
    run_files("cases", "vom/quirks.json", records, check_quirk);
}

#[test]
fn cases_vom_reference_values() {
    run_files("cases", "vom/reference/vomtest.json", records, check_value);
}

#[test]
fn cases_vom_reference_conversions() {
    run_files(
        "cases",
        "vom/reference/vdltest-conversions.json",
        records,
        check_conversion,
    );
}

/// The records of a file, which is a list; those that `either.json` names are marked.
fn records(path: &Path) -> Vec<Json> {
    let mut records = list(path);
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom/either.json");
    let either = list(&own);
    for record in &mut records {
        let is_named =
            |named: &Json| named["name"] == record["name"] && named["hex"] == record["hex"];
        if either.iter().any(is_named) {
            record["either"] = json!(true);
        }
    }
    records
}

fn list(path: &Path) -> Vec<Json> {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The value of a record, or its absence.
type Seen = Result<Value, DecodeError>;

/// What is wrong with a case.
struct Report<'j> {
    record: &'j Json,
    lines: Vec<String>,
}

impl<'j> Report<'j> {
    fn new(record: &'j Json) -> Self {
        Self {
            record,
            lines: Vec::new(),
        }
    }

    fn same_bytes(&mut self, what: &str, expected: &[u8], seen: &[u8]) {
        if expected != seen {
            self.lines.push(format!(
                "{what}: expected {}, seen {}",
                hex(expected),
                hex(seen)
            ));
        }
    }

    fn same_value(&mut self, what: &str, expected: &Value, seen: &Seen) {
        match seen {
            Ok(seen) if same(expected, seen) => {}
            Ok(seen) => self
                .lines
                .push(format!("{what}: expected {expected}, seen {seen}")),
            Err(error) => self
                .lines
                .push(format!("{what}: expected {expected}, seen {error}")),
        }
    }

    fn finish(self) -> Option<Failure> {
        let name = ["name", "hex"]
            .iter()
            .find_map(|key| self.record[key].as_str());
        (!self.lines.is_empty()).then(|| Failure {
            id: name.unwrap_or_default().to_owned(),
            report: self.lines,
        })
    }
}

/// Equality under which NaN is itself.
fn same(a: &Value, b: &Value) -> bool {
    let held = |value: &Value| {
        value
            .any()
            .flatten()
            .map_or_else(|| value.clone(), |held| held.to_owned())
    };
    let (a, b) = (held(a), held(b));
    a == b || (a.ty() == b.ty() && a.to_string() == b.to_string())
}

/// One value in a stream of its own.
fn check_value(record: &Json) -> Option<Failure> {
    let reader = Reader::new(record);
    let ty = reader.ty(&record["type"]);
    let value = reader.value(&ty, &record["value"]);
    let recorded = bytes(&record["hex"]);
    let mut report = Report::new(record);

    for key in ["unique", "type_unique"] {
        if let Some(unique) = record[key].as_str()
            && unique != ty.unique_string()
        {
            report.lines.push(format!("type is {ty}, not {unique}"));
        }
    }
    if let Some(zero) = record["zero"].as_bool()
        && zero != value.is_zero()
    {
        report.lines.push(format!("zero is {}", value.is_zero()));
    }
    if let Some(text) = record["value_text"].as_str()
        && text != value.to_string()
    {
        report.lines.push(format!("text is {value}, not {text}"));
    }
    let seen = decode::<Value>(&recorded);
    report.same_value("decoded", &value, &seen);
    report.same_value("decoded as its type", &value, &decode_as(&recorded, &ty));
    match encode(&value) {
        Ok(written) if is_unordered(record) || has_nan(&value) => {
            report.same_value("encoded and decoded", &value, &decode(&written));
            if written.len() != recorded.len() && !has_nan(&value) {
                report.same_bytes("encoded", &recorded, &written);
            }
        }
        Ok(written) => report.same_bytes("encoded", &recorded, &written),
        Err(error) => report.lines.push(format!("encoding: {error}")),
    }
    report.finish()
}

/// Whether entries of maps or sets may come in any order.
fn is_unordered(record: &Json) -> bool {
    record["unordered"].as_bool().unwrap_or_default() || record.get("entry_order").is_some()
}

/// Whether there are numbers in a value that have more than one form.
fn has_nan(value: &Value) -> bool {
    value.to_string().contains("NaN")
}

fn check_stream(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    if record["kind"] == "split" {
        check_split(record, &mut report);
    } else {
        check_inline(record, &mut report);
    }
    report.finish()
}

fn check_inline(record: &Json, report: &mut Report<'_>) {
    let reader = Reader::new(record);
    let recorded = bytes(&record["hex"]);
    let (mut encoder, mut decoder) = (Encoder::new(), Decoder::new());
    let mut input = &recorded[..];
    for (i, step) in record["values"]
        .as_array()
        .into_iter()
        .flatten()
        .enumerate()
    {
        let value = reader.value(&reader.ty(&step["type"]), &step["value"]);
        let mut out = Vec::new();
        if let Err(error) = encoder.encode(&value, &mut out) {
            report.lines.push(format!("encoding value {i}: {error}"));
        }
        if !is_unordered(record) && !is_unordered(step) {
            report.same_bytes(&format!("value {i}"), &bytes(&step["hex"]), &out);
        }
        let seen = decoder.decode(&mut input);
        report.same_value(&format!("value {i}"), &value, &seen);
    }
    if !input.is_empty() {
        report.lines.push(format!("left over: {}", hex(input)));
    }
}

fn check_split(record: &Json, report: &mut Report<'_>) {
    let reader = Reader::new(record);
    let steps: Vec<&Json> = record["steps"].as_array().into_iter().flatten().collect();
    let flows: Vec<Vec<u8>> = record["flows_hex"]
        .as_array()
        .into_iter()
        .flatten()
        .map(bytes)
        .collect();
    let recorded_types = bytes(&record["type_stream_hex"]);

    let mut types = TypeEncoder::new();
    let mut encoders: Vec<ValueEncoder> = flows.iter().map(|_| ValueEncoder::new()).collect();
    for (i, step) in steps.iter().enumerate() {
        let value = reader.value(&reader.ty(&step["type"]), &step["value"]);
        let (mut type_out, mut out) = (Vec::new(), Vec::new());
        let encoder = &mut encoders[flow_of(step)];
        if let Err(error) = encoder.encode(&value, &mut types, &mut type_out, &mut out) {
            report.lines.push(format!("encoding step {i}: {error}"));
        }
        let what = format!("types of step {i}");
        report.same_bytes(&what, &bytes(&step["type_stream_hex"]), &type_out);
        report.same_bytes(&format!("step {i}"), &bytes(&step["flow_hex"]), &out);
    }

    // Types arrive a byte at a time; a value is read as soon as its types are there.
    let mut types = TypeDecoder::new();
    let mut type_input = Vec::new();
    let mut more = recorded_types.iter();
    let mut inputs: Vec<&[u8]> = flows.iter().map(Vec::as_slice).collect();
    let mut decoders: Vec<ValueDecoder> = flows.iter().map(|_| ValueDecoder::new()).collect();
    for (i, step) in steps.iter().enumerate() {
        let value = reader.value(&reader.ty(&step["type"]), &step["value"]);
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
                report.lines.push(format!("type stream: {error}"));
            }
            type_input = rest.to_vec();
        };
        report.same_value(&format!("step {i}"), &value, &seen);
    }
}

fn flow_of(step: &Json) -> usize {
    step["flow"].as_u64().expect("a step has a flow") as usize
}

fn check_conversion(record: &Json) -> Option<Failure> {
    let reader = Reader::new(record);
    let target = reader.ty(&record["target_type"]);
    let recorded = bytes(&record["hex"]);
    let mut report = Report::new(record);
    let seen = decode_as(&recorded, &target);
    let either = record["either"].as_bool().unwrap_or_default();
    if record["result"] == "ok" {
        let expected = reader.value(&target, record.get("value").unwrap_or(&Json::Null));
        report.same_value("converted", &expected, &seen);
    } else if let Ok(seen) = seen
        && !either
    {
        report.lines.push(format!(
            "expected error {}, seen {seen}",
            record["error_class"]
        ));
    }
    report.finish()
}

fn check_malformed(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    let input = match record["parts"].as_array() {
        None => bytes(&record["hex"]),
        Some(parts) => {
            let part = |part: &Json| {
                let times = part["repeat"].as_u64().expect("a part has a number") as usize;
                bytes(&part["hex"]).repeat(times)
            };
            parts.iter().flat_map(part).collect()
        }
    };
    let seen = decode::<Value>(&input);
    let expected = record.get("value").filter(|value| value.is_object());
    match (record["expect"].as_str(), &seen) {
        (Some("error"), Ok(seen)) => report.lines.push(format!("expected an error, seen {seen}")),
        (Some("error" | "any"), _) => {}
        (Some("ok-or-limit"), Err(_)) => {}
        (Some("ok"), Err(error)) => report.lines.push(format!("unexpected {error}")),
        (Some("ok" | "ok-or-limit"), Ok(_)) => {
            if let Some(expected) = expected {
                let reader = Reader::new(expected);
                let ty: Type = reader.ty(&expected["type"]);
                let value = reader.value(&ty, &expected["value"]);
                report.same_value("decoded", &value, &seen);
            }
        }
        (other, _) => report.lines.push(format!("unknown expectation {other:?}")),
    }
    report.finish()
}

/// Correct bytes where another implementation would write others.
fn check_quirk(record: &Json) -> Option<Failure> {
    let mut report = Report::new(record);
    let recorded = bytes(&record["correct_hex"]);
    let seen = decode::<Value>(&recorded);
    if record.get("type").is_none() {
        if let Err(error) = seen {
            report.lines.push(format!("unexpected {error}"));
        }
        return report.finish();
    }
    let reader = Reader::new(record);
    let value = reader.value(&reader.ty(&record["type"]), &record["value"]);
    report.same_value("decoded", &value, &seen);
    match encode(&value) {
        // Where there are several entries, ours come in another order.
        Ok(written) => report.same_value("encoded and decoded", &value, &decode(&written)),
        Err(error) => report.lines.push(format!("encoding: {error}")),
    }
    report.finish()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
