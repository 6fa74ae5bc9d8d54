//! Errors that travel.

use std::error::Error as _;
use std::fmt;

use proptest::collection::vec;
use proptest::prelude::*;
use v23::verror::{
    self, Action, Builder, DowncastError, Error, ErrorDef, ErrorId, Mention, Params,
};
use v23::vom::{Any, decode, encode};
use vdl::{Type, Value, VdlType, VdlWrite};

use crate::node::Node;

const THING: ErrorId = ErrorId::new("vec/a.errThing", Action::RetryBackoff);

/// An error with a type of its own, as a generator would write it.
#[derive(Clone, PartialEq, Debug)]
struct Thing {
    name: String,
    count: i32,
    cause: Option<Error>,
}

impl fmt::Display for Thing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} things of {}", self.count, self.name)
    }
}

impl std::error::Error for Thing {}

impl ErrorDef for Thing {
    const ID: ErrorId = THING;

    fn add_params(&self, error: Builder) -> Builder {
        error
            .param(&self.name)
            .param(&self.count)
            .param(&self.cause)
    }

    fn from_params(params: &mut Params<'_>) -> Result<Self, DowncastError> {
        Ok(Self {
            name: params.next()?,
            count: params.next()?,
            cause: params.next()?,
        })
    }
}

fn errors() -> impl Strategy<Value = Error> {
    let params = prop_oneof![
        any::<String>().prop_map(|text| Any::new(&text)),
        any::<i64>().prop_map(|number| Any::new(&number)),
        Just(Ok(Any::nil())),
    ];
    let params = vec(params.prop_filter_map("small", Result::ok), 0..5);
    (any::<String>(), 0..4_usize, any::<String>(), params).prop_map(
        |(id, action, message, params)| Error::from_parts(id, Action::ALL[action], message, params),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn errors_come_back(error in errors()) {
        let bytes = encode(&error).expect("it is small");
        prop_assert_eq!(decode(&bytes), Ok(error.clone()));
        // An error may come as what it is, or as a VDL error.
        prop_assert_eq!(decode(&bytes), Ok(Some(error.clone())));
        let bytes = encode(&Some(error.clone())).expect("it is small");
        prop_assert_eq!(decode(&bytes), Ok(error.clone()));
        prop_assert_eq!(decode(&bytes), Ok(Some(error)));
    }

    #[test]
    fn errors_with_types_come_back(
        name: String,
        count: i32,
        cause in proptest::option::of(errors()),
    ) {
        let thing = Thing { name, count, cause };
        let error = Error::from(thing.clone());
        prop_assert_eq!(error.message(), thing.to_string());
        let bytes = encode(&error).expect("it is small");
        let error: Error = decode(&bytes).expect("it was just encoded");
        let source = error.source().and_then(|source| source.downcast_ref::<Error>());
        prop_assert_eq!(source, thing.cause.as_ref());
        prop_assert_eq!(error.downcast(), Ok(thing));
    }
}

#[test]
fn types_are_those_behind_error() {
    assert_eq!(*Error::vdl_type(), Type::wire_error());
    assert_eq!(*Option::<Error>::vdl_type(), Type::error());
    assert_eq!(*Action::vdl_type(), Type::wire_retry_code());
    // The description is the same, and so are types that are made with it.
    let list = Type::list(&Type::error());
    assert_eq!(*Vec::<Option<Error>>::vdl_type(), list);
    let bytes = encode(&None::<Error>).expect("it is small");
    assert_eq!(decode::<Option<Error>>(&bytes), Ok(None));
}

#[test]
fn builtin_identifiers() {
    let cases = [
        (verror::UNKNOWN, "Unknown", Action::NoRetry),
        (verror::INTERNAL, "Internal", Action::NoRetry),
        (verror::NOT_IMPLEMENTED, "NotImplemented", Action::NoRetry),
        (verror::END_OF_FILE, "EndOfFile", Action::NoRetry),
        (verror::BAD_ARG, "BadArg", Action::NoRetry),
        (verror::BAD_STATE, "BadState", Action::NoRetry),
        (verror::BAD_VERSION, "BadVersion", Action::NoRetry),
        (verror::EXIST, "Exist", Action::NoRetry),
        (verror::NO_EXIST, "NoExist", Action::NoRetry),
        (verror::UNKNOWN_METHOD, "UnknownMethod", Action::NoRetry),
        (verror::UNKNOWN_SUFFIX, "UnknownSuffix", Action::NoRetry),
        (
            verror::NO_EXIST_OR_NO_ACCESS,
            "NoExistOrNoAccess",
            Action::NoRetry,
        ),
        (verror::NO_SERVERS, "NoServers", Action::RetryRefetch),
        (verror::NO_ACCESS, "NoAccess", Action::RetryRefetch),
        (verror::NOT_TRUSTED, "NotTrusted", Action::RetryRefetch),
        (verror::ABORTED, "Aborted", Action::NoRetry),
        (verror::BAD_PROTOCOL, "BadProtocol", Action::NoRetry),
        (verror::CANCELED, "Canceled", Action::NoRetry),
        (verror::TIMEOUT, "Timeout", Action::NoRetry),
    ];
    for (id, name, action) in cases {
        assert_eq!(id.as_str(), format!("v.io/v23/verror.{name}"));
        assert_eq!(id.action(), action, "{id}");
        assert!(Error::new(id, "").is(id));
    }
}

#[test]
fn plain_errors_are_unknown() {
    let plain = "x".parse::<i32>().expect_err("a letter is no number");
    let text = plain.to_string();
    let error = Error::from_std(&plain);
    assert!(error.is(verror::UNKNOWN));
    assert_eq!(error.action(), Action::NoRetry);
    assert_eq!(error.message(), text);
    let params = ["", "", &text].map(|text| Any::new(text).expect("it is small"));
    assert_eq!(error.params(), params);
    assert_eq!(Error::from(text.as_str()), error);

    // An error that is one already stays what it is.
    let boxed: Box<dyn std::error::Error + Send + Sync> = Box::new(Error::new(THING, "broken"));
    assert!(Error::from(boxed).is(THING));
}

#[test]
fn component_and_operation_come_first() {
    let error = Error::builder(THING, "broken").param(&7_u16);
    assert_eq!(error.clone().build().component(), None);
    let error = error.operation("Get").component("fortuned").build();
    assert_eq!(error.component().as_deref(), Some("fortuned"));
    assert_eq!(error.operation().as_deref(), Some("Get"));
    assert_eq!(error.params().len(), 3);
    assert_eq!(error.declared_params().len(), 1);
    assert_eq!(error.declared_params()[0].decode(), Ok(7_u16));
    let changed = error
        .to_builder()
        .message("mended")
        .action(Action::NoRetry)
        .build();
    assert_eq!(
        (changed.id(), changed.message()),
        (THING.as_str(), "mended")
    );
    assert_eq!(changed.params(), error.params());
    assert_ne!(changed, error);
}

#[test]
fn peers_may_send_fewer_parameters() {
    let param = Any::new("fortuned").expect("it is small");
    for params in [vec![], vec![param.clone()], vec![Any::nil(), Any::nil()]] {
        let error = Error::from_parts(THING.as_str(), Action::NoRetry, "", params);
        assert_eq!(error.operation(), None);
        assert!(error.declared_params().is_empty());
        let thing: Thing = error
            .downcast()
            .expect("parameters that are not there are zero");
        assert_eq!((thing.name.as_str(), thing.count), ("", 0));
        assert_eq!(error.to_builder().param(&1_u16).build().params().len(), 3);
    }
}

#[test]
fn downcasts_that_fail() {
    let other = Error::new(verror::TIMEOUT, "too late");
    assert_eq!(other.downcast::<Thing>(), Err(DowncastError::OtherError));
    let wrong = Error::builder(THING, "broken")
        .param("name")
        .param("seven")
        .build();
    let error = wrong.downcast::<Thing>().expect_err("a text is no number");
    assert!(
        matches!(error, DowncastError::Param { index: 1, .. }),
        "{error}"
    );
}

#[test]
fn nil_structs_are_sent_as_nil() {
    let error = Error::builder(THING, "broken")
        .param(&None::<Box<Node>>)
        .build();
    assert_eq!(error.declared_params(), [Any::nil()]);
    let nil = Value::optional_none(&Type::error()).expect("errors are optional");
    let error = Error::builder(THING, "broken").param(&nil).build();
    assert_eq!(error.declared_params(), [Any::nil()]);
    assert!(error.source().is_none());
}

#[test]
fn the_source_is_the_first_error_among_the_parameters() {
    let first = Error::new(verror::TIMEOUT, "too late");
    let second = Error::new(verror::CANCELED, "enough");
    let error = Error::builder(THING, "broken")
        .param("text")
        .param(&None::<Error>)
        // As what it is, and as a VDL error.
        .param(&first)
        .param(&Some(second.clone()))
        .build();
    assert_eq!(error.nested().collect::<Vec<_>>(), [first.clone(), second]);
    let source = error
        .source()
        .and_then(|source| source.downcast_ref::<Error>());
    assert_eq!(source, Some(&first));
}

#[test]
fn sub_errors() {
    let slow = Error::builder(verror::TIMEOUT, "too late")
        .param(&3_i32)
        .build();
    let builder = Error::builder(verror::NO_SERVERS, "nobody answers");
    let silent = builder
        .clone()
        .sub_error("oslo", &slow, Mention::Nowhere)
        .build();
    assert_eq!(silent.message(), "nobody answers");
    let error = builder.sub_error("oslo", &slow, Mention::InMessage).build();
    assert_eq!(error.message(), "nobody answers [oslo: too late]");
    assert_eq!(error.params(), silent.params());
    assert_eq!(*error.declared_params()[0].ty(), Type::error());
    let nested = error.nested().next().expect("there is a sub-error");
    assert_eq!(
        (nested.id(), nested.message()),
        (slow.id(), "[oslo: too late]")
    );
    assert_eq!(nested.params(), slow.params());
}

#[test]
fn chains_of_sources_are_as_long_as_peers_like() {
    let mut error = Error::new(verror::UNKNOWN, "");
    for _ in 0..300 {
        error = Error::builder(THING, "").param(&Some(error)).build();
    }
    let bytes = encode(&error).expect("it is small");
    let error: Error = decode(&bytes).expect("it was just encoded");
    let mut depth = 0;
    let mut source = error.source();
    while let Some(cause) = source {
        depth += 1;
        source = cause.source();
    }
    assert_eq!(depth, 300);
}

#[test]
fn unknown_retry_codes_are_refused() {
    let codes = Type::enumeration("a.Code", ["NoRetry", "RetryNever"]).expect("it is a type");
    let wire = Type::structure(
        "a.Error",
        [("Id", Type::STRING), ("RetryCode", codes.clone())],
    );
    let wire = wire.expect("it is a type");
    for (index, is_known) in [(0, true), (1, false)] {
        let code = Value::enum_label(&codes, index).expect("there are two");
        let value = Value::structure(&wire, vec![Value::from("a.B"), code]).expect("it fits");
        let bytes = encode(&value).expect("it is small");
        assert_eq!(decode::<Error>(&bytes).is_ok(), is_known);
    }
    // Types of peers need not have the name, only the fields.
    let named = Type::structure("a.Other", [("Msg", Type::STRING)]).expect("it is a type");
    let value = Value::structure(&named, vec![Value::from("hello")]).expect("it fits");
    let bytes = encode(&value).expect("it is small");
    assert_eq!(
        decode::<Error>(&bytes).map(|error| error.to_string()),
        Ok("hello".to_owned())
    );
}

#[test]
fn errors_as_values_of_rust() {
    fn is_usable<T: std::error::Error + Clone + Send + Sync + 'static>() {}

    is_usable::<Error>();
    assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
    let error = Error::builder(THING, "broken").param(&7_u16).build();
    assert_eq!(format!("{error:>8}|"), "  broken|");
    let text = format!("{error:?}");
    for part in ["vec/a.errThing", "RetryBackoff", "broken", "7"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!error.is_zero());
    assert_eq!(Action::RetryBackoff.to_string(), "RetryBackoff");
}
