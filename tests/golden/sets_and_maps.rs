//! Sets and maps, and keys that hold floats.

generated!("sets_and_maps");

use std::collections::{BTreeMap, BTreeSet};

use vdl::FloatKey;

use self::acme::index::{Corner, Keys, Length, Marks, Nested, Place, Side, Speed, Spot, Table};
use crate::coding::{is_zero, survives};

#[test]
fn sets_and_maps_are_coded() {
    is_zero::<Marks>("acme/index.Marks set[string]");
    is_zero::<Table>("acme/index.Table map[string]acme/index.Marks set[string]");
    is_zero::<Nested>("acme/index.Nested map[string]acme/index.Nested");
    let marks: Marks = ["a".to_owned(), "b".to_owned()].into_iter().collect();
    let spot = Spot { x: Length(1.5), y: -0.5, name: "x".to_owned() };
    survives(&Keys {
        flags: BTreeSet::from([true, false]),
        bytes: BTreeSet::from([0, 255]),
        floats: [0.5, f64::INFINITY, -1.0].into_iter().map(FloatKey::from).collect(),
        lengths: BTreeSet::from([Length(2.0), Length(-2.0)]),
        sides: BTreeMap::from([(Side::Right, 1)]),
        places: BTreeMap::from([
            (Place::At(spot), Speed(1.0)),
            (Place::Far(9.5), Speed(0.0)),
            (Place::Called("there".to_owned()), Speed(-1.0)),
        ]),
        corners: BTreeMap::from([(Corner([0.0, 1.0]), "c".to_owned())]),
        marks: marks.clone(),
        table: Table(BTreeMap::from([("t".to_owned(), marks)])),
        nested: Nested(BTreeMap::from([("n".to_owned(), Nested::default())])),
    });
    survives(&Keys::default());
}

#[test]
fn sets_and_maps_are_like_those_of_the_library() {
    let mut table = Table::default();
    table.extend([("a".to_owned(), Marks::default())]);
    assert_eq!((table.len(), table.iter().count()), (1, 1));
    assert!(table.0.contains_key("a"));
    assert_eq!(BTreeMap::from(table).len(), 1);
}

#[test]
fn floats_in_keys_have_a_total_order() {
    assert_eq!(Length(0.0), Length(-0.0));
    assert_eq!(Length(f32::NAN), Length(f32::NAN));
    assert!(Length(1.0) < Length(2.0) && Length(2.0) < Length(f32::INFINITY));
    assert_eq!(Corner([0.0, f64::NAN]), Corner([-0.0, f64::NAN]));
    assert!(Place::Far(1.0) < Place::Far(2.0));
    let spot = |x| Spot { x: Length(x), ..Spot::default() };
    let spots = BTreeSet::from([spot(2.0), spot(-1.0), spot(2.0)]);
    assert_eq!(spots.iter().map(|spot| spot.x.0).collect::<Vec<_>>(), [-1.0, 2.0]);
    // A speed is no key, and compares as floats do.
    assert_ne!(Speed(f64::NAN), Speed(f64::NAN));
}
