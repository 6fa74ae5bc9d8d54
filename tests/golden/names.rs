//! Names that mean something else in Rust, or clash.

generated!("names");

use ::v23::rpc::{InProcess, ServerCall, ServerStream};
use ::v23::{Any, Context};

use self::acme::names::{
    FOO, FOO_BAZ, FOO_BAZ_2, F_OO, Hidden, Other, R, SHOP_DESC, Self_, Shop, Shop_2, Shop_2Client, Shop_2Server,
    ShopClient, ShopClient_2, ShopServer, ShopServer_2, Under_score, W,
};
use self::acme::{core as acme_core, names, std as acme_std, v23 as acme_v23};
use crate::coding::{is_zero, survives};

#[test]
fn odd_names_are_coded() {
    is_zero::<R>("acme/names.R struct{R int32}");
    is_zero::<Self_>("acme/names.Self enum{Self;A_b}");
    is_zero::<Hidden>("acme/names.hidden struct{Inside acme/names.under_score string}");
    is_zero::<acme_core::Default>("acme/core.Default enum{Debug;Clone}");
    let option = names::Option {
        some: Some(Box::new(names::Option::default())),
        none: "none".to_owned(),
        r#type: names::Vec(vec![names::Option::default()]),
        self_: 1,
        r#async: true,
        crate_: 2,
        r#match: names::Result::Err(None),
        r#gen: [("k".to_owned(), names::String::from("v"))].into_iter().collect(),
        foo_bar: "1".to_owned(),
        foo_bar_2: "2".to_owned(),
        foo__bar: "3".to_owned(),
        http_get: "4".to_owned(),
        sha256_sum: "5".to_owned(),
    };
    survives(&option);
    survives(&W(vec![R { r: 1 }]));
    survives(&names::Some {
        std: acme_std::Vec(vec![acme_std::Vec::default()]),
        core: acme_core::Result::None(7),
        v23: acme_v23::Rt { any: Any::new("x").expect("it can be written"), ..acme_v23::Rt::default() },
        self_: Self_::A_b,
        send: names::Send(true),
    });
    survives(&Hidden { inside: Under_score::from("u") });
    survives(&self_::Of {
        std: std::Option { option: Some(core::Option::default()) },
        v23: v23::Error::default(),
    });
    survives(&ShopClient {});
    survives(&ShopServer::from("data"));
    survives(&names::Errors(vec![]));
}

#[test]
fn who_comes_second_has_a_number() {
    assert_eq!((FOO, F_OO, FOO_BAZ, FOO_BAZ_2), ("1", "2", "3", "4"));
    let other = Other {
        cx: "c".to_owned(),
        self_: "s".to_owned(),
        r#fn: 1,
        f: 2,
        f_: 3,
        err: None,
    };
    assert_eq!(other.to_string(), "c s 1 2");
    let error = ::v23::Error::from(other.clone());
    assert_eq!(names::Errors_::from(error), names::Errors_::Other(other));
    let labels = Self_::ALL.iter().map(|label| label.as_str());
    assert!(labels.eq(["Self", "A_b"]));
}

struct Corner;

impl Shop for Corner {
    async fn open(&self, _: &Context, _: &ServerCall, cx_2: String, call_2: i32) -> Result<String, ::v23::Error> {
        Ok(format!("{cx_2}{call_2}"))
    }

    async fn clone(&self, _: &Context, _: &ServerCall) -> Result<Self_, ::v23::Error> {
        Ok(Self_::A_b)
    }

    async fn r#fn(
        &self,
        _: &Context,
        _: &ServerCall,
        self_: String,
        r#fn: String,
        r#async: bool,
        a: i32,
        a_2: i32,
    ) -> Result<(String, i32), ::v23::Error> {
        Ok((format!("{self_}{fn}{async}"), a - a_2))
    }

    async fn stream(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, names::Result, names::Option>,
        streamed: String,
        args: Vec<String>,
        streams: Any,
    ) -> Result<names::Option, ::v23::Error> {
        stream.send(&names::Result::Ok(i32::from(streams.is_nil()))).await?;
        let got = stream.recv().await?.unwrap_or_default();
        Ok(names::Option { none: format!("{streamed}{}", args.len()), ..got })
    }

    async fn with_caller_2(&self, _: &Context, _: &ServerCall, _: String, out: i32) -> Result<i32, ::v23::Error> {
        Ok(out)
    }

    async fn invoke(&self, _: &Context, _: &ServerCall, _: String, _: i32, _: names::Box) -> Result<(), ::v23::Error> {
        Ok(())
    }

    async fn rt(&self, _: &Context, _: &ServerCall, rt: String, ctx: String, err: String) -> Result<String, ::v23::Error> {
        Ok(rt + &ctx + &err)
    }

    async fn drop(&self, _: &Context, _: &ServerCall) -> Result<(), ::v23::Error> {
        Ok(())
    }

    async fn target(&self, _: &Context, _: &ServerCall) -> Result<(), ::v23::Error> {
        Ok(())
    }

    async fn from(&self, _: &Context, _: &ServerCall, x: Self_) -> Result<Self_, ::v23::Error> {
        Ok(x)
    }
}

impl Shop_2 for Corner {
    async fn foo_bar(&self, _: &Context, call: &ServerCall) -> Result<(), ::v23::Error> {
        assert_eq!(call.method(), "Foo_Bar");
        Ok(())
    }

    async fn foo_bar_2(&self, _: &Context, call: &ServerCall) -> Result<(), ::v23::Error> {
        assert_eq!(call.method(), "FooBar");
        Ok(())
    }
}

#[tokio::test]
async fn methods_with_odd_names_are_called() -> Result<(), ::v23::Error> {
    let cx = Context::background();
    let shop = Shop_2Client::new("").with_caller(InProcess::new(Shop_2Server::new(Corner)));
    shop.foo_bar(&cx).await?;
    shop.foo_bar_2(&cx).await?;
    assert_eq!(shop.open(&cx, "a", 1).await?, "a1");
    assert_eq!(shop.r#fn(&cx, "s", "f", true, 5, 3).await?, ("sftrue".to_owned(), 2));
    let mut stream = shop.stream(&cx, "s", &["x".to_owned()], &Any::nil()).await?;
    assert_eq!(stream.recv().await?, Some(names::Result::Ok(1)));
    stream.send(&names::Option { self_: 9, ..names::Option::default() }).await?;
    let got = stream.finish().await?;
    assert_eq!((got.none.as_str(), got.self_), ("s1", 9));
    assert_eq!(shop.rt(&cx, "r", "c", "e").await?, "rce");
    assert_eq!(shop.with_caller_2(&cx, "", 4).await?, 4);
    shop.invoke(&cx, "", 0, &names::Box::default()).await?;
    shop.drop(&cx).await?;
    Ok(())
}

#[tokio::test]
async fn parts_of_interfaces_make_way_for_types() -> Result<(), ::v23::Error> {
    let cx = Context::background();
    let shop = ShopClient_2::new("").with_caller(InProcess::new(ShopServer_2::new(Corner)));
    assert_eq!(ShopClient_2::from(&shop, &cx, Self_::A_b).await?, Self_::A_b);
    assert_eq!(ShopClient_2::clone(&shop, &cx).await?, Self_::A_b);
    ShopClient_2::target(&shop, &cx).await?;
    assert!(SHOP_DESC.method("WithCaller").is_some());
    Ok(())
}
