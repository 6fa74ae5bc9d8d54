//! Enums and unions.

use std::collections::BTreeMap;
use std::panic::catch_unwind;

use v23::{Vdl, vom};
use vdl::{Type, VdlRead, VdlType, VdlWrite};

use super::{check_round_trip, check_type, convert};

#[derive(Vdl, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
#[vdl(package = "test")]
enum Shade {
    #[default]
    Dark,
    #[vdl(rename = "Bright")]
    Light = 7,
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test", rename_all = "SCREAMING_SNAKE_CASE", as_enum)]
enum Brackets {
    OpenOne(),
    CloseOne {},
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
enum Choice {
    Number(i32),
    #[vdl(rename = "Words")]
    Text(String),
    Shade(Shade),
    Many(Vec<Self>),
    Link(Option<Box<Link>>),
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test", as_union)]
enum Single {
    Only(String),
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test")]
struct Link {
    choice: Choice,
    shades: BTreeMap<Shade, Single>,
}

#[derive(Vdl, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "test")]
enum Key {
    Number(u64),
    Shade(Shade),
}

#[test]
fn enums_and_unions_have_labels_and_fields_in_order() {
    check_type::<Shade>("test.Shade enum{Dark;Bright}");
    check_type::<Brackets>("test.Brackets enum{OPEN_ONE;CLOSE_ONE}");
    check_type::<Single>("test.Single union{Only string}");
    check_type::<Choice>(concat!(
        "test.Choice union{Number int32;Words string;Shade test.Shade enum{Dark;Bright};",
        "Many []test.Choice;Link ?test.Link struct{Choice test.Choice;",
        "Shades map[test.Shade]test.Single union{Only string}}}"
    ));
}

#[test]
fn enums_and_unions_come_back() {
    check_round_trip(&Shade::Dark);
    check_round_trip(&Shade::Light);
    check_round_trip(&Brackets::CloseOne {});
    check_round_trip(&BTreeMap::from([
        (Key::Number(3), true),
        (Key::Shade(Shade::Light), false),
    ]));
    let link = Link {
        choice: Choice::Text(String::new()),
        shades: BTreeMap::from([(Shade::Light, Single::Only("one".to_owned()))]),
    };
    check_round_trip(&Choice::Many(vec![
        Choice::Number(0),
        Choice::Number(-5),
        Choice::Text("text".to_owned()),
        Choice::Shade(Shade::Light),
        Choice::Link(None),
        Choice::Link(Some(Box::new(link))),
    ]));
}

#[test]
fn the_first_variant_is_zero() {
    assert!(Shade::Dark.is_zero() && !Shade::Light.is_zero());
    assert!(Choice::Number(0).is_zero() && !Choice::Number(1).is_zero());
    assert!(!Choice::Text(String::new()).is_zero());
    assert_eq!(Shade::zero(), Shade::Dark);
    assert_eq!(Choice::zero(), Choice::Number(0));
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "test", name = "Shade")]
enum MoreShades {
    Dark,
    Bright,
    Dim,
}

#[test]
fn labels_and_fields_that_are_not_known_are_refused() {
    assert_eq!(
        convert::<_, Shade>(&MoreShades::Bright).ok(),
        Some(Shade::Light)
    );
    let error = convert::<_, Shade>(&MoreShades::Dim).expect_err("there is no such label");
    assert_eq!(error.class(), "enum_label");

    // A position that not even the type in the message has.
    let mut bytes = vom::encode(&Shade::Light).expect("a shade can be written");
    *bytes.last_mut().expect("a message is not empty") = 2;
    let error = vom::decode::<Shade>(&bytes).expect_err("there are two labels");
    assert_eq!(error.class(), "enum_index");
    let mut bytes = vom::encode(&Single::Only(String::new())).expect("a union can be written");
    let at = bytes.len() - 2;
    bytes[at] = 1;
    let error = vom::decode::<Single>(&bytes).expect_err("there is one field");
    assert_eq!(error.class(), "field_index");
}

#[derive(Vdl, Debug)]
#[vdl(package = "test")]
enum Contrary {
    First,
    Second,
}

#[expect(
    clippy::derivable_impls,
    reason = "the compiler refuses it where it is derived"
)]
impl Default for Contrary {
    fn default() -> Self {
        Self::Second
    }
}

#[derive(Vdl, Debug)]
#[vdl(package = "test")]
enum ContraryUnion {
    First(bool),
}

impl Default for ContraryUnion {
    fn default() -> Self {
        Self::First(true)
    }
}

#[test]
fn a_default_other_than_zero_is_found_at_first_use() {
    assert!(matches!(Contrary::default(), Contrary::Second));
    assert!(matches!(
        ContraryUnion::default(),
        ContraryUnion::First(true)
    ));
    assert!(catch_unwind(Type::of::<Contrary>).is_err());
    assert!(catch_unwind(ContraryUnion::vdl_type).is_err());
    assert!(matches!(Contrary::zero(), Contrary::First));
}
