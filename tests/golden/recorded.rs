//! The interfaces of the recorded calls and signatures.

generated!("recorded");

use v23::Error;
use v23::verror::Action;

use self::conformance::interop::{Everything, Link, Rejected, Shape};
use self::vectors::calc::{Busy, Point, Step};
use crate::coding::survives;

#[test]
fn the_types_are_coded() {
    survives(&Everything::default());
    survives(&Shape::Label("x".to_owned()));
    survives(&Link { id: 1, next: Some(Box::new(Link::default())) });
    survives(&Step::By(Point { x: 1, y: -1 }));
}

#[test]
fn the_errors_are_as_recorded() {
    let rejected = Rejected { code: 7, why: "no".to_owned() };
    let error = Error::from(rejected.clone());
    assert_eq!((error.id(), error.action()), ("conformance/interop.Rejected", Action::RetryBackoff));
    assert_eq!(error.downcast(), Ok(rejected));
    assert_eq!(Busy::ID.as_str(), "vectors/calc.Busy");
}
