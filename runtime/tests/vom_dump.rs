//! Dumps of streams.

use v23::vom::dump::{Atom, Dumper, Item, Status, atoms};
use v23::vom::{Encoder, Limits};
use vdl::{Type, Value};

fn dump(dumper: &mut Dumper) -> (Vec<Atom>, Vec<Status>) {
    let (mut atoms, mut statuses) = (Vec::new(), Vec::new());
    while let Some(item) = dumper.next_item() {
        match item {
            Item::Atom(atom) => atoms.push(atom),
            Item::Status(status) => statuses.push(status),
        }
    }
    (atoms, statuses)
}

/// A stream of several values with types of all kinds.
fn stream() -> (Vec<u8>, Vec<Value>) {
    let texts = [
        "int32(7)",
        "true",
        r#"p.Node struct{Text string;Kids []p.Node}{Text: "a", Kids: {{Text: "b", Kids: {}}}}"#,
        r#"[]any{int32(1), nil, p.Color enum{Red;Green}(Green), typeobject([]string), set[string]{"k"}}"#,
        r#"map[[2]byte]?p.Point struct{X float64;Y float32}{"ab": {X: 1.5, Y: 0}, "cd": nil}"#,
        r#"p.Either union{Left []byte;Right uint64}{Left: "\x00\xff"}"#,
    ];
    let values: Vec<_> = texts
        .iter()
        .map(|text| vdl::parse_value(text).expect("a value"))
        .collect();
    let (mut encoder, mut bytes) = (Encoder::new(), Vec::new());
    for value in &values {
        encoder.encode(value, &mut bytes).expect("encodes");
    }
    (bytes, values)
}

#[test]
fn atoms_are_the_bytes_of_the_stream() {
    let (bytes, _) = stream();
    let (atoms, result) = atoms(&bytes);
    assert_eq!(result, Ok(()));
    assert_eq!(
        atoms
            .iter()
            .flat_map(|atom| &atom.bytes)
            .copied()
            .collect::<Vec<_>>(),
        bytes
    );
}

#[test]
fn statuses_have_the_values() {
    let (bytes, values) = stream();
    let mut dumper = Dumper::new();
    dumper.feed(&bytes);
    let (_, statuses) = dump(&mut dumper);
    let found: Vec<_> = statuses
        .into_iter()
        .filter_map(|status| status.value)
        .collect();
    assert_eq!(found, values);
}

#[test]
fn chunks_make_no_difference() {
    let (bytes, _) = stream();
    let (whole, _) = atoms(&bytes);
    for size in [1, 2, 3, 7, 100] {
        let mut dumper = Dumper::new();
        let mut found = Vec::new();
        for chunk in bytes.chunks(size) {
            dumper.feed(chunk);
            found.extend(dump(&mut dumper).0);
        }
        dumper.flush();
        assert_eq!(dump(&mut dumper), (Vec::new(), Vec::new()), "{size}");
        assert_eq!(found, whole, "{size}");
    }
}

#[test]
fn a_stream_that_is_cut_is_dumped_up_to_there() {
    let (bytes, _) = stream();
    let (whole, _) = atoms(&bytes);
    for len in 0..bytes.len() {
        let (found, result) = atoms(&bytes[..len]);
        assert_eq!(found, whole[..found.len()], "{len}");
        let dumped: usize = found.iter().map(|atom| atom.bytes.len()).sum();
        match result {
            Ok(()) => assert_eq!(dumped, len),
            Err(error) => {
                assert!(error.is_incomplete(), "{len}: {error}");
                assert_eq!(error.offset(), len as u64);
            }
        }
    }
}

#[test]
fn the_version_byte_may_be_missing() {
    let (bytes, _) = stream();
    let (with, _) = atoms(&bytes);
    let (without, result) = atoms(&bytes[1..]);
    assert_eq!(result, Ok(()));
    assert_eq!(without, with[1..]);
}

#[test]
fn after_an_error_the_next_message_is_dumped() {
    let mut dumper = Dumper::new();
    dumper.feed(b"\x81\x51\x04\x03\x01\x08\xe1\x52\x02\xe1");
    let (_, statuses) = dump(&mut dumper);
    let error = statuses.last().and_then(|status| status.error.as_ref());
    assert_eq!(
        error.map(ToString::to_string).as_deref(),
        Some("unexpected control byte 0xe1 at byte 9")
    );
    // The type is still known.
    dumper.feed(b"\x52\x02\x01\x0e");
    let (found, statuses) = dump(&mut dumper);
    assert_eq!(found.len(), 5);
    let values: Vec<_> = statuses.iter().filter_map(|s| s.value.clone()).collect();
    assert_eq!(values, [vdl::parse_value("[]int32{7}").expect("a value")]);
}

#[test]
fn a_flush_ends_a_message() {
    let mut dumper = Dumper::new();
    dumper.feed(b"\x81\x06\x03a");
    dump(&mut dumper);
    assert_eq!(
        dumper.status().to_string(),
        r#"DumpStatus{MsgId: 3, MsgN: 2, Buf(1): "61", Debug: "waiting for string data"}"#
    );
    dumper.flush();
    let (_, statuses) = dump(&mut dumper);
    assert_eq!(
        statuses.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            r#"DumpStatus{MsgId: 3, MsgN: 2, Buf(1): "61", Debug: "waiting for string data", Err: unexpected end of data at byte 4}"#
        ]
    );
    dumper.feed(b"\x10\x0e");
    let (_, statuses) = dump(&mut dumper);
    assert_eq!(statuses[0].value, Some(Value::from(7_i32)));
}

fn check_error(bytes: &[u8], atoms_before: usize, expected: &str) {
    let (found, result) = atoms(bytes);
    let error = result.expect_err("an error");
    assert_eq!(error.to_string(), expected, "{bytes:02x?}");
    assert_eq!(found.len(), atoms_before, "{bytes:02x?}: {found:#?}");
}

#[test]
fn bad_bytes_are_refused_where_they_stand() {
    check_error(b"\x82", 0, "version byte 0x82 instead of 0x81 at byte 0");
    check_error(b"\x81\x00", 2, "type id 0 at byte 1");
    check_error(b"\x81\x81", 1, "unexpected control byte 0x81 at byte 1");
    check_error(
        b"\x81\xe2\x10",
        3,
        "invalid value message marked incomplete at byte 2",
    );
    check_error(b"\x81\x18\x00", 3, "type id 12 is not defined at byte 1");
    check_error(b"\x81\x02\x02", 3, "invalid bool at byte 2");
    check_error(
        b"\x81\x10\xfb\x01\x00\x00\x00\x00",
        4,
        "2147483648 cannot be represented by type int32 at byte 8",
    );
    check_error(
        b"\x81\x4e\xfc\xff\xff\xff\xff",
        3,
        "length 4294967295 is too large at byte 2",
    );
    check_error(
        b"\x81\x1c\x00\x05",
        5,
        "there is no entry 5 in the type table at byte 3",
    );
    check_error(
        b"\x81\x1e\x01\x63\x01\x01\x03\x00\x00\x00",
        9,
        "type id 99 is not defined at byte 7",
    );
    check_error(
        b"\x81\x50\x01\x01\x00",
        5,
        "unexpected end of data at byte 4",
    );
}

#[test]
fn deep_values_are_refused() {
    let mut builder = vdl::TypeBuilder::new();
    let list = builder.reserve();
    let base = builder.list(list);
    let name = builder.named("p.L");
    builder.define(name, base);
    builder.define(list, name);
    let ty = builder.build().expect("a type")[name].clone();
    let mut bytes =
        v23::vom::encode(&Value::list(&ty, Vec::new()).expect("a list")).expect("bytes");
    bytes.truncate(bytes.len() - 2);
    // A message of so many bytes, which are lists of one list.
    bytes.extend(b"\xfc\x01\x00\x00\x00");
    bytes.extend(std::iter::repeat_n(1, 1 << 17));
    let (_, result) = atoms(&bytes);
    let error = result.expect_err("an error");
    assert_eq!(error.class(), "limit", "{error}");
}

#[test]
fn values_of_long_messages_are_not_shown() {
    let mut limits = Limits::default();
    limits.memory = 100;
    let bytes = v23::vom::encode(&vec![1_i32; 1000]).expect("bytes");
    let mut dumper = Dumper::with_limits(limits);
    dumper.feed(&bytes);
    let (found, statuses) = dump(&mut dumper);
    assert!(found.len() > 1000);
    assert!(
        statuses
            .iter()
            .all(|status| status.error.is_none() && status.value.is_none())
    );
    assert_eq!(statuses.last().map(|status| status.msg_id), Some(41));
}

#[test]
fn long_definitions_are_refused() {
    let mut limits = Limits::default();
    limits.memory = 100;
    let fields: Vec<_> = (0..50).map(|at| (format!("F{at}"), Type::BOOL)).collect();
    let fields = fields.iter().map(|(name, ty)| (name.as_str(), ty.clone()));
    let ty = Type::structure("p.S", fields).expect("a type");
    let bytes = v23::vom::encode(&Value::zero(&ty).expect("a value")).expect("bytes");
    let mut dumper = Dumper::with_limits(limits);
    dumper.feed(&bytes);
    let (_, statuses) = dump(&mut dumper);
    let error = statuses.last().and_then(|status| status.error.as_ref());
    assert_eq!(error.map(|error| error.class()), Some("limit"));
}
