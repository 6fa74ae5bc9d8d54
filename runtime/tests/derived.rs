//! Derived types with values made at random: to bytes and dynamic values, and back.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use proptest::collection::{btree_map, btree_set, vec};
use proptest::prelude::*;
use v23::vom::{
    DecodeError, Decoder, Encoder, TypeDecoder, TypeEncoder, ValueDecoder, ValueEncoder, decode,
    encode,
};
use v23::{Any, Vdl};
use vdl::coder::{from_value, to_value};
use vdl::{Type, Value, VdlRead, VdlWrite};

#[derive(Vdl, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "shop")]
enum Size {
    Small,
    Large,
    Huge,
}

#[derive(Vdl, Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[vdl(package = "shop")]
struct Cents(i64);

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "shop")]
enum Item {
    Plain(String),
    Sized(Size),
    Bundle(Vec<Self>),
    Order(Option<Box<Order>>),
}

#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "shop")]
struct Order {
    number: u32,
    items: Vec<Item>,
    prices: BTreeMap<Size, Cents>,
    tags: BTreeSet<String>,
    gift: Option<Box<Self>>,
    weight: f64,
    seal: Vec<u8>,
    note: Any,
    shape: Type,
}

/// An order as it was before: fields in another order, narrower, and one that is gone since.
#[derive(Vdl, Clone, PartialEq, Debug)]
#[vdl(package = "shop", name = "Order")]
struct OldOrder {
    weight: f32,
    gone: Vec<Any>,
    gift: Option<Box<Self>>,
    number: u16,
    tags: BTreeSet<String>,
}

fn sizes() -> impl Strategy<Value = Size> {
    prop_oneof![Just(Size::Small), Just(Size::Large), Just(Size::Huge)]
}

fn notes() -> impl Strategy<Value = Any> {
    prop_oneof![
        Just(Any::nil()),
        any::<u16>().prop_map(|number| Any::new(&number).expect("numbers are small")),
        any::<String>().prop_map(|text| Any::new(&text).expect("texts are small")),
        vec(any::<i8>(), 0..3).prop_map(|list| Any::new(&list).expect("lists are small")),
    ]
}

fn flat_orders() -> impl Strategy<Value = Order> {
    (
        any::<u16>(),
        btree_map(sizes(), any::<i64>().prop_map(Cents), 0..3),
        btree_set(any::<String>(), 0..3),
        // Zeros in fields of structs have no sign, and old orders hold whole weights up to a limit.
        (-9_000_i16..9_000).prop_map(f64::from),
        vec(any::<u8>(), 0..5),
        notes(),
        prop_oneof![Just(Type::ANY), Just(Type::list(&Type::STRING))],
    )
        .prop_map(|(number, prices, tags, weight, seal, note, shape)| Order {
            number: number.into(),
            items: Vec::new(),
            prices,
            tags,
            gift: None,
            weight,
            seal,
            note,
            shape,
        })
}

fn items(orders: impl Strategy<Value = Order> + 'static) -> impl Strategy<Value = Item> {
    let leaf = prop_oneof![
        any::<String>().prop_map(Item::Plain),
        sizes().prop_map(Item::Sized),
        proptest::option::of(orders).prop_map(|order| Item::Order(order.map(Box::new))),
    ];
    leaf.prop_recursive(3, 8, 3, |inner| vec(inner, 0..3).prop_map(Item::Bundle))
}

fn orders() -> impl Strategy<Value = Order> {
    flat_orders().prop_recursive(3, 8, 2, |inner| {
        (
            flat_orders(),
            vec(items(inner.clone()), 0..3),
            proptest::option::of(inner),
        )
            .prop_map(|(order, items, gift)| Order {
                items,
                gift: gift.map(Box::new),
                ..order
            })
    })
}

/// A value comes back by every way there is.
fn check<T: VdlRead + VdlWrite + PartialEq + Debug>(values: &[T]) {
    let (mut stream, mut encoder) = (Vec::new(), Encoder::new());
    let (mut type_stream, mut type_encoder) = (Vec::new(), TypeEncoder::new());
    let (mut flow, mut flow_encoder) = (Vec::new(), ValueEncoder::new());
    for value in values {
        let alone = encode(value).expect("it can be written");
        assert_eq!(&decode::<T>(&alone).expect("it was written so"), value);
        let dynamic = to_value(value).expect("it is small");
        assert_eq!(dynamic, decode::<Value>(&alone).expect("it was written so"));
        assert_eq!(encode(&dynamic).expect("it can be written"), alone);
        assert_eq!(
            &from_value::<T>(&dynamic).expect("it came from there"),
            value
        );
        let held = Any::new(value).expect("it can be written");
        assert_eq!(&held.decode::<T>().expect("it was written so"), value);

        encoder
            .encode(value, &mut stream)
            .expect("it can be written");
        flow_encoder
            .encode(value, &mut type_encoder, &mut type_stream, &mut flow)
            .expect("it can be written");
    }
    let (mut input, mut decoder) = (&stream[..], Decoder::new());
    let (mut flow_input, mut flow_decoder) = (&flow[..], ValueDecoder::new());
    let (mut type_input, mut types) = (&type_stream[..], TypeDecoder::new());
    for value in values {
        assert_eq!(
            &decoder.decode::<T>(&mut input).expect("it was written so"),
            value
        );
        // Before its type has come nothing is read.
        let mut seen: Result<T, DecodeError> = flow_decoder.decode(&types, &mut flow_input);
        if seen
            .as_ref()
            .is_err_and(|error| error.missing_type().is_some())
        {
            types.decode(&mut type_input).expect("it was written so");
            seen = flow_decoder.decode(&types, &mut flow_input);
        }
        assert_eq!(&seen.expect("its types are there"), value);
    }
    assert!(input.is_empty() && flow_input.is_empty() && type_input.is_empty());
}

fn old_of(order: &Order) -> OldOrder {
    OldOrder {
        weight: order.weight as f32,
        gone: Vec::new(),
        gift: order.gift.as_ref().map(|gift| Box::new(old_of(gift))),
        number: u16::try_from(order.number).expect("numbers are small"),
        tags: order.tags.clone(),
    }
}

/// What is left of an order when it was old in between.
fn without_news(order: &Order) -> Order {
    Order {
        number: order.number,
        tags: order.tags.clone(),
        weight: order.weight,
        gift: order.gift.as_ref().map(|gift| Box::new(without_news(gift))),
        ..VdlRead::zero()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn derived_values_come_back(
        orders in vec(orders(), 1..4),
        items in vec(items(flat_orders()), 1..4),
        sizes in vec(sizes(), 1..4),
    ) {
        check(&items);
        check(&sizes);
        let wrapped: Vec<Option<Order>> = orders.iter().cloned().map(Some).collect();
        check(&wrapped);
        check(&orders);
    }

    #[test]
    fn older_and_newer_structs_are_read(order in orders(), gone in vec(notes(), 0..3)) {
        let bytes = encode(&order).expect("it can be written");
        let expected = old_of(&order);
        prop_assert_eq!(&decode::<OldOrder>(&bytes).expect("fields go by name"), &expected);
        let dynamic = to_value(&order).expect("it is small");
        prop_assert_eq!(&from_value::<OldOrder>(&dynamic).expect("fields go by name"), &expected);

        let old = OldOrder { gone, ..expected };
        let bytes = encode(&old).expect("it can be written");
        let back: Order = decode(&bytes).expect("fields go by name");
        prop_assert_eq!(&back, &without_news(&order));
        let dynamic = to_value(&old).expect("it is small");
        prop_assert_eq!(&from_value::<Order>(&dynamic).expect("fields go by name"), &back);
    }
}
