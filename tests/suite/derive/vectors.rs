//! Derived types against recorded messages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;
use std::path::Path;

use serde_json::Value as Json;
use v23::{Vdl, vom};
use vdl::{Type, Value, VdlRead, VdlWrite};

macro_rules! derived {
    ($($item:item)*) => {$(
        #[derive(Vdl, Clone, PartialEq, Debug)]
        #[vdl(package = "vec/a")]
        $item
    )*};
}

derived! {
    struct NBool(bool);
    struct NByte(u8);
    struct NUint64(u64);
    struct NInt8(i8);
    struct NFloat32(f32);
    struct NString(String);
    struct Hash([u8; 16]);
    struct Tags(BTreeSet<String>);
    struct Empty {}
    struct HasType { t: Type, u: Type }
    struct NegZ { f: f64, g: f32 }
    struct ByteField { b: u8, c: u8 }
    struct HasOpt { a: Option<Point>, b: Option<Point>, c: Option<Empty> }
    struct HasAny { a: Value, b: Value, c: Vec<Value> }
    struct TypAny { t: Type, a: v23::Any }
    struct Node { val: String, kids: Vec<Self> }
    struct Link { n: i32, next: Option<Box<Self>> }
    struct RecList(Vec<Self>);
    struct RecMap(BTreeMap<String, Self>);
    struct MutA { x: i32, b: Vec<MutB> }
    struct MutB { y: String, a: Option<Box<MutA>> }
    struct Bin { l: Vec<Expr>, r: Vec<Expr> }
    enum Expr { Lit(f64), Op(Bin), Neg(Vec<Self>) }
    struct Holder { t: Node, l: Option<Link>, a: v23::Any }
    enum Choice { I(i32), S(String), P(Point), O(Option<Point>), A(v23::Any) }
    struct HasU { u: Choice, z: bool }
    struct Mixed {
        b: bool,
        n: u64,
        s: String,
        f: f64,
        e: Color,
        p: Point,
        l: Vec<i32>,
        raw: Vec<u8>,
    }
}

#[derive(Vdl, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "vec/a")]
enum Color {
    Red,
    Green,
    Blue,
}

#[derive(Vdl, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "vec/a")]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Vdl, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "vec/a")]
enum UKey {
    A(i32),
    B(String),
}

/// All recorded messages of the type are read, and written with the same bytes; returns how many there are.
fn check<T: VdlRead + VdlWrite + Debug>(records: &[Json]) -> usize {
    let ty = Type::of::<T>();
    let of_type = |record: &&Json| record["unique"].as_str() == Some(ty.unique_string());
    let records: Vec<&Json> = records.iter().filter(of_type).collect();
    for record in &records {
        let name = &record["name"];
        let bytes = bytes(record["hex"].as_str().unwrap_or_default());
        let value: T = vom::decode(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        let written = vom::encode(&value).unwrap_or_else(|error| panic!("{name}: {error}"));
        if written != bytes {
            // Recorded maps and sets are in no order.
            assert!(
                ty.walk().any(|part| part.key().is_some()),
                "{name}: {value:?}"
            );
            assert_eq!(
                vom::decode::<Value>(&written),
                vom::decode::<Value>(&bytes),
                "{name}"
            );
        }
    }
    records.len()
}

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u32> = hex.chars().filter_map(|digit| digit.to_digit(16)).collect();
    let pairs = digits.chunks_exact(2);
    pairs.map(|pair| (pair[0] * 16 + pair[1]) as u8).collect()
}

#[test]
fn recorded_messages_are_read_and_written_alike() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../testdata/vom/values.json");
    let text = std::fs::read_to_string(file).expect("the recorded values are in the tree");
    let records: Vec<Json> = serde_json::from_str(&text).expect("the recorded values are JSON");
    let checks: &[fn(&[Json]) -> usize] = &[
        check::<NBool>,
        check::<NByte>,
        check::<NUint64>,
        check::<NInt8>,
        check::<NFloat32>,
        check::<NString>,
        check::<Hash>,
        check::<Tags>,
        check::<Color>,
        check::<BTreeMap<Color, u8>>,
        check::<Vec<Type>>,
        check::<HasType>,
        check::<Point>,
        check::<Option<Point>>,
        check::<[Point; 2]>,
        check::<BTreeSet<Point>>,
        check::<BTreeMap<Point, String>>,
        check::<BTreeMap<UKey, bool>>,
        check::<Empty>,
        check::<NegZ>,
        check::<ByteField>,
        check::<Mixed>,
        check::<HasOpt>,
        check::<Option<HasOpt>>,
        check::<HasAny>,
        check::<TypAny>,
        check::<Choice>,
        check::<Vec<Choice>>,
        check::<HasU>,
        check::<Node>,
        check::<Link>,
        check::<Option<Link>>,
        check::<RecList>,
        check::<RecMap>,
        check::<MutA>,
        check::<MutB>,
        check::<Expr>,
        check::<Holder>,
    ];
    for (at, check) in checks.iter().enumerate() {
        assert!(check(&records) > 0, "no message is recorded for type {at}");
    }
}
