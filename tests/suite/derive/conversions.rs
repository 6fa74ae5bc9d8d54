//! Fields and types that do not travel as what they are.

use std::net::Ipv4Addr;
use std::num::NonZeroU32;

use v23::{Vdl, vom};
use vdl::coder::to_value;
use vdl::{Type, VdlKey, VdlRead, VdlWrite};

use super::{check_round_trip, check_type};

/// Addresses as text.
mod address {
    use std::net::{AddrParseError, Ipv4Addr};

    use v23::vom::EncodeError;

    pub(super) fn to_native(wire: String) -> Result<Ipv4Addr, AddrParseError> {
        wire.parse()
    }

    pub(super) fn from_native(native: &Ipv4Addr) -> Result<String, EncodeError> {
        Ok(native.to_string())
    }
}

/// Upper-case texts, borrowed when they are written.
mod shout {
    pub(super) fn to_native(wire: String) -> Result<String, String> {
        if wire.chars().any(char::is_lowercase) {
            return Err("not so loud as it should be".to_owned());
        }
        Ok(wire)
    }

    pub(super) fn from_native(native: &String) -> Result<&str, String> {
        if native == "silence" {
            return Err("silence cannot be told".to_owned());
        }
        Ok(native)
    }
}

fn localhost() -> Ipv4Addr {
    Ipv4Addr::LOCALHOST
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Host {
    #[vdl(with = "address", default = "localhost")]
    address: Ipv4Addr,
    #[vdl(with = "shout")]
    name: String,
    #[vdl(bytes)]
    key: [u8; 4],
    #[vdl(bytes)]
    cookie: Box<[u8]>,
    #[vdl(default)]
    port: u16,
    #[vdl(default = "one")]
    weight: u32,
    #[vdl(skip)]
    connections: usize,
    #[vdl(skip, default = "one")]
    tries: u32,
}

fn one() -> u32 {
    1
}

fn host() -> Host {
    Host {
        address: Ipv4Addr::new(10, 0, 0, 1),
        name: "ADA".to_owned(),
        key: [1, 2, 3, 4],
        cookie: vec![9].into(),
        port: 80,
        weight: 5,
        connections: 0,
        tries: 1,
    }
}

#[test]
fn converted_fields_travel_as_what_they_are_converted_to() {
    check_type::<Host>(
        "test.Host struct{Address string;Name string;Key []byte;Cookie []byte;Port uint16;Weight uint32}",
    );
    check_round_trip(&host());
}

#[test]
fn fields_that_are_skipped_are_made_anew() {
    let bytes = vom::encode(&Host {
        connections: 7,
        tries: 9,
        ..host()
    });
    let read = vom::decode::<Host>(&bytes.expect("a host can be written"));
    assert_eq!(read, Ok(host()));
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test", name = "Host")]
struct Sparse {
    address: String,
    name: String,
    key: Vec<u8>,
    weight: u32,
}

#[test]
fn a_field_with_a_default_has_it_only_if_it_does_not_come() {
    #[derive(Vdl)]
    #[vdl(package = "test", name = "Host")]
    struct None;
    let none = vom::encode(&None).expect("nothing can be written");
    let read: Host = vom::decode(&none).expect("nothing can be read as a host");
    assert_eq!(
        (read.address, read.weight, read.key, read.tries),
        (Ipv4Addr::LOCALHOST, 1, [0; 4], 1)
    );
    // Zero is written, for otherwise the default would come back.
    let zero = Host {
        weight: 0,
        port: 0,
        ..host()
    };
    let bytes = vom::encode(&zero).expect("a host can be written");
    assert_eq!(vom::decode(&bytes), Ok(zero));
    assert!(!Host::zero().is_zero());
}

#[test]
fn failing_conversions_are_errors() {
    let refused = vom::encode(&Host {
        name: "silence".to_owned(),
        ..host()
    });
    let text = refused.expect_err("silence is refused").to_string();
    assert!(text.contains("silence cannot be told"), "{text}");
    assert!(
        to_value(&Host {
            name: "silence".to_owned(),
            ..host()
        })
        .is_err()
    );

    let read = |sparse: &Sparse| {
        let bytes = vom::encode(sparse).expect("texts can be written");
        vom::decode::<Host>(&bytes)
            .expect_err("the texts are no host")
            .to_string()
    };
    let good = Sparse {
        address: "10.0.0.1".to_owned(),
        name: "A".to_owned(),
        key: vec![0; 4],
        weight: 1,
    };
    let text = read(&Sparse {
        name: "a".to_owned(),
        ..good.clone()
    });
    assert!(text.contains("not so loud"), "{text}");
    let text = read(&Sparse {
        key: vec![0; 5],
        ..good.clone()
    });
    assert!(text.contains("5 bytes are too few or too many"), "{text}");
    let text = read(&Sparse {
        address: "here".to_owned(),
        ..good
    });
    assert!(text.contains("invalid IPv4 address"), "{text}");
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
enum Target {
    Number(u32),
    Address(#[vdl(with = "address")] Ipv4Addr),
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Shout(#[vdl(with = "shout")] String);

#[test]
fn payloads_and_newtypes_convert_too() {
    check_type::<Target>("test.Target union{Number uint32;Address string}");
    check_type::<Shout>("test.Shout string");
    check_round_trip(&Target::Address(Ipv4Addr::BROADCAST));
    check_round_trip(&Shout("AH".to_owned()));
}

/// What a count is on the wire.
#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test", name = "Count")]
struct WireCount {
    number: u32,
}

/// A count that is never zero.
#[derive(Vdl, Clone, Copy, PartialEq, Eq, Debug)]
#[vdl(native = "WireCount", with = "count")]
struct Count(NonZeroU32);

impl Default for Count {
    fn default() -> Self {
        Self(NonZeroU32::MIN)
    }
}

mod count {
    use std::num::NonZeroU32;

    use super::{Count, WireCount};

    pub(super) fn to_native(wire: WireCount) -> Result<Count, &'static str> {
        let number = NonZeroU32::new(wire.number).ok_or("a count is at least 1")?;
        Ok(Count(number))
    }

    pub(super) fn from_native(native: &Count) -> Result<WireCount, String> {
        let number = native.0.get();
        Ok(WireCount { number })
    }
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test")]
struct Counts {
    all: Vec<Count>,
    best: Option<Count>,
    last: Count,
}

#[test]
fn native_types_stand_for_their_wire_types() {
    assert_eq!(Type::of::<Count>(), Type::of::<WireCount>());
    check_type::<Counts>(
        "test.Counts struct{All []test.Count struct{Number uint32};Best ?test.Count;Last test.Count}",
    );
    let seven = Count(NonZeroU32::new(7).expect("7 is not zero"));
    check_round_trip(&seven);
    check_round_trip(&Counts {
        all: vec![seven],
        best: Some(seven),
        last: seven,
    });
    check_round_trip(&Counts::default());
    let zero = vom::encode(&vec![WireCount::default()]).expect("counts can be written");
    let error = vom::decode::<Vec<Count>>(&zero).expect_err("zero is no count");
    assert!(
        error.to_string().contains("a count is at least 1"),
        "{error}"
    );
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(transparent)]
struct Cached {
    wire: WireCount,
    #[vdl(skip)]
    hits: u32,
}

#[derive(Vdl, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(transparent)]
struct Bits(u8);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(transparent)]
struct Maybe(Option<Cached>);

#[test]
fn transparent_types_have_no_type_of_their_own() {
    fn is_key<T: VdlKey>() {}
    is_key::<Bits>();
    assert_eq!(Type::of::<Cached>(), Type::of::<WireCount>());
    assert_eq!(Type::of::<Vec<Bits>>(), Type::of::<Vec<u8>>());
    let cached = Cached {
        wire: WireCount { number: 4 },
        hits: 0,
    };
    check_round_trip(&cached);
    check_round_trip(&vec![Bits(1), Bits(0)]);
    check_round_trip(&Maybe(Some(cached)));
    check_round_trip(&Maybe(None));
}
