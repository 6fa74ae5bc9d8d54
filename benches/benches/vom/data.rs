//! The data that is measured.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use v23::Vdl;
use vdl::{Type, Value, ValueRef, View};

use crate::Outcome;

/// Five scalars.
#[derive(Clone, PartialEq, Debug, Vdl, Serialize, Deserialize)]
#[vdl(package = "bench/records")]
pub(crate) struct Scalars {
    pub(crate) flag: bool,
    pub(crate) small: i32,
    pub(crate) count: u64,
    pub(crate) ratio: f64,
    pub(crate) offset: i64,
}

/// Six fields, two of them texts.
#[derive(Clone, PartialEq, Debug, Vdl, Serialize, Deserialize)]
#[vdl(package = "bench/records")]
pub(crate) struct Record {
    pub(crate) id: u64,
    pub(crate) name: String,
    pub(crate) email: String,
    pub(crate) age: u32,
    pub(crate) score: f64,
    pub(crate) active: bool,
}

/// All of it.
pub(crate) struct Data {
    pub(crate) scalars: Scalars,
    pub(crate) records: Vec<Record>,
    pub(crate) blob: Vec<u8>,
    /// A map of `any`: maps and lists of them, texts and numbers.
    pub(crate) nested: BTreeMap<String, Value>,
    /// The records as a dynamic value.
    pub(crate) dynamic: Value,
}

impl Data {
    pub(crate) fn new() -> Outcome<Self> {
        let records: Vec<Record> = (0..1_000).map(record).collect();
        let dynamic = v23::vom::decode(&v23::vom::encode(&records)?)?;
        let mut seed = 1_u32;
        let blob = std::iter::repeat_with(|| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 24) as u8
        });
        Ok(Self {
            scalars: Scalars {
                flag: true,
                small: -1_234,
                count: 98_765_432,
                ratio: 0.125,
                offset: -5_000_000_000,
            },
            records,
            blob: blob.take(64 << 10).collect(),
            nested: nested()?,
            dynamic,
        })
    }
}

fn record(n: u64) -> Record {
    Record {
        id: 100_000 + n,
        name: format!("Person {n}"),
        email: format!("person{n}@example.com"),
        age: 20 + (n % 50) as u32,
        score: n as f64 / 8.0,
        active: !n.is_multiple_of(3),
    }
}

/// Five levels, four hundred values.
fn nested() -> Outcome<BTreeMap<String, Value>> {
    let mut map = BTreeMap::new();
    for group in 0..10 {
        let mut entries = Vec::new();
        for n in 0..10 {
            let leaves = vec![
                text(
                    "name",
                    &Value::string(&Type::STRING, format!("leaf {group}.{n}"))?,
                )?,
                text("size", &Value::integer(&Type::INT64, 1_000 * group + n)?)?,
                text("ratio", &Value::float(&Type::FLOAT64, n as f64 / 4.0)?)?,
            ];
            entries.push(text(
                &format!("entry{n}"),
                &Value::map(&Type::map(&Type::STRING, &Type::ANY)?, leaves)?,
            )?);
        }
        let list = vec![
            Value::any_some(Value::bool(&Type::BOOL, group % 2 == 0)?)?,
            Value::any_some(Value::string(&Type::STRING, "tail")?)?,
        ];
        entries.push(text("rest", &Value::list(&Type::list(&Type::ANY), list)?)?);
        let value = Value::map(&Type::map(&Type::STRING, &Type::ANY)?, entries)?;
        map.insert(format!("group{group}"), Value::any_some(value)?);
    }
    Ok(map)
}

fn text(key: &str, value: &Value) -> Outcome<(Value, Value)> {
    Ok((
        Value::string(&Type::STRING, key)?,
        Value::any_some(value.clone())?,
    ))
}

/// The value as a tree of what JSON has.
pub(crate) fn json(value: ValueRef<'_>) -> Json {
    match value.view() {
        View::Any(held) | View::Optional(held) => held.map_or(Json::Null, json),
        View::Bool(value) => value.into(),
        View::Unsigned(value) => value.into(),
        View::Signed(value) => value.into(),
        View::Float(value) => value.into(),
        View::String(text) => String::from_utf8_lossy(text).into(),
        View::Enum { label, .. } => label.into(),
        View::TypeObject(ty) => ty.to_string().into(),
        View::Bytes(bytes) => bytes.into(),
        View::List(elems) | View::Set(elems) => elems.map(json).collect(),
        View::Map(entries) => {
            let entries = entries
                .map(|(key, value)| (key.as_str().unwrap_or_default().to_owned(), json(value)));
            Json::Object(entries.collect())
        }
        View::Struct(fields) => {
            let fields = fields.map(|(field, value)| (field.name.to_owned(), json(value)));
            Json::Object(fields.collect())
        }
        View::Union { name, value, .. } => {
            Json::Object([(name.to_owned(), json(value))].into_iter().collect())
        }
    }
}
