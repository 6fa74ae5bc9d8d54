//! Clients against servers: methods of every form, streams in every direction, what is embedded.

generated!("interfaces");

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use v23::rpc::{InProcess, NoRecv, NoSend, Remote, ServerCall, ServerStream};
use v23::{Any, Context, Error, verror};
use vdl::Type;

use self::acme::base::{Count, Counter, CounterClient, Named, NamedClient, NamedServer};
use self::acme::shop::{
    Closed, Errors, Inner, InnerClient, Item, Level, Market, MarketClient, MarketServer, NoItem, Nobody,
    NobodyClient, NobodyServer, Outer, OuterClient, OuterServer, READ, SHOP_DESC, Shop, ShopClient, Tag, Till, TillClient,
};

/// A market that counts calls.
#[derive(Default)]
struct Stall {
    calls: AtomicU64,
}

impl Stall {
    fn count(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }
}

fn item(name: &str) -> Item {
    Item { name: name.to_owned(), price: name.len() as i64 }
}

impl Counter for Stall {
    async fn calls(&self, _: &Context, _: &ServerCall) -> Result<Count, Error> {
        Ok(Count(self.calls.load(Ordering::Relaxed)))
    }
}

impl Named for Stall {
    async fn name(&self, _: &Context, call: &ServerCall) -> Result<String, Error> {
        Ok(call.tag::<String>().unwrap_or_default())
    }
}

impl Shop for Stall {
    async fn nothing(&self, _: &Context, _: &ServerCall) -> Result<(), Error> {
        self.count();
        Ok(())
    }

    async fn find(&self, _: &Context, call: &ServerCall, name: String) -> Result<Item, Error> {
        assert_eq!(call.tag::<Tag>().as_ref(), Some(&*READ));
        if name.is_empty() {
            Err(NoItem { name: "anything".to_owned() })?;
        }
        Ok(item(&name))
    }

    async fn swap(&self, _: &Context, call: &ServerCall, a: i32, b: String) -> Result<(String, i32), Error> {
        assert_eq!(call.method_tags().len(), 3);
        assert_eq!((call.tag::<Level>(), call.tag::<u16>()), (Some(Level::High), Some(7)));
        Ok((b, a))
    }

    async fn all(
        &self,
        _: &Context,
        _: &ServerCall,
        flag: bool,
        level: Level,
        tag: Tag,
        items: Vec<Item>,
        prices: BTreeMap<String, i64>,
        maybe: Option<Item>,
        value: Any,
        kind: Type,
        why: Option<Error>,
        data: Vec<u8>,
    ) -> Result<Vec<String>, Error> {
        Ok(vec![
            format!("{flag} {level} {tag} {} {prices:?} {}", items.len(), maybe.is_some()),
            format!("{value} {kind} {} {data:?}", why.is_some()),
        ])
    }

    async fn sell(&self, _: &Context, _: &ServerCall, _: Item, kinds: BTreeSet<Level>) -> Result<(), Error> {
        if kinds.is_empty() { Err(Closed {})? } else { Ok(()) }
    }
}

impl Till for Stall {
    async fn sum(&self, _: &Context, _: &ServerCall, mut stream: ServerStream<'_, NoSend, i64>) -> Result<(i64, u32), Error> {
        let (mut total, mut count) = (0, 0);
        while let Some(number) = stream.recv().await? {
            (total, count) = (total + number, count + 1);
        }
        Ok((total, count))
    }

    async fn count(&self, _: &Context, _: &ServerCall, mut stream: ServerStream<'_, i32, NoRecv>, n: i32) -> Result<(), Error> {
        for number in 0..n {
            stream.send(&number).await?;
        }
        Ok(())
    }

    async fn chat(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, Item, String>,
        prefix: String,
    ) -> Result<i32, Error> {
        let mut answered = 0;
        while let Some(name) = stream.recv().await? {
            stream.send(&item(&format!("{prefix}{name}"))).await?;
            answered += 1;
        }
        Ok(answered)
    }

    async fn fails(&self, _: &Context, _: &ServerCall, mut stream: ServerStream<'_, Item, NoRecv>, name: String) -> Result<(), Error> {
        stream.send(&item("last")).await?;
        Err(NoItem { name }.into())
    }

    async fn plain(&self, _: &Context, _: &ServerCall, x: i32) -> Result<i32, Error> {
        Ok(x)
    }
}

impl Market for Stall {
    async fn close(&self, _: &Context, _: &ServerCall) -> Result<bool, Error> {
        Ok(true)
    }
}

fn market() -> MarketClient<InProcess> {
    MarketClient::new("").with_caller(InProcess::new(MarketServer::new(Stall::default())))
}

#[tokio::test]
async fn methods_take_and_give_values_of_every_form() -> Result<(), Error> {
    let (cx, market) = (Context::background(), market());
    market.nothing(&cx).await?;
    assert_eq!(market.find(&cx, "tea").await?, item("tea"));
    assert_eq!(market.swap(&cx, 3, "x").await?, ("x".to_owned(), 3));
    assert!(market.close(&cx).await?);
    assert_eq!(market.plain(&cx, -3).await?, -3);
    let prices = [("tea".to_owned(), 3)].into();
    let value = Any::new(&item("a")).expect("it can be written");
    let all = market.all(
        &cx,
        true,
        Level::High,
        &Tag::from("t"),
        &[item("a"), item("b")],
        &prices,
        Some(&item("m")),
        &value,
        &Type::of::<Level>(),
        Some(&Closed {}.into()),
        &[1, 2],
    );
    assert_eq!(all.await?, [
        "true High t 2 {\"tea\": 3} true".to_owned(),
        format!("{value} acme/shop.Level enum{{Low;High}} true [1, 2]"),
    ]);
    Ok(())
}

#[tokio::test]
async fn items_stream_in_every_direction() -> Result<(), Error> {
    let (cx, market) = (Context::background(), market());
    let mut sum = market.sum(&cx).await?;
    for number in 1..=10 {
        sum.send(&number).await?;
    }
    assert_eq!(sum.finish().await?, (55, 10));

    let mut count = market.count(&cx, 3).await?;
    let mut numbers = Vec::new();
    while let Some(number) = count.recv().await? {
        numbers.push(number);
    }
    count.finish().await?;
    assert_eq!(numbers, [0, 1, 2]);

    let mut chat = market.chat(&cx, "my ").await?;
    for name in ["tea", "cup"] {
        chat.send(&name.to_owned()).await?;
        assert_eq!(chat.recv().await?, Some(item(&format!("my {name}"))));
    }
    chat.close_send().await?;
    assert_eq!(chat.recv().await?, None);
    assert_eq!(chat.finish().await?, 2);

    let mut fails = market.fails(&cx, "tea").await?;
    assert_eq!(fails.recv().await?, Some(item("last")));
    let error = fails.finish().await.expect_err("it fails");
    assert_eq!(error.downcast(), Ok(NoItem { name: "tea".to_owned() }));
    Ok(())
}

#[tokio::test]
async fn errors_come_with_their_types() {
    let (cx, market) = (Context::background(), market());
    let error = market.find(&cx, "").await.expect_err("there is none");
    assert_eq!(error.message(), "there is no anything");
    assert!(matches!(Errors::from(error), Errors::NoItem(NoItem { name }) if name == "anything"));
    let error = market.sell(&cx, &item("a"), &BTreeSet::new()).await.expect_err("it is closed");
    assert_eq!(Errors::from(error), Errors::Closed(Closed {}));
}

#[tokio::test]
async fn clients_of_what_is_embedded_reach_the_same_object() -> Result<(), Error> {
    let (cx, market) = (Context::background(), market());
    ShopClient::from(&market).nothing(&cx).await?;
    let till = TillClient::from(&market);
    assert_eq!(till.calls(&cx).await?, Count(1));
    assert_eq!(CounterClient::from(&till).calls(&cx).await?, market.calls(&cx).await?);
    assert_eq!(NamedClient::from(&market).name(&cx).await?, "name");
    Ok(())
}

#[tokio::test]
async fn servers_share_what_they_serve() -> Result<(), Error> {
    let (cx, stall) = (Context::background(), Arc::new(Stall::default()));
    let server = MarketServer::from_arc(Arc::clone(&stall));
    let market = MarketClient::new("").with_caller(InProcess::new(server.clone()));
    market.nothing(&cx).await?;
    assert_eq!(stall.calls.load(Ordering::Relaxed), 1);
    let named = NamedClient::new("").with_caller(InProcess::new(NamedServer::from_arc(stall)));
    assert_eq!(named.name(&cx).await?, "name");
    Ok(())
}

#[tokio::test]
async fn objects_describe_themselves() -> Result<(), Error> {
    let (cx, market) = (Context::background(), market());
    let interfaces = market.signature(&cx).await?;
    let names: Vec<&str> = interfaces.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Market", "Shop", "Till", "Counter", "Named", "__Reserved"]);
    let embeds: Vec<_> = interfaces[0].embeds.iter().map(|one| (&*one.pkg_path, &*one.name, &*one.doc)).collect();
    assert_eq!(embeds, [
        ("acme/shop", "Shop", "// Shop sells items.\n//\n//   indented text"),
        ("acme/shop", "Till", "// Till counts."),
        ("acme/base", "Named", "// Named has a name."),
    ]);
    assert_eq!(interfaces[1].doc, "// Shop sells items.\n//\n//   indented text");
    let chat = market.method_signature(&cx, "Chat").await?;
    assert_eq!(chat, interfaces[2].methods[0]);
    assert_eq!(chat.in_stream.map(|arg| arg.r#type), Some(Type::STRING));
    assert_eq!(chat.out_stream.map(|arg| arg.r#type), Some(Type::of::<Item>()));
    let missing = market.method_signature(&cx, "Sub").await.expect_err("there is none");
    assert!(missing.is(verror::UNKNOWN_METHOD));
    assert_eq!(SHOP_DESC.method("Sell").map(|sell| sell.doc), Some("// Sell takes an item."));
    Ok(())
}

#[tokio::test]
async fn interfaces_may_be_empty_or_seen_through_others_only() -> Result<(), Error> {
    struct Both;
    impl Nobody for Both {}
    impl Inner for Both {
        async fn peek(&self, _: &Context, _: &ServerCall) -> Result<String, Error> {
            Ok("peeked".to_owned())
        }
    }
    impl Outer for Both {
        async fn poke(&self, _: &Context, _: &ServerCall) -> Result<(), Error> {
            Ok(())
        }
    }
    let cx = Context::background();
    let nobody = NobodyClient::new("").with_caller(InProcess::new(NobodyServer::new(Both)));
    assert_eq!(nobody.signature(&cx).await?.len(), 1);
    let outer = OuterClient::new("").with_caller(InProcess::new(OuterServer::new(Both)));
    outer.poke(&cx).await?;
    assert_eq!(InnerClient::from(&outer).peek(&cx).await?, outer.peek(&cx).await?);
    Ok(())
}
