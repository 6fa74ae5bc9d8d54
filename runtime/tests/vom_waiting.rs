//! Values that wait for types which arrive on their own.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

use bytes::Bytes;
use v23::vom::{
    Bound, DecodeErrorKind, Limits, SharedTypes, TypeEncoder, ValueDecoder, ValueEncoder,
};
use vdl::{Value, VdlRead, VdlWrite};

use crate::node::Node;

/// Counts how often a task is woken.
#[derive(Default)]
struct Count(AtomicUsize);

impl Wake for Count {
    fn wake(self: Arc<Self>) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

impl Count {
    fn new() -> (Arc<Self>, Waker) {
        let count = Arc::<Self>::default();
        let waker = Waker::from(Arc::clone(&count));
        (count, waker)
    }

    fn get(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

/// Values on a stream of their own, and the type stream that they need.
#[derive(Default)]
struct Sent {
    encoder: TypeEncoder,
    types: Vec<u8>,
}

impl Sent {
    fn send(&mut self, value: &impl VdlWrite) -> Vec<u8> {
        let mut out = Vec::new();
        ValueEncoder::new()
            .encode(value, &mut self.encoder, &mut self.types, &mut out)
            .expect("it can be written");
        out
    }
}

fn node() -> Node {
    Node {
        text: "root".to_owned(),
        extra: vdl::coder::to_value(&vec![true, false]).expect("it is a value"),
        ..Node::zero()
    }
}

#[test]
fn a_value_waits_for_its_types_byte_by_byte() {
    let mut sent = Sent::default();
    let bytes = sent.send(&node());
    let (shared, mut values) = (SharedTypes::new(), ValueDecoder::new());
    let mut input = &bytes[..];
    let (count, waker) = Count::new();
    let mut context = Context::from_waker(&waker);
    {
        let mut reading = pin!(shared.decode::<Node>(&mut values, &mut input));
        let mut result = reading.as_mut().poll(&mut context);
        let mut wakes = 0;
        for byte in &sent.types {
            assert!(result.is_pending());
            shared.receive(&[*byte]).expect("the types are well formed");
            // Nobody is woken for nothing.
            if count.get() > wakes {
                wakes = count.get();
                result = reading.as_mut().poll(&mut context);
            }
        }
        assert_eq!(result, Poll::Ready(Ok(node())));
        // Once for the type of the message, once for that in the any.
        assert_eq!(wakes, 2);
    }
    assert!(input.is_empty());
}

#[test]
fn a_wait_can_be_given_up() {
    let mut sent = Sent::default();
    let bytes = sent.send(&node());
    let (shared, mut values) = (SharedTypes::new(), ValueDecoder::new());
    let mut input = Bytes::from(bytes);
    let (count, waker) = Count::new();
    let mut context = Context::from_waker(&waker);
    for _ in 0..3 {
        let mut reading = pin!(shared.decode_shared::<Node>(&mut values, &mut input));
        assert!(reading.as_mut().poll(&mut context).is_pending());
        assert!(reading.as_mut().poll(&mut context).is_pending());
    }
    shared
        .receive(&sent.types)
        .expect("the types are well formed");
    assert_eq!(count.get(), 0);
    let mut reading = pin!(shared.decode_shared::<Node>(&mut values, &mut input));
    assert_eq!(reading.as_mut().poll(&mut context), Poll::Ready(Ok(node())));
}

#[test]
fn a_new_waker_replaces_the_old_one() {
    let mut sent = Sent::default();
    let bytes = sent.send(&node());
    let (shared, mut values) = (SharedTypes::new(), ValueDecoder::new());
    let mut input = &bytes[..];
    let ((old_count, old), (new_count, new)) = (Count::new(), Count::new());
    let mut reading = pin!(shared.decode::<Value>(&mut values, &mut input));
    for waker in [&old, &new] {
        let mut context = Context::from_waker(waker);
        assert!(reading.as_mut().poll(&mut context).is_pending());
    }
    shared
        .receive(&sent.types)
        .expect("the types are well formed");
    assert_eq!((old_count.get(), new_count.get()), (0, 1));
}

#[test]
fn a_type_that_never_comes_is_an_error_for_good() {
    let mut sent = Sent::default();
    let bytes = sent.send(&node());
    let (shared, mut values) = (SharedTypes::new(), ValueDecoder::new());
    let (count, waker) = Count::new();
    let mut context = Context::from_waker(&waker);
    let mut input = &bytes[..];
    {
        let mut reading = pin!(shared.decode::<Node>(&mut values, &mut input));
        assert!(reading.as_mut().poll(&mut context).is_pending());
        shared.end();
        assert_eq!(count.get(), 1);
        let Poll::Ready(Err(error)) = reading.as_mut().poll(&mut context) else {
            panic!("nothing is left to wait for");
        };
        assert_eq!(error.class(), "unknown_type_id");
    }
    // What comes after the end comes too late.
    shared.receive(&sent.types).expect("it is dropped");
    assert_eq!(shared.lookup(41), None);
    let error = shared
        .decode_blocking::<Node>(&mut values, &mut input)
        .expect_err("the type never came");
    assert_eq!(error.missing_type(), Some(41));
    assert_eq!(input, bytes);
    // Values that need no such type are not concerned.
    let bytes = sent.send(&7_u32);
    let seven = shared.decode_blocking::<u32>(&mut ValueDecoder::new(), &mut &bytes[..]);
    assert_eq!(seven, Ok(7));
}

#[test]
fn a_broken_type_stream_breaks_the_wait() {
    let mut sent = Sent::default();
    let bytes = sent.send(&node());
    let (shared, mut values) = (SharedTypes::new(), ValueDecoder::new());
    let (count, waker) = Count::new();
    let mut context = Context::from_waker(&waker);
    let mut input = &bytes[..];
    let mut reading = pin!(shared.decode::<Node>(&mut values, &mut input));
    assert!(reading.as_mut().poll(&mut context).is_pending());
    let error = shared.receive(&[0x81, 0x04]).expect_err("a value");
    assert_eq!(count.get(), 1);
    assert_eq!(
        reading.as_mut().poll(&mut context),
        Poll::Ready(Err(error.clone()))
    );
    assert_eq!(shared.receive(&sent.types), Err(error));
}

#[test]
fn messages_of_any_length_are_not_stored() {
    let mut limits = Limits::default();
    limits.memory = 1_000;
    let shared = SharedTypes::with_limits(limits);
    // A type message that claims 2^60 bytes.
    shared
        .receive(&[0x81, 0x51, 0xF8, 0x10, 0, 0, 0, 0, 0, 0, 0])
        .expect("it can go on");
    let error = shared.receive(&[0; 2_000]).expect_err("it is too much");
    assert_eq!(error.kind(), &DecodeErrorKind::Limit(Bound::Memory));
}

#[test]
fn many_threads_wait_for_many_types() {
    let mut sent = Sent::default();
    let streams = [
        sent.send(&vec![1_u16, 2]),
        sent.send(&vec![vec![3_u16]]),
        sent.send(&node()),
        sent.send(&vec![node()]),
    ];
    let shared = SharedTypes::new();
    let seen: Vec<Value> = thread::scope(|scope| {
        let readers = streams.iter().cycle().take(16).map(|bytes| {
            let shared = &shared;
            scope.spawn(move || {
                shared.decode_blocking::<Value>(&mut ValueDecoder::new(), &mut &bytes[..])
            })
        });
        let readers: Vec<_> = readers.collect();
        for byte in &sent.types {
            shared.receive(&[*byte]).expect("the types are well formed");
        }
        shared.end();
        let values = readers.into_iter().map(|reader| {
            let value = reader.join().expect("no reader panics");
            value.expect("all types have come")
        });
        values.collect()
    });
    let first = vdl::coder::to_value(&vec![1_u16, 2]).expect("it is a value");
    assert_eq!(seen[0], first);
    for (value, again) in seen.iter().zip(&seen[4..]) {
        assert_eq!(value, again);
    }
}
