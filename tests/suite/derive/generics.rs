//! Generic types.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use v23::Vdl;
use vdl::{Type, VdlKey};

use super::{check_round_trip, check_type};

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Pair<A, B = A> {
    first: A,
    second: B,
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Tree<T>
where
    T: Clone,
{
    value: T,
    kids: Vec<Self>,
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Table<K: VdlKey + Ord, V>(BTreeMap<K, V>);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Grid<T, const ROWS: usize>([T; ROWS]);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
enum Either<L, R> {
    Left(L),
    Right(R),
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Tagged<T> {
    id: u64,
    #[vdl(skip)]
    tag: PhantomData<T>,
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Knot {
    wrapped: Vec<Pair<Self, bool>>,
    listed: Option<Box<Tree<Vec<Self>>>>,
}

#[test]
fn names_hold_the_arguments() {
    check_type::<Pair<i32, String>>("test.Pair__int32_string struct{First int32;Second string}");
    check_type::<Pair<Vec<u8>, BTreeMap<String, bool>>>(
        "test.Pair__list_byte_map_string_bool struct{First []byte;Second map[string]bool}",
    );
    check_type::<Tree<bool>>("test.Tree__bool struct{Value bool;Kids []test.Tree__bool}");
    check_type::<Table<String, i64>>("test.Table__string_int64 map[string]int64");
    check_type::<Grid<u8, 4>>("test.Grid__byte_4 [4]byte");
    check_type::<Grid<u8, 5>>("test.Grid__byte_5 [5]byte");
    check_type::<Either<Pair<i8, i8>, bool>>(
        "test.Either__Pair__int8_int8_bool union{Left test.Pair__int8_int8 struct{First int8;Second int8};Right bool}",
    );
    check_type::<Tagged<Option<Tree<bool>>>>("test.Tagged__optional_Tree__bool struct{Id uint64}");
}

#[test]
fn arguments_may_contain_the_type() {
    check_type::<Knot>(concat!(
        "test.Knot struct{Wrapped []test.Pair__Knot_bool struct{First test.Knot;Second bool};",
        "Listed ?test.Tree__list_Knot struct{Value []test.Knot;Kids []test.Tree__list_Knot}}"
    ));
    let same = Type::of::<Pair<Knot, bool>>();
    assert_eq!(same.name(), Some("test.Pair__Knot_bool"));
}

#[test]
fn generic_values_come_back() {
    check_round_trip(&Pair {
        first: 3_i32,
        second: "three".to_owned(),
    });
    check_round_trip(&Tree {
        value: 1_u16,
        kids: vec![Tree {
            value: 0,
            kids: Vec::new(),
        }],
    });
    check_round_trip(&Table(BTreeMap::from([("a".to_owned(), vec![1.5_f64])])));
    check_round_trip(&Grid::<i32, 3>([0, -1, 2]));
    check_round_trip(&Grid::<u8, 3>([0, 1, 2]));
    check_round_trip(&Either::<bool, Grid<u8, 1>>::Right(Grid([4])));
    check_round_trip(&Tagged::<String> {
        id: 5,
        tag: PhantomData,
    });
    check_round_trip(&Knot {
        wrapped: vec![Pair {
            first: Knot {
                wrapped: Vec::new(),
                listed: None,
            },
            second: true,
        }],
        listed: None,
    });
}
