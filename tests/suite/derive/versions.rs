//! What older and newer versions of a type make of each other's values.

use v23::{Vdl, vom};
use vdl::Value;
use vdl::coder::{from_value, to_value};

use super::convert;

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test", name = "User")]
struct Old {
    name: String,
    gone: Vec<Value>,
    votes: u16,
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test", name = "User")]
struct New {
    votes: i64,
    name: String,
    #[vdl(default = "twenty")]
    age: u8,
    friends: Vec<Self>,
}

fn twenty() -> u8 {
    20
}

#[derive(Vdl, Clone, PartialEq, Debug, Default)]
#[vdl(package = "test", name = "User", deny_unknown)]
struct Strict {
    name: String,
    votes: u16,
}

fn old() -> Old {
    Old {
        name: "ada".to_owned(),
        gone: vec![Value::from(true)],
        votes: 3,
    }
}

#[test]
fn fields_go_by_name_and_the_unknown_are_passed_over() {
    let expected = New {
        votes: 3,
        name: "ada".to_owned(),
        age: 20,
        friends: Vec::new(),
    };
    assert_eq!(convert::<_, New>(&old()).as_ref(), Ok(&expected));
    let back: Old = convert(&expected).expect("a newer version can be read");
    assert_eq!((back.name.as_str(), back.votes), ("ada", 3));
}

#[test]
fn what_does_not_fit_is_an_error() {
    let new = New {
        votes: 70_000,
        ..New::default()
    };
    let error = convert::<_, Old>(&new).expect_err("there are not so many votes");
    assert_eq!(error.class(), "precision");
}

#[test]
fn unknown_fields_are_refused_if_so_wanted() {
    let strict = Strict {
        name: "ada".to_owned(),
        votes: 3,
    };
    assert_eq!(convert::<_, Strict>(&strict).as_ref(), Ok(&strict));

    let error = convert::<_, Strict>(&Old::default()).expect_err("there is one more field");
    let text = error.to_string();
    assert!(
        text.contains("test.User has a field Gone that is not known here"),
        "{text}"
    );

    #[derive(Vdl)]
    #[vdl(package = "test")]
    struct Fewer {
        votes: u8,
    }
    let fewer: Strict = convert(&Fewer { votes: 2 }).expect("no field is unknown");
    assert_eq!((fewer.name.as_str(), fewer.votes), ("", 2));
    let listed = convert::<_, Vec<Strict>>(&vec![old()]);
    assert!(listed.is_err());
}

#[test]
fn dynamic_values_convert_alike() {
    let value = to_value(&old()).expect("the old one is a value");
    let new: New = from_value(&value).expect("the old one can be read");
    assert_eq!((new.votes, new.age), (3, 20));
    assert!(from_value::<Strict>(&value).is_err());
    let bytes = vom::encode(&value).expect("the old one can be written");
    assert_eq!(vom::decode::<New>(&bytes).as_ref(), Ok(&new));
}
