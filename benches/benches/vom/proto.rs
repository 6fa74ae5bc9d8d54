//! The data as messages of protocol buffers, and as its `Struct` for what is dynamic.

use prost_types::value::Kind;
use serde_json::Value as Json;

use crate::data::{Record, Scalars};

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ProtoScalars {
    #[prost(bool, tag = "1")]
    flag: bool,
    #[prost(sint32, tag = "2")]
    small: i32,
    #[prost(uint64, tag = "3")]
    count: u64,
    #[prost(double, tag = "4")]
    ratio: f64,
    #[prost(sint64, tag = "5")]
    offset: i64,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ProtoRecord {
    #[prost(uint64, tag = "1")]
    id: u64,
    #[prost(string, tag = "2")]
    name: String,
    #[prost(string, tag = "3")]
    email: String,
    #[prost(uint32, tag = "4")]
    age: u32,
    #[prost(double, tag = "5")]
    score: f64,
    #[prost(bool, tag = "6")]
    active: bool,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ProtoRecords {
    #[prost(message, repeated, tag = "1")]
    records: Vec<ProtoRecord>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ProtoBlob {
    #[prost(bytes = "vec", tag = "1")]
    data: Vec<u8>,
}

#[derive(Clone, PartialEq, prost::Message)]
pub(crate) struct ProtoShared {
    #[prost(bytes = "bytes", tag = "1")]
    data: bytes::Bytes,
}

pub(crate) fn scalars(from: &Scalars) -> ProtoScalars {
    ProtoScalars {
        flag: from.flag,
        small: from.small,
        count: from.count,
        ratio: from.ratio,
        offset: from.offset,
    }
}

pub(crate) fn records(from: &[Record]) -> ProtoRecords {
    let records = from.iter().map(|from| ProtoRecord {
        id: from.id,
        name: from.name.clone(),
        email: from.email.clone(),
        age: from.age,
        score: from.score,
        active: from.active,
    });
    ProtoRecords {
        records: records.collect(),
    }
}

pub(crate) fn blob(from: &[u8]) -> ProtoBlob {
    ProtoBlob {
        data: from.to_vec(),
    }
}

/// What is dynamic, as the message that there is for it.
pub(crate) fn dynamic(from: &Json) -> prost_types::Value {
    let kind = match from {
        Json::Null => Kind::NullValue(0),
        Json::Bool(value) => Kind::BoolValue(*value),
        Json::Number(value) => Kind::NumberValue(value.as_f64().unwrap_or_default()),
        Json::String(value) => Kind::StringValue(value.clone()),
        Json::Array(elems) => Kind::ListValue(prost_types::ListValue {
            values: elems.iter().map(dynamic).collect(),
        }),
        Json::Object(fields) => {
            let fields = fields.iter();
            Kind::StructValue(prost_types::Struct {
                fields: fields
                    .map(|(key, value)| (key.clone(), dynamic(value)))
                    .collect(),
            })
        }
    };
    prost_types::Value { kind: Some(kind) }
}
