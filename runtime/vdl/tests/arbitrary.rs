//! Types and values made at random.

use proptest::collection::vec;
use proptest::prelude::*;
use vdl::{Kind, Pending, Shape, Type, TypeBuilder, TypeRef, Value};

/// A package of types that is valid by construction.
#[derive(Clone, Debug)]
pub(crate) struct Package {
    definitions: Vec<Definition>,
}

#[derive(Clone, Debug)]
enum Definition {
    Scalar(Kind),
    Enum(usize),
    List(Part),
    Map(Kind, Part),
    Struct(Vec<Part>),
    Union(Vec<Part>),
}

/// A type inside a definition. Named ones are meant modulo what is there.
#[derive(Clone, Debug)]
enum Part {
    Primitive(Kind),
    /// An earlier definition, so that no value need be infinite.
    Earlier(usize),
    ListOfAny(usize),
    OptionalOfAny(usize),
    List(Box<Self>),
    Array(u64, Box<Self>),
    Set(Kind),
    Map(Kind, Box<Self>),
}

fn primitive() -> impl Strategy<Value = Kind> {
    let kinds: Vec<_> = Kind::ALL
        .into_iter()
        .filter(|kind| kind.is_primitive())
        .collect();
    proptest::sample::select(kinds)
}

fn key() -> impl Strategy<Value = Kind> {
    primitive().prop_filter("keys", |kind| !matches!(kind, Kind::Any | Kind::TypeObject))
}

fn part() -> impl Strategy<Value = Part> {
    let leaf = prop_oneof![
        primitive().prop_map(Part::Primitive),
        any::<usize>().prop_map(Part::Earlier),
        any::<usize>().prop_map(Part::ListOfAny),
        any::<usize>().prop_map(Part::OptionalOfAny),
        key().prop_map(Part::Set),
    ];
    leaf.prop_recursive(3, 6, 1, |inner| {
        prop_oneof![
            inner.clone().prop_map(|part| Part::List(Box::new(part))),
            (1..3_u64, inner.clone()).prop_map(|(len, part)| Part::Array(len, Box::new(part))),
            (key(), inner).prop_map(|(key, part)| Part::Map(key, Box::new(part))),
        ]
    })
}

pub(crate) fn package() -> impl Strategy<Value = Package> {
    let definition = prop_oneof![
        key().prop_map(Definition::Scalar),
        (1..4_usize).prop_map(Definition::Enum),
        part().prop_map(Definition::List),
        (key(), part()).prop_map(|(key, part)| Definition::Map(key, part)),
        vec(part(), 0..5).prop_map(Definition::Struct),
        vec(part(), 0..5).prop_map(Definition::Struct),
        vec(part(), 1..4).prop_map(Definition::Union),
    ];
    vec(definition, 1..7).prop_map(|definitions| Package { definitions })
}

impl Package {
    /// The number of definitions.
    pub(crate) fn len(&self) -> usize {
        self.definitions.len()
    }

    /// Describes the definitions in `order` under names with a prefix; `known` types stand for themselves.
    pub(crate) fn describe(
        &self,
        builder: &mut TypeBuilder,
        prefix: &str,
        order: &[usize],
        known: &[Option<Type>],
    ) -> Vec<Pending> {
        let mut names = vec![None; self.definitions.len()];
        for i in order {
            names[*i] = Some(builder.named(format!("{prefix}.T{i}")));
        }
        let names: Vec<_> = names
            .into_iter()
            .map(|name| name.expect("all are named"))
            .collect();
        for i in order {
            let mut part = |part: &Part| self.part(builder, &names, known, *i, part);
            let base = match &self.definitions[*i] {
                Definition::Scalar(kind) => builder.primitive(*kind),
                Definition::Enum(count) => {
                    builder.enumeration((0..*count).map(|i| format!("L{i}")))
                }
                Definition::List(elem) => {
                    let elem = part(elem);
                    builder.list(elem)
                }
                Definition::Map(key, elem) => {
                    let elem = part(elem);
                    let key = builder.primitive(*key);
                    builder.map(key, elem)
                }
                Definition::Struct(parts) | Definition::Union(parts) => {
                    let parts: Vec<_> = parts.iter().map(part).collect();
                    let fields = parts
                        .into_iter()
                        .enumerate()
                        .map(|(i, part)| (format!("F{i}"), part));
                    if matches!(self.definitions[*i], Definition::Struct(_)) {
                        builder.structure(fields)
                    } else {
                        builder.union(fields)
                    }
                }
            };
            builder.define(names[*i], base);
        }
        names
    }

    fn part(
        &self,
        builder: &mut TypeBuilder,
        names: &[Pending],
        known: &[Option<Type>],
        inside: usize,
        part: &Part,
    ) -> Pending {
        let named = |builder: &mut TypeBuilder, i: usize| match &known[i] {
            Some(ty) => builder.existing(ty),
            None => names[i],
        };
        match part {
            Part::Primitive(kind) => builder.primitive(*kind),
            Part::Earlier(i) if inside > 0 => named(builder, i % inside),
            Part::Earlier(_) => builder.primitive(Kind::Bool),
            Part::ListOfAny(i) => {
                let elem = named(builder, i % names.len());
                builder.list(elem)
            }
            Part::OptionalOfAny(i) => {
                let i = i % names.len();
                let elem = named(builder, i);
                if matches!(self.definitions[i], Definition::Struct(_)) {
                    builder.optional(elem)
                } else {
                    builder.list(elem)
                }
            }
            Part::List(elem) => {
                let elem = self.part(builder, names, known, inside, elem);
                builder.list(elem)
            }
            Part::Array(len, elem) => {
                let elem = self.part(builder, names, known, inside, elem);
                builder.array(*len, elem)
            }
            Part::Set(key) => {
                let key = builder.primitive(*key);
                builder.set(key)
            }
            Part::Map(key, elem) => {
                let elem = self.part(builder, names, known, inside, elem);
                let key = builder.primitive(*key);
                builder.map(key, elem)
            }
        }
    }

    pub(crate) fn build(&self, prefix: &str) -> Vec<Type> {
        let order: Vec<_> = (0..self.definitions.len()).collect();
        let known = vec![None; order.len()];
        let mut builder = TypeBuilder::new();
        let names = self.describe(&mut builder, prefix, &order, &known);
        let built = builder.build().expect("the package is valid");
        names.into_iter().map(|name| built[name].clone()).collect()
    }
}

/// A value made of whatever bytes there are; zero when they run out.
pub(crate) fn value(ty: TypeRef<'_>, bytes: &mut &[u8], anys: &[Type], depth: u32) -> Value {
    let owned = ty.to_owned();
    let Some(byte) = next(bytes).filter(|_| depth < 12) else {
        return Value::zero(&owned).expect("the zero values are small");
    };
    let some = u64::from(byte % 4);
    let mut inner = |ty: TypeRef<'_>| value(ty, bytes, anys, depth + 1);
    let made = match ty.shape() {
        Shape::Any if some == 0 => return Value::any_none(),
        Shape::Any => Value::any_some(inner(anys[usize::from(byte) % anys.len()].as_ref())),
        Shape::Optional(_) if some == 0 => Value::optional_none(&owned),
        Shape::Optional(elem) => Value::optional_some(&owned, inner(elem)),
        Shape::Bool => Value::bool(&owned, byte.is_multiple_of(2)),
        Shape::Byte
        | Shape::Uint16
        | Shape::Uint32
        | Shape::Uint64
        | Shape::Int8
        | Shape::Int16
        | Shape::Int32
        | Shape::Int64 => {
            let (min, max) = ty.kind().integer_range().expect("integers have a range");
            let all = [min, max, 0, 1, i128::from(byte % 128)];
            Value::integer(&owned, all[usize::from(byte) % all.len()])
        }
        Shape::Float32 | Shape::Float64 => {
            let all = [
                0.0,
                -0.0,
                1.5,
                f64::INFINITY,
                f64::from(byte),
                f64::from(f32::MIN_POSITIVE),
            ];
            Value::float(&owned, all[usize::from(byte) % all.len()])
        }
        Shape::String => {
            let text = [
                &b""[..],
                b"a",
                b"\xff",
                "\u{e9}\u{2028}".as_bytes(),
                &[byte][..],
            ];
            Value::string(&owned, text[usize::from(byte) % text.len()])
        }
        Shape::Enum(labels) => Value::enum_label(&owned, usize::from(byte) % labels.len()),
        Shape::TypeObject => return Value::from(anys[usize::from(byte) % anys.len()].clone()),
        Shape::Array { len, elem } => Value::list(&owned, (0..len).map(|_| inner(elem)).collect()),
        Shape::List(elem) => Value::list(&owned, (0..some).map(|_| inner(elem)).collect()),
        Shape::Set(key) => Value::set(&owned, (0..some).map(|_| inner(key)).collect()),
        Shape::Map { key, elem } => Value::map(
            &owned,
            (0..some).map(|_| (inner(key), inner(elem))).collect(),
        ),
        Shape::Struct(fields) => {
            Value::structure(&owned, fields.iter().map(|field| inner(field.ty)).collect())
        }
        Shape::Union(fields) => {
            let index = usize::from(byte) % fields.len();
            Value::union(
                &owned,
                index,
                inner(fields.get(index).expect("in range").ty),
            )
        }
    };
    made.expect("the value fits its type")
}

fn next(bytes: &mut &[u8]) -> Option<u8> {
    let (first, rest) = bytes.split_first()?;
    *bytes = rest;
    Some(*first)
}
