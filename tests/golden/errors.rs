//! Error definitions.

generated!("errors");

use std::error::Error as StdError;

use v23::time::Duration;
use v23::verror::{Action, ErrorId};
use v23::{Any, Error};

use self::acme::trouble::{
    Cause, Errors, Gone, Hidden, NotThere, Old, Other, Point, Silent, Unformatted, Wrapped,
};
use crate::coding::survives;

fn not_there() -> NotThere {
    NotThere { name: "it".to_owned(), count: 2 }
}

#[test]
fn errors_become_those_of_the_runtime_and_back() {
    let error = Error::from(not_there());
    assert_eq!(error.id(), "acme/trouble.NotThere");
    assert_eq!(NotThere::ID, ErrorId::new("acme/trouble.NotThere", Action::RetryBackoff));
    assert_eq!(error.action(), Action::RetryBackoff);
    assert_eq!(error.message(), "it is not there, 2 are");
    assert_eq!(error.declared_params().len(), 2);
    assert_eq!(NotThere::try_from(&error), Ok(not_there()));
    assert!(error.downcast::<Silent>().is_err());
    // Errors travel as data.
    survives(&Some(error));
    let unformatted = Unformatted {
        at: Point { x: 1, y: 2 },
        cause: Cause::Text("why".to_owned()),
        names: vec!["a".to_owned(), "b".to_owned()],
    };
    assert_eq!(Error::from(unformatted.clone()).downcast(), Ok(unformatted));
}

#[test]
fn errors_are_shown_by_their_english_format() {
    let gone = Gone { since: Duration::from_secs(90) };
    assert_eq!(gone.to_string(), "gone for 1m30s");
    assert_eq!(Silent {}.to_string(), "acme/trouble.Silent");
    assert_eq!(Hidden { x: 7 }.to_string(), "acme/trouble.hidden: 7");
    let old = Old { a: "A".to_owned(), b: "B".to_owned() };
    assert_eq!(old.to_string(), "B and A in {{braces}} {unknown}");
    let other = Other { self_: "me".to_owned(), errors: true };
    assert_eq!(other.to_string(), "metrue");
}

#[test]
fn errors_hold_errors() -> Result<(), v23::vom::EncodeError> {
    let wrapped = Wrapped {
        cause: Some(not_there().into()),
        more: Any::new(&7_i32)?,
        maybe: Some(Point { x: 1, y: 1 }),
    };
    let error = Error::from(wrapped.clone());
    assert_eq!(error.downcast(), Ok(wrapped));
    let source = error.source().and_then(|source| source.downcast_ref::<Error>());
    assert_eq!(source.and_then(|source| source.downcast().ok()), Some(not_there()));
    Ok(())
}

#[test]
fn one_enum_has_all_errors_of_a_package() {
    let known = Errors::from(Error::from(not_there()));
    assert_eq!(known, Errors::NotThere(not_there()));
    assert_eq!(known.to_string(), not_there().to_string());
    assert_eq!(Error::from(known).id(), "acme/trouble.NotThere");
    let foreign = Error::new(v23::verror::NO_EXIST, "nothing");
    assert_eq!(Errors::from(foreign.clone()), Errors::Other_2(foreign));
}
