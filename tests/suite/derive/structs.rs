//! Structs and newtypes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use bytes::Bytes;
use v23::{Any, Vdl, vom};
use vdl::{Type, Value, VdlKey, VdlRead, VdlStruct, VdlWrite};

use super::{check_round_trip, check_type};

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test")]
struct Point {
    x: f64,
    y: f64,
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test")]
struct Empty;

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Everything {
    flag: bool,
    byte: u8,
    small: u16,
    middle: u32,
    large: u64,
    signed: i8,
    short: i16,
    int: i32,
    long: i64,
    single: f32,
    double: f64,
    text: String,
    boxed_text: Box<str>,
    shared_text: Arc<str>,
    borrowed_text: Cow<'static, str>,
    raw: Vec<u8>,
    shared: Bytes,
    boxed: Box<[u8]>,
    list: Vec<i32>,
    queue: VecDeque<String>,
    set: BTreeSet<u32>,
    hashed: HashSet<String>,
    map: BTreeMap<String, Vec<Point>>,
    table: HashMap<i8, bool>,
    point: Point,
    maybe: Option<Point>,
    #[expect(clippy::redundant_allocation, reason = "pointers are seen through")]
    pointer: Rc<Box<Point>>,
    any: Any,
    value: Value,
    ty: Option<Box<Empty>>,
    r#type: bool,
}

#[test]
fn fields_have_the_types_of_the_table() {
    check_type::<Everything>(concat!(
        "test.Everything struct{",
        "Flag bool;Byte byte;Small uint16;Middle uint32;Large uint64;",
        "Signed int8;Short int16;Int int32;Long int64;Single float32;Double float64;",
        "Text string;BoxedText string;SharedText string;BorrowedText string;",
        "Raw []byte;Shared []byte;Boxed []byte;",
        "List []int32;Queue []string;Set set[uint32];Hashed set[string];",
        "Map map[string][]test.Point struct{X float64;Y float64};Table map[int8]bool;",
        "Point test.Point;Maybe ?test.Point;Pointer test.Point;",
        "Any any;Value any;Ty ?test.Empty struct{};Type bool}"
    ));
}

fn everything() -> Everything {
    let point = Point { x: 1.5, y: -2.0 };
    Everything {
        flag: true,
        byte: 200,
        small: 65_535,
        middle: 70_000,
        large: u64::MAX,
        signed: -128,
        short: -300,
        int: i32::MIN,
        long: i64::MAX,
        single: 0.25,
        double: -1e300,
        text: "text".to_owned(),
        boxed_text: "boxed".into(),
        shared_text: "shared".into(),
        borrowed_text: "borrowed".into(),
        raw: vec![0, 255],
        shared: Bytes::from_static(b"shared"),
        boxed: vec![1, 2].into(),
        list: vec![1, -1],
        queue: VecDeque::from(["a".to_owned()]),
        set: BTreeSet::from([3, 1]),
        hashed: HashSet::from(["one".to_owned()]),
        map: BTreeMap::from([("points".to_owned(), vec![point.clone(), Point::default()])]),
        table: HashMap::from([(-1, true)]),
        point: point.clone(),
        maybe: Some(point.clone()),
        pointer: Rc::new(Box::new(point.clone())),
        any: Any::new(&point).expect("a point is a value"),
        value: Value::from("held"),
        ty: Some(Box::new(Empty)),
        r#type: true,
    }
}

#[test]
fn values_of_every_type_come_back() {
    check_round_trip(&everything());
    check_round_trip(&Everything::zero());
}

#[test]
fn fields_that_are_zero_are_left_out() {
    let bytes = vom::encode(&Point { x: 0.0, y: 1.0 }).expect("a point can be written");
    let zero = vom::encode(&Point::default()).expect("a point can be written");
    // The position, the number and nothing else.
    assert_eq!(bytes.len() - zero.len(), 4);
    assert!(Point::default().is_zero() && Everything::zero().is_zero());
}

#[test]
fn a_unit_struct_is_an_empty_struct() {
    check_type::<Empty>("test.Empty struct{}");
    check_round_trip(&Empty);
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Node {
    text: String,
    kids: Vec<Self>,
    next: Option<Box<Self>>,
    by_name: BTreeMap<String, Self>,
}

#[test]
fn types_may_contain_themselves() {
    check_type::<Node>(
        "test.Node struct{Text string;Kids []test.Node;Next ?test.Node;ByName map[string]test.Node}",
    );
    let leaf = |text: &str| Node {
        text: text.to_owned(),
        kids: Vec::new(),
        next: None,
        by_name: BTreeMap::new(),
    };
    check_round_trip(&Node {
        kids: vec![leaf("a"), leaf("")],
        next: Some(Box::new(leaf("b"))),
        by_name: BTreeMap::from([("c".to_owned(), leaf("c"))]),
        ..leaf("root")
    });
}

#[derive(Vdl, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[vdl(package = "test")]
struct Octet(u8);

#[derive(Vdl, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[vdl(package = "test")]
struct UserId(String);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Quad([i32; 4]);

#[derive(Vdl, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[vdl(package = "test")]
struct Digest([u8; 32]);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Octets([Octet; 2]);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Tree(Vec<Self>);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test", newtype)]
struct Celsius {
    degrees: f64,
    #[vdl(skip)]
    _unit: (),
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test")]
struct Place(Point);

#[test]
fn newtypes_name_other_types() {
    check_type::<Octet>("test.Octet byte");
    check_type::<UserId>("test.UserId string");
    check_type::<Quad>("test.Quad [4]int32");
    check_type::<Digest>("test.Digest [32]byte");
    check_type::<Octets>("test.Octets [2]test.Octet byte");
    check_type::<Tree>("test.Tree []test.Tree");
    check_type::<Celsius>("test.Celsius float64");
    check_type::<Place>("test.Place struct{X float64;Y float64}");
    check_round_trip(&Octet(9));
    check_round_trip(&vec![Octet(0), Octet(255)]);
    check_round_trip(&UserId("ada".to_owned()));
    check_round_trip(&Quad([0, 1, -1, 7]));
    check_round_trip(&Digest([7; 32]));
    check_round_trip(&Octets([Octet(1), Octet(0)]));
    check_round_trip(&Tree(vec![Tree(Vec::new()), Tree(vec![Tree(Vec::new())])]));
    check_round_trip(&Celsius {
        degrees: -40.0,
        _unit: (),
    });
    check_round_trip(&Place(Point { x: 1.0, y: 0.0 }));
}

#[test]
fn lists_of_byte_newtypes_are_bytes() {
    let octets = vom::encode(&vec![Octet(1), Octet(2)]).expect("octets can be written");
    assert!(octets.ends_with(&[4, 3, 2, 1, 2]) || octets.ends_with(&[2, 1, 2]));
    assert_eq!(vom::decode::<Vec<u8>>(&octets).ok(), Some(vec![1, 2]));
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test")]
struct Directory {
    users: BTreeMap<UserId, Digest>,
    seen: HashSet<Digest>,
    corners: BTreeMap<Corner, u8>,
    place: Option<Place>,
}

#[derive(Vdl, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "test")]
struct Corner {
    column: u8,
    row: i64,
}

#[test]
fn what_can_be_a_key_or_optional_follows_from_the_parts() {
    fn is_key<T: VdlKey>() {}
    fn is_struct<T: VdlStruct>() {}
    is_key::<UserId>();
    is_key::<Digest>();
    is_key::<Corner>();
    is_struct::<Place>();
    check_round_trip(&Directory {
        users: BTreeMap::from([(UserId("ada".to_owned()), Digest([1; 32]))]),
        seen: HashSet::from([Digest([2; 32])]),
        corners: BTreeMap::from([(Corner { column: 1, row: -1 }, 3)]),
        place: Some(Place(Point { x: 0.0, y: 2.0 })),
    });
}

#[derive(Vdl)]
#[vdl(package = "test", name = "Point")]
struct PointView<'a> {
    x: &'a f64,
    y: f64,
}

#[derive(Vdl)]
#[vdl(package = "test")]
struct Report<'a, 'b: 'a> {
    title: &'a str,
    lines: &'b [Cow<'a, str>],
    points: Vec<PointView<'b>>,
}

#[test]
fn types_that_borrow_can_be_written() {
    let x = 1.0;
    let view = PointView { x: &x, y: 2.0 };
    let bytes = vom::encode(&view).expect("a view can be written");
    assert_eq!(
        vom::decode::<Point>(&bytes).ok(),
        Some(Point { x: 1.0, y: 2.0 })
    );
    assert_eq!(Type::of::<PointView<'_>>(), Type::of::<Point>());
    check_type::<Report<'_, '_>>(
        "test.Report struct{Title string;Lines []string;Points []test.Point struct{X float64;Y float64}}",
    );
    let report = Report {
        title: "title",
        lines: &["line".into()],
        points: vec![view],
    };
    let value = vdl::coder::to_value(&report).expect("a report is a value");
    assert_eq!(vom::encode(&report).ok(), vom::encode(&value).ok(),);
}
