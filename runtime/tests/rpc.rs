//! Calls within the process, through stubs as they are generated.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use v23::rpc::{
    ArgDesc, Args, BoxFuture, Caller, Client, Duplex, InProcess, InterfaceDesc, Invoker,
    MethodDesc, NO_TAGS, NoRecv, Params, Remote, Results, ServerCall, ServerStream, StreamCall,
    Tags, Target, UnaryCall,
};
use v23::verror;
use v23::{Any, Context, Error};

/// The client of a counter, as it is generated.
#[derive(Clone, Debug)]
struct CounterClient<C = Client>(Target<C>);

impl CounterClient {
    fn new(name: &str) -> Self {
        Self(Target::new(name))
    }
}

impl<C> CounterClient<C> {
    fn with_caller<D>(self, caller: D) -> CounterClient<D> {
        CounterClient(self.0.with_caller(caller))
    }
}

impl<C: Caller> CounterClient<C> {
    fn add(&self, cx: &Context, a: i32, b: &str) -> UnaryCall<'_, C, (i64, String)> {
        let params = Params::new().and(&a).and(b);
        self.0
            .unary(cx, "Add", params, |outs| Ok((outs.take()?, outs.take()?)))
    }

    fn wait(&self, cx: &Context) -> UnaryCall<'_, C, ()> {
        self.0.unary(cx, "Wait", Params::new(), |_| Ok(()))
    }

    fn relay(&self, cx: &Context, factor: i64) -> StreamCall<'_, C, i64, i64, i64> {
        let params = Params::new().and(&factor);
        self.0.stream(cx, "Relay", params, |outs| outs.take())
    }

    fn count(&self, cx: &Context, to: i64) -> StreamCall<'_, C, NoRecv, i64, ()> {
        let params = Params::new().and(&to);
        self.0.stream(cx, "Count", params, |_| Ok(()))
    }
}

impl<C: Caller> Remote for CounterClient<C> {
    type Caller = C;

    fn target(&self) -> &Target<C> {
        &self.0
    }
}

static ADD_TAGS: Tags = Tags::new(|| vec![Any::new("write").expect("a tag can be encoded")]);

static COUNTER_DESC: InterfaceDesc = InterfaceDesc {
    name: "Counter",
    package: "test",
    doc: "// Counter counts.",
    embeds: &[],
    methods: &[
        MethodDesc {
            name: "Wait",
            doc: "",
            in_args: &[],
            out_args: &[],
            in_stream: None,
            out_stream: None,
            tags: &NO_TAGS,
        },
        MethodDesc {
            name: "Add",
            doc: "// Add adds.",
            in_args: &[ArgDesc::of::<i32>("a"), ArgDesc::of::<String>("b")],
            out_args: &[ArgDesc::of::<i64>("sum"), ArgDesc::of::<String>("text")],
            in_stream: None,
            out_stream: None,
            tags: &ADD_TAGS,
        },
        MethodDesc {
            name: "Relay",
            doc: "",
            in_args: &[ArgDesc::of::<i64>("factor")],
            out_args: &[ArgDesc::of::<i64>("")],
            in_stream: Some(ArgDesc::of::<i64>("")),
            out_stream: Some(ArgDesc::of::<i64>("")),
            tags: &NO_TAGS,
        },
        MethodDesc {
            name: "Count",
            doc: "",
            in_args: &[ArgDesc::of::<i64>("to")],
            out_args: &[],
            in_stream: None,
            out_stream: Some(ArgDesc::of::<i64>("")),
            tags: &NO_TAGS,
        },
        MethodDesc {
            name: "Panic",
            doc: "",
            in_args: &[],
            out_args: &[],
            in_stream: None,
            out_stream: None,
            tags: &NO_TAGS,
        },
    ],
};

#[derive(Default)]
struct Counter {
    sum: AtomicI64,
}

impl Invoker for Counter {
    fn interface(&self) -> &'static InterfaceDesc {
        &COUNTER_DESC
    }

    fn invoke<'a>(
        &'a self,
        cx: &'a Context,
        call: &'a ServerCall,
        mut args: Args,
        streams: &'a mut Duplex,
    ) -> BoxFuture<'a, Result<Results, Error>> {
        Box::pin(async move {
            match call.method() {
                "Add" => {
                    let (a, b): (i32, String) = (args.take(call)?, args.take(call)?);
                    let sum = self.sum.fetch_add(i64::from(a), Ordering::SeqCst) + i64::from(a);
                    let tag: Option<String> = call.tag();
                    Results::new()
                        .and(&sum)?
                        .and(&format!("{b} {}", tag.unwrap_or_default()))
                }
                "Wait" => {
                    cx.done().await;
                    self.sum.store(-1, Ordering::SeqCst);
                    Ok(Results::new())
                }
                "Relay" => {
                    let factor: i64 = args.take(call)?;
                    let mut stream = ServerStream::<i64, i64>::new(streams);
                    let mut sum = 0;
                    while let Some(item) = stream.recv().await? {
                        sum += item;
                        stream.send(&(item * factor)).await?;
                    }
                    Results::new().and(&sum)
                }
                "Count" => {
                    let to: i64 = args.take(call)?;
                    let mut stream = ServerStream::<i64, NoRecv>::new(streams);
                    for item in 0..to {
                        stream.send(&item).await?;
                    }
                    Ok(Results::new())
                }
                _ => panic!("a method that fails"),
            }
        })
    }
}

fn client() -> CounterClient<InProcess> {
    CounterClient::new("").with_caller(InProcess::new(Counter::default()))
}

#[tokio::test]
async fn a_unary_call_takes_and_gives_values() -> Result<(), Error> {
    let (cx, client) = (Context::background(), client());
    assert_eq!(client.add(&cx, 3, "x").await?, (3, "x write".to_owned()));
    assert_eq!(client.add(&cx, -1, "y").await?.0, 2);
    Ok(())
}

#[tokio::test]
async fn the_context_may_carry_the_caller() -> Result<(), Error> {
    let cx = Client::bind(&Context::background(), InProcess::new(Counter::default()));
    assert_eq!(CounterClient::new("").add(&cx, 3, "x").await?.0, 3);
    let without = CounterClient::new("")
        .add(&Context::background(), 3, "x")
        .await;
    assert!(without.expect_err("no caller").is(verror::BAD_STATE));
    Ok(())
}

#[tokio::test]
async fn items_go_both_ways() -> Result<(), Error> {
    let cx = Context::background();
    let client = client();
    let mut call = client.relay(&cx, 10).await?;
    for item in 1..=100 {
        call.send(&item).await?;
        assert_eq!(call.recv().await?, Some(item * 10));
    }
    call.close_send().await?;
    assert_eq!(call.recv().await?, None);
    assert_eq!(call.finish().await?, 5050);
    Ok(())
}

#[tokio::test]
async fn sending_after_the_end_fails() -> Result<(), Error> {
    let client = client();
    let mut call = client.relay(&Context::background(), 1).await?;
    call.close_send().await?;
    let error = call.send(&1).await.expect_err("the stream was ended");
    assert!(error.is(verror::BAD_STATE));
    Ok(())
}

#[tokio::test]
async fn more_items_than_fit_on_the_way_wait() -> Result<(), Error> {
    let client = client();
    let mut call = client.count(&Context::background(), 1000).await?;
    let mut next = 0;
    while let Some(item) = call.recv().await? {
        assert_eq!(item, next);
        next += 1;
    }
    assert_eq!(next, 1000);
    call.finish().await
}

#[tokio::test]
async fn a_client_may_finish_without_receiving() -> Result<(), Error> {
    let client = client();
    let call = client.count(&Context::background(), 1000).await?;
    call.finish().await
}

#[tokio::test]
async fn calls_that_go_wrong_say_how() {
    let cx = Context::background();
    let caller = InProcess::new(Counter::default());
    let at = |name: &str| Target::new(name).with_caller(caller.clone());
    let cases = [
        (
            at("").unary(&cx, "Sub", Params::new(), |_| Ok(())).await,
            verror::UNKNOWN_METHOD.as_str(),
        ),
        (
            at("x").unary(&cx, "Wait", Params::new(), |_| Ok(())).await,
            verror::UNKNOWN_SUFFIX.as_str(),
        ),
        (
            at("").unary(&cx, "Add", Params::new(), |_| Ok(())).await,
            "v.io/x/ref/runtime/internal/rpc.badNumInputArgs",
        ),
        (
            {
                let params = Params::new().and("3").and("x");
                at("").unary(&cx, "Add", params, |_| Ok(())).await
            },
            "v.io/x/ref/runtime/internal/rpc.badInputArg",
        ),
        (
            {
                let params = Params::new().and(&3).and("x");
                at("").unary(&cx, "Add", params, |_| Ok(())).await
            },
            verror::BAD_PROTOCOL.as_str(),
        ),
        (
            at("").unary(&cx, "Panic", Params::new(), |_| Ok(())).await,
            verror::INTERNAL.as_str(),
        ),
    ];
    for (outcome, id) in cases {
        let error = outcome.expect_err(id);
        assert_eq!(error.id(), id, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn calls_end_with_their_deadline() {
    let client = client();
    let call = client.wait(&Context::background());
    let error = call.timeout(Duration::from_secs(1)).await;
    assert!(error.expect_err("it waits forever").is(verror::TIMEOUT));
}

#[tokio::test]
async fn calls_end_when_they_are_canceled() {
    let (cx, canceler) = Context::background().with_cancel();
    let client = client();
    let call = client.wait(&cx);
    canceler.cancel();
    assert!(call.await.expect_err("canceled").is(verror::CANCELED));
}

#[tokio::test]
async fn objects_describe_themselves() -> Result<(), Error> {
    let (cx, client) = (Context::background(), client());
    let interfaces = client.signature(&cx).await?;
    let names: Vec<_> = interfaces.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Counter", "__Reserved"]);
    let methods: Vec<_> = interfaces[0].methods.iter().map(|one| &*one.name).collect();
    assert_eq!(methods, ["Add", "Count", "Panic", "Relay", "Wait"]);
    let add = client.method_signature(&cx, "Add").await?;
    assert_eq!(add, interfaces[0].methods[0]);
    let missing = client.method_signature(&cx, "Sub").await;
    assert!(
        missing
            .expect_err("no such method")
            .is(verror::UNKNOWN_METHOD)
    );
    Ok(())
}
