//! Rust values as dynamic values and back, with VOM for comparison.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::fmt::Debug;
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use v23::vom::{DecodeErrorKind, decode, encode};
use vdl::coder::{Describer, FromValueError, ReadError, Writer, from_value, to_value};
use vdl::{Kind, Pending, Type, TypeBuilder, Value, VdlRead, VdlType, VdlWrite};

use crate::arbitrary::{package, value};
use crate::node::{Node, Octet, OldNode};
use crate::vom_properties::nodes;

/// Reading a value directly is sending and receiving it, down to what is wrong.
fn check_read<T: VdlRead + Debug>(value: &Value, sent: &[u8]) {
    let direct = from_value::<T>(value);
    match (&direct, decode::<T>(sent)) {
        (Ok(direct), Ok(received)) => {
            assert_eq!(format!("{direct:?}"), format!("{received:?}"), "{value}");
        }
        (Err(direct), Err(received)) => {
            let DecodeErrorKind::Read(cause) = received.kind() else {
                panic!("{value}: {received}");
            };
            assert_eq!(direct.cause(), cause, "{value}");
        }
        (direct, received) => panic!("{value}: {direct:?}, {received:?}"),
    }
}

/// Reads a value as all sorts of Rust types.
fn check_reads(value: &Value) {
    let sent = encode(value).expect("it can be written");
    check_read::<bool>(value, &sent);
    check_read::<u8>(value, &sent);
    check_read::<u16>(value, &sent);
    check_read::<u32>(value, &sent);
    check_read::<u64>(value, &sent);
    check_read::<i8>(value, &sent);
    check_read::<i16>(value, &sent);
    check_read::<i32>(value, &sent);
    check_read::<i64>(value, &sent);
    check_read::<f32>(value, &sent);
    check_read::<f64>(value, &sent);
    check_read::<String>(value, &sent);
    check_read::<Type>(value, &sent);
    check_read::<Value>(value, &sent);
    check_read::<Octet>(value, &sent);
    check_read::<Vec<u8>>(value, &sent);
    check_read::<Vec<Octet>>(value, &sent);
    check_read::<VecDeque<i16>>(value, &sent);
    check_read::<Vec<f32>>(value, &sent);
    check_read::<Vec<String>>(value, &sent);
    check_read::<Vec<Value>>(value, &sent);
    check_read::<Vec<Vec<u64>>>(value, &sent);
    check_read::<[u8; 2]>(value, &sent);
    check_read::<[i32; 1]>(value, &sent);
    check_read::<BTreeSet<u32>>(value, &sent);
    check_read::<BTreeSet<String>>(value, &sent);
    check_read::<BTreeMap<String, i8>>(value, &sent);
    check_read::<BTreeMap<u64, Value>>(value, &sent);
    check_read::<BTreeMap<bool, Vec<u8>>>(value, &sent);
    check_read::<Node>(value, &sent);
    check_read::<OldNode>(value, &sent);
    check_read::<Option<Node>>(value, &sent);
    check_read::<Option<Box<OldNode>>>(value, &sent);
    check_read::<Vec<OldNode>>(value, &sent);
}

/// A value is what is received when it is sent, and comes back from there.
fn check_write<T: VdlRead + VdlWrite + Debug>(value: &T) {
    let dynamic = to_value(value).expect("it is small");
    let sent = encode(value).expect("it can be written");
    let received = decode::<Value>(&sent).expect("it was written so");
    assert_eq!(dynamic.ty(), received.ty());
    assert_eq!(dynamic.to_string(), received.to_string());
    if *T::vdl_type() != Type::ANY {
        assert_eq!(dynamic.is_zero(), value.is_zero());
    }
    let back = from_value::<T>(&dynamic).expect("it came from there");
    assert_eq!(format!("{back:?}"), format!("{value:?}"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20))]

    #[test]
    fn reading_a_value_is_sending_and_receiving_it(
        package in package(),
        bytes in vec(any::<u8>(), 0..200),
    ) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in types.iter().flat_map(|ty| ty.walk()) {
            let made = value(ty, &mut bytes, &types, 0);
            check_reads(&made);
            check_reads(&Value::any_some(made).expect("any holds anything"));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn other_versions_of_a_struct_are_read(node in nodes()) {
        let dynamic = to_value(&node).expect("it is small");
        check_reads(&dynamic);
        for kid in dynamic.field_named("Kids").expect("it has kids").elems() {
            check_reads(&kid.to_owned());
        }
    }

    #[test]
    fn numbers_are_read_as_if_received(
        number in any::<i64>(),
        shift in 0..64_u32,
        float in any::<f64>(),
    ) {
        let (number, float) = (Value::from(number >> shift), Value::from(float));
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_number()) {
            let ty = Type::primitive(kind).expect("numbers have a type");
            for made in [&number, &float].iter().filter_map(|number| number.convert_to(&ty).ok()) {
                check_reads(&made);
            }
        }
        check_reads(&float);
    }

    #[test]
    fn rust_values_come_back(node in nodes()) {
        check_write(&Some(node.clone()));
        check_write(&vec![node.clone(), Node::zero()]);
        check_write(&BTreeMap::from([(1_u8, node.clone())]));
        check_write(&node);
    }

    #[test]
    fn dynamic_values_stay_what_they_are(package in package(), bytes in vec(any::<u8>(), 0..200)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let made = value(ty.as_ref(), &mut bytes, &types, 0);
            // Zeros in fields of structs have no sign.
            check_write(&to_value(&made).expect("it is small"));
        }
    }
}

#[test]
fn standard_types_come_back() {
    check_write(&true);
    check_write(&-5_i8);
    check_write(&u64::MAX);
    check_write(&f32::INFINITY);
    check_write(&-0.0_f64);
    check_write(&Cow::Borrowed("text"));
    check_write(&Type::list(&Type::ANY));
    check_write(&[1_u8, 2, 3]);
    check_write(&[0_u16, 2]);
    check_write(&vec![Octet(0), Octet(9)]);
    check_write(&Rc::new(vec![Vec::new(), vec![0_i64]]));
    check_write(&HashSet::from([3_u16]));
    check_write(&HashMap::from([(
        "a".to_owned(),
        vec![Value::from(1_u8), Value::any_none()],
    )]));
    check_write(&None::<Node>);
}

fn fail<T: VdlRead + Debug>(value: &Value) -> FromValueError {
    value.to::<T>().expect_err("it does not convert")
}

#[test]
fn errors_say_where() {
    let kid = Node {
        votes: BTreeMap::from([("x".to_owned(), 300)]),
        ..Node::zero()
    };
    let node = Node {
        kids: vec![Node::zero(), kid],
        number: -1,
        ..Node::zero()
    };
    let list = Value::of(&vec![node]).expect("it is small");

    let votes = list
        .elem(0)
        .and_then(|node| node.field_named("Kids")?.elem(1)?.field_named("Votes"));
    let refused = fail::<BTreeMap<String, u8>>(&votes.expect("it is there").to_owned());
    assert_eq!(refused.path(), r#"["x"]"#);
    assert_eq!(
        refused.to_string(),
        r#"["x"]: 300 cannot be represented by type byte"#
    );

    let text = Value::string(&Type::STRING, vec![0xFF]).expect("any bytes are a string");
    let texts = Value::of(&vec![Value::from("a"), text]).expect("it is small");
    let refused = fail::<Vec<String>>(&texts);
    assert_eq!((refused.path(), refused.cause()), ("[1]", &ReadError::Utf8));
}

#[test]
fn depth_is_bounded() {
    let mut node = Node::zero();
    for _ in 0..200 {
        let kids = vec![node];
        node = Node {
            kids,
            ..Node::zero()
        };
    }
    let deep = to_value(&node).expect("values may be so deep");
    assert_eq!(deep.to::<Value>(), Ok(deep.clone()));
    let refused = fail::<Node>(&deep);
    assert!(
        matches!(refused.cause(), ReadError::Refused(_)),
        "{refused}"
    );

    let mut builder = TypeBuilder::new();
    let list = builder.named("deep.List");
    let base = builder.list(list);
    builder.define(list, base);
    let list = builder.build().expect("lists may hold themselves")[list].clone();
    let mut deepest = Value::zero(&list).expect("it is empty");
    while let Ok(deeper) = Value::list(&list, vec![deepest.clone()]) {
        deepest = deeper;
    }
    assert_eq!(to_value(&deepest).as_ref(), Ok(&deepest));
    assert_eq!(deepest.to::<Value>().as_ref(), Ok(&deepest));
    assert!(to_value(&vec![deepest]).is_err());
}

/// Says that it is a pair of numbers, and writes what it likes.
struct Liar(&'static [Part]);

#[derive(Clone, Copy)]
enum Part {
    Begin,
    Field(usize),
    Number(i64),
    Text,
    Bytes,
    End,
}

impl VdlType for Liar {
    type Identity = Self;

    fn describe(describer: &mut Describer) -> Pending {
        describer.named::<Self>("liar.Pair", |describer| {
            let fields = [("A", describer.of::<i64>()), ("B", describer.of::<i8>())];
            describer.builder().structure(fields)
        })
    }
}

impl VdlWrite for Liar {
    fn is_zero(&self) -> bool {
        false
    }

    fn write<W: Writer>(&self, writer: &mut W) -> Result<(), W::Error> {
        self.0.iter().try_for_each(|part| match part {
            Part::Begin => writer.begin_struct(),
            Part::Field(index) => writer.field(*index),
            Part::Number(number) => writer.int(Kind::Int64, *number),
            Part::Text => writer.string(b"text"),
            Part::Bytes => writer.byte_list(b"bytes"),
            Part::End => writer.end_struct(),
        })
    }
}

#[test]
fn values_have_the_type_that_they_say() {
    use Part::{Begin, Bytes, End, Field, Number, Text};
    let honest = Liar(&[Begin, Field(0), Number(7), End]);
    let value = to_value(&honest).expect("it is as it says");
    assert_eq!(
        value.to_string(),
        "liar.Pair struct{A int64;B int8}{A: 7, B: 0}"
    );
    let lies: [&[Part]; 11] = [
        &[],
        &[Begin],
        &[Text],
        &[End],
        &[Field(0)],
        &[Begin, Text],
        &[Begin, Field(2)],
        &[Begin, Field(0), End],
        &[Begin, Field(1), Number(7), End],
        &[Begin, Field(0), Bytes, End],
        &[Begin, End, Begin],
    ];
    for (index, lie) in lies.into_iter().enumerate() {
        assert!(to_value(&Liar(lie)).is_err(), "{index}");
    }
}
