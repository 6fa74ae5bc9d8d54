//! Types that are compared with a VDL source while they are compiled; what differs is shown in `tests/ui`.

use std::collections::{BTreeMap, BTreeSet};

use v23::time::Time;
use v23::{Any, Error, Vdl};
use vdl::Type;

use super::check_type;

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Point")]
struct Point {
    x: f64,
    y: f64,
    label: Box<str>,
}

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Celsius")]
struct Celsius(f64);

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Warm")]
struct Warm(Celsius);

#[derive(Vdl)]
#[vdl(
    package = "acme/geo",
    name = "Warm",
    check = "vdl/acme/geo/geo.vdl#Warm"
)]
struct Warmth(f64);

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Grid")]
struct Grid([i32; 4]);

#[derive(Vdl, PartialEq, Eq, PartialOrd, Ord)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Shade")]
enum Shade {
    Dark,
    Light,
}

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Shape")]
enum Shape {
    At(Point),
    Many(Vec<Self>),
    In(Shade),
}

#[derive(Vdl)]
#[vdl(package = "acme/geo", check = "vdl/acme/geo/geo.vdl#Everything")]
struct Everything {
    flag: bool,
    #[vdl(bytes)]
    raw: [u8; 4],
    words: BTreeSet<String>,
    points: BTreeMap<Shade, Point>,
    next: Option<Box<Self>>,
    grid: Grid,
    held: Any,
    r#type: Type,
    failure: Option<Error>,
    when: Time,
    shape: Shape,
    #[vdl(skip)]
    _hits: (),
}

#[derive(Vdl)]
#[vdl(
    package = "acme/geo",
    name = "Point",
    check = "../../vdl/acme/geo/geo.vdl#Point"
)]
struct PointView<'a> {
    x: &'a f64,
    y: f64,
    label: &'a str,
}

#[test]
fn checked_types_are_those_of_the_source() {
    check_type::<Point>("acme/geo.Point struct{X float64;Y float64;Label string}");
    check_type::<Shade>("acme/geo.Shade enum{Dark;Light}");
    check_type::<Warm>("acme/geo.Warm float64");
    assert_eq!(Type::of::<Warmth>(), Type::of::<Warm>());
    assert_eq!(Type::of::<PointView<'_>>(), Type::of::<Point>());
    let everything = Type::of::<Everything>();
    assert_eq!(everything.fields().map(|fields| fields.len()), Some(11));
}
