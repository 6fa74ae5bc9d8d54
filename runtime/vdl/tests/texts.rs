//! Texts of values and types, against recorded ones.

use crate::cases::{Reader, records};

#[test]
fn recorded_texts() {
    for record in records("values.json") {
        let reader = Reader::new(&record);
        let ty = reader.ty(&record["type"]);
        let value = reader.value(&ty, &record["value"]);
        assert_eq!(ty.unique_string(), record["unique"], "{}", record["name"]);
        assert_eq!(Some(value.is_zero()), record["zero"].as_bool(), "{value}");
        if let Some(text) = record["text"].as_str() {
            assert_eq!(value.to_string(), text, "{}", record["name"]);
        }
    }
}
