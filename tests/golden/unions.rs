//! Unions.

generated!("unions");

use self::acme::choice::{Choice, Choices, Pair, Twice};
use crate::coding::survives;

#[test]
fn unions_are_coded() {
    assert_eq!(Choice::default(), Choice::Num(0));
    survives(&Choice::default());
    survives(&Twice::B("b".to_owned()));
    survives(&Choice::Str("s".to_owned()));
    let pair = Pair { first: Choice::Num(1), second: Twice::A("a".to_owned()) };
    survives(&Choice::Again(Choices(vec![Choice::Maybe(Some(Box::new(pair))), Choice::Maybe(None)])));
}

#[test]
fn fields_have_names_and_positions() {
    let choice = Choice::from("s".to_owned());
    assert_eq!((choice.name(), choice.index()), ("Str", 1));
    assert_eq!(Choice::from(7), Choice::Num(7));
    assert_eq!(Twice::B(String::new()).name(), "B");
}
