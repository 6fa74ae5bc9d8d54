//! Options, each of which changes the code.

#![expect(unnameable_types, unreachable_pub, reason = "generated items are public, and so is what they name")]

generated!("options");

use std::collections::HashMap;

use bytes::Bytes;
use v23::rpc::{InProcess, ServerCall};
use v23::{Context, Error, verror};
use vdl::Value;

use self::shelf::front::{
    Big, Blob, Colour, Entry, Foo, FooClient, FooClientData, FooServer, Index, Marks, Secret, Store, StoreClient, StoreServer, SAMPLE,
};
use crate::coding::{is_zero, survives};

/// What another crate generated.
pub mod elsewhere {
    #[derive(v23::Vdl, Clone, Copy, Debug, Default, PartialEq)]
    #[vdl(package = "acme/stock")]
    pub struct Level(pub u32);

    #[derive(v23::Vdl, Clone, Debug, Default, PartialEq)]
    #[vdl(package = "acme/stock")]
    pub struct Part {
        pub level: Level,
    }
}

fn entry() -> Entry {
    Entry::builder()
        .label("label")
        .data(Bytes::from_static(b"data"))
        .tags(["a".to_owned(), "b".to_owned()])
        .sizes([(7, "seven".to_owned())])
        .loose(Value::from(true))
        .next(Some(Box::new(Entry::default())))
        .stock(elsewhere::Level(3))
        .spare(elsewhere::Part { level: elsewhere::Level(1) })
        .build()
}

#[test]
fn types_are_as_options_say() {
    is_zero::<Marks>("acme/store.Marks set[int32]");
    is_zero::<Big>(&format!("acme/store.Big union{{Small int32;Large {}}}", vdl::Type::of::<Entry>()));
    survives(&entry());
    survives(&Index(HashMap::from([("k".to_owned(), entry())])));
    survives(&Marks([1, 2, 3].into()));
    survives(&Blob(Bytes::from_static(b"blob")));
    survives(&Big::Large(Box::new(entry())));
    survives(&FooClientData { x: 3 });
    survives(&Colour::Green);
}

#[test]
fn constants_are_as_options_say() {
    assert_eq!((&*SAMPLE.label, &SAMPLE.data[..]), ("sample", &b"bytes"[..]));
    assert_eq!(SAMPLE.loose, Value::from(3_i32));
    assert_eq!(SAMPLE.sizes[&1], "one");
}

#[test]
fn the_wire_knows_nothing_of_options() {
    let entry = vdl::coder::to_value(&entry()).expect("it can be converted");
    assert_eq!(entry.ty().name(), Some("acme/store.Entry"));
    let text = entry.to_string();
    assert!(text.contains("Name: \"label\"") && text.contains("Loose: true"), "{text}");
}

#[test]
fn bytes_are_shared_with_what_they_were_read_from() -> Result<(), Box<dyn std::error::Error>> {
    let written = Bytes::from(v23::vom::encode(&Blob(Bytes::from(vec![7; 5000])))?);
    let blob: Blob = v23::vom::decode_shared(&written)?;
    assert!(written.as_ptr_range().contains(&blob.0.as_ptr()));
    Ok(())
}

#[test]
fn secrets_are_not_shown() {
    let secret = Secret { password: "xyzzy".to_owned() };
    assert_eq!(format!("{secret:?}"), "Secret { .. }");
    survives(&secret);
}

struct Rack;

impl Store for Rack {
    async fn store(&self, _: &Context, _: &ServerCall, data: Bytes, _: Entry) -> Result<Blob, Error> {
        Ok(Blob(data))
    }
}

#[tokio::test]
async fn methods_have_bodies_of_their_own() -> Result<(), Error> {
    let cx = Context::background();
    let store = StoreClient::new("").with_caller(InProcess::new(StoreServer::new(Rack)));
    let data = Bytes::from_static(b"xyz");
    assert_eq!(store.store(&cx, &data, &entry()).await?, Blob(data));
    let error = store.later(&cx, &Value::from(true)).await.expect_err("nobody wrote it");
    assert!(error.is(verror::NOT_IMPLEMENTED), "{error}");
    let sizes = store.sizes(&cx).await?;
    assert!(sizes.finish().await.expect_err("nobody wrote it").is(verror::NOT_IMPLEMENTED));
    struct Empty;
    impl Foo for Empty {}
    let foo = FooClient::new("").with_caller(InProcess::new(FooServer::new(Empty)));
    assert!(foo.bar(&cx).await.is_err());
    Ok(())
}
