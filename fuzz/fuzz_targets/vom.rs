//! Arbitrary bytes as VOM: one stream, separate streams, single values, and values of other types than were sent.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;
use v23::vom::{Decoder, TypeDecoder, ValueDecoder, decode, decode_as, encode};
use vdl::Value;

fuzz_target!(|data: &[u8]| {
    let (mut decoder, mut input) = (Decoder::new(), data);
    let mut last: Option<Value> = None;
    while let Ok(value) = decoder.decode::<Value>(&mut input) {
        let bytes = encode(&value).expect("what was read can be written");
        let again: Value = decode(&bytes).expect("what was written can be read");
        // A few bytes can mean millions of zeros; their text is another matter.
        if value.as_ref().size() < 10_000 {
            assert_eq!(text(&again), text(&value));
        }
        if let Some(last) = &last {
            // A value read as another type is the value converted, but for fields that are left out.
            let read = decode_as(&bytes, last.ty());
            assert!(read.is_ok() || value.convert_to(last.ty()).is_err());
        }
        last = Some(value);
    }
    _ = decode::<Vec<Vec<String>>>(data);
    _ = decode::<BTreeMap<String, Vec<Value>>>(data);
    _ = decode::<[f32; 3]>(data);

    let (mut types, mut values) = (TypeDecoder::new(), ValueDecoder::new());
    let (mut type_input, mut value_input) = data.split_at(data.len() / 2);
    if types.decode(&mut type_input).is_ok() {
        while values.decode::<Value>(&types, &mut value_input).is_ok() {}
    }
});

/// The text of a value without the sign of zeros, which are left out where fields are zero.
fn text(value: &Value) -> String {
    value.to_string().replace("-0", "0")
}
