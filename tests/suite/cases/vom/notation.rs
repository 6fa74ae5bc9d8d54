//! Types and values in the JSON forms of the cases: `testdata/vom/README.md`.

use std::collections::HashMap;

use serde_json::Value as Json;
use vdl::{Kind, Pending, Shape, Type, TypeBuilder, Value};

/// Reads types and values whose named types are in one table.
pub(super) struct Reader<'j> {
    named: Option<&'j serde_json::Map<String, Json>>,
}

impl<'j> Reader<'j> {
    pub(super) fn new(record: &'j Json) -> Self {
        Self {
            named: record["types"].as_object(),
        }
    }

    pub(super) fn ty(&self, json: &Json) -> Type {
        let mut builder = TypeBuilder::new();
        let mut reserved = HashMap::new();
        let pending = self.describe(json, &mut builder, &mut reserved);
        builder.build().expect("types in test data are valid")[pending].clone()
    }

    fn describe(
        &self,
        json: &Json,
        builder: &mut TypeBuilder,
        reserved: &mut HashMap<String, Pending>,
    ) -> Pending {
        if let Some(name) = json.as_str() {
            let kind =
                Kind::primitive_from_name(name).expect("only primitives stand for themselves");
            return builder.primitive(kind);
        }
        let (key, of) = json
            .as_object()
            .and_then(|object| object.iter().find(|(key, _)| *key != "len"))
            .expect("other types are objects");
        match key.as_str() {
            "ref" => {
                let name = of.as_str().expect("a reference is a name");
                if let Some(pending) = reserved.get(name) {
                    return *pending;
                }
                let pending = builder.named(name);
                reserved.insert(name.to_owned(), pending);
                let base = &self.named.expect("there are named types")[name];
                let base = self.describe(base, builder, reserved);
                builder.define(pending, base);
                pending
            }
            "enum" => {
                let labels = of.as_array().into_iter().flatten().filter_map(Json::as_str);
                builder.enumeration(labels)
            }
            "list" => {
                let elem = self.describe(of, builder, reserved);
                builder.list(elem)
            }
            "array" => {
                let elem = self.describe(of, builder, reserved);
                builder.array(json["len"].as_u64().expect("an array has a length"), elem)
            }
            "set" => {
                let key = self.describe(of, builder, reserved);
                builder.set(key)
            }
            "map" => {
                let key = self.describe(&of[0], builder, reserved);
                let elem = self.describe(&of[1], builder, reserved);
                builder.map(key, elem)
            }
            "optional" => {
                let elem = self.describe(of, builder, reserved);
                builder.optional(elem)
            }
            "struct" | "union" => {
                let mut fields = Vec::new();
                for field in of.as_array().expect("fields are an array") {
                    let name = field[0].as_str().expect("a field has a name").to_owned();
                    fields.push((name, self.describe(&field[1], builder, reserved)));
                }
                if key == "struct" {
                    builder.structure(fields)
                } else {
                    builder.union(fields)
                }
            }
            _ => panic!("unknown type {json}"),
        }
    }

    pub(super) fn value(&self, ty: &Type, json: &Json) -> Value {
        let array = |json: &'_ Json| json.as_array().expect("a sequence is an array").clone();
        let values = |ty: vdl::TypeRef<'_>, json: &Json| -> Vec<Value> {
            array(json)
                .iter()
                .map(|json| self.value(&ty.to_owned(), json))
                .collect()
        };
        let made = match ty.shape() {
            Shape::Any if json.is_null() => return Value::any_none(),
            Shape::Any => {
                let ty = self.ty(&json["type"]);
                Value::any_some(self.value(&ty, &json["value"]))
            }
            Shape::Optional(_) if json.is_null() => Value::optional_none(ty),
            Shape::Optional(elem) => {
                Value::optional_some(ty, self.value(&elem.to_owned(), &json["some"]))
            }
            Shape::Bool => Value::bool(ty, json.as_bool().expect("a boolean")),
            Shape::Byte
            | Shape::Uint16
            | Shape::Uint32
            | Shape::Uint64
            | Shape::Int8
            | Shape::Int16
            | Shape::Int32
            | Shape::Int64 => Value::integer(ty, integer(json)),
            Shape::Float32 | Shape::Float64 => Value::float(ty, float(json)),
            Shape::String => match json.as_str() {
                Some(text) => Value::string(ty, text),
                None => Value::string(ty, bytes(&json["rawhex"])),
            },
            Shape::Enum(labels) => {
                let label = json.as_str().expect("an enum is its label");
                Value::enum_label(ty, labels.index_of(label).expect("the label is there"))
            }
            Shape::TypeObject => return Value::type_object(self.ty(&json["type"])),
            Shape::Array { .. } | Shape::List(_) if ty.is_bytes() => {
                Value::bytes(ty, bytes(&json["bytes"]))
            }
            Shape::Array { elem, .. } | Shape::List(elem) => Value::list(ty, values(elem, json)),
            Shape::Set(key) => Value::set(ty, values(key, json)),
            Shape::Map { key, elem } => {
                let (key, elem) = (key.to_owned(), elem.to_owned());
                let entry = |json: &Json| (self.value(&key, &json[0]), self.value(&elem, &json[1]));
                Value::map(ty, array(json).iter().map(entry).collect())
            }
            Shape::Struct(fields) => {
                let field = |field: vdl::Field<'_>| match json.get(field.name) {
                    Some(json) => self.value(&field.ty.to_owned(), json),
                    None => Value::zero(&field.ty.to_owned()).expect("zero values are small"),
                };
                Value::structure(ty, fields.iter().map(field).collect())
            }
            Shape::Union(fields) => {
                let (name, json) = json
                    .as_object()
                    .and_then(|object| object.iter().next())
                    .expect("a union has one member");
                let index = fields.index_of(name).expect("the field is there");
                let field = fields.get(index).expect("the field is there").ty.to_owned();
                Value::union(ty, index, self.value(&field, json))
            }
        };
        made.expect("values in test data are valid")
    }
}

fn integer(json: &Json) -> i128 {
    let parse = |text: &str| text.parse().expect("a decimal number");
    json.as_i64()
        .map_or_else(|| parse(json.as_str().expect("a number")), i128::from)
}

fn float(json: &Json) -> f64 {
    json.as_str()
        .expect("floats are text")
        .parse()
        .expect("a decimal number")
}

pub(super) fn bytes(json: &Json) -> Vec<u8> {
    let hex = json.as_str().expect("bytes are hex").as_bytes();
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a hex digit") as u8;
    hex.chunks(2)
        .map(|pair| digit(pair[0]) << 4 | digit(pair[1]))
        .collect()
}
